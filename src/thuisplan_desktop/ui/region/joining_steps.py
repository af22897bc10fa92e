"""The key holder's first two steps: present himself to the region, and pin its profile after comparing words."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from thuisplan_desktop.actions.asked_words import profile_facts
from thuisplan_desktop.actions.joining import OwnKeys, ProfileView
from thuisplan_desktop.ui.region.compare_panel import ComparePanel
from thuisplan_desktop.ui.region.facts import Facts
from thuisplan_desktop.ui.region.own_words import OwnWords
from thuisplan_desktop.ui.region.step_card import State, StepCard, fill, row_of
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.labelled import Labelled

_INTRO = (
    "Als sleutelhouder bewaart u de tweede helft van elke telling: alleen samen met het samenwerkingsverband wordt er "
    "iets "
    "opgeteld. Als inschrijver schrijft u in, en ziet u geen enkel aantal. Maak uw aanmelding en stuur het bestand "
    "aan het "
    "samenwerkingsverband."
)
_READ_OUT = "Uw eigen controlewoorden. Lees ze voor wanneer het samenwerkingsverband u belt."
_PROFILE = "Het samenwerkingsverband stuurt u het profiel van de regio. Open het en bel om de woorden te vergelijken."


class PresentStep(StepCard):
    """`present_clicked` carries the name of the region; `again_clicked` saves the same enrolment once more."""

    present_clicked = Signal(str)
    again_clicked = Signal(str)

    def __init__(self, number: int) -> None:
        super().__init__(number, "Aanmelden bij de regio")
        self.region = QLineEdit(maxLength=80)
        self.present_button = IconButton("Aanmelding maken en opslaan…", "save", look="primary")
        self.again_button = IconButton("Aanmelding nog eens opslaan…", "save")
        self._said, self.words = text.label(""), OwnWords(_READ_OUT, self.again_button)
        self._own: OwnKeys | None = None
        self._lay_out()
        self.present_button.clicked.connect(self._on_present_clicked)
        self.region.returnPressed.connect(self._on_present_clicked)
        self.again_button.clicked.connect(lambda: self.again_clicked.emit(self._own.region if self._own else ""))

    def show_own(self, own: OwnKeys | None) -> None:
        self._own = own
        if own is not None:
            self._said.setText(f"U heeft zich aangemeld bij {own.region}.")
            self.words.show_words(own.fingerprint)
        self.show_state(State.DONE if own else State.NOW)

    def _lay_out(self) -> None:
        self._field = Labelled(
            "Naam van de regio", self.region, help_text="Zoals het samenwerkingsverband die schrijft."
        )
        self.region.setMaximumWidth(max(420, self.fontMetrics().averageCharWidth() * 60))
        fill(self.now, text.hint(_INTRO), self._field, row_of(self.present_button))
        fill(self.done, self._said, self.words)

    def _on_present_clicked(self) -> None:
        region = " ".join(self.region.text().split())
        self._field.show_problem("" if region else "Vul de naam van de regio in.")
        if region:
            self.present_clicked.emit(region)


class PinStep(StepCard):
    """`open_clicked` asks for the profile; `confirmed` and `refused` come after the telephone call."""

    open_clicked = Signal()
    confirmed = Signal()
    refused = Signal()

    def __init__(self, number: int) -> None:
        super().__init__(number, "Profiel van de regio", later="Dit kan zodra u bent aangemeld.")
        self.open_button = IconButton("Profiel openen…", "open", look="primary")
        self.renew_button = IconButton("Nieuwe versie openen…", "open")
        self.compare = ComparePanel("Met dat woord legt u het profiel vast.")
        self._facts = Facts()
        self._pinned: ProfileView | None = None
        self._intro = QWidget()
        column = QVBoxLayout(self._intro)
        column.setContentsMargins(0, 0, 0, 0)
        fill(column, text.hint(_PROFILE), row_of(self.open_button))
        fill(self.now, self._intro, self.compare)
        fill(self.done, self._facts, row_of(self.renew_button))
        self.renew_button.clicked.connect(self.open_clicked)
        self.open_button.clicked.connect(self.open_clicked)
        self.compare.confirmed.connect(self.confirmed)
        self.compare.refused.connect(self.refused)

    def show_profile(self, profile: ProfileView | None, *, presented: bool) -> None:
        self._pinned = profile
        if profile is not None:
            self._facts.show_facts(profile_facts(profile))
        waiting = State.NOW if presented else State.LATER
        self.show_state(State.DONE if profile else waiting)

    def show_read(self, profile: ProfileView) -> None:
        self._intro.hide()
        self.show_state(State.NOW)
        heading = "Vergelijk aan de telefoon met het samenwerkingsverband"
        self.compare.show_party(heading, profile_facts(profile), profile.swv_fingerprint)

    def start_over(self) -> None:
        self.compare.hide()
        self._intro.show()
        if self._pinned is not None:
            self.show_state(State.DONE)
