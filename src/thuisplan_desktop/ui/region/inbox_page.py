"""Ontvangen: open a telling together with the key holder, then take in what the senders deliver."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from thuisplan_desktop.actions import adding, delivering, files, participants, receiving, telling_views
from thuisplan_desktop.actions.changes import Changed
from thuisplan_desktop.actions.delivering import FileVerdict
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.telling_views import TellingView
from thuisplan_desktop.errors import AlreadyExists, ThuisplanError
from thuisplan_desktop.region.telling import Mode
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.ui.jobs import Progress
from thuisplan_desktop.ui.region.asking import TRAVELLING
from thuisplan_desktop.ui.region.delivery_card import DeliveryCard
from thuisplan_desktop.ui.region.opening_steps import OpeningSteps
from thuisplan_desktop.ui.region.region_page import RegionPage, readers
from thuisplan_desktop.ui.region.telling_chooser import TellingChooser
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets.card import EmptyState, Scroll
from thuisplan_desktop.ui.widgets.notice_bar import Notice, notice_of

_OPENED = Notice(
    "De telling is open. Stuur hetzelfde bestand nu aan alle deelnemers; wat terugkomt opent u hier.", "good"
)
_PROPOSED = "Het voorstel is opgeslagen. Stuur het aan de sleutelhouder."
_OPENED_ALONE = (
    "De telling is open. Stuur dit bestand aan de inschrijver; die stuurt het aan de scholen en geeft hun bestanden "
    "door."
)
_ALREADY = Notice("Deze telling was al geopend. Er is niets veranderd.", "info")

_READMIT = (
    "Dit bestand past niet na het vorige van deze afzender. Dat hoort zo als daar een reservekopie is teruggezet; "
    "anders kan het van een ander zijn. Bel op een nummer dat u al had."
)

_ASK_OFFICER = (
    "Dit bestand past niet na het vorige van deze afzender. Dat hoort zo als daar een reservekopie is teruggezet; "
    "anders kan het van een ander zijn. U weet niet wie het is: vraag de inschrijver om de school te bellen over deze "
    "woorden."
)


@dataclass(frozen=True)
class Now:
    """Whether a telling can be opened, how this region adds up, and its tellingen."""

    ready: bool
    mode: Mode
    tellingen: tuple[TellingView, ...]


class InboxPage(RegionPage):
    id, title, icon = "inbox", "Ontvangen", "inbox"
    roles = frozenset({Role.REGION})

    def __init__(self, session: RegisterSession) -> None:
        super().__init__(session)
        self.empty = EmptyState(
            "people",
            "Nog geen deelnemers",
            "Een telling begint met het profiel van de regio en genoeg ingeschreven deelnemers.",
            "Naar Deelnemers",
        )
        self.chooser = TellingChooser()
        self.opening = OpeningSteps()
        self.card = DeliveryCard()
        self._opening_wanted = False
        self._mode = Mode.SPLIT
        self._last: dict[str, Path] = {}
        self._lay_out()
        self._connect()

    def open(self, argument: str) -> None:
        self.chooser.want(bytes.fromhex(argument))

    def reload(self) -> None:
        self.read(_load, self._show)

    def _lay_out(self) -> None:
        self._area = Scroll()
        for part in (self.chooser, self.card, self.opening):
            self._area.add(part)
        self._stack = self.one_of(self.empty, self._area)

    def _connect(self) -> None:
        if self.empty.button:
            self.empty.button.clicked.connect(lambda: self.page_requested.emit("participants", ""))
        self.chooser.chosen.connect(self._on_chosen)
        self.card.new_button.clicked.connect(lambda: self._show_opening(wanted=True))
        self.opening.cancelled.connect(lambda: self._show_opening(wanted=False))
        self.opening.proposed.connect(self._on_proposed)
        self.opening.open_clicked.connect(self._on_open_clicked)
        self.card.drop.button.clicked.connect(self._on_choose_clicked)
        self.card.drop.dropped.connect(self._receive)
        self.card.again_button.clicked.connect(self._on_again_clicked)
        self.card.verdicts.readmit_clicked.connect(self._on_readmit_clicked)
        self.card.sum_button.clicked.connect(self._on_sum_clicked)

    def _show(self, now: Now) -> None:
        self._mode = now.mode
        self._stack.setCurrentWidget(self._area if now.ready or now.tellingen else self.empty)
        self.chooser.set_tellingen(now.tellingen)
        self._show_opening(wanted=self._opening_wanted)

    def _show_opening(self, *, wanted: bool) -> None:
        telling = self.chooser.telling()
        opening = wanted or telling is None
        if opening and not self._opening_wanted:
            self.opening.start(self.session.today(), can_cancel=telling is not None, mode=self._mode)
        self._opening_wanted = opening
        self.opening.setVisible(opening)
        self.card.setVisible(not opening)
        if telling is not None:
            self.card.show_telling(telling)

    def _on_chosen(self) -> None:
        self.card.verdicts.clear()
        self._show_opening(wanted=False)

    def _on_proposed(self, day: date) -> None:
        if self._mode is Mode.PROTECTED:
            self._open_alone(day)
            return
        name = f"telling-voorstel-{day.isoformat()}.tplan"

        def make(register: OpenRegister) -> Changed:
            return receiving.propose_telling(register, day)

        def data(changed: Changed) -> bytes:
            return bytes(changed.value)

        self.save_change(make, data, name, _PROPOSED, lambda: self.opening.show_proposed(day), peildatum=day)

    def _open_alone(self, day: date) -> None:
        def opened() -> None:
            self._opening_wanted = False
            self.card.verdicts.clear()
            self.mark_stale()

        self.save_change(
            lambda register: adding.open_alone(register, day),
            lambda changed: bytes(changed.value),
            f"telling-{day.isoformat()}.tplan",
            _OPENED_ALONE,
            opened,
            peildatum=day,
        )

    def _on_again_clicked(self) -> None:
        telling = self.chooser.telling()
        if telling is not None:
            telling_id, name = telling.id, f"telling-{telling.peildatum.isoformat()}.tplan"
            self.save_read(lambda register: adding.telling_file(register, telling_id), name, _OPENED_ALONE, TRAVELLING)

    def _on_open_clicked(self) -> None:
        self.change_chosen("Kies de getekende telling", receiving.open_telling, self._on_opened, self._on_not_opened)

    def _on_opened(self, changed: Changed) -> None:
        self._opening_wanted = False
        self.chooser.want(changed.value.id)
        self.card.verdicts.clear()
        self.notify(_OPENED)

    def _on_not_opened(self, error: ThuisplanError) -> None:
        self.notify(_ALREADY if isinstance(error, AlreadyExists) else notice_of(error))

    def _on_choose_clicked(self) -> None:
        self._receive(self.ask.open_many(self, "Kies de verzegelde tellingen", TRAVELLING))

    def _receive(self, paths: tuple[Path, ...]) -> None:
        telling = self.chooser.telling()
        if not paths or telling is None:
            return
        progress, named, telling_id = Progress(), readers(paths), telling.id
        self._last = {path.name: path for path in paths}
        self.change(
            lambda register: delivering.receive(register, telling_id, named, progress),
            self._on_received,
            progress=progress,
        )

    def _on_received(self, changed: Changed) -> None:
        self.card.verdicts.show_verdicts(changed.value)
        refused = any(not verdict.accepted for verdict in changed.value)
        self.notify(Notice(f"{self.card.verdicts.summary()}.", "warn" if refused else "good"))

    def _on_readmit_clicked(self, verdict: FileVerdict) -> None:
        """A sender who put back a backup begins a new chain, after a call about the words of this very file."""
        telling, path = self.chooser.telling(), self._last.get(verdict.label)
        if telling is None or path is None:
            return
        question = f"Leest {verdict.sender} aan de telefoon dezelfde woorden van de leesbrief?"
        if self._mode is Mode.PROTECTED:
            question = f"Hoorde de inschrijver van ‘{verdict.sender}’ dezelfde woorden?"
        why = _ASK_OFFICER if self._mode is Mode.PROTECTED else _READMIT
        explanation = f"{why}\n\n{verdict.words}"
        if self.ask.confirm(self, question, explanation, "Alle twaalf zijn hetzelfde"):
            telling_id = telling.id
            self.change(
                lambda register: delivering.readmit(register, telling_id, files.read_sealed(path)), self._on_readmitted
            )

    def _on_readmitted(self, changed: Changed) -> None:
        self.card.verdicts.clear()
        self.notify(Notice(f"{changed.value.sender}: opnieuw toegelaten en ontvangen.", "good"))

    def _on_sum_clicked(self) -> None:
        telling = self.chooser.telling()
        if telling is not None:
            self.page_requested.emit("combined", telling.id.hex())


def _load(register: OpenRegister) -> Now:
    now = participants.participants(register)
    return Now(now.ready, now.profile.mode if now.profile else Mode.SPLIT, telling_views.list_tellingen(register))
