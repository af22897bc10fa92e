"""Which telling: shown only when there is more than one. The newest is chosen until the user says otherwise."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from thuisplan_desktop.actions.telling_views import TellingView
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.ui.widgets import text


class TellingChooser(QWidget):
    """`chosen` comes when the user chose another telling."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setAccessibleName("Telling")
        self._tellingen: tuple[TellingView, ...] = ()
        self._wanted = b""
        label = text.label("Telling", wrap=False)
        label.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label)
        row.addWidget(self.box)
        row.addStretch(1)
        self.box.activated.connect(self._on_activated)

    def want(self, telling_id: bytes) -> None:
        """Choose this one, now or as soon as it is known."""
        self._wanted = telling_id
        self._select()

    def set_tellingen(self, tellingen: Sequence[TellingView]) -> None:
        """The newest first."""
        self._tellingen = tuple(tellingen)
        self.box.clear()
        for telling in self._tellingen:
            self.box.addItem(f"{format_date(telling.peildatum)} ({state_of(telling)})")
        self._select()
        self.setVisible(len(self._tellingen) > 1)

    def telling(self) -> TellingView | None:
        number = self.box.currentIndex()
        return self._tellingen[number] if 0 <= number < len(self._tellingen) else None

    def _select(self) -> None:
        known = [telling.id for telling in self._tellingen]
        self.box.setCurrentIndex(known.index(self._wanted) if self._wanted in known else min(0, len(known) - 1))

    def _on_activated(self) -> None:
        telling = self.telling()
        if telling is not None:
            self._wanted = telling.id
            self.chosen.emit()


def state_of(telling: TellingView) -> str:
    """One word for where a telling stands."""
    if telling.answered:
        return "opgeteld"
    return "gesloten" if telling.closed_on else "open"
