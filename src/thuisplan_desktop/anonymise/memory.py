"""What a reader decided about a case before: the same words get the same decision when they are found again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from thuisplan_desktop.anonymise.findings import Finding, Kind
from thuisplan_desktop.anonymise.redact import Choice, Review
from thuisplan_desktop.anonymise.words import fold

_VERSION = 1
_MOST = 2_000  # decisions kept of one case; the oldest go first
_AGAIN = "eerder door de lezer aangewezen"

Key = tuple[str, Kind]
_Kept = TypeVar("_Kept")


@dataclass(frozen=True)
class Memory:
    """Decisions by the words (folded) and kind of what was found, and what was added by hand with its replacement."""

    choices: Mapping[Key, Choice] = field(default_factory=dict)
    added: Mapping[Key, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Memory({len(self.choices)} choices, {len(self.added)} added)"

    def learn(self, text: str, findings: Sequence[Finding], review: Review) -> "Memory":
        """With what was decided in this review; a later decision about the same words wins."""
        choices = {
            _key(text, one): choice
            for one in findings
            if (choice := review.decisions.get((one.start, one.end))) is not None
        }
        added = {_key(text, one): one.replacement for one in review.added}
        return Memory(_newest({**self.choices, **choices}), _newest({**self.added, **added}))

    def recall(self, text: str, findings: Sequence[Finding]) -> Review:
        """The review as far as it was decided before. What was added then is sought in the text once more."""
        decisions = {
            (one.start, one.end): choice
            for one in findings
            if (choice := self.choices.get(_key(text, one))) is not None
        }
        return Review(decisions, tuple(self._again(text, findings)))

    def _again(self, text: str, findings: Sequence[Finding]) -> list[Finding]:
        """Additions that stand in the text, where no finding covers them."""
        taken = bytearray(len(text))
        for one in findings:
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
        low, found = text.lower(), []
        if len(low) != len(text):
            low = text  # some letters grow in lower case: then only the same capitals are found
        for (words, kind), replacement in self.added.items():
            at = low.find(words)
            while at != -1 and words:
                end = at + len(words)
                if _stands_alone(text, at, end) and not any(taken[at:end]):
                    taken[at:end] = b"\1" * (end - at)
                    found.append(Finding(at, end, kind, _AGAIN, 1.0, replacement))
                at = low.find(words, end)
        return sorted(found, key=lambda one: one.start)

    def dump(self) -> str:
        """As it is kept inside the register."""
        return json.dumps(
            {
                "version": _VERSION,
                "choices": [[words, kind.value, choice.value] for (words, kind), choice in self.choices.items()],
                "added": [[words, kind.value, shown] for (words, kind), shown in self.added.items()],
            },
            ensure_ascii=False,
        )

    @staticmethod
    def load(kept: str) -> "Memory":
        """Reads `dump`; what can't be read is forgotten: then the reader decides again, and nothing is lost."""
        try:
            data = json.loads(kept)
            if data["version"] != _VERSION:
                return Memory()
            choices = {(words, Kind(kind)): Choice(choice) for words, kind, choice in data["choices"]}
            return Memory(choices, {(words, Kind(kind)): shown for words, kind, shown in data["added"]})
        except (ValueError, TypeError, KeyError):
            return Memory()


def _key(text: str, finding: Finding) -> Key:
    words = text[finding.start : finding.end]
    return (words.lower() if len(words.lower()) == len(words) else fold(words)), finding.kind


def _newest(kept: dict[Key, _Kept]) -> dict[Key, _Kept]:
    return dict(list(kept.items())[-_MOST:])


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
