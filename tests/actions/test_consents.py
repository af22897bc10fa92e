"""Asking for consent, recording the answer, withdrawing it."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pypdf
import pytest

from factories import make_consent, make_contact
from regions import TODAY, Clock, give_consent, keep_pupil, log_of
from thuisplan_desktop.actions import cases, consents, rights
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.errors import InvalidConsent, NoSuchCase
from thuisplan_desktop.register.case_codes import ClosingReason
from thuisplan_desktop.register.codes import ConsentState, ContactRole, Decision, GiverRole, Party
from thuisplan_desktop.register.consent import in_force
from thuisplan_desktop.store import consents as consent_store

DAY = timedelta(days=1)


def state(register: OpenRegister, case_id: str) -> ConsentState:
    return cases.open_case(register, case_id).consent_state


def test_consent_of_both_parents(register: OpenRegister) -> None:
    """One yes is partial, two are consent; who recorded it is the owner of the register."""
    file = keep_pupil(register)
    first, second = (
        make_consent(file.case, parent, parties=frozenset(cases.USUAL_PARTIES), recorded_by="")
        for parent in file.contacts
    )
    consents.record_consent(register, first)
    assert state(register, file.case.id) is ConsentState.PARTIAL
    consents.record_consent(register, second)
    assert state(register, file.case.id) is ConsentState.GIVEN
    kept = cases.open_case(register, file.case.id).consents
    assert [one.recorded_by for one in kept] == ["Anja Doedel"] * 2
    assert kept[0] == replace(first, recorded_by="Anja Doedel")


def test_what_cannot_be_is_not_kept(register: OpenRegister) -> None:
    """A stranger to gezag, a day ahead, a pupil of eleven, an unknown case: refused, nothing kept, nothing logged."""
    file = keep_pupil(register)
    carer = make_contact(file.case, role=ContactRole.CARER)
    cases.save_contact(register, carer)
    before = len(log_of(register))
    parent = file.contacts[0]
    for wrong in (
        make_consent(file.case, carer),
        make_consent(file.case, parent, decided_on=TODAY + DAY),
        make_consent(file.case, giver=GiverRole.PUPIL_12),
        make_consent(file.case, parent, parties=frozenset()),
    ):
        with pytest.raises(InvalidConsent):
            consents.record_consent(register, wrong)
    with pytest.raises(NoSuchCase):
        consents.record_consent(register, replace(make_consent(file.case, parent), case_id="weg"))
    assert len(log_of(register)) == before
    assert cases.open_case(register, file.case.id).consents == ()


def test_an_answer_is_not_written_over(register: OpenRegister) -> None:
    """Not to undo a withdrawal, to widen it or to move it: refused, nothing changed, nothing logged (AVG 7(1))."""
    file = keep_pupil(register)
    first, second = give_consent(register, file)
    consents.withdraw_consent(register, first, TODAY, "moeder")
    before, log = cases.open_case(register, file.case.id).consents, log_of(register)
    for wrong in (
        replace(before[0], withdrawn_on=None, withdrawn_by=""),
        replace(before[1], parties=before[1].parties | {Party.MENTAL_HEALTH}),
        replace(before[1], asked_on=before[1].asked_on - DAY),
        replace(before[1], withdrawn_on=TODAY),
    ):
        with pytest.raises(InvalidConsent) as refused:
            consents.record_consent(register, wrong)
        assert "leg een nieuwe vast" in str(refused.value.facts["reason"])
    assert (cases.open_case(register, file.case.id).consents, second.id) == (before, before[1].id)
    assert log_of(register)[: len(log)] == log
    assert "consent_recorded" not in log_of(register)[len(log) :]
    consents.record_consent(register, replace(before[1], paper_place="dossierkast"))
    assert cases.open_case(register, file.case.id).consents[1].paper_place == "dossierkast"


def test_a_withdrawal_changes_nothing_else(register: OpenRegister) -> None:
    """What it ends is the consent that is kept, whatever copy was handed over; who did it first stays."""
    file = keep_pupil(register)
    first, _ = give_consent(register, file)
    kept = cases.open_case(register, file.case.id).consents[0]
    consents.withdraw_consent(register, replace(first, parties=frozenset()), TODAY, "moeder")
    consents.withdraw_consent(register, first, TODAY, "iemand anders")
    withdrawn = cases.open_case(register, file.case.id).consents[0]
    assert withdrawn == replace(kept, withdrawn_on=TODAY, withdrawn_by="moeder")
    with pytest.raises(InvalidConsent):
        consents.withdraw_consent(register, replace(first, id="weg"), TODAY)


def test_withdrawal_works_at_once_and_keeps_the_proof(register: OpenRegister, clock: Clock) -> None:
    """From the day of withdrawal nothing may be shared; the record of the yes stays (AVG article 7(1) and (3))."""
    file = keep_pupil(register)
    first, _ = give_consent(register, file)
    consents.withdraw_consent(register, first, TODAY)
    assert state(register, file.case.id) is ConsentState.WITHDRAWN
    kept = cases.open_case(register, file.case.id).consents[0]
    assert (kept.decision, kept.decided_on, kept.withdrawn_on) == (Decision.GIVEN, first.decided_on, TODAY)
    clock.go_to(TODAY + 3 * DAY)
    consents.withdraw_consent(register, kept, TODAY + 3 * DAY)
    assert cases.open_case(register, file.case.id).consents[0].withdrawn_on == TODAY, "the first withdrawal stands"


def test_what_cannot_be_withdrawn(register: OpenRegister) -> None:
    """Not before the yes, not tomorrow, and only what was given."""
    file = keep_pupil(register)
    first, _ = give_consent(register, file)
    refusal = make_consent(
        file.case, file.contacts[0], decision=Decision.REFUSED, valid_until=None,
        parties=frozenset(), categories=frozenset(),
    )  # fmt: skip
    consents.record_consent(register, refusal)
    for consent, on in ((first, date(2026, 1, 21)), (first, TODAY + DAY), (refusal, TODAY)):
        with pytest.raises(InvalidConsent):
            consents.withdraw_consent(register, consent, on)
    assert {one.withdrawn_on for one in cases.open_case(register, file.case.id).consents} == {None}


def test_who_lost_gezag_may_still_withdraw(register: OpenRegister) -> None:
    """Nothing stands in the way of a withdrawal (AVG article 7(3): as easy as giving)."""
    file = keep_pupil(register)
    first, _ = give_consent(register, file)
    cases.save_contact(register, replace(file.contacts[0], role=ContactRole.PARENT_WITHOUT_GEZAG))
    consents.withdraw_consent(register, first, TODAY)
    assert cases.open_case(register, file.case.id).consents[0].withdrawn_on == TODAY


@pytest.mark.parametrize("change", [{"role": ContactRole.GUARDIAN}, {"role": ContactRole.PARENT_WITHOUT_GEZAG}])
def test_where_the_paper_lies_is_added_whatever_the_giver_is_now(
    register: OpenRegister, change: dict[str, ContactRole]
) -> None:
    """Who gave the answer was judged when it was kept; another giver's answer still isn't."""
    file = keep_pupil(register)
    first, _ = give_consent(register, file)
    cases.save_contact(register, replace(file.contacts[0], **change))
    consents.record_consent(register, replace(first, paper_place="map 3"))
    assert cases.open_case(register, file.case.id).consents[0].paper_place == "map 3"
    with pytest.raises(InvalidConsent):
        consents.record_consent(register, replace(first, giver=GiverRole.GUARDIAN))
    with pytest.raises(InvalidConsent):
        consents.record_consent(register, replace(first, id="another"))


def test_where_the_paper_lies_is_added_after_the_birth_date_was_put_right(register: OpenRegister) -> None:
    file = keep_pupil(register)
    first, _ = give_consent(register, file)
    rights.correct(register, file.case.id, "birth_date", date(2009, 9, 3), "paspoort")
    consents.record_consent(register, replace(first, paper_place="map 3"))
    assert cases.open_case(register, file.case.id).consents[0].paper_place == "map 3"


def test_a_bsn_in_an_answer_is_refused_by_the_name_of_its_field(register: OpenRegister) -> None:
    """In the words of the form, so that who typed it knows where to look."""
    file = keep_pupil(register)
    first, _ = give_consent(register, file)
    ways: dict[str, Callable[[], object]] = {
        "Toelichting op het doel": lambda: consents.record_consent(
            register, replace(first, id="another", purpose_note="zie 123456782")
        ),
        "Gesprek gevoerd door": lambda: consents.record_consent(
            register, replace(first, id="another", recorded_by="123456782")
        ),
        "Het papier ligt in": lambda: consents.record_consent(register, replace(first, paper_place="123456782")),
        "Ingetrokken door": lambda: consents.withdraw_consent(register, first, TODAY, "123456782"),
    }
    for label, way in ways.items():
        with pytest.raises(InvalidConsent) as refused:
            way()
        assert label in refused.value.facts["reason"]


@pytest.mark.parametrize(("language", "heading"), [("nl", "toestemming"), ("en", "consent")])
def test_the_form_asks_about_this_pupil(register: OpenRegister, language: str, heading: str) -> None:
    """The form names pupil and school, has no personal data in its metadata, and its printing is logged."""
    file = keep_pupil(register)
    pdf = consents.consent_form_pdf(register, file.case.id, cases.USUAL_PARTIES, cases.USUAL_CATEGORIES, language)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert heading in text.casefold()
    assert "Femke van der Zandloper" in " ".join(text.split())
    assert "Zandloper" not in str(reader.metadata)
    assert log_of(register)[-1] == "consent_form"


def test_no_form_without_somebody_to_ask(register: OpenRegister) -> None:
    """Without a birth date or anybody with gezag there is nobody to ask, so no form and no log line."""
    file = keep_pupil(register, birth_date=None)
    before = log_of(register)
    with pytest.raises(InvalidConsent):
        consents.consent_form_pdf(register, file.case.id, cases.USUAL_PARTIES, cases.USUAL_CATEGORIES)
    assert log_of(register) == before


def test_a_number_in_a_kept_answer_stops_nothing_that_may_be_added(register: OpenRegister) -> None:
    """It was let through once and can't be changed any more; in what is typed now it is refused."""
    file = keep_pupil(register)
    no = make_consent(
        file.case,
        file.contacts[0],
        decision=Decision.REFUSED,
        valid_until=None,
        purpose_note="map 123\u00a0456\u00a0782",
    )
    with register.change() as connection:
        consent_store.save_consent(connection, no)
    consents.record_consent(register, replace(no, objection=True))
    assert cases.open_case(register, file.case.id).consents[0].objection
    with pytest.raises(InvalidConsent):
        consents.record_consent(register, replace(no, objection=True, paper_place="map 123456782"))


def test_a_case_that_is_opened_again_is_asked_for_again(register: OpenRegister, clock: Clock) -> None:
    """Consent holds for the traject (domain §2.3): after closing and opening it is over, with the day it ended."""
    file = keep_pupil(register, first_absent_on=None)
    parent, other = file.contacts
    consents.record_consent(register, make_consent(file.case, parent))
    refused = make_consent(
        file.case, other, decision=Decision.REFUSED, parties=frozenset(), categories=frozenset(), valid_until=None
    )
    consents.record_consent(register, refused)
    closed = replace(file.case, closed_on=TODAY, closing_reason=ClosingReason.BACK)
    cases.save_case(register, closed)
    cases.save_case(register, replace(closed, closed_on=None, closing_reason=None))
    assert cases.open_case(register, file.case.id).consents[0].valid_until != TODAY, "closed by mistake, the same day"
    cases.save_case(register, closed)
    clock.go_to(TODAY + timedelta(days=30))
    cases.save_case(register, replace(closed, closed_on=None, closing_reason=None))
    yes, no = cases.open_case(register, file.case.id).consents
    assert yes.valid_until == TODAY
    assert in_force(yes, file.case.birth_date, register.today()) is ConsentState.EXPIRED
    assert no.valid_until is None
    assert no.decision is Decision.REFUSED


@pytest.mark.parametrize("way", ["corrected", "closed anew first", "closed long ago first"])
def test_no_way_of_opening_a_case_again_keeps_its_consent(register: OpenRegister, clock: Clock, way: str) -> None:
    """By a correction, or by putting the closing first on today, as if it were a slip of today, or before the yes."""
    file = keep_pupil(register, first_absent_on=None)
    give_consent(register, file)
    closed = replace(file.case, closed_on=TODAY, closing_reason=ClosingReason.BACK)
    cases.save_case(register, closed)
    today = TODAY + timedelta(days=30)
    clock.go_to(today)
    if way == "corrected":
        rights.correct(register, file.case.id, "closed_on", None, "weer thuis")
    else:
        before = min(one.decided_on for one in cases.open_case(register, file.case.id).consents) - timedelta(days=9)
        cases.save_case(register, replace(closed, closed_on=today if way == "closed anew first" else before))
        cases.save_case(register, replace(closed, closed_on=None, closing_reason=None))
    assert {one.valid_until for one in cases.open_case(register, file.case.id).consents} == {TODAY}
    assert state(register, file.case.id) is ConsentState.EXPIRED
