"""Reports as data: ids are unique, totals point at lines, and the golden tables' keys are there."""

import json
from pathlib import Path

import pytest

from thuisplan_desktop.counts.reports import Report, all_reports, report, reports_for
from thuisplan_desktop.errors import UnknownReport
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.codes import Sector

GOLDEN = json.loads((Path(__file__).parents[1] / "data" / "golden_tables.json").read_text("utf-8"))
each_report = pytest.mark.parametrize("declared", all_reports(), ids=lambda one: one.id)


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


@each_report
def test_a_part_of_a_sum_is_counted_once(declared: Report) -> None:
    """The parts of a sum share no category, so that no child is in it twice."""
    lines = {line.id: line for line in declared.lines}
    for total in declared.totals:
        if not total.remainder:
            categories = [category for part in total.parts for category in lines[part].categories]
            assert len(categories) == len(set(categories))


@each_report
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
