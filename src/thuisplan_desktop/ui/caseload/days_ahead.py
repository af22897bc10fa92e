"""The next days of a case under each other: how long until then, what and why, and the way to where it is met."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from thuisplan_desktop.dutch import format_date_short, format_duration
from thuisplan_desktop.register.signal import Signal
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.icons import IconButton

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
NONE = "Er loopt nu geen termijn."
MOST = 5
"""More than this is no overview: the rest stands in its own section."""


class DaysAhead(QWidget):
    """`section_wanted` carries the section in which a day is met."""

    section_wanted = QtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)

    def show_days(self, days: Sequence[Signal], today: date, none: str = NONE) -> None:
        """Replace what is shown; the earliest first, those that have passed are said to be late; `none` without any."""
        for old in self.findChildren(QWidget):
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        for row, signal in enumerate(days[:MOST]):
            self._add(row, signal, today)
        if not days:
            self._grid.addWidget(text.hint(none), 0, 0, 1, 3)
        if len(days) > MOST:
            self._grid.addWidget(text.hint(f"En nog {len(days) - MOST}, elk in het eigen onderdeel."), MOST, 0, 1, 3)

    def _add(self, row: int, signal: Signal, today: date) -> None:
        left = (signal.due - today).days
        tone: text.Tone = "bad" if left < 0 else "warn" if left <= 7 else "info"
        when = text.badge(f"{format_date_short(signal.due)}, {_away(left)}", tone)
        words = QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addWidget(text.label(signal.what))
        lines.addWidget(text.label(signal.why, "small"))
        way = IconButton(signal.section, "next", look="quiet")
        way.setAccessibleName(f"Naar {signal.section}: {signal.what}")
        way.clicked.connect(lambda: self.section_wanted.emit(signal.section))
        self._grid.addWidget(when, row, 0, _LEFT)
        self._grid.addWidget(words, row, 1)  # an aligned label would not get the height that wrapped text needs
        self._grid.addWidget(way, row, 2, _LEFT)


def _away(left: int) -> str:
    if left == 0:
        return "vandaag"
    return f"over {format_duration(left)}" if left > 0 else f"{format_duration(-left)} te laat"
