"""Checks for windows: nothing left on screen, no timer left running, every widget usable without a mouse."""

import gc
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QWidget
from shiboken6 import isValid


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> Iterator[None]:
    """After a test every window is hidden and no timer of ours is running.

    What tests before this one left is collected or set apart, so that only what this one made is looked through.
    """
    gc.collect()
    gc.freeze()
    yield
    for window in qapp.topLevelWidgets():
        window.hide()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if _running_timers():
        gc.collect()
        assert not _running_timers(), "a timer is still running"


def _running_timers() -> list[QTimer]:
    timers = [item for item in gc.get_objects() if type(item) is QTimer]
    return [timer for timer in timers if isValid(timer) and timer.isActive()]


@pytest.fixture
def nameless() -> Callable[[QWidget], list[str]]:
    """The visible widgets that take the focus and that a screen reader can't name."""

    def find(window: QWidget) -> list[str]:
        parts = (part for part in window.findChildren(QWidget) if part.isVisibleTo(window))
        return [_describe(part) for part in parts if _takes_focus(part) and not _name(part)]

    return find


def _takes_focus(part: QWidget) -> bool:
    inner = part.objectName().startswith("qt_") or isinstance(part.parent(), QAbstractSpinBox)
    return part.focusPolicy() != Qt.FocusPolicy.NoFocus and part.focusProxy() is None and not inner


def _name(part: QWidget) -> str:
    """A list or a field names itself after its content, so those need a name of their own."""
    if part.accessibleName() or isinstance(part, QAbstractButton):
        return part.accessibleName() or part.text()
    return ""


def _describe(part: QWidget) -> str:
    return f"{type(part).__name__} in {type(part.parent()).__name__}"
