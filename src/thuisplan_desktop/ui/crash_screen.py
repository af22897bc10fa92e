"""The screen for an error that nobody foresaw: a code and the kind of error, never its text, which may hold data."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox


class CrashScreen:
    """Shows one crash at a time: errors that follow from the first one only go to the log."""

    def __init__(self) -> None:
        self._open = False

    def show(self, code: str, kind: str) -> bool:
        """True when the user would rather close the program."""
        if self._open:
            return False
        self._open = True
        try:
            box, close = _make(code, kind)
            box.exec()
            return box.clickedButton() is close
        finally:
            self._open = False


def _make(code: str, kind: str) -> tuple[QMessageBox, object]:
    box = QMessageBox(QMessageBox.Icon.Critical, "Thuisplan", "Er ging iets mis dat niemand had voorzien.")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(
        "Alles wat al bewaard was, is bewaard. De laatste handeling is niet uitgevoerd.\n\n"
        f"Geef deze code door aan uw beheerder: {code} ({kind}). Daarin staat niets over een leerling."
    )
    go_on = box.addButton("Doorgaan", QMessageBox.ButtonRole.AcceptRole)
    close = box.addButton("Thuisplan afsluiten", QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(go_on)
    box.setEscapeButton(go_on)
    return box, close
