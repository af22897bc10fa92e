"""Locking when nobody is there."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from thuisplan_desktop.ui.idle_lock import IdleLock

MINUTES = 10


class Watch:
    """An idle lock with a clock that tests set."""

    def __init__(self, application: QApplication) -> None:
        self.now = 1000.0
        self.heard: list[str] = []
        self.lock = IdleLock(application, MINUTES, lambda: self.now)
        self.lock.warned.connect(lambda: self.heard.append("warned"))
        self.lock.resumed.connect(lambda: self.heard.append("resumed"))
        self.lock.expired.connect(lambda: self.heard.append("expired"))

    def pass_seconds(self, seconds: float) -> None:
        self.now += seconds
        self.lock.check()


@pytest.fixture
def watch(qapp: QApplication) -> Iterator[Watch]:
    made = Watch(qapp)
    yield made
    made.lock.stop()
    qapp.removeEventFilter(made.lock)


def press(field: QLineEdit) -> None:
    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a"))


def test_it_warns_a_minute_before_and_then_locks_once(watch: Watch) -> None:
    """Nine minutes: a warning. Ten: the lock."""
    watch.pass_seconds(539)
    assert watch.heard == []
    watch.pass_seconds(1)
    watch.pass_seconds(59)
    assert watch.heard == ["warned"]
    watch.pass_seconds(1)
    watch.pass_seconds(600)
    assert watch.heard == ["warned", "expired"]


def test_a_key_puts_it_off(watch: Watch) -> None:
    """Any sign of life starts the time again and takes the warning back."""
    field = QLineEdit()
    watch.pass_seconds(545)
    press(field)
    assert watch.heard == ["warned", "resumed"]
    assert field.text() == "a"
    watch.pass_seconds(539)
    assert watch.heard == ["warned", "resumed"]


def test_after_a_night_with_the_lid_closed_the_first_key_gets_nowhere(watch: Watch) -> None:
    """No timer ran while the computer slept; the clock did."""
    field = QLineEdit()
    watch.now += 8 * 3600
    press(field)
    assert field.text() == ""
    assert watch.heard == ["expired"]


def test_a_clock_set_back_does_not_lock_and_does_not_unlock(watch: Watch) -> None:
    """The time starts again at the new hour."""
    watch.pass_seconds(-3600)
    watch.pass_seconds(599)
    assert "expired" not in watch.heard
    watch.pass_seconds(1)
    assert watch.heard[-1] == "expired"
