"""Which cells to hide: as few as keep the promise, proven by an integer program with cuts from the audit.

The master program picks cells; the audit (`Reader`) tests the choice against the strictest reader, who knows of
every hidden cell but the true zeros that it is at least 1. What fails comes back as a cut: an inequality that every
choice keeping the promise satisfies. When nothing fails, the choice is safe and no smaller one exists.

One thing that reader is not asked: whether a small total can be 1 over two or more hidden cells. It can't, if each
is at least 1; it can where a zero may be hidden, and a group of one is always in one column. Those goals are asked
of the reader who allows hidden zeros wherever the rule does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor, inf

from thuisplan_desktop.counts.additive import AdditiveTable, Equation, Pocket, System
from thuisplan_desktop.counts.audit import Box, Goal, Reader
from thuisplan_desktop.counts.solver import Budget, Outcome, Program, Result, Row
from thuisplan_desktop.errors import CannotProtect

_TINY = 1e-7


@dataclass(frozen=True)
class Choice:
    """The cells to hide. `least_extra` is the proven smallest number of hidden cells beside the small ones.

    `zeros`: a zero is hidden, or part of the proof is that one may be.
    """

    small: frozenset[str]
    extra: frozenset[str]
    least_extra: int
    zeros: bool


def choose(table: AdditiveTable, seconds: float) -> Choice:
    """The smallest set of cells that keeps the promise for this table; among equals, one that keeps totals shown.

    Raises CannotProtect when no choice keeps it (a coarser table is needed) or the time is up; ValueError when the
    table does not add up or contradicts an earlier release.
    """
    budget = Budget(seconds)
    puzzle = _Puzzle(table)
    master = _Master(puzzle, budget)
    extra: frozenset[int] = frozenset()
    while cuts := _failures(puzzle, extra, budget):
        extra = master.next_choice(cuts)
    return Choice(
        small=frozenset(puzzle.system.names[column] for column in puzzle.small),
        extra=frozenset(puzzle.system.names[column] for column in extra),
        least_extra=master.least,
        zeros=any(goal.zeros for goal in puzzle.goals) or any(puzzle.values[column] == 0 for column in extra),
    )


class _Puzzle:
    """The table as variables: what is small, what may be hidden besides, and what a reader must not exclude."""

    def __init__(self, table: AdditiveTable) -> None:
        self.table = table
        unregistered = frozenset(cell for cell, value in table.cells.items() if value is None)
        earlier_totals = tuple(total for release in table.published_before for total in release.totals)
        self.system = System(table.cells, (*table.totals, *earlier_totals), unregistered)
        self.totals = frozenset(equation.total for equation in self.system.equations)
        self.values = self.system.complete(table.cells)
        self.known = self._known_before()
        self.positive = frozenset(
            self.system.index[cell]
            for release in table.published_before
            for cell in release.hidden - release.may_be_zero
        )
        self.published = frozenset(
            column for name, column in self.system.index.items() if name not in table.auxiliary
        )
        self.small = frozenset(column for column in self.published if table.is_small(self.system.names[column]))
        self.pockets = [pocket for equation in self.system.equations for pocket in self._pocket(equation)]
        self.spreads = [self._spread(pocket) for pocket in self.pockets]
        zeros = frozenset(column for pocket in self.pockets for column in pocket.zeros)
        self.candidates = tuple(sorted(column for column in self.published if self._may_hide(column, zeros)))
        self.hideable = self.small.union(self.candidates)
        self.goals = tuple(self._goals())

    def _known_before(self) -> frozenset[int]:
        """Variables that an earlier release of the same peildatum shows: hiding them now hides nothing."""
        known: set[int] = set()
        for release in self.table.published_before:
            if not release.hidden <= self.table.cells.keys():
                raise ValueError("an earlier release hides a cell that this table does not have")
            for cell, value in release.cells.items():
                if self.table.cells.get(cell) != value:
                    raise CannotProtect
                if value is not None:
                    known.add(self.system.index[cell])
        return frozenset(known)

    def _pocket(self, equation: Equation) -> Iterable[Pocket]:
        """The one listed, published column that holds this whole group, if there is one and it could be otherwise."""
        filled = [column for column in equation.columns if self.values[column] > 0]
        possible = [column for column in equation.columns if self._most(column) > 0]
        listed = self.published.intersection(equation.columns[: equation.listed])
        if len(filled) == 1 and len(possible) > 1 and filled[0] in listed:
            yield self.system.pocket(equation, filled[0])

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

    def _goals(self) -> Iterable[Goal]:
        for column, value in enumerate(self.values):
            if self._is_small(column):
                if value > 1:
                    yield Goal(column, 1, up=False, zeros=self._floor(column) > 1)
                if value < self.table.threshold:
                    yield Goal(column, self.table.threshold, up=True)
        for spread in self.spreads:
            yield Goal(spread, 1, up=True)

    def _is_small(self, column: int) -> bool:
        """Small cells, auxiliary ones too, and small unlisted remainders: a difference is a count like any other."""
        name = self.system.names[column]
        return self.table.is_small(name) if name else 0 < self.values[column] < self.table.threshold

    def _floor(self, column: int) -> int:
        """The least this variable can be when every published cell under it that is not zero is at least 1."""
        if self.values[column] == 0 or column not in self.published:
            return 0
        sums = [sum(map(self._floor, e.columns)) for e in self.system.equations if e.total == column]
        return max([1, *sums])

    def box(self, column: int, *, hidden: bool, zeros: bool) -> Box:
        """What a reader knows of a variable, hidden or shown: the strictest one, or one who allows hidden zeros."""
        value = self.values[column]
        if column in self.known or (column in self.published and not hidden):
            return value, value
        positive = column in self.published and value > 0 and not zeros
        return int(positive or column in self.positive), self._most(column)

    def reader(self, extra: frozenset[int], budget: Budget, *, zeros: bool) -> Reader:
        """The reader of this choice: the strictest one, or one who allows zeros wherever the rule does."""
        hidden = self.small | extra
        boxes = [self.box(column, hidden=column in hidden, zeros=zeros) for column in range(len(self.values))]
        if zeros:
            possible = frozenset(column for column in hidden if boxes[column][0] == 0)
            return Reader(self.system, boxes, budget, possible, self.system.pockets(possible))
        true_zeros = frozenset(column for column in extra if self.values[column] == 0)
        return Reader(self.system, boxes, budget, true_zeros, self.pockets)


class _Master:
    """The smallest choice that satisfies every cut so far."""

    def __init__(self, puzzle: _Puzzle, budget: Budget) -> None:
        self._columns = puzzle.candidates
        count = len(self._columns)
        self._weight = 2 * count + 1
        self._costs = {
            number: -float(self._weight + _burden(puzzle, column)) for number, column in enumerate(self._columns)
        }
        self._program = Program([(0.0, 1.0)] * count, [], budget, integers=True)
        self.least = 0

    def next_choice(self, cuts: Iterable[Mapping[int, float]]) -> frozenset[int]:
        number_of = {column: number for number, column in enumerate(self._columns)}
        for cut in cuts:
            row = {number_of[column]: factor for column, factor in cut.items()}
            self._program.add_row(Row(row, 1.0 - 1e-6, inf))
        outcome = self._program.maximise(self._costs)
        if outcome.result is not Result.OPTIMAL:
            raise CannotProtect
        self.least = floor(-outcome.value / self._weight + _TINY)
        return frozenset(column for column, taken in zip(self._columns, outcome.columns, strict=True) if taken > 0.5)


def _burden(puzzle: _Puzzle, column: int) -> int:
    """What breaks ties: a reader misses a total more than a part, and a zero is hidden only when it must be."""
    return 2 if column in puzzle.totals else int(puzzle.values[column] == 0)


def _failures(puzzle: _Puzzle, extra: frozenset[int], budget: Budget) -> list[Mapping[int, float]]:
    """Cuts for every goal that this choice misses; none when a reader can derive nothing.

    First with broken numbers, which is quick and gives strong cuts; only when all pass in whole numbers.
    """
    strict, lenient = (puzzle.reader(extra, budget, zeros=zeros) for zeros in (False, True))
    found = [(goal, lenient if goal.zeros else strict) for goal in puzzle.goals]
    tried = [(goal, reader, reader.relaxed_best(goal)) for goal, reader in found]
    cuts = [_cut_from_prices(puzzle, goal, outcome) for goal, _, outcome in tried if not _reached(goal, outcome)]
    if cuts:
        return cuts
    for goal, reader, outcome in tried:
        if not reader.keeps(goal, outcome):
            return [_cut_by_growing(puzzle, goal, extra, budget)]
    return []


def _reached(goal: Goal, outcome: Outcome) -> bool:
    return outcome.result is Result.OPTIMAL and goal.met(outcome.columns[goal.column])


def _cut_from_prices(puzzle: _Puzzle, goal: Goal, outcome: Outcome) -> Mapping[int, float]:
    """What hidden cells must give way for this goal, by the duality of linear programs.

    All equations are sums equal to zero, so over every table that adds up the goal's column equals the sum of
    price × variable. Its distance to the goal must then come from the room that hidden cells have.
    """
    if outcome.result is not Result.OPTIMAL:
        raise CannotProtect
    distance = abs(goal.value - puzzle.values[goal.column])
    room = {
        column: _room(puzzle, goal, column, price)
        for column, price in enumerate(outcome.prices)
        if abs(price) > _TINY
    }
    choosable = puzzle.hideable - puzzle.small
    needed = distance - sum(space for column, space in room.items() if column not in choosable)
    if needed < _TINY:
        raise CannotProtect
    cut = {
        column: min(space / needed, 1.0) for column, space in room.items() if column in choosable and space > _TINY
    }
    if not cut:
        raise CannotProtect
    return cut


def _room(puzzle: _Puzzle, goal: Goal, column: int, price: float) -> float:
    """How far this variable, once hidden, can move the goal: up to its ceiling, or down to its floor."""
    low, high = puzzle.box(column, hidden=column in puzzle.hideable, zeros=goal.zeros)
    value = puzzle.values[column]
    return price * (high - value) if price > 0 else -price * (value - low)


def _cut_by_growing(puzzle: _Puzzle, goal: Goal, extra: frozenset[int], budget: Budget) -> Mapping[int, float]:
    """Where only whole numbers fail: grow the hidden set while it still fails; one cell outside must be hidden."""

    def fails(hidden: Iterable[int]) -> bool:
        return not puzzle.reader(frozenset(hidden), budget, zeros=goal.zeros).keeps(goal)

    if fails(puzzle.candidates):
        raise CannotProtect
    failing = set(extra)
    waiting: list[Sequence[int]] = [[column for column in puzzle.candidates if column not in extra]]
    needed: set[int] = set()
    while waiting:
        group = waiting.pop()
        if fails(failing.union(group)):
            failing |= set(group)
        elif len(group) == 1:
            needed.add(group[0])
        else:
            middle = len(group) // 2
            waiting += [group[:middle], group[middle:]]
    return dict.fromkeys(needed, 1.0)
