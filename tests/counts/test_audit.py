"""What a reader can derive, checked by hand and by an attacker who tries every table."""

import json
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counts.attacker import Page, Sum, high_enough, ranges
from thuisplan_desktop.actions.tables import coarser_helps, protect_table
from thuisplan_desktop.counts.additive import AdditiveTable, Published
from thuisplan_desktop.counts.audit import audit, could_be_zero, examine
from thuisplan_desktop.counts.examining import bounds_of
from thuisplan_desktop.counts.proving import protect_cells
from thuisplan_desktop.counts.solver import Budget
from thuisplan_desktop.counts.table import Total
from thuisplan_desktop.errors import CannotProtect, NoTimeToProtect, NotProtected


def test_hidden_means_at_least_one() -> None:
    """1 + 4 under a shown 5: each is 1 to 4."""
    assert audit([Published(5, {"t": 5}, frozenset("ab"), (Total("t", ("a", "b")),))]) == {"a": (1, 4), "b": (1, 4)}


def test_named_zeros_may_be_zero() -> None:
    """Where a zero may be hidden the whole group can be in one column."""
    table = Published(5, {"t": 8}, frozenset("ab"), (Total("t", ("a", "b")),), may_be_zero=frozenset("ab"))
    assert audit([table]) == {"a": (0, 8), "b": (0, 8)}


def test_single_hidden_cell_is_derived() -> None:
    """One unknown under a total is no secret."""
    assert audit([Published(5, {"t": 9, "b": 6}, frozenset("a"), (Total("t", ("a", "b")),))]) == {"a": (3, 3)}


def test_two_releases_are_read_together() -> None:
    """What one hides the other can give away."""
    first = Published(5, {"t": 12, "c": 8}, frozenset("ab"), (Total("t", ("a", "b", "c")),))
    second = Published(5, {"b": 3}, frozenset(), ())
    assert audit([first, second]) == {"a": (1, 1), "b": (3, 3)}


def test_maximum_and_structural_zero_narrow() -> None:
    """A reader uses all that is known."""
    totals = (Total("t", ("a", "b", "z", "n")),)
    table = Published(5, {"t": 9, "n": None}, frozenset("ab"), totals, {"a": 6}, frozenset("z"))
    assert audit([table]) == {"a": (1, 6), "b": (3, 8)}


def test_unregistered_total_bounds_nothing() -> None:
    """A total that is not registered tells nothing about its parts."""
    assert audit([Published(5, {"t": None}, frozenset("a"), (Total("t", ("a",)),))]) == {"a": (1, None)}


def test_contradicting_releases_are_an_error() -> None:
    """Two numbers for one cell, or a total smaller than its parts."""
    with pytest.raises(ValueError, match="contradict"):
        audit([Published(5, {"t": 9}, frozenset()), Published(5, {"t": 8}, frozenset())])
    with pytest.raises(ValueError, match="contradict"):
        audit([Published(5, {"t": 1}, frozenset("ab"), (Total("t", ("a", "b")),))])


def test_no_time_no_answer() -> None:
    """An audit that could not finish says so."""
    with pytest.raises(CannotProtect):
        audit([Published(5, {"t": 5}, frozenset("ab"), (Total("t", ("a", "b")),))], seconds=0)


@pytest.mark.parametrize(
    "page",
    [
        Published(5, {"t": 12, "a": 10}, frozenset(), (Total("t", ("a",), remainder=True),)),
        Published(5, {"t": 12, "a": 10}, frozenset(), (Total("t", ("a", "q")),)),
        Published(5, {"t": 12, "a": 10}, frozenset(), (Total("t", ("a", "q")), Total("q", ("r",), remainder=True))),
    ],
)
def test_what_is_not_printed_is_judged_too(page: Published) -> None:
    """A small difference between printed numbers is a small number; so says who takes a table over."""
    assert examine([page], 5).rests
    with pytest.raises(NotProtected):
        bounds_of([page])
    assert not examine([replace(page, cells={"t": 15, "a": 10})], 5).rests or len(page.totals) > 1
    assert not examine([replace(page, cells={"t": 10, "a": 10})], 5).rests


def test_one_budget_for_all_stages() -> None:
    """The choice, its audit and the offer of a coarser table end when the one budget does."""
    cells = {f"{row}{column}": (row * 7 + column * 5) % 13 for row in range(3) for column in range(3)}
    rows = {f"r{row}": [f"{row}{column}" for column in range(3)] for row in range(3)}
    lines = {**rows, **{f"c{column}": [f"{row}{column}" for row in range(3)] for column in range(3)}, "t": [*rows]}
    whole = dict(cells)
    for total, parts in lines.items():
        whole[total] = sum(whole[part] for part in parts)
    data = json.dumps({"cells": whole, "totals": [{"total": one, "parts": parts} for one, parts in lines.items()]})
    finished = 0
    for seconds in (1, 3, 10, 30, 100, 300, 3_000, 100_000):
        ticks = count()
        budget = Budget(seconds, lambda ticks=ticks: float(next(ticks)))  # type: ignore[misc]  # mypy: no default types
        try:
            protect_table(data.encode(), seconds=budget)
            finished += 1
        except NoTimeToProtect:
            assert coarser_helps(data.encode(), seconds=budget) is None or budget.left
        assert next(ticks) < seconds + 60, "no stage begins anew with all of the time"
    assert 0 < finished < 8


def test_the_same_number_said_in_a_circle() -> None:
    """One line is another, that a third, and that the first: once more than needed, and no endless sum."""
    totals = (Total("a", ("b",)), Total("b", ("c",)), Total("c", ("a",)))
    assert audit([Published(5, {"c": 9}, frozenset("ab"), totals)]) == {"a": (9, 9), "b": (9, 9)}
    assert protect_cells(AdditiveTable({"a": 3, "b": 3, "c": 3}, totals)).published.hidden == {"a", "b", "c"}


def test_whole_numbers_beat_broken_ones() -> None:
    """Three pairs that each sum to 5: broken numbers allow 2.5 each, whole ones allow nothing."""
    totals = (Total("p", ("a", "b")), Total("q", ("b", "c")), Total("r", ("c", "a")))
    with pytest.raises(ValueError, match="contradict"):
        audit([Published(5, {"p": 5, "q": 5, "r": 5}, frozenset("abc"), totals)])


def test_which_zeros_are_possible_follows_from_what_is_shown() -> None:
    """A shown sibling that is not zero excludes that the whole group is elsewhere."""
    totals = (Total("t", ("a", "b", "c")),)
    assert could_be_zero(Published(5, {"t": 12, "c": 0}, frozenset("ab"), totals)) == {"a", "b"}
    assert could_be_zero(Published(5, {"t": 12, "c": 2}, frozenset("ab"), totals)) == frozenset()


@given(
    st.lists(st.integers(0, 4), min_size=4, max_size=4),
    st.sets(st.sampled_from(["a", "b", "c", "d", "r", "s", "v", "w", "t"]), min_size=1),
)
@settings(max_examples=50)
def test_bounds_of_any_hidden_set_are_exact(values: list[int], hidden: set[str]) -> None:
    """Two by two with margins, any cells hidden: the audit and the attacker agree on every bound."""
    a, b, c, d = values
    truth = {"a": a, "b": b, "c": c, "d": d, "r": a + b, "s": c + d, "v": a + c, "w": b + d, "t": a + b + c + d}
    pairs = [("r", "ab"), ("s", "cd"), ("v", "ac"), ("w", "bd"), ("t", "rs"), ("t", "vw")]
    away = frozenset(cell for cell in hidden if truth[cell])
    shown = {cell: value for cell, value in truth.items() if cell not in away}
    bounds = audit([Published(5, shown, away, tuple(Total(total, tuple(parts)) for total, parts in pairs))])
    sums = [Sum(total, tuple(parts)) for total, parts in pairs]
    ceiling = high_enough(shown, frozenset(), sums)
    wanted = {cell: (lambda table, cell=cell: table[cell]) for cell in away}
    found = ranges(Page(shown, away, sums), ceiling, wanted)
    for cell, (low, high) in bounds.items():
        assert min(found[cell]) == low
        assert max(found[cell]) >= 5 if high is None else max(found[cell]) == high
