"""Reports as data: ids are unique, totals point at lines, and the golden tables' keys are there."""

import json
from math import prod
from pathlib import Path

import pytest

from thuisplan_desktop.counts.crossing import coarser
from thuisplan_desktop.counts.explaining import what_counts
from thuisplan_desktop.counts.reports import (
    Basis,
    Report,
    ReportKind,
    Rhythm,
    all_reports,
    overview,
    report,
    reports_for,
    reports_in,
    with_cells,
)
from thuisplan_desktop.errors import UnknownReport
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.codes import Sector

TOWNS = ("Alkmaar", "Bergen", "onbekend")
GOLDEN = json.loads((Path(__file__).parents[1] / "data" / "golden_tables.json").read_text("utf-8"))
FILLED = [with_cells(one, [f"x:{area.name}={town}" for area in one.areas for town in TOWNS]) for one in all_reports()]
each_report = pytest.mark.parametrize("declared", FILLED, ids=lambda one: one.id)
each_list = pytest.mark.parametrize("declared", [one for one in FILLED if not one.dimensions], ids=lambda one: one.id)
each_table = pytest.mark.parametrize("declared", [one for one in FILLED if one.dimensions], ids=lambda one: one.id)


@each_report
def test_ids_are_unique_and_labelled(declared: Report) -> None:
    """Every line has one id and a Dutch label."""
    assert len(set(declared.cells)) == len(declared.lines)
    assert all(declared.label(cell) for cell in declared.cells)
    assert declared.title


@each_report
def test_totals_are_lines(declared: Report) -> None:
    """A total and its parts are lines of the report; a sum is a line without categories, a 'waarvan' total is not."""
    lines = {line.id: line for line in declared.lines}
    for total in declared.totals:
        assert {total.total, *total.parts} <= set(lines)
        assert lines[total.total].is_sum is not total.remainder
    sums = {total.total for total in declared.totals if not total.remainder}
    assert sums == {line.id for line in declared.lines if line.is_sum}


@each_list
def test_a_part_of_a_sum_is_counted_once(declared: Report) -> None:
    """The parts of a sum share no category, so that no child is in it twice."""
    lines = {line.id: line for line in declared.lines}
    for total in declared.totals:
        if not total.remainder:
            categories = [category for part in total.parts for category in lines[part].categories]
            assert len(categories) == len(set(categories))


@each_table
def test_every_cell_of_a_table_is_a_place(declared: Report) -> None:
    """Each combination of values and totals is one line, and each total is the sum over one dimension."""
    sizes = [len(one.values) + 1 for one in declared.dimensions]
    assert len(declared.lines) == prod(sizes)
    places = {line.id: dict(line.place) for line in declared.lines}
    for total in declared.totals:
        for dimension in declared.dimensions:
            added = [places[part].get(dimension.name) for part in total.parts]
            if dimension.name not in places[total.total] and None not in added:
                assert added == [value.id for value in dimension.values]
    assert 2 <= len(declared.dimensions) <= 3 or len(declared.dimensions) == 1


@each_report
def test_every_line_says_who_is_in_it(declared: Report) -> None:
    """In words of the field, whether it is a group, a part of one, a sum, a place in a table or a stroom."""
    for line in declared.lines:
        told = what_counts(declared, line.id)
        assert told.endswith(".")
        groups = [group.categories for group in declared.groups if line.flow and group.name == line.flow[0]]
        for category in {*line.categories, *(one for each in groups for one in each)} - (
            declared.counted if declared.dimensions else frozenset()
        ):
            assert category.label in told
        assert not line.is_sum or declared.dimensions or told.startswith("De som van: ")
        for dimension in declared.dimensions:
            place = line.place.get(dimension.name)
            assert place is None or dimension.label_of(place) in told
    assert what_counts(declared, "bestaat-niet") == ""


def test_a_part_of_a_line_says_which_part() -> None:
    """'Waarvan zonder aanbod' is the same group with one thing more."""
    whole, part = "langdurig_verzuim_langer_dan_3_maanden", "langer_dan_3_maanden_zonder_aanbod"
    told = [what_counts(overview(Sector.PO), cell) for cell in (whole, part, "thuiszitters_totaal")]
    assert told[1] == f"{told[0]} Alleen wie nog geen passend aanbod met een plaats heeft."
    assert told[2].startswith("De som van: verzuim van 4 weken tot 3 maanden, langdurig verzuim")


@each_report
def test_every_report_names_its_basis_kind_and_source(declared: Report) -> None:
    """Nobody has to guess what a number is of; only the table by woonplaats has another basis than the school."""
    assert declared.source
    assert declared.version >= 1
    assert (declared.basis is Basis.HOME) == any(one.name == "woongemeente" for one in declared.dimensions)
    assert (declared.kind is ReportKind.STROOM) == (declared.period is not None)


def test_no_basis_is_mixed() -> None:
    """No table has both the gemeente of the home and that of the school."""
    for declared in all_reports():
        assert len(declared.areas) <= 1


def test_what_belongs_to_a_telling() -> None:
    """Each quarter more than each month; the table of three dimensions only once a year; the overview first."""
    month, quarter, year = (reports_in(rhythm, [Sector.PO]) for rhythm in Rhythm)
    assert [one.id for one in month] == ["overzicht-po", "stroom-maand-po", "duur-aanbod-po"]
    assert len(month) < len(quarter) < len(year)
    assert {one.id for one in year} - {one.id for one in quarter} == {"duur-aanbod-schoolsoort-po", "stroom-jaar-po"}
    assert [one.sector for one in reports_in(Rhythm.MONTH, Sector)] == [Sector.MBO] * 3 + [Sector.PO] * 3 + [
        Sector.VO
    ] * 3
    assert overview(Sector.MBO).title == "Totaaloverzicht mbo, jonger dan 18 jaar"


def test_coarser_tables_have_the_same_cells_and_fewer() -> None:
    """Less in a table never renames what stays."""
    for declared in FILLED:
        for fewer in coarser(declared):
            assert set(fewer.cells) < set(declared.cells)
            assert all({total.total, *total.parts} <= set(fewer.cells) for total in fewer.totals)
    assert [one.title for one in coarser(report("duur-aanbod-po"))] == ["naar duur", "naar aanbod en plaats"]
    assert [one.title for one in coarser(overview(Sector.PO))] == ["zonder de waarvan-regels", "alleen de totalen"]


@each_list
def test_waarvan_counts_within_its_total(declared: Report) -> None:
    """A 'waarvan' line counts nobody whom its total does not count."""
    lines = {line.id: line for line in declared.lines}
    for total in declared.totals:
        if total.remainder:
            assert all(lines[part].categories <= lines[total.total].categories for part in total.parts)


@pytest.mark.parametrize(
    ("key", "name"), [("noord_kennemerland_po_2017_03", "nk-po-2017"), ("noord_kennemerland_vo_2017", "nk-vo-2017")]
)
def test_golden_keys(key: str, name: str) -> None:
    """The cells of the printed tables are lines; only totals were added."""
    declared = report(name)
    added = set(declared.cells) - set(GOLDEN[key]["cells"])
    assert set(GOLDEN[key]["cells"]) <= set(declared.cells)
    assert added <= {total.total for total in declared.totals}


def test_every_definition_set_has_reports() -> None:
    """PO and VO for each shipped set; Noord-Kennemerland has its own, Zuid-Limburg counts the national ones."""
    for name in definitions.names():
        assert [one.sector for one in reports_for(name)] == [Sector.PO, Sector.VO]
    assert [one.id for one in reports_for("noord-kennemerland-2017")] == ["nk-po-2017", "nk-vo-2017"]
    assert [one.id for one in reports_for("zuid-limburg-2018")] == ["landelijk-po", "landelijk-vo"]


def test_lines_that_are_not_registered_exist() -> None:
    """A definition set names only lines that its reports have."""
    for name in definitions.names():
        for sector, lines in definitions.load(name).not_registered.items():
            known = {cell for one in reports_for(name) if one.sector is sector for cell in one.cells}
            assert lines <= known


def test_unknown_report() -> None:
    with pytest.raises(UnknownReport):
        report("nk-po-1917")
