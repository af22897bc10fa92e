"""What the program copies: marked, and gone after half a minute."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QLineEdit

from thuisplan_desktop.ui.widgets.clipboard import CLEAR_AFTER_SECONDS, GuardedClipboard, PlainText, marked

Guard = Callable[..., GuardedClipboard]


@pytest.fixture
def guard(qapp: QApplication) -> Iterator[Guard]:
    """The offscreen platform can't say who owns the clipboard, so tests do."""
    made: list[GuardedClipboard] = []

    def make(*, ours: bool = True) -> GuardedClipboard:
        made.append(GuardedClipboard(qapp.clipboard(), owns=lambda: ours))
        return made[-1]

    yield make
    for each in made:
        qapp.clipboard().dataChanged.disconnect(each._on_data_changed)
        each._timer.stop()
    qapp.clipboard().clear()


def _formats(content: QMimeData) -> dict[str, bytes]:
    return {name: bytes(content.data(name).data()) for name in content.formats()}


def test_the_marks_that_windows_kde_and_macos_look_for() -> None:
    """Windows: a DWORD 0 forbids history and cloud; the presence of the first format forbids monitoring."""
    formats = _formats(marked("Femke"))
    windows = 'application/x-qt-windows-mime;value="{}"'
    assert formats["text/plain"] == b"Femke"
    assert windows.format("ExcludeClipboardContentFromMonitorProcessing") in formats
    assert formats[windows.format("CanIncludeInClipboardHistory")] == b"\0\0\0\0"
    assert formats[windows.format("CanUploadToCloudClipboard")] == b"\0\0\0\0"
    assert formats["x-kde-passwordManagerHint"] == b"secret"


def test_a_copy_from_any_field_is_marked(qapp: QApplication, guard: Guard) -> None:
    """Ctrl+C in a plain field goes through the guard as well."""
    clipboard = guard()
    field = QLineEdit("Émile")
    field.selectAll()
    field.copy()
    assert qapp.clipboard().text() == "Émile"
    assert _formats(qapp.clipboard().mimeData()).keys() >= _formats(marked("")).keys()
    assert clipboard._timer.isActive()


def test_longer_text_is_marked_at_the_source(qapp: QApplication, guard: Guard) -> None:
    """There is no moment at which it is unmarked."""
    clipboard = guard(ours=False)
    field = PlainText("Notitie")
    field.setPlainText("Over Émile\ntwee regels")
    field.selectAll()
    field.copy()
    assert qapp.clipboard().text() == "Over Émile\ntwee regels"
    assert "x-kde-passwordManagerHint" in qapp.clipboard().mimeData().formats()
    assert clipboard._timer.isActive()


def test_it_is_gone_after_half_a_minute(qapp: QApplication, guard: Guard) -> None:
    """And at a lock, which calls the same."""
    clipboard = guard()
    clipboard.copy("Femke")
    assert clipboard._timer.interval() == CLEAR_AFTER_SECONDS * 1000 == 30_000
    clipboard._timer.timeout.emit()
    assert qapp.clipboard().text() == ""
    assert not clipboard._timer.isActive()


def test_what_another_program_copied_is_left_alone(qapp: QApplication, guard: Guard) -> None:
    """Neither marked nor cleared."""
    clipboard = guard(ours=False)
    qapp.clipboard().setText("van een ander")
    clipboard.clear()
    assert qapp.clipboard().text() == "van een ander"
    assert qapp.clipboard().mimeData().formats() == ["text/plain"]
