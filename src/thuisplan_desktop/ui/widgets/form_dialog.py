"""A small window over the page: a form, what is wrong with it, and one verb."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractButton, QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Scroll
from thuisplan_desktop.ui.widgets.icons import IconButton


class FormDialog(QDialog):
    """Put content in `body`. `submitted` comes with the verb; close it with `accept` once the work is done.

    It deletes itself when closed, so that nothing typed stays behind.
    """

    submitted = Signal()

    def __init__(self, parent: QWidget, heading: str, verb: str, *, explanation: str = "", letters: int = 96) -> None:
        super().__init__(parent)
        self.setWindowTitle("Thuisplan")
        self.setAccessibleName(heading)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._scroll = Scroll(margins=2)
        self.body = self._scroll.body
        self.verb = IconButton(verb, look="primary")
        self.cancel = IconButton("Annuleren")
        self.buttons = QHBoxLayout()
        self._problem = text.label("", "problem")
        self._problem.hide()
        self._lay_out(heading, explanation)
        self._letters = letters
        self._asides = 0
        self._owner = parent
        self.verb.setDefault(True)
        self.verb.clicked.connect(self.submitted)
        self.cancel.clicked.connect(self.reject)

    def add(self, item: QWidget | QLayout) -> None:
        self._scroll.add(item)

    def add_aside(self, button: QAbstractButton) -> None:
        """A button on the other side of the verb: back, or another way."""
        self.buttons.insertWidget(self._asides, button)
        self._asides += 1

    def showEvent(self, event: QShowEvent) -> None:
        """As large as its content asks, within the window it belongs to."""
        super().showEvent(event)
        self.fit_content()

    def fit_content(self) -> None:
        """Grow or shrink to what is shown now."""
        room = self._owner.window().size()
        width = min(self.fontMetrics().averageCharWidth() * self._letters, room.width() - 40)
        wanted = (
            self.body.heightForWidth(width - 60) if self.body.hasHeightForWidth() else self.body.sizeHint().height()
        )
        chrome = self.sizeHint().height() - self._scroll.sizeHint().height()
        self.resize(width, min(wanted + chrome + 24, room.height() - 40))

    def show_problem(self, problem: str) -> None:
        """Say in words what is wrong; an empty text takes it back."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._problem.setAccessibleName(problem)

    def show_error(self, error: ThuisplanError) -> None:
        """The form stays, so that nothing typed is lost."""
        self.verb.setEnabled(True)
        self.show_problem(message_for(error).text)

    def _lay_out(self, heading: str, explanation: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(12)
        column.addWidget(text.heading(heading))
        if explanation:
            column.addWidget(text.hint(explanation))
        column.addWidget(self._scroll, 1)
        column.addWidget(self._problem)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.verb)
        column.addLayout(self.buttons)
