"""Tellingen: the kept ones, and the chosen one as anybody may read it."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thuisplan_desktop.actions.counting import SnapshotRow
from thuisplan_desktop.actions.publishing import ProtectedReport
from thuisplan_desktop.dutch import format_date, format_date_short
from thuisplan_desktop.register import definitions
from thuisplan_desktop.ui.caseload.protected_table import ProtectedView
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card, Scroll
from thuisplan_desktop.ui.widgets.date_field import DateField
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.flow import SideBySide
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.table import Table

_COLUMNS = (
    Column[SnapshotRow]("Peildatum", lambda row: format_date_short(row.peildatum), lambda row: row.peildatum),
    Column[SnapshotRow]("Rapport", lambda row: row.title, explain=lambda row: row.title),
    Column[SnapshotRow]("Geteld op", lambda row: format_date_short(row.taken_on), lambda row: row.taken_on),
)


class SnapshotsTab(Scroll):
    """`telling_wanted` asks for a telling on `peildatum`."""

    telling_wanted = Signal()

    def __init__(self, today: date, definitions_name: str) -> None:
        super().__init__()
        self._wanted = ""
        self.peildatum = DateField("Peildatum")
        self.peildatum.set_day(today)
        self._take = IconButton("Telling maken", "counts", look="primary")
        self._rules = text.hint(_rules_in_words(definitions_name))
        self._model = RowsModel(_COLUMNS, self)
        self.table = Table(self._model, "Bewaarde tellingen", stretch=1)
        self._none = text.hint("Nog geen telling. Kies een peildatum, vaak 1 oktober of de eerste van de maand.")
        self.protected = ProtectedView()
        self._lay_out()
        self._take.clicked.connect(self.telling_wanted)

    def select(self, snapshot_id: str) -> None:
        """Select this telling the next time the list is shown."""
        self._wanted = snapshot_id

    def show_rows(self, rows: tuple[SnapshotRow, ...]) -> None:
        before = self._wanted or getattr(self.table.selected(), "id", "")
        self._wanted = ""
        self._model.set_rows(rows)
        fit(self.table)
        self._none.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self.protected.setVisible(bool(rows))
        shown = [self.table.rows.index(row, 0) for row in range(self.table.rows.rowCount())]
        ids = [self._model.row_at(self.table.rows.mapToSource(index).row()).id for index in shown]
        if ids:
            self.table.selectRow(ids.index(before) if before in ids else 0)

    def show_report(self, shown: ProtectedReport) -> None:
        self.protected.show_report(shown)

    def _lay_out(self) -> None:
        taking = Card("Nieuwe telling")
        row = QHBoxLayout()
        row.addWidget(text.label("Peildatum", wrap=False))
        row.addWidget(self.peildatum)
        row.addWidget(self._take)
        row.addStretch(1)
        taking.add(row)
        taking.add(self._rules)
        kept = Card("Bewaarde tellingen")
        self.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        kept.add(self._none)
        kept.add(self.table)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(taking)
        column.addWidget(kept)
        column.addStretch(1)
        self.add(SideBySide(left, self.protected, shares=(5, 6)))
        self.body.setContentsMargins(0, 14, 6, 0)


def _rules_in_words(name: str) -> str:
    rules = definitions.load(name)
    return f"Volgens: {rules.title}, geldig vanaf {format_date(rules.valid_from)}."
