"""A table over a `RowsModel`: sorted, searched, used with the keyboard."""

from typing import Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from thuisplan_desktop.ui.models.rows import ROW_ROLE, RowsModel

Row = TypeVar("Row")

_MEASURED_ROWS = 200
"""How many rows tell how wide a column is; measuring a thousand, as Qt does, takes a third of a second."""
_ROOMY = 125
"""Characters that fit beside each other in a table that shows every column."""
Index = QModelIndex | QPersistentModelIndex


class SortedRows(QSortFilterProxyModel):
    """Leaves sorting to the model, and keeps the rows in which every searched word occurs."""

    def __init__(self, model: RowsModel[Any], parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._words: tuple[str, ...] = ()
        self.setSourceModel(model)

    def search(self, text: str) -> None:
        self.beginFilterChange()
        self._words = tuple(text.casefold().split())
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, _source_parent: Index) -> bool:
        if not self._words:
            return True
        shown = self._model.shown(source_row)
        return all(word in shown for word in self._words)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._model.sort(column, order)


class Table(QTableView, Generic[Row]):
    """`chosen` carries the row that was opened (Enter or double click), `picked` the row that was selected."""

    chosen = Signal(object)
    picked = Signal(object)

    def __init__(self, model: RowsModel[Row], name: str, *, stretch: int = 0, spare: int | None = None) -> None:
        """`spare`: the column that a narrow window does without; what it says must stand elsewhere on the page."""
        super().__init__()
        self._spare = spare
        self.rows = SortedRows(model, self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self._dress(stretch)
        self.activated.connect(lambda index: self.chosen.emit(index.data(ROW_ROLE)))
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)

    def selected(self) -> Any:
        """The selected row, or None."""
        index = self.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tab leaves the table; Enter opens on every system, also where it would edit."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.selected())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._spare is not None:
            self.setColumnHidden(self._spare, event.size().width() < _ROOMY * self.fontMetrics().averageCharWidth())
        super().resizeEvent(event)

    def _dress(self, stretch: int) -> None:
        self.setSortingEnabled(True)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 2.1))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        header.setResizeContentsPrecision(_MEASURED_ROWS)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 14)
        header.setSortIndicatorClearable(False)

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.picked.emit(current.data(ROW_ROLE))
