"""A table in a page that scrolls: as high as its rows, up to a limit; after that it scrolls itself.

What doesn't fit beside each other comes under each other: in a short list every word can be read, in any window.
"""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtWidgets import QSizePolicy, QTableView

_MOST_ROWS = 12
_PADDING, _ANY = 22, 10_000
"""Beside the words of a cell, as `window.qss` and Qt leave open together; and a height without an end."""


def fit(table: QTableView, most: int = _MOST_ROWS) -> None:
    """Call it after the rows were set; from then on the table follows its width by itself."""
    fitted = table.findChild(_Fitted) or _Fitted(table)
    fitted.most = most
    fitted.fit()


class _Fitted(QObject):
    """Keeps the rows of one table as high as their words, and the table as high as its rows."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table, self.most = table, _MOST_ROWS
        table.setWordWrap(True)
        table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.fit)
        table.horizontalHeader().sectionResized.connect(lambda *_sizes: self._later.start())
        table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The columns get their new widths after this event, so the rows follow in the next round."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._later.start()
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        table, rows = self._table, self._table.verticalHeader()
        for number in range(rows.count()):
            rows.resizeSection(number, self._needed(number))
        shown = min(rows.count(), self.most)
        height = sum(rows.sectionSize(number) for number in range(shown)) or rows.defaultSectionSize()
        if table.horizontalHeader().length() > table.viewport().width():
            height += table.horizontalScrollBar().sizeHint().height()
        head = table.horizontalHeader().sizeHint().height()
        table.setFixedHeight(head + height + 2 * table.frameWidth() + 6)

    def _needed(self, row: int) -> int:
        """Worked out here: what the style says of a cell leaves the padding of our own style sheet out."""
        model, metrics = self._table.model(), self._table.fontMetrics()
        widths = self._table.horizontalHeader()
        wanted = max(
            metrics.boundingRect(
                QRect(0, 0, max(widths.sectionSize(column) - _PADDING, 1), _ANY),
                Qt.TextFlag.TextWordWrap,
                str(model.index(row, column).data() or ""),
            ).height()
            for column in range(model.columnCount())
        )
        usual = self._table.verticalHeader().defaultSectionSize()
        return max(usual, wanted + usual - metrics.height())
