"""A safe choice of hidden cells, found quickly: for each goal the cheapest change of numbers that reaches it.

A small cell is protected by another table that agrees with all that is shown. What turns the true table into that
other one is a set of changes that cancel out in every sum. `Trails` finds, for a goal, the changes that need the
fewest cells hidden besides those already hidden; what they touch is hidden too. Each goal keeps its changes, so
showing a cell again asks only the goals whose changes touch it. The heuristic is the incremental one of J.P. Kelly,
B.L. Golden and A.A. Assad, 'Cell suppression: disclosure protection for sensitive tabular data', Networks 22 (1992).
"""

from collections.abc import Sequence, Set

from thuisplan_desktop.counts.audit import Goal
from thuisplan_desktop.counts.puzzle import Puzzle
from thuisplan_desktop.counts.solver import Budget, Program, Result, Row
from thuisplan_desktop.errors import CannotProtect

Change = dict[int, float]
"""How much each variable differs from the truth; what is absent does not differ."""

_TINY = 1e-6
_SHARE = 0.2  # of the time, at most, for showing cells again
_HIDDEN_COST = 1e-3  # changes go through few hidden cells too, so that later each cell matters to few goals


class Trails:
    """The changes by which each goal is reached, through hidden cells only."""

    def __init__(self, puzzle: Puzzle, budget: Budget) -> None:
        self._puzzle = puzzle
        self._budget = budget
        kinds = {goal.zeros for goal in puzzle.goals}
        self._models = {zeros: _Changes(puzzle, budget, zeros=zeros) for zeros in kinds}
        self._of: dict[Goal, Change] = {}

    def safe(self, extra: frozenset[int]) -> frozenset[int]:
        """These cells and what else must be hidden so that every goal is reached. Raises CannotProtect."""
        hidden = set(extra)
        self._of = {}
        for goal in sorted(self._puzzle.goals, key=self._need, reverse=True):
            change = self._inherited(goal) or self._models[goal.zeros].cheapest(goal, hidden, self._everything)
            if change is None:
                raise CannotProtect
            self._of[goal] = change
            hidden |= change.keys() & self._everything
        return frozenset(hidden)

    def pruned(self, extra: frozenset[int]) -> frozenset[int]:
        """As many of these cells shown again, one by one, as the goals and the time allow. `safe` came first."""
        left = set(extra)
        keep_seconds = self._budget.left * (1.0 - _SHARE)
        users = {column: sum(column in change for change in self._of.values()) for column in extra}
        for column in sorted(extra, key=lambda one: (users[one], -self._puzzle.burden(one), one)):
            if self._budget.left < keep_seconds:
                break
            found = self._without(column, left - {column})
            if found is not None:
                left.discard(column)
                self._of.update(found)
        return frozenset(left)

    def tables(self) -> dict[Goal, list[float]]:
        """For each goal the table that the changes make of the true one."""
        return {
            goal: [value + change.get(column, 0.0) for column, value in enumerate(self._puzzle.values)]
            for goal, change in self._of.items()
        }

    @property
    def _everything(self) -> Set[int]:
        return self._puzzle.choosable

    def _need(self, goal: Goal) -> float:
        return abs(goal.value - self._puzzle.values[goal.column])

    def _inherited(self, goal: Goal) -> Change | None:
        """The changes of an earlier goal, the other way round or some times over, that reach this one too."""
        need = goal.value - self._puzzle.values[goal.column]
        for other, change in self._of.items():
            if goal.zeros >= other.zeros and goal.column in change:
                times = need / change[goal.column]
                times = 1.0 if 0.0 < times < 1.0 else times
                if self._puzzle.whole and abs(times - round(times)) > _TINY:
                    continue
                repeated = {column: times * value for column, value in change.items()}
                if self._models[goal.zeros].fits(repeated):
                    return repeated
        return None

    def _without(self, column: int, allowed: Set[int]) -> dict[Goal, Change] | None:
        """New changes for the goals that use this cell; None when one of them can't do without it."""
        found: dict[Goal, Change] = {}
        for goal in [goal for goal, change in self._of.items() if column in change]:
            change = self._models[goal.zeros].cheapest(goal, allowed, allowed)
            if change is None:
                return None
            found[goal] = change
        return found


class _Changes:
    """The linear program over changes: upwards and downwards apart, each at a cost."""

    def __init__(self, puzzle: Puzzle, budget: Budget, *, zeros: bool) -> None:
        self._values = puzzle.values
        self._choosable = puzzle.choosable
        self._count = len(puzzle.values)
        boxes = [puzzle.box(one, hidden=one in puzzle.hideable, zeros=zeros) for one in range(self._count)]
        up = [(0.0, high - value) for value, (_, high) in zip(self._values, boxes, strict=True)]
        down = [(0.0, value - low) for value, (low, _) in zip(self._values, boxes, strict=True)]
        self._room = [*up, *down]
        rows = [self._row(equation.total, equation.columns) for equation in puzzle.system.equations]
        self._program = Program(self._room, rows, budget, fresh=True)
        self._burden = {column: 1.0 + 0.01 * puzzle.burden(column) for column in puzzle.choosable}

    def _row(self, total: int, columns: Sequence[int]) -> Row:
        terms = {total: 1.0, total + self._count: -1.0}
        for column in columns:
            terms[column] = -1.0
            terms[column + self._count] = 1.0
        return Row(terms, 0.0, 0.0)

    def fits(self, change: Change) -> bool:
        """Whether hidden cells have room for all of this."""
        rooms = (
            (abs(value), self._room[column + (self._count if value < 0 else 0)]) for column, value in change.items()
        )
        return all(size <= most + _TINY for size, (_, most) in rooms)

    def cheapest(self, goal: Goal, hidden: Set[int], allowed: Set[int]) -> Change | None:
        """The changes that reach the goal over allowed cells, where those not yet hidden cost most."""
        bounds = list(self._room)
        for column in self._choosable - allowed:
            bounds[column] = bounds[column + self._count] = (0.0, 0.0)
        need = goal.value - self._values[goal.column]
        there, back = (goal.column, goal.column + self._count)[:: 1 if need > 0 else -1]
        if abs(need) > bounds[there][1]:
            return None
        bounds[there], bounds[back] = (abs(need), bounds[there][1]), (0.0, 0.0)
        self._program.bound_all(bounds)
        costs = dict.fromkeys(range(2 * self._count), -_HIDDEN_COST)
        for column in allowed - hidden:
            costs[column] = costs[column + self._count] = -self._burden[column]
        outcome = self._program.maximise(costs)
        if outcome.result is not Result.OPTIMAL:
            return None
        change = (
            up - down for up, down in zip(outcome.columns[: self._count], outcome.columns[self._count :], strict=True)
        )
        return {column: value for column, value in enumerate(change) if abs(value) > _TINY}
