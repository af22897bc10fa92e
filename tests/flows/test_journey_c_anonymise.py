"""Journey C: without consent and with grave concern, a note becomes a sheet without a name, judged by a person."""

import io
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest

from factories import make_case, make_consent, make_contact
from offices import Books, Office, move_in, move_out, new_register
from regions import TODAY, keep_pupil
from thuisplan_desktop.actions import cases, consents, meetings, sheets
from thuisplan_desktop.actions.changes import Changed
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.register.codes import DataCategory, Decision, GiverRole, MeetingKind, Party, Route
from thuisplan_desktop.register.consent import Consent
from thuisplan_desktop.store import settings
from thuisplan_desktop.ui.caseload.anonymise_page import AnonymisePage
from thuisplan_desktop.ui.caseload.gate_panel import GatePanel
from thuisplan_desktop.ui.caseload.meeting_page import MeetingPage
from thuisplan_desktop.ui.caseload.meetings_page import MeetingsPage
from thuisplan_desktop.ui.jobs import JobRunner
from thuisplan_desktop.ui.models.rows import ROW_ROLE

NOTE = (
    "Femke {name} is sinds januari steeds minder op school. Volgens vader, bereikbaar op 06-12345678, slaapt Femke "
    "slecht.\nOp 12 januari is met Roelof {name} gesproken. Zij zit graag bij het raam, in de Reigerhoek."
)
HAND_MARKED = "Reigerhoek"
SILENT: dict[str, Any] = {"valid_until": None, "parties": frozenset(), "categories": frozenset()}
"""What a no leaves out."""
CONCERN = "Al weken thuis en steeds verder teruggetrokken."


@pytest.fixture
def office(runner: JobRunner, settle: Callable[[], None], tmp_path: Path, canary: str) -> Iterator[Office]:
    made = move_in(runner, settle, lambda: refused_case(tmp_path / "school.thuisplan", canary), tmp_path)
    yield made
    move_out(made)


def refused_case(folder: Path, surname: str) -> OpenRegister:
    """A register with one case whose parent said no, and a meeting in two days."""
    register = new_register(folder)
    case = cases.save_case(register, make_case(id="c1", infix="", surname=surname, birth_date=date(2016, 9, 3))).value
    parent = make_contact(case, infix="", surname=surname)
    cases.save_contact(register, parent)
    answer = Consent(
        id="t1", case_id=case.id, giver=GiverRole.PARENT, contact_id=parent.id, decision=Decision.REFUSED,
        asked_on=TODAY - timedelta(days=9), decided_on=TODAY - timedelta(days=2),
    )  # fmt: skip
    consents.record_consent(register, answer)
    team = (Party.ZORGCOORDINATOR, Party.LEERPLICHT, Party.YOUTH_DOCTOR)
    meetings.plan_meeting(register, MeetingKind.SUPPORT_TEAM, TODAY + timedelta(days=2), team)
    return register


def test_a_note_becomes_a_sheet_without_a_name(
    office: Office, canary: str, tmp_path: Path, find_canary: Callable[[Path], list[Path]]
) -> None:
    """Anonymous only after a refusal and a grave concern; no sheet while a finding waits; no name on paper or disk."""
    put_anonymous(office)
    page = write_note(office, NOTE.format(name=canary))
    assert not page.make.isEnabled()
    judge_everything(office)
    assert canary not in page.review.preview.toPlainText()
    office.click(page.make)
    paper = office.saved[-1]
    text = "".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(paper.read_bytes())).pages)
    for word in (canary, "Femke", "Roelof", "06-12345678", HAND_MARKED):
        assert word not in text
    assert "steeds minder op school" in text
    assert find_canary(tmp_path) == []


def test_who_was_discussed_by_name_here_never_becomes_anonymous(office: Office) -> None:
    """The gate says so, and offers no route."""
    office.session.change(discuss_once_by_name, owner=office.window)
    office.settle()
    gate = open_gate(office)
    gate.concern.setPlainText(CONCERN)
    office.settle()
    assert "eerder op naam besproken" in gate.verdict.words()
    assert not gate.put.isEnabled()


def test_what_is_decided_about_one_case_is_kept_with_no_other(office: Office) -> None:
    """Somebody opens the sheet of another case, and leaves again."""
    put_anonymous(office)
    page = write_note(office, "Femke zit in de Reigerhoek.")
    page.review.original.select(17, 27)
    office.click(page.review.add)
    office.go("meetings")
    other = Books(office).ask(another_anonymous)
    office.go("anonymise", other)
    assert page.review.state is None
    assert (page.review.original.toPlainText(), page.review.preview.toPlainText()) == ("", "")
    office.go("meetings")
    assert [bool(kept) for kept in Books(office).ask(kept_decisions)] == [True, False]


def another_anonymous(register: OpenRegister) -> str:
    file = keep_pupil(register, id="c2")
    for parent in file.contacts:
        consents.record_consent(
            register, make_consent(file.case, parent, decision=Decision.REFUSED, recorded_by="", **SILENT)
        )
    (meeting,) = meetings.list_meetings(register)
    put = meetings.put_on_agenda(register, meeting.id, file.case.id, cases.USUAL_CATEGORIES, Route.ANONYMOUS, CONCERN)
    return str(put.value.id)


def kept_decisions(register: OpenRegister) -> list[str]:
    with register.read() as connection:
        return [settings.get(connection, sheets.review_key(case_id)) for case_id in ("c1", "c2")]


def test_a_sheet_that_is_saved_nowhere_loses_no_text(office: Office) -> None:
    """It says what the register tells of it now, and the note is kept again."""
    put_anonymous(office)
    page = write_note(office, "Het gaat slecht met Femke.")
    while page.review.state and page.review.state.open_count():
        office.click(page.review.replace)
    for box in list(page.traces.boxes.values()):
        box.setChecked(True)
    page.ask_save = lambda *_asked: None
    office.click(page.make)
    assert "nergens opgeslagen" in office.said()
    office.go("meetings")
    (line,) = Books(office).ask(agenda_of)
    assert Books(office).ask(lambda register: meetings.open_discussion(register, line)).draft == page.note.toPlainText()


def agenda_of(register: OpenRegister) -> list[str]:
    (meeting,) = meetings.list_meetings(register)
    return [line.discussion.id for line in meetings.open_meeting(register, meeting.id).agenda]


def discuss_once_by_name(register: OpenRegister) -> Changed:
    """In a meeting of own staff alone, where no consent is needed."""
    meeting = meetings.plan_meeting(register, MeetingKind.SUPPORT_TEAM, TODAY, (Party.ZORGCOORDINATOR,)).value
    return meetings.put_on_agenda(register, meeting.id, "c1", cases.USUAL_CATEGORIES, Route.BY_NAME)


def open_gate(office: Office) -> GatePanel:
    """The newest meeting, with the case chosen."""
    office.go("meetings")
    page = office.page(MeetingsPage)
    page.table.chosen.emit(page.table.rows.index(0, 0).data(ROW_ROLE))
    office.settle()
    gate = office.page(MeetingPage).gate
    gate.case.setCurrentIndex(gate.case.findData("c1"))
    office.settle()
    return gate


def put_anonymous(office: Office) -> None:
    gate = open_gate(office)
    assert "heeft geen toestemming gegeven" in gate.verdict.words()
    assert not gate.put.isEnabled()
    gate.concern.setPlainText(CONCERN)
    office.settle()
    assert gate.verdict.words().startswith("Niet op naam, wel anoniem")
    assert gate.routes[Route.ANONYMOUS].isChecked()
    assert not gate.routes[Route.BY_NAME].isEnabled()
    office.click(gate.put)


def write_note(office: Office, note: str) -> AnonymisePage:
    office.click(office.page(MeetingPage).agenda.sheet)
    page = office.page(AnonymisePage)
    assert office.window.current is page
    page.note.setPlainText(note)
    office.click(page.seek)
    return page


def judge_everything(office: Office) -> None:
    """Each finding by its button; what the program missed, by selecting it."""
    page, review = office.page(AnonymisePage), office.page(AnonymisePage).review
    assert review.state is not None
    for _ in range(review.state.open_count()):
        office.click(review.replace)
    note = review.state.draft.text
    if not any(line.words == HAND_MARKED for line in review.state.lines()):
        start = note.index(HAND_MARKED)
        review.original.select(start, start + len(HAND_MARKED))
        office.click(review.add)
    office.settle()
    assert not page.make.isEnabled()  # what remains fits fewer than five pupils of this register
    for box in list(page.traces.boxes.values()):
        box.setChecked(True)
    assert page.make.isEnabled()


def test_a_text_waits_as_a_draft_when_the_user_leaves(office: Office) -> None:
    """Going elsewhere and coming back through a new window loses nothing that was typed."""
    books = Books(office)
    discussion_id = books.ask(_anonymous_discussion)
    office.go("anonymise", discussion_id)
    office.page(AnonymisePage).note.setPlainText("Slaapt slecht en komt niet meer.")
    office.go("cases")
    office.settle()

    assert books.ask(lambda register: meetings.open_discussion(register, discussion_id)).draft == (
        "Slaapt slecht en komt niet meer."
    )


def _anonymous_discussion(register: OpenRegister) -> str:
    meeting = meetings.list_meetings(register)[0]
    found = meetings.put_on_agenda(
        register, meeting.id, "c1", frozenset({DataCategory.ABSENCE}), Route.ANONYMOUS, CONCERN
    ).value
    return str(found.id)
