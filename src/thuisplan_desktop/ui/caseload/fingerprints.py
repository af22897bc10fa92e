"""Fingerprints as words, and the question whether they were compared over the telephone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from thuisplan_desktop.actions.joining import ProfileView
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.region.telling import Mode
from thuisplan_desktop.register import definitions
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog
from thuisplan_desktop.ui.widgets.heard_word import HeardWord


class Fingerprint(QWidget):
    """Whose it is, and the words to read out."""

    def __init__(self, name: str, words: str = "") -> None:
        super().__init__()
        self._name = name
        self._words = text.label("", "code")
        self._words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._label = text.label(name)
        column.addWidget(self._label)
        column.addWidget(self._words)
        self.show_words(words)

    def show_name(self, name: str) -> None:
        """Whose they are, when that is known later."""
        self._name = name
        self._label.setText(name)

    def show_words(self, words: str) -> None:
        self._words.setText(words)
        self._words.setAccessibleName(f"{self._name}: {words}")


_APART = (
    "Deze regio heeft geen tweede partij: uw kleine aantallen worden afgeschermd voordat er iets weggaat. De "
    "inschrijver "
    "weet dat u meedoet; wie de aantallen ziet, kent u alleen onder een schuilnaam."
)


_SECOND = (
    "U doet al mee met {beside}, die hetzelfde onderwijs telt. Een school hoort bij één samenwerkingsverband. Telt "
    "{beside} hier onder een tweede naam? Doe dan niet mee: uit beide uitkomsten samen is één school te lezen."
)


_ASKED_WHY = "Ik vroeg de sleutelhouder of inschrijver van {beside} waarom er een tweede regio is, en het klopt"

_HOW = (
    "Laat ieder van het eigen scherm de twaalf woorden voorlezen, en kijk hier mee. Eén woord staat hier niet: klik op "
    "het woord dat u hoorde."
)


class _Party(QWidget):
    """Whom to call, and the word that has to be heard; afterwards that it was. `refused` comes with who it is."""

    confirmed = Signal()
    refused = Signal(str)

    def __init__(self, number: int, who: str) -> None:
        super().__init__()
        self._who = who
        self._heading = text.heading(f"Telefoontje {number} van 2: bel {who}")
        self.heard = HeardWord()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(self.heard)
        self.heard.confirmed.connect(self._on_heard)
        self.heard.refused.connect(lambda: self.refused.emit(who))

    def shown(self) -> str:
        """What stands above the words."""
        return self._heading.text()

    def _on_heard(self) -> None:
        self._heading.setText(f"✓ Vergeleken met {self._who}")
        self.heard.hide()
        self.confirmed.emit()


class PinDialog(FormDialog):
    """A profile is trusted only after a word of each fingerprint was heard over the telephone, one after the other.

    `refused` comes with whom after any other word: then nothing is trusted, and the file has to be opened again.
    """

    refused = Signal(str)

    def __init__(self, parent: QWidget, view: ProfileView, beside: str = "") -> None:
        """`beside` is the name of a region that counts the same sector already, when there is one."""
        apart = view.mode is Mode.PROTECTED
        super().__init__(
            parent,
            f"Meedoen met {view.name}",
            "Profiel vertrouwen",
            explanation=f"Twee telefoontjes, naar nummers die u al had en niet uit de mail. {_HOW}",
            letters=120,
        )
        self._needs_reason, self._left = bool(beside), 2
        self.asked_why = QCheckBox(_ASKED_WHY.format(beside=beside))
        self.swv = _Party(1, "het samenwerkingsverband")
        self.second = _Party(2, "de inschrijver" if apart else "de tweede sleutelhouder")
        self._about(view)
        if beside:
            self.add(text.label(_SECOND.format(beside=beside), "problem"))
            self.add(self.asked_why)
        self._ask_in_turn(view)
        self.verb.setEnabled(False)
        self.asked_why.toggled.connect(self._allow)

    def _about(self, view: ProfileView) -> None:
        enough = f"Een telling gaat pas open vanaf {view.min_senders} afzenders."
        self.add(
            text.hint(
                f"Profiel {view.version} van {format_date(view.issued_on)}. Definities: "
                f"{definitions.title_of(view.definitions)}. Geteld wordt: {'; '.join(view.reports)}. "
                + (_APART if view.mode is Mode.PROTECTED else enough)
            )
        )

    def _ask_in_turn(self, view: ProfileView) -> None:
        for party in (self.swv, self.second):
            self.add(party)
            party.confirmed.connect(self._on_heard)
            party.refused.connect(self._on_refused)
        self.swv.heard.ask(view.swv_fingerprint)
        self.swv.heard.words.setFocus()
        self.second.hide()
        self.swv.confirmed.connect(lambda: self._ask_second(view))

    def _ask_second(self, view: ProfileView) -> None:
        self.second.heard.ask(view.keyholder_fingerprint)
        self.second.show()
        self.second.heard.words.setFocus()
        self.fit_content()

    def _on_heard(self) -> None:
        self._left -= 1
        self._allow()

    def _on_refused(self, who: str) -> None:
        self.reject()
        self.refused.emit(who)

    def _allow(self) -> None:
        self.verb.setEnabled(not self._left and (self.asked_why.isChecked() or not self._needs_reason))
        self.fit_content()
