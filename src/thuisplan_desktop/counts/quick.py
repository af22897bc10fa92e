"""A safe choice of hidden cells, found quickly: for each goal the cheapest change of numbers that reaches it.

A small cell is protected by another table that agrees with all that is shown. What turns the true table into that
other one is a set of changes that cancel out in every sum. `Trails` finds, for a goal, the changes that need the
fewest cells hidden besides those already hidden; what they touch is hidden too. Each goal keeps its changes, so
showing a cell again asks only the goals whose changes touch it. The heuristic is the incremental one of J.P. Kelly,
B.L. Golden and A.A. Assad, 'Cell suppression: disclosure protection for sensitive tabular data', Networks 22 (1992).
"""

from collections.abc import Iterator, Mapping, Set

from thuisplan_desktop.counts.additive import Equation
from thuisplan_desktop.counts.audit import Goal
from thuisplan_desktop.counts.puzzle import Puzzle
from thuisplan_desktop.counts.solver import Budget, Program, Result, Row
from thuisplan_desktop.errors import CannotProtect

Change = dict[int, float]
"""How much each variable differs from the truth; what is absent does not differ."""

_TINY = 1e-6
_SHARE = 0.2  # of the time, at most, for showing cells again
_NO_ROOM = (0.0, 0.0)
_AVOID = 1.5  # times as dear: what was hidden before and is now shown, to see whether another way is shorter
_HIDDEN_COST = 1e-3  # changes go through few hidden cells too, so that later each cell matters to few goals


class Trails:
    """The changes by which each goal is reached, through hidden cells only."""

    def __init__(self, puzzle: Puzzle, budget: Budget) -> None:
        self._puzzle = puzzle
        self._budget = budget
        self._models = self._changes_over(puzzle.choosable)
        self._of: dict[Goal, Change] = {}

    def _changes_over(self, choosable: Set[int]) -> Mapping[bool, "_Changes"]:
        kinds = {goal.zeros for goal in self._puzzle.goals}
        return {zeros: _Changes(self._puzzle, self._budget, choosable, zeros=zeros) for zeros in kinds}

    def safe(self, extra: frozenset[int], avoid: Set[int] = frozenset()) -> frozenset[int]:
        """These cells and what else must be hidden so that every goal is reached. Raises CannotProtect.

        What is to `avoid` is hidden only where another way would cost more.
        """
        hidden = set(extra)
        self._of = {}
        known = _Known()
        for goal in sorted(self._puzzle.goals, key=self._need, reverse=True):
            change = self._inherited(goal, known) or self._models[goal.zeros].cheapest(goal, hidden, avoid)
            if change is None:
                raise CannotProtect
            known.add(goal.zeros, change)
            self._of[goal] = change
            hidden |= change.keys() & self._puzzle.choosable
        return frozenset(hidden)

    def pruned(self, extra: frozenset[int]) -> frozenset[int]:
        """As many of these cells shown again, one by one, as the goals and the time allow. `safe` came first."""
        left = set(extra)
        models = self._changes_over(extra)  # over hidden cells alone: a smaller program
        keep_seconds = self._budget.left * (1.0 - _SHARE)
        users = {column: sum(column in change for change in self._of.values()) for column in extra}
        for column in sorted(extra, key=lambda one: (users[one], -self._puzzle.burden(one), one)):
            if self._budget.left < keep_seconds:
                break
            for model in models.values():
                model.show(column)
            found = self._without(column, left - {column}, models)
            if found is not None:
                left.discard(column)
                self._of.update(found)
            else:
                for model in models.values():
                    model.hide(column)
        return frozenset(left)

    def tables(self) -> dict[Goal, list[float]]:
        """For each goal the table that the changes make of the true one."""
        return {
            goal: [value + change.get(column, 0.0) for column, value in enumerate(self._puzzle.values)]
            for goal, change in self._of.items()
        }

    def _need(self, goal: Goal) -> float:
        return abs(goal.value - self._puzzle.values[goal.column])

    def _inherited(self, goal: Goal, known: "_Known") -> Change | None:
        """A change found before, the other way round or some times over, that reaches this goal too."""
        need = goal.value - self._puzzle.values[goal.column]
        for change in known.touching(goal):
            times = need / change[goal.column]
            times = 1.0 if 0.0 < times < 1.0 else times
            if self._puzzle.whole and abs(times - round(times)) > _TINY:
                continue
            repeated = {column: times * value for column, value in change.items()}
            if self._models[goal.zeros].fits(repeated):
                return repeated
        return None

    def _without(self, column: int, left: Set[int], models: Mapping[bool, "_Changes"]) -> dict[Goal, Change] | None:
        """New changes for the goals that use this cell; None when one of them can't do without it."""
        found: dict[Goal, Change] = {}
        known = _Known()
        for goal in [goal for goal, change in self._of.items() if column in change]:
            change = self._inherited(goal, known) or models[goal.zeros].cheapest(goal, left)
            if change is None:
                return None
            known.add(goal.zeros, change)
            found[goal] = change
        return found


class _Known:
    """The changes found so far, by the cells they touch. One that needs hidden zeros serves goals that have them."""

    def __init__(self) -> None:
        self._by_column: dict[int, list[tuple[bool, Change]]] = {}

    def add(self, zeros: bool, change: Change) -> None:
        for column in change:
            self._by_column.setdefault(column, []).append((zeros, change))

    def touching(self, goal: Goal) -> Iterator[Change]:
        for zeros, change in self._by_column.get(goal.column, ()):
            if goal.zeros >= zeros:
                yield change


class _Changes:
    """The linear program over changes: upwards and downwards apart, each at a cost.

    Only variables that can change are in it: those shown for good would cost time and say nothing.
    """

    def __init__(self, puzzle: Puzzle, budget: Budget, choosable: Set[int], *, zeros: bool) -> None:
        self._values = puzzle.values
        self._room: dict[int, tuple[float, float]] = {}  # upwards, downwards
        for column, value in enumerate(puzzle.values):
            hidden = column in puzzle.small or column in choosable
            low, high = puzzle.box(column, hidden=hidden, zeros=zeros)
            if low < high:
                self._room[column] = (high - value, value - low)
        self._up = {column: number for number, column in enumerate(self._room)}
        self._count = len(self._room)
        self._burden = {
            column: 1.0 + 0.01 * puzzle.burden(column) for column in puzzle.choosable if column in self._room
        }
        self._shown: set[int] = set()
        rows = {frozenset(row.terms.items()): row for row in map(self._row, puzzle.system.equations)}
        bounds = self._bounds()
        self._program = Program(bounds, [row for row in rows.values() if row.terms], budget, fresh=True)

    def _row(self, equation: Equation) -> Row:
        terms: dict[int, float] = {}
        for column, sign in ((equation.total, 1.0), *((column, -1.0) for column in equation.columns)):
            if column in self._up:
                terms[self._up[column]] = sign
                terms[self._up[column] + self._count] = -sign
        return Row(terms, 0.0, 0.0)

    def _bounds(self) -> list[tuple[float, float]]:
        rooms = [(0.0, 0.0) if column in self._shown else room for column, room in self._room.items()]
        return [(0.0, room[side]) for side in (0, 1) for room in rooms]

    def show(self, column: int) -> None:
        """From here on this cell doesn't change."""
        self._shown.add(column)

    def hide(self, column: int) -> None:
        self._shown.discard(column)

    def fits(self, change: Change) -> bool:
        """Whether hidden cells have room for all of this."""
        rooms = ((abs(value), self._room.get(column, _NO_ROOM)[value < 0]) for column, value in change.items())
        return all(size <= most + _TINY for size, most in rooms)

    def cheapest(self, goal: Goal, hidden: Set[int], avoid: Set[int] = frozenset()) -> Change | None:
        """The changes that reach the goal, where cells not yet hidden cost most."""
        if goal.column not in self._room:
            return None
        bounds = self._bounds()
        need = goal.value - self._values[goal.column]
        there, back = (self._up[goal.column], self._up[goal.column] + self._count)[:: 1 if need > 0 else -1]
        if abs(need) > bounds[there][1]:
            return None
        bounds[there], bounds[back] = (abs(need), bounds[there][1]), (0.0, 0.0)
        self._program.bound_all(bounds)
        costs = dict.fromkeys(range(2 * self._count), -_HIDDEN_COST)
        for column in self._burden.keys() - hidden:
            cost = self._burden[column] * (_AVOID if column in avoid else 1.0)
            costs[self._up[column]] = costs[self._up[column] + self._count] = -cost
        outcome = self._program.maximise(costs)
        if outcome.result is not Result.OPTIMAL:
            return None
        ups, downs = outcome.columns[: self._count], outcome.columns[self._count :]
        change = {column: up - down for column, up, down in zip(self._room, ups, downs, strict=True)}
        return {column: value for column, value in change.items() if abs(value) > _TINY}
