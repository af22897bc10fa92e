"""What a reader can derive from everything published together: exact lowest and highest values, in whole numbers.

The reader knows the rule (decision 3): a hidden cell is at least 1, except where a zero may be hidden because it
would disclose a whole group, that is, every member of a row in one column. A release names those cells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from thuisplan_desktop.counts.additive import Pocket, Published, System
from thuisplan_desktop.counts.solver import Budget, Outcome, OutOfTime, Program, Result, Row
from thuisplan_desktop.counts.table import Total
from thuisplan_desktop.errors import CannotProtect, NoTimeToProtect

Box = tuple[float, float]
Bounds = tuple[int, int | None]
"""The lowest and the highest value a reader can't exclude; None is unbounded."""

DEFAULT_SECONDS = 60.0
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
    """All integer tables that agree with what one reader knows: a box per variable, and the equations."""

    def __init__(self, system: System, boxes: Sequence[Box], budget: Budget) -> None:
        self._equations = system.equations
        self._boxes = list(boxes)
        self._budget = budget
        self._rows = [Row({e.total: 1.0, **dict.fromkeys(e.columns, -1.0)}, 0.0, 0.0) for e in system.equations]
        self._relaxed = Program(self._boxes, self._rows, budget, fresh=len(boxes) > _LARGE)
        self._whole: Program | None = None
        self._least: list[float] = [inf] * len(self._boxes)  # in the tables seen so far, each checked

    def relaxed_best(self, goal: Goal) -> Outcome:
        """The best a reader of broken numbers can do for a goal, never beyond its value: `hiding` learns from it."""
        low, high = self._boxes[goal.column]
        capped = (low, min(high, goal.value)) if goal.up else (max(low, goal.value), high)
        self._relaxed.bound(goal.column, *capped)
        outcome = self._relaxed.maximise({goal.column: 1.0 if goal.up else -1.0})
        self._relaxed.bound(goal.column, low, high)
        return outcome

    def is_shown(self, goal: Goal, table: Sequence[float]) -> bool:
        """Whether this table meets the goal and agrees, in whole numbers, with all that is known."""
        return self._agrees(table, goal)

    def keeps(self, goal: Goal, hint: Outcome | None = None) -> bool:
        """True when some integer table, checked here in whole numbers, agrees with all that is known and meets it."""
        if hint is not None and self._agrees(hint.columns, goal):
            return True
        low, high = self._boxes[goal.column]
        wanted = (max(low, goal.value), high) if goal.up else (low, min(high, goal.value))
        if wanted[0] > wanted[1]:
            return False
        program = self._exact()
        program.bound(goal.column, *wanted)
        outcome = program.maximise({})
        program.bound(goal.column, low, high)
        if outcome.result is not Result.OPTIMAL:
            return False
        if not self._agrees(outcome.columns, goal):
            raise CannotProtect
        return True

    def lowest(self, column: int) -> int:
        if self._least[column] == self._boxes[column][0]:
            return round(self._least[column])
        value = self._extreme(column, up=False)
        assert value is not None  # counts are never below zero
        return value

    def highest(self, column: int) -> int | None:
        """None when nothing bounds it."""
        return self._extreme(column, up=True)

    def _extreme(self, column: int, *, up: bool) -> int | None:
        costs = {column: 1.0 if up else -1.0}
        relaxed = self._relaxed.maximise(costs)
        if relaxed.result is Result.UNBOUNDED:
            return None
        if relaxed.result is Result.OPTIMAL and self._agrees(relaxed.columns):
            self._remember(relaxed.columns)
            return round(relaxed.columns[column])
        whole = self._exact().maximise(costs)
        if whole.result is not Result.OPTIMAL:
            raise ValueError("releases that contradict each other")
        if not self._agrees(whole.columns):
            raise CannotProtect
        self._remember(whole.columns)
        return round(whole.columns[column])

    def _remember(self, table: Sequence[float]) -> None:
        self._least = [min(least, round(value)) for least, value in zip(self._least, table, strict=True)]

    def _exact(self) -> Program:
        if self._whole is None:
            self._whole = Program(self._boxes, self._rows, self._budget, integers=True)
        return self._whole

    def _agrees(self, columns: Sequence[float], goal: Goal | None = None) -> bool:
        """Whether these numbers, rounded, are a table this reader can't exclude. Whole-number arithmetic only."""
        table = [round(value) for value in columns]
        return (
            all(abs(value - whole) < 1e-4 for value, whole in zip(columns, table, strict=True))
            and all(low <= value <= high for value, (low, high) in zip(table, self._boxes, strict=True))
            and all(table[e.total] == sum(table[c] for c in e.columns) for e in self._equations)
            and (goal is None or goal.met(table[goal.column]))
        )


def audit(releases: Sequence[Published], seconds: float = DEFAULT_SECONDS) -> Mapping[str, Bounds]:
    """Per hidden cell the exact lowest and highest value a reader of all these releases can't exclude.

    Needs no true value: anyone can repeat it. Raises NoTimeToProtect when the time is up, ValueError when the
    releases contradict each other.
    """
    budget = Budget(seconds)
    system, boxes = _known(releases)
    reader = Reader(system, boxes, budget)
    hidden = sorted({cell for release in releases for cell in release.hidden})
    columns = {cell: system.index[cell] for cell in hidden}
    try:
        return {cell: (reader.lowest(column), reader.highest(column)) for cell, column in columns.items()}
    except OutOfTime:
        raise NoTimeToProtect from None


def could_be_zero(release: Published) -> frozenset[str]:
    """Every hidden cell that, for all the shown cells tell, can be zero in a group that is in one column."""
    system, boxes = _known((replace(release, may_be_zero=release.hidden),))
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
