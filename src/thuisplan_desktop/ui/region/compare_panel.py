"""Two people compare twelve words over the telephone. Nothing is trusted before the word that is not on screen."""

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from thuisplan_desktop.actions import comparing
from thuisplan_desktop.actions.comparing import Comparison
from thuisplan_desktop.ui.region.facts import Facts
from thuisplan_desktop.ui.region.step_card import row_of
from thuisplan_desktop.ui.region.words_grid import WordsGrid
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.icons import IconButton

_HOW = (
    "Bel op een nummer dat u al had, niet op een nummer uit de mail. Laat de ander de twaalf woorden van het eigen "
    "scherm voorlezen, en kijk hier mee. Eén woord staat hier niet: klik hieronder op het woord dat u hoorde."
)


class ComparePanel(QWidget):
    """`confirmed` comes when the user clicks the word that was left out, `refused` after any other or none of them."""

    confirmed = Signal()
    refused = Signal()

    def __init__(self, then: str) -> None:
        super().__init__()
        self._then = then
        self._heading = text.label("", "heading")
        self._facts = Facts()
        self._words = WordsGrid()
        self._question = text.label("")
        self.options = tuple(QPushButton() for _ in range(comparing.OPTIONS))
        self.refuse_button = IconButton("Niet erbij, of een ander woord verschilt", look="quiet")
        self._comparison: Comparison | None = None
        self._on_screen = QElapsedTimer()
        self._lay_out()
        for button in self.options:
            button.clicked.connect(lambda _checked=False, button=button: self._on_heard(button.text()))
        self.refuse_button.clicked.connect(self.refused)
        self.hide()

    def show_party(self, heading: str, facts: Sequence[tuple[str, str]], words: str) -> None:
        """Start over with this party: another word is left out."""
        self._comparison = comparing.compare(words)
        place = self._comparison.place
        self._heading.setText(heading)
        self._facts.show_facts(facts)
        self._words.show_words(words, without=place)
        self._question.setText(f"Welk woord hoorde u op plaats {place}? {self._then}")
        for button, word in zip(self.options, self._comparison.options, strict=True):
            button.setText(word)
            button.setAccessibleName(f"Op plaats {place} hoorde ik: {word}")
            button.setEnabled(True)
        self.show()
        self._words.setFocus()
        self._on_screen.start()

    def shown(self) -> str:
        """Heading, facts, words and question, as they stand on screen."""
        return f"{self._heading.text()}\n{self._facts.text()}\n{self._words.words()}\n{self._question.text()}"

    def _on_heard(self, word: str) -> None:
        """One click counts for one party: the second half of a double click never answers for the next."""
        if self._comparison is None or self._on_screen.elapsed() < QApplication.doubleClickInterval():
            return
        for button in self.options:
            button.setEnabled(False)
        right = self._comparison.is_heard(word)
        (self.confirmed if right else self.refused).emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        for part in (text.rule(), self._heading, self._facts, text.hint(_HOW), self._words, self._question):
            column.addWidget(part)
        column.addWidget(row_of(*self.options))
        column.addWidget(row_of(self.refuse_button))
