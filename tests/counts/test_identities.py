"""Reports of different makers say one thing in different words; nobody may subtract one from the other."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from thuisplan_desktop.counts import leaving
from thuisplan_desktop.counts.additive import Published
from thuisplan_desktop.counts.audit import audit
from thuisplan_desktop.counts.identities import tie
from thuisplan_desktop.counts.joining import joined
from thuisplan_desktop.counts.protect import protect, protect_together, released
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.table import CountTable, Mark, Total
from thuisplan_desktop.counts.ties import Ties
from thuisplan_desktop.errors import ChangedSinceBefore, GivenAwayBefore, OtherDefinitionsBefore
from thuisplan_desktop.register.codes import Sector

SCOPE = "vo/2026-10-01/"
COUNTED = (
    "dreigend_thuiszittend", "verzuim_4_weken_tot_3_maanden", "langdurig_verzuim_langer_dan_3_maanden",
    "niet_ingeschreven_leerplichtig", "vrijstelling_5_onder_a", "vrijstelling_5_onder_b", "vrijstelling_5_onder_c",
    "vrijstelling_15",
)  # fmt: skip
KNOWN = (
    Total("thuiszittend", ("verzuim_4_weken_tot_3_maanden", "langdurig_verzuim_langer_dan_3_maanden")),
    Total("thuiszitters_totaal", ("thuiszittend", "niet_ingeschreven_leerplichtig")),
    Total("dreigend_en_thuiszittend_totaal", ("dreigend_thuiszittend", "thuiszittend")),
    Total("vrijstelling_5_totaal", tuple(f"vrijstelling_5_onder_{letter}" for letter in "abc")),
    Total("vrijstelling_5_totaal", ("vrijstelling_5_onder_a_b_c_samen",)),
)
"""What the words of these reports mean, written down by hand."""

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
@settings(max_examples=40)
def test_two_reports_of_the_same_children_give_no_small_number_away(numbers: list[int]) -> None:
    """The reader knows what the words of both reports mean, and still can compute no small cell."""
    both = told_twice(numbers)
    knows = Published(
        5, {}, frozenset(),
        tuple(Total(SCOPE + one.total, tuple(SCOPE + part for part in one.parts)) for one in KNOWN),
    )  # fmt: skip
    shown = protect_together(both)
    truth = {SCOPE + cell: value for table in both for cell, value in table.cells.items()}
    bounds = audit((*map(released, shown), knows))
    assert not [cell for cell, (low, high) in bounds.items() if 0 < (truth.get(cell) or 0) < 5 and low == high]
    assert not [
        cell for cell, (_, high) in bounds.items() if 0 < (truth.get(cell) or 0) < 5 and high is not None and high < 5
    ]


@given(counts)
@settings(max_examples=40)
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


def found(cells: dict[str, int | None]) -> list[Total]:
    ties = Ties(cells)
    tie("", Sector.VO, ties, ())
    ties.settle()
    return list(ties.totals)


def test_a_cell_that_follows_is_protected_too() -> None:
    """What nobody counted but everybody can compute gets its own place."""
    cells: dict[str, int | None] = {
        "thuiszittend": 11, "langdurig_verzuim_langer_dan_3_maanden": 9, "vrijstelling_15": None,
    }  # fmt: skip
    both = ("langdurig_verzuim_langer_dan_3_maanden", "verzuim_4_weken_tot_3_maanden")
    assert found(cells) == [Total("thuiszittend", both)]
    assert cells["verzuim_4_weken_tot_3_maanden"] == 2


def test_numbers_that_were_not_counted_together_are_refused() -> None:
    """What is between them is a number of pupils: who came in since, or whom another set of definitions counts."""
    cells: dict[str, int | None] = {
        "thuiszittend": 11, "langdurig_verzuim_langer_dan_3_maanden": 9, "verzuim_4_weken_tot_3_maanden": 1,
    }  # fmt: skip
    with pytest.raises(ChangedSinceBefore):
        found(cells)
    with pytest.raises(ChangedSinceBefore):
        found({"thuiszittend": 11, "langdurig_verzuim_langer_dan_3_maanden": 12})


def test_a_pupil_who_was_added_between_two_reports_of_a_day_is_in_neither_difference() -> None:
    """The reports have no line in common, but what they count is the same pupils."""
    overview, regional = told_twice([8, 6, 3, 0, 0, 0, 0, 0])
    later = table_of("nk-vo-2017", {"dreigend_thuiszittend": 8, "thuiszittend": 10})
    first = protect(overview)
    protect(regional, earlier=[first], beside=[overview])
    with pytest.raises(ChangedSinceBefore):
        protect(later, earlier=[first], beside=[overview])
    with pytest.raises(OtherDefinitionsBefore):
        protect(replace(later, definitions="noord-kennemerland-2017"), earlier=[first], beside=[overview])


def test_what_is_not_registered_is_in_no_sum() -> None:
    """Of an overview without the sick everybody in view is everybody else."""
    lines = ("dreigend_thuiszittend", "thuiszitters_totaal", "zorgwekkend_geoorloofd", "geschorst_of_verwijderd",
             "nazorg", "vrijgesteld:")  # fmt: skip
    cells: dict[str, int | None] = {**dict.fromkeys(lines, 7), "langdurig_ziek": None, "in_beeld:": 42}
    assert found(cells) == [Total("in_beeld:", tuple(sorted(lines)))]


def test_equal_sums_of_which_no_cell_is_the_whole() -> None:
    """Two ways to count the same pupils: both are one sum, which nobody prints."""
    cells: dict[str, int | None] = {
        "thuiszittend": 9, "niet_ingeschreven_leerplichtig": 4, "in_beeld:soort=dreigend": 8, "langdurig_ziek": 5,
        "dreigend_en_thuiszittend_totaal": 17, "thuiszitters_totaal": 13,
    }  # fmt: skip
    sums = found(dict(cells))
    assert Total("dreigend_en_thuiszittend_totaal", ("in_beeld:soort=dreigend", "thuiszittend")) in sums
    del cells["thuiszittend"]
    both = ("dreigend_en_thuiszittend_totaal", "niet_ingeschreven_leerplichtig")
    assert {total.parts for total in found(cells) if "+" in total.total} == {
        both, ("in_beeld:soort=dreigend", "thuiszitters_totaal")
    }  # fmt: skip
    assert cells["+".join(both)] == 21


def test_what_a_group_leaves_is_a_ceiling_for_its_lines() -> None:
    """Twelve in view, eleven at home or nearly: one sick pupil would be all that is left."""
    names = ("dreigend_thuiszittend", "dreigend_en_thuiszittend_totaal", "thuiszittend", "langdurig_ziek")
    regional = table_of("nk-vo-2017", dict(zip(names, (5, 11, 6, 1), strict=True)))
    in_view = table_of("toestemming-vo", {"in_beeld:toestemming=niet_gevraagd": 12})
    first = protect(in_view)
    second = protect(regional, earlier=[first], beside=[in_view])
    bounds = audit((
        released(first), released(second),
        Published(5, {}, frozenset(), (Total(f"{SCOPE}in_beeld:", tuple(SCOPE + one for one in (
            "dreigend_en_thuiszittend_totaal", "langdurig_ziek", "others"))),)),
    ))  # fmt: skip
    assert second.cells["langdurig_ziek"] is Mark.HIDDEN
    assert bounds[f"{SCOPE}langdurig_ziek"][1] is None or (bounds[f"{SCOPE}langdurig_ziek"][1] or 0) >= 5


def test_a_group_smaller_than_its_lines_was_not_counted_with_them() -> None:
    in_view = table_of("toestemming-vo", {"in_beeld:toestemming=niet_gevraagd": 3})
    with pytest.raises(ChangedSinceBefore):
        joined([in_view, table_of("nk-vo-2017", {"thuiszittend": 6, "dreigend_en_thuiszittend_totaal": 6})])


def left(cells: dict[str, int | None]) -> tuple[dict[str, int | None], set[str]]:
    """The cells that were given a place, and which of them only serve to reason with."""
    ties = Ties(dict(cells))
    leaving.tie("", Sector.VO, ties)
    ties.settle()
    return {cell: value for cell, value in ties.cells.items() if cell not in cells}, ties.helpers


def test_what_follows_from_one_sum_is_a_number_of_pupils() -> None:
    """It is protected like any other; where there are more ways, one of them serves to reason with."""
    one, helpers = left({"thuiszitters_totaal": 9, "thuiszittend": 6})
    assert (list(one.values()), helpers) == ([3], set())
    several, helpers = left({"dreigend_en_thuiszittend_totaal": 9, "thuiszitters_totaal": 7})
    assert sum(value or 0 for value in several.values()) >= 9
    assert helpers == set(several)
    assert left({"thuiszitters_totaal": 9, "thuiszittend": 6, "niet_ingeschreven_leerplichtig": 3}) == ({}, set())
