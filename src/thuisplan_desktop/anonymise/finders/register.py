"""What the register knows of the case: names in every spelling, places, schools and addresses."""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Reading
from thuisplan_desktop.anonymise.words import fold

_PARTS = re.compile(r"[^\W_]+")


def find(reading: Reading) -> Iterator[Span]:
    """Names of known people, then known strings."""
    names = known_names(reading)
    for token in reading.tokens:
        if token.folded in names:
            yield Span(token.start, token.end, Kind.PERSON, "naam uit het register")
    yield from _strings(reading, reading.known.places, Kind.PLACE, "plaats uit het register")
    yield from _strings(reading, reading.known.organisations, Kind.ORG, "school of organisatie uit het register")
    yield from _strings(reading, reading.known.addresses, Kind.ADDRESS, "adres uit het register")


def known_names(reading: Reading) -> frozenset[str]:
    """Every folded first name, nickname and part of a surname of the people in the register."""
    found = set()
    for person in reading.known.persons:
        for name in (person.first_names, person.nickname, person.surname):
            found |= {part for part in fold(name).split() if len(part) > 1}
    return frozenset(found)


def _strings(reading: Reading, strings: tuple[str, ...], kind: Kind, reason: str) -> Iterator[Span]:
    for string in strings:
        parts = [re.escape(part) for part in _PARTS.findall(string)]
        if parts:
            pattern = re.compile(r"(?<!\w)" + r"[\W_]{0,3}".join(parts) + r"(?!\w)", re.IGNORECASE)
            for m in pattern.finditer(reading.text):
                yield Span(m.start(), m.end(), kind, reason)
