"""The one view of exact regional sums: to look at, and nothing else (decision 2).

No selection, no copy, no drag, no menu, no print, no export. A screen reader can read it cell by cell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from thuisplan_desktop.counts import reports
from thuisplan_desktop.counts.reports import Line
from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.dutch import format_date, format_number
from thuisplan_desktop.region import targets
from thuisplan_desktop.region.breaks import Aims, Breaks, judge_exact, other_rules_since
from thuisplan_desktop.region.coverage import Coverage, coverage_of
from thuisplan_desktop.region.targets import Standing, Target
from thuisplan_desktop.region.telling import CombinedTable
from thuisplan_desktop.region.trends import number_text
from thuisplan_desktop.ui.models.rows import ROW_ROLE, Column, RowsModel

NOT_REGISTERED = "niet geregistreerd"
NO_AIMS = Aims()
WRAPPED = frozenset({0, 2, 3})
"""Columns of words, where there are targets; without them column 2 is a short number."""

_PADDING = 12
_ANY_HEIGHT = 10_000


@dataclass(frozen=True)
class ExactRow:
    """One line of a report."""

    label: str
    number: str
    registering: str
    total: bool
    aim: str = ""
    lacking: str = ""

    def __repr__(self) -> str:
        return "ExactRow()"


COLUMNS = (
    Column[ExactRow]("Categorie", lambda row: row.label),
    Column[ExactRow]("Aantal", lambda row: row.number, right=True),
    Column[ExactRow]("Geteld door", lambda row: row.registering, right=True),
)


TARGET_COLUMNS = (
    *COLUMNS[:2],
    Column[ExactRow]("Doel", lambda row: row.aim),
    Column[ExactRow]("Verschil", lambda row: row.lacking),
    COLUMNS[2],
)
"""Where the region has a target for a line of the report."""


def rows_of(combined: CombinedTable, aims: Aims = NO_AIMS) -> tuple[ExactRow, ...]:
    """In printing order; what nobody registers says so, and is neither zero nor hidden.

    Of a report with totals only there are no other lines.
    """
    declared = reports.report(combined.table.report)
    there = [line for line in declared.lines if line.id in combined.table.cells]
    return tuple(row for line in there for row in _rows(combined, line, aims))


def _rows(combined: CombinedTable, line: Line, aims: Aims) -> Iterator[ExactRow]:
    value, day = combined.table.cells[line.id], combined.table.peildatum
    (covered,) = coverage_of([(combined.table.report, combined)])
    yield from beside_aims(
        ExactRow(
            line.label,
            NOT_REGISTERED if value is None else format_number(value),
            f"{combined.registering[line.id]} van {combined.enrolled}",
            line.is_sum,
        ),
        [
            (aimed_at(aim, day), _lacking(aim, value, day, covered, aims.breaks))
            for aim in aims.of_line(combined.table.report, line.id)
        ],
    )


def beside_aims(row: ExactRow, said: Sequence[tuple[str, str]]) -> Iterator[ExactRow]:
    """The line with its first target; every further one on a row of its own, beside what is said of that one."""
    first, *others = said or [("", "")]
    yield replace(row, aim=first[0], lacking=first[1])
    for aim, lacking in others:
        yield ExactRow("", "", "", row.total, aim, lacking)


def aimed_at(target: Target, on: date) -> str:
    """The number to reach on this day, or the direction. For eyes that may see the nulmeting."""
    return _aimed(target, targets.wanted(target, on), target.baseline)


def public_aim(target: Target, on: date) -> str:
    """The same as anybody may read it: a small nulmeting is hidden, with what follows from it."""
    baseline = targets.readable_baseline(target)
    if isinstance(baseline, Mark) and target.kind.is_percentage:
        return f"{targets.in_words(target)}, van {baseline.value}"
    return _aimed(target, targets.readable_aim(target, on), baseline)


def _aimed(target: Target, aim: Fraction | None, baseline: int | Mark | None) -> str:
    if target.kind.is_direction:
        shown = baseline.value if isinstance(baseline, Mark) else baseline
        return f"{'hoger' if targets.rises(target) else 'lager'} dan {shown}"
    if aim is None:
        return "nog geen streefwaarde"
    until = f", uiterlijk {format_date(target.due_on)}" if target.due_on else ""
    return f"{'minstens' if targets.rises(target) else 'hoogstens'} {number_text(aim)}{until}"


def stands(target: Target, standing: Standing, on: date, breaks: Breaks) -> str:
    """Where it stands, and why nothing can be said when the definitions are others."""
    since = other_rules_since(target, on, breaks)
    why = f": sinds {format_date(since)} gelden andere definities" if since else ""
    return f"{standing.value}{why}"


def _lacking(target: Target, value: int | None, on: date, covered: Coverage, breaks: Breaks) -> str:
    said = stands(target, judge_exact(target, value, covered, on, breaks), on, breaks)
    short = None if value is None else targets.lacking(target, value, on)
    if not short or other_rules_since(target, on, breaks):
        return said
    return f"{said}: nog {number_text(short)} {'meer' if targets.rises(target) else 'minder'}"


class _BoldTotals(QStyledItemDelegate):
    """Totals stand out by weight; their label says it too."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if index.data(ROW_ROLE).total:
            font = QFont(getattr(option, "font"))  # noqa: B009  (the stub lacks the property)
            font.setWeight(QFont.Weight.DemiBold)
            setattr(option, "font", font)  # noqa: B010  (the stub lacks the property)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """High enough for every word: Qt reckons without the padding of the style, and would cut the last ones off."""
        hint = super().sizeHint(option, index)
        view = self.parent()
        if index.column() not in WRAPPED or not isinstance(view, QTableView):
            return hint
        room = QRect(0, 0, max(1, view.columnWidth(index.column()) - 2 * _PADDING), _ANY_HEIGHT)
        words = view.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap.value, f"{index.data()} mmm")
        return QSize(hint.width(), max(hint.height(), words.height() + _PADDING))


class ExactTable(QTableView):
    """Shows one `CombinedTable`, beside the sums what the region aims at."""

    def __init__(self, combined: CombinedTable, aims: Aims = NO_AIMS) -> None:
        super().__init__()
        title = reports.report(combined.table.report).title
        rows = rows_of(combined, aims)
        self._rows = RowsModel(TARGET_COLUMNS if any(row.aim for row in rows) else COLUMNS, self)
        self._rows.set_rows(rows)
        self.setModel(self._rows)
        self.setAccessibleName(f"Exacte aantallen: {title}")
        self._forbid()
        self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Long labels wrap, and every row stays on the page: it scrolls, the table doesn't."""
        super().resizeEvent(event)
        self.resizeRowsToContents()
        self._fit()

    def _fit(self) -> None:
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
        self.verticalHeader().sectionResized.connect(self._fit)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for words in (0, *range(2, self.model().columnCount() - 1)):
            header.setSectionResizeMode(words, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
