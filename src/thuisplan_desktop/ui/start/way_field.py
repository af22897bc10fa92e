"""How somebody gets into a register: a passphrase, the printed recovery code, or the key file of the school board."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from thuisplan_desktop.actions import files, opening
from thuisplan_desktop.actions.opening import WayIn
from thuisplan_desktop.ui.widgets import dialogs, text
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.labelled import Labelled
from thuisplan_desktop.ui.widgets.passphrase_field import PassphraseField


class Way(Enum):
    """The three ways, each with what its link says."""

    PASSPHRASE = "Wachtzin gebruiken"  # noqa: S105 - what a link says, not a secret
    CODE = "Herstelcode gebruiken"
    BOARD = "Sleutel van het bestuur gebruiken"


_MISSING = {
    Way.PASSPHRASE: "Vul de wachtzin in.",
    Way.CODE: "Vul de herstelcode in.",
    Way.BOARD: "Vul de wachtzin van de bestuurssleutel in.",
}


@dataclass(frozen=True, repr=False)
class Given:
    """What was typed and chosen. `way_in` reads the key file of the board: call it on the worker."""

    way: Way
    typed: str
    file: Path | None

    def way_in(self) -> WayIn:
        """Raises NoSuchFile, CannotRead."""
        if self.way is Way.CODE:
            return opening.by_code(self.typed)
        if self.way is Way.BOARD and self.file is not None:
            return opening.by_board(files.read(self.file), self.typed)
        return opening.by_passphrase(self.typed)


class WayField(QWidget):
    """One row at a time, and links to the other ways. `submitted` comes with Enter."""

    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.way = Way.PASSPHRASE
        self._file: Path | None = None
        self.fields = {
            Way.PASSPHRASE: PassphraseField("Wachtzin"),
            Way.CODE: PassphraseField("Herstelcode"),
            Way.BOARD: PassphraseField("Wachtzin van de bestuurssleutel"),
        }
        self.rows = {
            Way.PASSPHRASE: Labelled("Wachtzin", self.fields[Way.PASSPHRASE]),
            Way.CODE: Labelled(
                "Herstelcode", self.fields[Way.CODE], help_text="Negen groepjes van vier tekens, zoals op papier."
            ),
            Way.BOARD: Labelled("Wachtzin van de bestuurssleutel", self.fields[Way.BOARD]),
        }
        self.links = {way: IconButton(way.value, look="quiet") for way in Way}
        self.choose_file = IconButton("Bestand met de sleutel kiezen", "open")
        self._chosen = text.label("", "small")
        self._lay_out()
        for way in Way:
            self.links[way].clicked.connect(lambda _=False, way=way: self.use(way))
            self.fields[way].submitted.connect(self.submitted)
        self.choose_file.clicked.connect(self._on_choose_clicked)
        self.use(Way.PASSPHRASE)

    def use(self, way: Way) -> None:
        """Show one way; what was typed for another is forgotten."""
        self.clear()
        self.way = way
        for each in Way:
            self.rows[each].show_problem("")
            self.rows[each].setVisible(each is way)
            self.links[each].setVisible(each is not way)
        self.choose_file.setVisible(way is Way.BOARD)
        self._chosen.setVisible(way is Way.BOARD)
        self.setFocusProxy(self.fields[way])
        if self.isVisible():
            self.fields[way].setFocus()

    def given(self) -> Given | None:
        """What was filled in; None when something is missing, which is then said."""
        typed = self.fields[self.way].text()
        problem = "" if typed.strip() else _MISSING[self.way]
        if self.way is Way.BOARD and self._file is None:
            problem = "Kies het bestand met de geheime sleutel van het bestuur."
        self.show_problem(problem)
        return None if problem else Given(self.way, typed, self._file)

    def show_problem(self, problem: str) -> None:
        self.rows[self.way].show_problem(problem)

    def clear(self) -> None:
        """Forget what was typed."""
        for field in self.fields.values():
            field.clear()

    def _lay_out(self) -> None:
        file_row = QHBoxLayout()
        file_row.addWidget(self.choose_file)
        file_row.addWidget(self._chosen, 1)
        links = QHBoxLayout()
        for link in self.links.values():
            links.addWidget(link)
        links.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(file_row)
        for row in self.rows.values():
            column.addWidget(row)
        column.addLayout(links)

    def _on_choose_clicked(self) -> None:
        chosen = dialogs.ask_open_file(self, "Geheime sleutel van het bestuur", "Bestuurssleutel (*)")
        if chosen is not None:
            self._file = chosen
            self._chosen.setText(chosen.name)
            self.fields[Way.BOARD].setFocus()

    @property
    def chosen(self) -> QLabel:
        """The name of the chosen key file, as shown."""
        return self._chosen
