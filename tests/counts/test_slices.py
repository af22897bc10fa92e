"""The tables within a table, and what they prove: found from the sums alone."""

import random
from itertools import product

import pytest

from thuisplan_desktop.counts import hiding
from thuisplan_desktop.counts.additive import AdditiveTable, System
from thuisplan_desktop.counts.hiding import Search, choose
from thuisplan_desktop.counts.puzzle import Puzzle
from thuisplan_desktop.counts.slices import slices, thinnest
from thuisplan_desktop.counts.solver import Budget
from thuisplan_desktop.counts.table import Total


def cube(sizes: tuple[int, ...], seed: int, counts: tuple[int, ...] = (0, 1, 3, 9, 20)) -> AdditiveTable:
    """Random small counts over dimensions, all margins and sums with them; cells have shuffled, meaningless names."""
    chance = random.Random(seed)
    keys = list(product(*((*range(size), "T") for size in sizes)))
    names = dict(zip(keys, chance.sample([f"n{number}" for number in range(len(keys))], len(keys)), strict=True))
    leaves = {key: chance.choice(counts) for key in product(*map(range, sizes))}
    cells = {
        names[key]: sum(
            count for leaf, count in leaves.items() if all(a in (b, "T") for a, b in zip(key, leaf, strict=True))
        )
        for key in keys
    }
    totals = [
        Total(names[key], tuple(names[(*key[:place], value, *key[place + 1 :])] for value in range(size)))
        for key in keys
        for place, size in enumerate(sizes)
        if key[place] == "T"
    ]
    return AdditiveTable(cells, tuple(chance.sample(totals, len(totals))))


def system(table: AdditiveTable) -> System:
    return System(table.cells, table.totals, frozenset())


def test_a_cube_has_a_slice_for_each_value_and_total() -> None:
    """Of 2 by 3 by 4: three, four and five tables of two dimensions, each with its own margins."""
    found = slices(system(cube((2, 3, 4), 1)).equations)
    cells = sorted(len({column for one in part for column in (one.total, *one.columns)}) for part in found)
    assert cells == sorted([4 * 5] * 3 + [3 * 5] * 4 + [3 * 4] * 5)


def test_two_dimensions_have_no_slices() -> None:
    """Forget one direction and nothing but lines is left."""
    assert slices(system(cube((4, 5), 2)).equations) == []


def test_slices_of_slices_are_tables_of_two_dimensions() -> None:
    """Of 2 by 2 by 2 by 3: for each pair of directions one table for each place in the other two, once."""
    found = thinnest(system(cube((2, 2, 2, 3), 3)).equations)
    cells = sorted(len({column for one in part for column in (one.total, *one.columns)}) for part in found)
    assert cells == sorted([3 * 3] * 3 * 3 * 4 + [3 * 4] * 3 * 3 * 3)


def test_a_group_in_one_column_does_not_hide_the_slices() -> None:
    """How much of a group is in other columns is a variable of its own; it goes where its sum goes."""
    puzzle = Puzzle(sparse := cube((2, 3, 4), 1, counts=(0, 0, 0, 1, 20)))
    assert puzzle.pockets
    assert len(slices(puzzle.system.equations)) == len(slices(system(sparse).equations))


def test_a_table_too_large_for_a_proof_has_a_floor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its tables of two dimensions tell how many cells every choice hides."""
    table = cube((2, 2, 3), 1)
    with monkeypatch.context() as small:
        small.setattr(hiding, "_LARGE_TABLE", 10)
        search = Search(Puzzle(table), Budget(30.0))
        search.prove()
    assert 0 < search.least <= choose(table, 60.0).least_extra


def test_sums_that_go_in_no_direction_have_no_slices() -> None:
    """A list with a sum of sums is no table of dimensions."""
    totals = (Total("t", ("a", "b")), Total("a", ("c", "d")), Total("b", ("e", "f", "g")))
    assert slices(System("tabcdefg", totals, frozenset()).equations) == []


def test_a_slice_needs_no_more_than_the_whole_hides_in_it() -> None:
    """The floor that a slice gives holds for the choice that was proven to be the smallest."""
    for seed in range(3):
        table = cube((2, 2, 3), seed)
        best, puzzle = choose(table, 60.0), Puzzle(table)
        assert len(best.extra) == best.least_extra
        puzzle.aim(Budget(10))
        for equations in slices(puzzle.system.equations):
            part = puzzle.part(equations)
            inside = {puzzle.system.names[column] for column in part.candidates}
            search = Search(part, Budget(30))
            search.prove()
            assert search.least <= len(best.extra & inside)
