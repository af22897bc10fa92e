"""What is a jump between two sums, and what is a month like another."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as some

from thuisplan_desktop.counts.table import CountTable
from thuisplan_desktop.region.jumps import comparable, jumped
from thuisplan_desktop.region.telling import CombinedTable

LINES = ("a", "b", "c", "d", "e", "f")


def sums(*counts: int | None, delivered: int = 10) -> CombinedTable:
    cells = dict(zip(LINES, counts, strict=False))
    table = CountTable("nk-po-2017", 1, "landelijk", "1", date(2026, 3, 24), cells)
    return CombinedTable(table, dict.fromkeys(cells, delivered), dict.fromkeys(cells, 3), delivered, 10)


def test_one_line_that_moves_far() -> None:
    """Up or down by more than ten pupils and more than half; not one that grows with what it was."""
    assert jumped(sums(40, 111, 3), sums(40, 11, 3), 5) == ("b",)
    assert jumped(sums(0, 40), sums(40, 40), 5) == ("a",)
    assert jumped(sums(10, 140), sums(0, 100), 5) == ()


def test_small_lines_that_rise_together() -> None:
    """Five more in every line: nothing moves far, and no line is small any more."""
    assert jumped(sums(5, 6, 7, 9, 45, 5), sums(0, 1, 2, 4, 40, 0), 5) == ("a", "b", "c", "d", "f")
    assert jumped(sums(5, 6, 2, 4, 40, 0), sums(0, 1, 2, 4, 40, 0), 5) == (), "two of five happen"


def test_more_senders_count_more() -> None:
    """Twice the schools and twice the pupils is no jump; twice the pupils of the same schools is one."""
    assert jumped(sums(80, delivered=20), sums(40, delivered=10), 5) == ()
    assert jumped(sums(80, delivered=10), sums(40, delivered=10), 5) == ("a",)


def test_what_is_not_there_never_jumped() -> None:
    """Not registered before, or not now, or answered by totals alone."""
    assert jumped(sums(None, 100, 100), sums(100, None), 5) == ()


def test_only_the_same_report_is_compared() -> None:
    """Another version or other definitions count otherwise."""
    one = sums(1)
    assert comparable(one, sums(2, delivered=3))
    assert not comparable(one, replace(one, table=replace(one.table, definitions="zuid-limburg-2018")))
    assert not comparable(one, replace(one, table=replace(one.table, report_version=2)))


@given(some.lists(some.integers(0, 500), min_size=6, max_size=6))
def test_the_same_sums_never_jump_and_a_hundred_more_always_does(counts: list[int]) -> None:
    """In each line of fewer than two hundred."""
    before = sums(*counts)
    assert jumped(before, before, 5) == ()
    now = sums(*(count + 101 for count in counts))
    small = tuple(line for line, count in zip(LINES, counts, strict=True) if count <= 200)
    assert set(small) <= set(jumped(now, before, 5))
