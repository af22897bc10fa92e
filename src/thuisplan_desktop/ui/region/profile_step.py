"""The region's first step: its profile, made with the second key holder whose words were compared."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from thuisplan_desktop.actions.agreeing import SenderView
from thuisplan_desktop.actions.joining import ProfileView
from thuisplan_desktop.dutch import format_date, join_words
from thuisplan_desktop.region.telling import MIN_SENDERS, Mode
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.codes import Sector
from thuisplan_desktop.ui.region.compare_panel import ComparePanel
from thuisplan_desktop.ui.region.facts import Facts
from thuisplan_desktop.ui.region.own_words import OwnWords
from thuisplan_desktop.ui.region.step_card import State, StepCard, fill, row_of
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.labelled import Labelled

_INTRO = (
    "Het profiel legt vast wat uw regio telt en wie de sleutels heeft. Het begint bij de tweede sleutelhouder, meestal "
    "de gemeente: die maakt in Thuisplan een aanmelding en stuurt u dat bestand. Is er geen tweede partij? Vraag dan "
    "een "
    "collega die niet telt om inschrijver te zijn; die maakt dezelfde aanmelding."
)
_MODES = {
    Mode.SPLIT: "Met een tweede sleutelhouder: exacte sommen",
    Mode.PROTECTED: "Zonder tweede partij: elke school schermt zelf af",
}
_EXPLAINED = {
    Mode.SPLIT: "De school stuurt twee helften. Niemand ziet wat één school telde; de som is precies. De beste keuze.",
    Mode.PROTECTED: "De school schermt kleine aantallen af voordat zij iets stuurt. Een som ligt dan tussen twee "
    "getallen. De "
    "inschrijver weet wie er meedoen; u ziet alleen schuilnamen. Later veranderen kan niet.",
}
_OWN = "Uw eigen controlewoorden. Lees ze voor aan ieder die uw profiel opent en belt."
_MOST_SENDERS = 30


@dataclass(frozen=True)
class ProfileDraft:
    """What the officer chose; the key holder's file goes with it."""

    name: str
    definitions: str
    sectors: tuple[Sector, ...]
    min_senders: int
    mode: Mode = Mode.SPLIT


_COSTS = (
    "Een nieuwe versie gaat naar iedereen: allen openen haar en bellen opnieuw voor de woorden. Met andere definities "
    "wordt iets anders geteld; met eerdere tellingen en nulmetingen is dat niet te vergelijken."
)


class ProfileForm(QWidget):
    """Name, way of adding up, definitions, sectors, and how many besturen a telling needs where there are two "
    "halves."""

    submitted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.name = QLineEdit(maxLength=120)
        self.mode = QComboBox()
        for mode in Mode:
            self.mode.addItem(_MODES[mode], mode)
        self.definitions = QComboBox()
        self.sectors = {sector: QCheckBox(sector.label) for sector in (Sector.PO, Sector.VO)}
        self.min_senders = QComboBox()
        for number in range(MIN_SENDERS, _MOST_SENDERS + 1):
            self.min_senders.addItem(str(number), number)
        self.save_button = IconButton("Profiel maken en opslaan…", "save", look="primary")
        self.leave_button = IconButton("Laat het zoals het is", "close")
        self._lay_out()
        self.save_button.clicked.connect(self._on_save_clicked)
        self.mode.currentIndexChanged.connect(self._show_mode)
        self._show_mode()
        self.hide()

    def chosen_mode(self) -> Mode:
        return Mode(self.mode.currentData())

    def _show_mode(self) -> None:
        mode = self.chosen_mode()
        self._mode.setText(_EXPLAINED[mode])
        self._besturen.setVisible(mode is Mode.SPLIT)

    def start(self, name: str, chosen: str) -> None:
        """Show the form with the name of the region and the definitions of this register filled in."""
        self.name.setText(name)
        if not self.definitions.count():
            for each in definitions.names():
                self.definitions.addItem(definitions.load(each).title, each)
        self.definitions.setCurrentIndex(max(0, self.definitions.findData(chosen)))
        self._begin(may_leave=False)
        self._costs.hide()

    def renew(self, profile: ProfileView) -> None:
        """The same form with what the profile says now; how it adds up can't change."""
        self.start(profile.name, profile.definitions)
        self.mode.setCurrentIndex(self.mode.findData(profile.mode))
        self.min_senders.setCurrentIndex(max(0, self.min_senders.findData(profile.min_senders)))
        for sector, tick in self.sectors.items():
            tick.setChecked(sector.value in profile.sectors)
        self._begin(may_leave=True)
        self._costs.show()

    def _begin(self, *, may_leave: bool) -> None:
        self.mode.setEnabled(not may_leave)
        self.leave_button.setVisible(may_leave)
        self.show()
        self.name.setFocus()

    def _lay_out(self) -> None:
        ticks = row_of(*self.sectors.values())
        self._name = Labelled("Naam van de regio", self.name, help_text="Zo staat hij boven het rapport.")
        self._mode = text.hint("")
        self._besturen = Labelled(
            "Kleinste aantal besturen", self.min_senders,
            help_text="Met minder verschillende besturen per soort onderwijs wordt er niet opgeteld. Minstens 5.",
        )  # fmt: skip
        self._sectors_problem = text.label("", "problem")
        self._sectors_problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        ways = Labelled("Manier van optellen", self.mode), self._mode
        fields = Labelled("Definities", self.definitions), text.label("Soorten onderwijs die meetellen")
        self._costs = text.hint(_COSTS)
        fill(
            column,
            self._costs,
            self._name,
            *ways,
            *fields,
            ticks,
            self._sectors_problem,
            self._besturen,
            row_of(self.save_button, self.leave_button),
        )
        width = max(420, self.fontMetrics().averageCharWidth() * 60)
        for field in (self.name, self.mode, self.definitions):
            field.setMaximumWidth(width)
        self.min_senders.setMaximumWidth(max(90, self.fontMetrics().averageCharWidth() * 14))

    def _on_save_clicked(self) -> None:
        name = " ".join(self.name.text().split())
        sectors = tuple(sector for sector, tick in self.sectors.items() if tick.isChecked())
        self._name.show_problem("" if name else "Vul de naam van de regio in.")
        self._sectors_problem.setText("" if sectors else "Kies minstens één soort onderwijs.")
        self._sectors_problem.setVisible(not sectors)
        if name and sectors:
            chosen, least = str(self.definitions.currentData()), int(self.min_senders.currentData())
            self.submitted.emit(ProfileDraft(name, chosen, sectors, least, self.chosen_mode()))


class ProfileStep(StepCard):
    """`open_clicked` asks for the key holder's file, `drafted` carries a ProfileDraft, `renewed` that of a later
    version, `resave_clicked` once more."""

    open_clicked = Signal()
    drafted = Signal(object)
    renewed = Signal(object)
    resave_clicked = Signal()

    def __init__(self, number: int) -> None:
        super().__init__(number, "Profiel van de regio")
        self.open_button = IconButton("Aanmelding openen…", "open", look="primary")
        self.compare = ComparePanel("Met dat woord gaat u verder.")
        self.form = ProfileForm()
        self.resave_button = IconButton("Profiel nog eens opslaan…", "save")
        self.renew_button = IconButton("Nieuwe versie…", "edit")
        self._facts, self.words = Facts(), OwnWords(_OWN, self.resave_button, self.renew_button)
        self._profile: ProfileView | None = None
        self._intro = QWidget()
        self._lay_out()
        self.open_button.clicked.connect(self.open_clicked)
        self.resave_button.clicked.connect(self.resave_clicked)
        self.renew_button.clicked.connect(self._on_renew)
        self.form.leave_button.clicked.connect(lambda: self.show_profile(self._profile))
        self.form.submitted.connect(self._on_submitted)

    def _on_renew(self) -> None:
        if self._profile is not None:
            self._intro.hide()
            self.compare.hide()
            self.form.renew(self._profile)
            self.show_state(State.OPEN)

    def _on_submitted(self, draft: ProfileDraft) -> None:
        (self.drafted if self._profile is None else self.renewed).emit(draft)

    def show_profile(self, profile: ProfileView | None) -> None:
        self._profile = profile
        if profile is None:
            self.show_state(State.NOW)
            return
        sectors = join_words([Sector(each).label for each in sorted(profile.sectors)])
        self._facts.show_facts(
            (
                ("Regio", profile.name),
                ("Telt", sectors),
                ("Telt op", _MODES[profile.mode]),
                ("Definities", definitions.title_of(profile.definitions)),
                ("Uitgegeven", f"versie {profile.version}, {format_date(profile.issued_on)}"),
            )
        )
        self.words.show_words(profile.swv_fingerprint)
        self.show_state(State.DONE)

    def show_keyholder(self, keyholder: SenderView) -> None:
        self._intro.hide()
        self.form.hide()
        facts = (("Naam", keyholder.name), ("Regio", keyholder.region))
        self.compare.show_party("Is dit uw tweede sleutelhouder of inschrijver?", facts, keyholder.fingerprint)

    def start_over(self) -> None:
        """Nothing opened, nothing trusted."""
        self.compare.hide()
        self.form.hide()
        self._intro.show()

    def ask_for_draft(self, name: str, chosen: str) -> None:
        self.compare.hide()
        self.form.start(name, chosen)

    def _lay_out(self) -> None:
        intro = QVBoxLayout(self._intro)
        intro.setContentsMargins(0, 0, 0, 0)
        fill(intro, text.hint(_INTRO), row_of(self.open_button))
        fill(self.now, self._intro, self.compare, self.form)
        fill(self.done, self._facts, self.words)
