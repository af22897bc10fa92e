"""A text with its findings marked and numbered. It is only read here; selecting a part offers it for removal."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from thuisplan_desktop.ui.theme import worn
from thuisplan_desktop.ui.widgets.clipboard import marked
from thuisplan_desktop.ui.widgets.text import Tone


@dataclass(frozen=True, repr=False)
class Mark:
    """A numbered span, in code points, and how it stands: warn still open, bad goes out, good stays."""

    number: int
    start: int
    end: int
    tone: Tone


def to_qt(text: str, offset: int) -> int:
    """Qt counts UTF-16 units, findings count code points: they differ after an emoji."""
    return offset + sum(ord(char) > 0xFFFF for char in text[:offset])


def from_qt(text: str, position: int) -> int:
    """The code point at a position of Qt."""
    units = 0
    for offset, char in enumerate(text):
        if units >= position:
            return offset
        units += 2 if ord(char) > 0xFFFF else 1
    return len(text)


class MarkedText(QTextEdit):
    """`clicked` carries the number of the finding under the mouse; `selected` says whether something is selected."""

    clicked = Signal(int)
    selected = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._marks: tuple[Mark, ...] = ()
        self._words = ""
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.copyAvailable.connect(self.selected)
        self.cursorPositionChanged.connect(self._on_moved)

    def show_text(self, words: str, marks: Sequence[Mark] = ()) -> None:
        """The text with room above each line for the numbers."""
        self.setPlainText(words)
        self._words = words
        room = QTextBlockFormat()
        room.setLineHeight(165.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(room)
        self._leave_room_on_top()
        self.show_marks(marks)

    def _leave_room_on_top(self) -> None:
        """The first line has numbers above it too."""
        frame = self.document().rootFrame()
        look = frame.frameFormat()
        look.setTopMargin(self.fontMetrics().height() * 0.8)
        frame.setFrameFormat(look)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        self._marks = tuple(marks)
        self.setExtraSelections([self._selection(mark) for mark in marks])
        self.viewport().update()

    def selection(self) -> tuple[int, int]:
        """The selected part in code points; empty when start equals end."""
        cursor = self.textCursor()
        return from_qt(self._words, cursor.selectionStart()), from_qt(self._words, cursor.selectionEnd())

    def select(self, start: int, end: int) -> None:
        """Select a part and bring it into view."""
        cursor = self._cursor(start, end)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def show_mark(self, number: int) -> None:
        """Bring one finding into view."""
        mark = next(mark for mark in self._marks if mark.number == number)
        cursor = self._cursor(mark.start, mark.start)
        self.blockSignals(True)
        self.setTextCursor(cursor)
        self.blockSignals(False)
        self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:
        return marked(self.textCursor().selection().toPlainText())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        small = QFont(self.font())
        small.setPointSizeF(max(6.5, small.pointSizeF() * 0.74))
        small.setBold(True)
        painter.setFont(small)
        for mark in self._marks:
            self._number(painter, mark)
        painter.end()

    def _selection(self, mark: Mark) -> QTextEdit.ExtraSelection:
        colours = worn()
        look = QTextCharFormat()
        look.setBackground(QColor(getattr(colours, f"{mark.tone}_soft")))
        look.setForeground(QColor(getattr(colours, f"{mark.tone}_ink")))
        look.setFontUnderline(mark.tone == "warn")
        look.setFontStrikeOut(mark.tone == "bad")
        made = QTextEdit.ExtraSelection()
        made.format = look
        made.cursor = self._cursor(mark.start, mark.end)
        return made

    def _number(self, painter: QPainter, mark: Mark) -> None:
        """Above the first letter of the finding, so that no letter moves."""
        at = self.cursorRect(self._cursor(mark.start, mark.start))
        high = painter.fontMetrics().height()
        letters = self.fontMetrics().height()
        area = QRectF(at.x(), at.bottom() - letters - high + 3, 40, high)
        painter.setPen(QColor(getattr(worn(), f"{mark.tone}_ink")))
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft, str(mark.number))

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(to_qt(self._words, start))
        cursor.setPosition(to_qt(self._words, end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _on_moved(self) -> None:
        if self.textCursor().hasSelection():
            return
        at = from_qt(self._words, self.textCursor().position())
        found = next((mark.number for mark in self._marks if mark.start <= at < mark.end), None)
        if found is not None:
            self.clicked.emit(found)
