"""What stands around a word and says that it is a name, whatever word it is; of what kind the name is."""

import re

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.cues import a_phrase_set, a_set
from thuisplan_desktop.anonymise.findings import ADDRESS, ORG, PERSON, PLACE, Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import NONE, Token
from thuisplan_desktop.anonymise.words import fold

_SURE_INFIX = a_set("vd vdr vder vden el ait bint abu ould")
_SHORT_INFIX = a_set("vd vdr")  # also 'van de' and 'vader' in hurried notes
_SURE_PAIRS = a_phrase_set("van_der van_den v_d v_d. von_der")
# What people do and school subjects don't: 'Berber vangt de klas op'.
_DEEDS = cues.SPEAKING | a_set("""
    vangt komt kwam wil wilde ziet zag huilt huilde haalt haalde brengt bracht spreekt sprak woont woonde werkt
    werkte slaapt sliep regelt neemt nam
""")
MOST_INFIXES = 4  # between a first name and a surname
INFIX_BEHIND = re.compile(r"[ ](?:van|de|der|den|te|ter|ten|el|van de|van der|van den|v\.?d\.?)(?=[ ]?(?:[|;,)\n]|$))")
_TOUCHING = re.compile(r"[ \t\u00a0]{0,2}|[ \t]?\r?\n[ \t]?|\.[ \t\u00a0]?|['’/]|[ ]['’]")
APOSTROPHES = frozenset("'’‘`")
CLUBS = a_set("fc sc vv sv hc kv tc avv svv rkvv rksv cvv bc av asv rkav")  # part of the name: 'fc waterlandia'
PLACE_BEFORE = a_set("in uit te naar bij nabij richting vanuit rond")
QUARTERS = a_set("noord oost zuid west zuidoost noordoost zuidwest noordwest nieuw-west oud-west oud-zuid")
FIELD_ENDS = frozenset(("", ",", ".", ";", ")", "\n"))
"""What may stand right behind what fills a field or an item of a list; nothing at the end of the text."""
WORD_ENDS = FIELD_ENDS | {" ", ":", "?", "!"}
"""What may stand right behind a word."""
_ADDRESSES = is_.GREETING | is_.TITLE
_LISTED_NAME = is_.FIRST | is_.PLACE  # 'Said', 'Goes': English gives 'said' and 'goes' no capital
_ARTICLES = a_set("de het 't t it op")


def announced(reading: Reading, i: int) -> str:
    """Why word i must be a name whatever word it is; empty when nothing announces it."""
    if reading.titled(i):
        return "naam na een aanspreektitel"
    if reading.greeted(i):
        return "naam in de aanhef"
    if reading.labelled(i):
        return "naam achter een kopje"
    heading = reading.text[reading.tokens[i].end : reading.tokens[i].end + 1] == ":"
    signed = i in reading.signed and not heading and not reading.tokens[i].facts & is_.GREETING  # '> Hoi Roos'
    return "naam onder een groet" if signed else ""


def is_harmless(reading: Reading, i: int, token: Token) -> bool:
    """A word of the list of harmless capitals, unless it stands as first name before a surname."""
    if token.facts & _ADDRESSES:
        return True
    if token.facts & is_.ENGLISH and not token.facts & _LISTED_NAME and not reading.titled(i) and reading.in_english(i):
        return True
    if not token.facts & is_.HARMLESS:
        stem = token.folded.removesuffix("'s")
        return stem != token.folded and bool(reading.words.facts(stem) & is_.HARMLESS)
    if not token.facts & is_.FIRST:
        return True
    after = reading.near(i + 1, i + 1)
    if after is not None and token.opening is not NONE and after.folded in _DEEDS:
        return False
    return after is None or not after.capital or not after.facts & is_.SURNAME


def is_hyphenated_harmless(reading: Reading, token: Token) -> bool:
    """GGD-arts, IB'er, vmbo-leerling: an abbreviation and an ordinary word."""
    if ("-" not in token.text and "'" not in token.text and "’" not in token.text) or token.facts & is_.PLACE:
        return False
    first, _, rest = token.text.replace("’", "-").replace("'", "-").partition("-")
    known, other = reading.words.facts(fold(first)), reading.words.facts(fold(rest))
    if known & other & is_.FIRST or not rest or (rest == "s" and known & is_.FIRST and not known & is_.HARMLESS):
        return False
    if not (first.isupper() or known & (is_.HARMLESS | is_.COMMON)):
        return False
    return rest[0].islower() and (len(rest) < 4 or bool(other & (is_.COMMON | is_.HARMLESS)))


def follows_infix(reading: Reading, i: int) -> bool:
    """'van der Plas', 'vd Berg': behind such an infix any word is a surname."""
    left, further = reading.near(i, i - 1), reading.near(i - 1, i - 2)
    if left is None or not left.facts & is_.OPENS_INFIX:
        return False
    pair = f"{further.folded} {left.folded}" if further is not None else ""
    if left.folded in _SHORT_INFIX and not left.capital and reading.tokens[i].facts & is_.COMMON:
        if further is not None and further.capital and not reading.tokens[i].capital and not _is_surname(reading, i):
            return False  # 'Wilma vd administratie'
        return _is_named(further) or (left.folded == "vd" and bool(reading.tokens[i].facts & is_.FREQUENT))
    return left.folded in _SURE_INFIX or pair in _SURE_PAIRS


def _is_surname(reading: Reading, i: int) -> bool:
    return bool(reading.tokens[i].facts & is_.SURNAME)


def _is_named(token: Token | None) -> bool:
    """Whether a shortened infix behind this word joins a name: 'vdr brengt' is a father, 'vd trap' a stair."""
    if token is None:
        return False
    people = is_.TITLE | is_.ROLE | is_.FIRST
    return bool(token.facts & people) or not token.facts & is_.PLAIN or len(token.text) == 1


def kind_of(reading: Reading, i: int, token: Token) -> Kind:
    """Person, place, organisation or street: by the lists, the ending and the word before."""
    facts, before = token.facts, reading.around[i - 1]
    preposition = before is not None and before.folded in PLACE_BEFORE
    if token.folded in reading.book.places:
        return PLACE
    if facts & is_.FIRST:
        return PERSON
    if facts & is_.SURE_STREET and not facts & is_.SURNAME:
        return ADDRESS
    if facts & is_.ORG_TYPE or (facts & is_.ORG_END and len(token.folded) > 6):
        return ORG
    if facts & is_.PLACE and (before is None or preposition or not facts & is_.SURNAME):
        return PLACE
    if facts & is_.SURNAME:
        return PERSON
    if before is not None and preposition and before.folded != "bij":
        return PLACE  # 'bij Kuiga' is somebody's home
    return ORG if before is not None and before.folded in _ARTICLES else PERSON


def as_span(token: Token, kind: Kind, reason: str, certainty: float) -> Span:
    """A word as it stands."""
    return Span(token.start, token.end, kind, reason, certainty)


def glued(token: Token) -> Span | None:
    """'tenCate', 'vanDijk'."""
    for infix in cues.INFIXES:
        rest = token.text[len(infix) :]
        if token.folded.startswith(infix) and rest[:1].isupper() and len(rest) > 2:
            return as_span(token, PERSON, "tussenvoegsel en achternaam aan elkaar", 0.8)
    return None


def close(reading: Reading, i: int) -> bool:
    """Only a space before word i, or a dot after an abbreviation: a full stop ends a name."""
    before = reading.around[i - 1]
    short = before is not None and len(before.text) <= 2
    return bool(_TOUCHING.fullmatch(reading.gaps[i])) and ("." not in reading.gaps[i] or short)


def with_apostrophe(reading: Reading, first: int, start: int) -> int:
    """The apostrophe before ''t Startblok' and ''s-Gravenhage' belongs to the name."""
    word = reading.tokens[first].folded
    cut = word in ("t", "s", "n") or word.startswith("s-")
    return start - 1 if cut and reading.text[start - 1 : start] in APOSTROPHES else start
