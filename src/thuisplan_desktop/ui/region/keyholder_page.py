"""Regio: the key holder presents himself, pins the region's profile, and enrols senders by telephone himself."""

from thuisplan_desktop.actions import enrolling, joining
from thuisplan_desktop.actions.changes import Changed
from thuisplan_desktop.actions.joining import ProfileView
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.participants import Participants
from thuisplan_desktop.region.telling import Mode
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.ui.region.enrolling_page import EnrollingPage
from thuisplan_desktop.ui.region.joining_steps import PinStep, PresentStep
from thuisplan_desktop.ui.region.listing_step import ListingStep
from thuisplan_desktop.ui.region.request_page import CHOOSE
from thuisplan_desktop.ui.region.senders_step import SendersStep
from thuisplan_desktop.ui.region.step_card import StepCard, fill, row_of
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.notice_bar import Notice

_FILE = "aanmelding-sleutelhouder.tplan"
_LIST_FILE = "deelnemerslijst.tplan"
_PRESENTED = "De aanmelding is opgeslagen. Stuur het bestand aan het samenwerkingsverband; dat belt u voor de woorden."
_REFUSED = Notice(
    "Niet vastgelegd. Verschillende woorden betekenen: dit is een ander profiel dan het samenwerkingsverband maakte. "
    "Klikte u mis? Open hetzelfde bestand nog eens.",
    "warn",
)
_PINNED = Notice("Het profiel ligt vast. Schrijf nu zelf de deelnemers in, na een telefoontje met elk van hen.", "good")
_LISTED = "De lijst is opgeslagen. Stuur haar aan de regio; die opent haar bij Deelnemers."
_READY = "U bent klaar. Open wat het samenwerkingsverband stuurt: een voorgestelde telling of een optelverzoek."


class KeyholderPage(EnrollingPage):
    id, title, icon = "keyholder", "Regio", "key"
    roles = frozenset({Role.KEYHOLDER})

    def __init__(self, session: RegisterSession) -> None:
        senders = SendersStep(3, later="Dit kan zodra het profiel vastligt.")
        waiting = StepCard(4, "Wachten op een verzoek", later="Dit komt zodra er genoeg besturen zijn ingeschreven.")
        super().__init__(session, senders, waiting)
        self.present, self.pin, self.listing = PresentStep(1), PinStep(2), ListingStep(4)
        self._profile = b""
        self.to_request_button = IconButton("Verzoek openen…", "open", look="primary")
        fill(self.next_step.now, text.hint(_READY), row_of(self.to_request_button))
        for step in (self.present, self.pin, self.senders, self.next_step, self.listing):
            self.area.add(step)
        self._connect()

    def show_participants(self, now: Participants) -> None:
        super().show_participants(now)
        pinned = tuple(own for own in now.own if own.pinned) or now.own
        own = pinned[-1] if pinned else None
        self.present.show_own(own)
        self.pin.show_profile(now.profile, presented=own is not None)
        officer = now.profile is not None and now.profile.mode is Mode.PROTECTED
        self.next_step.setVisible(not officer)
        self.listing.setVisible(officer)
        self.offered.emit("request", not officer)
        self.offered.emit("passing", officer)
        if officer:
            self.read(enrolling.last_list, lambda last: self.listing.show_list(now, last))

    def _connect(self) -> None:
        self.present.present_clicked.connect(self._on_present)
        self.present.again_clicked.connect(self._on_present)
        self.pin.open_clicked.connect(self._on_open_profile)
        self.pin.confirmed.connect(self._on_profile_confirmed)
        self.pin.refused.connect(self._on_profile_refused)
        self.listing.list_clicked.connect(self._on_list)
        self.listing.pass_button.clicked.connect(lambda: self.page_requested.emit("passing", ""))
        self.to_request_button.clicked.connect(lambda: self.page_requested.emit("request", CHOOSE))

    def _on_present(self, region: str) -> None:
        self.save_change(
            lambda register: joining.second_party_file(register, region),
            lambda changed: bytes(changed.value.data),
            _FILE,
            _PRESENTED,
        )

    def _on_list(self) -> None:
        self.save_change(enrolling.pseudonym_file, lambda changed: bytes(changed.value), _LIST_FILE, _LISTED)

    def _on_open_profile(self) -> None:
        self.read_chosen("Kies het profiel van de regio", _read_profile, self._on_profile_read)

    def _on_profile_read(self, read: tuple[bytes, ProfileView]) -> None:
        self._profile = read[0]
        self.pin.show_read(read[1])

    def _on_profile_confirmed(self) -> None:
        data = self._profile
        self.change(lambda register: joining.pin_as_second_party(register, data), self._on_pinned)

    def _on_pinned(self, _changed: Changed) -> None:
        self.pin.start_over()
        self.notify(_PINNED)

    def _on_profile_refused(self) -> None:
        self._profile = b""
        self.pin.start_over()
        self.notify(_REFUSED)


def _read_profile(register: OpenRegister, data: bytes) -> tuple[bytes, ProfileView]:
    return data, joining.read_as_second_party(register, data)
