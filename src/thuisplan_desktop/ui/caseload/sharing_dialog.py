"""Verstrekking vastleggen: to whom, what, what for and when; what the rules say about it stands below at once."""

from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QWidget

from thuisplan_desktop.actions.sharing import Giving
from thuisplan_desktop.register.codes import DataCategory, Party, Purpose
from thuisplan_desktop.register.sharing import Answer
from thuisplan_desktop.ui.caseload.reasons import Reasons
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.date_field import DateField
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog


class SharingDialog(FormDialog):
    """`question_changed` asks for an answer on a `Giving`."""

    question_changed = Signal(object)

    def __init__(self, parent: QWidget, case_id: str, today: date) -> None:
        super().__init__(
            parent,
            "Verstrekking vastleggen",
            "Vastleggen",
            explanation="Wat u buiten een bijeenkomst aan iemand vertelt of stuurt: één regel per ontvanger.",
            letters=110,
        )
        self._case_id = case_id
        self.party = _combo("Aan wie", {one.value: one.label for one in Party if one is not Party.PUPIL})
        self.purpose = _combo("Waarvoor", {one.value: one.label for one in Purpose})
        self.day = DateField("Gegeven op")
        self.day.set_day(today)
        self.why = QLineEdit(placeholderText="in een paar woorden, zonder namen")
        self.why.setAccessibleName("Waarom")
        self.categories = {one: QCheckBox(one.label) for one in DataCategory}
        self._outcome = text.heading("")
        self._reasons = Reasons()
        self.anyway = QCheckBox("Het is al gebeurd: leg vast dat er geen grondslag was, en meld het de functionaris")
        self._lay_out_form()
        self._connect()
        self._offer(None)

    def giving(self) -> Giving | None:
        """What is filled in; None, and a word about why, while the day or the data are missing."""
        day, told = self.day.day(), self._told()
        if day is None or not told:
            self.show_problem("Vul de dag in, als dd-mm-jjjj." if day is None else "Kies welke gegevens het zijn.")
            return None
        self.show_problem("")
        return self._giving(day, told)

    def show_answer(self, giving: Giving, answer: Answer) -> None:
        """What the rules say, unless something else is filled in by now."""
        day = self.day.day()
        if day is not None and giving == self._giving(day, self._told()):
            self._offer(answer)

    def ask(self) -> None:
        day, told = self.day.day(), self._told()
        self._offer(None)
        if day is not None and told:
            self.question_changed.emit(self._giving(day, told))

    def _giving(self, day: date, told: frozenset[DataCategory]) -> Giving:
        return Giving(
            case_id=self._case_id,
            party=Party(self.party.currentData()),
            categories=told,
            purpose=Purpose(self.purpose.currentData()),
            on=day,
            why=self.why.text().strip(),
        )

    def _told(self) -> frozenset[DataCategory]:
        return frozenset(one for one, box in self.categories.items() if box.isChecked())

    def _offer(self, answer: Answer | None) -> None:
        self._outcome.setVisible(answer is not None)
        self._reasons.setVisible(answer is not None)
        self.anyway.setVisible(answer is not None and not answer.allowed)
        if answer is None or answer.allowed:
            self.anyway.setChecked(False)
        if answer is not None:
            self._outcome.setText(f"Mag: {answer.basis.label}" if answer.allowed else "Hier is geen grondslag voor")
            self._reasons.say((*answer.reasons, *answer.remedies))
            QTimer.singleShot(0, self, self.fit_content)  # once the new words have their size

    def _lay_out_form(self) -> None:
        rows = QFormLayout()
        rows.setVerticalSpacing(10)
        rows.setHorizontalSpacing(16)
        for one, box in self.categories.items():
            box.setAccessibleName(f"Gegevens: {one.label}")
        for name, field in (
            ("Aan wie", self.party), ("Waarvoor", self.purpose), ("Welke gegevens", Flow(*self.categories.values())),
            ("Gegeven op", self.day), ("Waarom", self.why),
        ):  # fmt: skip
            rows.addRow(name, field)
        self.add(rows)
        for part in (self._outcome, self._reasons, self.anyway):
            self.add(part)

    def _connect(self) -> None:
        self.party.currentIndexChanged.connect(lambda _index: self.ask())
        self.purpose.currentIndexChanged.connect(lambda _index: self.ask())
        self.day.changed.connect(self.ask)
        for box in self.categories.values():
            box.toggled.connect(lambda _on: self.ask())


def _combo(name: str, items: dict[str, str]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for code, label in items.items():
        made.addItem(label[:1].upper() + label[1:], code)
    return made
