"""A table whose words are always whole: a row is as high as they need, and the table as its rows, up to a limit."""

from typing import TypeVar

from PySide6.QtCore import Qt, QTimer

from thuisplan_desktop.ui.models.rows import RowsModel
from thuisplan_desktop.ui.widgets.fitted_table import MOST_ROWS
from thuisplan_desktop.ui.widgets.table import Table

Row = TypeVar("Row")


class WrappedTable(Table[Row]):
    """For names that differ at their end: one that is cut off there tells nothing."""

    def __init__(self, model: RowsModel[Row], name: str, *, stretch: int = 0) -> None:
        super().__init__(model, name, stretch=stretch)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self._later = QTimer(self, singleShot=True)  # once columns have the width that they keep
        self._later.timeout.connect(self._fit)
        self.horizontalHeader().sectionResized.connect(self._soon)
        for changed in (self.rows.modelReset, self.rows.layoutChanged, self.rows.rowsInserted, self.rows.rowsRemoved):
            changed.connect(self._soon)

    def _soon(self, *_changed: object) -> None:
        self._later.start()

    def _fit(self) -> None:
        """Each row to its words, the table to its rows."""
        header = self.verticalHeader()
        around = header.defaultSectionSize() - self.fontMetrics().height()
        for row in range(self.rows.rowCount()):
            header.resizeSection(row, max(self.sizeHintForRow(row) + around, header.defaultSectionSize()))
        most = MOST_ROWS * header.defaultSectionSize()
        rows = min(max(header.length(), header.defaultSectionSize()), most)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + 2 * self.frameWidth() + 6)
