"""A drop-down list that a scrolling form leaves alone."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class Choice(QComboBox):
    """A list that the wheel passes by: scrolling a form must not change it. `lines` are pairs of value and words."""

    def __init__(self, name: str, lines: Iterable[tuple[Any, str]] = ()) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(18)
        for value, words in lines:
            self.addItem(words, value)

    def choose(self, value: Any) -> None:
        """Select the line of a value; the first line when there is none."""
        self.setCurrentIndex(max(0, self.findData(value)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
