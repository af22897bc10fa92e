"""Casussen: every case in one list, who is nearest to three months on top."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from thuisplan_desktop.actions import cases, lists, quality
from thuisplan_desktop.actions.cases import CaseRow
from thuisplan_desktop.actions.changes import Changed, Kind
from thuisplan_desktop.actions.lists import CodeLine
from thuisplan_desktop.dutch import format_date_short
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.exemption import Exemption
from thuisplan_desktop.ui.caseload import wording
from thuisplan_desktop.ui.caseload.case_filters import EXEMPT, FilterChips
from thuisplan_desktop.ui.caseload.filing import FilingPage
from thuisplan_desktop.ui.caseload.handing_over import Receiving
from thuisplan_desktop.ui.caseload.import_codes import CodesDialog, lines_of
from thuisplan_desktop.ui.caseload.intake import LIST_KINDS, PUPIL_KINDS, AbsenceIntake, PupilIntake
from thuisplan_desktop.ui.caseload.new_case_dialog import NewCaseDialog
from thuisplan_desktop.ui.caseload.quality_panel import QualityPanel
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets.badges import BadgeDelegate
from thuisplan_desktop.ui.widgets.card import EmptyState
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.notice_bar import Notice
from thuisplan_desktop.ui.widgets.table import Table


def columns(today: date, *, with_school: bool) -> tuple[Column[CaseRow], ...]:
    """What the list shows; a consulent sees the school, a school the group."""
    school = Column[CaseRow]("School", lambda row: row.school)
    group = Column[CaseRow]("Groep", lambda row: row.year_group)
    return (
        Column("Naam", lambda row: row.name),
        school if with_school else group,
        Column("Status", lambda row: row.status.category.label, explain=lambda row: "\n".join(row.status.why)),
        Column("Afwezig", lambda row: wording.days_absent(row.home), lambda row: row.home.days or None, right=True),
        Column(
            "3 maanden",
            lambda row: wording.until_three_months(row.home, today),
            lambda row: row.home.three_months_on,
            lambda row: wording.explain_three_months(row.home),
        ),
        Column("Toestemming", wording.consent_words, explain=wording.consent_explained),
    )


def exempt_columns() -> tuple[Column[CaseRow], ...]:
    """Who has an exemption: who waited longest to be discussed stands on top, who never was above all."""

    def of(read: Callable[[Exemption], str]) -> Callable[[CaseRow], str]:
        return lambda row: read(row.exemption) if row.exemption else ""

    return (
        Column("Leerling", lambda row: row.name),
        Column("Vrijstelling", of(lambda one: one.kind.label), explain=of(lambda one: one.kind.label)),
        Column(
            "Laatst besproken",
            of(lambda one: format_date_short(one.discussed_on) if one.discussed_on else "nog niet"),
            lambda row: row.exemption.discussed_on if row.exemption and row.exemption.discussed_on else date.min,
        ),
        Column("Advies swv", of(lambda one: one.swv_advice.label if one.swv_advice else "–")),
        Column("Onderwijswens van de ouders", of(lambda one: one.parents_wish or "niet gevraagd")),
    )


class CasesPage(FilingPage):
    id, title, icon = "cases", "Casussen", "cases"
    roles = frozenset({Role.SCHOOL, Role.CONSULENT})
    kinds = frozenset({Kind.CASES, Kind.CONSENTS})
    search_hint = "Zoek op naam, groep of status"

    def __init__(self, session: RegisterSession) -> None:
        super().__init__(session)
        self._rows: Sequence[CaseRow] = ()
        with_school = session.summary.role is Role.CONSULENT
        self._model = RowsModel(columns(session.today(), with_school=with_school), self)
        self.table = Table(self._model, "Casussen", stretch=5)
        self._exempt = RowsModel(exempt_columns(), self)
        self.exempt = Table(self._exempt, "Vrijstellingen", stretch=4)
        self.exempt.sortByColumn(2, Qt.SortOrder.AscendingOrder)
        self.chips = FilterChips()
        self.quality = QualityPanel()
        self._new = IconButton("Nieuwe casus", "add", look="primary")
        self._pupils = IconButton("Leerlingen inlezen…", "import")
        self._absences = IconButton("Verzuimlijst inlezen…", "calendar")
        self._receive = IconButton("Overdracht ontvangen…", "seal")
        self._receiving = Receiving(self)
        self._codes = IconButton("Verzuimcodes…", look="quiet")
        self._intake: PupilIntake | AbsenceIntake | None = None
        self._empty = EmptyState(
            "cases",
            "Nog geen casussen",
            "Lees leerlingen in uit uw leerlingadministratie (EDEXML of een lijst), of maak zelf een casus. "
            "Alleen wie u aanvinkt, komt in het register.",
            "Leerlingen inlezen…",
        )
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        self.read(cases.list_cases, done=self._show)

    def search(self, text: str) -> None:
        for table in (self.table, self.exempt):
            table.rows.search(text)

    def _lay_out(self) -> None:
        listing = QWidget()
        inner = QVBoxLayout(listing)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addWidget(self.chips)
        inner.addWidget(self.quality)
        inner.addWidget(self.table, 1)
        inner.addWidget(self.exempt, 1)
        self._stack.addWidget(listing)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Flow(self._new, self._pupils, self._absences, self._receive, self._codes))
        column.addWidget(self._stack, 1)
        self.table.setItemDelegateForColumn(2, BadgeDelegate(self.table, lambda row: wording.status_tone(row.status)))
        self.table.setItemDelegateForColumn(5, BadgeDelegate(self.table, wording.row_tone))
        self.table.sortByColumn(4, Qt.SortOrder.AscendingOrder)

    def _connect(self) -> None:
        self.table.chosen.connect(lambda row: self.page_requested.emit("case", row.id))
        self.exempt.chosen.connect(lambda row: self.page_requested.emit("case", f"{row.id}#Vrijstelling"))
        self.chips.changed.connect(self._filter)
        self.quality.chosen.connect(lambda row: self.page_requested.emit("case", row.place))
        self._new.clicked.connect(self.ask_new_case)
        self._pupils.clicked.connect(self.import_pupils)
        self._absences.clicked.connect(self.import_absences)
        self._receive.clicked.connect(self._receiving.begin)
        self._codes.clicked.connect(self.edit_codes)
        if self._empty.button:
            self._empty.button.clicked.connect(self.import_pupils)

    def _show(self, rows: tuple[CaseRow, ...]) -> None:
        self._rows = rows
        self._stack.setCurrentIndex(0 if rows else 1)
        self._absences.setEnabled(bool(rows))
        self._absences.setToolTip("" if rows else "Lees eerst leerlingen in: verzuim hoort bij een casus.")
        self.chips.count(rows)
        self.read(quality.quality, done=self.quality.show_rows)
        self._filter()

    def _filter(self) -> None:
        kept = [row for row in self._rows if self.chips.chosen().keeps(row)]
        exempt = self.chips.chosen() is EXEMPT
        self._model.set_rows(kept)
        self._exempt.set_rows([row for row in kept if row.exemption] if exempt else ())
        self.exempt.setVisible(exempt)
        self.table.setVisible(not exempt)

    def ask_new_case(self) -> None:
        dialog = NewCaseDialog(self, with_school=self.session.summary.role is Role.CONSULENT)
        dialog.submitted.connect(lambda: self._keep_new(dialog))
        dialog.open()

    def _keep_new(self, dialog: NewCaseDialog) -> None:
        case = dialog.case()
        if case is None:
            return

        def kept(changed: Changed) -> None:
            dialog.accept()
            self.page_requested.emit("case", changed.case_id)

        self.change(lambda register: cases.start_case(register, case), done=kept, failed=dialog.show_error)

    def import_pupils(self) -> None:
        self.open_file("Leerlingen inlezen: bestand kiezen", PUPIL_KINDS, lambda data: self._take_in(PupilIntake, data))

    def import_absences(self) -> None:
        self.open_file("Verzuimlijst kiezen", LIST_KINDS, lambda data: self._take_in(AbsenceIntake, data))

    def _take_in(self, way: type[PupilIntake] | type[AbsenceIntake], data: bytes) -> None:
        """One file at a time: the steps of an earlier one end with the next."""
        if self._intake is not None:
            self._intake.deleteLater()
        self._intake = way(self, data)

    def edit_codes(self) -> None:
        """The code table of the school, to look at and to change."""

        def show(table: tuple[CodeLine, ...]) -> None:
            dialog = CodesDialog(self, lines_of(table), heading="Verzuimcodes", verb="Opslaan")
            dialog.submitted.connect(lambda: self._keep_codes(dialog))
            dialog.open()

        self.read(lists.list_codes, done=show)

    def _keep_codes(self, dialog: CodesDialog) -> None:
        chosen = dialog.chosen()

        def kept(_changed: Changed) -> None:
            dialog.accept()
            self.notify(Notice("De verzuimcodes zijn opgeslagen.", "good"))

        self.change(lambda register: lists.keep_codes(register, chosen), done=kept, failed=dialog.show_error)
