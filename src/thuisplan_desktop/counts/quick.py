"""A safe choice of hidden cells, found quickly: for each goal the cheapest change of numbers that reaches it.

A small cell is protected by another table that agrees with all that is shown. What turns the true table into that
other one is a set of changes that cancel out in every sum. `Trails` finds, for a goal, the changes that need the
fewest cells hidden besides those already hidden; what they touch is hidden too. Each goal keeps its changes, so
showing a cell again asks only the goals whose changes touch it. The heuristic is the incremental one of J.P. Kelly,
B.L. Golden and A.A. Assad, 'Cell suppression: disclosure protection for sensitive tabular data', Networks 22 (1992).
"""

from collections.abc import Iterator, Mapping, Set
from functools import cached_property
from math import copysign

from thuisplan_desktop.counts.audit import Goal
from thuisplan_desktop.counts.changes import TINY, Change, Changes
from thuisplan_desktop.counts.puzzle import Puzzle
from thuisplan_desktop.counts.solver import Budget
from thuisplan_desktop.counts.together import reached_together
from thuisplan_desktop.errors import CannotProtect

_SHARE = 0.1  # of the time, at most, for showing cells again


class Trails:
    """The changes by which each goal is reached, through hidden cells only."""

    def __init__(self, puzzle: Puzzle, budget: Budget) -> None:
        self._puzzle = puzzle
        self._budget = budget
        self._kinds = {goal.zeros for goal in puzzle.goals}
        self._free = {zeros: Changes(puzzle, budget, zeros=zeros, priced=False) for zeros in self._kinds}
        self._of: dict[Goal, Change] = {}
        self._hidden_for: dict[int, Goal] = {}

    @cached_property
    def _dear(self) -> Mapping[bool, Changes]:
        return {zeros: Changes(self._puzzle, self._budget, zeros=zeros, priced=True) for zeros in self._kinds}

    @cached_property
    def _together(self) -> Mapping[Goal, Change]:
        """What small cells do for each other. Ask only while all else is shown."""
        reached: dict[Goal, Change] = {}
        for zeros, model in self._free.items():
            needs = {goal: self._need(goal) for goal in self._puzzle.goals if goal.zeros == zeros}
            reached |= reached_together(model, needs, whole=self._puzzle.whole)
        return reached

    def safe(self, extra: frozenset[int]) -> frozenset[int]:
        """These cells and what else must be hidden so that every goal is reached. Raises CannotProtect."""
        hidden = set(extra)
        self._show(self._puzzle.choosable)
        self._of, self._hidden_for = dict(self._together), {}
        self._hide(hidden)
        known = _Known()
        for goal in sorted(self._puzzle.goals, key=self._far, reverse=True):
            if goal in self._of:
                continue
            change = self._through_hidden(goal, known) or self._dear_way(goal, known, hidden)
            self._of[goal] = change
            added = change.keys() & self._puzzle.choosable - hidden
            self._hidden_for.update(dict.fromkeys(added, goal))
            hidden |= added
            self._hide(added)
        return frozenset(hidden)

    def _dear_way(self, goal: Goal, known: "_Known", hidden: Set[int]) -> Change:
        change = self._dear[goal.zeros].reaching(goal, hidden)
        if change is None:
            raise CannotProtect
        return known.add(goal.zeros, change)

    def _show(self, columns: Set[int]) -> None:
        for column in columns:
            for model in self._free.values():
                model.show(column)

    def _hide(self, columns: Set[int]) -> None:
        for column in columns:
            for model in self._free.values():
                model.hide(column)

    def pruned(self, extra: frozenset[int]) -> frozenset[int]:
        """As many of these cells shown again, one by one, as the goals and the time allow. `safe` came first."""
        left = set(extra)
        keep_seconds = self._budget.left * (1.0 - _SHARE)
        users = {column: sum(column in change for change in self._of.values()) for column in extra}
        for column in sorted(extra, key=lambda one: (users[one], -self._puzzle.burden(one), one)):
            if self._budget.left < keep_seconds:
                break
            self._show({column})
            found = self._without(column)
            if found is not None:
                left.discard(column)
                self._of.update(found)
            else:
                self._hide({column})
        return frozenset(left)

    def tables(self) -> dict[Goal, list[float]]:
        """For each goal the table that the changes make of the true one."""
        return {
            goal: [value + change.get(column, 0.0) for column, value in enumerate(self._puzzle.values)]
            for goal, change in self._of.items()
        }

    def _need(self, goal: Goal) -> float:
        return goal.value - self._puzzle.values[goal.column]

    def _far(self, goal: Goal) -> float:
        return abs(self._need(goal))

    def _through_hidden(self, goal: Goal, known: "_Known") -> Change | None:
        """Changes of hidden cells alone: found before, or else now."""
        if (change := self._inherited(goal, known)) is not None:
            return change
        found = self._free[goal.zeros].reaching(goal)
        return None if found is None else known.add(goal.zeros, found)

    def _inherited(self, goal: Goal, known: "_Known") -> Change | None:
        """A change found before, the other way round or some times over, that reaches this goal too."""
        need = self._need(goal)
        for change in known.touching(goal):
            times = need / change[goal.column]
            if self._puzzle.whole:
                times = copysign(max(abs(times), 1.0), times)
                if abs(times - round(times)) > TINY:
                    continue
            if self._free[goal.zeros].fits(change, times):
                return {column: times * value for column, value in change.items()}
        return None

    def _without(self, column: int) -> dict[Goal, Change] | None:
        """New changes for the goals that use this cell; None when one (first: the one it is for) can't do without."""
        found: dict[Goal, Change] = {}
        known = _Known()
        cause = self._hidden_for.get(column)
        users = [goal for goal, change in self._of.items() if column in change]
        for goal in sorted(users, key=lambda one: one != cause):
            change = self._through_hidden(goal, known)
            if change is None:
                return None
            found[goal] = change
        return found


class _Known:
    """The changes found so far, by the cells they touch. One that needs hidden zeros serves goals that have them.

    What is some times another is left out: it would be tried in vain where the other was.
    """

    def __init__(self) -> None:
        self._by_column: dict[int, list[tuple[bool, Change]]] = {}

    def add(self, zeros: bool, change: Change) -> Change:
        for column in change:
            self._by_column.setdefault(column, []).append((zeros, change))
        return change

    def touching(self, goal: Goal) -> Iterator[Change]:
        for zeros, change in self._by_column.get(goal.column, ()):
            if goal.zeros >= zeros:
                yield change
