"""The sidebar of the frame: whose register this is, where you can go, and the lock."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from thuisplan_desktop.actions.opening import Summary
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.icons import IconButton, IconLabel
from thuisplan_desktop.ui.widgets.page import Page


class Sidebar(QFrame):
    """One button a page, icon and word. `entry_chosen` carries the id of the page."""

    entry_chosen = Signal(str)
    lock_clicked = Signal()

    def __init__(self, summary: Summary, pages: Sequence[type[Page]]) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.page_ids = tuple(page.id for page in pages)
        self._buttons = {page.id: IconButton(page.title, page.icon, look="nav") for page in pages}
        self._lock = IconButton("Vergrendelen", "lock", look="nav")
        self._lock.setToolTip("Vergrendelen (Ctrl+L)")
        self._lay_out(summary)
        self._connect()

    def light(self, page_id: str) -> None:
        """Show which entry is open."""
        if page_id in self._buttons:
            self._buttons[page_id].setChecked(True)

    def offer(self, page_id: str, offered: bool) -> None:
        """Show this entry, or leave it out."""
        self._buttons[page_id].setVisible(offered)

    def _lay_out(self, summary: Summary) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 16, 10, 12)
        column.setSpacing(4)
        column.addLayout(self._brand())
        for line, look in ((summary.title, ""), (summary.role.label, "small")):
            made = text.label(line, look)
            made.setContentsMargins(8, 0, 8, 0)
            column.addWidget(made)
        column.addSpacing(10)
        column.addWidget(self._entries(), 1)
        column.addWidget(self._lock)
        self.setFixedWidth(max(218, self.fontMetrics().averageCharWidth() * 26))

    def _brand(self) -> QHBoxLayout:
        name = text.label("Thuisplan", wrap=False)
        name.setObjectName("brand")
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 8, 6)
        row.addWidget(IconLabel("house", tone="accent", scale=1.6))
        row.addWidget(name, 1)
        return row

    def _entries(self) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for number, button in enumerate(self._buttons.values(), start=1):
            button.setToolTip(f"{button.text()} (Ctrl+{number})")
            column.addWidget(button)
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(inner)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _connect(self) -> None:
        group = QButtonGroup(self)
        for page_id, button in self._buttons.items():
            button.setCheckable(True)
            group.addButton(button)
            button.clicked.connect(lambda _=False, page_id=page_id: self.entry_chosen.emit(page_id))
        self._lock.clicked.connect(self.lock_clicked)
