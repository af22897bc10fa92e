"""Anonymise a loose text, outside any register: what the command line and the yardstick use."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from thuisplan_desktop.anonymise import find as finding
from thuisplan_desktop.anonymise import redact as redacting
from thuisplan_desktop.anonymise.findings import Finding
from thuisplan_desktop.anonymise.known_json import known_from_json
from thuisplan_desktop.anonymise.redact import Review
from thuisplan_desktop.anonymise.words import Words


@cache
def words() -> Words:
    """The word lists, read once a process: they are the same for every register."""
    return Words.load()


@dataclass(frozen=True)
class Anonymised:
    """What was found, and the text with every finding replaced."""

    findings: tuple[Finding, ...]
    text: str

    def __repr__(self) -> str:
        return f"Anonymised({len(self.findings)} findings)"


def anonymise(text: str, known: dict[str, Any]) -> Anonymised:
    """Find and replace without a reviewer. Raises UnjudgedText where a part can't be judged: it fails closed."""
    findings = finding.find(text, known_from_json(known), words())
    return Anonymised(findings, redacting.redact(text, findings, Review.accepting(findings)).text)
