"""Casus: fields edited in place, periods, people, and nothing typed is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtWidgets import QLabel

from factories import make_absence
from offices import Books, Office
from thuisplan_desktop.actions import cases, parts
from thuisplan_desktop.actions.changes import Changed
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.case_codes import ClosingReason, TalkPartner
from thuisplan_desktop.register.codes import ContactRole, OfferKind
from thuisplan_desktop.register.fields import fields_of
from thuisplan_desktop.register.plan import Plan
from thuisplan_desktop.register.talk import Talk
from thuisplan_desktop.ui.caseload.case_absences import AbsenceDialog
from thuisplan_desktop.ui.caseload.case_forms import SECTIONS
from thuisplan_desktop.ui.caseload.case_next_step import next_step
from thuisplan_desktop.ui.caseload.case_page import CasePage
from thuisplan_desktop.ui.caseload.cases_page import columns
from thuisplan_desktop.ui.caseload.consent_dialog import ConsentDialog
from thuisplan_desktop.ui.caseload.item_dialog import ItemDialog

DECIDED = frozenset({
    "confirmed_category", "confirmed_on", "override_reason", "list_reviewed_on", "list_review", "removal_reason",
})  # fmt: skip
"""Fields that are decided in a dialog, with a reason."""


def opened(office: Office, case: Case) -> CasePage:
    office.go("case", case.id)
    return office.page(CasePage)


def kept(books: Books, case: Case) -> Case:
    return books.ask(lambda register: cases.open_case(register, case.id)).file.case


def test_every_field_of_a_case_stands_in_one_section() -> None:
    """A field that is added to the catalogue and to no section fails here; some are decided in a dialog."""
    shown = [*DECIDED, *(name for names in SECTIONS.values() for name in names)]
    assert sorted(shown) == sorted(field.name for field in fields_of(Case) if field.name != "id")


def test_the_name_is_on_the_page_and_not_in_the_title_of_the_window(office: Office, books: Books) -> None:
    """Window titles hold nothing personal (decision 1)."""
    case = books.keep_case(nickname="Femke", infix="", surname="Zandloper")
    opened(office, case)
    assert office.window._title.text() == "Femke Zandloper"
    assert office.window.windowTitle() == "Casus – Thuisplan"


def test_why_is_on_screen_with_its_source(office: Office, books: Books) -> None:
    """The rule in words, where it comes from, and the two limits."""
    page = opened(office, books.keep_case(first_absent_on=date(2026, 9, 1)))
    told = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "Regionaal Thuiszitterspact Noord-Kennemerland 2017, voetnoot 2" in told
    assert "01-12-2026, over 4 weken" in told


def test_a_closed_case_tells_how_long_it_is_kept_and_asks_no_group(office: Office, books: Books) -> None:
    """Of a closed case one term still runs; the definitions group nobody in it any more."""
    case = books.keep_case(closed_on=date(2026, 9, 1), left_on=date(2026, 7, 31))
    office.go("case", case.id)
    overview = office.page(CasePage).overview
    told = " ".join(label.text() for label in overview.findChildren(QLabel) if label.isVisible())
    assert "Te vernietigen vanaf 31 juli 2028" in told
    assert "Er loopt nu geen termijn" not in told
    assert not overview.agree.isVisible()
    assert not overview.disagree.isVisible()


def test_nazorg_hides_no_absence_that_goes_on(office: Office, books: Books) -> None:
    """The head says nazorg and how long the pupil is at home; the list and the next step say the same."""
    case = books.keep_case(first_absent_on=date(2026, 9, 1), aftercare_from=date(2026, 10, 12))
    books.do(lambda register: cases.save_absence(register, make_absence(case, starts_on=date(2026, 9, 1))))
    page = opened(office, case)
    told = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "nazorg" in told
    assert "niet afwezig" not in told
    assert "sinds 1 september 2026" in told
    assert "01-12-2026, over 4 weken" in told
    (row,) = books.ask(cases.list_cases)
    days, left = (column.text(row) for column in columns(date(2026, 11, 3), with_school=False)[3:5])
    assert (days, left) == ("63 dagen", "over 4 weken")
    step = next_step(books.ask(lambda register: cases.open_case(register, case.id)))
    assert step is not None


def test_what_was_typed_is_kept_and_can_be_undone(office: Office, books: Books) -> None:
    """Fields of two sections go together; the notice takes both back."""
    case = books.keep_case(bridging="", class_name="8b")
    page = opened(office, case)
    assert not page.save.isVisible()
    page.go_to("Aanbod")
    page.forms.forms["Aanbod"].editors["offer_kind"].set_value(OfferKind.EDUCATION)
    page.forms.forms["School"].editors["class_name"].set_value("7a")
    office.click(page.save)
    assert kept(books, case).class_name == "7a"
    assert kept(books, case).offer_kind is OfferKind.EDUCATION
    assert not page.save.isVisible()
    office.click(office.window.notices._action)
    assert kept(books, case) == case
    assert page.forms.forms["School"].editors["class_name"].value() == "8b"


def test_going_elsewhere_keeps_what_was_typed(office: Office, books: Books) -> None:
    """The lid may close at any moment."""
    case = books.keep_case(note="")
    page = opened(office, case)
    page.forms.forms["Verzuim"].editors["note"].set_value("belt vrijdag terug")
    office.go("cases")
    assert kept(books, case).note == "belt vrijdag terug"


def test_what_can_not_be_is_refused_and_stays_on_screen(office: Office, books: Books) -> None:
    """A future birth date is named; the register keeps what it had."""
    case = books.keep_case()
    page = opened(office, case)
    page.forms.forms["Leerling"].editors["birth_date"].set_value(date(2030, 1, 1))
    office.click(page.save)
    assert "'Geboortedatum' ligt in de toekomst" in office.said()
    assert kept(books, case) == case
    assert page.save.isVisible()
    office.click(page.discard)
    assert page.forms.forms["Leerling"].editors["birth_date"].value() == case.birth_date


def test_half_a_date_never_wipes_a_date(office: Office, books: Books) -> None:
    """Save says so; leaving keeps the rest and the old date."""
    case = books.keep_case(year_group="8")
    page = opened(office, case)
    page.forms.forms["Leerling"].editors["birth_date"].edit.edit.setText("3-9-20")
    page.forms.forms["School"].editors["year_group"].set_value("7")
    office.click(page.save)
    assert "geen datum" in office.said()
    office.go("cases")
    assert kept(books, case).birth_date == case.birth_date
    assert kept(books, case).year_group == "7"


def test_a_change_elsewhere_leaves_what_is_being_typed(office: Office, books: Books) -> None:
    """Somebody is added while a note is half written."""
    case = books.keep_case(note="")
    page = opened(office, case)
    page.forms.forms["Verzuim"].editors["note"].set_value("half")
    contact = books.ask(lambda register: cases.open_case(register, case.id)).file.contacts[0]
    books.do(lambda register: cases.save_contact(register, contact))
    assert page.forms.forms["Verzuim"].editors["note"].value() == "half"
    assert page.save.isVisible()


def test_a_period_is_added_refused_and_taken_back(office: Office, books: Books) -> None:
    """An overlap is said at its field; a removal can be undone."""
    page = opened(office, books.keep_case(first_absent_on=None))
    page.go_to("Verzuim")
    office.click(page.absences._add)
    dialog = office.dialog(AbsenceDialog)
    office.click(dialog.verb)
    assert "vanaf welke dag" in dialog._problem.text()
    dialog.form.editors["starts_on"].set_value(date(2026, 10, 1))
    office.click(dialog.verb)
    assert not office.has_dialog()
    office.click(page.absences._add)
    second = office.dialog(AbsenceDialog)
    second.form.editors["starts_on"].set_value(date(2026, 10, 5))
    office.click(second.verb)
    assert "overlapt" in second.form.editors["starts_on"].problem
    office.click(second.cancel)
    page.absences.table.selectRow(0)
    office.click(page.absences._remove)
    assert page.absences.table.model().rowCount() == 0
    office.click(office.window.notices._action)
    assert page.absences.table.model().rowCount() == 1


def test_who_answered_about_consent_can_not_be_removed(office: Office, books: Books) -> None:
    """The proof stays (AVG article 7(1)); somebody else can go, and come back."""
    case = books.keep_case()
    page = opened(office, case)
    assert page.view is not None
    asked = page.view.file.contacts[0]
    page.go_to("Toestemming")
    page.consenting.ask()
    office.click(office.dialog(ConsentDialog).verb)
    page.go_to("Betrokkenen")
    page.people.contact_removed.emit(asked)
    office.settle()
    assert "dat bewijs moet blijven" in office.said()
    page.people.contact_removed.emit(page.view.file.contacts[1])
    office.settle()
    assert len(page.view.file.contacts) == 1
    office.click(office.window.notices._action)
    assert len(page.view.file.contacts) == 2


def test_a_person_is_changed_in_place(office: Office, books: Books) -> None:
    """Enter on a row opens it."""
    page = opened(office, books.keep_case())
    page.go_to("Betrokkenen")
    page.people.table.selectRow(0)
    office.click(page.people._edit)
    dialog = office.dialog(ItemDialog)
    dialog.form.editors["role"].set_value(ContactRole.PARENT_WITHOUT_GEZAG)
    office.click(dialog.verb)
    assert page.view is not None
    assert ContactRole.PARENT_WITHOUT_GEZAG in {contact.role for contact in page.view.file.contacts}


def test_the_next_step_is_what_is_missing_most(office: Office, books: Books) -> None:
    """First the facts that all rests on, then a talk, a place for the child, one plan, and then consent."""
    case = books.keep_case(birth_date=None, first_absent_on=date(2026, 6, 1))
    ids = {"id": "p1", "case_id": case.id}
    talk = Talk(**ids, held_on=date(2026, 10, 1), present=frozenset({TalkPartner.PUPIL}))
    plan = Plan(**ids, perspective="Terug.", made_on=date(2026, 10, 20), evaluate_on=date(2026, 11, 20))
    page = opened(office, case)
    office.click(page.overview._step_button)
    assert page.sections.currentItem().text() == "Leerling"
    born = replace(case, birth_date=date(2016, 9, 3))
    placed = replace(born, offered_on=date(2026, 10, 1), place_available_on=date(2026, 10, 1))
    back = replace(placed, closed_on=date(2026, 11, 1), closing_reason=ClosingReason.BACK)
    works: tuple[Callable[[OpenRegister], Changed], ...] = (
        lambda register: cases.save_case(register, born),
        lambda register: parts.keep(register, talk),
        lambda register: cases.save_case(register, placed),
        lambda register: parts.keep(register, plan),
        lambda register: cases.save_case(register, back),
    )
    steps = []
    for work in works:
        books.do(work)
        step = next_step(books.ask(lambda register: cases.open_case(register, case.id)))
        steps.append(step.section if step else None)
    assert steps == ["Gesprekken", "Aanbod", "Plan", "Toestemming", None]


def test_absence_of_after_the_closing_is_the_next_step(office: Office, books: Books) -> None:
    """The head says so too, and a period typed then is kept with a warning: a closed case counts nowhere."""
    case = books.keep_case(first_absent_on=None)
    closed = replace(case, closed_on=date(2026, 11, 3) - timedelta(days=20), closing_reason=ClosingReason.BACK)
    books.do(lambda register: cases.save_case(register, closed))
    office.go("case", case.id)
    page = office.page(CasePage)
    absence = make_absence(case, starts_on=date(2026, 11, 3) - timedelta(days=9), ends_on=None)
    dialog = AbsenceDialog(page, "Verzuimperiode toevoegen", absence)
    page._keep_absence(absence, dialog)
    office.settle()
    assert "telt nergens mee" in office.said()
    view = books.ask(lambda register: cases.open_case(register, case.id))
    step = next_step(view)
    assert step is not None
    assert (step.words, step.section) == ("Casus heropenen", "Afsluiten")
