"""Casus: what hangs on it is listed, asked for in a dialog that says what is wrong at the field, and can be undone."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from factories import make_exemption
from offices import Books, Office
from thuisplan_desktop.actions import cases, deciding, parts
from thuisplan_desktop.register.case import Case, CaseFile
from thuisplan_desktop.register.case_codes import (
    Addressee,
    Diploma,
    EscalationTrigger,
    ListReview,
    TalkPartner,
    VoiceHow,
)
from thuisplan_desktop.register.codes import Category
from thuisplan_desktop.register.escalation import Escalation
from thuisplan_desktop.register.talk import Talk
from thuisplan_desktop.ui.caseload.case_page import CasePage
from thuisplan_desktop.ui.caseload.item_dialog import ItemDialog
from thuisplan_desktop.ui.caseload.part_card import PartCard

DAY = date(2026, 10, 1)


def opened(office: Office, case: Case) -> CasePage:
    office.go("case", case.id)
    return office.page(CasePage)


def kept(books: Books, case: Case) -> CaseFile:
    return books.ask(lambda register: cases.open_case(register, case.id)).file


def words(widget: QWidget) -> str:
    """Everything that is to be read in it."""
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def fill(office: Office, dialog: ItemDialog[Any], **values: Any) -> None:
    for name, value in values.items():
        dialog.form.editors[name].set_value(value)
    office.click(dialog.verb)


def test_a_talk_is_kept_with_the_voice_of_the_pupil(office: Office, books: Books) -> None:
    """And the list shows what he said, and what comes next."""
    case = books.keep_case(first_absent_on=date(2026, 9, 1))
    page = opened(office, case)
    office.click(page.overview._step_button)
    assert page.sections.currentItem().text() == "Gesprekken"
    office.click(page.talks.talks.add_button)
    dialog = office.dialog(ItemDialog)
    fill(office, dialog, present=frozenset({TalkPartner.PUPIL}), voice="Ik wil een kleine klas.", next_step="Plan")
    assert "hoe de leerling is gehoord" in dialog.form.editors["voice_how"].problem
    assert dialog.isVisible()
    fill(office, dialog, voice_how=VoiceHow.BEFOREHAND)
    (talk,) = kept(books, case).talks
    assert (talk.voice, talk.next_step) == ("Ik wil een kleine klas.", "Plan")
    shown = page.talks.talks.table.rows
    assert [shown.index(0, column).data() for column in range(4)] == [
        "03-11-2026", "leerling", "Ik wil een kleine klas.", "Plan",
    ]  # fmt: skip


def test_a_day_that_is_missing_is_asked_for_at_its_field(office: Office, books: Books) -> None:
    """Nothing is sent to the register then."""
    case = books.keep_case()
    page = opened(office, case)
    page.go_to("Verzuim")
    office.click(page.absences.reports.add_button)
    dialog = office.dialog(ItemDialog)
    fill(office, dialog, reported_on=None)
    assert dialog.form.editors["reported_on"].problem == "Vul hier een datum in."
    fill(office, dialog, reported_on=DAY)
    assert kept(books, case).duo_reports[0].reported_on == DAY


def test_the_first_melding_is_the_melding_of_the_case(office: Office, books: Books) -> None:
    """A later one leaves that day as it is."""
    case = books.keep_case(reported_on=None)
    page = opened(office, case)
    for day in (DAY, date(2026, 10, 20)):
        page.absences.reports.ask_new()
        fill(office, office.dialog(ItemDialog), reported_on=day)
    found = kept(books, case)
    assert len(found.duo_reports) == 2
    assert found.case.reported_on == DAY


def test_one_plan_and_its_agreements(office: Office, books: Books) -> None:
    """The button changes the one plan that there is; what was agreed stands below it and among the days ahead."""
    case = books.keep_case(first_absent_on=date(2026, 9, 1))
    page = opened(office, case)
    page.go_to("Plan")
    office.click(page.plan.button)
    fill(office, office.dialog(ItemDialog), perspective="Drie ochtenden naar school.", evaluate_on=date(2026, 12, 16))
    dialog = office.dialog(ItemDialog)
    assert "uiterlijk zes weken later" in dialog.form.editors["evaluate_on"].problem
    fill(office, dialog, evaluate_on=date(2026, 12, 15))
    assert page.plan.button.text() == "Plan wijzigen of evalueren"
    office.click(page.plan.agreements.add_button)
    fill(office, office.dialog(ItemDialog), text="Elke dag bellen.", owner="de mentor", due_on=date(2026, 11, 10))
    page.go_to("Overzicht")
    told = words(page.overview.days)
    assert "10-11-2026, over 7 dagen" in told
    assert "Het plan evalueren" in told


def test_a_removed_part_can_be_put_back(office: Office, books: Books) -> None:
    """With one click, as it was."""
    case = books.keep_case()
    held = books.do(lambda register: parts.keep(register, make_exemption(case, starts_on=DAY)))
    page = opened(office, case)
    page.go_to("Vrijstelling")
    page.exemptions.exemptions.table.selectRow(0)
    office.click(page.exemptions.exemptions._remove)
    assert kept(books, case).exemptions == ()
    office.click(office.window.notices._action)
    assert kept(books, case).exemptions == (held,)


def test_what_an_exemption_lacks_is_said_with_its_source(office: Office, books: Books) -> None:
    """The declaration, the advice and the wish of the parents."""
    case = books.keep_case()
    books.do(lambda register: parts.keep(register, make_exemption(case, starts_on=DAY)))
    page = opened(office, case)
    page.go_to("Vrijstelling")
    told = words(page.exemptions)
    assert "Leerplichtwet 1969, artikel 7" in told
    assert "Zuid-Limburg, §3.6" in told


def test_the_ladder_of_the_region_and_a_term_that_passed(office: Office, books: Books) -> None:
    """Six weeks without a decision is stagnation, said where one goes a step up."""
    case = books.keep_case()
    page = opened(office, case)
    page.go_to("Opschalen")
    assert "Van teamleider naar zorgteam" in words(page.escalation)
    assert "Stagnatie:" not in words(page.escalation)
    office.click(page.escalation.ladder.findChildren(QAbstractButton)[1])
    fill(office, office.dialog(ItemDialog))
    (taken,) = kept(books, case).escalations
    assert (taken.step, taken.addressee) == ("zorgteam", Addressee.CARE_TEAM)
    assert "Deze trede is gezet." in words(page.escalation)
    step = Escalation(
        id="e1", case_id=case.id, trigger=EscalationTrigger.NO_PLACE, addressee=Addressee.SWV,
        escalated_on=date(2026, 9, 1), requested_on=date(2026, 9, 1),
    )  # fmt: skip
    books.do(lambda register: parts.keep(register, step))
    assert "Stagnatie:" in words(page.escalation)
    page.go_to("Overzicht")
    assert "3 weken te laat" in words(page.overview.days)


def test_the_school_says_to_which_group_a_pupil_belongs(office: Office, books: Books) -> None:
    """One click when it agrees; another group only with a reason (Zuid-Limburg 2018 §5.3)."""
    case = books.keep_case(first_absent_on=date(2026, 9, 1))
    page = opened(office, case)
    office.click(page.overview.agree)
    assert kept(books, case).case.confirmed_category is Category.LRV_4W_3M
    assert not page.overview.agree.isVisible()
    office.click(page.overview.disagree)
    dialog = office.dialog(ItemDialog)
    fill(office, dialog, confirmed_category=Category.LONG_TERM_SICK)
    assert "heeft een reden" in dialog.form.editors["override_reason"].problem
    fill(office, dialog, override_reason="De jeugdarts bevestigt dat.")
    found = kept(books, case).case
    assert (found.confirmed_category, found.override_reason) == (
        Category.LONG_TERM_SICK, "De jeugdarts bevestigt dat.",
    )  # fmt: skip
    assert "Reden: De jeugdarts bevestigt dat." in words(page.overview)


def test_who_does_not_belong_on_the_list_goes_with_a_reason(office: Office, books: Books) -> None:
    """The case is closed and stays in the register."""
    case = books.keep_case(first_absent_on=date(2026, 9, 1))
    page = opened(office, case)
    page.go_to("Afsluiten")
    office.click(page.closing.review_button)
    dialog = office.dialog(ItemDialog)
    office.click(dialog.verb)
    assert dialog.form.editors["list_review"].problem == "Kies een van de twee."
    fill(office, dialog, list_review=ListReview.WRONGLY)
    assert "heeft een reden" in dialog.form.editors["removal_reason"].problem
    fill(office, dialog, removal_reason="Zit op een school in het buitenland.")
    assert kept(books, case).case.closed_on == date(2026, 11, 3)
    told = words(page.closing)
    assert "Hoort niet op de lijst" in told
    assert "Kortdurend" in told


def test_a_wrong_field_of_the_case_is_shown_where_it_stands(office: Office, books: Books) -> None:
    """The page goes there; nothing is kept and nothing typed is lost."""
    case = books.keep_case(reported_on=None)
    page = opened(office, case)
    page.go_to("Verzuim")
    editor = page.forms.forms["Verzuim"].editors["reported_on"]
    editor.set_value(date(2026, 12, 1))
    page.go_to("Leerling")
    office.click(page.save)
    assert page.sections.currentItem().text() == "Verzuim"
    assert "'Melding leerplicht gedaan op' ligt in de toekomst" in editor.problem
    assert kept(books, case).case.reported_on is None
    editor.set_value(DAY)
    assert editor.problem == ""
    office.click(page.save)
    assert kept(books, case).case.reported_on == DAY


def test_what_is_rare_is_folded_away(office: Office, books: Books) -> None:
    """Its heading says what is inside; the keyboard opens it."""
    case = books.keep_case()
    books.do(lambda register: cases.save_case(register, replace(case, diploma=Diploma.VMBO)))
    page = opened(office, case)
    page.go_to("School")
    fold = page.school._diploma
    assert fold.button.text() == "Diploma en uitstroomprofiel (vmbo)"
    assert not page.forms.forms["Diploma"].isVisible()
    fold.open()
    assert page.forms.forms["Diploma"].isVisible()


@pytest.mark.parametrize("outcome", ListReview)
def test_the_answer_is_logged_without_content(office: Office, books: Books, outcome: ListReview) -> None:
    """That it was looked at, by whom; not the reason."""
    case = books.keep_case()
    books.do(lambda register: deciding.review_list(register, case.id, outcome, "Verzonnen reden"))
    log = books.ask(lambda register: cases.open_case(register, case.id)).log
    assert "list_reviewed" in {line.action for line in log}
    assert not any("Verzonnen" in line.action for line in log)


def test_every_list_has_its_own_words_and_verbs(office: Office, books: Books) -> None:
    """An empty list says what it is for, and only offers to add."""
    page = opened(office, books.keep_case())
    cards = page.findChildren(PartCard)
    assert len(cards) == 9
    assert len({card.add_button.text() for card in cards}) == 9
    for card in cards:
        assert card._none.text()
        assert not card._edit.isVisible()


def test_a_talk_that_was_held_is_on_the_timeline(office: Office, books: Books) -> None:
    """As are steps up and hand-overs."""
    case = books.keep_case(first_absent_on=date(2026, 9, 1))
    books.do(
        lambda register: parts.keep(
            register, Talk(id="t1", case_id=case.id, held_on=DAY, present=frozenset({TalkPartner.PUPIL}))
        )
    )
    page = opened(office, case)
    assert "gesprek" in page.overview._timeline.accessibleDescription()
