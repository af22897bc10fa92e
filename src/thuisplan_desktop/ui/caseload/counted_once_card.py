"""Who counts: the rule in words, and the cases that would be counted twice or by nobody."""

from PySide6.QtCore import Signal

from thuisplan_desktop.actions.counted_once import DoubtRow
from thuisplan_desktop.register.counted_by import RULE
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.table import Table

_COLUMNS = (
    Column[DoubtRow]("Leerling", lambda row: row.name),
    Column[DoubtRow]("Wat", lambda row: row.doubt.kind.label),
    Column[DoubtRow]("Telt nu", lambda row: row.now.label),
)


class CountedOnceCard(Card):
    """`party_chosen` carries the row whose proposal is to be followed; `case_wanted` the id of a case to open."""

    party_chosen = Signal(object)
    case_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("Telt elk kind één keer?")
        self._model = RowsModel(_COLUMNS, self)
        self.table = Table(self._model, "Casussen die dubbel of niet zouden tellen", stretch=0)
        self.verdict = text.label("")
        self.why = text.label("")
        self.follow = IconButton("", "check", look="primary")
        self.open = IconButton("Casus openen", "open")
        for part in (text.hint(RULE), self.verdict, self.table, self.why, Flow(self.follow, self.open)):
            self.add(part)
        self.table.picked.connect(self._explain)
        self.follow.clicked.connect(lambda: self.party_chosen.emit(self.table.selected()))
        self.open.clicked.connect(lambda: self.case_wanted.emit(self.table.selected().doubt.case_id))

    def show_rows(self, rows: tuple[DoubtRow, ...]) -> None:
        self._model.set_rows(rows)
        fit(self.table)
        some = bool(rows)
        self.verdict.setText(
            "Kijk deze casussen na voordat u telt." if some else "Geen casus wordt dubbel of door niemand geteld."
        )
        for part in (self.table, self.why, self.follow, self.open):
            part.setVisible(some)
        if some:
            self.table.selectRow(0)

    def _explain(self, row: DoubtRow) -> None:
        self.why.setText(row.doubt.why)
        proposal = row.doubt.proposal
        self.follow.setVisible(proposal is not None)
        if proposal is not None:
            self.follow.setText(f"Laat tellen door: {proposal.label}")
