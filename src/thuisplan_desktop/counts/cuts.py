"""Why a choice of hidden cells is not safe: cuts, inequalities that every safe choice satisfies.

`failures` judges a choice; `Separator` finds cuts for choices in parts, as a relaxed program makes them. For such a
choice a cell hidden for a third has a third of its room. Each cell that is not hidden has a creeping little room, so
that the cut with the fewest cells is found: few cells say more than many.
"""

from collections.abc import Iterable, Mapping, Sequence

from thuisplan_desktop.counts.audit import Goal
from thuisplan_desktop.counts.narrowing import Box
from thuisplan_desktop.counts.puzzle import Puzzle
from thuisplan_desktop.counts.solver import Budget, Corner, Outcome, Program, Result, Row
from thuisplan_desktop.errors import CannotProtect

Cut = Mapping[int, float]
"""Over the hideable cells: factors whose sum over the hidden ones must be 1 or more."""

TINY = 1e-7
_CREEPS = (0.02, 0.002)
_KEPT = 40  # changes for each goal

Moved = tuple[int, float]
"""A variable that a change moves, and its number then."""


class Separator:
    """Cuts that a choice in parts violates.

    A goal is first asked as the choice is, which mostly ends well and, going on from where it ended the time before,
    quickly. A change that reached it is kept: as long as the choice leaves room for that, nothing is asked at all.
    """

    def __init__(self, puzzle: Puzzle, budget: Budget) -> None:
        self._puzzle = puzzle
        self._goals = list(puzzle.goals)  # those that failed last come first
        self._kept: dict[Goal, list[Sequence[Moved]]] = {goal: [] for goal in puzzle.goals}
        self._corners: dict[tuple[Goal, float], Corner] = {}
        self._full: dict[bool, list[Box]] = {}
        self._programs: dict[bool, Program] = {}
        rows = [Row({e.total: 1.0, **dict.fromkeys(e.columns, -1.0)}, 0.0, 0.0) for e in puzzle.system.equations]
        for zeros in sorted({goal.zeros for goal in puzzle.goals}):
            columns = range(len(puzzle.values))
            full = [puzzle.box(column, hidden=column in puzzle.hideable, zeros=zeros) for column in columns]
            self._full[zeros], self._programs[zeros] = full, Program(full, rows, budget)

    def cuts(self, parts: Mapping[int, float]) -> list[Cut]:
        """Violated cuts with as few cells as possible; none when the choice in parts reaches every goal."""
        rooms = _Rooms(self._puzzle, self._full, {one: min(max(part, 0.0), 1.0) for one, part in parts.items()})
        found: list[Cut] = []
        for goal in list(self._goals):
            if (cut := self._cut(goal, rooms, parts)) is not None:
                found.append(cut)
                self._goals.remove(goal)
                self._goals.insert(0, goal)
        return found

    def _cut(self, goal: Goal, rooms: "_Rooms", parts: Mapping[int, float]) -> Cut | None:
        boxes = rooms.of(goal, 0.0)
        if any(all(boxes[one][0] <= value <= boxes[one][1] for one, value in moved) for moved in self._kept[goal]):
            return None
        outcome = self._best(goal, boxes, 0.0)
        if outcome.result is not Result.OPTIMAL:
            return None
        if goal.met(outcome.columns[goal.column]):
            self._keep(goal, outcome)
            return None
        for creep in _CREEPS:
            if (cut := self._shorter(goal, rooms, creep)) is not None and _violated(cut, parts):
                return cut
        cut = cut_from_prices(self._puzzle, goal, outcome)
        return cut if _violated(cut, parts) else None

    def _shorter(self, goal: Goal, rooms: "_Rooms", creep: float) -> Cut | None:
        outcome = self._best(goal, rooms.of(goal, creep), creep)
        if outcome.result is not Result.OPTIMAL or goal.met(outcome.columns[goal.column]):
            return None
        return cut_from_prices(self._puzzle, goal, outcome)

    def _best(self, goal: Goal, boxes: Sequence[Box], creep: float) -> Outcome:
        program, (low, high) = self._programs[goal.zeros], boxes[goal.column]
        program.bound_all(boxes)
        program.bound(goal.column, *((low, min(high, goal.value)) if goal.up else (max(low, goal.value), high)))
        if (goal, creep) in self._corners:
            program.go_on_from(self._corners[goal, creep])
        outcome = program.maximise({goal.column: 1.0 if goal.up else -1.0})
        if outcome.result is Result.OPTIMAL:
            self._corners[goal, creep] = program.corner
        return outcome

    def _keep(self, goal: Goal, outcome: Outcome) -> None:
        values = self._puzzle.values
        moved = [(one, found) for one, found in enumerate(outcome.columns) if abs(found - values[one]) > TINY]
        self._kept[goal] = [moved, *self._kept[goal][: _KEPT - 1]]


class _Rooms:
    """What each variable can be for a choice in parts, by how far a goal is: a change of more than that needs no other
    cells. Cuts count with the true room."""

    def __init__(self, puzzle: Puzzle, full: Mapping[bool, Sequence[Box]], parts: Mapping[int, float]) -> None:
        self._values, self._full, self._parts = puzzle.values, full, parts
        self._found: dict[tuple[bool, int, float], list[Box]] = {}

    def of(self, goal: Goal, creep: float) -> Sequence[Box]:
        distance = abs(goal.value - self._values[goal.column])
        key = goal.zeros, distance, creep
        if key not in self._found:
            self._found[key] = self._boxes(self._full[goal.zeros], distance, creep)
        return self._found[key]

    def _boxes(self, full: Sequence[Box], room: int, creep: float) -> list[Box]:
        boxes = list(full)
        for column, part in self._parts.items():
            (low, high), value, share = full[column], self._values[column], max(part, creep)
            if share < 1.0:
                boxes[column] = (value - min(value - low, room) * share, value + min(high - value, room) * share)
        return boxes


def _violated(cut: Cut, parts: Mapping[int, float]) -> bool:
    return sum(factor * parts[column] for column, factor in cut.items()) < 1.0 - 1e-3


def failures(
    puzzle: Puzzle, extra: frozenset[int], budget: Budget, shown: Mapping[Goal, Sequence[float]] | None = None
) -> list[Cut]:
    """Cuts for every goal that this choice misses; none when a reader can derive nothing.

    `shown`: tables said to reach a goal; each is checked in whole numbers before it counts. Goals that no table shows
    are asked with broken numbers first, which is quick and gives strong cuts, and only when all pass in whole numbers.
    """
    readers = {zeros: puzzle.reader(extra, budget, zeros=zeros) for zeros in {goal.zeros for goal in puzzle.goals}}
    for goal, table in (shown or {}).items():
        readers[goal.zeros].learn(table)
    cuts: list[Cut] = []
    passed = []
    for goal in puzzle.goals:
        reader = readers[goal.zeros]
        if reader.has_shown(goal):
            continue
        outcome = None if reader.may_reach(goal) else reader.relaxed_best(goal)
        if outcome is None or _reached(goal, outcome):
            passed.append(goal)
        else:
            cuts.append(cut_from_prices(puzzle, goal, outcome))
    if cuts:
        return cuts
    for goal in passed:
        if not readers[goal.zeros].keeps(goal):
            return [_cut_by_growing(puzzle, goal, extra, budget)]
    return []


def _reached(goal: Goal, outcome: Outcome) -> bool:
    return outcome.result is Result.OPTIMAL and goal.met(outcome.columns[goal.column])


def cut_from_prices(puzzle: Puzzle, goal: Goal, outcome: Outcome) -> Cut:
    """What hidden cells must give way for this goal, by the duality of linear programs.

    All equations are sums equal to zero, so over every table that adds up the goal's column equals the sum of
    price × variable. Its distance to the goal must then come from the room that hidden cells have.
    """
    if outcome.result is not Result.OPTIMAL:
        raise CannotProtect
    distance = abs(goal.value - puzzle.values[goal.column])
    room = {
        column: _room(puzzle, goal, column, price) for column, price in enumerate(outcome.prices) if abs(price) > TINY
    }
    choosable = puzzle.hideable - puzzle.small
    needed = distance - sum(space for column, space in room.items() if column not in choosable)
    if needed < TINY:
        raise CannotProtect
    cut = {column: min(space / needed, 1.0) for column, space in room.items() if column in choosable and space > TINY}
    if not cut:
        raise CannotProtect
    return cut


def _room(puzzle: Puzzle, goal: Goal, column: int, price: float) -> float:
    """How far this variable, once hidden, can move the goal: up to its ceiling, or down to its floor."""
    low, high = puzzle.box(column, hidden=column in puzzle.hideable, zeros=goal.zeros)
    value = puzzle.values[column]
    return price * (high - value) if price > 0 else -price * (value - low)


def _cut_by_growing(puzzle: Puzzle, goal: Goal, extra: frozenset[int], budget: Budget) -> Cut:
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
