"""Gegevens nakijken, on Casussen: folded away until somebody wants to mend what is missing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from thuisplan_desktop.actions.quality import QualityRow
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.fold import Fold
from thuisplan_desktop.ui.widgets.table import Table

_MOST_ROWS = 6
_COLUMNS = (
    Column[QualityRow]("Leerling", lambda row: row.name),
    Column[QualityRow]("Wat", lambda row: row.finding.issue.label),
    Column[QualityRow]("Waarom", lambda row: row.finding.why, explain=lambda row: row.finding.why),
)


class QualityPanel(Fold):
    """`chosen` carries the row that was opened."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("Gegevens nakijken")
        self._model = RowsModel(_COLUMNS, self)
        self.table = Table(self._model, "Gegevens nakijken", stretch=2)
        self.add(
            text.hint(
                "Cijfers zijn zo goed als de registratie: 'gezonde meldingshygiëne' (Zuid-Limburg 2018). Open een "
                "regel om het aan te vullen."
            )
        )
        self.add(self.table)
        self.table.chosen.connect(self.chosen)
        self.hide()

    def show_rows(self, rows: Sequence[QualityRow]) -> None:
        """Nothing to mend: nothing to see."""
        self._model.set_rows(rows)
        self.summary(str(len(rows)))
        fit(self.table, _MOST_ROWS)
        self.setVisible(bool(rows))
