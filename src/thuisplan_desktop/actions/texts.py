"""Anonymise a loose text, outside any register: what the command line and the yardstick use."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from thuisplan_desktop.anonymise import find as finding
from thuisplan_desktop.anonymise import redact as redacting
from thuisplan_desktop.anonymise.finders import contact, dates
from thuisplan_desktop.anonymise.findings import BY_HINT, Finding, Kind
from thuisplan_desktop.anonymise.known import Known
from thuisplan_desktop.anonymise.known_json import known_from_json
from thuisplan_desktop.anonymise.neutral import with_neutral
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.redact import Review
from thuisplan_desktop.anonymise.spans import settle
from thuisplan_desktop.anonymise.words import Words
from thuisplan_desktop.intake import elfproef

_REACHES = {Kind.PHONE: "[telefoonnummer]", Kind.EMAIL: "[e-mailadres]"}


@cache
def words() -> Words:
    """The word lists, read once a process: they are the same for every register."""
    return Words.load()


@dataclass(frozen=True)
class Anonymised:
    """What was found, and the text with every finding replaced and made gender-neutral."""

    findings: tuple[Finding, ...]
    text: str

    def __repr__(self) -> str:
        return f"Anonymised({len(self.findings)} findings)"


def anonymise(text: str, known: dict[str, Any]) -> Anonymised:
    """Find and replace without a reviewer. Raises UnjudgedText where a part can't be judged: it fails closed."""
    held = known_from_json(known)
    everything = proposals(text, held)
    findings = tuple(one for one in everything if one.kind not in BY_HINT)
    return Anonymised(findings, redacting.redact(text, everything, Review.accepting(everything)).text)


def proposals(text: str, known: Known) -> tuple[Finding, ...]:
    """What may identify somebody, and what tells a pupil's sex or age, in the order of the text."""
    return with_neutral(text, finding.find(text, known, words()), words())


def unreachable(text: str) -> str:
    """The text without telephone numbers, e-mail addresses and BSNs; what stood there is told in its place.

    'Belt op 12-01-2026' is a day.
    """
    told = elfproef.without(text)
    reading = Reading(told, Known(), words())
    for one in reversed(settle([*contact.find(reading), *dates.find(reading)], told)):
        if one.kind in _REACHES:
            told = told[: one.start] + _REACHES[one.kind] + told[one.end :]
    return told
