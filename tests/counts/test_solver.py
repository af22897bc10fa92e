"""The wrapper around the solver: what it says of programs that have an answer, none, or no bound."""

import random
import time
from collections.abc import Callable
from math import inf
from threading import Thread

import pytest

from thuisplan_desktop.counts.solver import Budget, OutOfTime, Program, Result, Row


def test_optimum_and_prices() -> None:
    """x + y = 5, y at least 1: x is at most 4, and each unit less of y gives one more of x."""
    outcome = Program([(0, inf), (1, inf)], [Row({0: 1.0, 1: 1.0}, 5, 5)], Budget(10)).maximise({0: 1.0})
    assert (outcome.result, outcome.value, outcome.columns) == (Result.OPTIMAL, 4.0, (4.0, 1.0))
    assert outcome.prices[1] == -1.0


def test_unbounded_and_infeasible_are_told_apart() -> None:
    """Neither has an answer, for opposite reasons; and a program can be used again after either."""
    program = Program([(0, inf), (0, inf)], [Row({0: 1.0, 1: -1.0}, 0, 0)], Budget(10))
    assert program.maximise({0: 1.0}).result is Result.UNBOUNDED
    program.bound(0, 3, 3)
    program.bound(1, 4, 4)
    assert program.maximise({0: 1.0}).result is Result.INFEASIBLE
    program.bound(1, 0, 9)
    assert program.maximise({1: 1.0}).value == 3.0


def test_whole_numbers() -> None:
    """2x = 5 has no whole answer, 2x at most 5 has 2; a row added later counts."""
    broken = Row({0: 2.0}, 5, 5)
    assert Program([(0, 9)], [broken], Budget(10), integers=True).maximise({0: 1.0}).result is Result.INFEASIBLE
    program = Program([(0, 9)], [Row({0: 2.0}, 0, 5)], Budget(10), integers=True)
    assert program.maximise({0: 1.0}).value == 2.0
    program.add_row(Row({0: 1.0}, 0, 1))
    assert program.maximise({0: 1.0}).value == 1.0


def test_nothing_to_choose() -> None:
    """A program without columns has one answer: nothing."""
    assert Program([], [], Budget(10), integers=True).maximise({}).columns == ()


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_budget_runs_out() -> None:
    """Seconds that passed don't come back, and a limit never gives any."""
    clock = Clock()
    budget = Budget(2, clock)
    clock.now = 0.5
    budget.limit(1)
    budget.limit(30)
    assert budget.left == 1
    budget.check()
    clock.now = 1.5
    assert budget.left == 0
    with pytest.raises(OutOfTime):
        budget.check()


def test_a_busy_computer_costs_no_budget() -> None:
    """Seconds of this thread are counted: what another thread works meanwhile is not."""
    budget = Budget(60)
    other = Thread(target=lambda: sum(number * number for number in range(2_000_000)))
    before = budget.left
    other.start()
    other.join()
    worked = thread_time_of(lambda: sum(number * number for number in range(2_000_000)))
    assert before - budget.left < worked * 1.5


def thread_time_of(work: Callable[[], object]) -> float:
    start = time.thread_time()
    work()
    return time.thread_time() - start


def test_an_integer_program_stops_when_the_budget_is_gone() -> None:
    """Whatever the clock on the wall says: the program asks the budget."""
    clock = Clock()
    chance = random.Random(5)
    rows = [Row(dict.fromkeys(chance.sample(range(40), 5), 1.0), 1.0, inf) for _ in range(60)]
    program = Program([(0.0, 1.0)] * 40, rows, Budget(1, clock), integers=True)
    program.add_row(Row({0: 1.0}, 0.0, 1.0))
    assert program.maximise(dict.fromkeys(range(40), -1.0)).value <= -8
    assert len(program.met) > 1
    clock.now = 2
    with pytest.raises(OutOfTime):
        program.maximise({0: -1.0})
