"""What the dialogs of a giving and of a hand-over share: which data, on which day, and what the rules say of it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QFormLayout, QWidget

from thuisplan_desktop.register.codes import DataCategory
from thuisplan_desktop.register.sharing import Answer
from thuisplan_desktop.ui.caseload.reasons import Reasons
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.date_field import DateField
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog


class RuledDialog(FormDialog):
    """`categories` are the data to tick; `offer` shows an answer below the form, or that there is none yet."""

    def __init__(self, parent: QWidget, title: str, *, explanation: str, day: str, today: date, letters: int) -> None:
        super().__init__(parent, title, "Vastleggen", explanation=explanation, letters=letters)
        self.day = DateField(day)
        self.day.set_day(today)
        self.categories = {one: QCheckBox(one.label) for one in DataCategory}
        for one, box in self.categories.items():
            box.setAccessibleName(f"Gegevens: {one.label}")
        self._outcome, self._reasons = text.heading(""), Reasons()

        self.day.changed.connect(self.ask)
        for box in self.categories.values():
            box.toggled.connect(lambda _on: self.ask())

    def put(self, day: date, told: frozenset[DataCategory]) -> None:
        """Ask the rules about what is filled in; each dialog has a question of its own."""
        raise NotImplementedError

    def ask(self) -> None:
        """Again after every change; nothing is asked while the day or the data are missing."""
        day, told = self.day.day(), self.told()
        self.offer(None)
        if day is not None and told:
            self.put(day, told)

    def told(self) -> frozenset[DataCategory]:
        return frozenset(one for one, box in self.categories.items() if box.isChecked())

    def filled(self) -> tuple[date, frozenset[DataCategory]] | None:
        """The day and the data; None, and a word about why, while one is missing."""
        day, told = self.day.day(), self.told()
        if day is None or not told:
            self.show_problem("Vul de dag in, als dd-mm-jjjj." if day is None else "Kies welke gegevens het zijn.")
            return None
        self.show_problem("")
        return day, told

    def offer(self, answer: Answer | None) -> None:
        """What the rules say; None while nothing is asked."""
        for widget in (self._outcome, self._reasons):
            widget.setVisible(answer is not None)
        if answer is not None:
            self._outcome.setText(f"Mag: {answer.basis.label}" if answer.allowed else "Hier is geen grondslag voor")
            self._reasons.say((*answer.reasons, *answer.remedies))
            QTimer.singleShot(0, self, self.fit_content)  # once the new words have their size

    def lay_out_form(self, rows: Sequence[tuple[str, QWidget]], *below: QWidget) -> None:
        """The fields, then `below`, then the answer."""
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(16)
        for name, field in rows:
            form.addRow(name, field)
        self.add(form)
        for part in (*below, self._outcome, self._reasons):
            self.add(part)

    def data_row(self) -> tuple[str, QWidget]:
        return "Welke gegevens", Flow(*self.categories.values())
