"""The wrapper around the solver: what it says of programs that have an answer, none, or no bound."""

from math import inf

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


def test_budget_runs_out() -> None:
    """Spent seconds don't come back."""
    budget = Budget(1)
    budget.spend(0.5)
    assert budget.left == 0.5
    with pytest.raises(OutOfTime):
        budget.spend(0.6)
    assert budget.left == 0
