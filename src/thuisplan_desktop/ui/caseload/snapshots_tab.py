"""Tellingen: a new one on a usual day, the kept ones, and the chosen one as anybody may read it."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from thuisplan_desktop.actions.counting import SnapshotRow
from thuisplan_desktop.actions.publishing import Look
from thuisplan_desktop.counts.declared import Rhythm
from thuisplan_desktop.counts.rhythm import presets
from thuisplan_desktop.dutch import format_date, format_date_short
from thuisplan_desktop.register import definitions
from thuisplan_desktop.ui.caseload.counted_once_card import CountedOnceCard
from thuisplan_desktop.ui.caseload.protected_table import ProtectedView
from thuisplan_desktop.ui.caseload.unknown_card import UnknownCard
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card, Scroll
from thuisplan_desktop.ui.widgets.date_field import DateField
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.flow import Flow, SideBySide
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.table import Table

_COLUMNS = (
    Column[SnapshotRow](
        "Peildatum",
        lambda row: format_date_short(row.peildatum),
        lambda row: row.peildatum,
        lambda row: f"Geteld op {format_date(row.taken_on)}",
    ),
    Column[SnapshotRow]("Rapport", lambda row: row.title, explain=lambda row: row.title),
)


class SnapshotsTab(Scroll):
    """`telling_wanted` asks for a telling on `peildatum`."""

    telling_wanted = Signal()

    def __init__(self, today: date, definitions_name: str) -> None:
        super().__init__()
        self._wanted = ""
        self.peildatum = DateField("Peildatum")
        self.peildatum.set_day(today)
        self.usual = QComboBox()
        self.usual.setAccessibleName("Gebruikelijke peildata")
        self.what = QComboBox()
        self.what.setAccessibleName("Welke tabellen")
        self._presets = presets(today)
        self._fill_choices()
        self._take = IconButton("Telling maken", "counts", look="primary")
        self._rules = text.hint(_rules_in_words(definitions_name))
        self._model = RowsModel(_COLUMNS, self)
        self.table = Table(self._model, "Bewaarde tellingen", stretch=1)
        self._none = text.hint("Nog geen telling. Kies een peildatum, vaak 1 oktober of de eerste van de maand.")
        self.protected = ProtectedView()
        self.once = CountedOnceCard()
        self.unknown = UnknownCard()
        self._lay_out()
        self._take.clicked.connect(self.telling_wanted)
        self.usual.activated.connect(self._on_usual)

    def rhythm(self) -> Rhythm | None:
        """Which tables to count; None for what the region asks."""
        chosen = self.what.currentData()
        return Rhythm(chosen) if chosen else None

    def _fill_choices(self) -> None:
        self.usual.addItem("een gebruikelijke dag…", None)
        for one in self._presets:
            self.usual.addItem(f"{format_date_short(one.peildatum)}: {one.label}", one)
        self.what.addItem("wat de regio telt", "")
        for rhythm in Rhythm:
            self.what.addItem(rhythm.label, rhythm.value)

    def _on_usual(self, number: int) -> None:
        """The day, and the tables that belong to it; both can still be changed."""
        if number:
            chosen = self._presets[number - 1]
            self.peildatum.set_day(chosen.peildatum)
            self.what.setCurrentIndex(self.what.findData(chosen.rhythm.value))

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

    def show_look(self, look: Look) -> None:
        self.protected.show_look(look)

    def _lay_out(self) -> None:
        taking = Card("Nieuwe telling")
        taking.add(Flow(text.label("Peildatum", wrap=False), self.peildatum, self.usual))
        taking.add(Flow(text.label("Tabellen", wrap=False), self.what, self._take))
        taking.add(self._rules)
        kept = Card("Bewaarde tellingen")
        self.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        kept.add(self._none)
        kept.add(self.table)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.unknown)
        column.addWidget(taking)
        column.addWidget(kept)
        column.addWidget(self.once)
        column.addStretch(1)
        self.add(SideBySide(left, self.protected, shares=(3, 5)))
        self.body.setContentsMargins(0, 14, 6, 0)


def _rules_in_words(name: str) -> str:
    if name not in definitions.names():
        return "Volgens de eigen begrippen van dit register."
    rules = definitions.load(name)
    return f"Volgens: {rules.title}, geldig vanaf {format_date(rules.valid_from)}."
