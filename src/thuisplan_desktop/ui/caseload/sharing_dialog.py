"""Verstrekking vastleggen: to whom, what, what for and when; what the rules say about it stands below at once."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from thuisplan_desktop.actions.sharing import Giving
from thuisplan_desktop.register.codes import DataCategory, Party, Purpose
from thuisplan_desktop.register.sharing import Answer
from thuisplan_desktop.ui.caseload.ruled_dialog import RuledDialog


class SharingDialog(RuledDialog):
    """`question_changed` asks for an answer on a `Giving`."""

    question_changed = Signal(object)

    def __init__(self, parent: QWidget, case_id: str, today: date) -> None:
        super().__init__(
            parent,
            "Verstrekking vastleggen",
            explanation="Wat u buiten een bijeenkomst aan iemand vertelt of stuurt: één regel per ontvanger.",
            day="Gegeven op",
            today=today,
            letters=110,
        )
        self._case_id = case_id
        self.party = _combo("Aan wie", {one.value: one.label for one in Party if one is not Party.PUPIL})
        self.purpose = _combo("Waarvoor", {one.value: one.label for one in Purpose})
        self.why = QLineEdit(placeholderText="in een paar woorden, zonder namen")
        self.why.setAccessibleName("Waarom")
        self.anyway = QCheckBox("Het is al gebeurd: leg vast dat er geen grondslag was, en meld het de functionaris")
        self.lay_out_form(
            (
                ("Aan wie", self.party), ("Waarvoor", self.purpose), self.data_row(), ("Gegeven op", self.day),
                ("Waarom", self.why),
            )
        )  # fmt: skip
        self.add(self.anyway)
        for choice in (self.party, self.purpose):
            choice.currentIndexChanged.connect(lambda _index: self.ask())
        self.offer(None)

    def giving(self) -> Giving | None:
        """What is filled in; None, and a word about why, while the day or the data are missing."""
        filled = self.filled()
        return self._giving(*filled) if filled else None

    def show_answer(self, giving: Giving, answer: Answer) -> None:
        """What the rules say, unless something else is filled in by now."""
        day = self.day.day()
        if day is not None and giving == self._giving(day, self.told()):
            self.offer(answer)

    def put(self, day: date, told: frozenset[DataCategory]) -> None:
        self.question_changed.emit(self._giving(day, told))

    def offer(self, answer: Answer | None) -> None:
        """What the rules say; what they don't allow can only be recorded as having happened."""
        super().offer(answer)
        self.anyway.setVisible(answer is not None and not answer.allowed)
        if answer is None or answer.allowed:
            self.anyway.setChecked(False)

    def _giving(self, day: date, told: frozenset[DataCategory]) -> Giving:
        return Giving(
            case_id=self._case_id,
            party=Party(self.party.currentData()),
            categories=told,
            purpose=Purpose(self.purpose.currentData()),
            on=day,
            why=self.why.text().strip(),
        )


def _combo(name: str, items: dict[str, str]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for code, label in items.items():
        made.addItem(label[:1].upper() + label[1:], code)
    return made
