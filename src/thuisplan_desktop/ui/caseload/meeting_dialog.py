"""Nieuwe bijeenkomst: what kind, when, and who sit at the table."""

from datetime import date

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QGridLayout, QLineEdit, QWidget

from thuisplan_desktop.actions.cases import USUAL_PARTIES
from thuisplan_desktop.register.codes import MeetingKind, Party, Role
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.date_field import DateField
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog

_SCHOOL_TEAM = (Party.ZORGCOORDINATOR, Party.MENTOR, *USUAL_PARTIES)
_CONSULENT_TEAM = (Party.CONSULENT, Party.LEERPLICHT, Party.YOUTH_DOCTOR)


class MeetingDialog(FormDialog):
    def __init__(self, parent: QWidget, today: date, role: Role) -> None:
        super().__init__(
            parent,
            "Nieuwe bijeenkomst",
            "Plannen",
            explanation="Wie er aan tafel zitten bepaalt of een casus op naam besproken mag worden. Kies rollen, geen "
            "personen.",
        )
        self._kind = QComboBox()
        self._kind.setAccessibleName("Soort bijeenkomst")
        for kind in MeetingKind:
            self._kind.addItem(kind.label[:1].upper() + kind.label[1:], kind.value)
        self._day = DateField("Datum")
        self._day.set_day(today)
        self.name = QLineEdit(placeholderText="bijvoorbeeld: kernteam Noord")
        self.name.setAccessibleName("Naam, als u die gebruikt")
        usual = _CONSULENT_TEAM if role is Role.CONSULENT else _SCHOOL_TEAM
        self.boxes = {party: QCheckBox(party.label) for party in Party}
        for party in usual:
            self.boxes[party].setChecked(True)
        self._lay_out_form()

    def kind(self) -> MeetingKind:
        return MeetingKind(self._kind.currentData())

    def choose_kind(self, kind: MeetingKind) -> None:
        self._kind.setCurrentIndex(self._kind.findData(kind.value))

    def held_on(self) -> date | None:
        """The day; None, and a word about why, while there is none."""
        day = self._day.day()
        self.show_problem("" if day else "Vul de datum in, als dd-mm-jjjj.")
        return day

    def choose_day(self, day: date) -> None:
        self._day.set_day(day)

    def participants(self) -> tuple[Party, ...]:
        return tuple(party for party, box in self.boxes.items() if box.isChecked())

    def _lay_out_form(self) -> None:
        rows = QFormLayout()
        rows.setVerticalSpacing(10)
        for name, field in (("Soort", self._kind), ("Datum", self._day), ("Naam", self.name)):
            rows.addRow(name, field)
        self.add(rows)
        self.add(text.heading("Wie zitten er aan tafel"))
        grid = QGridLayout()
        for number, (party, box) in enumerate(self.boxes.items()):
            box.setAccessibleName(f"Aan tafel: {party.label}")
            grid.addWidget(box, number // 2, number % 2)
        self.add(grid)
