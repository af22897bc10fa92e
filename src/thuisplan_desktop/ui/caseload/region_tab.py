"""Naar de regio: recognise each other, present ourselves, and seal a telling."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from thuisplan_desktop.actions import counting, files, joining, letters, second_regions
from thuisplan_desktop.actions.changes import Changed
from thuisplan_desktop.actions.counting import Sealed
from thuisplan_desktop.actions.joining import EnrolmentFile, ProfileView
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.region.telling import Mode
from thuisplan_desktop.ui.caseload.filing import TPLAN_KIND
from thuisplan_desktop.ui.caseload.fingerprints import Fingerprint, PinDialog
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card, Scroll
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.labelled import Labelled
from thuisplan_desktop.ui.widgets.notice_bar import Notice

if TYPE_CHECKING:
    from thuisplan_desktop.ui.caseload.filing import FilingPage

_STEPS = (
    "1.  Lees het regioprofiel in en vergelijk de vingerafdrukken aan de telefoon. Eén keer.\n"
    "2.  Stuur uw aanmelding naar het samenwerkingsverband en naar de tweede sleutelhouder, of waar die er niet is "
    "alleen naar de inschrijver. Eén keer.\n"
    "3.  Komt er een telling binnen? Verzegel uw aantallen en stuur het bestand terug."
)
_IN_HALVES = (
    "Uw aantallen op {day} zijn in twee delen verzegeld. Geen van beide ontvangers kan ze alleen lezen. Vergelijk de "
    "woorden als u twijfelt, en stuur het bestand dan op."
)
_PROTECTED = (
    "Uw aantallen op {day} zijn afgeschermd en daarna verzegeld: kleine aantallen gaan de school niet uit. Deze tabel "
    "geldt nu als gepubliceerd. Stuur het bestand aan de inschrijver, en niet aan de regio zelf."
)
_REFUSED = (
    "Niet vastgelegd. Verschillende woorden betekenen: dit profiel is niet van {who} zoals u die aan de telefoon had. "
    "Laat het u opnieuw sturen. Klikte u mis? Open hetzelfde bestand nog eens."
)
_BESIDE = "De leesbrief staat ernaast."
_PRESENTED = {
    Mode.SPLIT: "Stuur beide op en lees uw vingerafdruk voor aan de telefoon.",
    Mode.PROTECTED: "Stuur beide alleen aan de inschrijver en lees hem uw vingerafdruk voor. De regio mag niet weten "
    "wie u bent.",
}
_SEALED = {
    Mode.SPLIT: "Stuur beide aan het samenwerkingsverband.",
    Mode.PROTECTED: "Stuur beide aan de inschrijver.",
}
_SECOND = {Mode.SPLIT: "Tweede sleutelhouder", Mode.PROTECTED: "Inschrijver"}
_PRINTS = ("Uw vingerafdruk", "Samenwerkingsverband", "Tweede sleutelhouder", "Dit bestand")


class RegionTab(Scroll):
    """Asks its page for work; what comes out is shown here."""

    def __init__(self, page: "FilingPage") -> None:
        super().__init__()
        self._page = page
        self._regions: tuple[ProfileView, ...] = ()
        self._sealed: Sealed | None = None
        self._enrolment: EnrolmentFile | None = None
        self._about = text.label("")
        self.pin = IconButton("Regioprofiel inlezen…", "import", look="primary")
        self.enrol = IconButton("Aanmelding maken…", "outbox")
        self.seal = IconButton("Telling verzegelen…", "seal")
        self.save = IconButton("Verzegeld bestand opslaan…", "save", look="primary")
        self.which = QComboBox()
        self._which = Labelled("Aanmelding voor", self.which, help_text="Elke regio kent u onder andere woorden.")
        self._own = Fingerprint("Uw vingerafdruk: lees hem voor aan wie u aanmeldt")
        self._result = Card("Verzegeld")
        self._result_words = text.label("")
        self._prints = [Fingerprint(name) for name in _PRINTS]
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        self._page.read(joining.pinned_profiles, done=self._show)

    def _lay_out(self) -> None:
        joining_card = Card("Meedoen met een regio")
        joining_card.add(text.hint(_STEPS))
        joining_card.add(self._about)
        joining_card.add(self._which)
        joining_card.add(Flow(self.pin, self.enrol, self.seal))
        joining_card.add(self._own)
        self._own.hide()
        for part in (self._result_words, *self._prints, Flow(self.save)):
            self._result.add(part)
        self._result.hide()
        self.add(joining_card)
        self.add(self._result)
        self.body.setContentsMargins(0, 14, 6, 0)

    def _connect(self) -> None:
        self.pin.clicked.connect(self._choose_profile)
        self.enrol.clicked.connect(self._present)
        self.seal.clicked.connect(self._choose_telling)
        self.save.clicked.connect(self._save_sealed)

    def names(self) -> tuple[str, ...]:
        """Of the regions that this register takes part in."""
        return tuple(one.name for one in self._regions)

    def _show(self, regions: tuple[ProfileView, ...]) -> None:
        self._regions = regions
        self._about.setText(
            "\n".join(
                f"{one.name}: profiel {one.version} van {format_date(one.issued_on)}, {_counts(one)}."
                for one in regions
            )
            or "Dit register doet nog niet mee met een regio."
        )
        self.which.clear()
        self.which.addItems([one.name for one in regions])
        self.which.setCurrentIndex(len(regions) - 1)
        self._which.setVisible(len(regions) > 1)
        for button in (self.enrol, self.seal):
            button.setEnabled(bool(regions))
        _stand_out(self.pin, "import", stands_out=not regions)
        _stand_out(self.seal, "seal", stands_out=bool(regions))

    def _choose_profile(self) -> None:
        self._page.open_file("Regioprofiel kiezen", TPLAN_KIND, self._compare, reader=files.read_sealed)

    def _compare(self, data: bytes) -> None:
        """Show what the file says; it is trusted only after a person compared the words."""

        def show(found: tuple[ProfileView, str]) -> None:
            dialog = PinDialog(self._page, *found)
            dialog.submitted.connect(lambda: self._pin(dialog, data))
            dialog.refused.connect(lambda who: self._page.notify(Notice(_REFUSED.format(who=who), "warn")))
            dialog.open()

        self._page.read(lambda register: (joining.read_profile(data), second_regions.beside(register, data)), done=show)

    def _pin(self, dialog: PinDialog, data: bytes) -> None:
        def pinned(changed: Changed) -> None:
            dialog.accept()
            self._page.notify(Notice(f"Dit register doet mee met {changed.value.name}.", "good"))

        asked_why = dialog.asked_why.isChecked()
        self._page.change(
            lambda register: joining.pin_profile(register, data, asked_why=asked_why),
            done=pinned,
            failed=dialog.show_error,
        )

    def _present(self) -> None:
        chosen = self._regions[self.which.currentIndex()]
        region = chosen.region

        def make(register: OpenRegister) -> Changed:
            made = joining.enrolment_file(register, region)
            return replace(made, value=(made.value, letters.letter_for(register, made.value.data)))

        self._page.change(make, done=lambda changed: self._presented(chosen, *changed.value))

    def _presented(self, region: ProfileView, made: EnrolmentFile, letter: bytes) -> None:
        self._own.show_words(made.fingerprint)
        self._own.show()
        said = f"De aanmelding is opgeslagen. {_BESIDE} {_PRESENTED[region.mode]}"
        self._page.save_file(made.data, "aanmelding.tplan", said, TPLAN_KIND, letter=letter)

    def _choose_telling(self) -> None:
        self._page.open_file("Telling kiezen", TPLAN_KIND, self._seal, reader=files.read_sealed)

    def _seal(self, data: bytes) -> None:
        self._page.change(
            lambda register: counting.seal_for_region(register, data),
            done=lambda changed: self._show_sealed(changed.value),
        )

    def _show_sealed(self, sealed: Sealed) -> None:
        self._sealed = sealed
        words_for = _PROTECTED if sealed.mode is Mode.PROTECTED else _IN_HALVES
        self._result_words.setText(words_for.format(day=format_date(sealed.peildatum)))
        self._prints[2].show_name(_SECOND[sealed.mode])
        words = (sealed.own_fingerprint, sealed.swv_fingerprint, sealed.keyholder_fingerprint, sealed.file_words)
        for shown, one in zip(self._prints, words, strict=True):
            shown.show_words(one)
        self._own.hide()
        self._result.show()
        self._save_sealed()

    def _save_sealed(self) -> None:
        if self._sealed is not None:
            name = f"telling-{self._sealed.peildatum.isoformat()}.tplan"
            said = f"Het verzegelde bestand is opgeslagen. {_BESIDE} {_SEALED[self._sealed.mode]}"
            self._page.save_file(self._sealed.data, name, said, TPLAN_KIND, letter=self._sealed.letter)


def _counts(view: ProfileView) -> str:
    """From how many senders a telling is opened, or that there is no such number."""
    if view.mode is Mode.PROTECTED:
        return "kleine aantallen worden hier op school afgeschermd"
    return f"tellingen vanaf {view.min_senders} afzenders"


def _stand_out(button: IconButton, icon_name: str, *, stands_out: bool) -> None:
    """The one obvious next step stands out."""
    text.set_look(button, "primary" if stands_out else "")
    button.set_icon(icon_name)
