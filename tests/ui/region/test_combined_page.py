"""Optellen: the sum in two steps, exact totals for the eyes only, and the protected report."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from desks import Desk
from regions import TODAY, Maker, Region, agree, keep_pupil, log_of, school, spoil
from thuisplan_desktop.actions import counting, goals, keyholding, tables
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.table import CountTable
from thuisplan_desktop.region.breaks import Aims
from thuisplan_desktop.region.intervals import Interval, IntervalTable
from thuisplan_desktop.region.targets import Target, TargetKind
from thuisplan_desktop.region.telling import CombinedTable
from thuisplan_desktop.ui.region import between_steps
from thuisplan_desktop.ui.region.combined_page import CombinedPage
from thuisplan_desktop.ui.region.exact_table import NOT_REGISTERED, ExactTable, rows_of
from thuisplan_desktop.ui.region.inbox_page import InboxPage
from thuisplan_desktop.ui.region.step_card import State

Save = Callable[[str, bytes], Path]
Seat = Callable[[OpenRegister], Desk]


def at_combined(desk: Desk) -> CombinedPage:
    desk.go("combined")
    return desk.page(CombinedPage)


def test_without_a_telling_it_says_where_to_begin(officer: Desk) -> None:
    """One button, to the page that comes first."""
    page = at_combined(officer)
    assert page.empty.button is not None
    officer.click(page.empty.button)
    assert officer.window.current is officer.page(InboxPage)


def test_nothing_delivered_is_nothing_to_close(five: Region, seat: Seat) -> None:
    """Each step says what it waits for."""
    five.open_telling(TODAY)
    page = at_combined(seat(five.region))
    assert [page.request.state, page.answer.state, page.report.state] == [State.LATER] * 3


def test_closing_is_asked_first(delivered: Region, seat: Seat, post: Path) -> None:
    """It can't be undone; the question says who is missing and what follows. No changes nothing."""
    desk = seat(delivered.region)
    page = at_combined(desk)
    assert desk.primary_buttons() == ["Sluiten en verzoek opslaan…"]
    desk.agrees = False
    desk.click(page.request.close_button)
    assert "Na het sluiten komt er geen bestand meer bij" in desk.asked[0]
    assert not list(post.iterdir())
    assert page.request.state is State.NOW


def test_the_missing_are_named(five: Region, seat: Seat) -> None:
    """Before the telling is closed without them."""
    five.receive(TODAY, five.seal(five.open_telling(TODAY))[:3])
    desk = seat(five.region)
    page = at_combined(desk)
    assert "geleverd door 3 van 5 deelnemers. Nog niet: School 99XD en School 99XE." in page.request.situation()
    desk.click(page.request.close_button)
    assert "nodig zijn er minstens 5" in desk.said()
    assert page.request.state is State.NOW


def test_the_request_can_be_saved_again(delivered: Region, seat: Seat, post: Path) -> None:
    """A closed telling gives the same request."""
    desk = seat(delivered.region)
    page = at_combined(desk)
    desk.click(page.request.close_button)
    file = post / f"optelverzoek-{TODAY}.tplan"
    first = file.read_bytes()
    desk.click(page.request.again_button)
    assert file.read_bytes() == first
    assert desk.primary_buttons() == ["Antwoord openen…"]


def test_a_wrong_answer_changes_nothing(delivered: Region, seat: Seat, post: Path, save: Save) -> None:
    """It is said, and the right one can still be opened; after it the report is the next step."""
    desk = seat(delivered.region)
    page = at_combined(desk)
    desk.click(page.request.close_button)
    request = (post / f"optelverzoek-{TODAY}.tplan").read_bytes()
    desk.click(page.answer.open_button, save("verkeerd.tplan", request))
    assert "ander soort bestand" in desk.said()
    answer = keyholding.answer(delivered.keyholder, request).value
    desk.click(page.answer.open_button, save("antwoord.tplan", answer))
    assert "Opgeteld over 5 deelnemers" in desk.said()
    assert desk.primary_buttons() == ["Rapport (PDF) opslaan…"]


def test_a_sum_that_can_not_be_right_is_asked_without_a_group(maker: Maker, seat: Seat, post: Path, save: Save) -> None:
    """The refusal names the group that is left out next, one button saves the request, the end says whom to call."""
    twelve = agree(maker, [school(number) for number in range(12)])
    telling = twelve.open_telling(TODAY)
    files = [spoil(twelve.senders[0], telling)]
    twelve.receive(TODAY, [*files, *(counting.seal_for_region(one, telling).value.data for one in twelve.senders[1:])])
    desk = seat(twelve.region)
    page = at_combined(desk)
    desk.click(page.request.close_button)
    request = (post / f"optelverzoek-{TODAY}.tplan").read_bytes()
    for number in range(1, 4):
        answer = keyholding.answer(twelve.keyholder, request).value
        desk.click(page.answer.open_button, save(f"antwoord-{number}.tplan", answer))
        if page.answer.state is State.DONE:
            break
        assert "kan niet kloppen" in desk.said()
        assert f"zonder groep {number} van 2: School 99X" in page.answer.situation()
        desk.click(page.answer.rest_button)
        request = (post / f"optelverzoek-{TODAY}-zonder-groep-{number}.tplan").read_bytes()
    assert "Opgeteld over 6 deelnemers" in desk.said()
    assert "School 99XA" in page.answer.situation()
    assert "Bel hen" in page.answer.situation()
    assert desk.primary_buttons() == ["Rapport (PDF) opslaan…"]


def test_a_small_region_counts_again(five: Region, seat: Seat, post: Path, save: Save) -> None:
    """Five besturen are one group: no button, and it says when the next telling can be."""
    telling = five.open_telling(TODAY)
    five.receive(TODAY, [spoil(five.senders[0], telling), *five.seal(telling)[1:]])
    desk = seat(five.region)
    page = at_combined(desk)
    desk.click(page.request.close_button)
    answer = keyholding.answer(five.keyholder, (post / f"optelverzoek-{TODAY}.tplan").read_bytes()).value
    desk.click(page.answer.open_button, save("antwoord.tplan", answer))
    assert "te weinig besturen om een groep weg te laten" in page.answer.situation()
    assert not page.answer.rest_button.isVisible()


def test_a_gap_needs_an_area_and_a_reason(summed: Region, seat: Seat) -> None:
    """Enter in the last field notes it; it stands on the page at once."""
    desk = seat(summed.region)
    page = at_combined(desk)
    page.report.area.setText("Langedijk")
    desk.click(page.report.note_button)
    assert "Vul in wat er ontbreekt" in page.report._reason_field._problem.text()
    page.report.reason.setText("artikel 5 niet bekend")
    page.report.reason.returnPressed.emit()
    desk.settle()
    assert page.report.gaps() == "• Langedijk: artikel 5 niet bekend"
    assert page.report.area.text() == ""


def test_a_jump_is_asked_about_before_the_report(five: Region, seat: Seat, post: Path) -> None:
    """Eleven pupils more than the month before: the lines are named, and one click says that the schools were asked."""
    five.play(TODAY - timedelta(days=30))
    for _ in range(11):
        keep_pupil(five.senders[0], first_absent_on=date(2026, 1, 12))
    five.play(TODAY)
    desk = seat(five.region)
    page = at_combined(desk)
    assert desk.primary_buttons()[0] == "Nagevraagd: het klopt"
    assert "Veel anders dan bij de vorige telling: " in page.report.jump.text()
    assert not page.report.report_button.isEnabled()
    desk.click(page.report.asked_button)
    assert not page.report.jump.isVisible()
    desk.click(page.report.report_button)
    assert (post / f"regiorapport-{TODAY}.pdf").read_bytes().startswith(b"%PDF")


def test_the_report_is_a_pdf_with_a_neutral_name(summed: Region, seat: Seat, post: Path) -> None:
    """The peildatum, and nobody's name; inside stands the meeting that it is for."""
    desk = seat(summed.region)
    report = at_combined(desk).report
    report.readers.setText("Projectgroep onderwijs-jeugd")
    desk.click(report.report_button)
    first = pypdf.PdfReader(post / f"regiorapport-{TODAY}.pdf").pages[0].extract_text()
    assert "onderwijs-jeugd" in first


def test_the_report_can_be_audited_by_anyone(summed: Region, seat: Seat, post: Path) -> None:
    """A file of what readers have, certified, with a name that says nothing else."""
    desk = seat(summed.region)
    desk.click(at_combined(desk).report.check_button)
    derived = tables.audit_tables([(post / f"regiorapport-{TODAY}-controle.json").read_bytes()])
    assert derived.certified
    assert not derived.broken


def test_exact_sums_are_asked_for_logged_and_gone(summed: Region, seat: Seat, passphrase: str) -> None:
    """They show only after the button, and not after another page or a second click."""
    desk = seat(summed.region)
    page = at_combined(desk)
    assert page.exact.tables() == ()
    desk.click(page.exact.button)
    assert len(page.exact.tables()) == 1
    desk.click(page.exact.button)
    assert page.exact.tables() == ()
    desk.click(page.exact.button)
    desk.go("inbox")
    desk.go("combined")
    assert page.exact.tables() == ()
    seen: list[list[str]] = []
    desk.session.read(log_of, owner=desk.window, done=seen.append)
    desk.settle()
    assert seen[0].count("exact_sums_shown") == 2


@pytest.fixture
def exact(qtbot: QtBot) -> ExactTable:
    """Sums in which something is not registered."""
    declared = report("nk-po-2017")
    cells: dict[str, int | None] = dict.fromkeys(declared.cells, 3)
    cells["vrijstelling_5_onder_a"] = None
    cells["langdurig_ziek"] = 0
    table = CountTable(declared.id, 1, "noord-kennemerland-2017", 1, TODAY, cells, declared.totals)
    registering = {cell: 0 if value is None else 5 for cell, value in cells.items()}
    shown = ExactTable(CombinedTable(table, registering, registering, 5, 6))
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_not_registered_is_no_number(exact: ExactTable) -> None:
    """Neither zero nor hidden."""
    model = exact.model()
    rows = {model.index(row, 0).data(): (model.index(row, 1).data(), model.index(row, 2).data()) for row in range(10)}
    assert rows["vrijstelling artikel 5 onder a"] == (NOT_REGISTERED, "0 van 6")
    assert rows["langdurig ziek"] == ("0", "5 van 6")


def test_exact_sums_cannot_be_taken_along(exact: ExactTable, qtbot: QtBot) -> None:
    """No selection, no copy, no menu, no drag; the keyboard still moves for a screen reader."""
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("van een ander")
    exact.setCurrentIndex(exact.model().index(1, 1))
    qtbot.keyClick(exact, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    for key in (Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_Insert):
        qtbot.keyClick(exact, key, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "van een ander"
    clipboard.clear()
    assert not exact.selectionModel().hasSelection()
    assert exact.selectionMode() is QAbstractItemView.SelectionMode.NoSelection
    assert exact.dragDropMode() is QAbstractItemView.DragDropMode.NoDragDrop
    assert exact.contextMenuPolicy() is Qt.ContextMenuPolicy.PreventContextMenu
    qtbot.keyClick(exact, Qt.Key.Key_Down)
    assert exact.currentIndex().row() == 2


def test_a_row_does_not_tell_in_a_log(exact: ExactTable) -> None:
    """Its repr holds no number."""
    row = exact._rows.rows()[0]
    assert repr(row) == "ExactRow()"


def test_every_row_is_on_the_page(exact: ExactTable) -> None:
    """Also in a narrow window: the table grows, it has no scroll bar of its own."""
    exact.resize(320, 100)
    assert exact.height() >= exact.verticalHeader().length()


def test_rows_come_in_printing_order() -> None:
    """As the report prints them."""
    declared = report("nk-vo-2017")
    table = CountTable(declared.id, 1, "landelijk", 1, TODAY, dict.fromkeys(declared.cells, 1), declared.totals)
    numbers = dict.fromkeys(declared.cells, 5)
    assert [row.label for row in rows_of(CombinedTable(table, numbers, numbers, 5, 5))] == [
        line.label for line in declared.lines
    ]


def test_the_dataset_goes_into_a_folder(summed: Region, seat: Seat, post: Path) -> None:
    """One question, where; all tellingen that were added up, and Cancel writes nothing."""
    desk = seat(summed.region)
    page = at_combined(desk)
    desk.saves = False
    desk.click(page.report.dataset_button)
    assert not list(post.rglob("*.parquet"))
    desk.saves = True
    desk.click(page.report.dataset_button)
    assert "1 telling staat in de map" in desk.said()
    (file,) = post.rglob("*.parquet")
    assert file.parent.name == f"peildatum={TODAY}"


def aim(cell: str, kind: TargetKind, **changes: Any) -> Target:
    given: dict[str, Any] = {"baseline": 40, "baseline_on": date(2024, 3, 1), "baseline_source": "Jaarverslag"}
    return Target(id=f"{cell}-{kind}", report="nk-po-2017", cell=cell, kind=kind, **(given | changes))


AIMS = (
    aim("thuiszitters_totaal", TargetKind.FIXED, percent=-95, due_on=date(2027, 7, 31)),
    aim("thuiszitters_totaal", TargetKind.DOWN),
    aim("langdurig_ziek", TargetKind.COMPOUNDING, percent=-50, baseline_on=date(2026, 3, 1)),
    aim("dreigend_thuiszittend", TargetKind.ABSOLUTE, value=1, due_on=date(2026, 1, 1)),
    aim("vrijstelling_5_onder_a", TargetKind.UP),
)


def test_a_target_stands_beside_its_sum(qtbot: QtBot, exact: ExactTable) -> None:
    """What is aimed at and how far it still is, for every way of writing a target; a region without has no columns."""
    declared = report("nk-po-2017")
    cells: dict[str, int | None] = dict.fromkeys(declared.cells, 3) | {"vrijstelling_5_onder_a": None}
    table = CountTable(declared.id, 1, "noord-kennemerland-2017", "1", TODAY, cells, declared.totals)
    counts = dict.fromkeys(cells, 5)
    shown = ExactTable(CombinedTable(table, counts, counts, 6, 6), Aims(AIMS))
    qtbot.addWidget(shown)
    model = shown.model()
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert heads == ["Categorie", "Aantal", "Doel", "Verschil", "Geteld door"]
    beside = {
        model.index(row, 0).data(): (model.index(row, 2).data(), model.index(row, 3).data())
        for row in range(model.rowCount())
    }
    assert beside["thuiszitters, totaal"] == ("hoogstens 2, uiterlijk 31 juli 2027", "nog niet zover: nog 1 minder")
    assert beside[""] == ("lager dan 40", "gehaald"), "a second target of a line stands on a row of its own"
    assert beside["langdurig ziek"] == ("nog geen streefwaarde", "nog niet zover")
    assert beside["dreigend thuiszittend"] == ("hoogstens 1, uiterlijk 1 januari 2026", "niet gehaald: nog 2 minder")
    assert beside["vrijstelling artikel 5 onder a"] == ("hoger dan 40", "niet te zeggen")
    assert beside["niet ingeschreven, wel leerplichtig"] == ("", "")
    assert exact.model().columnCount() == 3


def test_other_definitions_say_nothing_on_optellen_either() -> None:
    """Beside an exact sum and beside one between two numbers, as on Doelen and on paper; it says since when."""
    declared = report("nk-po-2017")
    cells: dict[str, int | None] = dict.fromkeys(declared.cells, 3)
    counts, rules = dict.fromkeys(cells, 5), ("nk-po-2017", 1, "noord-kennemerland-2017", "1", TODAY)
    exact = CombinedTable(CountTable(*rules, cells, declared.totals), counts, counts, 6, 6)
    between = IntervalTable(*rules, {**cells, "thuiszitters_totaal": Interval(2, 9)}, declared.totals, counts, 5, 6, 6)
    changed = {"nk-po-2017": (TODAY,)}
    for rows, said in (
        (rows_of(exact, Aims(AIMS[1:2])), "gehaald"),
        (rows_of(exact, Aims(AIMS[1:2], changed)), _OTHER),
        (between_steps.rows_of(between, Aims(AIMS[1:2])), "gehaald"),
        (between_steps.rows_of(between, Aims(AIMS[1:2], changed)), _OTHER),
    ):
        assert [row.lacking for row in rows if row.aim] == [said]


_OTHER = "niet te zeggen: sinds 24 maart 2026 gelden andere definities"


def test_a_small_nulmeting_stands_in_no_table_that_anybody_may_see() -> None:
    """Neither itself nor what is computed from it."""
    declared = report("nk-po-2017")
    cells = dict.fromkeys(declared.cells, 3)
    table = IntervalTable("nk-po-2017", 1, "landelijk", "1", TODAY, cells, declared.totals, cells, 5, 6, 6)
    small = tuple(replace(aim, baseline=3) for aim in AIMS[:2])
    aims = [row.aim for row in between_steps.rows_of(table, Aims(small)) if row.aim]
    assert aims == ["−95%, uiterlijk 31 juli 2027, van afgeschermd", "lager dan afgeschermd"]


def test_the_officer_sees_targets_only_with_the_sums(summed: Region, seat: Seat) -> None:
    """They come with the exact numbers and go with them, and publish nothing by themselves."""
    goals.set_target(summed.region, AIMS[0])
    desk = seat(summed.region)
    page = at_combined(desk)
    desk.click(page.exact.button)
    (table,) = page.exact.tables()
    assert table.model().columnCount() == 5
    seen: list[list[str]] = []
    desk.session.read(log_of, owner=desk.window, done=seen.append)
    desk.settle()
    assert "counts_shown" not in seen[0]
