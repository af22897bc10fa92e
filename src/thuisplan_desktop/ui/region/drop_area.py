"""A place to drop files on, with a button for who prefers to choose them."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thuisplan_desktop.ui.theme import worn
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.flow import SideBySide
from thuisplan_desktop.ui.widgets.icons import IconButton, IconLabel


class DropArea(QWidget):
    """`dropped` carries the paths of the files; `button` asks for them instead."""

    dropped = Signal(object)

    def __init__(self, invitation: str, button_text: str) -> None:
        super().__init__()
        self.button = IconButton(button_text, "open", look="primary")
        self._above = False
        self.setAcceptDrops(True)
        words = QWidget()
        row = QHBoxLayout(words)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(IconLabel("inbox", tone="accent", scale=2.0))
        row.addWidget(text.hint(invitation), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.addWidget(SideBySide(words, self.button, shares=(1, 0), letters=80))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = worn()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(colours.accent_soft if self._above else colours.window))
        painter.setPen(QPen(QColor(colours.accent if self._above else colours.edge), 1.4, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 9, 9)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._show_above(above=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._show_above(above=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_above(above=False)
        event.acceptProposedAction()
        paths = tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        if paths:
            self.dropped.emit(paths)

    def _show_above(self, *, above: bool) -> None:
        self._above = above
        self.update()
