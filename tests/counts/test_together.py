"""What small cells do for each other: found many at once, and each a table that agrees with all that is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuisplan_desktop.counts.additive import AdditiveTable
from thuisplan_desktop.counts.audit import Goal
from thuisplan_desktop.counts.changes import Change, Changes
from thuisplan_desktop.counts.puzzle import Puzzle
from thuisplan_desktop.counts.solver import Budget
from thuisplan_desktop.counts.table import Total
from thuisplan_desktop.counts.together import reached_together

GRIDS = st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=3, max_size=5)


def _square(rows: list[list[int]]) -> AdditiveTable:
    cells = {f"{r}.{c}": value for r, row in enumerate(rows) for c, value in enumerate(row)}
    across, down = range(len(rows)), range(len(rows[0]))
    cells |= {f"{r}.T": sum(rows[r]) for r in across} | {f"T.{c}": sum(row[c] for row in rows) for c in down}
    totals = [Total(f"{r}.T", tuple(f"{r}.{c}" for c in down)) for r in across]
    totals += [Total(f"T.{c}", tuple(f"{r}.{c}" for r in across)) for c in down]
    return AdditiveTable(cells, tuple(totals))


def _search(table: AdditiveTable) -> tuple[Puzzle, dict[Goal, Change]]:
    puzzle = Puzzle(table)
    changes = Changes(puzzle, Budget(60.0), zeros=False, priced=False)
    for column in puzzle.choosable:
        changes.show(column)
    needs = {goal: goal.value - puzzle.values[goal.column] for goal in puzzle.goals if not goal.zeros}
    return puzzle, dict(reached_together(changes, needs, whole=puzzle.whole))


def test_small_cells_that_protect_each_other_are_found_without_hiding_another() -> None:
    """Four 3s at the corners of a rectangle can each be 1 and 5."""
    puzzle, reached = _search(_square([[3, 3, 9, 9], [3, 3, 9, 9], [9, 9, 9, 9]]))
    assert len(puzzle.goals) == 8
    assert len(reached) == 8


@pytest.mark.parametrize("seldom", [1, 4])
def test_a_small_cell_alone_finds_no_help(seldom: int) -> None:
    """Every other number of its row is shown."""
    _, reached = _search(_square([[seldom, 9, 9, 9], [9, 9, 9, 9], [9, 9, 9, 9]]))
    assert not reached


@given(GRIDS)
def test_each_change_reaches_its_goal_and_leaves_what_is_shown(rows: list[list[int]]) -> None:
    """What it makes of the true table adds up, and only small cells differ, none below 1."""
    puzzle, reached = _search(_square(rows))
    for goal, change in reached.items():
        table = [value + change.get(column, 0.0) for column, value in enumerate(puzzle.values)]
        assert goal.met(table[goal.column])
        assert change.keys() <= puzzle.small | set(puzzle.spreads)
        assert all(table[column] >= 1 - 1e-6 for column in puzzle.small)
        for equation in puzzle.system.equations:
            assert table[equation.total] == pytest.approx(sum(table[column] for column in equation.columns), abs=1e-6)
