"""The one view of exact regional sums: to look at, and nothing else (decision 2).

No selection, no copy, no drag, no menu, no print, no export. A screen reader can read it cell by cell.
"""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from thuisplan_desktop.counts import reports
from thuisplan_desktop.counts.reports import Line
from thuisplan_desktop.dutch import format_number
from thuisplan_desktop.region.telling import CombinedTable
from thuisplan_desktop.ui.models.rows import ROW_ROLE, Column, RowsModel

NOT_REGISTERED = "niet geregistreerd"


@dataclass(frozen=True)
class ExactRow:
    """One line of a report."""

    label: str
    number: str
    registering: str
    total: bool

    def __repr__(self) -> str:
        return "ExactRow()"


COLUMNS = (
    Column[ExactRow]("Categorie", lambda row: row.label),
    Column[ExactRow]("Aantal", lambda row: row.number, right=True),
    Column[ExactRow]("Geteld door", lambda row: row.registering, right=True),
)


def rows_of(combined: CombinedTable) -> tuple[ExactRow, ...]:
    """In printing order; what nobody registers says so, and is neither zero nor hidden.

    Of a report with totals only there are no other lines.
    """
    declared = reports.report(combined.table.report)
    return tuple(_row(combined, line) for line in declared.lines if line.id in combined.table.cells)


def _row(combined: CombinedTable, line: Line) -> ExactRow:
    value = combined.table.cells[line.id]
    number = NOT_REGISTERED if value is None else format_number(value)
    return ExactRow(line.label, number, f"{combined.registering[line.id]} van {combined.enrolled}", line.is_sum)


class _BoldTotals(QStyledItemDelegate):
    """Totals stand out by weight; their label says it too."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if index.data(ROW_ROLE).total:
            font = QFont(getattr(option, "font"))  # noqa: B009  (the stub lacks the property)
            font.setWeight(QFont.Weight.DemiBold)
            setattr(option, "font", font)  # noqa: B010  (the stub lacks the property)


class ExactTable(QTableView):
    """Shows one `CombinedTable`."""

    def __init__(self, combined: CombinedTable) -> None:
        super().__init__()
        title = reports.report(combined.table.report).title
        self._rows = RowsModel(COLUMNS, self)
        self._rows.set_rows(rows_of(combined))
        self.setModel(self._rows)
        self.setAccessibleName(f"Exacte aantallen: {title}")
        self._forbid()
        self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Long labels wrap, and every row stays on the page: it scrolls, the table doesn't."""
        super().resizeEvent(event)
        self.setFixedHeight(self.horizontalHeader().height() + self.verticalHeader().length() + 2 * self.frameWidth())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C would put the current cell on the clipboard."""
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _forbid(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setTabKeyNavigation(False)

    def _dress(self) -> None:
        self.setItemDelegate(_BoldTotals(self))
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(round(self.fontMetrics().height() * 2.0))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
