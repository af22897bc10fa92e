"""Casus: one pupil. A head, a list of sections, and a bar to keep what was typed."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QStackedWidget, QVBoxLayout, QWidget

from thuisplan_desktop.actions import cases, deciding, salvaging
from thuisplan_desktop.actions.cases import CaseView
from thuisplan_desktop.actions.changes import Changed, Kind
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.register.case import Absence, Case, Contact
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.ui.caseload.case_absences import AbsenceSection
from thuisplan_desktop.ui.caseload.case_closing import ClosingSection
from thuisplan_desktop.ui.caseload.case_consents import ConsentSection
from thuisplan_desktop.ui.caseload.case_escalation import EscalationSection
from thuisplan_desktop.ui.caseload.case_forms import CaseForms
from thuisplan_desktop.ui.caseload.case_header import CaseHeader
from thuisplan_desktop.ui.caseload.case_history import LogSection, SharingSection
from thuisplan_desktop.ui.caseload.case_overview import CaseOverview
from thuisplan_desktop.ui.caseload.case_people import PeopleSection
from thuisplan_desktop.ui.caseload.case_plan import PlanSection
from thuisplan_desktop.ui.caseload.case_rights import RightsSection
from thuisplan_desktop.ui.caseload.case_school import ExemptionSection, SchoolSection, TalkSection
from thuisplan_desktop.ui.caseload.consenting import Consenting
from thuisplan_desktop.ui.caseload.exercising import Exercising
from thuisplan_desktop.ui.caseload.filing import FilingPage
from thuisplan_desktop.ui.caseload.handing_over import HandingOver
from thuisplan_desktop.ui.caseload.item_dialog import ItemDialog
from thuisplan_desktop.ui.caseload.part_card import PartCard, PartKeeping
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card, Scroll
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.notice_bar import Notice

OVERVIEW = "Overzicht"


class CasePage(FilingPage):
    id, title, icon = "case", "Casus", "case"
    roles = frozenset({Role.SCHOOL, Role.CONSULENT})
    kinds = frozenset({Kind.CASES, Kind.CONSENTS, Kind.MEETINGS})
    in_sidebar, belongs_to = False, "cases"

    def __init__(self, session: RegisterSession) -> None:
        super().__init__(session)
        self._case_id = ""
        self.view: CaseView | None = None
        self._header = CaseHeader()
        self.forms = CaseForms(self)
        self.overview = CaseOverview()
        self.absences = AbsenceSection(session.today(), self.forms.forms["Verzuim"])
        self.people = PeopleSection(session.today(), self.forms.forms["Betrokkenen"])
        self.consents = ConsentSection()
        self.sharing = SharingSection()
        self.log = LogSection()
        self.rights = RightsSection(session.today())
        self._exercising = Exercising(self, self.rights)
        self.consenting = Consenting(self)
        self.keeping = PartKeeping(self)
        self.school = SchoolSection(session.today(), self.forms)
        self.talks = TalkSection(session.today())
        self.plan = PlanSection(session.today())
        self.exemptions = ExemptionSection(session.today(), self.forms.forms["Vrijstelling"])
        self.escalation = EscalationSection(session.today(), self.forms.forms["Opschalen"])
        self.closing = ClosingSection(session.today(), self.forms.forms["Afsluiten"])
        self._handing_over = HandingOver(self)
        self.sections = QListWidget()
        self._stack = QStackedWidget()
        self._make_save_bar()
        self._fill_sections()
        self._lay_out()
        self._connect()

    def open(self, argument: str) -> None:
        """The id of a case, and after a # the section to show."""
        case_id, _, section = argument.partition("#")
        if case_id != self._case_id:
            self._case_id = case_id
            self.view = None
            self.go_to(OVERVIEW)
        if section:
            self.go_to(section)
        self.mark_stale()

    def reload(self) -> None:
        if self._case_id:
            case_id = self._case_id
            self.read(lambda register: cases.open_case(register, case_id), done=self._show)

    def leave(self) -> None:
        """Nothing typed is lost by going elsewhere or closing the lid."""
        self._keep_fields()

    def go_to(self, section: str) -> None:
        """Show one section."""
        found = self.sections.findItems(section, Qt.MatchFlag.MatchExactly)
        self.sections.setCurrentItem(found[0])

    def _make_save_bar(self) -> None:
        self.save = IconButton("Opslaan", "save", look="primary")
        self.discard = IconButton("Niet opslaan", "undo", look="quiet")
        self._save_bar = QFrame()
        self._save_bar.setProperty("look", "info")
        row = QHBoxLayout(self._save_bar)
        row.setContentsMargins(14, 8, 8, 8)
        row.addWidget(text.label("U heeft iets gewijzigd."), 1)
        row.addWidget(self.discard)
        row.addWidget(self.save)
        self._save_bar.hide()

    def _fill_sections(self) -> None:
        for name, section in (
            (OVERVIEW, self.overview), ("Leerling", self._fields("Leerling")), ("School", self.school),
            ("Verzuim", self.absences), ("Gesprekken", self.talks), ("Plan", self.plan),
            ("Aanbod", self._fields("Aanbod")), ("Toestemming", self.consents), ("Betrokkenen", self.people),
            ("Vrijstelling", self.exemptions), ("Opschalen", self.escalation), ("Afsluiten", self.closing),
            ("Delen", self.sharing), ("Rechten", self.rights), ("Logboek", self.log),
        ):  # fmt: skip
            self.sections.addItem(name)
            self._stack.addWidget(section)

    def _fields(self, section: str) -> QWidget:
        card = Card(section)
        card.add(self.forms.forms[section])
        scroll = Scroll()
        scroll.add(card)
        return scroll

    def _lay_out(self) -> None:
        self.sections.setAccessibleName("Onderdelen van deze casus")
        self.sections.setSpacing(3)
        self.sections.setFixedWidth(self.sections.sizeHintForColumn(0) + 44)
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.sections)
        row.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._header)
        column.addLayout(row, 1)
        column.addWidget(self._save_bar)

    def _connect(self) -> None:
        self.sections.currentRowChanged.connect(self._stack.setCurrentIndex)
        self.sections.setCurrentRow(0)
        self.overview.section_wanted.connect(self.go_to)
        self._header.loss_seen.connect(self._note_seen)
        self.forms.edited.connect(self._save_bar.show)
        self.save.clicked.connect(self._on_save_clicked)
        self.discard.clicked.connect(self._on_discard_clicked)
        self.absences.absence_kept.connect(self._keep_absence)
        self.absences.absence_removed.connect(self._remove_absence)
        self.people.contact_kept.connect(self._keep_contact)
        self.people.contact_removed.connect(self._remove_contact)
        self.plan.plan_kept.connect(self.keeping.keep)
        self.closing.reviewed.connect(self._keep_review)
        self.overview.group_confirmed.connect(self._confirm_group)
        self.overview.group_asked.connect(self._ask_group)
        for card in self.findChildren(PartCard):
            self.keeping.follow(card)

    def _show(self, view: CaseView) -> None:
        if view.file.case.id != self._case_id:
            return
        another = self.view is None or self.view.file.case.id != self._case_id
        self.view = view
        today = self.session.today()
        self.title_changed.emit(view.file.case.full_name)
        self._header.show_view(view, today)
        self.overview.show_view(view, today, view.calendar)
        for section in (self.school, self.absences, self.talks, self.plan, self.people):
            section.show_file(view.file)
        self.exemptions.show_file(view.file, today)
        self.escalation.show_view(view)
        self.closing.show_view(view)
        self.consents.show_view(view, today)
        self.sharing.show_view(view)
        self.log.show_view(view)
        self._exercising.show_case(view.file.case.id)
        self.forms.show_case(view.file.case) if another else self.forms.refresh(view.file.case)
        self._save_bar.setVisible(self.forms.is_edited)

    def _on_save_clicked(self) -> None:
        if self.forms.is_valid():
            self._keep_fields()
        else:
            self.notify(Notice("Een van de datums is geen datum. Schrijf hem als dd-mm-jjjj.", "bad"))

    def _on_discard_clicked(self) -> None:
        if self.view is not None:
            self.forms.show_case(self.view.file.case)
            self._save_bar.hide()

    def _keep_fields(self) -> None:
        case = self.forms.result()
        if self.view is None or case is None or not self.forms.is_edited:
            return
        before = self.view.file.case

        def kept(_changed: Changed) -> None:
            self.forms.is_edited = False
            self.notify(Notice("Opgeslagen.", "good", "Ongedaan maken", lambda: self._put_back(before)))

        self.change(lambda register: cases.save_case(register, case), done=kept, failed=self._refused)

    def _refused(self, error: ThuisplanError) -> None:
        """What is wrong stands beside its field; nothing typed is lost."""
        name, reason = str(error.facts.get("field", "")), str(error.facts.get("reason", ""))
        section = self.forms.show_problem(name, f"Dit kan niet kloppen: {reason}.") if name else ""
        if section and self.sections.findItems(section, Qt.MatchFlag.MatchExactly):
            self.go_to(section)
        self.notify(Notice(message_for(error).text, "bad"))

    def _put_back(self, before: Case) -> None:
        self.change(lambda register: cases.save_case(register, before))

    def _keep_absence(self, absence: Absence, dialog: FormDialog) -> None:
        self.change(
            lambda register: cases.save_absence(register, replace(absence, listed_until=None)),
            done=lambda _changed: self._kept_absence(absence, dialog),
            failed=dialog.show_error,
        )

    def _kept_absence(self, absence: Absence, dialog: FormDialog) -> None:
        """A closed case counts nowhere: absence of after that day is kept, and said to need a case that is open."""
        dialog.accept()
        closed = self.view.file.case.closed_on if self.view else None
        if closed is not None and (absence.ends_on or date.max) > closed:
            told = f"De periode is opgeslagen, maar de casus is gesloten op {format_date(closed)} en telt nergens mee."
            mend = "Heropenen: haal die dag weg bij Afsluiten."
            self.notify(Notice(f"{told} {mend}", "warn"))

    def _remove_absence(self, absence: Absence) -> None:
        undo = Notice(
            "De verzuimperiode is verwijderd.", "info", "Ongedaan maken",
            lambda: self.change(lambda register: cases.save_absence(register, absence)),
        )  # fmt: skip
        self.change(lambda register: cases.delete_absence(register, absence), done=lambda _changed: self.notify(undo))

    def _keep_contact(self, contact: Contact, dialog: FormDialog) -> None:
        self.change(
            lambda register: cases.save_contact(register, contact),
            done=lambda _changed: dialog.accept(),
            failed=dialog.show_error,
        )

    def _remove_contact(self, contact: Contact) -> None:
        undo = Notice(
            "De betrokkene is verwijderd.", "info", "Ongedaan maken",
            lambda: self.change(lambda register: cases.save_contact(register, contact)),
        )  # fmt: skip
        self.change(lambda register: cases.delete_contact(register, contact), done=lambda _changed: self.notify(undo))

    def _note_seen(self) -> None:
        case_id = self._case_id
        self.change(lambda register: salvaging.seen(register, case_id))

    def _confirm_group(self) -> None:
        if self.view is None:
            return
        case_id, category = self._case_id, self.view.status.category
        self.change(lambda register: deciding.confirm_category(register, case_id, category))

    def _ask_group(self) -> None:
        if self.view is None:
            return
        dialog = ItemDialog(
            self, "Groep van deze leerling", self.view.file.case, ("confirmed_category", "override_reason"),
            explanation=f"Het voorstel is: {self.view.status.category.label}. Tellingen blijven van de begrippen "
            "uitgaan, zodat scholen te vergelijken zijn.",
        )  # fmt: skip
        dialog.submitted.connect(lambda: self._keep_group(dialog))
        dialog.open()

    def _keep_group(self, dialog: ItemDialog[Case]) -> None:
        case = dialog.item()
        if case is None or case.confirmed_category is None:
            dialog.form.show_problem("confirmed_category", "Kies een groep.")
            return
        category, reason = case.confirmed_category, case.override_reason
        self.change(
            lambda register: deciding.confirm_category(register, case.id, category, reason),
            done=lambda _changed: dialog.accept(),
            failed=dialog.show_error,
        )

    def _keep_review(self, case: Case, dialog: FormDialog) -> None:
        outcome = case.list_review
        if outcome is not None:
            self.change(
                lambda register: deciding.review_list(register, case.id, outcome, case.removal_reason),
                done=lambda _changed: dialog.accept(),
                failed=dialog.show_error,
            )
