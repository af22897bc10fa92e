"""Optellen without a second party: one step that closes and adds up, and the sums between two numbers."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thuisplan_desktop.actions.telling_views import TellingView
from thuisplan_desktop.counts import reports
from thuisplan_desktop.dutch import format_date, format_number
from thuisplan_desktop.region.breaks import Aims, Breaks, judge
from thuisplan_desktop.region.coverage import Coverage, coverage_of
from thuisplan_desktop.region.intervals import Interval, IntervalTable
from thuisplan_desktop.region.targets import Target
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.region.exact_table import (
    COLUMNS,
    NO_AIMS,
    NOT_REGISTERED,
    ExactRow,
    beside_aims,
    public_aim,
    stands,
)
from thuisplan_desktop.ui.region.step_card import State, StepCard, fill, row_of
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.layouts import empty
from thuisplan_desktop.ui.widgets.table import Table

_AFTER = "Na het sluiten komt er geen bestand meer bij, ook geen correctie."
_WHAT = (
    "Elke som ligt met zekerheid tussen deze twee getallen, de grenzen meegerekend. Een afgeschermd aantal telt niet "
    "als nul en niet als midden mee. Deze tabel mag iedereen zien."
)

TARGET_COLUMNS = (
    *COLUMNS[:2],
    Column[ExactRow]("Doel", lambda row: row.aim),
    Column[ExactRow]("Stand", lambda row: row.lacking),
    COLUMNS[2],
)


class AddStep(StepCard):
    """`close_clicked` closes the telling and adds it up, in one step."""

    close_clicked = Signal()

    def __init__(self, number: int) -> None:
        super().__init__(number, "Telling sluiten en optellen", later="Dit kan zodra er bestanden zijn ontvangen.")
        self.close_button = IconButton("Sluiten en optellen", "sum", look="primary")
        self._situation, self._closed = text.label(""), text.label("")
        fill(self.now, self._situation, row_of(self.close_button))
        fill(self.done, self._closed)
        self.close_button.clicked.connect(self.close_clicked)

    def show_telling(self, telling: TellingView) -> None:
        day = format_date(telling.peildatum)
        delivered = f"Telling van {day}, geleverd door {len(telling.delivered)} van {telling.enrolled} deelnemers."
        wait = " Vraag de inschrijver of er nog bestanden komen." if telling.missing else ""
        self._situation.setText(f"{delivered}{wait} {_AFTER}")
        if telling.closed_on:
            self._closed.setText(f"{delivered} Gesloten en opgeteld op {format_date(telling.closed_on)}.")
        self.show_state(State.DONE if telling.closed_on else State.NOW if telling.delivered else State.LATER)

    def explanation(self) -> str:
        """What closing means for this telling, to be read before it is done."""
        return self._situation.text()


def rows_of(table: IntervalTable, aims: Aims = NO_AIMS) -> tuple[ExactRow, ...]:
    """In printing order; what nobody registers says so."""
    rows: list[ExactRow] = []
    (covered,) = coverage_of([(table.report, table)])
    for line in reports.report(table.report).lines:
        value = table.cells[line.id]
        told = f"{table.registering[line.id]} van {table.enrolled}"
        said = [
            (public_aim(aim, table.peildatum), _stands(aim, value, covered, table.peildatum, aims.breaks))
            for aim in aims.of_line(table.report, line.id)
        ]
        rows += beside_aims(ExactRow(line.label, _shown(value), told, line.is_sum), said)
    return tuple(rows)


def _stands(aim: Target, value: int | Interval | None, covered: Coverage, on: date, breaks: Breaks) -> str:
    return stands(aim, judge(aim, value, covered, on, breaks), on, breaks)


def _shown(value: int | Interval | None) -> str:
    if isinstance(value, Interval):
        return value.text
    return NOT_REGISTERED if value is None else format_number(value)


class BetweenCard(Card):
    """The interval sums of a telling. Nothing in it has to be kept from a reader."""

    def __init__(self) -> None:
        super().__init__("Aantallen van de regio", help_text=_WHAT)
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._tables: list[Table[ExactRow]] = []
        self.add(self._holder)

    def show_tables(self, tables: Sequence[IntervalTable], aims: Aims = NO_AIMS) -> None:
        self.clear()
        for one in tables:
            aimed = any(aim.report == one.report for aim in aims.targets)
            model = RowsModel(TARGET_COLUMNS if aimed else COLUMNS, self._holder)
            title = reports.report(one.report).title
            shown = Table(model, title)
            shown.setSortingEnabled(False)  # parts stand under their total, in the order of the report
            shown.rows.sort(-1)
            model.set_rows(rows_of(one, aims))
            fit(shown, 30)
            self._tables.append(shown)
            self._column.addWidget(text.heading(title))
            self._column.addWidget(shown)

    def clear(self) -> None:
        self._tables = []
        empty(self._column)

    def tables(self) -> tuple[Table[ExactRow], ...]:
        """What is on screen now."""
        return tuple(self._tables)
