"""Date, passphrase and catalogue editors."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from factories import make_absence, make_case, make_contact
from thuisplan_desktop.register.case import Absence, Case, Contact
from thuisplan_desktop.register.fields import fields_of
from thuisplan_desktop.ui.widgets.date_field import CalendarPopup, DateField
from thuisplan_desktop.ui.widgets.field_editor import ChoiceEditor, FieldForm, NoteEditor, editor_for
from thuisplan_desktop.ui.widgets.labelled import Labelled
from thuisplan_desktop.ui.widgets.passphrase_field import PassphraseField

CASE = make_case(note="Één notitie")


def type_into(field: QLineEdit, text: str) -> None:
    """Key presses that may hold any letter; QTest's own abort at é."""
    for letter in text:
        event = QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(field, event)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3-11-2026", date(2026, 11, 3)),
        ("03/11/2026", date(2026, 11, 3)),
        ("2026-11-03", date(2026, 11, 3)),
        ("29-2-2024", date(2024, 2, 29)),
        ("", None),
    ],
)
def test_a_date_is_taken_as_people_type_it(qtbot: QtBot, typed: str, day: date | None) -> None:
    """Several spellings, one way of showing."""
    field = DateField("Geboortedatum")
    type_into(field.edit, typed)
    assert field.day() == day
    assert field.is_valid()
    field.edit.editingFinished.emit()
    assert field.edit.text() == (f"{day:%d-%m-%Y}" if day else "")


def test_half_a_date_is_no_mistake_before_it_is_finished(qtbot: QtBot) -> None:
    """The mark comes when the field is left, in words too, and goes when it is mended."""
    field = DateField("Van")
    type_into(field.edit, "31-2-2026")
    assert not field.is_valid()
    assert field.edit.property("problem") is None
    field.edit.editingFinished.emit()
    assert field.edit.property("problem") is True
    assert "geen datum" in field.edit.accessibleDescription()
    field.set_day(date(2026, 2, 28))
    assert field.edit.property("problem") is False


def test_a_date_tells_once_that_it_changed(qtbot: QtBot) -> None:
    """Not at every letter."""
    field, told = DateField("Van"), []
    field.changed.connect(lambda: told.append(field.day()))
    type_into(field.edit, "3-11-2026")
    field.edit.editingFinished.emit()
    assert told == [date(2026, 11, 3)]


@pytest.mark.qt_log_ignore("does not support")
def test_the_calendar_fills_the_field(qtbot: QtBot) -> None:
    """For who prefers to point; it opens on the date that stands there."""
    field = DateField("Van")
    field.set_day(date(2026, 11, 3))
    qtbot.addWidget(field)
    field.show()
    field._button.click()
    popup = field.findChild(CalendarPopup)
    assert popup is not None
    assert popup.calendar.selectedDate() == QDate(2026, 11, 3)
    popup.calendar.clicked.emit(QDate(2026, 12, 24))
    assert field.day() == date(2026, 12, 24)


def test_a_passphrase_is_dots_until_asked(qtbot: QtBot) -> None:
    """The button says what it does, and clearing goes back to dots."""
    field = PassphraseField("Wachtzin")
    type_into(field.edit, "één zonnige şahin")
    assert field.text() == "één zonnige şahin"
    assert field.edit.echoMode() is QLineEdit.EchoMode.Password
    field._show.click()
    assert field.edit.echoMode() is QLineEdit.EchoMode.Normal
    assert field._show.accessibleName() == "Verbergen: wachtzin"
    field.clear()
    assert field.text() == ""
    assert field.edit.echoMode() is QLineEdit.EchoMode.Password
    assert not field.edit.isUndoAvailable()


def test_a_label_says_what_is_wrong(qtbot: QtBot) -> None:
    """In words under the field, and taken back again."""
    row = Labelled("BRIN", QLineEdit(), help_text="Twee cijfers en twee letters.")
    assert row.field.accessibleName() == "BRIN"
    row.show_problem("Vul het BRIN in.")
    assert row._problem.text() == "Vul het BRIN in."
    assert not row._problem.isHidden()
    row.show_problem("")
    assert row._problem.isHidden()


@pytest.mark.parametrize("item", [CASE, make_absence(CASE), make_contact(CASE)], ids=["case", "absence", "contact"])
def test_every_catalogued_field_has_an_editor_that_keeps_its_value(
    qtbot: QtBot, item: Case | Absence | Contact
) -> None:
    """What goes in comes out, of the same type."""
    names = [field.name for field in fields(item) if field.name != "case_id"]
    form = FieldForm(type(item), names)
    told: list[bool] = []
    form.edited.connect(lambda: told.append(True))
    form.show_item(item)
    assert told == []
    assert form.is_valid()
    assert form.applied_to(item) == item
    assert all(type(form.values()[name]) is type(getattr(item, name)) for name in names)


def test_every_editor_tells_of_an_edit(qtbot: QtBot) -> None:
    """So that a form knows that there is something to keep."""
    silent = []
    for field in fields_of(Case):
        editor, told = editor_for(field), []
        editor.edited.connect(lambda told=told: told.append(True))
        before = editor.value()
        _change(editor)
        if not told or editor.value() == before:
            silent.append(field.name)
    assert silent == []


def _change(editor: QWidget) -> None:
    from PySide6.QtWidgets import QCheckBox, QComboBox, QPlainTextEdit

    if box := editor.findChild(QCheckBox):
        box.click()
    elif choice := editor.findChild(QComboBox):
        choice.setCurrentIndex(choice.count() - 1)
    elif note := editor.findChild(QPlainTextEdit):
        note.setPlainText("anders")
    elif line := editor.findChild(QLineEdit):
        type_into(line, "3-11-2026")


def test_a_note_is_edited_in_more_lines(qtbot: QtBot) -> None:
    """Free text gets room."""
    assert isinstance(editor_for(next(field for field in fields_of(Case) if field.name == "note")), NoteEditor)


def test_scrolling_a_form_changes_no_choice(qtbot: QtBot) -> None:
    """The wheel passes a list by."""
    editor = editor_for(next(field for field in fields_of(Case) if field.name == "school_type"))
    assert isinstance(editor, ChoiceEditor)
    before = editor.value()
    down = QWheelEvent(
        QPointF(2, 2), QPointF(2, 2), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(editor.edit, down)
    assert editor.value() == before


def test_every_editor_has_a_name(qtbot: QtBot, nameless: Callable[[QWidget], list[str]]) -> None:
    """A screen reader hears the label of the catalogue."""
    form = FieldForm(Case, [field.name for field in fields_of(Case)])
    qtbot.addWidget(form)
    form.show()
    assert nameless(form) == []
