"""Journey B: a case is made, consent is recorded, and only then the gate opens; a withdrawal shuts it at once."""

import io
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pypdf
import pytest

from offices import Office, move_in, move_out, new_register
from regions import TODAY
from thuisplan_desktop.register.codes import ContactRole, Decision, Route
from thuisplan_desktop.ui.caseload.case_page import CasePage
from thuisplan_desktop.ui.caseload.cases_page import CasesPage
from thuisplan_desktop.ui.caseload.consent_dialog import ConsentDialog, WithdrawDialog
from thuisplan_desktop.ui.caseload.item_dialog import ItemDialog
from thuisplan_desktop.ui.caseload.meeting_dialog import MeetingDialog
from thuisplan_desktop.ui.caseload.meeting_page import MeetingPage
from thuisplan_desktop.ui.caseload.meetings_page import MeetingsPage
from thuisplan_desktop.ui.caseload.new_case_dialog import NewCaseDialog
from thuisplan_desktop.ui.jobs import JobRunner


@pytest.fixture
def office(runner: JobRunner, settle: Callable[[], None], tmp_path: Path) -> Iterator[Office]:
    made = move_in(runner, settle, lambda: new_register(tmp_path / "school.thuisplan"), tmp_path)
    yield made
    move_out(made)


def test_consent_opens_the_gate_and_a_withdrawal_shuts_it(office: Office, canary: str) -> None:
    """By name only after everyone with gezag agreed; the printer stops when one of them withdraws."""
    case_id = make_case(office, canary)
    add_parents(office, ("Roelof", "Jitske"))
    plan_meeting(office)
    assert "nog niet om toestemming gevraagd" in verdict(office, case_id)
    assert not office.page(MeetingPage).gate.put.isEnabled()
    for number in range(2):
        record_yes(office, case_id, number)
    put_by_name(office, case_id)
    print_sheet(office, canary)
    withdraw(office, case_id)
    refuse_to_print(office)


def make_case(office: Office, surname: str) -> str:
    office.go("cases")
    cases = office.page(CasesPage)
    assert cases._empty.isVisible()
    office.click(cases._new)
    dialog = office.dialog(NewCaseDialog)
    for name, value in (("nickname", "Femke"), ("surname", surname), ("birth_date", date(2016, 9, 3))):
        dialog.form.editors[name].set_value(value)
    dialog.form.editors["first_absent_on"].set_value(date(2026, 2, 16))
    office.click(dialog.verb)
    page = office.page(CasePage)
    assert office.window.current is page
    assert page.view is not None
    assert surname not in office.window.windowTitle()
    return page.view.file.case.id


def add_parents(office: Office, names: tuple[str, ...]) -> None:
    page = office.page(CasePage)
    office.click(page.overview._step_button)  # the next step is: who has gezag
    for name in names:
        office.click(page.people._add)
        dialog = office.dialog(ItemDialog)
        dialog.form.editors["role"].set_value(ContactRole.PARENT)
        dialog.form.editors["first_name"].set_value(name)
        office.click(dialog.verb)
    assert page.view is not None
    assert [contact.first_name for contact in page.view.file.contacts] == list(names)


def plan_meeting(office: Office) -> None:
    office.go("meetings")
    first = office.page(MeetingsPage)._empty.button
    assert first is not None
    office.click(first)
    dialog = office.dialog(MeetingDialog)
    dialog.choose_day(TODAY + timedelta(days=2))
    office.click(dialog.verb)
    assert office.window.current is office.page(MeetingPage)


def verdict(office: Office, case_id: str) -> str:
    gate = office.page(MeetingPage).gate
    gate.case.setCurrentIndex(gate.case.findData(case_id))
    office.settle()
    return gate.verdict.words()


def record_yes(office: Office, case_id: str, giver: int) -> None:
    meeting = office.page(MeetingPage)._meeting_id
    office.go("case", case_id)
    page = office.page(CasePage)
    page.go_to("Toestemming")
    office.click(page.consents.ask)
    dialog = office.dialog(ConsentDialog)
    dialog.giver.setCurrentIndex(giver)
    dialog.answer.setCurrentIndex(dialog.answer.findData(Decision.GIVEN.value))
    office.click(dialog.verb)
    assert not office.has_dialog()
    office.go("meeting", meeting)


def put_by_name(office: Office, case_id: str) -> None:
    page = office.page(MeetingPage)
    assert verdict(office, case_id).startswith("Mag op naam")
    assert page.gate.routes[Route.BY_NAME].isChecked()
    office.click(page.gate.put)
    assert page.agenda.table.model().rowCount() == 1


def print_sheet(office: Office, canary: str) -> None:
    office.click(office.page(MeetingPage).agenda.sheet)
    paper = office.saved[-1]
    assert canary not in paper.name
    assert canary in text_of(paper)


def withdraw(office: Office, case_id: str) -> None:
    meeting = office.page(MeetingPage)._meeting_id
    office.go("case", case_id)
    page = office.page(CasePage)
    page.go_to("Toestemming")
    page.consents.table.selectRow(0)
    office.click(page.consents.withdraw)
    office.click(office.dialog(WithdrawDialog).verb)
    office.go("meeting", meeting)


def refuse_to_print(office: Office) -> None:
    page, before = office.page(MeetingPage), len(office.saved)
    office.click(page.agenda.sheet)
    assert "ingetrokken" in office.said()
    office.click(page._agenda_pdf)
    assert "Bespreken op naam kan nu niet" in office.said()
    assert len(office.saved) == before


def text_of(paper: Path) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.read_bytes())).pages)
