"""The two steps to the sum: a request that closes the telling, and the key holder's answer."""

from PySide6.QtCore import Signal

from thuisplan_desktop.actions.telling_views import SpoiltView, TellingView
from thuisplan_desktop.dutch import format_date, join_words
from thuisplan_desktop.region.change_words import less_text
from thuisplan_desktop.ui.region.step_card import State, StepCard, fill, row_of
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.icons import IconButton

_MOST_NAMES = 6
_WAIT = "Wacht zo mogelijk tot iedereen van de vorige keer heeft geleverd."
_TOO_SMALL = (
    "Deze regio heeft te weinig besturen om een groep weg te laten. Open een nieuwe telling, meer dan drie weken na "
    "deze peildatum."
)
_IN_VAIN = (
    "Ook zonder elk van de groepen kon de som niet kloppen: meer dan één deelnemer leverde iets anders dan een "
    "telling, of de sleutelhouder gaf andere sommen. Bel de sleutelhouder, en open een nieuwe telling, meer dan drie "
    "weken na deze peildatum."
)
_AFTER = "Na het sluiten komt er geen bestand meer bij, ook geen correctie."


class RequestStep(StepCard):
    """`close_clicked` closes the telling; `again_clicked` saves the same request once more."""

    close_clicked = Signal()
    again_clicked = Signal()

    def __init__(self, number: int) -> None:
        super().__init__(number, "Telling sluiten", later="Dit kan zodra er bestanden zijn ontvangen.")
        self.close_button = IconButton("Sluiten en verzoek opslaan…", "save", look="primary")
        self.again_button = IconButton("Verzoek nog eens opslaan…", "save")
        self._situation, self._closed, self._changes = text.label(""), text.label(""), text.label("", "problem")
        fill(self.now, self._situation, self._changes, row_of(self.close_button))
        fill(self.done, self._closed, row_of(self.again_button))
        self.close_button.clicked.connect(self.close_clicked)
        self.again_button.clicked.connect(self.again_clicked)

    def show_telling(self, telling: TellingView) -> None:
        day = format_date(telling.peildatum)
        delivered = f"geleverd door {len(telling.delivered)} van {telling.enrolled} deelnemers"
        few = less_text(telling.short, telling.changes, telling.totals_only, telling.min_senders)
        self._situation.setText(f"Telling van {day}, {delivered}. {_missing(telling)}{_AFTER}")
        self._changes.setText(f"{few} {_WAIT}" if few and not telling.closed_on else few)
        self._changes.setVisible(bool(few))
        if telling.closed_on:
            closed = format_date(telling.closed_on)
            self._closed.setText(f"Telling van {day}, {delivered}. Gesloten op {closed}.")
        self.again_button.setVisible(not telling.answered)
        self.show_state(State.DONE if telling.closed_on else State.NOW if telling.delivered else State.LATER)

    def explanation(self) -> str:
        """What closing means for this telling, to be read before it is done."""
        return f"{self._situation.text()} {self._changes.text()}".strip()

    def situation(self) -> str:
        return self._closed.text() if self.state is State.DONE else self.explanation()


class AnswerStep(StepCard):
    """`open_clicked` asks for the key holder's answer; `rest_clicked` saves a request without one group."""

    open_clicked = Signal()
    rest_clicked = Signal()

    def __init__(self, number: int) -> None:
        super().__init__(number, "Antwoord van de sleutelhouder", later="Dit kan zodra de telling is gesloten.")
        self.open_button = IconButton("Antwoord openen…", "open", look="primary")
        self.rest_button = IconButton("", "save")
        self._spoilt, self._added = text.label("", "problem"), text.label("")
        waiting = text.hint(
            "De sleutelhouder telt zijn helften op en stuurt één som terug. Samen met uw helften is dat het totaal van "
            "de regio; wat één school telde, weet niemand."
        )
        fill(self.now, self._spoilt, row_of(self.rest_button), waiting, row_of(self.open_button))
        fill(self.done, self._added)
        self.open_button.clicked.connect(self.open_clicked)
        self.rest_button.clicked.connect(self.rest_clicked)

    def show_telling(self, telling: TellingView) -> None:
        closed = State.NOW if telling.closed_on else State.LATER
        spoilt = telling.spoilt
        self._spoilt.setText(_refused(spoilt) if spoilt else "")
        self._spoilt.setVisible(spoilt is not None)
        self.rest_button.setText(f"Verzoek zonder groep {spoilt.group} opslaan…" if spoilt else "")
        self.rest_button.setVisible(spoilt is not None and spoilt.group > 0)
        self._added.setText(_added(spoilt))
        self.show_state(State.DONE if telling.answered else closed)

    def situation(self) -> str:
        return self._added.text() if self.state is State.DONE else self._spoilt.text()


def _refused(spoilt: SpoiltView) -> str:
    what = "De som kon niet kloppen: een van de deelnemers leverde iets anders dan een telling. Niemand ziet wie."
    if not spoilt.group:
        return _IN_VAIN if spoilt.groups else f"{what} {_TOO_SMALL}"
    asked = f"Vraag de som nog eens zonder groep {spoilt.group} van {spoilt.groups}: {join_words(spoilt.names)}."
    return f"{what} {asked} Ligt het aan een van hen, dan worden alle anderen precies opgeteld."


def _added(spoilt: SpoiltView | None) -> str:
    if spoilt is None:
        return "Het antwoord is ontvangen en opgeteld bij uw eigen helften."
    return (
        f"Opgeteld zonder groep {spoilt.group} van {spoilt.groups}: {join_words(spoilt.names)}. Een van hen leverde "
        "iets anders dan een telling. Bel hen voor de volgende telling."
    )


def _missing(telling: TellingView) -> str:
    if not telling.missing:
        return ""
    names = list(telling.missing[:_MOST_NAMES])
    more = len(telling.missing) - len(names)
    return f"Nog niet: {join_words([*names, f'{more} anderen'] if more else names)}. "
