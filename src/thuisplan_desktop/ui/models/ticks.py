"""A list in which lines are ticked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, repr=False)
class Tick:
    """One line: the key it stands for and what it says."""

    key: str
    words: str


class TickModel(QAbstractListModel):
    """Nothing is ticked at first."""

    def __init__(self, ticks: Sequence[Tick], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ticks = tuple(ticks)
        self._on: set[str] = set()

    def ticked(self) -> frozenset[str]:
        return frozenset(self._on)

    def tick(self, key: str) -> None:
        number = next(number for number, tick in enumerate(self._ticks) if tick.key == key)
        self.setData(self.index(number), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._ticks)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        tick = self._ticks[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if tick.key in self._on else Qt.CheckState.Unchecked
        return tick.words if role == Qt.ItemDataRole.DisplayRole else None

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.CheckStateRole:
            return False
        key = self._ticks[index.row()].key
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self._on.add(key)
        else:
            self._on.discard(key)
        self.dataChanged.emit(index, index, [role])
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else usual
