"""Panels that group what belongs together."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.icons import IconButton, IconLabel


class Card(QFrame):
    """A white panel with a heading. Put content in `body`; buttons that belong to the heading in `corner`."""

    def __init__(self, heading: str = "", *, help_text: str = "") -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.corner = QHBoxLayout()
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(18, 16, 18, 18)
        outer.setSpacing(12)
        if heading:
            outer.addLayout(self._top(heading))
            self.setAccessibleName(heading)
        if help_text:
            outer.addWidget(text.hint(help_text))
        outer.addLayout(self.body)

    def add(self, item: QWidget | QLayout) -> None:
        if isinstance(item, QWidget):
            self.body.addWidget(item)
        else:
            self.body.addLayout(item)

    def _top(self, heading: str) -> QHBoxLayout:
        row = QHBoxLayout()
        self.heading = text.heading(heading)
        row.addWidget(self.heading, 1)
        row.addLayout(self.corner)
        return row


class Scroll(QScrollArea):
    """A page body that scrolls when the window is small or the text is large. Put content in `body`."""

    def __init__(self, *, margins: int = 0) -> None:
        super().__init__()
        inner = QWidget()
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(0, 0, 0, 0)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(margins, margins, margins + 6, margins)
        self.body.setSpacing(14)
        outer.addLayout(self.body)
        outer.addStretch(1)  # an aligned layout would not give wrapped text the height it needs
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def add(self, item: QWidget | QLayout) -> None:
        if isinstance(item, QWidget):
            self.body.addWidget(item)
        else:
            self.body.addLayout(item)


class EmptyState(QWidget):
    """What an empty page says: why it is empty, and what to do first. `button` is None without an action."""

    def __init__(self, icon_name: str, heading: str, explanation: str, action: str = "") -> None:
        super().__init__()
        self.button = IconButton(action, look="primary") if action else None
        column = QVBoxLayout(self)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.setSpacing(10)
        column.addWidget(IconLabel(icon_name, tone="edge", scale=3.2), 0, Qt.AlignmentFlag.AlignHCenter)
        for made in (text.heading(heading), text.hint(explanation)):
            made.setAlignment(Qt.AlignmentFlag.AlignCenter)
            made.setMaximumWidth(460)
            made.setMinimumWidth(300)
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignHCenter)
        if self.button:
            column.addSpacing(6)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
