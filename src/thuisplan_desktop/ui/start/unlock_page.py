"""Unlock one register; and where that fails because it is damaged, the ways back."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thuisplan_desktop.errors import (
    KeyParametersRefused,
    NotARegister,
    OlderRegister,
    OtherRegister,
    RegisterDamaged,
    ThuisplanError,
)
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.ui.start.way_field import Given, WayField
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.icons import IconButton

_BROKEN = (RegisterDamaged, NotARegister, OtherRegister, KeyParametersRefused, OlderRegister)


class UnlockPage(QWidget):
    """`submitted` carries what was given. `rescue_clicked` asks for a backup or a salvage of a damaged register."""

    submitted = Signal(object)
    rescue_clicked = Signal()
    back_clicked = Signal()

    def __init__(self, folder: Path, *, shown_passphrase: str = "", told: str = "") -> None:
        super().__init__()
        self.folder = folder
        self.ways = WayField()
        self.open = IconButton("Openen", "unlock", look="primary")
        self.rescue = IconButton("Terughalen of redden", "undo")
        self._back = IconButton("Ander register", "back", look="quiet")
        self._lay_out(shown_passphrase, told)
        self.open.clicked.connect(self._submit)
        self.ways.submitted.connect(self._submit)
        self.rescue.clicked.connect(self.rescue_clicked)
        self._back.clicked.connect(self.back_clicked)

    def show_refusal(self, error: ThuisplanError) -> None:
        """Say what happened under the field; what was typed is gone, so that a next try starts clean."""
        self.setEnabled(True)
        self.ways.clear()
        self.ways.show_problem(message_for(error).text)
        self.rescue.setVisible(isinstance(error, _BROKEN))

    def _lay_out(self, shown_passphrase: str, told: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(text.title(self.folder.stem))
        if shown_passphrase:
            told = f"Dit is een voorbeeld met verzonnen kinderen. De wachtzin is: {shown_passphrase}"
        if told:
            column.addWidget(text.hint(told))
        column.addWidget(self.ways)
        row = QHBoxLayout()
        row.addWidget(self.open)
        row.addWidget(self.rescue)
        row.addStretch(1)
        row.addWidget(self._back)
        column.addLayout(row)
        column.addStretch(1)
        self.rescue.hide()
        self.setFocusProxy(self.ways)

    def _submit(self) -> None:
        given: Given | None = self.ways.given()
        if given is not None:
            self.ways.clear()
            self.submitted.emit(given)
