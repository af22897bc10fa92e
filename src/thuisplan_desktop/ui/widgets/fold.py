"""What is needed now and then: a heading that opens and closes what stands under it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget


class Fold(QWidget):
    """Closed at first. Put content in with `add`; `summary` says in the heading what is inside while it is closed."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._heading = heading
        self.button = QToolButton()
        self.button.setCheckable(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.setAutoRaise(True)
        self.button.setProperty("look", "fold")
        self._inner = QWidget()
        self.body = QVBoxLayout(self._inner)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(14)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.button)
        column.addWidget(self._inner)
        self.button.toggled.connect(self._on_toggled)
        self.summary("")
        self._on_toggled(False)

    def add(self, widget: QWidget) -> None:
        self.body.addWidget(widget)

    def summary(self, words: str) -> None:
        """What stands behind the heading, such as '2 meldingen'."""
        said = f"{self._heading} ({words})" if words else self._heading
        self.button.setText(said)
        self.button.setAccessibleName(said)

    def open(self) -> None:
        self.button.setChecked(True)

    def _on_toggled(self, is_open: bool) -> None:
        self._inner.setVisible(is_open)
        self.button.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
