"""A date as people type it: dd-mm-jjjj, or nothing."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from thuisplan_desktop import dutch
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.text import set_look

_SHAPE = "dd-mm-jjjj"


class DateField(QWidget):
    """Takes 3-11-2026, 03/11/2026 and 2026-11-03, shows 03-11-2026, and has a calendar for who prefers to point.

    `changed` comes when the date changed. While the text is no date, `is_valid` is False and `day` is None.
    """

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(_SHAPE)
        self.edit.setAccessibleName(name)
        self.edit.setAccessibleDescription(f"Datum als {_SHAPE}, of leeg")
        self._button = IconButton("", "calendar", look="quiet")
        self._button.setAccessibleName(f"{name}: kies uit de kalender")
        self._button.setToolTip("Kies uit de kalender")
        self._last: date | None = None
        self._lay_out()
        self.edit.textChanged.connect(self._on_text_changed)
        self.edit.editingFinished.connect(self._on_editing_finished)
        self._button.clicked.connect(self._open_calendar)

    def day(self) -> date | None:
        return dutch.parse_date(self.edit.text())

    def set_day(self, day: date | None) -> None:
        self.edit.setText(dutch.format_date_short(day) if day else "")

    def is_valid(self) -> bool:
        """Empty, or a date that exists."""
        return not self.edit.text().strip() or self.day() is not None

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        width = self.fontMetrics().horizontalAdvance("0000-00-0000") + 40
        self.edit.setMinimumWidth(width)
        self.edit.setMaximumWidth(width + 60)
        row.addWidget(self.edit)
        row.addWidget(self._button)
        row.addStretch(1)
        self.setFocusProxy(self.edit)

    def _on_text_changed(self) -> None:
        if self.is_valid():
            self._mark(problem=False)
        if self.day() != self._last:
            self._last = self.day()
            self.changed.emit()

    def _on_editing_finished(self) -> None:
        """Judge only what is finished: half a date is no mistake while it is being typed."""
        self._mark(problem=not self.is_valid())
        if self.day():
            self.set_day(self.day())

    def _mark(self, *, problem: bool) -> None:
        self.edit.setProperty("problem", problem)
        set_look(self.edit, "")
        self.edit.setToolTip(f"Dit is geen datum. Schrijf hem als {_SHAPE}." if problem else "")
        self.edit.setAccessibleDescription(self.edit.toolTip() or f"Datum als {_SHAPE}, of leeg")

    def _open_calendar(self) -> None:
        popup = CalendarPopup(self, self.day())
        popup.chosen.connect(self.set_day)
        popup.move(self._button.mapToGlobal(self._button.rect().bottomLeft()))
        popup.show()


class CalendarPopup(QFrame):
    """A month to point at, with the mouse or with arrows and Enter; Escape leaves it. `chosen` carries the date."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, day: date | None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(QLocale(QLocale.Language.Dutch, QLocale.Country.Netherlands))
        self.calendar.setAccessibleName("Kalender")
        if day is not None:
            self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        QVBoxLayout(self).addWidget(self.calendar)
        self.setFocusProxy(self.calendar)
        self.calendar.clicked.connect(self._on_chosen)
        self.calendar.activated.connect(self._on_chosen)

    def _on_chosen(self, chosen: QDate) -> None:
        self.chosen.emit(chosen.toPython())
        self.close()
