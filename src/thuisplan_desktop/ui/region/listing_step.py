"""The enrolling officer's last step: a list without names, for the region."""

from PySide6.QtCore import Signal

from thuisplan_desktop.actions.enrolling import ListView
from thuisplan_desktop.actions.participants import Participants
from thuisplan_desktop.dutch import format_date, plural
from thuisplan_desktop.ui.region.step_card import State, StepCard, fill, row_of
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.icons import IconButton

_WHY = (
    "De regio krijgt van u alleen sleutels, geen namen. Maak de lijst als er meer scholen tegelijk zijn ingeschreven: "
    "van "
    "één nieuwe school tegelijk is te raden welke het is. Komt er later een bij of gaat er een weg, maak dan een "
    "nieuwe."
)


class ListingStep(StepCard):
    """`list_clicked` makes the list; it can be made again after every change."""

    list_clicked = Signal()

    def __init__(self, number: int) -> None:
        super().__init__(
            number, "Deelnemerslijst voor de regio", later="Dit kan zodra er deelnemers zijn ingeschreven."
        )
        self.list_button = IconButton("Lijst maken en opslaan…", "save", look="primary")
        self.pass_button = IconButton("Naar Doorgeven", "next")
        self._last = text.label("")
        fill(self.now, text.hint(_WHY), self._last, row_of(self.list_button, self.pass_button))
        self.list_button.clicked.connect(self.list_clicked)

    def show_list(self, now: Participants, last: ListView | None) -> None:
        self._last.setVisible(last is not None)
        self.pass_button.setVisible(last is not None)
        if last is not None:
            there = plural(last.senders, "deelnemer", "deelnemers")
            changed = "" if last.senders == len(now.senders) else " Er is daarna iemand bij gekomen of weg gegaan."
            self._last.setText(f"Laatste lijst: {format_date(last.issued_on)}, {there}.{changed}")
        fresh = last is not None and last.senders == len(now.senders)
        text.set_look(self.list_button, "" if fresh else "primary")
        text.set_look(self.pass_button, "primary" if fresh else "")
        self.show_state(State.NOW if now.senders else State.LATER)
