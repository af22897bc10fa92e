"""What still points at the pupil: a line for each, how many pupils it fits, and a tick for what needs an answer."""

from collections.abc import Sequence
from textwrap import fill

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from thuisplan_desktop.actions.traceability import Remainder, unanswered
from thuisplan_desktop.dutch import plural
from thuisplan_desktop.ui.widgets import text

_INTRO = "Wat er nu nog staat, en op hoeveel leerlingen het past. Vink aan wat volgens u mag blijven staan."
_LONGEST = 95  # characters a line: a box to tick does not wrap its words by itself
_WAIT = "Wat er overblijft, ziet u hier zodra elke vondst is beoordeeld."


class TracePanel(QWidget):
    """`changed` comes when something is answered. `answered` holds the ids of what was ticked."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Remainder, ...] | None = None
        self.answered: frozenset[str] = frozenset()
        self.boxes: dict[str, QCheckBox] = {}
        self._title = text.hint(_WAIT)
        self._list = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(text.label("Herleidbaarheid", "soft"))
        self._column.addWidget(self._title)
        self._column.addWidget(self._list)

    def forget(self) -> None:
        """The text changed: what was shown and answered is about another text."""
        self.lines, self.answered = None, frozenset()
        self._title.setText(_WAIT)
        self._fill(())

    def show_lines(self, lines: Sequence[Remainder]) -> None:
        self.lines = tuple(lines)
        self._title.setText(_INTRO)
        self._fill(self.lines)
        self.changed.emit()

    def waiting(self) -> int:
        """How many lines still need an answer; one while nothing is known yet."""
        return 1 if self.lines is None else len(unanswered(self.lines, self.answered))

    def _fill(self, lines: Sequence[Remainder]) -> None:
        self.boxes = {}
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        for line in lines:
            column.addWidget(self._box(line) if line.must_be_answered else text.hint(words_of(line)))
        self._column.replaceWidget(self._list, fresh)
        self._list.hide()
        self._list.deleteLater()
        self._list = fresh

    def _box(self, line: Remainder) -> QCheckBox:
        box = QCheckBox(fill(words_of(line), _LONGEST))
        box.setToolTip(line.advice)
        box.setAccessibleDescription(line.advice)
        box.toggled.connect(lambda on, key=line.id: self._on_toggled(key, on))
        self.boxes[line.id] = box
        return box

    def _on_toggled(self, key: str, on: bool) -> None:
        self.answered = self.answered | {key} if on else self.answered - {key}
        self.changed.emit()


def words_of(line: Remainder) -> str:
    """'Schoolsoort (vso): past op 2 leerlingen in uw register, naar schatting 41.000 op zulke scholen (DUO)'."""
    fits = [f"past op {plural(line.register, 'leerling', 'leerlingen')} in uw register"] if line.register else []
    if line.outside is not None:
        fits.append(f"naar schatting {_about(line.outside)} op zulke scholen (DUO)")
    told = ", ".join(fits) or "op hoeveel leerlingen het past, is niet te tellen"
    return f"{line.label} ({', '.join(line.found)}): {told}"


def _about(estimate: int) -> str:
    """An estimate with no more figures than it deserves: two, from a hundred on; '41.000'."""
    spare = max(0, len(str(estimate)) - 2)
    return f"{round(estimate, -spare) if spare else estimate:,}".replace(",", ".")
