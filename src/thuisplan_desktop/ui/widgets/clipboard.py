"""What we put on the clipboard: marked to stay out of histories and clouds, and gone after half a minute."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QPlainTextEdit

CLEAR_AFTER_SECONDS = 30
_OURS = "application/x-thuisplan"
_FALSE = bytes(4)
"""A Windows DWORD of 0."""
_TRUE = b"\x01\x00\x00\x00"

_MARKS = {
    _OURS: b"1",
    # Windows 10 and newer: "Clipboard Formats", section "Cloud Clipboard and Clipboard History Formats".
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': _TRUE,
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': _FALSE,
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': _FALSE,
    "x-kde-passwordManagerHint": b"secret",  # Klipper and others leave it out of their history
    "application/x-nspasteboard-concealed-type": b"1",  # the same on macOS (nspasteboard.org)
}


def marked(text: str) -> QMimeData:
    """Plain text with the marks that keep it out of clipboard histories and cloud clipboards."""
    content = QMimeData()
    content.setText(text)
    for name, value in _MARKS.items():
        content.setData(name, value)
    return content


class GuardedClipboard(QObject):
    """Marks whatever the program copies, also by Ctrl+C in a field, and clears it after 30 seconds and at lock.

    `owns` says whether the present content came from this program; the platform knows.
    """

    def __init__(self, clipboard: QClipboard, owns: Callable[[], bool] | None = None) -> None:
        super().__init__()
        self._clipboard = clipboard
        self._owns = owns or clipboard.ownsClipboard
        self._timer = QTimer(self, singleShot=True)
        self._timer.setInterval(CLEAR_AFTER_SECONDS * 1000)
        self._timer.timeout.connect(self.clear)
        clipboard.dataChanged.connect(self._on_data_changed)

    def copy(self, text: str) -> None:
        self._clipboard.setMimeData(marked(text))
        self._timer.start()

    def clear(self) -> None:
        """Empty the clipboard if what is on it came from us; what another program put there stays."""
        self._timer.stop()
        if self._holds_ours():
            self._clipboard.clear()
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

    def _holds_ours(self) -> bool:
        return self._content().hasFormat(_OURS)

    def _content(self) -> QMimeData:
        """What is on the clipboard; an empty one gives None, whatever the type says."""
        return self._clipboard.mimeData() or QMimeData()

    def _on_data_changed(self) -> None:
        content = self._content()
        if self._owns() and content.hasText() and not content.hasFormat(_OURS):
            self.copy(content.text())
        elif self._holds_ours():
            self._timer.start()


class PlainText(QPlainTextEdit):
    """A field for longer text: Tab leaves it, and what is copied from it is marked at the source."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)

    def createMimeDataFromSelection(self) -> QMimeData:
        return marked(self.textCursor().selection().toPlainText())
