"""What the pages of region and key holder share: enrolling senders after comparing words by telephone."""

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout

from thuisplan_desktop.actions import agreeing, participants
from thuisplan_desktop.actions.agreeing import SenderView
from thuisplan_desktop.actions.changes import Changed
from thuisplan_desktop.actions.participants import Participants, ReadEnrolment
from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.ui.region.asking import TRAVELLING
from thuisplan_desktop.ui.region.following import Follower
from thuisplan_desktop.ui.region.region_page import RegionPage, readers
from thuisplan_desktop.ui.region.senders_step import SendersStep
from thuisplan_desktop.ui.region.step_card import State, StepCard
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets.card import Scroll
from thuisplan_desktop.ui.widgets.notice_bar import Notice, notice_of

_DIFFER = Notice(
    "Niet ingeschreven. Verschillende woorden betekenen dat dit een ander bestand is dan de deelnemer maakte. Vraag om "
    "een nieuw bestand en bel opnieuw. Klikte u mis? Open hetzelfde bestand nog eens.",
    "warn",
)

_STRIKE = (
    "De deelnemer doet niet meer mee aan tellingen die u hierna opent; een telling die al open is verandert niet. Ook "
    "de ander (samenwerkingsverband of sleutelhouder) moet schrappen. Verdwijnen er weinig besturen tegelijk, dan "
    "komen er bij de volgende telling alleen totalen."
)


class EnrollingPage(RegionPage):
    """A subclass fills `area` with its steps; `next_step` is what follows when enough senders are enrolled."""

    def __init__(self, session: RegisterSession, senders: SendersStep, next_step: StepCard) -> None:
        super().__init__(session)
        self.area = Scroll()
        self.senders = senders
        self.next_step = next_step
        self._just_finished = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)
        self._follower = Follower(self.area)
        senders.confirmed.connect(self._follower.release)
        senders.open_clicked.connect(self._on_open_clicked)
        senders.files_dropped.connect(self._read_files)
        senders.confirmed.connect(self._on_confirmed)
        senders.refused.connect(self._on_refused)
        senders.struck.connect(self._on_struck)

    def reload(self) -> None:
        self.read(participants.participants, self.show_participants)

    def show_participants(self, now: Participants) -> None:
        self.senders.show_participants(now)
        self.next_step.show_state(State.NOW if now.ready else State.LATER)
        if self._just_finished and now.ready:
            self._follower.follow(self.next_step)
        self._just_finished = False

    def _on_open_clicked(self) -> None:
        self._read_files(self.ask.open_many(self, "Kies de aanmeldingen", TRAVELLING))

    def _read_files(self, paths: tuple[Path, ...]) -> None:
        if paths:
            files = readers(paths)
            self.read(lambda register: participants.read_enrolments(register, files), self._on_read)

    def _on_read(self, enrolments: tuple[ReadEnrolment, ...]) -> None:
        self.senders.take(enrolments)
        self._follower.follow(self.senders.compare)

    def _on_confirmed(self, data: bytes) -> None:
        self.change(lambda register: agreeing.enrol(register, data), self._on_enrolled, self._on_not_enrolled)

    def _on_enrolled(self, changed: Changed) -> None:
        self.notify(Notice(f"{changed.value.name} is ingeschreven.", "good"))
        self.senders.go_on()
        self._just_finished = not self.senders.compare.isVisible()

    def _on_not_enrolled(self, error: ThuisplanError) -> None:
        self.notify(notice_of(error))
        self.senders.go_on()

    def _on_refused(self) -> None:
        self.notify(_DIFFER)
        self.senders.go_on()

    def _on_struck(self, sender: SenderView) -> None:
        if not self.ask.confirm(self, f"{sender.name} schrappen?", _STRIKE, "Schrappen"):
            return
        self.change(
            lambda register: agreeing.strike(register, sender.signing),
            lambda _: self.notify(Notice(f"{sender.name} is geschrapt.", "good")),
        )
