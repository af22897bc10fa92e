"""A day off, days with lessons after all, or a vacation on other days."""

from PySide6.QtWidgets import QLineEdit, QWidget

from thuisplan_desktop.register.calendar import DayKind, OwnDays
from thuisplan_desktop.register.calendar_rows import CalendarRow
from thuisplan_desktop.ui.widgets.choice import Choice
from thuisplan_desktop.ui.widgets.date_field import DateField
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog
from thuisplan_desktop.ui.widgets.labelled import Labelled

_KINDS = ((DayKind.FREE.value, "Er is geen les"), (DayKind.SCHOOL.value, "Er is toch les"))
_MOVED = "De termijnen van alle casussen schuiven mee. De meegeleverde dagen zijn dan gewone schooldagen."


class DaysDialog(FormDialog):
    """Of a vacation only the days can change; of the school's own also what it is. Without a row: a new one."""

    def __init__(self, parent: QWidget, row: CalendarRow | None) -> None:
        shipped = row is not None and row.shipped is not None
        heading = f"{row.name} op andere dagen" if row and shipped else "Eigen dag" if row else "Vrije dag toevoegen"
        super().__init__(parent, heading, "Opslaan", explanation=_MOVED if shipped else "", letters=72)
        self.kind = Choice("Soort", _KINDS)
        self.name = QLineEdit()
        self.first, self.last = DateField("Eerste dag"), DateField("Laatste dag")
        self._rows = {
            self.first: Labelled("Eerste dag", self.first),
            self.last: Labelled("Laatste dag", self.last, help_text="Leeg als het om één dag gaat."),
        }
        self._name = row.name if row and shipped else None
        if not shipped:
            self.add(Labelled("Wat is er?", self.kind))
            self._named = Labelled("Naam", self.name, help_text="Bijvoorbeeld studiedag. Geen naam van een leerling.")
            self.add(self._named)
        for field in self._rows.values():
            self.add(field)
        self._fill(row)

    def days(self) -> OwnDays | None:
        """What stands there; None after saying beside the field what is missing or is no date."""
        for row in self._rows.values():
            row.show_problem("")
        first = self.first.day()
        if first is None:
            self._rows[self.first].show_problem("Vul een datum in, als dd-mm-jjjj.")
            return None
        if not self.last.is_valid():
            self._rows[self.last].show_problem("Dit is geen datum. Schrijf hem als dd-mm-jjjj.")
            return None
        name = self._name if self._name is not None else self.name.text().strip()
        return OwnDays(DayKind(self.kind.currentData()), name, first, self.last.day() or first)

    def _fill(self, row: CalendarRow | None) -> None:
        if row is None:
            return
        self.kind.choose(row.kind.value)
        self.name.setText(row.name)
        self.first.set_day(row.starts_on)
        self.last.set_day(row.ends_on)
