"""Schools, care organisations, clubs and employers by the words around them."""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.cues import a_set, one_of
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Reading
from thuisplan_desktop.anonymise.words import fold

_TOO_GENERAL = a_set("groep huis campus wonen centrum")
_TYPE = one_of(" ".join(t for t in cues.ORGANISATION_TYPES if len(t) > 2 and t not in _TOO_GENERAL))
_CAP = r"[A-ZÀ-ÖØ-Þ][\w'’&-]{0,30}"
_ARTICLE = r"(?:(?:De|Het|'t|’t|It|Den|Sint|St\.?) )?"
_LINK = r"(?:(?:van|voor|aan|&|de|der|het|den) ){0,3}"
_NAMED = re.compile(rf"(?<!\w)(?i:{_TYPE}) [\"'“‘„]?({_ARTICLE}{_CAP}(?: {_LINK}{_CAP}){{0,4}})")
_SMALL_TYPE = "[a-z]{0,12}school|obs|cbs|rkbs|kbs|pcbs|ikc|kindcentrum|sbo|zorgboerderij|kinderdagverblijf|voetbalclub"
_SMALL = re.compile(rf"(?<!\w)(?:{_SMALL_TYPE}) ((?:(?:de|het|'t|’t) )?[^\W\d_]{{3,30}})")
_TEAM_YEAR = re.compile(r"(?<=\w) ['’‘`]\d\d(?!\d)")


def find(reading: Reading) -> Iterator[Span]:
    """A kind of organisation followed by its name; schools of the DUO list."""
    for m in _NAMED.finditer(reading.text):
        if _distinguishes(reading, m[1]):
            yield Span(m.start(1), m.end(1), Kind.ORG, "naam na een soort organisatie", 0.8)
    for m in _SMALL.finditer(reading.text):
        name = fold(m[1])
        if name.split()[0] in ("de", "het", "'t") or not reading.words.is_common(name):
            yield Span(m.start(1), m.end(1), Kind.ORG, "naam na een soort school", 0.7)


def with_year(text: str, end: int) -> int:
    """Takes in the year of a club: 'Olympia '58'."""
    m = _TEAM_YEAR.match(text, end)
    return m.end() if m else end


def _distinguishes(reading: Reading, name: str) -> bool:
    """Not every capital after 'school' is its name: 'school De Poolse moeder'."""
    words = [fold(word) for word in re.findall(r"[^\W\d_]+", name) if word[0].isupper()]
    telling = [w for w in words if w not in reading.words.harmless and w not in reading.words.function_words]
    return bool(telling)
