"""Betrokkenen: who has gezag, who else is around the pupil, who keeps the case."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from thuisplan_desktop.actions.cases import new_id
from thuisplan_desktop.dutch import format_date_short
from thuisplan_desktop.register.case import CaseFile, Contact
from thuisplan_desktop.register.codes import ContactRole
from thuisplan_desktop.register.talk import InView
from thuisplan_desktop.ui.caseload.item_dialog import ItemDialog
from thuisplan_desktop.ui.caseload.part_card import PartCard
from thuisplan_desktop.ui.caseload.part_kinds import Kinds
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.widgets.card import Card, Scroll
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.table import Table

_FIELDS = (
    "role", "first_name", "infix", "surname", "phone", "email", "gezag_checked_on", "gezag_checked_how",
)  # fmt: skip


def _gezag(contact: Contact) -> str:
    if not contact.role.has_gezag:
        return "geen gezag"
    return f"ja, {format_date_short(contact.gezag_checked_on)}" if contact.gezag_checked_on else "nog niet nagegaan"


_COLUMNS = (
    Column[Contact]("Naam", lambda row: row.full_name),
    Column[Contact]("Rol", lambda row: row.role.label),
    Column[Contact]("Gezag gecontroleerd", _gezag),
    Column[Contact]("Telefoon", lambda row: row.phone),
)


class PeopleSection(Scroll):
    """`contact_kept` and `contact_removed` carry a `Contact`; the dialog comes with the former."""

    contact_kept = Signal(object, object)
    contact_removed = Signal(object)

    def __init__(self, today: date, fields: QWidget) -> None:
        super().__init__()
        self._case_id = ""
        self.in_view: PartCard[InView] = PartCard(Kinds(today).in_view())
        self._model = RowsModel(_COLUMNS, self)
        self.table = Table(self._model, "Betrokkenen")
        self._add = IconButton("Betrokkene toevoegen", "add")
        self._edit = IconButton("Wijzigen", "edit", look="quiet")
        self._remove = IconButton("Verwijderen", "delete", look="quiet")
        self._lay_out(fields)
        self._add.clicked.connect(self.ask_new)
        self._edit.clicked.connect(lambda: self.ask(self.table.selected()))
        self._remove.clicked.connect(lambda: self.contact_removed.emit(self.table.selected()))
        self.table.chosen.connect(self.ask)
        self.table.picked.connect(lambda _row: self._offer())
        self._model.modelReset.connect(self._offer)

    def show_file(self, file: CaseFile) -> None:
        self._case_id = file.case.id
        self._model.set_rows(file.contacts)
        fit(self.table)
        self.in_view.show_parts(file.case.id, file.in_view)

    def ask_new(self) -> None:
        made = Contact(id=new_id(), case_id=self._case_id, role=ContactRole.PARENT)
        self.ask(made, heading="Betrokkene toevoegen")

    def ask(self, contact: Contact, *, heading: str = "Betrokkene wijzigen") -> None:
        dialog = ItemDialog(
            self,
            heading,
            contact,
            _FIELDS,
            explanation="Namen en nummers helpen ook bij het anonimiseren: wat hier staat, wordt in teksten herkend.",
        )
        dialog.submitted.connect(lambda: self._keep(dialog))
        dialog.open()

    def _keep(self, dialog: ItemDialog[Contact]) -> None:
        contact = dialog.item()
        if contact is not None:
            self.contact_kept.emit(contact, dialog)

    def _offer(self) -> None:
        some = self.table.selected() is not None
        self._edit.setEnabled(some)
        self._remove.setEnabled(some)

    def _lay_out(self, fields: QWidget) -> None:
        people = Card(
            "Betrokkenen",
            help_text="Leg iedereen met gezag vast. Kijk voor gezag in het gezagsregister en niet alleen op het "
            "inschrijfformulier.",
        )
        people.add(self.table)
        people.add(Flow(self._add, self._edit, self._remove))
        keeping = Card("De casus")
        keeping.add(fields)
        self.add(people)
        self.add(self.in_view)
        self.add(keeping)
