"""The first screen: which register, or a new one."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thuisplan_desktop.actions.opening import SUFFIX
from thuisplan_desktop.ui.widgets import dialogs, text
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton

_MOST_SHOWN = 12


class ChoosePage(QWidget):
    """Lists the registers of this computer. `folder_chosen` carries one; the other signals ask for a new one, a backup
    or the key of a school board."""

    folder_chosen = Signal(object)
    create_clicked = Signal()
    restore_clicked = Signal()
    board_clicked = Signal()

    def __init__(self, registers_folder: Path) -> None:
        super().__init__()
        self._registers_folder = registers_folder
        self._found = sorted(registers_folder.glob(f"*{SUFFIX}"))
        self._create = IconButton("Nieuw register maken", "add", look="" if self._found else "primary")
        self._other = IconButton("Ander register openen", "open", look="quiet")
        self.restore = IconButton("Reservekopie terugzetten", "undo", look="quiet")
        self.board = IconButton("Sleutel van het bestuur maken", "key", look="quiet")
        self._lay_out()
        self.restore.clicked.connect(self.restore_clicked)
        self.board.clicked.connect(self.board_clicked)
        self._create.clicked.connect(self.create_clicked)
        self._other.clicked.connect(self._on_other_clicked)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        if self._found:
            column.addWidget(text.title("Welk register wilt u openen?"))
        else:
            column.addWidget(text.title("Welkom bij Thuisplan"))
            column.addWidget(text.hint(
                "Thuisplan bewaart de casussen van kinderen die (bijna) thuiszitten in een versleuteld register op "
                "deze computer. Er gaat niets naar internet. Begin met een eigen register."
            ))  # fmt: skip
        for folder in self._found[:_MOST_SHOWN]:
            column.addWidget(self._choice(folder))
        column.addSpacing(6)
        column.addWidget(Flow(self._create, self._other))
        column.addWidget(text.rule())
        column.addWidget(Flow(self.restore, self.board))
        column.addStretch(1)

    def _choice(self, folder: Path) -> IconButton:
        made = IconButton(folder.stem, "lock", look="choice")
        made.clicked.connect(lambda: self.folder_chosen.emit(folder))
        return made

    def _on_other_clicked(self) -> None:
        chosen = dialogs.ask_folder(self, f"Kies de map die eindigt op {SUFFIX}", self._registers_folder)
        if chosen is not None:
            self.folder_chosen.emit(chosen)
