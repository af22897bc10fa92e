"""Who may hear what: parties down, kinds of data across. One answer holds for every ticked party and kind together."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from thuisplan_desktop.register.ages import age_on
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import DataCategory, Party
from thuisplan_desktop.register.standing import represented
from thuisplan_desktop.ui.widgets import text


def parties_to_ask_for(file: CaseFile, on: date) -> tuple[Party, ...]:
    """Own staff needs no consent and the family knows already; from 16, or where a gecertificeerde instelling holds the
    voogdij, parents too are somebody to share with."""
    birth_date = file.case.birth_date
    grown = birth_date is not None and age_on(birth_date, on) >= 16
    outside = grown or not represented(file.contacts)
    return tuple(
        party
        for party in Party
        if party.can_be_consented
        and not (party.own_staff or party.learns_only)
        and (not party.is_family or (outside and party is Party.PARENTS))
    )


class ConsentGrid(QWidget):
    """`changed` comes with every tick."""

    changed = Signal()

    def __init__(self, parties: Iterable[Party]) -> None:
        super().__init__()
        self.parties = {party: QCheckBox(party.label) for party in parties}
        self.categories = {category: QCheckBox() for category in DataCategory}
        self._cells: dict[tuple[Party, DataCategory], QLabel] = {}
        self.setAccessibleName("Met wie en welke gegevens")
        self._lay_out()
        for box in (*self.parties.values(), *self.categories.values()):
            box.toggled.connect(self._on_toggled)
        self._colour()

    def chosen_parties(self) -> frozenset[Party]:
        return frozenset(party for party, box in self.parties.items() if box.isChecked())

    def chosen_categories(self) -> frozenset[DataCategory]:
        return frozenset(category for category, box in self.categories.items() if box.isChecked())

    def choose(self, parties: Iterable[Party], categories: Iterable[DataCategory]) -> None:
        """Tick exactly these."""
        wanted = {*parties}, {*categories}
        for party, box in self.parties.items():
            box.setChecked(party in wanted[0])
        for category, box in self.categories.items():
            box.setChecked(category in wanted[1])

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        for column, (category, box) in enumerate(self.categories.items(), start=1):
            box.setAccessibleName(f"Gegevens: {category.label}")
            head = text.label(category.label, "small")
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            head.setBuddy(box)
            grid.addWidget(head, 0, column)
            grid.addWidget(box, 1, column, Qt.AlignmentFlag.AlignHCenter)
            grid.setColumnStretch(column, 1)
        grid.addWidget(text.label("Welke gegevens", "small"), 1, 0)
        for row, (party, box) in enumerate(self.parties.items(), start=2):
            box.setAccessibleName(f"Met: {party.label}")
            grid.addWidget(box, row, 0)
            for column, category in enumerate(self.categories, start=1):
                self._cells[party, category] = text.label("", wrap=False)
                grid.addWidget(self._cells[party, category], row, column, Qt.AlignmentFlag.AlignHCenter)

    def _on_toggled(self) -> None:
        self._colour()
        self.changed.emit()

    def _colour(self) -> None:
        """A word in each square: the colour alone would not do."""
        parties, categories = self.chosen_parties(), self.chosen_categories()
        for (party, category), cell in self._cells.items():
            yes = party in parties and category in categories
            cell.setText("ja" if yes else "–")
            text.set_look(cell, "badge-good" if yes else "soft")
