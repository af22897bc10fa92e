"""The small windows of Beheer: a person, a passphrase, and the new code with its rehearsal."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.labelled import Labelled
from thuisplan_desktop.ui.widgets.passphrase_field import PassphraseField

_RULE = "Minstens 12 tekens, of vier losse woorden."


class PassphraseDialog(FormDialog):
    """Asks for what it is told to: a name, the present passphrase, a new one twice with its strength.

    `judging_asked` comes with a new passphrase; `show_strength` tells what was found.
    """

    judging_asked = Signal(str)

    def __init__(self, parent: QWidget, heading: str, verb: str, *, name: bool, old: bool, new: bool, why: str) -> None:
        super().__init__(parent, heading, verb, explanation=why)
        self.name, self.old = QLineEdit(), PassphraseField("Huidige wachtzin")
        self.new, self.again = PassphraseField("Nieuwe wachtzin"), PassphraseField("Nieuwe wachtzin nog een keer")
        self._strength = text.hint("")
        self._asks_new = new
        rows = (
            (name, Labelled("Naam", self.name, help_text="Staat in het logboek bij wat deze persoon doet.")),
            (old, Labelled("Uw huidige wachtzin", self.old)),
            (new, Labelled("Nieuwe wachtzin", self.new, help_text=_RULE)),
            (new, self._strength),
            (new, Labelled("Nog een keer", self.again)),
        )
        for wanted, row in rows:
            if wanted:
                self.add(row)
        self._asks_name = name
        self.new.edit.editingFinished.connect(self._on_new_changed)

    def complete(self) -> bool:
        """Whether everything asked is there; if not, the dialog says what is missing."""
        problem = ""
        if self._asks_name and not self.name.text().strip():
            problem = "Vul een naam in."
        elif self._asks_new and self.new.text() != self.again.text():
            problem = "De twee wachtzinnen zijn niet hetzelfde."
        self.show_problem(problem)
        return not problem

    def _on_new_changed(self) -> None:
        if self.new.text():
            self.judging_asked.emit(self.new.text())

    def show_strength(self, words: str) -> None:
        self._strength.setText(words)


class CodeDialog(FormDialog):
    """Shows a new recovery code, prints its sheet, and asks it back: `submitted` comes with the typed code.

    `code_typed` is what was typed; the code itself is known to this window alone and goes with it.
    """

    sheet_asked = Signal(str)

    def __init__(self, parent: QWidget, code: str) -> None:
        super().__init__(
            parent,
            "Nieuwe herstelcode",
            "Oefenen",
            explanation="Print het blad of schrijf de code op. Typ hem daarna over: een kopie van het register wordt "
            "er echt mee geopend. Een eerder herstelblad opent niets meer.",
        )
        groups = code.split("-")
        shown = QLabel("\n".join("  ".join(groups[start : start + 3]) for start in range(0, len(groups), 3)))
        shown.setProperty("look", "code")
        shown.setTextFormat(Qt.TextFormat.PlainText)
        shown.setAccessibleName("Herstelcode")
        self.sheet = IconButton("Herstelblad bewaren (PDF)", "print")
        self.typed = QLineEdit()
        self.add(shown)
        self.add(self.sheet)
        self.add(Labelled("Typ de hele code over", self.typed, help_text="Negen groepjes van vier tekens."))
        self.sheet.clicked.connect(lambda: self.sheet_asked.emit(code))
