"""Sums of tables that were protected at the school: from the least to the most they can be, never a guess between."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from region.telling_factory import ON, make_profile, make_roster, make_telling
from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.errors import DefinitionsDiffer, ImplausibleSum
from thuisplan_desktop.region.intervals import SchoolTable, add_tables

PROFILE = make_profile("nk-po-2017")
CELLS = PROFILE.layouts[0].cells
TELLING = make_telling(make_roster(6))


def table(value: int | Mark | None, bounds: tuple[int, int | None] = (1, 4), **changes: object) -> SchoolTable:
    """The same value in every cell."""
    made = SchoolTable(
        "nk-po-2017", 1, PROFILE.definitions, PROFILE.definitions_version, ON,
        MappingProxyType(dict.fromkeys(CELLS, value)), MappingProxyType(dict.fromkeys(CELLS, bounds)),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type] - the names are the tests' own


def summed(*tables: SchoolTable) -> tuple[int | None, int | None, int]:
    (found,) = add_tables([[one] for one in tables], TELLING, PROFILE)
    assert (found.delivered, found.enrolled) == (len(tables), 6)
    return found.lowest[CELLS[0]], found.highest[CELLS[0]], found.registering[CELLS[0]]


def test_hidden_cells_widen_the_sum() -> None:
    """Seven shown and two hidden of 1 to 4 are 9 to 15; what is not registered adds nothing and says so."""
    assert summed(table(7), table(Mark.HIDDEN), table(Mark.HIDDEN), table(None)) == (9, 15, 3)
    assert summed(table(None)) == (None, None, 0)
    assert summed(table(7), table(Mark.HIDDEN, (1, None))) == (8, None, 2)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_the_true_sum_lies_between(counts: list[int]) -> None:
    """Whatever is hidden, as long as each bound holds its own true count."""
    tables = [table(Mark.HIDDEN, (max(0, one - 2), one + 3)) if 0 < one < 5 else table(one) for one in counts]
    low, high, _ = summed(*tables)
    assert low is not None
    assert high is not None
    assert low <= sum(counts) <= high


def test_tables_that_can_not_be_added() -> None:
    """Another report, definitions or day; a bound that is upside down or beyond what a school can count."""
    for odd in (table(1, report="nk-vo-2017"), table(1, definitions="landelijk"), table(1, cells={"x": 1})):
        with pytest.raises(DefinitionsDiffer):
            summed(odd)
    for odd in (table(Mark.HIDDEN, (4, 1)), table(10_001), table(-1)):
        with pytest.raises(ImplausibleSum):
            summed(odd)
