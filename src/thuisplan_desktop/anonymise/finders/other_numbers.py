"""House numbers that stand without their street: meant instead of another, rung at, slept at."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.watched import Watched

_NUMBER_OF = re.compile(r"[ \u00a0,](\d{1,4})([ -]?[A-Za-z])?$")
_MEANT = re.compile(
    r"(?:(?:moet|moest|hoort|blijkt|bleek|bedoelt|bedoelde|bedoeld wordt|wordt|wijzigen in|corrigeren naar)"
    r"(?: het| dat| eigenlijk| dus| op| nr\.?| nummer){0,3} |(?:->|→|=>) ?(?:nr\.? |nummer )?)$",
    re.IGNORECASE,
)
_DELIVERED = re.compile(
    r" (?:bezorgd|beland|afgegeven|afgeleverd|aangebeld|terecht|ingegooid|opengedaan|nagevraagd|gebeld bij)\b"
)
_AT_NUMBER = re.compile(r"\b(?:op|bij|van|naar|nr\.?|nummer) $", re.IGNORECASE)
NOT_COUNTED = re.compile(r"(?![\w%]|[:.,/-]\d|[ ]?(?:uur|u\b|jaar|jr|x\b|keer|km|min|dagen|weken|leerlingen|euro|%))")
_FAR = 100


def near(reading: Reading, homes: Sequence[Span]) -> Iterator[Span]:
    """'Moet 205 zijn', 'op 41 bezorgd': a number close to an address that is meant instead of its own."""
    text, runs = reading.text, reading.runs
    for home in homes:
        own = _NUMBER_OF.search(text, max(home.start, home.end - 8), home.end)
        first = bisect_left(runs, home.end)
        for at, end, _ in reading.numbers[first : bisect_left(runs, home.end + _FAR, first)] if own else ():
            lettered = own is not None and text[at:end] == own[1] and _LETTERED.match(text, end)
            if end - at > _LONGEST or not (lettered or NOT_COUNTED.match(text, end)):
                continue
            meant = own is not None and len(own[1]) == end - at and _MEANT.search(text, max(0, at - 40), at)
            delivered = _DELIVERED.match(text, end) and _AT_NUMBER.search(text, max(0, at - 8), at)
            if lettered or meant or delivered:
                yield Span(at, end + bool(lettered), Kind.ADDRESS, "huisnummer", 0.6)


_LONGEST = 4
_LETTERED = re.compile(r"[a-h](?![\w-])")

_NUMBER = r"(\d{1,4}[a-h]?)(?![\w%]|[:.,/-]\d)"
_NO_COUNT = (
    r"(?![ ]?(?:uur|u\b|jaar|jr|x\b|keer|km|min|dag|dagen|weken|leerlingen|euro|%|okt|nov|dec|jan|feb|mrt|maart|apr|mei"
    r"|jun|jul|aug|sep))"
)
_HOMES = re.compile(
    rf"\b(?:(?:slaapt|sliep|woont|woonde|wonen|verblijft|logeert|ingeschreven) (?:nu |nog |weer |vaak )?op "
    rf"|(?:belde|belden|bel|bellen|gebeld|aangebeld|aanbellen) (?:aan )?bij (?=\d{{2}}|\d[a-h]))"
    rf"{_NUMBER}{_NO_COUNT}(?: (?:en|of) {_NUMBER}{_NO_COUNT})?"
    rf"|\b(?:verder|verderop|overkant|ernaast|hiernaast)\b,? op {_NUMBER}{_NO_COUNT}"
    rf"|\b(?:sleutel|sleutels|pakje|post|brief|reservesleutel|deur|achterdeur)\b[^.\n\d]{{0,24}} (?:bij|op|van) "
    rf"(?:nr\.? |nummer )?{_NUMBER}{_NO_COUNT}(?! \w+ \d)",
    re.IGNORECASE,
)
_CUES = Watched(
    a_set("""
    slaapt sliep woont woonde wonen verblijft logeert ingeschreven belde belden bel bellen gebeld aangebeld aanbellen
    sleutel sleutels pakje post brief reservesleutel deur achterdeur
    verder verderop overkant ernaast hiernaast
""")
)


def find(reading: Reading) -> Iterator[Span]:
    """'slaapt op 24', 'belde aan bij 12 en 14', 'sleutel ligt bij nr 4', also where the note has no address."""
    for i in reading.where[_CUES] if reading.runs else ():
        m = _HOMES.match(reading.text, reading.tokens[i].start)
        for group in range(1, _HOMES.groups + 1) if m else ():
            if m and m[group]:
                yield Span(m.start(group), m.end(group), Kind.ADDRESS, "huisnummer zonder straat", 0.5)
