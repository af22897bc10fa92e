"""Reviewed findings to `RedactedText`, the only text an anonymous sheet accepts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from thuisplan_desktop.anonymise.findings import Finding, Kind
from thuisplan_desktop.anonymise.readable import judge
from thuisplan_desktop.errors import NotReviewed

_MADE_HERE = object()


class Choice(StrEnum):
    ACCEPT = "accept"
    REJECT = "reject"


@dataclass(frozen=True)
class Review:
    """What a person decided: a choice for each finding, by its (start, end), and spans added by hand."""

    decisions: Mapping[tuple[int, int], Choice] = field(default_factory=dict)
    added: tuple[Finding, ...] = ()

    @staticmethod
    def accepting(findings: Sequence[Finding]) -> "Review":
        """Every finding accepted: the starting point of a review, and what the command line uses."""
        return Review({(f.start, f.end): Choice.ACCEPT for f in findings})

    def with_choice(self, finding: Finding, choice: Choice) -> "Review":
        return Review({**self.decisions, (finding.start, finding.end): choice}, self.added)

    def with_added(self, finding: Finding) -> "Review":
        return Review(self.decisions, (*self.added, finding))

    def __repr__(self) -> str:
        return f"Review({len(self.decisions)} decisions, {len(self.added)} added)"


@dataclass(frozen=True)
class RedactedText:
    """Text a person reviewed, with every accepted finding replaced. Made only by `redact`."""

    text: str
    replaced: int
    kept: int
    seal: object

    def __post_init__(self) -> None:
        if self.seal is not _MADE_HERE:
            raise NotReviewed(open_findings=0)

    def __repr__(self) -> str:
        return f"RedactedText({self.replaced} replaced, {self.kept} kept)"


def added_span(text: str, start: int, end: int, kind: Kind, replacement: str) -> Finding:
    """A span the reviewer marked by hand, white space at its edges left out."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Finding(start, end, kind, "door de lezer aangewezen", 1.0, replacement)


def redact(text: str, findings: Sequence[Finding], review: Review) -> RedactedText:
    """The text with accepted and added findings replaced.

    Raises NotReviewed (`open_findings`) while a finding has no decision, and UnjudgedText (`part`: line number)
    where the text holds what the finders can't read: no sheet is made of it.
    """
    judge(text)
    still_open = sum((f.start, f.end) not in review.decisions for f in findings)
    if still_open:
        raise NotReviewed(open_findings=still_open)
    accepted = [f for f in findings if review.decisions[f.start, f.end] is Choice.ACCEPT]
    pieces = _merged([*accepted, *review.added])
    return RedactedText(_replace(text, pieces), len(pieces), len(findings) - len(accepted), _MADE_HERE)


def _merged(findings: Sequence[Finding]) -> list[Finding]:
    """Sorted and without overlap; the earlier and longer of two overlapping ones gives its replacement."""
    merged: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (f.start, -f.end)):
        last = merged[-1] if merged else None
        if last is None or finding.start >= last.end:
            merged.append(finding)
        elif finding.end > last.end:
            merged[-1] = Finding(last.start, finding.end, last.kind, last.reason, last.certainty, last.replacement)
    return merged


def _replace(text: str, findings: Sequence[Finding]) -> str:
    pieces, at = [], 0
    for finding in findings:
        pieces += [text[at : finding.start], finding.replacement]
        at = finding.end
    return "".join([*pieces, text[at:]])
