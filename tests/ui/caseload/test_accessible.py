"""What holds for detail pages and dialogs: a name for everything, also when the window is small and text is large."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from offices import Books, Office
from thuisplan_desktop.actions import meetings
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.codes import DataCategory, MeetingKind, Party, Role, Route
from thuisplan_desktop.ui.caseload.anonymise_page import AnonymisePage
from thuisplan_desktop.ui.caseload.case_page import CasePage
from thuisplan_desktop.ui.caseload.cases_page import CasesPage
from thuisplan_desktop.ui.caseload.meeting_page import MeetingPage
from thuisplan_desktop.ui.caseload.meetings_page import MeetingsPage
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog

Nameless = Callable[[QWidget], list[str]]


@pytest.fixture
def large_text(qapp: QApplication) -> Iterator[None]:
    """Text of twice the size."""
    before = qapp.font()
    twice = qapp.font()
    twice.setPointSizeF(before.pointSizeF() * 2)
    qapp.setFont(twice)
    yield
    qapp.setFont(before)


def learning_sheet(books: Books, case: Case) -> tuple[str, str]:
    """A case on the agenda of a learning group, which needs no consent: the ids of meeting and discussion."""
    held_on, told = date(2026, 11, 6), frozenset({DataCategory.EDUCATION})
    meeting = books.do(
        lambda register: meetings.plan_meeting(register, MeetingKind.LEARNING, held_on, (Party.CONSULENT,))
    )
    made = books.do(lambda register: meetings.put_on_agenda(register, meeting.id, case.id, told, Route.LEARNING))
    return meeting.id, made.id


def test_every_section_of_a_case_names_everything(office: Office, books: Books, nameless: Nameless) -> None:
    """Whatever takes the focus can be heard."""
    office.go("case", books.keep_case().id)
    page = office.page(CasePage)
    for row in range(page.sections.count()):
        page.sections.setCurrentRow(row)
        assert nameless(office.window) == [], page.sections.item(row).text()


def test_meetings_and_anonymising_name_everything(office: Office, books: Books, nameless: Nameless) -> None:
    """With a case on the agenda, one chosen for the gate, and a text under review."""
    meeting, discussion = learning_sheet(books, books.keep_case())
    books.keep_case(nickname="Ander")
    office.go("meeting", meeting)
    office.page(MeetingPage).gate.case.setCurrentIndex(0)
    office.settle()
    assert nameless(office.window) == []
    office.go("anonymise", discussion)
    page = office.page(AnonymisePage)
    assert nameless(office.window) == []
    page.note.setPlainText("Femke belt 06-12345678.")
    office.click(page.seek)
    assert nameless(office.window) == []


def test_every_dialog_names_everything_and_closes_with_escape(office: Office, books: Books, nameless: Nameless) -> None:
    """Dialogs are windows of their own to a screen reader."""
    case = books.keep_case()
    office.go("case", case.id)
    page = office.page(CasePage)
    for ask in (
        page.absences.ask_new,
        page.people.ask_new,
        page.consenting.ask,
        office.page(CasesPage).ask_new_case,
        page.closing.handovers.ask_new,
        office.page(CasesPage)._receive.click,
        office.page(MeetingsPage).ask_new,
    ):
        ask()
        office.settle()
        dialog = office.dialog(FormDialog)
        assert dialog.accessibleName()
        assert nameless(dialog) == [], dialog.accessibleName()
        dialog.reject()
        office.settle()


@pytest.mark.usefixtures("large_text")
def test_a_small_window_with_large_text_still_works(open_office: Callable[[Role], Office]) -> None:
    """At 1280 by 720 with text of twice the size no page asks for a wider window."""
    office = open_office(Role.SCHOOL)
    books = Books(office)
    meeting, discussion = learning_sheet(books, books.keep_case())
    office.window.resize(1280, 720)
    for page_id, argument in (
        ("cases", ""), ("case", books.keep_case().id), ("meetings", ""), ("meeting", meeting),
        ("anonymise", discussion), ("counts", ""),
    ):  # fmt: skip
        office.go(page_id, argument)
        assert (office.window.width(), office.window.height()) == (1280, 720), page_id
