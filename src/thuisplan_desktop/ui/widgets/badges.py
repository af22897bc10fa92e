"""Badges inside a table: a word on a coloured ground, the word says it, the colour repeats it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from thuisplan_desktop.ui.models.rows import ROW_ROLE
from thuisplan_desktop.ui.theme import worn
from thuisplan_desktop.ui.widgets.text import Tone

_SIDE, _TALL = 9.0, 3.0


class BadgeDelegate(QStyledItemDelegate):
    """Draws the text of a cell as a badge in the tone of its row; without a tone it is plain text."""

    def __init__(self, parent: QWidget, tone_of: Callable[[Any], Tone | None]) -> None:
        super().__init__(parent)
        self._tone_of = tone_of

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tone = self._tone_of(index.data(ROW_ROLE))
        if tone is None:
            super().paint(painter, option, index)
            return
        words = str(index.data())
        empty = QStyleOptionViewItem(option)
        self.initStyleOption(empty, index)
        empty.text = ""
        widget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, empty, painter, widget)
        self._draw(painter, QRectF(option.rect), words, tone)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return super().sizeHint(option, index) + QSize(round(2 * _SIDE), 0)

    @staticmethod
    def _draw(painter: QPainter, cell: QRectF, words: str, tone: Tone) -> None:
        colours = worn()
        metrics = painter.fontMetrics()
        room = cell.width() - 2 * _SIDE - 8
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, round(room))
        height = metrics.height() + 2 * _TALL
        width = metrics.horizontalAdvance(shown) + 2 * _SIDE
        pill = QRectF(cell.x() + 6, cell.center().y() - height / 2, width, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(colours, f"{tone}_soft")))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(QColor(getattr(colours, f"{tone}_ink")))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()
