"""A field with its label above it: reads well at any size of text."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from thuisplan_desktop.ui.widgets import text


class Labelled(QWidget):
    """`field` under its label, with an explanation and room for what is wrong with it."""

    def __init__(self, name: str, field: QWidget, *, help_text: str = "") -> None:
        super().__init__()
        self.field = field
        self._label = text.label(name)
        self._label.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(name)
        self._problem = text.label("", "problem")
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._label)
        column.addWidget(field)
        self._help = text.label("", "small")
        column.addWidget(self._help)
        self.show_help(help_text)
        column.addWidget(self._problem)

    def show_name(self, name: str) -> None:
        """Another label, where what the field asks hangs on a choice."""
        self._label.setText(name)
        self.field.setAccessibleName(name)

    def show_help(self, help_text: str) -> None:
        """Another explanation; an empty one takes it away."""
        self._help.setText(help_text)
        self._help.setVisible(bool(help_text))
        self.field.setAccessibleDescription(help_text)

    def show_problem(self, problem: str) -> None:
        """Say in words what is wrong with the field and go there; an empty text takes it back."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        if problem:
            self.field.setFocus()
