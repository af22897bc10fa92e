"""One table model for every table: rows of frozen dataclasses, columns that say how to read them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

SORT_ROLE = int(Qt.ItemDataRole.UserRole)
"""Native values (dates, numbers), so that 2 sorts before 10."""

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The whole row."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """`text` is what the cell shows, `sort` its native value (the text itself when left out; None sorts last)."""

    heading: str
    text: Callable[[Row], str]
    sort: Callable[[Row], Any] | None = None
    explain: Callable[[Row], str] | None = None
    right: bool = False


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Holds a tuple of rows that `set_rows` replaces, in the order of `sort`. Never queries.

    It sorts by itself, each value worked out once: a proxy would call back for every comparison, which holds up the
    window for a second and more at ten thousand rows.
    """

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._given: tuple[Row, ...] = ()
        self._rows: tuple[Row, ...] = ()
        self._order: list[int] = []
        """Which of the given rows stands on each line."""
        self._shown: list[str] = []
        self._by, self._descending = -1, False

    def set_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._given, self._shown = tuple(rows), []
        self._arrange()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By native values, None last whichever way; -1 is the order in which the rows were given."""
        by, descending = column, order is Qt.SortOrder.DescendingOrder
        if (by, descending) == (self._by, self._descending):
            return  # the view asks again for what its heading already asked
        self.layoutAboutToBeChanged.emit()
        before, held = self._order, self.persistentIndexList()
        self._by, self._descending = by, descending
        self._arrange()
        lines = {number: line for line, number in enumerate(self._order)}
        moved = [self.index(lines[before[one.row()]], one.column()) for one in held]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        self._order = self._sorted()
        self._rows = tuple(map(self._given.__getitem__, self._order))

    def _sorted(self) -> list[int]:
        """The numbers of the given rows, line by line. Rows that are alike keep the order in which they came."""
        if not 0 <= self._by < len(self._columns):
            return list(range(len(self._given)))
        values = [_sort_value(self._columns[self._by], row) for row in self._given]
        told = [number for number, value in enumerate(values) if value is not None]
        told.sort(key=values.__getitem__, reverse=self._descending)
        return told + [number for number, value in enumerate(values) if value is None]

    def shown(self, number: int) -> str:
        """What the row on a line shows as one text in small letters, worked out when somebody searches."""
        if not self._shown:
            self._shown = [" ".join(column.text(row) for column in self._columns).casefold() for row in self._given]
        return self._shown[self._order[number]]

    def row_at(self, number: int) -> Row:
        return self._rows[number]

    def rows(self) -> tuple[Row, ...]:
        """As they were given."""
        return self._given

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].heading
        return self._alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        column, row = self._columns[index.column()], self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.explain(row) if column.explain else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        if role == SORT_ROLE:
            return _sort_value(column, row)
        return row if role == ROW_ROLE else None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if self._columns[column].right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


def _sort_value(column: Column[Row], row: Row) -> Any:
    return column.sort(row) if column.sort else column.text(row).casefold()
