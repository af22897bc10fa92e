"""One step of a task: its number, what it is, and whether it is done, next, or for later."""

from enum import Enum

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.text import Tone


class State(Enum):
    DONE = "Gedaan"
    NOW = "Nu"
    OPEN = ""
    """It can be done, but it is not the obvious next thing: no badge."""
    LATER = "Later"


_TONES: dict[State, Tone] = {State.DONE: "good", State.NOW: "info"}


class StepCard(Card):
    """Put what must be done in `now` and what came of it in `done`. `later` says what has to come first."""

    def __init__(self, number: int, heading: str, *, later: str = "") -> None:
        super().__init__(f"{number}. {heading}")
        self._heading, self._name = self.accessibleName(), heading
        self._badge = text.badge(State.LATER.value, "info")
        self._later = text.hint(later)
        self._parts = {state: QWidget() for state in (State.NOW, State.DONE)}
        self.now, self.done = _column(self._parts[State.NOW]), _column(self._parts[State.DONE])
        self.corner.addWidget(self._badge)
        for part in (self._later, *self._parts.values()):
            self.add(part)
        self.state = State.LATER
        self.show_state(State.LATER)

    def show_number(self, number: int) -> None:
        """The same step at another place in the row."""
        self._heading = f"{number}. {self._name}"
        self.heading.setText(self._heading)
        self.show_state(self.state)

    def show_state(self, state: State) -> None:
        self.state = state
        self._badge.setText(state.value)
        text.set_look(self._badge, f"badge-{_TONES.get(state, 'info')}")
        self._badge.setVisible(state in _TONES)
        self._later.setVisible(state is State.LATER and bool(self._later.text()))
        self._parts[State.NOW].setVisible(state in (State.NOW, State.OPEN))
        self._parts[State.DONE].setVisible(state is State.DONE)
        self.setAccessibleName(f"{self._heading}: {state.value.lower()}" if state.value else self._heading)


def _column(part: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    return column


def fill(column: QVBoxLayout, *items: QWidget | QLayout) -> None:
    """Add these one under the other."""
    for item in items:
        if isinstance(item, QWidget):
            column.addWidget(item)
        else:
            column.addLayout(item)


def row_of(*buttons: QWidget) -> Flow:
    """Buttons side by side, as wide as their words; they wrap where the text is large."""
    return Flow(*buttons)
