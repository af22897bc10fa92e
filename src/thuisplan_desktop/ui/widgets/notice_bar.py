"""The bar that says what happened, without stopping anybody."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.icons import IconButton, IconLabel
from thuisplan_desktop.ui.widgets.text import Tone

_WORDS: dict[str, tuple[str, str]] = {
    "info": ("Ter informatie", "info"),
    "good": ("Gelukt", "done"),
    "warn": ("Let op", "warning"),
    "bad": ("Niet gelukt", "error"),
}


@dataclass(frozen=True)
class Notice:
    """One sentence or two, and perhaps one action, such as Ongedaan maken."""

    text: str
    tone: Tone = "info"
    action: str = ""
    on_action: Callable[[], None] | None = None


def notice_of(error: ThuisplanError) -> Notice:
    """What happened, what is safe and what to do."""
    return Notice(message_for(error).text, "bad")


class NoticeBar(QFrame):
    """Shows the newest notice until it is closed or replaced. Hidden when there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._on_action: Callable[[], None] | None = None
        self._icon = IconLabel("info")
        self._text = text.label("")
        self._action = IconButton("", look="quiet")
        self._close = IconButton("Sluiten", look="quiet")
        self._lay_out()
        self._action.clicked.connect(self._on_action_clicked)
        self._close.clicked.connect(self.hide)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        word, icon_name = _WORDS[notice.tone]
        self._on_action = notice.on_action
        self._icon.show_icon(icon_name, f"{notice.tone}_ink")
        self._text.setText(notice.text)
        self._action.setText(notice.action)
        self._action.setVisible(bool(notice.action))
        self.setAccessibleName(f"{word}: {notice.text}")
        text.set_look(self, notice.tone)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def shown_text(self) -> str:
        """What the bar says now; empty when it is hidden."""
        return "" if self.isHidden() else self._text.text()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)

    def _on_action_clicked(self) -> None:
        self.hide()
        if self._on_action is not None:
            self._on_action()
