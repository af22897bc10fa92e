"""Twelve words that two people compare over the telephone: large, numbered, in columns."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from thuisplan_desktop.ui.theme import worn

_PADDING = 16
_COLUMNS = (4, 3, 2, 1)
GAP = "………"


class WordsGrid(QWidget):
    """Painted, so that the words keep their columns at any size of text. A screen reader reads them in order."""

    def __init__(self, words: str = "", *, whose: str = "Controlewoorden") -> None:
        super().__init__()
        self._whose = whose
        self._words: tuple[str, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_words(words)

    def show_words(self, words: str, *, without: int = 0) -> None:
        """`without` is the place (from 1) of a word that has to be heard: a gap stands there."""
        told = words.split()
        if without:
            told[without - 1] = GAP
        self._words = tuple(told)
        spoken = (f"woord {number} ontbreekt" if word == GAP else word for number, word in enumerate(told, start=1))
        self.setAccessibleName(f"{self._whose}: {', '.join(spoken)}")
        self._fit()
        self.update()

    def words(self) -> str:
        return " ".join(self._words)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._cell_width() + 2 * _PADDING, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = worn()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(colours.accent_soft))
        painter.setPen(QPen(QColor(colours.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        for number, word in enumerate(self._words):
            self._paint_word(painter, number, word)

    def _paint_word(self, painter: QPainter, number: int, word: str) -> None:
        columns, colours = self._columns(), worn()
        width = (self.width() - 2 * _PADDING) / columns
        left = _PADDING + (number % columns) * width
        top = _PADDING + (number // columns) * self._line()
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self.font())
        painter.setPen(QColor(colours.accent_ink))
        painter.drawText(QRectF(left, top, self._number_width(), self._line()), flags, f"{number + 1}")
        painter.setFont(self._word_font())
        beside = QRectF(left + self._number_width(), top, width - self._number_width(), self._line())
        painter.drawText(beside, flags, word)

    def _fit(self) -> None:
        rows = -(-len(self._words) // self._columns())
        self.setFixedHeight(2 * _PADDING + rows * self._line())

    def _columns(self) -> int:
        room = self.width() - 2 * _PADDING
        return next((each for each in _COLUMNS if each * self._cell_width() <= room), 1)

    def _cell_width(self) -> int:
        return self._number_width() + round(self.fontMetrics().averageCharWidth() * 15)

    def _number_width(self) -> int:
        return self.fontMetrics().horizontalAdvance("00") + 10

    def _line(self) -> int:
        return round(self.fontMetrics().height() * 1.9)

    def _word_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.2)
        font.setWeight(QFont.Weight.DemiBold)
        return font
