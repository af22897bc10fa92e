"""Open a telling in two steps: a proposal goes to the key holder, and comes back signed."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.region.telling import Mode
from thuisplan_desktop.ui.region.step_card import State, StepCard, fill, row_of
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.date_field import DateField
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.labelled import Labelled
from thuisplan_desktop.ui.widgets.text import set_look

_DAY = (
    "De dag waarop ieder telt. Wie nu is ingeschreven, doet mee; later ingeschreven deelnemers pas een telling later."
)
_BACK = (
    "De sleutelhouder controleert uw voorstel, tekent mee en stuurt het bestand terug. Open het hier, en stuur "
    "datzelfde bestand daarna aan alle deelnemers."
)


_ALONE = "De dag waarop ieder telt. Wie nu op de deelnemerslijst staat, doet mee."


class OpeningSteps(QWidget):
    """`proposed` carries the peildatum, `open_clicked` asks for the co-signed file, `cancelled` goes back.

    Where there is no second party the first step is the only one: the telling is open at once.
    """

    proposed = Signal(object)
    open_clicked = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.day = DateField("Peildatum")
        self.propose_button = IconButton("Voorstel maken en opslaan…", "save", look="primary")
        self.again_button = IconButton("Ander voorstel…", look="quiet")
        self.open_button = IconButton("Getekende telling openen…", "open")
        self.cancel_button = IconButton("Terug naar de telling", "back", look="quiet")
        self._proposal = StepCard(1, "Kies de peildatum")
        self._signed = StepCard(2, "Open de getekende telling")
        self._said = text.label("")
        self._lay_out()
        self._connect()

    def start(self, day: date, *, can_cancel: bool, mode: Mode = Mode.SPLIT) -> None:
        self.day.set_day(day)
        alone = mode is Mode.PROTECTED
        self._signed.setVisible(not alone)
        self._day_field.show_help(_ALONE if alone else _DAY)
        self.propose_button.setText("Telling openen en opslaan…" if alone else "Voorstel maken en opslaan…")
        self.cancel_button.setVisible(can_cancel)
        self._show_proposed(None)

    def show_proposed(self, day: date) -> None:
        """The proposal is saved: the next step lights up."""
        self._show_proposed(day)
        self.open_button.setFocus()

    def _show_proposed(self, day: date | None) -> None:
        self._proposal.show_state(State.DONE if day else State.NOW)
        self._signed.show_state(State.NOW if day else State.OPEN)
        set_look(self.open_button, "primary" if day else "")
        if day:
            self._said.setText(
                f"Het voorstel voor {format_date(day)} is opgeslagen. Stuur het aan de sleutelhouder en wacht op "
                "antwoord. U kunt Thuisplan gerust sluiten."
            )

    def _lay_out(self) -> None:
        self._day_field = Labelled("Peildatum", self.day, help_text=_DAY)
        fill(self._proposal.now, self._day_field, row_of(self.propose_button))
        fill(self._proposal.done, self._said, row_of(self.again_button))
        fill(self._signed.now, text.hint(_BACK), row_of(self.open_button))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        fill(column, row_of(self.cancel_button), self._proposal, self._signed)

    def _connect(self) -> None:
        self.propose_button.clicked.connect(self._on_propose_clicked)
        self.again_button.clicked.connect(lambda: self._show_proposed(None))
        self.open_button.clicked.connect(self.open_clicked)
        self.cancel_button.clicked.connect(self.cancelled)

    def _on_propose_clicked(self) -> None:
        day = self.day.day()
        self._day_field.show_problem("" if day else "Vul een peildatum in, zoals 01-10-2026.")
        if day:
            self.proposed.emit(day)
