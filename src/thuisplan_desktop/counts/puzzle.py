"""The puzzle of small counts: what is small, what may be hidden besides, and what no reader may exclude."""

from collections.abc import Iterable, Sequence
from copy import copy
from math import inf

from thuisplan_desktop.counts.additive import AdditiveTable, Equation, Pocket, System, UnknownBefore
from thuisplan_desktop.counts.audit import Goal, Reader
from thuisplan_desktop.counts.narrowing import Box
from thuisplan_desktop.counts.solver import Budget
from thuisplan_desktop.errors import ChangedSinceBefore


class Puzzle:
    """The table as variables: what is small, what may be hidden besides, and what a reader must not exclude."""

    outside: frozenset[int] = frozenset()  # of a part: the variables that its sums don't touch
    whole = True  # numbers of children; a rule to compare with may think of broken numbers

    def __init__(self, table: AdditiveTable) -> None:
        self.table = table
        earlier_totals = tuple(total for release in table.published_before for total in release.totals)
        self.system = System(table.cells, (*table.totals, *earlier_totals), _unregistered(table))
        self.totals = frozenset(equation.total for equation in self.system.equations)
        self.values = self.system.complete(table.cells)
        if any(value > self._most(column) for column, value in enumerate(self.values)):
            raise ValueError("a count above its known maximum")
        self.known = self._known_before()
        self.positive = frozenset(
            self.system.index[cell]
            for release in table.published_before
            for cell in release.hidden - release.may_be_zero
        ) | {self.system.index[cell] for cell in table.never_zero}
        self.hidden_before = frozenset(
            self.system.index[cell] for release in table.published_before for cell in release.hidden
        )
        self.published = frozenset(column for name, column in self.system.index.items() if name not in table.auxiliary)
        self.small = frozenset(column for column in self.published if table.is_small(self.system.names[column]))
        self.pockets, zeros = self._groups()
        self.spreads = [self._spread(pocket) for pocket in self.pockets]
        self.candidates = tuple(sorted(column for column in self.published if self._may_hide(column, zeros)))
        self.choosable = frozenset(self.candidates) - self.small
        self.hideable = self.small.union(self.candidates)
        self.goals = tuple(self._goals())
        self.under_small = self._under_small()

    def _known_before(self) -> frozenset[int]:
        """Variables that an earlier release of the same peildatum shows: hiding them now hides nothing."""
        known: set[int] = set()
        for release in self.table.published_before:
            for cell in release.hidden:
                now = self.table.cells.get(cell)
                if now is None or (now == 0 and cell not in release.may_be_zero):
                    raise ChangedSinceBefore
            for cell, value in release.cells.items():
                if self.table.cells.get(cell) != value:
                    raise ChangedSinceBefore
                if value is not None:
                    known.add(self.system.index[cell])
        return frozenset(known)

    def _groups(self) -> tuple[list[Pocket], frozenset[int]]:
        """Whole groups in one column that could be otherwise, and the zeros that may be hidden for them.

        A zero of a wider group that is shown leaves no room in its parts, so a group can depend on the zeros of
        another: those that can't be hidden fall off until none does.
        """
        pockets = [pocket for equation in self.system.equations for pocket in self._pocket(equation)]
        zeros = frozenset(column for pocket in pockets for column in pocket.zeros)
        while kept := [pocket for pocket in pockets if self._open(pocket.others, pocket.zeros | zeros)]:
            if len(kept) == len(pockets):
                return kept, zeros
            pockets, zeros = kept, frozenset(column for pocket in kept for column in pocket.zeros)
        return [], frozenset()

    def _pocket(self, equation: Equation) -> Iterable[Pocket]:
        """The one listed, published column that holds this whole group, if there is one and another could.

        A sum only to reason with is no group, and a rest no column of one.
        """
        if self._helps(equation.total):
            return
        filled = [column for column in equation.columns if self.values[column] > 0]
        possible = [column for column in equation.columns if self._most(column) > 0 and not self._helps(column)]
        listed = self.published.intersection(equation.columns[: equation.listed])
        if len(filled) == 1 and len(possible) > 1 and filled[0] in listed:
            yield self.system.pocket(equation, filled[0])

    def _helps(self, column: int) -> bool:
        return self.system.names[column] in self.table.helpers

    def _open(self, columns: Iterable[int], zeros: frozenset[int], above: frozenset[int] = frozenset()) -> bool:
        """Whether one of these columns could hold somebody when only these zeros may be hidden; those `above` can."""
        return any(column in above or self._could_hold(column, zeros, above) for column in columns)

    def _could_hold(self, column: int, zeros: frozenset[int], above: frozenset[int]) -> bool:
        if self.values[column] > 0 or self._most(column) == 0:
            return self._most(column) > 0
        if any(self.values[total] == 0 and total not in zeros for total in self.system.totals_of(column)):
            return False
        return all(self._open(equation.columns, zeros, above | {column}) for equation in self.system.sums_to(column))

    def _spread(self, pocket: Pocket) -> int:
        """A variable for how much of the group is in other columns: the reader must not know that it is zero."""
        spread = self.system.add_variable()
        self.values.append(0)
        self.system.equations.append(Equation(spread, pocket.others, len(pocket.others)))
        return spread

    def _may_hide(self, column: int, zeros: frozenset[int]) -> bool:
        if column in self.small or column in self.known or self._most(column) < self.table.threshold:
            return False
        return self.values[column] > 0 or column in zeros

    def _most(self, column: int) -> float:
        name = self.system.names[column]
        return 0 if name in self.table.structural_zero else self.table.maximum.get(name, inf)

    def burden(self, column: int) -> int:
        """What breaks ties: a reader misses a total more than a part, and a zero is hidden only when it must be."""
        return 2 if column in self.totals else int(self.values[column] == 0)

    def _goals(self) -> Iterable[Goal]:
        for column, value in enumerate(self.values):
            if self._is_small(column):
                if value > 1:
                    yield Goal(column, 1, up=False, zeros=self._floor(column) > 1)
                if self._most(column) < self.table.threshold:  # never seen by itself, and not to be seen by another
                    yield Goal(column, 0, up=False)
                elif value < self.table.threshold:
                    yield Goal(column, self.table.threshold, up=True)
            elif column in self.hidden_before and column not in self.known:
                yield Goal(column, value + 1, up=True)  # hidden once, so never to be computed, whatever it is
        for spread in self.spreads:
            yield Goal(spread, 1, up=True)

    def part(self, equations: Sequence[Equation]) -> "Puzzle":
        """The same puzzle for who knows these sums only: what it needs hidden, the whole needs hidden there too."""
        one = copy(self)
        one.system = self.system.with_equations(equations)
        within = {column for e in equations for column in (e.total, *e.columns)}
        one.outside = frozenset(range(len(self.values))) - within
        one.goals = tuple(goal for goal in self.goals if goal.column in within)
        one.candidates = tuple(column for column in self.candidates if column in within)
        one.choosable = self.choosable & within
        one.hideable = self.small.union(one.candidates)
        return one

    def aim(self, budget: Budget) -> None:
        """What was hidden before and can't be more than it is, may be less: either way nobody computes it."""
        old = [goal for goal in self.goals if goal.column in self.hidden_before and not self._is_small(goal.column)]
        reader = self.reader(frozenset(self.candidates), budget, zeros=False)
        down = {
            goal: Goal(goal.column, self.values[goal.column] - 1, up=False) for goal in old if not reader.keeps(goal)
        }
        self.goals = tuple(down.get(goal, goal) for goal in self.goals)

    def _under_small(self) -> frozenset[int]:
        """The parts of small totals that must be able to be 1: all but one of the parts are zero then."""
        below = self.system.under(goal.column for goal in self.goals if goal.zeros)
        return frozenset(column for pocket in self.system.pockets(below) for column in pocket.zeros) & self.published

    def _is_small(self, column: int) -> bool:
        """Small cells, auxiliary ones too, and small unlisted remainders: a difference is a count like any other."""
        name = self.system.names[column]
        return self.table.is_small(name) if name else 0 < self.values[column] < self.table.threshold

    def _floor(self, column: int, above: frozenset[int] = frozenset()) -> int:
        """The least this variable can be when every published cell under it that is not zero is at least 1. What it is
        itself a part of (`finest`) tells no more."""
        if self.values[column] == 0 or column not in self.published:
            return 0
        under = above | {column}
        sums = (e.columns for e in self.system.equations if e.total == column and under.isdisjoint(e.columns))
        return max([1, *(sum(self._floor(part, under) for part in columns) for columns in sums)])

    def box(self, column: int, *, hidden: bool, zeros: bool) -> Box:
        """What a reader knows of a variable, hidden or shown.

        The strictest reader knows of every hidden cell but the true zeros that it is 1 or more; with `zeros` the
        parts of small totals may be zero too.
        """
        value = self.values[column]
        if column in self.known or column in self.outside or (column in self.published and not hidden):
            return value, value
        positive = column in self.published and value > 0 and not (zeros and column in self.under_small)
        return int(positive or column in self.positive), self._most(column)

    def reader(self, extra: frozenset[int], budget: Budget, *, zeros: bool) -> Reader:
        hidden = self.small | extra
        boxes = [self.box(column, hidden=column in hidden, zeros=zeros) for column in range(len(self.values))]
        return Reader(self.system, boxes, budget)


def _unregistered(table: AdditiveTable) -> frozenset[str]:
    """What is in no sum, now or then. Raises UnknownBefore."""
    if any(not (release.hidden | release.unlisted) <= table.cells.keys() for release in table.published_before):
        raise UnknownBefore
    before = {cell for release in table.published_before for cell in release.cells}
    return frozenset(cell for cell in before | table.cells.keys() if table.cells.get(cell) is None)
