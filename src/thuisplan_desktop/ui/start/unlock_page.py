"""Unlock one register with a passphrase, or with the recovery code."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.labelled import Labelled
from thuisplan_desktop.ui.widgets.passphrase_field import PassphraseField


class UnlockPage(QWidget):
    """`submitted` carries the folder, what was typed, and whether that is the recovery code."""

    submitted = Signal(object, str, bool)
    back_clicked = Signal()

    def __init__(self, folder: Path, *, shown_passphrase: str = "") -> None:
        super().__init__()
        self._folder = folder
        self._secret = PassphraseField("Wachtzin")
        self._code = PassphraseField("Herstelcode")
        self._secret_row = Labelled("Wachtzin", self._secret)
        self._code_row = Labelled(
            "Herstelcode", self._code, help_text="Negen groepjes van vier tekens, zoals op papier."
        )
        self._open = IconButton("Openen", "unlock", look="primary")
        self._other_way = IconButton("Herstelcode gebruiken", "key", look="quiet")
        self._back = IconButton("Ander register", "back", look="quiet")
        self._lay_out(shown_passphrase)
        self._connect()

    def show_refusal(self, error: ThuisplanError) -> None:
        """Say what happened under the field; what was typed is gone, so that a next try starts clean."""
        self.setEnabled(True)
        self._clear()
        self._row().show_problem(message_for(error).text)

    def _lay_out(self, shown_passphrase: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(text.title(self._folder.stem))
        if shown_passphrase:
            column.addWidget(
                text.hint(f"Dit is een voorbeeld met verzonnen kinderen. De wachtzin is: {shown_passphrase}")
            )
        column.addWidget(self._secret_row)
        column.addWidget(self._code_row)
        row = QHBoxLayout()
        row.addWidget(self._open)
        row.addWidget(self._other_way)
        row.addStretch(1)
        row.addWidget(self._back)
        column.addLayout(row)
        column.addStretch(1)
        self._code_row.hide()
        self.setFocusProxy(self._secret)

    def _connect(self) -> None:
        self._open.clicked.connect(self._submit)
        self._secret.submitted.connect(self._submit)
        self._code.submitted.connect(self._submit)
        self._other_way.clicked.connect(self._on_other_way_clicked)
        self._back.clicked.connect(self.back_clicked)

    def _row(self) -> Labelled:
        return self._secret_row if self._code_row.isHidden() else self._code_row

    def _submit(self) -> None:
        with_code = not self._code_row.isHidden()
        typed = self._code.text() if with_code else self._secret.text()
        if not typed.strip():
            self._row().show_problem("Vul de herstelcode in." if with_code else "Vul de wachtzin in.")
            return
        self._row().show_problem("")
        self._clear()
        self.submitted.emit(self._folder, typed, with_code)

    def _on_other_way_clicked(self) -> None:
        to_code = self._code_row.isHidden()
        self._clear()
        self._row().show_problem("")
        self._code_row.setVisible(to_code)
        self._secret_row.setVisible(not to_code)
        self._other_way.setText("Wachtzin gebruiken" if to_code else "Herstelcode gebruiken")
        self._row().field.setFocus()

    def _clear(self) -> None:
        self._secret.clear()
        self._code.clear()
