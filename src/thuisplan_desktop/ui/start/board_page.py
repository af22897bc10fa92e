"""For a school board: make its own key, keep it, and how it is used one day."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from thuisplan_desktop.actions import access, board, files
from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.ui.jobs import JobRunner
from thuisplan_desktop.ui.widgets import dialogs, text
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.labelled import Labelled
from thuisplan_desktop.ui.widgets.passphrase_field import PassphraseField

_KINDS = "Bestuurssleutel (*.json)"
_WHAT_FOR = (
    "Met deze sleutel kan het bestuur een register van een school openen als daar niemand meer in kan: bij ziekte, "
    "vertrek of overlijden. De school bepaalt zelf of het mag, en elk gebruik staat in haar logboek."
)
_KEEP = (
    "Bewaar het geheime bestand op een stick in de kluis van het bestuur, en de wachtzin ergens anders, ook in een "
    "kluis. Wie beide heeft, kan de registers van alle scholen openen die deze sleutel kozen. Stuur het openbare "
    "bestand aan de scholen en lees hun aan de telefoon deze twaalf woorden voor:"
)
_USE = (
    "Gebruiken: kies op de computer van de school haar register en dan ‘Sleutel van het bestuur gebruiken’. Voeg bij "
    "Beheer de nieuwe medewerker toe. Berg de stick daarna weer op."
)


class BoardPage(QWidget):
    """`back_clicked` ends it. Nothing of the key stays on the computer but the two files."""

    back_clicked = Signal()

    def __init__(self, runner: JobRunner) -> None:
        super().__init__()
        self._runner = runner
        self.name, self.secret, self.again = QLineEdit(), PassphraseField("Wachtzin"), PassphraseField("Nog een keer")
        self.make = IconButton("Sleutel maken", "key", look="primary")
        self._back = IconButton("Terug", "back", look="quiet")
        self.strength = text.hint("")
        self.words = text.label("", "code")
        self._keep, self._use = text.label(_KEEP), text.label(_USE)
        self._name_row = Labelled("Naam van het bestuur", self.name)
        self._secret_row = Labelled("Wachtzin van de sleutel", self.secret, help_text="Minstens vier losse woorden.")
        self._again_row = Labelled("Nog een keer", self.again)
        self._lay_out()
        self.make.clicked.connect(self._on_make_clicked)
        self._back.clicked.connect(self.back_clicked)
        self.secret.edit.editingFinished.connect(self._on_typed)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(text.title("Sleutel van het bestuur"))
        column.addWidget(text.hint(_WHAT_FOR))
        for row in (self._name_row, self._secret_row, self.strength, self._again_row):
            column.addWidget(row)
        for part in (self._keep, self.words, self._use):
            part.hide()
            column.addWidget(part)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.words.setAccessibleName("De twaalf woorden van de sleutel")
        column.addWidget(Flow(self.make, self._back))
        column.addStretch(1)
        self.setFocusProxy(self.name)

    def _on_typed(self) -> None:
        typed = self.secret.text()
        self._runner.run(
            lambda: access.judge_passphrase(typed).words if typed else "", owner=self, done=self.strength.setText
        )

    def _complete(self) -> bool:
        same = self.secret.text() == self.again.text()
        self._name_row.show_problem("" if self.name.text().strip() else "Vul de naam van het bestuur in.")
        self._again_row.show_problem("" if same else "De twee zijn niet hetzelfde. Vul hem nog een keer in.")
        return same and bool(self.name.text().strip())

    def _on_make_clicked(self) -> None:
        if not self._complete():
            return
        private = dialogs.ask_save_file(self, "Geheime sleutel, voor de kluis", "bestuur-geheim.json", _KINDS)
        public = private and dialogs.ask_save_file(self, "Openbare sleutel, voor de scholen", "bestuur.json", _KINDS)
        if private is None or public is None:
            return
        self._make(self.name.text(), self.secret.text(), private, public)

    def _make(self, name: str, passphrase: str, private: Path, public: Path) -> None:
        def make() -> str:
            secret, shown = board.make_key(name, passphrase)
            files.write(private, secret)
            files.write(public, shown)
            return access.read_board_key(shown).fingerprint

        self.setEnabled(False)
        self._runner.run(make, owner=self, done=self._show_made, failed=self._show_problem)

    def _show_made(self, words: str) -> None:
        self.setEnabled(True)
        for field in (self.secret, self.again):
            field.clear()
        for row in (self._name_row, self._secret_row, self.strength, self._again_row, self.make):
            row.hide()
        each = words.split()
        self.words.setText("\n".join(" ".join(each[start : start + 6]) for start in range(0, len(each), 6)))
        for part in (self._keep, self.words, self._use):
            part.show()

    def _show_problem(self, error: ThuisplanError) -> None:
        self.setEnabled(True)
        self._secret_row.show_problem(message_for(error).text)
