"""A text that a mail program or a PDF cut into lines: what stands on both sides of a break is read as one.

Only breaks that may run through a name, a number, an address or a day are looked at, each with the words around it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from thuisplan_desktop.anonymise.spans import Span

_AROUND = 80  # characters on both sides of a break that are read with it
_MARGIN = 8  # spaces and quote marks beside a break at most
_HYPHENS = "-–"
_MONTH = r"(?:jan|feb|m(?:aa)?rt|apr|mei|jun|jul|aug|sep|okt|nov|dec|mar|may|oct)"
# What opens a line by itself: in a list, in the hours of a day, behind a date.
_ITEM = re.compile(
    rf"\d{{1,2}}(?:[.)][ \t]|[.:u]\d\d(?!\d)|[-/]\d{{1,2}}(?:[-/]\d{{2,4}})?(?![\w-])|(?:e|ste)?[ -]{_MONTH})"
    r"|(?:19|20)\d\d(?!\d)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(rf"{_MONTH}|[A-Z]{{4}} ?\d|[A-Z]{{2}}(?!\w)", re.IGNORECASE)  # a month, a bank, a postcode
_EDGES = " \t\r>"
_CUTTING = frozenset(f"{_EDGES}{_HYPHENS}@")
_APART = "\n\n"


class Piece(NamedTuple):
    """A part of the text without its break: where it stands, here and in the text, and what was left out."""

    here: int
    start: int
    cut: int
    missing: int


class Unwrapped(NamedTuple):
    """The parts around the breaks, one below the other."""

    text: str
    pieces: list[Piece]

    def crossing(self, spans: Iterable[Span]) -> Iterator[Span]:
        """The spans that run over a break, at their place in the whole text."""
        starts = [piece.here for piece in self.pieces]
        for span in spans:
            piece = self.pieces[bisect_right(starts, span.start) - 1]
            if span.start < piece.here + piece.cut < span.end:
                shift = piece.start - piece.here
                yield replace(span, start=span.start + shift, end=span.end + shift + piece.missing)


def unwrapped(text: str) -> Unwrapped:
    """The text around each break that may run through something; empty for most texts."""
    lines: list[str] = []
    pieces: list[Piece] = []
    here, at = 0, text.find("\n")
    while at != -1:
        left, right = _edges(text, at) if _is_likely(text, at) else (0, 0)
        if left and right < len(text) and _may_run_through(text, left, right):
            first = max(text.rfind("\n", 0, left), left - _AROUND - 1) + 1
            after = text.find("\n", right)
            last = min(len(text) if after == -1 else after, right + _AROUND)
            divided = text[left - 1] in _HYPHENS and text[right].islower()
            head = text[first : left - divided]
            glue = "" if text[left - 1] in f"{_HYPHENS}@" or text[right] == "@" else " "
            line = f"{head}{glue}{text[right:last]}"
            pieces.append(Piece(here, first, len(head), right - first - len(head) - len(glue)))
            lines.append(line)
            here += len(line) + len(_APART)
        at = text.find("\n", at + 1)
    return Unwrapped(_APART.join(lines), pieces)


def _is_likely(text: str, at: int) -> bool:
    """A quick no for most breaks: something can only be cut beside a hyphen, a figure or an '@'."""
    before, after = text[at - 1] if at else "\n", text[at + 1 : at + 2]
    return before in _CUTTING or after in _CUTTING or before.isdigit() or after.isdigit()


def _edges(text: str, at: int) -> tuple[int, int]:
    """Where the words before a break end and those behind it start."""
    left, right = at, at + 1
    while left and at - left < _MARGIN and text[left - 1] in _EDGES:
        left -= 1
    while right < len(text) and right - at < _MARGIN and text[right] in _EDGES:
        right += 1
    return left, right


def _may_run_through(text: str, left: int, right: int) -> bool:
    before, after = text[left - 1], text[right]
    if before in _HYPHENS:
        return text[left - 2 : left - 1].isalnum() and after.isalnum()
    if before == "@" or after == "@":
        return True
    if after.isdigit():
        return (before.isalnum() or before == ",") and not _ITEM.match(text, right)
    return before.isdigit() and _GOES_ON.match(text, right) is not None
