"""What a reader decided about a case before.

What was replaced is replaced again wherever the same words are found. What was left standing, or called something else,
is only so again in the same line of a text for the same discussion: elsewhere other people read it, and somebody else
may be meant; there it is no more than a proposal.
The words themselves are not kept, only their keyed hash: a register holds no names or numbers from a note after its
sheet was made.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from thuisplan_desktop.anonymise.chosen import given, role_of
from thuisplan_desktop.anonymise.findings import Finding, Kind
from thuisplan_desktop.anonymise.redact import Choice, Review

_VERSION = 1
_MOST = 4_000  # decisions kept of one case, each under two marks; the oldest go first
_AGAIN = "eerder door de lezer aangewezen"
_Kept = TypeVar("_Kept")


@dataclass(frozen=True)
class Added:
    """A part that the reader marked: how many characters, of which kind, and what stands in its place."""

    length: int
    kind: Kind
    replacement: str


@dataclass(frozen=True)
class Recalled:
    """What was decided before about a new text: a review, and the spans whose words once were left standing."""

    review: Review = field(default_factory=Review)
    left_before: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Memory:
    """Decisions and additions about one case, by the hash of the words; `case_id` is the key of the hashes."""

    case_id: str
    choices: Mapping[str, Choice] = field(default_factory=dict)
    added: Mapping[str, Added] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Memory({len(self.choices)} choices, {len(self.added)} added)"

    def learn(self, text: str, findings: Sequence[Finding], review: Review, where: str) -> "Memory":
        """With what was decided in this review for the discussion `where`; a later decision about the same words wins.

        Of two decisions about the same words in one text the one that hides them wins, and what the reader marked
        himself he hid, whatever he had said of what was found there. An addition that was recalled and is not in the
        review was taken back.
        """
        decided = [(one, choice) for one in findings if (choice := _choice(one, review)) is not None]
        choices: dict[str, Choice] = {}
        for one, choice in sorted(decided, key=lambda pair: pair[1] is Choice.ACCEPT):
            choices[self._mark(text, one.start, one.end, one.kind)] = choice
            choices[self._mark_in_line(text, one, where)] = choice
        plain_last = sorted(review.added, key=lambda one: bool(role_of(one)))  # 'een mentor', not as in 'beste mentor'
        added = {
            self._mark_of(text, one, findings, where): Added(one.end - one.start, one.kind, one.replacement)
            for one in plain_last
        }
        recalled = self.recall(text, findings, where).review.added
        taken_back = {self._mark_of(text, one, findings, where) for one in recalled}
        kept = {mark: one for mark, one in self.added.items() if mark not in taken_back}
        return replace(self, choices=_newest({**self.choices, **choices}), added=_newest({**kept, **added}))

    def recall(self, text: str, findings: Sequence[Finding], where: str) -> Recalled:
        """The review as far as it was decided before. What was added then is sought in the text once more; a part of a
        larger finding is judged with that."""
        decisions: dict[tuple[int, int], Choice] = {}
        left: set[tuple[int, int]] = set()
        for one in findings:
            anywhere = self.choices.get(self._mark(text, one.start, one.end, one.kind))
            choice = self.choices.get(self._mark_in_line(text, one, where)) if where else None
            if (choice or anywhere) is Choice.ACCEPT or choice is Choice.REJECT:
                decisions[_at(one)] = choice or Choice.ACCEPT
            elif anywhere is Choice.REJECT:
                left.add(_at(one))
        called = {}
        for one in findings if where else ():
            if (as_before := self._called(text, one, where)) is not None:
                called[_at(one)] = as_before
        larger = [one for one in findings if decisions.get(_at(one)) is not Choice.REJECT]
        marked = (one for one in self._again(text) if _at(one) not in called)
        added = [*called.values(), *(one for one in marked if not any(_is_part(one, of) for of in larger))]
        return Recalled(Review(decisions, tuple(added)), frozenset(left))

    def _called(self, text: str, one: Finding, where: str) -> Finding | None:
        """What was found here before, with what it was called then."""
        known = self.added.get(self._mark_in_line(text, one, where))
        return None if known is None else _shown(text, one.start, one.end, known)

    def _again(self, text: str) -> Iterator[Finding]:
        """Additions that stand in the text, the longest first; also where something is found by now, or where another
        one begins or ends in it."""
        taken = bytearray(len(text))
        sizes = sorted({(one.length, one.kind) for one in self.added.values()}, reverse=True)
        for start in range(len(text) if sizes else 0):
            for length, kind in sizes:
                end = start + length
                if not _stands_alone(text, start, end) or all(taken[start:end]):
                    continue
                known = self.added.get(self._mark(text, start, end, kind))
                if known is not None:
                    taken[start:end] = b"\1" * length
                    yield _shown(text, start, end, known)

    def _mark_of(self, text: str, one: Finding, findings: Sequence[Finding], where: str) -> str:
        """Of a part that the reader marked: by its words, wherever they stand. What was found there, and is only
        called something else, is so in its line alone: who Anja is in another text is another question."""
        found = next((finding for finding in findings if _at(finding) == _at(one)), None)
        return self._mark_in_line(text, found, where) if found else self._mark(text, one.start, one.end, one.kind)

    def _mark(self, text: str, start: int, end: int, kind: Kind) -> str:
        return self._hash(f"{kind.value}\n{text[start:end].casefold()}")

    def _mark_in_line(self, text: str, one: Finding, where: str) -> str:
        """The words with the whole of their line, for one discussion."""
        line = text[text.rfind("\n", 0, one.start) + 1 : one.end] + text[one.end :].partition("\n")[0]
        return self._hash(f"{where}\n{one.kind.value}\n{text[one.start : one.end]}\n{line}")

    def _hash(self, words: str) -> str:
        return hashlib.blake2b(words.encode(), digest_size=16, key=self.case_id.encode()[:64]).hexdigest()

    def dump(self) -> str:
        """As it is kept inside the register."""
        added = [[mark, one.length, one.kind.value, one.replacement] for mark, one in self.added.items()]
        choices = [[mark, choice.value] for mark, choice in self.choices.items()]
        return json.dumps({"version": _VERSION, "choices": choices, "added": added}, ensure_ascii=False)

    @staticmethod
    def load(case_id: str, kept: str) -> "Memory":
        """Reads `dump`; what can't be read is forgotten: then the reader decides again, and nothing is lost."""
        try:
            data = json.loads(kept)
            if data["version"] != _VERSION:
                return Memory(case_id)
            choices = {mark: Choice(choice) for mark, choice in data["choices"]}
            added = {mark: Added(int(length), Kind(kind), shown) for mark, length, kind, shown in data["added"]}
            return Memory(case_id, choices, added)
        except (ValueError, TypeError, KeyError):
            return Memory(case_id)


def _shown(text: str, start: int, end: int, known: Added) -> Finding:
    again = Finding(start, end, known.kind, _AGAIN, 1.0, known.replacement)
    role = role_of(again)
    return given(text, again, role) if role else again


def _at(one: Finding) -> tuple[int, int]:
    return one.start, one.end


def _choice(one: Finding, review: Review) -> Choice | None:
    return Choice.ACCEPT if review.covers(one) else review.decisions.get(_at(one))


def _is_part(one: Finding, of: Finding) -> bool:
    return of.start <= one.start and one.end <= of.end and _at(one) != _at(of)


def _newest(kept: dict[str, _Kept]) -> dict[str, _Kept]:
    return dict(list(kept.items())[-_MOST:])


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a part of a text starts and ends where a word does."""
    if end > len(text) or text[start].isspace() or text[end - 1].isspace():
        return False
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
