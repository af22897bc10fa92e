"""Labels: titles, headings, explanations, badges."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

Tone = Literal["info", "good", "warn", "bad"]


def label(text: str, look: str = "", *, wrap: bool = True) -> QLabel:
    """Plain text, never markup: what comes from a register is shown as it was typed."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setProperty("look", look)
    return made


def title(text: str) -> QLabel:
    """The name of a page; one a page."""
    return label(text, "title")


def heading(text: str) -> QLabel:
    return label(text, "heading")


def hint(text: str) -> QLabel:
    """An explanation under or beside a field."""
    return label(text, "soft")


def badge(text: str, tone: Tone) -> QLabel:
    """A word on a coloured ground; the word says it, the colour repeats it."""
    made = label(text, f"badge-{tone}", wrap=False)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def set_look(widget: QWidget, look: str) -> None:
    """Give a widget that is already shown another look of the style sheet."""
    widget.setProperty("look", look)
    for each in (widget, *widget.findChildren(QWidget)):
        each.style().unpolish(each)
        each.style().polish(each)


def rule() -> QFrame:
    """A thin line between two parts."""
    line = QFrame()
    line.setProperty("look", "rule")
    return line
