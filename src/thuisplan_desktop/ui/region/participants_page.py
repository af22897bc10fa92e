"""Deelnemers: the region's profile with its second key holder, and everybody who sends counts."""

from thuisplan_desktop.actions import agreeing, enrolling, participants
from thuisplan_desktop.actions.agreeing import SenderView
from thuisplan_desktop.actions.changes import Changed
from thuisplan_desktop.actions.joining import KEYHOLDER_SECTOR
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.participants import Participants
from thuisplan_desktop.dutch import plural
from thuisplan_desktop.errors import ProfileRefused
from thuisplan_desktop.region.telling import Mode
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.ui.region.asking import TRAVELLING
from thuisplan_desktop.ui.region.enrolling_page import EnrollingPage
from thuisplan_desktop.ui.region.list_step import ListStep
from thuisplan_desktop.ui.region.profile_step import ProfileDraft, ProfileStep
from thuisplan_desktop.ui.region.senders_step import SendersStep
from thuisplan_desktop.ui.region.step_card import StepCard, fill, row_of
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.notice_bar import Notice

_FILE = "regioprofiel.tplan"
_SAVED = "Het profiel is opgeslagen. Stuur het aan de sleutelhouder en aan de deelnemers; zij bellen u voor de woorden."
_SAVED_APART = (
    "Het profiel is opgeslagen. Stuur het aan de inschrijver en aan de scholen. Hun aanmelding sturen zij aan hem, "
    "niet "
    "aan u."
)
_RENEWED = (
    "De nieuwe versie is opgeslagen. Stuur haar aan dezelfde mensen als het profiel van eerst; zij openen haar en "
    "bellen u voor de woorden. Een telling die al open is, gaat door zoals zij begon."
)
_REFUSED = Notice(
    "Niet overgenomen. Vraag de afzender om een nieuw bestand en bel opnieuw. Klikte u mis? Open het nog eens.",
    "warn",
)


class ParticipantsPage(EnrollingPage):
    id, title, icon = "participants", "Deelnemers", "people"
    roles = frozenset({Role.REGION})

    def __init__(self, session: RegisterSession) -> None:
        senders = SendersStep(2, later="Dit kan zodra het profiel er is.")
        telling = StepCard(3, "Telling openen", later="Dit kan zodra er genoeg deelnemers zijn.")
        super().__init__(session, senders, telling)
        self.profile, self.list = ProfileStep(1), ListStep(2)
        self.to_inbox_button = IconButton("Naar Ontvangen", "next", look="primary")
        self._keyholder: tuple[bytes, SenderView] | None = None
        self._lay_out()
        self._connect()

    def show_participants(self, now: Participants) -> None:
        super().show_participants(now)
        self.profile.show_profile(now.profile)
        apart = now.profile is not None and now.profile.mode is Mode.PROTECTED
        self.senders.setVisible(not apart)
        self.list.setVisible(apart)
        if apart:
            self.list.show_participants(now)

    def _lay_out(self) -> None:
        ready = text.hint("Er zijn genoeg deelnemers. Kies een peildatum en open de telling.")
        fill(self.next_step.now, ready, row_of(self.to_inbox_button))
        for step in (self.profile, self.senders, self.list, self.next_step):
            self.area.add(step)

    def _connect(self) -> None:
        self.profile.open_clicked.connect(self._on_open_keyholder)
        self.profile.compare.confirmed.connect(self._on_keyholder_confirmed)
        self.profile.compare.refused.connect(self._on_keyholder_refused)
        self.profile.drafted.connect(self._on_drafted)
        self.profile.renewed.connect(self._on_renewed)
        self.profile.resave_clicked.connect(self._on_resave)
        self.list.open_clicked.connect(self._on_open_list)
        self.to_inbox_button.clicked.connect(lambda: self.page_requested.emit("inbox", ""))

    def _on_open_keyholder(self) -> None:
        self.read_chosen(
            "Kies de aanmelding van sleutelhouder of inschrijver", _read_keyholder, self._on_keyholder_read
        )

    def _on_keyholder_read(self, read: tuple[bytes, SenderView]) -> None:
        self._keyholder = read
        self.profile.show_keyholder(read[1])

    def _on_open_list(self) -> None:
        self.change_chosen("Kies de deelnemerslijst van de inschrijver", enrolling.take_over, self._on_list_taken)

    def _on_list_taken(self, changed: Changed) -> None:
        there = plural(changed.value.senders, "deelnemer", "deelnemers")
        self.notify(Notice(f"De lijst is overgenomen: {there}, zonder namen.", "good"))

    def _on_keyholder_refused(self) -> None:
        self._keyholder = None
        self.profile.start_over()
        self.notify(_REFUSED)

    def _on_keyholder_confirmed(self) -> None:
        if self._keyholder is not None:
            self.profile.ask_for_draft(self._keyholder[1].region, self.session.summary.place.definitions)

    def _on_drafted(self, draft: ProfileDraft) -> None:
        if self._keyholder is None:
            return
        data, keyholder = self._keyholder

        def make(register: OpenRegister) -> Changed:
            return agreeing.make_profile(
                register,
                region=keyholder.region,
                name=draft.name,
                definitions_name=draft.definitions,
                keyholder_file=data,
                min_senders=draft.min_senders,
                sectors=draft.sectors,
                mode=draft.mode,
            )

        said = _SAVED if draft.mode is Mode.SPLIT else _SAVED_APART
        self.save_change(make, lambda changed: changed.value, _FILE, said)

    def _on_renewed(self, draft: ProfileDraft) -> None:
        def make(register: OpenRegister) -> Changed:
            return agreeing.renew_profile(
                register,
                name=draft.name,
                definitions_name=draft.definitions,
                min_senders=draft.min_senders,
                sectors=draft.sectors,
            )

        self.save_change(make, lambda changed: changed.value, _FILE, _RENEWED)

    def _on_resave(self) -> None:
        self.save_read(participants.profile_file, _FILE, _SAVED, TRAVELLING)


def _read_keyholder(_register: OpenRegister, data: bytes) -> tuple[bytes, SenderView]:
    """The file and who it says made it; anything but a key holder's enrolment is refused before it is compared."""
    found = agreeing.read_enrolment(data)
    if found.sectors != {KEYHOLDER_SECTOR}:
        raise ProfileRefused(
            reason="dit is de aanmelding van een deelnemer, niet die van een tweede sleutelhouder of inschrijver"
        )
    return data, found
