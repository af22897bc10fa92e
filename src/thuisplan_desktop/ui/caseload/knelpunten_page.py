"""Knelpunten: what stands in the way of solutions, without a name, and its way to the region."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout

from thuisplan_desktop.actions import knelpunten
from thuisplan_desktop.actions.cases import new_id
from thuisplan_desktop.actions.changes import Kind as ChangedKind
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.register.case_codes import KnelpuntKind
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.knelpunt import Knelpunt
from thuisplan_desktop.ui.caseload.filing import PDF_KIND, FilingPage
from thuisplan_desktop.ui.caseload.item_dialog import ItemDialog
from thuisplan_desktop.ui.caseload.part_card import Kind, PartCard
from thuisplan_desktop.ui.caseload.part_kinds import day
from thuisplan_desktop.ui.models.rows import Column
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets.card import Scroll
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.notice_bar import Notice

_CSV_KIND = "Tabel (*.csv)"
_SAVED = (
    "De knelpunten zijn opgeslagen. Het programma vond geen namen, nummers, adressen, scholen of klassen; "
    "lees zelf na of niemand te herkennen is."
)


def _kind(today: date) -> Kind[Knelpunt]:
    return Kind(
        heading="Knelpuntenlog",
        one="Knelpunt",
        help="Wat houdt oplossingen op? Om van te leren in de regio (Regionaal Thuiszitterspact Noord-Kennemerland "
        "2017). Dit staat los van de casussen en noemt niemand.",
        empty="Er zijn nog geen knelpunten opgeschreven.",
        columns=(
            Column("Dag", lambda row: day(row.noted_on), lambda row: row.noted_on),
            Column("Soort", lambda row: row.kind.label),
            Column("Knelpunt", lambda row: row.text, explain=lambda row: row.text),
            Column("Gebied", lambda row: row.area),
        ),
        fields=("noted_on", "kind", "text", "area"),
        fresh=lambda _case_id: Knelpunt(id=new_id(), noted_on=today, kind=KnelpuntKind.WAITING_LIST, text=""),
        explanation="Het programma bewaart geen knelpunt met een naam of nummer uit dit register, een adres, datum, "
        "klas, school, leeftijd of geboorte, of over één leerling. Wat alleen een bekende zou herkennen, ziet het "
        "niet: lees dat zelf na.",
        newest_first=0,
        stretch=2,
    )


class KnelpuntenPage(FilingPage):
    id, title, icon = "knelpunten", "Knelpunten", "warning"
    roles = frozenset({Role.SCHOOL, Role.CONSULENT})
    kinds = frozenset({ChangedKind.KNELPUNTEN})

    def __init__(self, session: RegisterSession) -> None:
        super().__init__(session)
        self.log: PartCard[Knelpunt] = PartCard(_kind(session.today()))
        self.pdf = IconButton("PDF voor de regio…", "print")
        self.csv = IconButton("Tabel voor de regio…", "save")
        scroll = Scroll()
        scroll.add(self.log)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Flow(self.pdf, self.csv))
        column.addWidget(scroll, 1)
        self.log.kept.connect(self._keep)
        self.log.removed.connect(self._remove)
        self.pdf.clicked.connect(lambda: self._export(knelpunten.export_pdf, "knelpunten.pdf", PDF_KIND))
        self.csv.clicked.connect(lambda: self._export(knelpunten.export_csv, "knelpunten.csv", _CSV_KIND))

    def reload(self) -> None:
        self.read(knelpunten.list_knelpunten, done=self._show)

    def _show(self, found: tuple[Knelpunt, ...]) -> None:
        self.log.show_parts("", found)
        for button in (self.pdf, self.csv):
            button.setEnabled(bool(found))
            button.setToolTip("" if found else "Er is nog niets om te delen.")

    def _keep(self, one: Knelpunt, dialog: ItemDialog[Knelpunt]) -> None:
        self.change(
            lambda register: knelpunten.keep(register, one),
            done=lambda _changed: dialog.accept(),
            failed=dialog.show_error,
        )

    def _remove(self, one: Knelpunt) -> None:
        undo = Notice(
            "Verwijderd.", "info", "Ongedaan maken",
            lambda: self.change(lambda register: knelpunten.keep(register, one)),
        )  # fmt: skip
        self.change(lambda register: knelpunten.remove(register, one), done=lambda _changed: self.notify(undo))

    def _export(self, work: Callable[[OpenRegister], bytes], suggestion: str, kinds: str) -> None:
        self.read(work, done=lambda data: self.save_file(data, suggestion, _SAVED, kinds))
