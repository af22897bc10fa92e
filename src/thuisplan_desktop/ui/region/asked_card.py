"""What the samenwerkingsverband asks of the key holder, which refusals were checked, and the one thing to do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from thuisplan_desktop.actions import asked_words
from thuisplan_desktop.actions.keyholding import Asked
from thuisplan_desktop.ui.region.facts import Facts
from thuisplan_desktop.ui.region.step_card import row_of
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.icons import IconButton, IconLabel


class AskedCard(Card):
    """`agreed` comes when the user signs or answers, `put_aside` when he does neither. Hidden without a request."""

    agreed = Signal()
    put_aside = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._heading = text.heading("")
        self._facts = Facts()
        self._checks = QWidget()
        self._check_column = QVBoxLayout(self._checks)
        self._check_column.setContentsMargins(0, 0, 0, 0)
        self._means, self._few = text.hint(""), text.label("", "problem")
        self.agree_button = IconButton("", "seal", look="primary")
        self.aside_button = IconButton("Nu niet", look="quiet")
        self._lay_out()
        self.agree_button.clicked.connect(self.agreed)
        self.aside_button.clicked.connect(self.put_aside)
        self.hide()

    def show_asked(self, asked: Asked) -> None:
        self._heading.setText(asked_words.heading(asked))
        self.setAccessibleName(self._heading.text())
        self._facts.show_facts(asked_words.facts(asked))
        self._show_checks(asked_words.checks(asked))
        self._means.setText(asked_words.means(asked))
        few = asked_words.fewer(asked)
        self._few.setText(few)
        self._few.setVisible(bool(few))
        self.agree_button.setText("Antwoord opslaan…" if asked.for_sum else "Meetekenen en opslaan…")
        self.show()
        self.agree_button.setFocus()

    def shown(self) -> str:
        """Heading, facts, checks and meaning, as they stand on screen."""
        parts = (*self._facts.findChildren(QLabel), *self._checks.findChildren(QLabel))
        return "\n".join(one.text() for one in (self._heading, *parts, self._few, self._means) if one.text())

    def _lay_out(self) -> None:
        buttons = row_of(self.agree_button, self.aside_button)
        checked = text.label(asked_words.CHECKED)
        above = (self._heading, self._facts, text.rule(), checked, self._checks, text.rule())
        for part in (*above, self._few, self._means, buttons):
            self.add(part)

    def _show_checks(self, checks: tuple[str, ...]) -> None:
        while self._check_column.count():
            item = self._check_column.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for check in checks:
            self._check_column.addWidget(_tick(check))


def _tick(check: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(IconLabel("check", tone="good_ink", scale=1.2))
    row.addWidget(text.label(check), 1)
    return made
