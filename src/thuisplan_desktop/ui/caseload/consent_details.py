"""Parts of the consent dialog: what for, how long, and what proves it (AVG article 7(1); domain §2.3)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from thuisplan_desktop.dutch import format_date, format_weekday
from thuisplan_desktop.register.case import Contact
from thuisplan_desktop.register.codes import ConsentForm, Decision, Purpose
from thuisplan_desktop.register.consent import Consent
from thuisplan_desktop.register.law import cite
from thuisplan_desktop.register.meeting import Meeting
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.date_field import DateField
from thuisplan_desktop.ui.widgets.flow import Flow


class PurposeBoxes(QWidget):
    """A closed list to tick, and a line in the school's own words."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes = {one: QCheckBox(one.label) for one in Purpose if one.is_asked_for}
        self.note = QLineEdit(placeholderText="bijvoorbeeld: samen zoeken naar een rustige plek om te leren")
        self.note.setAccessibleName("Toelichting op het doel")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for one, box in self.boxes.items():
            box.setAccessibleName(f"Waarvoor: {one.label}")
        column.addWidget(Flow(*self.boxes.values()))
        column.addWidget(self.note)

    def chosen(self) -> frozenset[Purpose]:
        return frozenset(one for one, box in self.boxes.items() if box.isChecked())

    def choose(self, purposes: Iterable[Purpose], note: str) -> None:
        wanted = set(purposes)
        for one, box in self.boxes.items():
            box.setChecked(one in wanted)
        self.note.setText(note)


class Term(QComboBox):
    """For the whole trajectory, or for one meeting alone. Never longer than the schooljaar."""

    def __init__(self, meetings: Sequence[Meeting]) -> None:
        super().__init__()
        self.setAccessibleName("Geldt voor")
        self.addItem("het hele traject, ten hoogste tot het einde van het schooljaar", "")
        for one in meetings:
            self.addItem(f"alleen {one.name or one.kind.label} op {format_weekday(one.held_on)}", one.id)

    def meeting_id(self) -> str:
        return str(self.currentData() or "")

    def choose(self, meeting_id: str) -> None:
        """A meeting that is over stays chosen under its own line."""
        if meeting_id and self.findData(meeting_id) < 0:
            self.addItem("alleen een bijeenkomst die al is geweest", meeting_id)
        self.setCurrentIndex(max(0, self.findData(meeting_id)))


class Proof(QWidget):
    """When it was explained, whether a pupil of 12 to 15 was heard, where the paper lies, and who checked gezag."""

    def __init__(self) -> None:
        super().__init__()
        self.informed = DateField("Uitleg gegeven op")
        self.heard = DateField("Leerling gehoord op")
        self.paper = QLineEdit(placeholderText="bijvoorbeeld: map 3, kast zorgcoördinator")
        self.paper.setAccessibleName("Het papier ligt in")
        self._gezag = text.hint("")
        self._rows = QFormLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setVerticalSpacing(10)
        self._rows.setHorizontalSpacing(16)
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for name, field in (
            ("Uitleg gegeven op", self.informed), ("Leerling gehoord op", self.heard),
            ("Het papier ligt in", self.paper), ("Gezag", self._gezag),
        ):  # fmt: skip
            self._rows.addRow(name, field)

    def show_consent(self, consent: Consent) -> None:
        self.informed.set_day(consent.informed_on)
        self.heard.set_day(consent.pupil_heard_on)
        self.paper.setText(consent.paper_place)

    def is_valid(self) -> bool:
        return self.informed.is_valid() and self.heard.is_valid()

    def put_into(self, consent: Consent) -> Consent:
        """The record with what is filled in here and fits its answer."""
        return replace(
            consent,
            informed_on=self.informed.day(),
            pupil_heard_on=self.heard.day() if self._shows(self.heard) else None,
            paper_place=self.paper.text().strip() if self._shows(self.paper) else "",
        )

    def fit(self, decision: Decision, form: ConsentForm, giver: Contact | None, *, hears_pupil: bool) -> None:
        """Show only what goes with the answer, the form and who gives it."""
        answered = decision in (Decision.GIVEN, Decision.REFUSED)
        self._rows.setRowVisible(self.heard, hears_pupil and giver is not None)
        self._rows.setRowVisible(self.paper, answered and form is ConsentForm.WRITTEN)
        self._rows.setRowVisible(self._gezag, giver is not None)
        self._gezag.setText(gezag_words(giver) if giver else "")

    def _shows(self, field: QWidget) -> bool:
        return self._rows.isRowVisible(field)


def gezag_words(contact: Contact) -> str:
    """How it is known that this person has gezag, or that nobody looked yet."""
    if contact.gezag_checked_on is None:
        return f"Nog niet gecontroleerd. Leg dat vast bij Betrokkenen. Bron: {cite('gezag')}."
    how = f": {contact.gezag_checked_how}" if contact.gezag_checked_how else ""
    return f"Gecontroleerd op {format_date(contact.gezag_checked_on)}{how}."


def ahead(meetings: Iterable[Meeting], today: date) -> tuple[Meeting, ...]:
    """The meetings that are still to come, the nearest first."""
    return tuple(sorted((one for one in meetings if one.held_on >= today), key=lambda one: one.held_on))
