"""Keep something new in view while a page makes room for it: the layout is only known a moment later."""

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QScrollArea, QWidget

_MARGIN = 12


class Follower(QObject):
    """After `follow`, every growth of the page brings the widget back into view, until `release`."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._widget: QWidget | None = None
        area.verticalScrollBar().rangeChanged.connect(self._show)

    def follow(self, widget: QWidget) -> None:
        self._widget = widget
        self._show()

    def release(self) -> None:
        """From here on the user scrolls as he likes."""
        self._widget = None

    def _show(self) -> None:
        """Whole when it fits; otherwise from its top."""
        inner = self._area.widget()
        if self._widget is None or inner is None or not self._widget.isVisible():
            return
        place = QRect(self._widget.mapTo(inner, self._widget.rect().topLeft()), self._widget.size())
        bar, room = self._area.verticalScrollBar(), self._area.viewport().height()
        lowest, highest = place.top() - _MARGIN, place.bottom() + _MARGIN - room
        bar.setValue(lowest if highest > lowest else min(max(bar.value(), highest), lowest))
