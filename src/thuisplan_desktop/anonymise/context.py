"""Where a word stands: at the start of a sentence, after a title, in a list."""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.tokens import Reading, Token

_HARD = re.compile(r"[.!?…\n\r]")
_SOFT = re.compile(r"[:;(\[\"“„‘'|/→>=*•–—+]|- ")
_ABBREVIATION = cues.TITLES | {
    "nr",
    "tel",
    "st",
    "jr",
    "sr",
    "bijv",
    "bv",
    "incl",
    "excl",
    "mn",
    "oa",
    "ivm",
    "fam",
    "geb",
    "loc",
    "gem",
    "vest",
    "nl",
}
_NEAR = re.compile(r"[ \t\u00a0.(\"'‘“„]{0,3}")
_LABEL_GAP = re.compile(r"[ \t]*(?:\([^)\n]{0,30}\))?[ \t]*[:=][ \t]*[\"'‘“„]?")
_FAREWELL_LINES = 4


class Opening(IntEnum):
    """How sure a capital is explained by the place of the word alone."""

    NONE = 0  # inside a sentence: the capital is the word's own
    SOFT = 1  # after a colon, bracket, quote or dash: it may be either
    HARD = 2  # start of the text, a line or a sentence


@dataclass(frozen=True)
class Context:
    """Answers questions about the words around word `i`; outside the text there is no word."""

    reading: Reading

    def token(self, i: int) -> Token | None:
        tokens = self.reading.tokens
        return tokens[i] if 0 <= i < len(tokens) else None

    def gap(self, i: int) -> str:
        """The characters between word i - 1 and word i."""
        return self._gaps[i] if 0 <= i < len(self._gaps) else "\n"

    @cached_property
    def _gaps(self) -> tuple[str, ...]:
        ends = (0, *(token.end for token in self.reading.tokens))
        return tuple(
            self.reading.text[end : token.start] for end, token in zip(ends, self.reading.tokens, strict=False)
        )

    def near(self, i: int, left: int) -> Token | None:
        """The word at `left` when only a space, a dot or a quote stands between it and its right neighbour i."""
        found = self.token(left)
        return found if found is not None and _NEAR.fullmatch(self.gap(max(i, left))) else None

    @cached_property
    def openings(self) -> tuple[Opening, ...]:
        return tuple(self._opening(i) for i in range(len(self.reading.tokens)))

    def _opening(self, i: int) -> Opening:
        gap = self.gap(i)
        before = self.token(i - 1)
        if before is None or "\n" in gap:
            return Opening.HARD
        if gap.startswith(".") and (before.folded in _ABBREVIATION or len(before.text) == 1):
            return Opening.NONE
        if _HARD.search(gap):
            return Opening.HARD
        return Opening.SOFT if _SOFT.search(gap) else Opening.NONE

    def _announcer(self, i: int) -> Token | None:
        """The word before word i and the infixes in front of it: 'mevr.' in 'mevr. van den Bos'."""
        at = i
        while i - at < 3 and (before := self.near(at, at - 1)) is not None and before.folded in cues.OPENS_INFIX:
            at -= 1
        return self.near(at, at - 1)

    def titled(self, i: int) -> bool:
        """Whether a title stands right before word i: 'mevr. Bos', 'juf Roos', 'dhr. van de Ven'."""
        before = self._announcer(i)
        return before is not None and before.folded in cues.TITLES

    def introduced(self, i: int) -> bool:
        """Whether a relative or a role stands right before word i: 'oma Corrie', 'mentor Pim', 'vader (Erik)'."""
        before = self._announcer(i)
        if before is None or before is self.near(i, i - 1):
            return before is not None and (before.folded in cues.RELATIVES or before.folded in cues.ROLES)
        return before.folded in cues.ROLES  # 'moeder van Levi' is no name of the mother

    def greeted(self, i: int) -> bool:
        before = self.near(i, i - 1)
        return before is not None and before.folded in cues.GREETINGS and self.openings[i - 1] is not Opening.NONE

    def labelled(self, i: int) -> bool:
        """Whether word i is what a label announces: 'Mentor: Roos', 'mentor = van Dalen'."""
        before = self.token(i - 1)
        return before is not None and before.folded in cues.LABELS and bool(_LABEL_GAP.fullmatch(self.gap(i)))

    @cached_property
    def signed(self) -> frozenset[int]:
        """Words on a short line of their own after a farewell."""
        found: set[int] = set()
        farewell = -99
        for number, line in enumerate(self._lines):
            words = [self.reading.tokens[i] for i in line]
            if 0 < len(words) <= 5 and number - farewell <= _FAREWELL_LINES:
                found |= set(line)
            if 0 < len(words) <= 5 and any(word.folded in cues.FAREWELLS for word in words):
                farewell = number
        return frozenset(found)

    @cached_property
    def _lines(self) -> list[list[int]]:
        lines: list[list[int]] = [[]]
        for i in range(len(self.reading.tokens)):
            breaks = self.gap(i).count("\n") if i else 0
            lines += [[] for _ in range(min(breaks, 3))]
            lines[-1].append(i)
        return lines

    @cached_property
    def headings(self) -> frozenset[int]:
        """Words of lines of three words or more in which every word of four letters or more has a capital."""
        found: set[int] = set()
        for line in self._lines:
            long = [self.reading.tokens[i] for i in line if len(self.reading.tokens[i].text) > 3]
            if len(long) > 2 and all(token.capital for token in long):
                found |= set(line)
        return frozenset(found)

    @cached_property
    def lower_style(self) -> bool:
        """Whether the writer leaves capitals out: most sentences start with a small letter."""
        tokens = self.reading.tokens
        starts = [t for t, o in zip(tokens, self.openings, strict=True) if o is Opening.HARD and len(t.text) > 1]
        return sum(not t.capital for t in starts) * 2 > len(starts)
