"""Which column of a list means what: by its head, by what a person chose before, and never a forbidden one."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from thuisplan_desktop.errors import EmptyFile, ForbiddenColumn, LooksLikeBsn, MalformedRow, MissingColumns
from thuisplan_desktop.intake import forbidden
from thuisplan_desktop.intake.elfproef import PupilNumbers
from thuisplan_desktop.intake.values import clean

Columns = Mapping[str, str]
"""From a meaning to the head of the column that holds it."""

_HEADS_WITHIN = 15
"""Lists begin with a title, a school year, a blank line; the heads come within these rows."""


_NUMBERS = frozenset({"key", "pupil_key"})
"""What a pupil's number is called in lists of pupils and of absence."""
_DAYS = frozenset({"day", "birth_date", "enrolled_on", "left_on"})
_DAY_NUMBER = re.compile(r"\d{5}", re.ASCII)
_FROM_1904 = 1462
"""Days between the two counts of Excel."""


@dataclass(frozen=True)
class Meaning:
    """Something a column can hold: its name in code, its label on screen, and heads seen in exports.

    `coded`: only values of a known list come in, so that a column of descriptions brings no words of its own.
    """

    name: str
    label: str
    heads: tuple[str, ...]
    required: bool = False
    coded: bool = False


Rows = Iterator[tuple[int, list[str]]]


class Sheet:
    """A list with its heads found. Iterate it once; after that `dropped` tells what was left behind."""

    def __init__(
        self, rows: Rows, meanings: Sequence[Meaning], mapping: Columns | None = None, *, from_1904: bool = False
    ) -> None:
        """`from_1904`: days that are plain numbers are counted from then.

        Raises EmptyFile, and MissingColumns with the labels of what was looked for.
        """
        first = list(islice(rows, _HEADS_WITHIN))
        if not first:
            raise EmptyFile
        best = max(range(len(first)), key=lambda number: (_fitting(first[number][1], meanings, mapping), -number))
        self.heads = tuple(clean(head) for head in first[best][1])
        self.positions = located(self.heads, meanings, mapping)
        self._labels = {one.name: one.label for one in meanings}
        self._rows = chain(first[best + 1 :], rows)
        self._columns = [forbidden.Column(head) for head in self.heads]
        self._numbers = PupilNumbers()
        self._later = _FROM_1904 if from_1904 else 0

    def __iter__(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Row numbers as a spreadsheet shows them, with the cleaned cells by meaning.

        Raises MalformedRow, and LooksLikeBsn at the end of a list whose chosen column holds them.
        """
        for number, cells in self._rows:
            self._check_width(number, cells)
            for column, cell in zip(self._columns, cells, strict=False):
                column.see(cell)
            values = {name: clean(cells[position]) for name, position in self.positions.items()}
            for name in _DAYS & values.keys() if self._later else ():
                if _DAY_NUMBER.fullmatch(values[name]):
                    values[name] = str(int(values[name]) + self._later)
            for name in _NUMBERS & values.keys():
                self._numbers.see(values[name])
            yield number, values
        for name, position in self.positions.items():
            if self._numbers.are_bsns if name in _NUMBERS else self._columns[position].holds_bsn:
                raise LooksLikeBsn(column=self._labels[name])

    @property
    def doubtful_numbers(self) -> frozenset[str]:
        """Of the pupils' numbers those that may be BSNs; known once all rows were read."""
        return self._numbers.doubtful

    def _check_width(self, number: int, cells: list[str]) -> None:
        """A delimiter inside an unquoted remark moves every later cell, so nothing in such a row can be trusted."""
        if len(cells) < len(self.heads) or any(cell.strip() for cell in cells[len(self.heads) :]):
            raise MalformedRow(row=number, column="")

    def has(self, name: str) -> bool:
        """Whether some column brings this."""
        return name in self.positions

    @property
    def dropped(self) -> Counter[str]:
        """How many values stayed behind, by what kind of column they stood in."""
        left = Counter[str]()
        for position, column in enumerate(self._columns):
            if position not in self.positions.values() and column.filled:
                label = forbidden.BSN if column.holds_bsn else column.label or forbidden.OTHER
                left[label] += column.filled
        return left

    @property
    def dropped_columns(self) -> int:
        return len(self.heads) - len(set(self.positions.values()))


def located(heads: Sequence[str], meanings: Sequence[Meaning], mapping: Columns | None) -> dict[str, int]:
    """Where each meaning stands. The first head that fits wins; a mapped head must be there.

    Raises MissingColumns; LooksLikeBsn or ForbiddenColumn for a chosen column whose head says what is never kept.
    """
    wanted = _wanted(meanings, mapping)
    found = {name: spot for name, heads_of in wanted.items() if (spot := _first(heads, heads_of)) is not None}
    missing = [
        one.label if mapping is None else mapping.get(one.name) or one.label
        for one in meanings
        if one.name not in found and (one.required or one.name in (mapping or {}))
    ]
    if missing:
        raise MissingColumns(columns=", ".join(missing))
    for one in meanings:
        if one.name in found:
            _check_allowed(one, heads[found[one.name]])
    return found


def _check_allowed(meaning: Meaning, head: str) -> None:
    holds = forbidden.label_of(head)
    if holds == forbidden.BSN:
        raise LooksLikeBsn(column=meaning.label)
    if holds and not meaning.coded:
        raise ForbiddenColumn(column=meaning.label, holds=holds)


def proposed(heads: Sequence[str], meanings: Sequence[Meaning]) -> dict[str, str]:
    """The heads that are recognised, by meaning: what a person then changes."""
    found = {one.name: _first(heads, one.heads) for one in meanings}
    return {name: heads[spot] for name, spot in found.items() if spot is not None}


def best_heads(rows: Rows, meanings: Sequence[Meaning]) -> tuple[tuple[str, ...], list[list[str]]]:
    """The heads of a list and its next rows, to show to a person. Raises EmptyFile."""
    first = list(islice(rows, _HEADS_WITHIN))
    if not first:
        raise EmptyFile
    best = max(range(len(first)), key=lambda number: (_fitting(first[number][1], meanings, None), -number))
    return tuple(clean(head) for head in first[best][1]), [cells for _, cells in first[best + 1 :]]


def _wanted(meanings: Sequence[Meaning], mapping: Columns | None) -> dict[str, tuple[str, ...]]:
    if mapping is None:
        return {one.name: one.heads for one in meanings}
    return {one.name: (mapping[one.name],) for one in meanings if mapping.get(one.name)}


def _fitting(cells: Sequence[str], meanings: Sequence[Meaning], mapping: Columns | None) -> int:
    heads = [clean(cell) for cell in cells]
    return sum(_first(heads, names) is not None for names in _wanted(meanings, mapping).values())


def _first(heads: Sequence[str], choices: Sequence[str]) -> int | None:
    folded = [head.casefold() for head in heads]
    return next((folded.index(clean(one).casefold()) for one in choices if clean(one).casefold() in folded), None)
