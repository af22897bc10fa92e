"""Toestemming: who may answer, for whom and what, and what happens to an answer."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from factories import make_case, make_consent, make_contact, make_file
from offices import Books, Office
from thuisplan_desktop.actions import cases, consents, meetings
from thuisplan_desktop.actions.cases import CaseView
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.codes import (
    ConsentForm,
    ConsentState,
    ContactRole,
    DataCategory,
    Decision,
    MeetingKind,
    Party,
    Purpose,
)
from thuisplan_desktop.ui.caseload.case_page import CasePage
from thuisplan_desktop.ui.caseload.consent_dialog import ConsentDialog, WithdrawDialog
from thuisplan_desktop.ui.caseload.consent_givers import givers_on, rule_for_age
from thuisplan_desktop.ui.caseload.consent_grid import ConsentGrid, parties_to_ask_for

TODAY = BOOKS_DAY = date(2026, 11, 3)


def ask(office: Office, case: Case) -> ConsentDialog:
    office.go("case", case.id)
    page = office.page(CasePage)
    page.go_to("Toestemming")
    office.click(page.consents.ask)
    return office.dialog(ConsentDialog)


def answer(dialog: ConsentDialog, decision: Decision) -> None:
    dialog.answer.setCurrentIndex(dialog.answer.findData(decision.value))


def view_of(office: Office) -> CaseView:
    view = office.page(CasePage).view
    assert view is not None
    return view


@pytest.mark.parametrize(
    ("birth", "words"),
    [
        (date(2016, 1, 1), ["ouder met gezag", "ouder met gezag"]),
        (date(2013, 1, 1), ["ouder met gezag", "ouder met gezag", "leerling van 12 tot en met 15 jaar"]),
        (date(2010, 1, 1), ["leerling van 16 jaar of ouder"]),
    ],
)
def test_age_decides_who_can_answer(birth: date, words: list[str]) -> None:
    """Only who has gezag, from 12 also the pupil, from 16 the pupil alone (domain §2.1)."""
    case = make_case(birth_date=birth)
    others = make_contact(case, role=ContactRole.PARENT_WITHOUT_GEZAG), make_contact(case, role=ContactRole.STAFF)
    file = make_file(case, contacts=(*make_file(case).contacts, *others))
    assert [one.words.split(" – ")[1] for one in givers_on(file, TODAY)] == words
    assert rule_for_age(birth, TODAY)


def test_without_a_birth_date_nobody_can_be_asked() -> None:
    """The page says what is missing."""
    assert givers_on(make_file(make_case(birth_date=None)), TODAY) == ()
    assert "geboortedatum" in rule_for_age(None, TODAY)


def test_parents_are_somebody_to_share_with_from_16() -> None:
    """And where an institution holds the voogdij. Own staff never is: the school may know what it knows."""
    young, grown = make_case(birth_date=date(2016, 1, 1)), make_case(birth_date=date(2009, 1, 1))
    institution = make_contact(young, role=ContactRole.CERTIFIED_INSTITUTION)
    assert Party.PARENTS not in parties_to_ask_for(make_file(young), TODAY)
    assert Party.PARENTS in parties_to_ask_for(make_file(grown), TODAY)
    assert Party.PARENTS in parties_to_ask_for(make_file(young, contacts=(institution,)), TODAY)
    assert not any(party.own_staff for party in parties_to_ask_for(make_file(grown), TODAY))


def test_the_grid_says_ja_where_a_party_and_a_kind_meet(qtbot: QtBot) -> None:
    """A word in each square, not only a colour."""
    grid = ConsentGrid((Party.LEERPLICHT, Party.MENTAL_HEALTH))
    qtbot.addWidget(grid)
    grid.choose({Party.LEERPLICHT}, {DataCategory.ABSENCE})
    said = {pair: cell.text() for pair, cell in grid._cells.items()}
    assert said[Party.LEERPLICHT, DataCategory.ABSENCE] == "ja"
    assert sum(words == "ja" for words in said.values()) == 1
    assert grid.chosen_parties() == {Party.LEERPLICHT}
    assert grid.chosen_categories() == {DataCategory.ABSENCE}


def test_only_what_goes_with_the_answer_is_asked(office: Office, books: Books) -> None:
    """An open request has no end and no form; a no may be an objection; an oral yes names who talked."""
    dialog = ask(office, books.keep_case())
    assert not dialog.until.isVisible()
    assert not dialog.decided.isVisible()
    answer(dialog, Decision.REFUSED)
    assert dialog.objects.isVisible()
    assert dialog.decided.day() == TODAY
    answer(dialog, Decision.GIVEN)
    assert not dialog.objects.isVisible()
    dialog.form.setCurrentIndex(dialog.form.findData(ConsentForm.ORAL.value))
    assert dialog.talked.isVisible()
    dialog.talked.clear()
    office.click(dialog.verb)
    assert "wie het gesprek heeft gevoerd" in dialog._problem.text()


def test_a_request_becomes_an_answer_of_the_same_record(office: Office, books: Books) -> None:
    """No second row; the words that were read are kept with it."""
    dialog = ask(office, books.keep_case())
    office.click(dialog.verb)
    (asked,) = view_of(office).consents
    assert asked.decision is Decision.ASKED
    page = office.page(CasePage)
    page.consents.table.selectRow(0)
    office.click(page.consents.answer)
    again = office.dialog(ConsentDialog)
    assert again.windowTitle() == "Thuisplan"
    answer(again, Decision.GIVEN)
    office.click(again.verb)
    (given,) = view_of(office).consents
    assert given.id == asked.id
    assert given.decision is Decision.GIVEN
    assert given.valid_until == date(2027, 7, 31)
    assert given.text_version


def test_the_impossible_stays_in_the_dialog(office: Office, books: Books) -> None:
    """The rule says why, and nothing typed is lost."""
    dialog = ask(office, books.keep_case())
    answer(dialog, Decision.GIVEN)
    dialog.until.set_day(TODAY + timedelta(days=800))
    office.click(dialog.verb)
    assert "ten hoogste tot het einde van het schooljaar" in dialog._problem.text()
    dialog.asked.edit.setText("morgen")
    office.click(dialog.verb)
    assert "geen datum" in dialog._problem.text()
    assert dialog.isVisible()


def test_without_anybody_with_gezag_the_dialog_says_where_to_go(office: Office, books: Books) -> None:
    """Only who has gezag can consent (BW 1:245)."""
    case = books.do(lambda register: cases.save_case(register, make_case(birth_date=date(2016, 9, 3))))
    dialog = ask(office, case)
    office.click(dialog.verb)
    assert "wie gezag heeft" in dialog._problem.text()


def test_another_day_may_offer_other_people(office: Office, books: Books) -> None:
    """Who turned 12 last week could not answer the week before; who was chosen stays so."""
    dialog = ask(office, books.keep_case(birth_date=date(2014, 10, 27)))
    assert dialog.giver.count() == 3
    dialog.giver.setCurrentIndex(1)
    chosen = dialog.giver.currentText()
    dialog.asked.set_day(date(2026, 10, 20))
    assert dialog.giver.count() == 2
    assert dialog.giver.currentText() == chosen


def test_a_withdrawal_counts_from_its_day(office: Office, books: Books) -> None:
    """It keeps the record; a day that is none is named."""
    dialog = ask(office, books.keep_case())
    answer(dialog, Decision.GIVEN)
    office.click(dialog.verb)
    page = office.page(CasePage)
    assert not page.consents.withdraw.isEnabled()
    page.consents.table.selectRow(0)
    office.click(page.consents.withdraw)
    asking = office.dialog(WithdrawDialog)
    asking.day.set_day(None)
    office.click(asking.verb)
    assert "dag van intrekken" in asking._problem.text()
    asking.day.set_day(TODAY)
    office.click(asking.verb)
    (consent,) = view_of(office).consents
    assert consent.withdrawn_on == TODAY
    assert page.consents.table.rows.index(0, 1).data() == ConsentState.WITHDRAWN.label


def test_another_yes_that_still_stands_is_said(office: Office, books: Books) -> None:
    """Who takes back the yes for one meeting is told of the general one, and the other way round of nothing."""
    case = books.keep_case()
    parent = make_contact(case)
    books.do(lambda register: cases.save_contact(register, parent))
    days = {"asked_on": TODAY - timedelta(days=9), "decided_on": TODAY - timedelta(days=9), "valid_until": None}
    meeting = books.do(lambda register: meetings.plan_meeting(
        register, MeetingKind.SUPPORT_TEAM, TODAY, (Party.LEERPLICHT,)
    ))  # fmt: skip
    general = make_consent(case, parent, parties=frozenset({Party.LEERPLICHT}), **days)
    once = replace(general, id="eenmaal", meeting_id=meeting.id, decided_on=TODAY - timedelta(days=2))
    for one in (general, once):
        books.do(lambda register, one=one: consents.record_consent(register, one))
    office.go("case", case.id)
    page = office.page(CasePage)
    for taken, said in ((once, True), (general, False)):
        page.consents.withdrawal_wanted.emit(taken)
        office.settle()
        dialog = office.dialog(WithdrawDialog)
        told = " ".join(label.text() for label in dialog.findChildren(QLabel))
        assert ("nog een ander ja" in told) is said
        dialog.reject()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_form_is_printed_for_what_is_ticked(office: Office, books: Books, language: str) -> None:
    """Its name on disk says nothing about anybody; with nothing ticked there is nothing to print."""
    dialog = ask(office, books.keep_case())
    dialog.language.setCurrentIndex(dialog.language.findData(language))
    office.click(dialog.print_form)
    assert office.saved[-1].name == f"toestemmingsformulier-{language}.pdf"
    assert office.saved[-1].read_bytes().startswith(b"%PDF")
    dialog.grid.choose((), ())
    office.click(dialog.print_form)
    assert "Kies eerst met wie" in dialog._problem.text()
    assert len(office.saved) == 1


def test_the_dialog_fits_a_small_screen(office: Office, books: Books) -> None:
    """At 1280 by 720 its buttons are on screen and everything has a name."""
    office.window.resize(1280, 720)
    dialog = ask(office, books.keep_case())
    assert dialog.height() <= 720
    assert all(box.accessibleName() for box in dialog.grid.categories.values())


def test_everything_that_proves_a_consent_is_kept(office: Office, books: Books) -> None:
    """Purposes, in own words, for one meeting, explained on a day, the pupil heard, and where the paper lies (§2.3)."""
    meeting = books.do(
        lambda register: meetings.plan_meeting(register, MeetingKind.MDO, BOOKS_DAY, (Party.LEERPLICHT,), "Noord")
    )
    dialog = ask(office, books.keep_case(birth_date=date(2013, 1, 1)))
    answer(dialog, Decision.GIVEN)
    dialog.purposes.boxes[Purpose.ADVICE].setChecked(True)
    dialog.purposes.note.setText("Een rustige plek zoeken.")
    dialog.term.setCurrentIndex(dialog.term.findData(meeting.id))
    assert "Noord" in dialog.term.currentText()
    dialog.proof.informed.set_day(BOOKS_DAY)
    dialog.proof.heard.set_day(BOOKS_DAY)
    dialog.proof.paper.setText("map 3")
    assert "uittreksel" in dialog.proof._gezag.text()
    office.click(dialog.verb)
    (kept,) = view_of(office).consents
    assert kept.purposes == {Purpose.DISCUSS, Purpose.ADVICE}
    assert (kept.purpose_note, kept.meeting_id, kept.paper_place) == ("Een rustige plek zoeken.", meeting.id, "map 3")
    assert (kept.informed_on, kept.pupil_heard_on) == (BOOKS_DAY, BOOKS_DAY)
    page = office.page(CasePage)
    page.consents.table.selectRow(0)
    office.settle()
    told = page.consents._details.text()
    for words in ("Een rustige plek zoeken", "Leerling gehoord op", "Uitleg gegeven op", "map 3", "één bijeenkomst"):
        assert words in told


def test_where_the_paper_lies_is_added_whatever_the_giver_is_now(office: Office, books: Books) -> None:
    """The kept answer opens with who gave it, also where nobody with gezag is left."""
    dialog = ask(office, books.keep_case())
    answer(dialog, Decision.GIVEN)
    office.click(dialog.verb)
    for parent in view_of(office).file.contacts:
        books.do(lambda register, one=parent: cases.save_contact(register, replace(one, role=ContactRole.CARER)))
    page = office.page(CasePage)
    page.consents.answer_wanted.emit(view_of(office).consents[0])
    again = office.dialog(ConsentDialog)
    again.proof.paper.setText("map 3")
    office.click(again.verb)
    assert view_of(office).consents[0].paper_place == "map 3"


def test_hearing_is_asked_only_where_the_parents_decide(office: Office, books: Books) -> None:
    """Not under 12, not when the pupil answers himself."""
    young = ask(office, books.keep_case(birth_date=date(2016, 1, 1)))
    answer(young, Decision.GIVEN)
    assert not young.proof.heard.isVisible()
    young.close()
    office.settle()
    dialog = ask(office, books.keep_case(birth_date=date(2013, 1, 1)))
    answer(dialog, Decision.GIVEN)
    assert dialog.proof.heard.isVisible()
    dialog.giver.setCurrentIndex(2)
    assert not dialog.proof.heard.isVisible()
    assert not dialog.proof._gezag.isVisible()


def test_the_leaflet_is_saved_beside_the_form(office: Office, books: Books) -> None:
    dialog = ask(office, books.keep_case())
    office.click(dialog.print_leaflet)
    assert office.saved[-1].name == "uitleg-nl.pdf"
    assert office.saved[-1].read_bytes().startswith(b"%PDF")
