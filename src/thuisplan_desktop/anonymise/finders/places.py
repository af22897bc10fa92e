"""Addresses, postcodes and towns."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.cues import one_of
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Reading, Token
from thuisplan_desktop.anonymise.words import Words, fold

_POSTCODE = re.compile(r"(?<![\w.,/-])[1-9]\d{3}[ \u00a0]?([A-Za-z]{2})(?![\w])")
_POST_BOX = re.compile(r"\b(?:postbus|antwoordnummer|p\.?o\.? ?box)[ .:]{1,3}\d{1,6}\b", re.IGNORECASE)
_FLOOR = one_of("hs bis zw rd huis bg boven beneden achter voor rood zwart toe")
_SUFFIX = rf"(?:[A-Da-d][-–]?\d{{1,3}}|[A-Za-z]|[IVX]{{1,4}}|{_FLOOR}|[A-Da-d]\d?)(?![\w'’])"
HOUSE_NUMBER = (
    rf"\d{{1,5}}(?:(?:[ ]?[-–/][ ]?|[ ])?{_SUFFIX}|[ ]?[-–/][ ]?\d{{1,4}}[A-Za-z]?(?!\w))?"
    r"(?:[ ](?:bis|hs|huis|boven|beneden|achter)(?!\w))?(?![\d:%]|[.,]\d|[A-Za-z])"
)
_NUMBER_AFTER = re.compile(
    rf"[ \u00a0,]{{1,2}}(?:nr\.? |nummer |huisnr\.? |huisnummer |no\.? )?{HOUSE_NUMBER}", re.IGNORECASE
)
_STREET = one_of(" ".join(cues.SURE_STREET_ENDINGS) + " wg ln park kanaal vaart opgaande")
_SMALL_STREET = re.compile(
    rf"(?<![\w-])(?:[^\W\d_]+ )?([^\W\d_]{{2,30}}{_STREET})\.?[ ]{{1,2}}(?:nr\.? )?({HOUSE_NUMBER})", re.IGNORECASE
)
_OTHERWISE = r"(?:in plaats van|ipv|i\.p\.v\.|en niet|niet|moet zijn|was|of)(?: op| naar| nr\.?| nummer)?"
_INSTEAD = re.compile(rf"[ ,(]{{1,3}}{_OTHERWISE}[ ]({HOUSE_NUMBER})", re.IGNORECASE)
_AT_NUMBER = r"(?:huisnummer|huisnr\.?|op nummer|op nr\.?|woont op)"
_ON_NUMBER = re.compile(rf"\b{_AT_NUMBER}[ :]{{1,3}}({HOUSE_NUMBER})(?![ ]?(?:km|jaar|uur))", re.IGNORECASE)
_UNITS = one_of("""
    op de en in is te of om aan al an as bv da dd do er eu ga go ha he ho ie ik ja je ka km la li lo ma me mg ml mm mo
    na nu pa po re s' so ze zo uw us wo we wk u
""")
_SMALL_UNIT = re.compile(rf"{_UNITS}$", re.IGNORECASE)
_LONGEST = 5


_DIRECTION = r"(?:[- ](?:Oost|West|Noord|Zuid|[OWNZ])(?!\w))?"
_CAPITAL_STREET = re.compile(rf"(?<!\w)[A-ZÀ-Þ][\w'’-]{{0,40}}{_STREET}\.?{_DIRECTION}[ ]{{1,2}}{HOUSE_NUMBER}")
_LABEL = one_of("adres woonadres bezoekadres postadres verblijfadres verblijfplaats wonende ingeschreven_op straat")
_LABELLED = re.compile(
    rf"\b(?i:{_LABEL})\b[ ]?[:=]?[ ](?:is |aan |op |de |het |nog |steeds |nu |te |trouwens ){{0,5}}"
    rf"([A-ZÀ-Þ0-9](?:[\w.'’-]{{0,40}} ){{1,5}}?{HOUSE_NUMBER})"
)
# Capitals and a number right before a postcode are an address whatever the street is called: 'Klein Frankrijk 19'.
_BEFORE_POSTCODE = re.compile(
    r"(?<!\w)([A-ZÀ-Þ][\w'’.-]{0,30}(?: (?:van|de|der|den|het|'t|op|aan|[A-ZÀ-Þ][\w'’.-]{0,30})){0,5}"
    rf" {HOUSE_NUMBER})"
    r"[ \t]*(?:[,|•·/–-]|\r?\n)?[ \t]*(?=[1-9]\d{3}[ \u00a0]?[A-Z]{2}(?!\w))"
)
_WARD = re.compile(r"(?<!\w)Wijk[ ]\d{1,2}[- ]\d{1,3}[a-z]?(?!\w)")


def find(reading: Reading) -> Iterator[Span]:
    """Postcodes, post boxes, streets with a number, towns of more than one word."""
    for m in _POSTCODE.finditer(reading.text):
        if m[1].isupper() or not _SMALL_UNIT.match(m[1]):
            yield Span(m.start(), m.end(), Kind.ADDRESS, "postcode")
    for m in _POST_BOX.finditer(reading.text):
        yield Span(m.start(), m.end(), Kind.ADDRESS, "postbus")
    for pattern in (_CAPITAL_STREET, _WARD):
        for m in pattern.finditer(reading.text):
            yield Span(_street_start(reading, m.start()), m.end(), Kind.ADDRESS, "straat met huisnummer", 0.9)
    for m in _BEFORE_POSTCODE.finditer(reading.text):
        yield Span(m.start(1), m.end(1), Kind.ADDRESS, "straat en nummer voor een postcode", 0.9)
    for m in _LABELLED.finditer(reading.text):
        yield Span(m.start(1), m.end(1), Kind.ADDRESS, "achter het kopje adres", 0.8)
    for m in _ON_NUMBER.finditer(reading.text):
        yield Span(m.start(1), m.end(1), Kind.ADDRESS, "huisnummer", 0.8)
    yield from _small_streets(reading)
    yield from _towns(reading)


_ON_THE = re.compile(r"\b(?:aan|op) (?:de|het) $")


def with_number(reading: Reading, span: Span, last: Token) -> Iterator[Span]:
    """The house number that follows a span; a span with a street's ending is an address without it as well."""
    street = last.folded in cues.BARE_STREETS or (last.folded.endswith(cues.STREET_ENDINGS) and len(last.folded) > 5)
    street = street or bool(_ON_THE.search(reading.text, max(0, span.start - 8), span.start))
    number = _NUMBER_AFTER.match(reading.text, span.end)
    person = last.folded in reading.words.first_names and not street
    if number is None or person or last.folded in cues.COUNTED or (span.kind is Kind.ORG and not street):
        return
    if not street and last.folded not in reading.words.surnames and reading.words.is_common(last.folded):
        return
    apart = "," in number[0] or number[0].lstrip(" \u00a0,")[0] == "0"
    if apart and not street:
        return
    yield Span(span.start, number.end(), Kind.ADDRESS, "straat met huisnummer", 0.9)
    yield from _instead(reading.text, number.end())


_STREET_START = re.compile(r"(?:[A-ZÀ-Þ][\w'’]{0,15}\.?[ -]|(?:van|de|der|den|v\.?d\.?|te|het|'t) ){1,4}$")


def _street_start(reading: Reading, start: int) -> int:
    """Takes in what a street's name opens with: 'Lange', 'Burg. ', 'Prins', 'Jan van'."""
    m = _STREET_START.search(reading.text, max(0, start - 60), start)
    at = m.start() if m else start
    while at < start:
        word = re.match(r"\w+", reading.text[at:start])
        if word and word[0][0].isupper() and fold(word[0]) in cues.STREET_OPENINGS | reading.words.first_names:
            return at
        at += (word.end() if word else 0) + 1
    return start


def _instead(text: str, end: int) -> Iterator[Span]:
    """'39 in plaats van 93': the other number stands for the address as well."""
    m = _INSTEAD.match(text, end)
    if m:
        yield Span(m.start(1), m.end(1), Kind.ADDRESS, "huisnummer", 0.8)


def _small_streets(reading: Reading) -> Iterator[Span]:
    """Streets in small letters, known by their ending and a house number."""
    for m in _SMALL_STREET.finditer(reading.text):
        if fold(m[1]) not in cues.COUNTED:
            start = _small_street_start(reading.text, m.start(1))
            yield Span(start, m.end(2), Kind.ADDRESS, "straat met huisnummer", 0.9)
            yield from _instead(reading.text, m.end())


_WORD_BEFORE = re.compile(r"(\w{1,14})\.?[ ]$")


def _small_street_start(text: str, start: int) -> int:
    """Takes in 'joh. ' or 'lange ' before a street in small letters."""
    m = _WORD_BEFORE.search(text, max(0, start - 16), start)
    opens = m is not None and fold(m[1]) in cues.STREET_OPENINGS and m[1] not in ("de", "het", "van", "t")
    return m.start() if m and opens else start


@lru_cache(maxsize=1)
def _of_several_words(words: Words) -> dict[tuple[str, str], tuple[tuple[str, ...], ...]]:
    """Towns of two words or more, by their first two words, longest first."""
    towns: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for place in sorted(words.places, key=lambda p: (-p.count(" "), p)):
        parts = tuple(place.replace("'", "").split())
        if len(parts) > 1:
            towns.setdefault((parts[0], parts[1]), []).append(parts)
    return {start: tuple(found) for start, found in towns.items()}


def _towns(reading: Reading) -> Iterator[Span]:
    towns, tokens = _of_several_words(reading.words), reading.tokens
    plain = [token.folded.replace("'", "") for token in tokens]
    for i, (token, start) in enumerate(zip(tokens, pairwise(plain), strict=False)):
        for town in towns.get(start, ()):
            found = tokens[i : i + len(town)]
            if _is_town(found, town):
                yield Span(_with_apostrophe(reading.text, token.start), found[-1].end, Kind.PLACE, "plaatsnaam")
                break
    yield from _on_a_river(reading)


def _is_town(found: tuple[Token, ...], town: tuple[str, ...]) -> bool:
    if tuple(token.folded.replace("'", "") for token in found) != town:
        return False
    return found[-1].capital or (town[0] in ("den", "ter") and not found[-1].capital)


def _with_apostrophe(text: str, start: int) -> int:
    return start - 1 if start and text[start - 1] in "'’‘" else start


_RIVER = re.compile(
    r"(?<!\w)[A-Z][^\W\d_]{2,20}[ -](?:aan de[nr]?|a/?d|a\.d\.|op|bij|onder|over)[ -](?:de[nr]? |het )?"
    r"(?:Rijn|IJssel|Zoom|Zee|Maas|Lek|Amstel|Zaan|Vecht|Waal|Linge|Schelde|Gouwe|Rotte|Giessen)(?!\w)"
)


def _on_a_river(reading: Reading) -> Iterator[Span]:
    for m in _RIVER.finditer(reading.text):
        yield Span(m.start(), m.end(), Kind.PLACE, "plaatsnaam")
