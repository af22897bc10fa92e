"""Reports of different makers say one thing in different words; nobody may subtract one from the other."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from thuisplan_desktop.counts.additive import Published
from thuisplan_desktop.counts.audit import audit
from thuisplan_desktop.counts.identities import SUMS, links
from thuisplan_desktop.counts.protect import protect, protect_together, released
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.table import CountTable, Mark, Total
from thuisplan_desktop.errors import GivenAwayBefore

SCOPE = "vo/2026-10-01/"
COUNTED = (
    "dreigend_thuiszittend", "verzuim_4_weken_tot_3_maanden", "langdurig_verzuim_langer_dan_3_maanden",
    "niet_ingeschreven_leerplichtig", "vrijstelling_5_onder_a", "vrijstelling_5_onder_b", "vrijstelling_5_onder_c",
    "vrijstelling_15",
)  # fmt: skip
counts = st.lists(st.integers(0, 12), min_size=len(COUNTED), max_size=len(COUNTED))


def table_of(name: str, counted: Mapping[str, int]) -> CountTable:
    """One report filled with these counts, its sums worked out, everything else zero."""
    known = report(name)
    cells: dict[str, int | None] = {cell: counted.get(cell, 0) for cell in known.cells}
    for total in known.totals:
        if not total.remainder:
            cells[total.total] = sum(cells[part] or 0 for part in total.parts)
    return CountTable(
        report=name, report_version=known.version, definitions="landelijk", definitions_version="1",
        peildatum=date(2026, 10, 1), cells=cells, totals=known.totals,
    )  # fmt: skip


def told_twice(numbers: list[int]) -> tuple[CountTable, CountTable]:
    """The overview, and the table of Noord-Kennemerland about the same children."""
    counted = dict(zip(COUNTED, numbers, strict=True))
    regional = counted | {
        "thuiszittend": counted["verzuim_4_weken_tot_3_maanden"] + counted["langdurig_verzuim_langer_dan_3_maanden"],
        "vrijstelling_5_onder_a_b_c_samen": sum(counted[f"vrijstelling_5_onder_{letter}"] for letter in "abc"),
    }
    return table_of("overzicht-vo", counted), table_of("nk-vo-2017", regional)


@given(counts)
@settings(max_examples=40, deadline=None)
def test_two_reports_of_the_same_children_give_no_small_number_away(numbers: list[int]) -> None:
    """The reader knows what the words of both reports mean, and still can compute no small cell."""
    both = told_twice(numbers)
    knows = Published(
        5, {}, frozenset(),
        tuple(Total(SCOPE + one.total, tuple(SCOPE + part for part in one.parts)) for one in SUMS),
    )  # fmt: skip
    shown = protect_together(both)
    truth = {SCOPE + cell: value for table in both for cell, value in table.cells.items()}
    bounds = audit((*map(released, shown), knows))
    assert not [cell for cell, (low, high) in bounds.items() if 0 < (truth.get(cell) or 0) < 5 and low == high]
    assert not [
        cell for cell, (_, high) in bounds.items() if 0 < (truth.get(cell) or 0) < 5 and high is not None and high < 5
    ]


@given(counts)
@settings(max_examples=40, deadline=None)
def test_two_definition_sets_of_one_day_are_one_release(numbers: list[int]) -> None:
    """The overview under one set, later the region's table under another: the reader lays them together."""
    overview, regional = told_twice(numbers)
    regional = replace(regional, definitions="noord-kennemerland-2017", definitions_version="3")
    first = protect(overview)
    try:
        second = protect(regional, earlier=[first], beside=[overview])
    except GivenAwayBefore:
        assume(False)  # refused: nothing to read
    for cell in overview.cells.keys() & regional.cells.keys():
        assert (first.cells[cell] is Mark.HIDDEN) == (second.cells[cell] is Mark.HIDDEN)
    truth = {SCOPE + cell: value for table in (overview, regional) for cell, value in table.cells.items()}
    for cell, (low, high) in audit((released(first), released(second))).items():
        assert low != high
        assert high is None or high >= 5 or not 0 < (truth[cell] or 0) < 5


def test_a_cell_that_follows_is_protected_too() -> None:
    """What nobody counted but everybody can compute gets its own place."""
    cells: dict[str, int | None] = {
        "thuiszittend": 11, "langdurig_verzuim_langer_dan_3_maanden": 9, "vrijstelling_15": None,
    }  # fmt: skip
    assert [one.total for one in links("", cells)] == ["thuiszittend"]
    assert cells["verzuim_4_weken_tot_3_maanden"] == 2


def test_a_sum_that_does_not_hold_is_no_help_to_a_reader() -> None:
    cells: dict[str, int | None] = {
        "thuiszittend": 11, "langdurig_verzuim_langer_dan_3_maanden": 9, "verzuim_4_weken_tot_3_maanden": 1,
    }  # fmt: skip
    assert not list(links("", cells))
