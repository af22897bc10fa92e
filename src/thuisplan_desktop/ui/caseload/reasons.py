"""Sentences under each other, each with its own dot."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from thuisplan_desktop.ui.widgets import text


class Reasons(QWidget):
    """A list of reasons that stays readable when a sentence takes several lines."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)

    def say(self, sentences: Sequence[str]) -> None:
        """Replace the sentences by these."""
        for old in self.findChildren(QWidget):
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        for row, sentence in enumerate(sentences):
            dot = text.label("•", wrap=False)
            self._grid.addWidget(dot, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text.label(sentence), row, 1)
        self.setVisible(bool(sentences))
