"""Wie is wie: who has which role around the pupils, and how to reach him."""

from PySide6.QtWidgets import QVBoxLayout

from thuisplan_desktop.actions import directory
from thuisplan_desktop.actions.cases import new_id
from thuisplan_desktop.actions.changes import Kind as ChangedKind
from thuisplan_desktop.register.codes import Party, Role
from thuisplan_desktop.register.professional import Professional
from thuisplan_desktop.ui.caseload.item_dialog import ItemDialog
from thuisplan_desktop.ui.caseload.part_card import Kind, PartCard
from thuisplan_desktop.ui.models.rows import Column
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets.card import Scroll
from thuisplan_desktop.ui.widgets.notice_bar import Notice
from thuisplan_desktop.ui.widgets.page import Page


def _name(one: Professional) -> str:
    return f"{one.name}, {one.function}" if one.function else one.name


_KIND = Kind(
    heading="Wie is wie",
    one="Persoon",
    help="Leerplichtambtenaar, jeugdarts, consulent, procescoördinator: wie het is en hoe u hem bereikt. Bij een "
    "nieuwe bijeenkomst ziet u deze namen; op een anoniem blad worden ze weggelaten.",
    empty="Er staat nog niemand in de lijst. Voeg de mensen toe met wie u vaak overlegt.",
    columns=(
        Column("Rol", lambda row: row.party.label, explain=lambda row: row.party.label),
        Column("Naam", _name, explain=_name),
        Column("Organisatie", lambda row: row.organisation, explain=lambda row: row.organisation),
        Column("Gemeente of school", lambda row: row.area),
        Column("Telefoon", lambda row: row.phone),
        Column("E-mail", lambda row: row.email, explain=lambda row: row.email),
    ),
    fields=("party", "name", "function", "organisation", "area", "phone", "email"),
    fresh=lambda _case_id: Professional(id=new_id(), party=Party.LEERPLICHT),
    explanation="Alleen wie er vanuit zijn werk bij betrokken is. Ouders en leerlingen staan bij hun casus.",
    oldest_first=0,
    stretch=2,
)


class DirectoryPage(Page):
    id, title, icon = "directory", "Wie is wie", "people"
    roles = frozenset({Role.SCHOOL, Role.CONSULENT})
    kinds = frozenset({ChangedKind.SETTINGS})

    def __init__(self, session: RegisterSession) -> None:
        super().__init__(session)
        self.list: PartCard[Professional] = PartCard(_KIND)
        scroll = Scroll()
        scroll.add(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
        self.list.kept.connect(self._keep)
        self.list.removed.connect(self._remove)

    def reload(self) -> None:
        self.read(directory.people, done=lambda found: self.list.show_parts("", found))

    def _keep(self, one: Professional, dialog: ItemDialog[Professional]) -> None:
        self.change(
            lambda register: directory.keep(register, one),
            done=lambda _changed: dialog.accept(),
            failed=dialog.show_error,
        )

    def _remove(self, one: Professional) -> None:
        undo = Notice(
            "Verwijderd.", "info", "Ongedaan maken",
            lambda: self.change(lambda register: directory.keep(register, one)),
        )  # fmt: skip
        self.change(lambda register: directory.remove(register, one), done=lambda _changed: self.notify(undo))
