"""A short list of facts: what it is on the left, the fact on the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from thuisplan_desktop.ui.widgets import text


class Facts(QWidget):
    """Rows of label and value, replaced by `show_facts`."""

    def __init__(self, rows: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.show_facts(rows)

    def show_facts(self, rows: Sequence[tuple[str, str]]) -> None:
        self._clear()
        for number, (name, value) in enumerate(rows):
            label, fact = text.label(name, "soft", wrap=False), text.label(value)
            label.setBuddy(fact)
            self._grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(fact, number, 1)

    def text(self) -> str:
        """Everything it shows, row by row."""
        return "\n".join(label.text() for label in self.findChildren(QLabel))

    def _clear(self) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
