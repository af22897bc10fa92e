"""Fingerprints as words, and the question whether they were compared over the telephone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from thuisplan_desktop.actions.joining import ProfileView
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.region.telling import Mode
from thuisplan_desktop.register import definitions
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog


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


class PinDialog(FormDialog):
    """A profile is trusted only after a person says that both fingerprints were compared."""

    def __init__(self, parent: QWidget, view: ProfileView, beside: str = "") -> None:
        """`beside` is the name of a region that counts the same sector already, when there is one."""
        apart = view.mode is Mode.PROTECTED
        second = "Inschrijver" if apart else "Tweede sleutelhouder"
        super().__init__(
            parent,
            f"Meedoen met {view.name}",
            "Profiel vertrouwen",
            explanation=f"Bel het samenwerkingsverband en de {second.lower()}, op een nummer dat u al kende. Laat "
            "ieder de eigen woorden voorlezen. Kloppen ze niet allemaal, vertrouw het profiel dan niet.",
            letters=120,
        )
        rules = definitions.load(view.definitions) if view.definitions in definitions.names() else None
        self.add(
            text.hint(
                f"Profiel {view.version} van {format_date(view.issued_on)}. Definities: "
                f"{rules.title if rules else view.definitions}. Geteld wordt: {'; '.join(view.reports)}. "
                + (_APART if apart else f"Een telling gaat pas open vanaf {view.min_senders} afzenders.")
            )
        )
        self.add(Fingerprint("Samenwerkingsverband", view.swv_fingerprint))
        self.add(Fingerprint(second, view.keyholder_fingerprint))
        self.compared = QCheckBox("Ik heb beide vingerafdrukken aan de telefoon vergeleken, en ze kloppen")
        self.asked_why = QCheckBox(
            f"Ik heb aan de sleutelhouder of inschrijver van {beside} gevraagd waarom, en het klopt"
        )
        if beside:
            self.add(text.label(_SECOND.format(beside=beside), "problem"))
            self.add(self.asked_why)
        self.add(self.compared)
        self.verb.setEnabled(False)
        for box in (self.compared, self.asked_why):
            box.toggled.connect(lambda: self._allow(needs_reason=bool(beside)))

    def _allow(self, *, needs_reason: bool) -> None:
        self.verb.setEnabled(self.compared.isChecked() and (self.asked_why.isChecked() or not needs_reason))
