"""Doelen, in the window: a target beside its trend, a note on what can't be compared, a report that takes it over."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desks import Desk
from regions import TODAY, Region, keep_pupil
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.region.coverage import Coverage
from thuisplan_desktop.region.targets import TargetKind, check
from thuisplan_desktop.region.trends import Point, Trend
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.codes import Sector
from thuisplan_desktop.ui.region.combined_page import CombinedPage
from thuisplan_desktop.ui.region.effect_form import EffectForm
from thuisplan_desktop.ui.region.goals_page import GoalsPage, course, effects
from thuisplan_desktop.ui.region.target_form import TargetForm

Seat = Callable[[OpenRegister], Desk]
_FIVE = Coverage(Sector.PO, 5, 5)


def test_without_a_sum_there_is_nothing_to_aim_at(officer: Desk) -> None:
    """The page says what has to come first."""
    officer.go("goals")
    assert officer.primary_buttons() == ["Naar Optellen"]


def add_target(desk: Desk, page: GoalsPage) -> None:
    desk.click(page.add_button)
    form = page.form
    assert form is not None
    labels = [form.line.itemText(number) for number in range(form.line.count())]
    form.line.setCurrentIndex(next(n for n, label in enumerate(labels) if label.startswith("thuiszitters, totaal")))
    form.kind.setCurrentIndex(form.kind.findData(TargetKind.FIXED))
    desk.click(form.verb)
    assert "vul de nulmeting in" in form._problem.text()
    form.baseline.setText("40")
    form.source.setText("Jaarverslag 2025")
    form.amount.setText("-50%")
    form.baseline_on.set_day(date(2025, 8, 1))
    form.due.set_day(date(2027, 7, 31))
    desk.click(form.verb)


def test_a_number_is_read_as_people_write_it(seat: Seat, five: Region) -> None:
    """1.250 with its point; a change in percent needs its sign, of whatever kind."""
    form = TargetForm(seat(five.region).window, (Trend("nk-po-2017", "langdurig_ziek", "T", "langdurig ziek", ()),))
    for typed, read in (("1.250", 1250), ("40", 40), ("1.25", None), ("-3", None)):
        form.baseline.setText(typed)
        assert form.target().baseline == read
    for typed, read in (("-50%", -50), ("−50", -50), ("+5 %", 5), ("50", None)):
        form.amount.setText(typed)
        assert form.target().percent == read


def test_a_target_from_adding_to_removing(delivered: Region, seat: Seat, post: Path) -> None:
    """With its trend, its standing in words, a note, and in the quarterly report."""
    for sender in (*delivered.senders, delivered.senders[0]):
        keep_pupil(sender, first_absent_on=date(2025, 9, 8))
    delivered.sum_up(TODAY)
    desk = seat(delivered.region)
    desk.go("goals")
    page = desk.page(GoalsPage)
    assert page._none.isVisible(), "and what could be aimed at stands below"
    rows = {row.label: course(row) for row in page._lines.rows()}
    assert rows["thuiszitters, totaal"] == "0"
    assert page.table.model().rowCount() == len(rows)
    add_target(desk, page)
    (card,) = page.cards
    assert not page._none.isVisible()
    assert card.goal.target.baseline == 40
    desk.click(card.note_button)
    effect = page.effect
    assert effect is not None
    assert effect.line.currentText().startswith("thuiszitters, totaal – ")
    effect.note.setText("Twee scholen telden voor het eerst")
    desk.click(effect.verb)
    assert page.cards[0].goal.last is not None
    assert page.cards[0].goal.last.note == "Twee scholen telden voor het eerst"
    desk.go("combined")
    combined = desk.page(CombinedPage)
    combined.report.rhythm.setCurrentIndex(1)
    desk.click(combined.report.report_button)
    desk.click(combined.report.csv_button)
    assert (post / f"regiorapport-{TODAY}.pdf").read_bytes().startswith(b"%PDF")
    assert "thuiszitters, totaal" in (post / f"regiorapport-{TODAY}.csv").read_text("utf-8-sig")
    desk.go("goals")
    desk.click(page.cards[0].remove_button)
    assert desk.asked[-1].startswith("Dit doel verwijderen?")
    assert page.cards == ()


def test_the_last_numbers_of_a_line_stand_in_a_row() -> None:
    """Oldest first; hidden stays a word, not registered too; a longer line says so, a * what was noted."""
    values: tuple[int | Mark | None, ...] = (None, Mark.HIDDEN, 7, 6, 5, 6, 9)
    points = tuple(Point(b"", TODAY, value, Coverage(Sector.PO, 5, 5)) for value in values)
    assert course(Trend("r", "c", "t", "l", points)) == "… → afgeschermd → 7 → 6 → 5 → 6 → 9"
    assert course(Trend("r", "c", "t", "l", points[:2])) == "niet geregistreerd → afgeschermd"
    noted = (points[2], Point(b"", TODAY, 9, _FIVE, "anders geteld"))
    assert course(Trend("r", "c", "t", "l", noted)) == "7 → 9*"
    assert effects(Trend("r", "c", "t", "l", noted)) == "24 maart 2026: anders geteld"
    other = replace(points[2], is_break=True)
    assert course(Trend("r", "c", "t", "l", (points[3], other))) == "6 | andere definities: 7"


def test_what_the_definitions_promise_can_be_taken_over(qtbot: QtBot) -> None:
    """All but the number of the nulmeting; a line without a promise shows none."""
    lines = ("thuiszitters_totaal", "langer_dan_3_maanden_zonder_aanbod", "niet_ingeschreven_leerplichtig")
    trends = [Trend("landelijk-po", line, "Landelijk", line, ()) for line in lines]
    owner = QWidget()
    qtbot.addWidget(owner)
    form = TargetForm(owner, trends, definitions.load("zuid-limburg-2018").targets)
    form.show()
    assert not form.take.isVisible()
    form.line.setCurrentIndex(1)
    assert "niemand meer op 31 december 2020" in form._promised.text()
    form.take.click()
    none_left = form.target()
    check(none_left)
    assert (none_left.kind, none_left.value, none_left.due_on) == (TargetKind.ABSOLUTE, 0, date(2020, 12, 31))
    form.line.setCurrentIndex(2)
    form.take.click()
    form.baseline.setText("40")
    half = form.target()
    check(half)
    assert (half.kind, half.percent, half.baseline) == (TargetKind.FIXED, -50, 40)
    assert half.baseline_source == "leerplichtrapportage RBL 2016-2017"


def test_an_effect_can_be_noted_on_every_line_and_telling(qtbot: QtBot) -> None:
    """What was noted there stands in the field; a whole report has its own note, on any of its tellingen."""
    days = (Point(b"een", date(2026, 1, 1), 5, _FIVE), Point(b"twee", date(2026, 4, 1), 6, _FIVE))
    trends = [
        Trend("landelijk-po", "a", "Landelijk PO", "eerste", days[:1]),
        Trend("landelijk-po", "b", "Landelijk PO", "tweede", days),
        Trend("landelijk-vo", "a", "Landelijk VO", "eerste", days[1:]),
    ]
    notes = {(b"een", "landelijk-po", "b"): "andere week", (b"een", "landelijk-po", ""): "ander formulier"}
    owner = QWidget()
    qtbot.addWidget(owner)
    form = EffectForm(owner, trends, notes)
    assert (form.place(), form.note.text()) == ((b"een", "landelijk-po", "a"), "")
    form.choose(trends[1])
    assert (form.place(), form.note.text()) == ((b"twee", "landelijk-po", "b"), "")
    form.telling.setCurrentIndex(1)
    assert (form.place(), form.note.text()) == ((b"een", "landelijk-po", "b"), "andere week")
    assert form.line.itemText(3) == "alle regels – Landelijk PO"
    form.line.setCurrentIndex(3)
    form.telling.setCurrentIndex(1)
    assert (form.place(), form.note.text()) == ((b"een", "landelijk-po", ""), "ander formulier")
    form.line.setCurrentIndex(4)
    assert form.place() == (b"twee", "landelijk-vo", "")


def test_what_a_number_field_asks_stands_above_it(qtbot: QtBot) -> None:
    """Also once something was typed in it; and the form is no wider than its window."""
    trend = Trend("landelijk-po", "thuiszitters_totaal", "Een titel van een rapport " * 8, "thuiszitters, totaal", ())
    owner = QWidget()
    owner.resize(520, 700)
    qtbot.addWidget(owner)
    form = TargetForm(owner, [trend])
    form.amount.setText("-50")
    owner.show()
    form.show()
    labels = [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
    assert "Verschil in procenten" in labels
    assert form._scroll.horizontalScrollBar().maximum() == 0
    form.kind.setCurrentIndex(form.kind.findData(TargetKind.ABSOLUTE))
    assert "Aantal dat bereikt moet worden" in [label.text() for label in form.findChildren(QLabel)]
    form.amount.setText("1.000.000")
    assert form.target().value == 1_000_000
