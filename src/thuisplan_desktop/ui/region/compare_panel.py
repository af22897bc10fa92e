"""Two people compare twelve words over the telephone. Nothing is trusted before the tick and the button."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from thuisplan_desktop.ui.region.facts import Facts
from thuisplan_desktop.ui.region.step_card import row_of
from thuisplan_desktop.ui.region.words_grid import WordsGrid
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.icons import IconButton

_HOW = (
    "Bel op een nummer dat u al had, niet op een nummer uit de mail. Laat de ander de twaalf woorden van het eigen "
    "scherm voorlezen, en kijk hier mee. Eén ander woord betekent: een ander bestand."
)


class ComparePanel(QWidget):
    """`confirmed` comes when the user says that all words are the same, `refused` when they differ."""

    confirmed = Signal()
    refused = Signal()

    def __init__(self, verb: str) -> None:
        super().__init__()
        self._heading = text.label("", "heading")
        self._facts = Facts()
        self._words = WordsGrid()
        self.same = QCheckBox("Alle twaalf woorden zijn hetzelfde")
        self.accept_button = IconButton(verb, "check", look="primary")
        self.refuse_button = IconButton("De woorden verschillen", look="quiet")
        self._lay_out()
        self.same.toggled.connect(self.accept_button.setEnabled)
        self.accept_button.clicked.connect(self.confirmed)
        self.refuse_button.clicked.connect(self.refused)
        self.hide()

    def show_party(self, heading: str, facts: Sequence[tuple[str, str]], words: str) -> None:
        """Start over with this party: nothing is ticked."""
        self._heading.setText(heading)
        self._facts.show_facts(facts)
        self._words.show_words(words)
        self.same.setChecked(False)
        self.accept_button.setEnabled(False)
        self.show()
        self._words.setFocus()

    def shown(self) -> str:
        """Heading, facts and words, as they stand on screen."""
        return f"{self._heading.text()}\n{self._facts.text()}\n{self._words.words()}"

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        for part in (text.rule(), self._heading, self._facts, text.hint(_HOW), self._words, self.same):
            column.addWidget(part)
        column.addWidget(row_of(self.accept_button, self.refuse_button))
