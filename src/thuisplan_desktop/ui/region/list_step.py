"""The region's list of pseudonyms, from an enrolling officer who knows who they are."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thuisplan_desktop.actions.agreeing import SenderView
from thuisplan_desktop.actions.participants import Participants
from thuisplan_desktop.dutch import plural
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.region.senders_step import sectors_text
from thuisplan_desktop.ui.region.step_card import State, StepCard, fill, row_of
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.table import Table

_WHY = (
    "De inschrijver belt de scholen en schrijft ze in. U krijgt van hem een lijst zonder namen: zo weet niemand die "
    "aantallen ziet, van welke school ze zijn. Komt er een school bij of gaat er een weg, dan stuurt hij een nieuwe "
    "lijst."
)

COLUMNS = (
    Column[SenderView]("Schuilnaam", lambda sender: sender.name),
    Column[SenderView]("Onderwijs", lambda sender: sectors_text(sender.sectors)),
)


class ListStep(StepCard):
    """`open_clicked` asks for the officer's list; it may be done again whenever a newer one comes."""

    open_clicked = Signal()

    def __init__(self, number: int) -> None:
        self._whole = QWidget()
        super().__init__(number, "Deelnemerslijst overnemen", later="Dit kan zodra het profiel er is.")
        self.open_button = IconButton("Deelnemerslijst openen…", "open", look="primary")
        self._count = text.label("")
        self._model = RowsModel(COLUMNS, self)
        self.table = Table(self._model, "Deelnemers onder schuilnaam")
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        fill(column, text.hint(_WHY), row_of(self.open_button), self._count, self.table)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.add(self._whole)
        self.open_button.clicked.connect(self.open_clicked)

    def show_state(self, state: State) -> None:
        super().show_state(state)
        self._whole.setVisible(state is not State.LATER)

    def show_participants(self, now: Participants) -> None:
        self.show_state(State.DONE if now.senders else State.NOW)
        text.set_look(self.open_button, "" if now.senders else "primary")
        self._count.setText(f"{plural(len(now.senders), 'deelnemer', 'deelnemers')} op de lijst")
        self._count.setVisible(bool(now.senders))
        self._model.set_rows(now.senders)
        self.table.setVisible(bool(now.senders))
        fit(self.table)
