"""Bijeenkomsten: plan one, ask the gate, agree on things, print."""

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QLabel

from offices import Books, Office
from thuisplan_desktop.actions import cases, meetings
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.codes import DataCategory, MeetingKind, Party, Route
from thuisplan_desktop.register.gate import Verdict
from thuisplan_desktop.register.meeting import Meeting
from thuisplan_desktop.ui.caseload.case_page import CasePage
from thuisplan_desktop.ui.caseload.gate_panel import Proposal
from thuisplan_desktop.ui.caseload.meeting_dialog import MeetingDialog
from thuisplan_desktop.ui.caseload.meeting_page import MeetingPage
from thuisplan_desktop.ui.caseload.meetings_page import MeetingsPage

TODAY = date(2026, 11, 3)
OWN_STAFF = (Party.ZORGCOORDINATOR, Party.MENTOR)


def plan(books: Books, *people: Party, kind: MeetingKind = MeetingKind.SUPPORT_TEAM) -> Meeting:
    held_on = TODAY + timedelta(days=2)
    meeting: Meeting = books.do(lambda register: meetings.plan_meeting(register, kind, held_on, people or OWN_STAFF))
    return meeting


def choose(office: Office, meeting: Meeting, case: Case) -> MeetingPage:
    office.go("meeting", meeting.id)
    page = office.page(MeetingPage)
    page.gate.case.setCurrentIndex(page.gate.case.findData(case.id))
    office.settle()
    return page


def put(office: Office, meeting: Meeting, case: Case) -> MeetingPage:
    page = choose(office, meeting, case)
    office.click(page.gate.put)
    return page


def test_a_meeting_needs_a_day_and_somebody_at_the_table(office: Office) -> None:
    """Both are named in the dialog, one after the other."""
    office.go("meetings")
    page = office.page(MeetingsPage)
    page.ask_new()
    office.settle()
    dialog = office.dialog(MeetingDialog)
    dialog._day.set_day(None)
    office.click(dialog.verb)
    assert "Vul de datum in" in dialog._problem.text()
    dialog.choose_day(TODAY)
    for box in dialog.boxes.values():
        box.setChecked(False)
    office.click(dialog.verb)
    assert "geen deelnemers" in dialog._problem.text()
    dialog.boxes[Party.MENTOR].setChecked(True)
    dialog.choose_kind(MeetingKind.ZAT)
    office.click(dialog.verb)
    assert "ZAT, dinsdag 3 november 2026" in office.window._title.text()
    office.go("meetings")
    page.search("zat")
    assert page.table.model().rowCount() == 1


def test_the_verdict_follows_what_is_chosen(office: Office, books: Books) -> None:
    """Every reason and what would help; without a kind of data there is nothing to judge."""
    case = books.keep_case()
    page = choose(office, plan(books, Party.LEERPLICHT), case)
    assert page.gate.verdict.words().startswith("Nu niet bespreken")
    assert "Vraag toestemming aan: ouder met gezag" in page.gate.verdict.words()
    assert "Verzuim melden bij leerplicht mag zonder toestemming" in page.gate.verdict.words()
    for box in page.gate.categories.values():
        box.setChecked(False)
    office.settle()
    assert "Kies eerst welke gegevens" in page.gate.verdict.words()


def test_from_a_shut_gate_it_is_one_step_to_the_consent(office: Office, books: Books) -> None:
    """Of the case that was chosen; an open gate needs no such step."""
    case = books.keep_case()
    page = choose(office, plan(books, Party.LEERPLICHT), case)
    office.click(page.gate.consent)
    shown = office.page(CasePage)
    assert office.window.current is shown
    assert shown.sections.currentItem().text() == "Toestemming"
    choose(office, plan(books), case)
    assert not page.gate.consent.isVisible()


def test_an_answer_to_an_older_question_is_dropped(office: Office, books: Books) -> None:
    """The verdict on screen is about what is chosen now."""
    page = choose(office, plan(books), books.keep_case())
    before = page.gate.verdict.words()
    stale = Proposal("een-ander", frozenset(DataCategory), "")
    page.gate.show_verdict(stale, Verdict(False, False, False, ("oud",), (), (), frozenset()))
    assert page.gate.verdict.words() == before


def test_a_learning_group_never_hears_a_name(office: Office, books: Books) -> None:
    """Only the third route is shown there."""
    meeting = plan(books, Party.CONSULENT, kind=MeetingKind.LEARNING)
    page = choose(office, meeting, books.keep_case())
    assert "leren" in page.gate.verdict.words()
    assert not page.gate.routes[Route.BY_NAME].isVisible()
    assert page.gate.routes[Route.LEARNING].isChecked()
    office.click(page.gate.put)
    assert page.agenda.sheet.text() == "Casusblad om van te leren maken"


def test_agreements_are_kept_by_the_button_and_by_leaving(office: Office, books: Books) -> None:
    """Also when another case on the agenda is looked at first."""
    one, other = books.keep_case(nickname="Een"), books.keep_case(nickname="Twee")
    meeting = plan(books)
    put(office, meeting, one)
    page = put(office, meeting, other)
    page.agenda.table.selectRow(0)
    page.agenda.agreements.setPlainText("mentor belt")
    page.agenda.table.selectRow(1)
    office.settle()
    page.agenda.agreements.setPlainText("huisbezoek")
    office.go("meetings")
    view = books.ask(lambda register: meetings.open_meeting(register, meeting.id))
    assert sorted(line.discussion.agreements for line in view.agenda) == ["huisbezoek", "mentor belt"]
    office.go("meeting", meeting.id)
    page.agenda.agreements.setPlainText("toch niet")
    office.click(page.agenda.keep)
    assert office.said() == "De afspraken zijn opgeslagen."


def test_what_may_not_be_for_this_table_is_asked(office: Office, books: Books) -> None:
    """No keeps nothing, and what was typed stands there still; yes keeps it."""
    one, other = books.keep_case(nickname="Een"), books.keep_case(nickname="Twee")
    meeting = plan(books)
    put(office, meeting, one)
    page = put(office, meeting, other)

    def kept() -> set[str]:
        view = books.ask(lambda register: meetings.open_meeting(register, meeting.id))
        return {line.discussion.agreements for line in view.agenda}

    page.agenda.table.selectRow(0)
    page.agenda.agreements.setPlainText("naar de huisarts")
    office.agrees = False
    page.agenda.table.selectRow(1)
    office.settle()
    assert kept() == {""}
    page.agenda.table.selectRow(0)
    assert page.agenda.agreements.toPlainText() == "naar de huisarts"
    office.agrees = True
    office.click(page.agenda.keep)
    assert kept() == {"", "naar de huisarts"}


@pytest.mark.parametrize("words", ["naar de huisarts", "Hij heeft ADHD."])
def test_a_lock_asks_nothing_and_loses_no_agreement(office: Office, books: Books, words: str) -> None:
    """Nobody answers a locked program: what may not stand there unasked waits as a draft, and is shown again."""
    meeting = plan(books)
    page = put(office, meeting, books.keep_case())
    page.agenda.agreements.setPlainText(words)
    asked: list[str] = []
    page.confirm = lambda _parent, question, *_more: bool(asked.append(question))
    office.window.hide()
    office.window.leave()
    office.settle()
    (line,) = books.ask(lambda register: meetings.open_meeting(register, meeting.id)).agenda
    assert (asked, line.discussion.agreements, line.draft) == ([], "", words)
    again = MeetingPage(office.session)
    again.open(meeting.id)
    again.show()
    office.settle()
    assert again.agenda.agreements.toPlainText() == words
    assert "nog niet opgeslagen" in again.agenda._about.text()
    again.agenda.agreements.setPlainText("mentor belt")
    again.agenda.keep.click()
    office.settle()
    again.hide()
    (line,) = books.ask(lambda register: meetings.open_meeting(register, meeting.id)).agenda
    assert (line.discussion.agreements, line.draft) == ("mentor belt", "")


def test_a_draft_that_was_taken_back_is_gone(office: Office, books: Books) -> None:
    """Who types the kept words back is not offered the others again."""
    meeting = plan(books)
    page = put(office, meeting, books.keep_case())
    page.agenda.agreements.setPlainText("naar de huisarts")
    office.agrees = False
    office.click(page.agenda.keep)
    (line,) = books.ask(lambda register: meetings.open_meeting(register, meeting.id)).agenda
    assert line.draft == "naar de huisarts"
    page.agenda.agreements.setPlainText("")
    office.click(page.agenda.keep)
    (line,) = books.ask(lambda register: meetings.open_meeting(register, meeting.id)).agenda
    assert (line.draft, page.agenda.agreements.toPlainText()) == ("", "")


def test_taking_off_the_agenda_asks_first(office: Office, books: Books) -> None:
    """No is no; nothing was shared yet."""
    case = books.keep_case()
    page = put(office, plan(books), case)
    office.agrees = False
    office.click(page.agenda.remove)
    assert page.agenda.table.model().rowCount() == 1
    office.agrees = True
    office.click(page.agenda.remove)
    assert page.agenda._none.isVisible()
    assert page.gate.case.findData(case.id) >= 0
    assert books.ask(lambda register: cases.open_case(register, case.id)).sharings == ()


def test_agenda_and_agreements_are_printed_without_a_name_on_disk(office: Office, books: Books) -> None:
    """Suggested names say only what kind of paper it is."""
    page = put(office, plan(books), books.keep_case())
    office.click(page._agenda_pdf)
    page.agenda.agreements.setPlainText("mentor belt")
    office.click(page._agreements_pdf)
    office.click(page.agenda.sheet)
    assert [path.name for path in office.saved[:2]] == ["agenda.pdf", "afsprakenlijst.pdf"]
    assert office.saved[2].name.startswith("casusblad-")
    assert all(path.read_bytes().startswith(b"%PDF") for path in office.saved)


def test_cancelling_the_save_writes_nothing(office: Office, books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    """And says nothing."""
    page = put(office, plan(books), books.keep_case())
    office.window.notices.hide()
    monkeypatch.setattr(page, "ask_save", lambda *_question: None)
    office.click(page._agenda_pdf)
    assert office.said() == ""
    assert list(office.folder.glob("*.pdf")) == []


def test_a_kind_brings_its_usual_participants(office: Office) -> None:
    """S3.2 for the ondersteuningsteam, nobody of another school outside a kenniskring, and the source beside it."""
    office.go("meetings")
    office.page(MeetingsPage).ask_new()
    office.settle()
    dialog = office.dialog(MeetingDialog)
    assert set(dialog.participants()) == {
        Party.ZORGCOORDINATOR, Party.LEERPLICHT, Party.YOUTH_DOCTOR, Party.YOUTH_TEAM, Party.SOCIAL_WORKER,
    }  # fmt: skip
    assert not dialog.boxes[Party.OTHER_SCHOOL].isVisible()
    assert "De Boer" in dialog._source.text()
    dialog.choose_kind(MeetingKind.LEARNING)
    assert dialog.boxes[Party.OTHER_SCHOOL].isVisible()
    assert Party.OTHER_SCHOOL in dialog.participants()
    assert not dialog.boxes[Party.PARENTS].isVisible()
    dialog.choose_day(TODAY - timedelta(days=700))
    office.click(dialog.verb)
    assert "al voorbij" in dialog._problem.text()


def test_a_recognised_pupil_stops_the_talk(office: Office, books: Books) -> None:
    """One click, asked about first; the page says that it stopped."""
    case = books.keep_case()
    meeting = plan(books, Party.RMC, kind=MeetingKind.LEARNING)
    page = put(office, meeting, case)
    office.agrees = False
    office.click(page.agenda.known)
    assert page.agenda.known.isVisible()
    office.agrees = True
    office.click(page.agenda.known)
    assert "herkend" in page.agenda._about.text()
    assert not page.agenda.known.isVisible()


def test_two_families_at_one_table(office: Office, books: Books) -> None:
    """The gate says that the name stays off the list, and lets the family be left out; the agenda says it of each."""
    one, other = books.keep_case(), books.keep_case(nickname="Wiebe")
    meeting = plan(books, *OWN_STAFF, Party.PARENTS)
    page = put(office, meeting, one)
    assert not page.agenda.by_code.isVisible()
    page = choose(office, meeting, other)
    assert "met de code van zijn blad" in page.gate.verdict.words()
    assert page.gate.parties[Party.PARENTS].isVisible()
    office.click(page.gate.put)
    assert page.agenda.by_code.isVisible()
    rows = page.agenda.table.rows
    assert [rows.index(row, 0).data() for row in (0, 1)] == [one.full_name, other.full_name], "as on paper"
    told = [label.text() for label in page.agenda.by_code.findChildren(QLabel) if label.isVisible()]
    assert "plan een eigen bijeenkomst" in " ".join(told)


def test_a_party_without_consent_is_left_out_of_one_item(office: Office, books: Books) -> None:
    """One tick: then it is by name for the others, and the agenda says who isn't there."""
    case = books.keep_case()
    page = choose(office, plan(books, *OWN_STAFF, Party.LEERPLICHT), case)
    assert page.gate.parties[Party.LEERPLICHT].isVisible()
    page.gate.parties[Party.LEERPLICHT].setChecked(False)
    office.settle()
    assert page.gate.routes[Route.BY_NAME].isEnabled()
    office.click(page.gate.put)
    assert "Zonder leerplichtambtenaar." in page.agenda._about.text()
    assert not page.agenda.stopped.isVisible()
