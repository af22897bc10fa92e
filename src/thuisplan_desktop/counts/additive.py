"""Linked additive tables as one system: cells, totals over them, and what stays unlisted (decision 3)."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property

from thuisplan_desktop.counts.table import Total

MIN_THRESHOLD = 5
"""Counts of 1 to 4 are small (DUO, since 1 November 2023). A profile may raise this, never lower it."""

MIN_CONTRIBUTORS = 3
"""A cell that fewer senders fill is small, whatever its count: one of them knows the other's part."""


class UnknownBefore(ValueError):
    """An earlier release tells of a cell that the table does not have: without its true value nothing is proved."""


@dataclass(frozen=True)
class Published:
    """All that a reader holds of one release: shown cells, which ones are hidden, and how cells add up.

    Never a true hidden value. Ids in `totals` that are neither shown nor hidden are cells never published. A cell
    of `may_be_zero` can be a hidden zero, which would disclose a whole group; elsewhere hidden means 1 or more.
    `helpers` are cells never published that stand for a sum or a rest to reason with, nobody's count.
    """

    threshold: int
    cells: Mapping[str, int | None]
    hidden: frozenset[str]
    totals: tuple[Total, ...] = ()
    maximum: Mapping[str, int] = field(default_factory=dict)
    structural_zero: frozenset[str] = frozenset()
    may_be_zero: frozenset[str] = frozenset()
    helpers: frozenset[str] = frozenset()

    @property
    def unlisted(self) -> frozenset[str]:
        """The cells never published: a sum names them, and a reader may compute them."""
        named = frozenset(cell for total in self.totals for cell in (total.total, *total.parts))
        return named - self.cells.keys() - self.hidden


@dataclass(frozen=True)
class AdditiveTable:
    """True counts that add up, with what is known about them. None is 'niet geregistreerd'.

    `auxiliary` cells are never published; `maximum` is known to readers; `structural_zero` can't be anything else.
    `helpers` are auxiliary cells that stand for a sum or a rest to reason with: nobody's count, and never small.
    `never_zero` cells have a line only because somebody is in them, so readers know that they are at least 1.
    """

    cells: Mapping[str, int | None] = field(repr=False)
    totals: tuple[Total, ...] = ()
    threshold: int = MIN_THRESHOLD
    maximum: Mapping[str, int] = field(default_factory=dict)
    structural_zero: frozenset[str] = frozenset()
    auxiliary: frozenset[str] = frozenset()
    contributors: Mapping[str, int] = field(default_factory=dict)
    published_before: tuple[Published, ...] = ()
    helpers: frozenset[str] = frozenset()
    never_zero: frozenset[str] = frozenset()

    def is_small(self, cell: str) -> bool:
        """1 to k - 1, or filled by fewer than three contributors. A zero is not small."""
        value = self.cells[cell]
        if not value or cell in self.helpers:
            return False
        few = cell in self.contributors and self.contributors[cell] < MIN_CONTRIBUTORS
        return value < self.threshold or few


@dataclass(frozen=True)
class Equation:
    """`total` is the sum of `columns`: the listed parts first, then the unlisted remainder of a 'waarvan' line."""

    total: int
    columns: tuple[int, ...]
    listed: int


@dataclass(frozen=True)
class Pocket:
    """A whole group in one column: every other column of the equation, and what lies under it, is zero."""

    equation: Equation
    column: int
    zeros: frozenset[int]

    @property
    def others(self) -> tuple[int, ...]:
        return tuple(column for column in self.equation.columns if column != self.column)


class System:
    """The variables and equations of linked tables. A cell that is not registered takes no part in any sum."""

    def __init__(self, names: Iterable[str], totals: Sequence[Total], unregistered: frozenset[str]) -> None:
        self.names = [name for name in names if name not in unregistered]
        self.index = {name: number for number, name in enumerate(self.names)}
        self.equations: list[Equation] = []
        self._same_as: dict[int, int] = {}
        for total in dict.fromkeys(totals):
            if total.total not in unregistered:
                self._add(total)

    def _add(self, total: Total) -> None:
        parts = tuple(self.index[part] for part in total.parts if part in self.index)
        if not parts:
            return
        if len(parts) == 1 and not total.remainder and self._is_known(self.index[total.total], parts[0]):
            return
        rest = (self.add_variable(),) if total.remainder else ()
        self.equations.append(Equation(self.index[total.total], parts + rest, len(parts)))

    def _is_known(self, one: int, other: int) -> bool:
        """Whether both are one number by the sums so far; from here on they are. Said twice it would be a circle."""
        first, second = self._first(one), self._first(other)
        self._same_as[second] = first
        return first == second

    def _first(self, column: int) -> int:
        while self._same_as.get(column, column) != column:
            column = self._same_as[column]
        return column

    def with_equations(self, equations: Sequence[Equation]) -> "System":
        """The same variables with these equations only."""
        one = System(self.names, (), frozenset())
        one.equations = list(equations)
        return one

    def add_variable(self) -> int:
        """An unlisted quantity: a remainder, or the sum of some columns."""
        self.names.append("")
        return len(self.names) - 1

    @cached_property
    def _parts(self) -> dict[int, frozenset[int]]:
        parts: dict[int, frozenset[int]] = {}
        for equation in self.equations:
            parts[equation.total] = parts.get(equation.total, frozenset()) | frozenset(equation.columns)
        return parts

    @cached_property
    def _by_column(self) -> tuple[dict[int, list[Equation]], dict[int, list[Equation]]]:
        above: dict[int, list[Equation]] = {}
        below: dict[int, list[Equation]] = {}
        for equation in self.equations:
            below.setdefault(equation.total, []).append(equation)
            for column in equation.columns:
                above.setdefault(column, []).append(equation)
        return above, below

    def totals_of(self, column: int) -> Sequence[int]:
        """The totals that this column is a part of. Ask only while no equation is added any more."""
        return [equation.total for equation in self.sums_over(column)]

    def sums_over(self, column: int) -> Sequence[Equation]:
        """The equations that this column is a part of. Ask only while no equation is added any more."""
        return self._by_column[0].get(column, ())

    def sums_to(self, column: int) -> Sequence[Equation]:
        """The equations of which this column is the total. Ask only while no equation is added any more."""
        return self._by_column[1].get(column, ())

    def under(self, columns: Iterable[int]) -> frozenset[int]:
        """These columns and everything that is a part of them, however deep."""
        found: set[int] = set()
        waiting = list(columns)
        while waiting:
            column = waiting.pop()
            if column not in found:
                found.add(column)
                waiting.extend(self._parts.get(column, ()))
        return frozenset(found)

    def pocket(self, equation: Equation, column: int) -> Pocket:
        return Pocket(equation, column, self.under(c for c in equation.columns if c != column))

    def pockets(self, totals: Set[int] | None = None) -> list[Pocket]:
        """Each listed column of each equation that could hold a whole group; of these totals alone, if asked."""
        equations = [e for e in self.equations if totals is None or e.total in totals]
        return [self.pocket(e, column) for e in equations for column in e.columns[: e.listed]]

    def complete(self, cells: Mapping[str, int | None]) -> list[int]:
        """The value of every variable, remainders included. Raises ValueError when the cells don't add up."""
        values = [cells.get(name) or 0 for name in self.names]
        for equation in self.equations:
            listed = sum(values[column] for column in equation.columns[: equation.listed])
            missing = values[equation.total] - listed
            for rest in equation.columns[equation.listed :]:
                values[rest], missing = missing, 0
            if missing:
                raise ValueError("a total is not the sum of its parts")
        if min(values, default=0) < 0:
            raise ValueError("a count or a remainder below zero")
        return values
