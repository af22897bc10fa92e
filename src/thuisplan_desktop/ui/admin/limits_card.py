"""From when signals are given: as strict as the school wants, never looser than what stands behind each limit."""

from dataclasses import asdict

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from thuisplan_desktop.actions import ruling
from thuisplan_desktop.actions.rules_view import RulesView
from thuisplan_desktop.register import law
from thuisplan_desktop.register.limits import BOUNDS, Bounds, Limits
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.notice_bar import Notice
from thuisplan_desktop.ui.widgets.page import Page

_HELP = "Hoort u liever eerder iets? Maak een grens strenger. Ruimer dan de wet of de afspraak erachter kan niet."


class NumberField(QLineEdit):
    """A whole number, -1 while nothing stands there. Any can be typed: what can't be is explained, not swallowed."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setValidator(QIntValidator(0, 9999, self))
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * 9)

    def value(self) -> int:
        return int(self.text()) if self.text().isdigit() else -1

    def set_value(self, value: int) -> None:
        self.setText(str(value))


class _Row(QWidget):
    """The number with, beside it, what it is, what it may be and why."""

    def __init__(self, name: str, bounds: Bounds, number: NumberField) -> None:
        super().__init__()
        about = _about(name, bounds)
        number.setAccessibleDescription(about)
        self._problem = text.label("", "problem")
        self._problem.hide()
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (text.label(bounds.label), text.label(about, "small"), self._problem):
            words.addWidget(label)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(14)
        line.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)

    def show_problem(self, problem: str) -> None:
        """Say in words what is wrong with the number; an empty text takes it back."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))


class LimitsCard(Card):
    """`page` does the work; this shows the outcome."""

    def __init__(self, page: Page) -> None:
        super().__init__("Wanneer u een signaal krijgt", help_text=_HELP)
        self._page = page
        self._kept = Limits()
        self.numbers = {name: NumberField(bounds.label) for name, bounds in BOUNDS.items()}
        self._rows = {name: _Row(name, bounds, self.numbers[name]) for name, bounds in BOUNDS.items()}
        self.save = IconButton("Opslaan", "save", look="primary")
        self.usual = IconButton("Gebruikelijke grenzen", "undo", look="quiet")
        for row in self._rows.values():
            self.add(row)
        self.add(Flow(self.save, self.usual))
        self._connect()
        self._fill(self._kept)

    def show_view(self, view: RulesView) -> None:
        """What is being typed stays; only limits that were kept anew are shown."""
        if view.limits != self._kept or not self._edited():
            self._kept = view.limits
            self._fill(view.limits)
        self.usual.setVisible(view.limits != Limits())

    def problem(self, name: str) -> str:
        """Why the number that stands there can't be; empty when it can."""
        bounds = BOUNDS[name]
        if bounds.lowest <= self.numbers[name].value() <= bounds.highest:
            return ""
        return f"Kies een getal van {bounds.lowest} tot en met {bounds.highest}: strenger mag, ruimer niet."

    def _connect(self) -> None:
        for name, number in self.numbers.items():
            number.editingFinished.connect(lambda name=name: self._rows[name].show_problem(self.problem(name)))
        self.save.clicked.connect(self._on_save_clicked)
        self.usual.clicked.connect(lambda: self._keep(Limits()))

    def _shown(self) -> Limits:
        return Limits(**{name: number.value() for name, number in self.numbers.items()})

    def _edited(self) -> bool:
        return self._shown() != self._kept

    def _fill(self, found: Limits) -> None:
        for name, value in asdict(found).items():
            self.numbers[name].set_value(value)
            self._rows[name].show_problem("")

    def _on_save_clicked(self) -> None:
        """Nothing is kept while one number can't be; the first of those is gone to."""
        wrong = [name for name in self.numbers if self.problem(name)]
        for name, row in self._rows.items():
            row.show_problem(self.problem(name))
        if wrong:
            self.numbers[wrong[0]].setFocus()
        else:
            self._keep(self._shown())

    def _keep(self, chosen: Limits) -> None:
        before = self._kept

        def put_back() -> None:
            self._page.change(lambda register: ruling.keep_limits(register, before), lambda _: self._fill(before))

        def done() -> None:
            self._kept = chosen
            self._fill(chosen)
            self._page.notify(
                Notice("De grenzen zijn opgeslagen en tellen meteen.", "good", "Ongedaan maken", put_back)
            )

        self._page.change(lambda register: ruling.keep_limits(register, chosen), lambda _: done())


def _about(name: str, bounds: Bounds) -> str:
    usual = asdict(Limits())[name]
    return f"Gebruikelijk: {usual}. Kies {bounds.lowest} tot en met {bounds.highest}. Bron: {law.cite(bounds.source)}."
