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
    """Holds a tuple of rows that `set_rows` replaces. Never queries."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: tuple[Row, ...] = ()
        self._sort_values: dict[int, list[Any]] = {}
        self._shown: list[str] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self._sort_values, self._shown = {}, []
        self.endResetModel()

    def sort_values(self, column: int) -> list[Any]:
        """The native values of a column, worked out once: sorting compares each of them many times."""
        if column not in self._sort_values:
            self._sort_values[column] = [_sort_value(self._columns[column], row) for row in self._rows]
        return self._sort_values[column]

    def shown(self) -> list[str]:
        """What each row shows as one text in small letters, worked out when somebody searches."""
        if not self._shown:
            self._shown = [" ".join(column.text(row) for column in self._columns).casefold() for row in self._rows]
        return self._shown

    def row_at(self, number: int) -> Row:
        return self._rows[number]

    def rows(self) -> tuple[Row, ...]:
        return self._rows

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
        return {SORT_ROLE: _sort_value(column, row), ROW_ROLE: row}.get(role)

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if self._columns[column].right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


def _sort_value(column: Column[Row], row: Row) -> Any:
    return column.sort(row) if column.sort else column.text(row).casefold()
