"""At the top of Beheer: what needs somebody's attention, or that nothing does."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.icons import IconLabel
from thuisplan_desktop.ui.widgets.layouts import empty

_NOTHING = "Niets. De herstelcode is geoefend, en de reservekopieën zijn bij, ook op de tweede plek."


class AttentionCard(Card):
    def __init__(self) -> None:
        super().__init__("Wat vraagt aandacht?")
        self._lines = QVBoxLayout()
        self.add(self._lines)

    def show_lines(self, sentences: Sequence[str]) -> None:
        """Each with a sign before it; without any, one line that all is well."""
        empty(self._lines)
        for sentence in sentences:
            self._lines.addWidget(_line(sentence, "warning", "warn_ink"))
        if not sentences:
            self._lines.addWidget(_line(_NOTHING, "done", "good_ink"))


def _line(sentence: str, icon_name: str, tone: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(IconLabel(icon_name, tone=tone), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(text.label(sentence), 1)
    return line
