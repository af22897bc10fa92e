"""Twelve words of which one is not on screen: it has to be heard over the telephone, and is clicked among others."""

from PySide6.QtCore import QElapsedTimer, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from thuisplan_desktop.actions import comparing
from thuisplan_desktop.actions.comparing import Comparison
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.words_grid import WordsGrid


class HeardWord(QWidget):
    """`confirmed` comes when the user clicks the word that was left out, `refused` after any other or none of them."""

    confirmed = Signal()
    refused = Signal()

    def __init__(self, then: str = "") -> None:
        """`then` says what follows from the right word."""
        super().__init__()
        self._then = then
        self.words = WordsGrid()
        self._question = text.label("")
        self.options = tuple(QPushButton() for _ in range(comparing.OPTIONS))
        self.refuse_button = IconButton("Niet erbij, of een ander woord verschilt", look="quiet")
        self.comparison: Comparison | None = None
        self._on_screen = QElapsedTimer()
        self._lay_out()
        for button in self.options:
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, button=button: self._on_heard(button.text()))
        self.refuse_button.setAutoDefault(False)
        self.refuse_button.clicked.connect(self.refused)

    def ask(self, words: str) -> None:
        """Start over with these: another word is left out."""
        self.comparison = comparing.compare(words)
        place = self.comparison.place
        self.words.show_words(words, without=place)
        self._question.setText(f"Welk woord hoorde u op plaats {place}? {self._then}".rstrip())
        for button, word in zip(self.options, self.comparison.options, strict=True):
            button.setText(word)
            button.setAccessibleName(f"Op plaats {place} hoorde ik: {word}")
            button.setEnabled(True)
        self._on_screen.start()

    def shown(self) -> str:
        """Words and question, as they stand on screen."""
        return f"{self.words.words()}\n{self._question.text()}"

    def _on_heard(self, word: str) -> None:
        """One click counts for one party: the second half of a double click never answers for the next."""
        if self.comparison is None or self._on_screen.elapsed() < QApplication.doubleClickInterval():
            return
        for button in self.options:
            button.setEnabled(False)
        right = self.comparison.is_heard(word)
        (self.confirmed if right else self.refused).emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self.words, self._question, Flow(*self.options), Flow(self.refuse_button)):
            column.addWidget(part)
