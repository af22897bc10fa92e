"""Two people compare twelve words over the telephone. Nothing is trusted before the word that is not on screen."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thuisplan_desktop.ui.region.facts import Facts
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.heard_word import HeardWord

_HOW = (
    "Bel op een nummer dat u al had, niet op een nummer uit de mail. Laat de ander de twaalf woorden van het eigen "
    "scherm voorlezen, en kijk hier mee. Eén woord staat hier niet: klik hieronder op het woord dat u hoorde."
)


class ComparePanel(QWidget):
    """Who it is, and the word that has to be heard; `confirmed` and `refused` are those of `heard`."""

    confirmed = Signal()
    refused = Signal()

    def __init__(self, then: str) -> None:
        super().__init__()
        self._heading = text.label("", "heading")
        self._facts = Facts()
        self.heard = HeardWord(then)
        self._lay_out()
        self.heard.confirmed.connect(self.confirmed)
        self.heard.refused.connect(self.refused)
        self.hide()

    def show_party(self, heading: str, facts: Sequence[tuple[str, str]], words: str) -> None:
        """Start over with this party: another word is left out."""
        self._heading.setText(heading)
        self._facts.show_facts(facts)
        self.show()
        self.heard.ask(words)
        self.heard.words.setFocus()

    def shown(self) -> str:
        """Heading, facts, words and question, as they stand on screen."""
        return f"{self._heading.text()}\n{self._facts.text()}\n{self.heard.shown()}"

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        for part in (text.rule(), self._heading, self._facts, text.hint(_HOW), self.heard):
            column.addWidget(part)
