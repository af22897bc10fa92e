"""Our own twelve words, for when somebody calls: out of the way until then."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from thuisplan_desktop.ui.region.step_card import fill, row_of
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.words_grid import WordsGrid


class OwnWords(QWidget):
    """A button that shows and hides the words, beside `others`, buttons that belong here too."""

    def __init__(self, explanation: str, *others: QWidget) -> None:
        super().__init__()
        self.button = IconButton("", "eye")
        self._explanation = text.hint(explanation)
        self._words = WordsGrid(whose="Uw eigen controlewoorden")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        fill(column, row_of(self.button, *others), self._explanation, self._words)
        self.button.clicked.connect(lambda: self._show(visible=self._words.isHidden()))
        self._show(visible=False)

    def show_words(self, words: str) -> None:
        self._words.show_words(words)

    def words(self) -> str:
        return self._words.words()

    def _show(self, *, visible: bool) -> None:
        self._words.setVisible(visible)
        self._explanation.setVisible(visible)
        self.button.setText("Controlewoorden verbergen" if visible else "Uw controlewoorden tonen")
        self.button.set_icon("eye-off" if visible else "eye")
