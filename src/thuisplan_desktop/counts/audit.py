"""What a reader can derive from everything published together: exact lowest and highest values, in whole numbers.

The reader knows the rule (decision 3): a hidden cell is at least 1, except where a zero may be hidden because it
would disclose a whole group, that is, every member of a row in one column. A release names those cells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil, floor, inf
from random import Random

from thuisplan_desktop.counts.additive import Pocket, Published, System
from thuisplan_desktop.counts.narrowing import Box, Narrowed
from thuisplan_desktop.counts.solver import Budget, Outcome, OutOfTime, Program, Result, Row, Time, budget_of
from thuisplan_desktop.counts.table import Total
from thuisplan_desktop.errors import CannotProtect, NoTimeToProtect

Bounds = tuple[int, int | None]
"""The lowest and the highest value a reader can't exclude; None is unbounded."""

DEFAULT_SECONDS = 60.0
_NEARLY = 1e-6  # how far a solver's number may be from the whole number that it stands for
_ROUNDABLE, _AT_ONCE = 0.3, 8  # how far from whole, and how many numbers, are rounded together
_DIVES = 3
_LARGE = 600  # variables; from here on a fresh start costs a solver less than leaving its last answer


@dataclass(frozen=True)
class Goal:
    """A reader must not be able to exclude that this column is as low, or as high, as `value`.

    With `zeros` the table that shows it may have hidden zeros wherever the rule allows them.
    """

    column: int
    value: int
    up: bool
    zeros: bool = False

    def met(self, found: float) -> bool:
        return found >= self.value - 1e-6 if self.up else found <= self.value + 1e-6


class Reader:
    """All integer tables that agree with what one reader knows: a box per variable, and the equations.

    It remembers the extremes of the tables it has seen, each checked in whole numbers: what one table shows of many
    cells need not be asked again.
    """

    def __init__(self, system: System, boxes: Sequence[Box], budget: Budget) -> None:
        self._equations = system.equations
        self._boxes = list(boxes)
        self._budget = budget
        self._chance = Random(len(self._boxes))  # noqa: S311  (the same each time; no secret)
        self._open = Narrowed(system.equations, boxes)
        self._least: list[float] = [inf] * len(self._boxes)
        self._most: list[float] = [-inf] * len(self._boxes)

    @cached_property
    def _full(self) -> Program:
        rows = [Row({e.total: 1.0, **dict.fromkeys(e.columns, -1.0)}, 0.0, 0.0) for e in self._equations]
        return Program(self._boxes, rows, self._budget, fresh=len(self._boxes) > _LARGE)

    @cached_property
    def _relaxed(self) -> Program:
        return Program(self._open.boxes, self._open.rows, self._budget, primal=True)

    @cached_property
    def _rounded(self) -> Program:
        return Program(self._open.boxes, self._open.rows, self._budget)

    @cached_property
    def _exact(self) -> Program:
        return Program(self._open.boxes, self._open.rows, self._budget, integers=True)

    def relaxed_best(self, goal: Goal) -> Outcome:
        """The best a reader of broken numbers can do for a goal, never beyond its value: `hiding` learns from it."""
        low, high = self._boxes[goal.column]
        capped = (low, min(high, goal.value)) if goal.up else (max(low, goal.value), high)
        self._full.bound(goal.column, *capped)
        outcome = self._full.maximise({goal.column: 1.0 if goal.up else -1.0})
        self._full.bound(goal.column, low, high)
        return outcome

    def learn(self, table: Sequence[float]) -> bool:
        """Remember a table if, rounded, it agrees with all that is known. Whole-number arithmetic only."""
        whole = [round(value) for value in table]
        if any(abs(value - one) > _NEARLY for value, one in zip(table, whole, strict=True)) or not self._agrees(whole):
            return False
        self._least = list(map(min, self._least, whole))
        self._most = list(map(max, self._most, whole))
        return True

    def _agrees(self, table: Sequence[int]) -> bool:
        return all(low <= value <= high for value, (low, high) in zip(table, self._boxes, strict=True)) and all(
            table[e.total] == sum([table[c] for c in e.columns]) for e in self._equations
        )

    def has_shown(self, goal: Goal) -> bool:
        """Whether a table seen so far reaches the goal."""
        return goal.met(self._most[goal.column] if goal.up else self._least[goal.column])

    def may_reach(self, goal: Goal) -> bool:
        """False when not even broken numbers reach the goal."""
        return self.has_shown(goal) or goal.met(self._limit(goal.column, up=goal.up))

    def keeps(self, goal: Goal) -> bool:
        """True when some integer table, checked here in whole numbers, agrees with all that is known and meets it."""
        if not self.may_reach(goal):
            return False
        if self.has_shown(goal):
            return True
        low, high = self._open.range_of(goal.column)
        return self._find(goal.column, max(goal.value, low) if goal.up else low, high if goal.up else goal.value)

    def is_possible(self) -> bool:
        """Whether any table agrees with all that is known."""
        return not self._open.impossible and (not self._boxes or self._find_any())

    def lowest(self, column: int) -> int:
        value = self._extreme(column, up=False)
        assert value is not None  # counts are never below zero
        return value

    def highest(self, column: int) -> int | None:
        """None when nothing bounds it."""
        return self._extreme(column, up=True)

    def _extreme(self, column: int, *, up: bool) -> int | None:
        limit = self._limit(column, up=up)
        if up and limit == inf and self._find(column, *self._open.range_of(column)):
            return None
        seen = self._most if up else self._least
        if abs(limit) == inf:
            raise ValueError("releases that contradict each other")
        nearest = floor(limit + _NEARLY) if up else ceil(limit - _NEARLY)
        if seen[column] == nearest or self._find(column, nearest, nearest):
            return nearest
        whole = self._exact.maximise(self._open.costs(column, up=up))
        if whole.result is not Result.OPTIMAL:
            raise ValueError("releases that contradict each other")
        return round(self._taken_over(whole)[column])

    def _limit(self, column: int, *, up: bool) -> float:
        """No table has more (with `up`; less without) in this column; the other infinity when there is no table."""
        none = -inf if up else inf
        if self._open.impossible:
            return none
        low, high = self._open.range_of(column)
        edge = high if up else low
        if low == high or (self._most if up else self._least)[column] == edge:
            return edge
        outcome = self._relaxed.maximise(self._open.costs(column, up=up))
        if outcome.result is not Result.OPTIMAL:
            return inf if outcome.result is Result.UNBOUNDED else none
        table = self._open.expand(outcome.columns)
        self.learn(table)
        return table[column]

    def _find(self, column: int, low: float, high: float) -> bool:
        """Whether a table has this column in this range; it is remembered."""
        if not self._open.is_open(column):
            return self._find_any() and low <= self._most[column] <= high
        if self._dive(column, low, high):
            return True
        self._open.bind(self._exact, column, low, high)
        outcome = self._exact.maximise({})
        self._open.bind(self._exact, column, *self._open.range_of(column))
        if outcome.result is Result.OPTIMAL:
            self._taken_over(outcome)
        return outcome.result is Result.OPTIMAL

    def _dive(self, column: int, low: float, high: float) -> bool:
        """Whether rounding what is broken, a few numbers at a time, ends in a table; if not, there can be one still."""
        self._open.bind(self._rounded, column, low, high)
        found = any(self._rounds_to_table(self._slope()) for _ in range(_DIVES))
        self._open.bind(self._rounded, column, *self._open.range_of(column))
        return found

    def _slope(self) -> Mapping[int, float]:
        """Some direction: each dive starts from another corner."""
        return {
            number: self._chance.uniform(-1.0, float(high < inf)) for number, (_, high) in enumerate(self._open.boxes)
        }

    def _rounds_to_table(self, costs: Mapping[int, float]) -> bool:
        outcome, fixed = self._rounded.maximise(costs), set[int]()
        while outcome.result is Result.OPTIMAL and (broken := _broken(outcome.columns)):
            for number in broken:
                self._rounded.bound(number, *[float(round(outcome.columns[number]))] * 2)
            fixed.update(broken)
            outcome = self._rounded.maximise(costs)
        for number in fixed:
            self._rounded.bound(number, *self._open.boxes[number])
        return outcome.result is Result.OPTIMAL and self.learn(self._open.expand(outcome.columns))

    def _find_any(self) -> bool:
        if self._most[0] > -inf:
            return True
        outcome = self._exact.maximise({})
        if outcome.result is Result.OPTIMAL:
            self._taken_over(outcome)
        return outcome.result is Result.OPTIMAL

    def _taken_over(self, outcome: Outcome) -> list[float]:
        """The solver's table, checked. Raises CannotProtect when it is none after all."""
        table = self._open.expand(outcome.columns)
        if not self.learn(table):
            raise CannotProtect
        return table


def _broken(values: Sequence[float]) -> list[int]:
    """Of the numbers that are not whole those nearest to it: the nearest one, and what is as good as whole."""
    away = sorted((abs(value - round(value)), number) for number, value in enumerate(values))
    broken = [(gap, number) for gap, number in away if gap > _NEARLY]
    return [number for gap, number in broken if gap <= max(_ROUNDABLE, broken[0][0])][:_AT_ONCE]


def audit(releases: Sequence[Published], seconds: Time = DEFAULT_SECONDS) -> Mapping[str, Bounds]:
    """Per hidden cell the exact lowest and highest value a reader of all these releases can't exclude.

    Needs no true value: anyone can repeat it. Raises NoTimeToProtect when the time is up, ValueError when the
    releases contradict each other.
    """
    system, reader = _reader(releases, budget_of(seconds))
    try:
        return _bounds(system, reader, releases)
    except OutOfTime:
        raise NoTimeToProtect from None


@dataclass(frozen=True)
class Findings:
    """The bounds of each hidden cell, and the `rests`: numbers that no release prints and that can be nothing but
    small, such as what a 'waarvan' line leaves, or a cell that only sums know of."""

    bounds: Mapping[str, Bounds]
    rests: tuple[str, ...]


def examine(releases: Sequence[Published], threshold: int, seconds: Time = DEFAULT_SECONDS) -> Findings:
    """As `audit`, and besides what is not printed: a difference is a count like any other. Raises as `audit`."""
    system, reader = _reader(releases, budget_of(seconds))
    try:
        bounds = _bounds(system, reader, releases)
        rests = [
            name
            for column, name in _unprinted(system, releases).items()
            if not reader.keeps(Goal(column, 0, up=False)) and not reader.keeps(Goal(column, threshold, up=True))
        ]
    except OutOfTime:
        raise NoTimeToProtect from None
    return Findings(bounds, tuple(rests))


def is_given_away(pair: Bounds, threshold: int) -> bool:
    """The rule of maker and reader for a hidden cell: it has one possible number, or none but small ones."""
    low, high = pair
    return low == high or (low >= 1 and high is not None and high < threshold)


def _bounds(system: System, reader: Reader, releases: Sequence[Published]) -> Mapping[str, Bounds]:
    hidden = sorted({cell for release in releases for cell in release.hidden})
    if not hidden and not reader.is_possible():  # else the first hidden cell shows a table, or that there is none
        raise ValueError("releases that contradict each other")
    columns = {cell: system.index[cell] for cell in hidden}
    return {cell: (reader.lowest(column), reader.highest(column)) for cell, column in columns.items()}


def _unprinted(system: System, releases: Sequence[Published]) -> dict[int, str]:
    printed = {cell for release in releases for cell in (*release.cells, *release.hidden, *release.helpers)}
    rests = {column: f"rest van {system.names[e.total]}" for e in system.equations for column in e.columns[e.listed :]}
    return rests | {column: name for name, column in system.index.items() if name not in printed}


def _reader(releases: Sequence[Published], budget: Budget) -> tuple[System, Reader]:
    system, boxes = _known(releases)
    return system, Reader(system, boxes, budget)


def could_be_zero(release: Published, never: frozenset[str] = frozenset()) -> frozenset[str]:
    """Every hidden cell that, for all the shown cells tell, can be zero in a group that is in one column.

    What is in `never` can't be.
    """
    system, boxes = _known((replace(release, may_be_zero=release.hidden - never),))
    fitting = [pocket for pocket in system.pockets() if _fits(pocket, boxes)]
    zeros = frozenset(system.names[column] for pocket in fitting for column in pocket.zeros)
    return zeros & release.hidden


def _fits(pocket: Pocket, boxes: Sequence[Box]) -> bool:
    """Shown cells leave room for this whole group in one column: the column is the total, and the rest is zero."""
    (low, high), (least, most) = boxes[pocket.column], boxes[pocket.equation.total]
    return max(low, least, 1) <= min(high, most) and all(boxes[column][0] == 0 for column in pocket.zeros)


def _known(releases: Sequence[Published]) -> tuple[System, list[Box]]:
    """One system over all releases, and what they tell together about each variable."""
    totals = tuple(total for release in releases for total in release.totals)
    unregistered = frozenset(cell for release in releases for cell, value in release.cells.items() if value is None)
    system = System(_ids(releases, totals), totals, unregistered)
    boxes = _boxes(system, releases)
    if any(low > high for low, high in boxes):
        raise ValueError("releases that contradict each other")
    return system, boxes


def _boxes(system: System, releases: Sequence[Published]) -> list[Box]:
    boxes: list[Box] = [(0.0, inf)] * len(system.names)

    def narrow(cell: str, low: float, high: float) -> None:
        if cell in system.index:
            column = system.index[cell]
            boxes[column] = (max(boxes[column][0], low), min(boxes[column][1], high))

    for release in releases:
        for cell in release.hidden - release.may_be_zero:
            narrow(cell, 1, inf)
        for cell, most in release.maximum.items():
            narrow(cell, 0, most)
        for cell in release.structural_zero:
            narrow(cell, 0, 0)
        for cell, value in release.cells.items():
            narrow(cell, value or 0, value or 0)
    return boxes


def _ids(releases: Sequence[Published], totals: Sequence[Total]) -> list[str]:
    shown = [cell for release in releases for cell in (*release.cells, *sorted(release.hidden))]
    return list(dict.fromkeys([*shown, *(cell for total in totals for cell in (total.total, *total.parts))]))
