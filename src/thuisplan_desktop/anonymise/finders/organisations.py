"""Schools, care organisations, clubs and employers by the words around them."""

import re
from collections.abc import Iterator
from functools import lru_cache

from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.cues import a_set, one_of
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Reading, Token
from thuisplan_desktop.anonymise.words import Words, fold

_TOO_GENERAL = a_set("groep huis campus wonen centrum")
_TYPE = one_of(" ".join(t for t in cues.ORGANISATION_TYPES if len(t) > 2 and t not in _TOO_GENERAL))
_CAP = r"[A-ZÀ-ÖØ-Þ][\w'’&-]{0,30}"
_ARTICLE = r"(?:(?:De|Het|'t|’t|It|Den|Sint|St\.?) )?"
_LINK = r"(?:(?:van|voor|aan|&|de|der|het|den) ){0,3}"
_NAMED = re.compile(rf"(?<!\w)(?i:{_TYPE}) [\"'“‘„]?({_ARTICLE}{_CAP}(?: {_LINK}{_CAP}){{0,4}})")
_SMALL_TYPE = (
    "[a-z]{0,12}school|obs|cbs|rkbs|kbs|pcbs|ikc|kindcentrum|sbo|zorgboerderij|kinderdagverblijf|voetbalclub|ggz"
)
_SMALL = re.compile(rf"(?<!\w)(?:{_SMALL_TYPE}) ((?:(?:de|het|'t|’t) )?[^\W\d_]{{3,30}})")
_KIND_BEFORE = one_of("""
    manege stal camping garage zorgboerderij kinderdagverblijf snackbar cafe bso bakkerij slagerij restaurant buurthuis
    jongerencentrum speeltuin voetbalclub peuterspeelzaal dierenarts kapsalon logeerhuis woongroep sportschool taxi
    autobedrijf taxibedrijf bouwbedrijf huisartsenpraktijk zorghoeve kringloop kringloopwinkel praktijkschool
""")
_KIND_AND_NAME = re.compile(
    rf"(?<!\w){_KIND_BEFORE} (?:de|het|'t|’t) "
    r"((?:(?:oude|nieuwe|grote|kleine|blauwe|rode|witte|groene|gouden|vrolijke|lange|bonte) )?"
    r"[^\W\d_]{3,30})"
)
_SEASONS = a_set("""
    januari februari maart april mei juni juli augustus september oktober november december zomer winter herfst voorjaar
    lente najaar sinds jan feb mrt apr jun jul aug sep sept okt nov dec kerst
""")
_YEAR_NAME = re.compile(rf"(?<!\w){_CAP} ['’‘`]\d\d(?!\d)")
_TEAM_YEAR = re.compile(r"(?<=\w) ['’‘`]\d\d(?!\d)")


def find(reading: Reading) -> Iterator[Span]:
    """A kind of organisation followed by its name; schools of the DUO list."""
    for m in _NAMED.finditer(reading.text):
        if _distinguishes(reading, m[1]):
            yield Span(m.start(1), m.end(1), Kind.ORG, "naam na een soort organisatie", 0.8)
    yield from _listed(reading)
    for m in _KIND_AND_NAME.finditer(reading.text):
        yield Span(m.start(1), m.end(1), Kind.ORG, "naam na een soort bedrijf of plek", 0.6)
    for m in _YEAR_NAME.finditer(reading.text):
        if fold(m[0][:-4]) not in _SEASONS:
            yield Span(m.start(), m.end(), Kind.ORG, "naam met een jaartal", 0.6)
    for m in _SMALL.finditer(reading.text):
        name = fold(m[1])
        if name.split()[0] in ("de", "het", "'t") or not reading.words.is_common(name):
            yield Span(m.start(1), m.end(1), Kind.ORG, "naam na een soort school", 0.7)


def _listed(reading: Reading) -> Iterator[Span]:
    """Care organisations of the published list and schools of DUO's, with a capital or as a word of their own."""
    index, tokens = _index(reading.words), reading.tokens
    for i, token in enumerate(tokens):
        second = tokens[i + 1].folded if i + 1 < len(tokens) else ""
        for name in (*index.get((token.folded, second), ()), *index.get((token.folded, ""), ())):
            found = tokens[i : i + len(name)]
            if tuple(t.folded for t in found) == name and _stands_out(reading, found):
                yield Span(found[0].start, found[-1].end, Kind.ORG, "school of instelling uit de lijst", 0.8)
                break


@lru_cache(maxsize=1)
def _index(words: Words) -> dict[tuple[str, str], tuple[tuple[str, ...], ...]]:
    """Names by their first two words, longest first: hundreds start with 'de'. One ordinary word tells nothing."""
    names: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    names_listed = words.institutions | words.schools | {short for n in words.schools if (short := _without_type(n))}
    for name in sorted(names_listed, key=lambda n: (-n.count(" "), n)):
        parts = tuple(name.split())
        if len(parts) > 1 or (parts and not words.is_common(name)):
            names.setdefault((parts[0], parts[1] if len(parts) > 1 else ""), []).append(parts)
    return {start: tuple(found) for start, found in names.items()}


def _without_type(name: str) -> str:
    """'thomas a kempis' for 'thomas a kempis college'; empty when what remains is one word."""
    parts = name.split()
    if len(parts) > 2 and parts[-1] in cues.ORGANISATION_TYPES:
        return " ".join(parts[:-1])
    if len(parts) > 2 and parts[0] in cues.ORGANISATION_TYPES:
        return " ".join(parts[1:])
    return ""


def _stands_out(reading: Reading, found: tuple[Token, ...]) -> bool:
    """A capital in the last word, or a word that is no ordinary Dutch: 'de regenboog' alone is a rainbow."""
    telling = [token for token in found if len(token.text) > 3]
    unusual = any(
        not reading.words.is_common(token.folded) and token.folded not in reading.words.harmless for token in telling
    )
    return unusual or (bool(telling) and telling[-1].capital and len(found) > 1)


def with_year(text: str, end: int) -> int:
    """Takes in the year of a club: 'Olympia '58'."""
    m = _TEAM_YEAR.match(text, end)
    return m.end() if m else end


def _distinguishes(reading: Reading, name: str) -> bool:
    """Not every capital after 'school' is its name: 'school De Poolse moeder'."""
    words = [fold(word) for word in re.findall(r"[^\W\d_]+", name) if word[0].isupper()]
    telling = [w for w in words if w not in reading.words.harmless and w not in reading.words.function_words]
    return bool(telling)
