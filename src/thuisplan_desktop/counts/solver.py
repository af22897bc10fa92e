"""The one door to HiGHS: linear and integer programs whose bounds and objective change while their rows stay.

The arithmetic is HiGHS's; what is true is never taken from it unchecked: `audit` verifies every integer table it
returns in whole numbers.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate
from math import inf
from threading import local
from typing import Any

import highspy

from thuisplan_desktop.errors import CannotProtect

_EXACT = 1e-9  # the tightest integrality HiGHS accepts without trouble; the default is 1e-6
_PRIMAL = 4  # the number of the primal simplex method in HiGHS
_DONE = {
    highspy.HighsModelStatus.kInfeasible: "infeasible",
    highspy.HighsModelStatus.kUnbounded: "unbounded",
    highspy.HighsModelStatus.kOptimal: "optimal",
    highspy.HighsModelStatus.kModelEmpty: "optimal",  # nothing to choose
}


_STOPPED = (highspy.HighsModelStatus.kInterrupt, highspy.HighsModelStatus.kTimeLimit)
_BLINK = 0.005  # seconds
_PATIENCE = 20.0  # seconds on the wall for each second of the processor: nothing hangs for ever


Corner = highspy.HighsBasis
"""Where a run of a linear program ended."""


class Result(Enum):
    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"


@dataclass(frozen=True)
class Outcome:
    """What a run found. `prices` are the reduced costs of a linear program: empty for an integer one."""

    result: Result
    value: float = 0.0
    columns: tuple[float, ...] = ()
    prices: tuple[float, ...] = ()


class OutOfTime(Exception):
    """The budget is used up. It never leaves this room: `hiding` and `audit` say what follows from it."""


class _Worked(local):
    """The seconds that this thread worked, at most a blink ago: asking the system costs more than a small program."""

    def __init__(self) -> None:
        self._seen = -inf
        self._worked = 0.0

    def __call__(self) -> float:
        now = time.perf_counter()
        if now - self._seen > _BLINK:
            self._seen, self._worked = now, time.thread_time()
        return self._worked


_WORKED = _Worked()


class Budget:
    """Seconds of this thread's processor time that a task may use. When they are gone the task ends with OutOfTime.

    Not the clock on the wall: another program that keeps the computer busy must not lead to another table.
    `enough` is asked often, on this thread; once it says so, nothing is left.
    """

    def __init__(
        self, seconds: float, clock: Callable[[], float] = _WORKED, enough: Callable[[], bool] = lambda: False
    ) -> None:
        self._clock = clock
        self._enough = enough
        self._end = clock() + seconds

    @property
    def left(self) -> float:
        return 0.0 if self._enough() else max(self._end - self._clock(), 0.0)

    def part(self, share: float, most: float = inf, enough: Callable[[], bool] | None = None) -> "Budget":
        """A share of what is left, at `most` so many seconds, for one stage of the task: what it uses, the task has
        used. A stage that somebody has had `enough` of leaves the task the rest."""
        return Budget(min(self.left * share, most), self._clock, enough or self._enough)

    def limit(self, seconds: float) -> None:
        """No more than this many of the seconds that are left."""
        self._end = min(self._end, self._clock() + seconds)

    def check(self) -> None:
        """Raises OutOfTime when nothing is left."""
        if not self.left:
            raise OutOfTime


Time = float | Budget
"""Seconds for one task, or what is left of those of the task that it is a stage of."""


def budget_of(time_: Time) -> Budget:
    return time_ if isinstance(time_, Budget) else Budget(time_)


@dataclass(frozen=True)
class Row:
    """`low <= sum of factor × column <= high`"""

    terms: Mapping[int, float]
    low: float
    high: float


class Program:
    """Maximise over columns within bounds and rows. Columns that `integers` names take whole values only."""

    def __init__(
        self,
        bounds: Sequence[tuple[float, float]],
        rows: Sequence[Row],
        budget: Budget,
        *,
        integers: bool = False,
        gap: float = 0.5,
        fresh: bool = False,
        primal: bool = False,
    ) -> None:
        """`gap`: how far from the best value a run may stop; 0.5 is exact where values are whole numbers.

        `fresh`: each run starts anew; where most bounds and costs differ from the last run that is ten times faster.
        `primal`: each run goes on from the last answer; where only costs differ, that answer is a table already.
        """
        self._budget = budget
        self._fresh = fresh
        self._integers = integers
        self._costs: dict[int, float] = {}
        self._bounds = list(bounds)
        self.met: list[tuple[float, ...]] = []
        """Every answer that the last run of an integer program met on its way, the best or not."""
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]  # its constructor has no annotations
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("threads", 1)
        self._highs.setOptionValue("mip_feasibility_tolerance", _EXACT)
        self._highs.passModel(_model(bounds, rows, integers=integers))
        self._highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        if fresh or primal:
            self._highs.setOptionValue("presolve", "off")
        if primal:
            self._highs.setOptionValue("simplex_strategy", _PRIMAL)
        if integers:
            self._highs.setOptionValue("mip_rel_gap", 0.0)
            self._highs.setOptionValue("mip_abs_gap", gap)
            self._highs.cbMipInterrupt.subscribe(self._interrupt)
            self._highs.cbMipSolution.subscribe(self._meet)

    def _interrupt(self, event: Any) -> None:
        """HiGHS knows the clock on the wall only, so an integer program asks often whether it may go on."""
        if not self._budget.left:
            event.interrupt()

    def _meet(self, event: Any) -> None:
        self.met.append(tuple(event.data_out.mip_solution))

    def add_row(self, row: Row) -> None:
        self._highs.addRow(row.low, row.high, len(row.terms), list(row.terms.keys()), list(row.terms.values()))

    def bound(self, column: int, low: float, high: float) -> None:
        self._bounds[column] = (low, high)
        self._highs.changeColBounds(column, low, high)

    def bound_all(self, bounds: Sequence[tuple[float, float]]) -> None:
        """New bounds for every column; only what differs is told to the solver."""
        changed = [number for number, pair in enumerate(bounds) if pair != self._bounds[number]]
        if changed:
            lows, highs = zip(*(bounds[number] for number in changed), strict=True)
            self._highs.changeColsBounds(len(changed), changed, list(lows), list(highs))
        self._bounds = list(bounds)

    @property
    def corner(self) -> Corner:
        """Where the last run of a linear program ended: a later run can go on from there."""
        return self._highs.getBasis()

    def go_on_from(self, corner: Corner) -> None:
        """The next run starts from where one like it ended, not from the last."""
        self._highs.setBasis(corner)

    def stop_within(self, gap: float) -> None:
        """From here on a run may stop so far from the best value."""
        self._highs.setOptionValue("mip_abs_gap", gap)

    def bound_row(self, row: int, low: float, high: float) -> None:
        self._highs.changeRowBounds(row, low, high)

    @property
    def reach(self) -> float:
        """After a run of an integer program, finished or not: no choice is better than this."""
        return float(self._highs.getInfo().mip_dual_bound)

    def maximise(self, costs: Mapping[int, float]) -> Outcome:
        """Raises OutOfTime when the budget is used up, CannotProtect when HiGHS gives no answer at all."""
        self._aim(costs)
        if self._fresh:
            self._highs.clearSolver()
        outcome = self._run()
        if outcome is not None:
            return outcome
        self._aim({})  # unbounded or infeasible: without an aim only the second remains
        feasible = (again := self._run()) is not None and again.result is Result.OPTIMAL
        return Outcome(Result.UNBOUNDED if feasible else Result.INFEASIBLE)

    def _aim(self, costs: Mapping[int, float]) -> None:
        if costs == self._costs:
            return
        wanted = {**dict.fromkeys(self._costs, 0.0), **costs}
        changed = {column: cost for column, cost in wanted.items() if cost != self._costs.get(column, 0.0)}
        if changed:
            self._highs.changeColsCost(len(changed), list(changed), list(changed.values()))
        self._costs = dict(costs)

    def _run(self) -> Outcome | None:
        status = self._status()
        if status == highspy.HighsModelStatus.kUnknown:
            self._highs.clearSolver()  # a start from the previous answer can get stuck; a fresh start does not
            status = self._status()
        if status in _STOPPED:
            raise OutOfTime
        if status == highspy.HighsModelStatus.kUnboundedOrInfeasible:
            return None
        if status not in _DONE:
            raise CannotProtect
        result = Result(_DONE[status])
        if result is not Result.OPTIMAL:
            return Outcome(result)
        solution = self._highs.getSolution()
        prices = () if self._integers else tuple(solution.col_dual)
        return Outcome(result, self._highs.getInfo().objective_function_value, tuple(solution.col_value), prices)

    def _status(self) -> highspy.HighsModelStatus:
        left = self._budget.left  # asked once a run: where programs are small, asking is what takes the time
        if not left:
            raise OutOfTime
        self.met.clear()
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + left * _PATIENCE)
        self._highs.run()
        return self._highs.getModelStatus()


def _model(bounds: Sequence[tuple[float, float]], rows: Sequence[Row], *, integers: bool) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_col_ = len(bounds)
    model.num_row_ = len(rows)
    model.col_cost_ = [0.0] * len(bounds)
    model.col_lower_ = [low for low, _ in bounds]
    model.col_upper_ = [high for _, high in bounds]
    model.row_lower_ = [row.low for row in rows]
    model.row_upper_ = [row.high for row in rows]
    if integers:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(bounds)
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = list(accumulate((len(row.terms) for row in rows), initial=0))
    matrix.index_ = [column for row in rows for column in row.terms]
    matrix.value_ = [factor for row in rows for factor in row.terms.values()]
    return model
