"""Reports made readable: the golden PO table, linked reports, earlier releases, and what has no text form."""

from dataclasses import replace
from datetime import date

import pytest

from thuisplan_desktop.counts.protect import ProtectedTable, is_of, protect, protect_together, released
from thuisplan_desktop.counts.proving import Certificate
from thuisplan_desktop.counts.reports import all_reports, report
from thuisplan_desktop.counts.table import CountTable, Mark
from thuisplan_desktop.errors import CannotProtect, ChangedSinceBefore, OtherDefinitionsBefore

PO = report("nk-po-2017")


def po_table(**changes: object) -> CountTable:
    cells: dict[str, int | None] = {
        "verzuim_4_weken_tot_3_maanden": 1,
        "langdurig_verzuim_langer_dan_3_maanden": 3,
        "niet_ingeschreven_leerplichtig": 8,
        "thuiszitters_totaal": 12,
        "vrijstelling_5_onder_a": 25,
        "vrijstelling_5_onder_b": 18,
        "vrijstelling_5_onder_c": 8,
        "vrijstelling_5_totaal": 51,
        "langdurig_ziek": None,
        "dreigend_thuiszittend": None,
    }
    table = CountTable(
        "nk-po-2017", 1, "noord-kennemerland-2017", "1", date(2017, 3, 31), cells, PO.totals, ("Langedijk",)
    )
    return replace(table, **changes)


def test_golden_po_table() -> None:
    """The 1 and the 3 of March 2017 are hidden, and the 8 with them; the rest is as printed. All 12 might be in one."""
    protected = protect(po_table())
    assert protected.hidden == {
        "verzuim_4_weken_tot_3_maanden",
        "langdurig_verzuim_langer_dan_3_maanden",
        "niet_ingeschreven_leerplichtig",
    }
    assert protected.cells["thuiszitters_totaal"] == 12
    assert protected.cells["langdurig_ziek"] is None
    assert protected.incomplete == ("Langedijk",)
    assert all(protected.certificate.bounds[cell] == (0, 12) for cell in protected.hidden)


def test_two_reports_with_the_same_lines_are_protected_as_one() -> None:
    """A line that one report hides is not shown in the other."""
    small = {**po_table().cells, "dreigend_thuiszittend": None}
    other = replace(po_table(), cells={**small}, totals=())
    first, second = protect_together([po_table(), other])
    assert first.hidden == second.hidden
    assert first.certificate.published_sha256 == second.certificate.published_sha256


def test_reports_that_disagree_are_refused() -> None:
    """One line with two numbers is a mistake, not something to hide."""
    other = replace(po_table(), cells={**po_table().cells, "vrijstelling_5_onder_b": 19}, totals=())
    with pytest.raises(ChangedSinceBefore):
        protect_together([po_table(), other])


def test_another_definition_set_is_no_second_chance() -> None:
    """A line of one day with another number under another set: the difference is a small number, so it is refused."""
    first = po_table()
    other = replace(
        first, definitions="zuid-limburg-2018", cells={**first.cells, "vrijstelling_5_onder_b": 19}, totals=()
    )
    for attempt in ([first, other], [other]):
        with pytest.raises(OtherDefinitionsBefore):
            protect_together(attempt, beside=[first])
    newer = replace(other, definitions=first.definitions, definitions_version="99")
    with pytest.raises(OtherDefinitionsBefore):
        protect(newer, earlier=[protect(first)], beside=[first])


def test_contributors_reach_the_right_line() -> None:
    """A line that two senders fill is hidden, whatever its count."""
    protected = protect(po_table(), contributors={"vrijstelling_5_onder_a": 2})
    assert protected.cells["vrijstelling_5_onder_a"] is Mark.HIDDEN


def test_earlier_protected_table_binds_the_next() -> None:
    """The same table again is the same; one whose small cell the first release would give away is refused."""
    first = protect(po_table())
    assert protect(po_table(), earlier=[first]).cells == first.cells
    with pytest.raises(CannotProtect):
        protect(po_table(), contributors={"vrijstelling_5_onder_a": 2}, earlier=[first])


def test_earlier_hidden_zero_stays_possible() -> None:
    """A zero that an earlier release may hide is still a possible zero in the next."""
    cells = {**po_table().cells, "verzuim_4_weken_tot_3_maanden": 0, "niet_ingeschreven_leerplichtig": 0}
    alone = po_table(cells={**cells, "thuiszitters_totaal": 3})
    first = protect(alone)
    assert first.may_be_zero
    assert protect(alone, earlier=[first]).cells == first.cells


def test_only_protect_makes_a_protected_table() -> None:
    """Neither the constructor nor `replace` makes one: readable tables have one source."""
    protected = protect(po_table())
    with pytest.raises(TypeError):
        ProtectedTable(
            "nk-po-2017", 1, "x", "1", date(2017, 3, 31), {}, (), (), frozenset(), Certificate("", 5, "", {}), object()
        )
    with pytest.raises((TypeError, ValueError)):
        replace(protected, cells={"a": 1})


def test_protected_cells_cannot_be_changed() -> None:
    """The mapping is read-only."""
    with pytest.raises(TypeError):
        protect(po_table()).cells["thuiszitters_totaal"] = 4  # type: ignore[index]  # that is what is tested


def test_true_counts_have_no_text_form() -> None:
    """No way of printing a count table shows a count."""
    table = po_table(cells={**po_table().cells, "vrijstelling_5_onder_a": 424242})
    for text in (repr(table), str(table), f"{table}"):
        assert "424242" not in text


def test_certificate_holds_nothing_hidden() -> None:
    """Two tables that look the same to a reader have the same certificate."""
    first = protect(po_table())
    cells = {**po_table().cells, "verzuim_4_weken_tot_3_maanden": 2, "langdurig_verzuim_langer_dan_3_maanden": 2}
    second = protect(po_table(cells=cells))
    assert first.certificate == second.certificate
    assert first.cells == second.cells


def test_every_report_can_be_protected() -> None:
    """Each declared report, filled with small numbers, comes out protected."""
    for declared in all_reports():
        cells: dict[str, int | None] = {line.id: 6 for line in declared.lines}
        for total in declared.totals:
            cells[total.total] = sum(cells[part] or 0 for part in total.parts) + (2 if total.remainder else 0)
        for total in declared.totals:
            if not total.remainder:
                cells[total.total] = sum(cells[part] or 0 for part in total.parts)
        table = CountTable(declared.id, 1, "x", "1", date(2026, 1, 1), cells, declared.totals)
        assert protect(table).report == declared.id


def test_a_hidden_cell_that_became_zero_is_another_table() -> None:
    """Readers took it for 1 or more: the release isn't true of it any more, though every shown number is the same."""
    lines = (
        "verzuim_4_weken_tot_3_maanden",
        "langdurig_verzuim_langer_dan_3_maanden",
        "niet_ingeschreven_leerplichtig",
    )
    first, second, third = (
        po_table(cells={**po_table().cells, **dict(zip(lines, counts, strict=True)), "thuiszitters_totaal": 20})
        for counts in ((2, 8, 10), (3, 8, 9), (0, 8, 12))
    )
    kept = released(protect(first))
    assert kept.hidden
    assert not kept.may_be_zero, "eight are in a line of their own, so no whole group is in another"
    assert is_of(kept, first)
    assert is_of(kept, second)
    assert not is_of(kept, third)
