"""Reviewed findings to `RedactedText`, the only text an anonymous sheet accepts."""

import hashlib
import secrets
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from thuisplan_desktop.anonymise.findings import Finding, Kind
from thuisplan_desktop.anonymise.owning import moved
from thuisplan_desktop.anonymise.readable import judge
from thuisplan_desktop.errors import NotReviewed

_KEY = secrets.token_bytes(32)  # of this process: nobody outside this module can seal a text


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
        """What the reader added within it before gives way."""
        others = tuple(one for one in self.added if not _lies_in(one, finding))
        return Review(self.decisions, (*others, finding))

    def covers(self, finding: Finding) -> bool:
        """Whether it lies in a part that the reader marked himself: that is his decision about it."""
        starts, reach = self._reach
        before = bisect_right(starts, finding.start)
        return bool(before) and reach[before - 1] >= finding.end

    @cached_property
    def _reach(self) -> tuple[list[int], list[int]]:
        """Where additions start, in order, and how far those reach that start there or before."""
        spans = sorted((one.start, one.end) for one in self.added)
        return [start for start, _ in spans], list(accumulate((end for _, end in spans), max))

    def __repr__(self) -> str:
        return f"Review({len(self.decisions)} decisions, {len(self.added)} added)"


@dataclass(frozen=True)
class RedactedText:
    """Text a person reviewed, with what he accepted replaced. Made only by `redact`: other words break the seal."""

    text: str
    replaced: int
    kept: int
    seal: bytes

    def __post_init__(self) -> None:
        if not secrets.compare_digest(self.seal, _seal(self.text, self.replaced, self.kept)):
            raise NotReviewed(open_findings=0)

    def __repr__(self) -> str:
        return f"RedactedText({self.replaced} replaced, {self.kept} kept)"


def _seal(text: str, replaced: int, kept: int) -> bytes:
    words = f"{replaced} {kept} {text}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(words, key=_KEY).digest()


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
    still_open = sum((f.start, f.end) not in review.decisions and not review.covers(f) for f in findings)
    if still_open:
        raise NotReviewed(open_findings=still_open)
    hidden = _hidden(findings, review)
    if any(not 0 <= one.start < one.end <= len(text) for one in hidden):
        raise ValueError("a finding lies outside its text")
    pieces = _merged(hidden, frozenset(review.added))
    shown, left = _replace(text, pieces), len(kept(findings, review))
    return RedactedText(shown, len(pieces), left, _seal(shown, len(pieces), left))


def _hidden(findings: Sequence[Finding], review: Review) -> list[Finding]:
    """What is replaced: accepted findings and additions."""
    accepted = [one for one in findings if review.decisions.get((one.start, one.end)) is Choice.ACCEPT]
    return [*accepted, *review.added]


def undecided(again: Sequence[Finding], findings: Sequence[Finding], review: Review) -> int:
    """How much of what a new search of the text finds nobody judged: neither replaced nor knowingly kept.

    `findings` are those that were reviewed. Zero when the review was of all there is to find.
    """
    covered = _characters(_hidden(findings, review))
    return sum(
        review.decisions.get((one.start, one.end)) is not Choice.REJECT
        and not covered.issuperset(range(one.start, one.end))
        for one in again
    )


def kept(findings: Sequence[Finding], review: Review) -> tuple[Finding, ...]:
    """What a person knowingly left standing, and no addition covers."""
    covered = _characters(_hidden(findings, review))
    return tuple(
        one
        for one in findings
        if review.decisions.get((one.start, one.end)) is Choice.REJECT
        and not covered.issuperset(range(one.start, one.end))
    )


def _characters(findings: Iterable[Finding]) -> set[int]:
    return {at for one in findings for at in range(one.start, one.end)}


def _lies_in(one: Finding, whole: Finding) -> bool:
    return whole.start <= one.start and one.end <= whole.end


def _merged(hidden: Sequence[Finding], added: Set[Finding]) -> list[Finding]:
    """Sorted and without overlap. Of parts that overlap the one that the reader added gives the replacement; else the
    earlier and longer."""
    merged: list[Finding] = []
    by_reader = False
    for one in sorted(hidden, key=lambda f: (f.start, -f.end, f not in added)):
        last = merged[-1] if merged else None
        if last is None or one.start >= last.end:
            merged.append(one)
            by_reader = one in added
            continue
        giver = one if one in added and not by_reader else last
        merged[-1] = giver._replace(start=last.start, end=max(last.end, one.end))
        by_reader |= one in added
    return merged


_TOLD_ONCE = {Kind.ADDRESS: (" ", ", "), Kind.UNIQUE: (" ", ", "), Kind.ID: (" ",), Kind.BSN: (" ",)}


def _replace(text: str, findings: Sequence[Finding]) -> str:
    """The text with each finding's replacement in its place; pieces of one address or phrase are told once."""
    pieces, at = [], 0
    last: Finding | None = None
    for number, finding in enumerate(findings, start=1):
        if finding.start < at:
            continue  # what somebody owns has moved with him
        gap = text[at : finding.start]
        if last is not None and gap in _TOLD_ONCE.get(finding.kind, ()) and _same(last, finding):
            at = finding.end
            continue
        after = findings[number] if number < len(findings) else None
        shown, end = moved(text, finding, after) or (finding.replacement, finding.end)
        pieces += [_apart(gap, last, finding, text), shown]
        at, last = end, finding
    return "".join([*pieces, " " * (last is not None and text[at : at + 1].isdigit()), text[at:]])


def _same(last: Finding, finding: Finding) -> bool:
    return last.kind is finding.kind and last.replacement.lower() == finding.replacement.lower()


def _apart(gap: str, last: Finding | None, finding: Finding, text: str) -> str:
    """What stands between two replacements or beside one: 'AVI-' and '3' would run into a word beside them."""
    if last is None:
        return f"{gap} " if gap[-1:].isalnum() else gap
    if not gap:
        return ", " if text[finding.start] in ",;" else " "
    if gap == " " and last.kind is Kind.ADDRESS and finding.kind is Kind.PLACE:
        return ", "  # a postcode and its town
    return f"{' ' * gap[0].isdigit()}{gap}{' ' * gap[-1].isalnum()}"
