"""Layouts whose parts come and go."""

from PySide6.QtWidgets import QLayout


def empty(layout: QLayout) -> None:
    """Take every part out; each widget is gone from the screen at once, and ends when Qt is done with it."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
