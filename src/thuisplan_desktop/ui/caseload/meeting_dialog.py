"""Nieuwe bijeenkomst: what kind, under the name the region uses, when, and who sit at the table."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QGridLayout, QLineEdit, QWidget

from thuisplan_desktop.register.codes import MeetingKind, Party, Role
from thuisplan_desktop.register.meeting_types import MeetingType, offered
from thuisplan_desktop.register.professional import Professional, in_role
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.date_field import DateField
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog

_HOST = {Role.SCHOOL: Party.ZORGCOORDINATOR, Role.CONSULENT: Party.CONSULENT}
"""Whoever plans a meeting sits in it."""


_MOST_NAMES = 1


def _with_names(party: Party, people: Sequence[Professional]) -> str:
    """The role, and who has it as far as 'Wie is wie' knows."""
    names = [one.name for one in in_role(people, party)]
    more = ["…"] if len(names) > _MOST_NAMES else []
    return f"{party.label}: {', '.join(names[:_MOST_NAMES] + more)}" if names else party.label


class MeetingDialog(FormDialog):
    """The kinds come from the region's definitions; choosing one ticks who usually sit there."""

    def __init__(
        self,
        parent: QWidget,
        today: date,
        role: Role,
        definitions: str = "landelijk",
        people: Sequence[Professional] = (),
    ) -> None:
        super().__init__(
            parent,
            "Nieuwe bijeenkomst",
            "Plannen",
            explanation="Wie er aan tafel zitten bepaalt of een casus op naam besproken mag worden. Kies rollen, geen "
            "personen.",
            letters=136,
        )
        self._role = role
        self._types = offered(definitions)
        self._kind = QComboBox()
        self._kind.setAccessibleName("Soort bijeenkomst")
        for number, one in enumerate(self._types):
            self._kind.addItem(one.name, number)
        self._day = DateField("Datum")
        self._day.set_day(today)
        self.name = QLineEdit(placeholderText="bijvoorbeeld: kernteam Noord")
        self.name.setAccessibleName("Naam, als u die gebruikt")
        self._source = text.hint("")
        self.boxes = {party: QCheckBox(_with_names(party, people)) for party in Party if party.at_table}
        self._lay_out_form()
        self._kind.currentIndexChanged.connect(lambda _index: self._show_type())
        self.choose_kind(MeetingKind.SUPPORT_TEAM if role is Role.SCHOOL else MeetingKind.THUISZITTERSTAFEL)
        self._show_type()

    def kind(self) -> MeetingKind:
        return self._type().kind

    def choose_kind(self, kind: MeetingKind) -> None:
        """The first of this kind: the region's own where it has one."""
        first = next(number for number, one in enumerate(self._types) if one.kind is kind)
        self._kind.setCurrentIndex(self._kind.findData(first))

    def held_on(self) -> date | None:
        """The day; None, and a word about why, while there is none."""
        day = self._day.day()
        self.show_problem("" if day else "Vul de datum in, als dd-mm-jjjj.")
        return day

    def choose_day(self, day: date) -> None:
        self._day.set_day(day)

    def local_name(self) -> str:
        """What was typed, else the region's own name for it; nothing where the kind says it all."""
        return self.name.text().strip() or (self._type().name if self._type().definitions else "")

    def participants(self) -> tuple[Party, ...]:
        return tuple(party for party, box in self.boxes.items() if box.isChecked() and not box.isHidden())

    def _type(self) -> MeetingType:
        return self._types[int(self._kind.currentData())]

    def _show_type(self) -> None:
        """Tick who usually sit there, and offer nobody who never does."""
        found = self._type()
        learning = found.kind is MeetingKind.LEARNING
        for party, box in self.boxes.items():
            box.setChecked(party in found.participants or party is _HOST.get(self._role))
            box.setVisible(not (party.learns_only and not learning) and not (party.for_one_pupil and learning))
        self._source.setText(f"Gewone deelnemers volgens: {found.source}.")

    def _lay_out_form(self) -> None:
        rows = QFormLayout()
        rows.setVerticalSpacing(10)
        for name, field in (("Soort", self._kind), ("Datum", self._day), ("Naam", self.name)):
            rows.addRow(name, field)
        self.add(rows)
        self.add(text.heading("Wie zitten er aan tafel"))
        grid = QGridLayout()
        for number, (party, box) in enumerate(self.boxes.items()):
            box.setAccessibleName(f"Aan tafel: {party.label}")
            grid.addWidget(box, number // 2, number % 2)
        self.add(grid)
        self.add(self._source)
