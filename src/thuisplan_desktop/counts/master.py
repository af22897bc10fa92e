"""The smallest choice of hidden cells that satisfies every cut so far."""

from collections.abc import Iterable, Mapping, Set
from math import ceil, inf

from thuisplan_desktop.counts.cuts import Cut, Separator
from thuisplan_desktop.counts.puzzle import Puzzle
from thuisplan_desktop.counts.solver import Budget, OutOfTime, Program, Result, Row

_ROUNDS = 40  # of the linear program; after that whole choices teach more
_EPSILON = 1e-4
WHOLE = 0.999  # of numbers of cells: the smallest itself


class Master:
    """An integer program over the cells that may be hidden. `least`: no safe choice hides fewer."""

    def __init__(self, puzzle: Puzzle, budget: Budget) -> None:
        self._puzzle = puzzle
        self._budget = budget
        self._columns = puzzle.candidates
        self._number = {column: number for number, column in enumerate(self._columns)}
        self._each: Mapping[int, float] = dict.fromkeys(range(len(self._columns)), -1.0)
        self._rows = {_key(row): row for row in self._not_alone()}
        self._program: Program | None = None
        self._separator: Separator | None = None
        self.cuts: list[Cut] = []
        self.least = 0

    def _not_alone(self) -> Iterable[Row]:
        """A hidden cell whose sum is otherwise known can be computed, so a smallest choice has none."""
        choosable = self._puzzle.choosable
        for equation in self._puzzle.system.equations:
            columns = {equation.total, *equation.columns}
            chosen = sorted(columns & choosable)
            if all(self._is_plain(column) for column in columns):
                for column in chosen:
                    others = {self._number[other]: 1.0 for other in chosen if other != column}
                    yield Row({**others, self._number[column]: -1.0}, 0.0, inf)

    def _is_plain(self, column: int) -> bool:
        """Hidden by choice alone: neither small nor unpublished."""
        puzzle = self._puzzle
        return column in puzzle.choosable or column in puzzle.known or column in puzzle.published - puzzle.small

    @property
    def separator(self) -> Separator:
        if self._separator is None:
            self._separator = Separator(self._puzzle, self._budget)
        return self._separator

    def tighten(self) -> None:
        """Cuts for choices in parts, until the linear program has no more of them."""
        relaxed = Program([(0.0, 1.0)] * len(self._columns), list(self._rows.values()), self._budget)
        for _ in range(_ROUNDS):
            outcome = relaxed.maximise(self._each)
            if outcome.result is not Result.OPTIMAL:
                return
            self._raise(-outcome.value)
            added = self.add(self.separator.cuts(dict(zip(self._columns, outcome.columns, strict=True))))
            if not added:
                return
            for row in added:
                relaxed.add_row(row)

    def add(self, cuts: Iterable[Cut]) -> list[Row]:
        """Remember these cuts; the rows that are new."""
        found = list(cuts)
        self.cuts += found
        rows = [Row({self._number[one]: factor for one, factor in cut.items()}, 1.0 - 1e-6, inf) for cut in found]
        return self._add_rows(rows)

    def _add_rows(self, rows: Iterable[Row]) -> list[Row]:
        new = {_key(row): row for row in rows if _key(row) not in self._rows}
        self._rows.update(new)
        if self._program is not None:
            for row in new.values():
                self._program.add_row(row)
        return list(new.values())

    def at_least(self, columns: Iterable[int], count: int) -> None:
        """Of these cells every safe choice hides so many: what a part of the table proved by itself."""
        if count:
            within = {self._number[column]: 1.0 for column in columns}
            self._add_rows([Row(within, float(count), inf)])

    def met(self) -> set[frozenset[int]]:
        """The choices that the last `next_choice` met on its way: each satisfies the cuts of then."""
        return {self._taken(columns) for columns in self._program.met} if self._program is not None else set()

    def _raise(self, bound: float) -> None:
        self.least = max(self.least, ceil(bound - _EPSILON))

    def next_choice(self, most: int, *, near: float = WHOLE, keep: Set[int] = frozenset()) -> frozenset[int] | None:
        """A choice of at most this many cells, at most `near` more than the smallest, with all of `keep` in it.

        None when there is none. What that proves without `keep` raises `least`; so does a run that finds one.
        """
        program = self._whole_choices
        program.stop_within(near)
        program.bound_all([(float(column in keep), 1.0) for column in self._columns])
        program.bound_row(0, self.least, most)
        try:
            outcome = program.maximise(self._each)
        except OutOfTime:
            if not keep and abs(reach := program.reach) < len(self._columns):
                self._raise(min(-reach, most + 1))
            raise
        found = outcome.result is Result.OPTIMAL
        if not keep:
            self._raise(-program.reach if found else most + 1)
        return self._taken(outcome.columns) if found else None

    @property
    def _whole_choices(self) -> Program:
        if self._program is None:
            cap = Row(dict.fromkeys(self._each, 1.0), 0.0, inf)
            rows = [cap, *self._rows.values()]
            self._program = Program([(0.0, 1.0)] * len(self._columns), rows, self._budget, integers=True)
        return self._program

    def lightest(self, count: int) -> frozenset[int] | None:
        """Of the choices of this many cells that satisfy the cuts, the one that a reader misses least."""
        rows = [Row(dict.fromkeys(self._each, 1.0), 0.0, count), *self._rows.values()]
        program = Program([(0.0, 1.0)] * len(self._columns), rows, self._budget, integers=True)
        outcome = program.maximise({self._number[one]: -float(self._puzzle.burden(one)) for one in self._columns})
        return self._taken(outcome.columns) if outcome.result is Result.OPTIMAL else None

    def _taken(self, columns: Iterable[float]) -> frozenset[int]:
        return frozenset(column for column, taken in zip(self._columns, columns, strict=True) if taken > 0.5)


def _key(row: Row) -> tuple[float, tuple[tuple[int, float], ...]]:
    return row.low, tuple(sorted((column, round(factor, 6)) for column, factor in row.terms.items()))
