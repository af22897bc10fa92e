"""Exact totals on screen, only while somebody looks: asked for, and gone when the page is left."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thuisplan_desktop.counts import reports
from thuisplan_desktop.region.breaks import Aims
from thuisplan_desktop.region.telling import CombinedTable
from thuisplan_desktop.ui.region.exact_table import NO_AIMS, ExactTable
from thuisplan_desktop.ui.region.step_card import row_of
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.layouts import empty

_WHY = (
    "Alleen voor uw ogen: deze aantallen kunt u niet kopiëren, afdrukken of opslaan. Wie ze bekijkt, staat in het "
    "logboek. Om te delen is er het rapport; daarin zijn kleine aantallen afgeschermd."
)


class ExactCard(Card):
    """`asked` comes when the user wants to see them; `show_tables` shows them until the card is hidden."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__("Exacte aantallen", help_text=_WHY)
        self.button = IconButton("Aantallen tonen", "eye")
        self._holder = QWidget()
        self._tables: list[ExactTable] = []
        self.add(row_of(self.button))
        self.add(self._holder)
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self.button.clicked.connect(self._on_clicked)

    def show_tables(self, tables: Sequence[CombinedTable], aims: Aims = NO_AIMS) -> None:
        self.clear()
        for combined in tables:
            shown = ExactTable(combined, aims)
            self._tables.append(shown)
            self._column.addWidget(text.heading(reports.report(combined.table.report).title))
            self._column.addWidget(shown)
        self._holder.show()
        self.button.setText("Aantallen verbergen")
        self.button.set_icon("eye-off")

    def clear(self) -> None:
        self._tables = []
        empty(self._column)
        self._holder.hide()
        self.button.setText("Aantallen tonen")
        self.button.set_icon("eye")

    def tables(self) -> tuple[ExactTable, ...]:
        """What is on screen now."""
        return tuple(self._tables)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing stays behind the next page, or behind a locked screen."""
        super().hideEvent(event)
        self.clear()

    def _on_clicked(self) -> None:
        if self._tables:
            self.clear()
        else:
            self.asked.emit()
