"""A field for a passphrase, with a button to see what was typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from thuisplan_desktop.ui.widgets.icons import IconButton


class PassphraseField(QWidget):
    """Dots until the user asks to see; `submitted` comes with Enter. `name` is what screen readers say."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setAccessibleName(name)
        self._show = IconButton("Tonen", "eye", look="quiet")
        self._show.setCheckable(True)
        self._name(shown=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.edit, 1)
        row.addWidget(self._show)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(lambda _: self.changed.emit())
        self.edit.returnPressed.connect(self.submitted)
        self._show.toggled.connect(lambda on: self._name(shown=on))

    def text(self) -> str:
        return self.edit.text()

    def clear(self) -> None:
        """Forget what was typed and go back to dots. Qt's own undo goes with it."""
        self.edit.clear()
        self._show.setChecked(False)

    def _name(self, *, shown: bool) -> None:
        echo = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(echo)
        self._show.setText("Verbergen" if shown else "Tonen")
        self._show.set_icon("eye-off" if shown else "eye")
        self._show.setAccessibleName(f"{self._show.text()}: {self.edit.accessibleName().lower()}")
