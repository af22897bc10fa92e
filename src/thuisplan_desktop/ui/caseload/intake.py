"""What the page Casussen does with files from elsewhere: the steps of the two ways in, one after the other.

Nothing is kept before the last step. A step that has nothing to ask is left out.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from thuisplan_desktop.actions import absence_lists, importing, list_schools, lists
from thuisplan_desktop.actions.absence_lists import AbsenceChoices, AbsencePreview
from thuisplan_desktop.actions.changes import Changed
from thuisplan_desktop.actions.importing import ImportReport, PupilChoices, PupilPreview
from thuisplan_desktop.actions.list_schools import ListSchool
from thuisplan_desktop.actions.lists import CodeUse, ListKind, Look
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.dutch import plural
from thuisplan_desktop.ui.caseload import import_check, import_questions
from thuisplan_desktop.ui.caseload.import_check import CheckDialog
from thuisplan_desktop.ui.caseload.import_codes import CodesDialog, CodeToExplain
from thuisplan_desktop.ui.caseload.import_columns import ColumnsDialog
from thuisplan_desktop.ui.caseload.import_dialog import ImportDialog
from thuisplan_desktop.ui.caseload.import_questions import QuestionsDialog
from thuisplan_desktop.ui.caseload.import_report import ImportReportDialog
from thuisplan_desktop.ui.caseload.import_school import SchoolDialog
from thuisplan_desktop.ui.widgets.notice_bar import Notice

if TYPE_CHECKING:
    from thuisplan_desktop.ui.caseload.cases_page import CasesPage

LIST_KINDS = "Verzuimlijsten (*.csv *.txt *.xlsx *.xlsm);;Alle bestanden (*)"
PUPIL_KINDS = "EDEXML of leerlingenlijst (*.xml *.csv *.txt *.xlsx *.xlsm);;Alle bestanden (*)"


class _Intake(QObject):
    """One file on its way in. The page shows the dialogs and asks the register."""

    kind: ListKind

    def __init__(self, page: "CasesPage", data: bytes) -> None:
        super().__init__(page)
        self._page = page
        self._data = data

    def ask_columns(self, sheet: str = "") -> None:
        self._page.read(lambda register: lists.look(register, self._data, self.kind, sheet), done=self._show_columns)

    def look(self) -> None:
        """Ask about columns only when something needed is not recognised."""

        def looked(look: Look) -> None:
            if look.missing:
                self._show_columns(look)
            else:
                self.columns_known("", dict(look.mapping))

        self._page.read(lambda register: lists.look(register, self._data, self.kind), done=looked)

    def columns_known(self, sheet: str, mapping: dict[str, str]) -> None:
        raise NotImplementedError

    def _show_columns(self, look: Look) -> None:
        dialog = ColumnsDialog(self._page, look)

        def chosen() -> None:
            dialog.accept()
            self.columns_known(look.sheet, dialog.mapping())

        def another(sheet: str) -> None:
            dialog.reject()
            self.ask_columns(sheet)

        dialog.submitted.connect(chosen)
        dialog.sheet_wanted.connect(another)
        dialog.open()

    def report(self, told: str, lines: list[str], *, good: bool) -> None:
        """One sentence in the notice bar, the whole report behind a button."""
        notice = Notice(
            told, "good" if good else "warn", "Verslag bekijken", lambda: ImportReportDialog(self._page, lines).open()
        )
        self._page.notify(notice)


class PupilIntake(_Intake):
    """EDEXML or a list of pupils: columns, who, questions, in."""

    kind = ListKind.PUPILS

    def __init__(self, page: "CasesPage", data: bytes) -> None:
        super().__init__(page, data)
        self._choices = PupilChoices()
        if importing.is_xml(data):
            self._preview()
        else:
            self.look()

    def columns_known(self, sheet: str, mapping: dict[str, str]) -> None:
        self._choices = replace(self._choices, sheet=sheet, mapping=mapping)
        self._preview()

    def _preview(self) -> None:
        choices = self._choices
        self._page.read(
            lambda register: importing.preview_pupils(register, self._data, choices), done=self._choose_pupils
        )

    def _choose_pupils(self, preview: PupilPreview) -> None:
        dialog = ImportDialog(self._page, preview)

        def chosen() -> None:
            keys = dialog.chosen()
            if import_questions.open_questions(preview, keys) or import_questions.open_differences(preview, keys):
                dialog.accept()
                self._ask(preview, keys)
            else:
                self._import(keys, self._choices, dialog)

        dialog.submitted.connect(chosen)
        dialog.open()

    def _ask(self, preview: PupilPreview, keys: frozenset[str]) -> None:
        dialog = QuestionsDialog(self._page, preview, keys)

        def answered() -> None:
            if dialog.is_complete():
                choices = replace(self._choices, types=dialog.answers(), decisions=dialog.decided())
                self._import(keys, choices, dialog)

        dialog.submitted.connect(answered)
        dialog.open()

    def _import(self, keys: frozenset[str], choices: PupilChoices, dialog: ImportDialog | QuestionsDialog) -> None:
        def kept(changed: Changed) -> None:
            dialog.accept()
            report: ImportReport = changed.value
            lines = [_pupils_told(report), *import_check.never_kept(report), *report.warnings]
            self.report(_pupils_told(report), lines, good=True)

        self._page.change(
            lambda register: importing.import_pupils(register, self._data, keys, choices),
            done=kept,
            failed=dialog.show_error,
        )


class AbsenceIntake(_Intake):
    """An absence list: whose, columns, codes, check, in."""

    kind = ListKind.ABSENCES

    def __init__(self, page: "CasesPage", data: bytes) -> None:
        super().__init__(page, data)
        self._choices = AbsenceChoices()
        page.read(_schools_to_ask, done=self._ask_school)

    def _ask_school(self, schools: tuple[ListSchool, ...]) -> None:
        """Only where it may be of another school than the register's own."""
        if not schools:
            self.look()
            return
        dialog = SchoolDialog(self._page, schools)

        def chosen() -> None:
            dialog.accept()
            self._choices = replace(self._choices, school=dialog.chosen())
            self.look()

        dialog.submitted.connect(chosen)
        dialog.open()

    def columns_known(self, sheet: str, mapping: dict[str, str]) -> None:
        self._choices = replace(self._choices, sheet=sheet, mapping=mapping)
        self._ask_codes(only_unknown=True)

    def _ask_codes(self, *, only_unknown: bool) -> None:
        def found(uses: tuple[CodeUse, ...]) -> None:
            known = self._choices.codes
            lines = [CodeToExplain(use.code, known.get(use.code, use.kind or ""), _times(use)) for use in uses]
            if only_unknown and all(line.kind for line in lines):
                self._preview(self._check)
            else:
                self._show_codes(lines)

        mapping, sheet = self._choices.mapping, self._choices.sheet
        self._page.read(lambda register: lists.codes_of(register, self._data, mapping, sheet), done=found)

    def _show_codes(self, lines: list[CodeToExplain]) -> None:
        dialog = CodesDialog(self._page, lines, heading="Inlezen: verzuimcodes", verb="Verder")

        def chosen() -> None:
            dialog.accept()
            self._choices = replace(self._choices, codes={**self._choices.codes, **dialog.chosen()})
            self._preview(self._check)

        dialog.submitted.connect(chosen)
        dialog.open()

    def _preview(self, done: Callable[[AbsencePreview], None]) -> None:
        choices = self._choices
        self._page.read(lambda register: absence_lists.preview_list(register, self._data, choices), done=done)

    def _check(self, preview: AbsencePreview) -> None:
        dialog = CheckDialog(self._page, preview)

        def again(step: Callable[[], None]) -> None:
            dialog.reject()
            step()

        dialog.columns_wanted.connect(lambda: again(lambda: self.ask_columns(self._choices.sheet)))
        dialog.codes_wanted.connect(lambda: again(lambda: self._ask_codes(only_unknown=False)))
        dialog.days_changed.connect(lambda: self._recount(dialog))
        dialog.submitted.connect(lambda: self._import(dialog))
        dialog.open()

    def _recount(self, dialog: CheckDialog) -> None:
        choices = replace(self._choices, covers=dialog.days())
        self._page.read(
            lambda register: absence_lists.preview_list(register, self._data, choices),
            done=lambda preview: dialog.show_left_out(preview.silent),
            failed=dialog.show_error,
        )

    def _import(self, dialog: CheckDialog) -> None:
        choices = dialog.choices(self._choices)
        if choices is None:
            return

        def kept(changed: Changed) -> None:
            dialog.accept()
            report: ImportReport = changed.value
            self.report(_absences_told(report), import_check.told(report), good=bool(report.updated))

        self._page.change(
            lambda register: absence_lists.import_absences(register, self._data, choices),
            done=kept,
            failed=dialog.show_error,
        )


def _schools_to_ask(register: OpenRegister) -> tuple[ListSchool, ...]:
    found = list_schools.schools(register)
    return found if list_schools.must_ask(register, found) else ()


def _times(use: CodeUse) -> str:
    return f"{use.times}× in deze lijst"


def _pupils_told(report: ImportReport) -> str:
    added = plural(report.added, "leerling", "leerlingen") + " ingelezen"
    return f"{added}, {report.updated} bijgewerkt." if report.updated else f"{added}."


def _absences_told(report: ImportReport) -> str:
    """How many rows came in, and what was left out on purpose."""
    told = f"{plural(report.rows, 'regel', 'regels')} verwerkt voor {plural(report.updated, 'leerling', 'leerlingen')}."
    if report.unknown_pupils:
        others = plural(report.unknown_pupils, "leerling", "leerlingen")
        told += f" Van {others} zonder casus is niets bewaard."
    return told
