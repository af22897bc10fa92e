"""What a person can't mean is refused with the reason and the way out, and a list says who keeps it from being made."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from factories import make_absence, make_case, make_consent, make_contact
from regions import TODAY, Clock
from thuisplan_desktop.actions import cases, consents, inspecting, meetings
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.errors import InvalidCase, InvalidConsent
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.case_codes import ClosingReason
from thuisplan_desktop.register.codes import AbsenceKind, DataCategory, Decision, Enrolment, MeetingKind, Party

TOLD = frozenset({DataCategory.ABSENCE})
TEAM = (Party.ZORGCOORDINATOR, Party.YOUTH_TEAM)
CONCERN = "Al zes weken thuis."


def keep(register: OpenRegister, **fields: object) -> Case:
    case: Case = cases.save_case(register, make_case(**fields)).value
    return case


def test_a_suspension_of_more_than_a_week_is_refused(register: OpenRegister) -> None:
    """Seven days may be; the eighth needs another kind, and the reason says so."""
    case, first = keep(register), TODAY - timedelta(days=30)
    week = make_absence(case, kind=AbsenceKind.SUSPENDED, starts_on=first, ends_on=first + timedelta(days=6))
    with pytest.raises(InvalidCase) as refused:
        cases.save_absence(register, replace(week, ends_on=first + timedelta(days=7)))
    assert "ten hoogste één week" in refused.value.facts["reason"]
    assert "andere soort" in refused.value.facts["reason"]
    cases.save_absence(register, week)


def test_a_refusal_counts_for_its_schooljaar(register: OpenRegister, clock: Clock) -> None:
    """Of years ago it says nothing of now: anonymous opens when it was asked again this year."""
    clock.go_to(date(2026, 3, 24))
    case = keep(register)
    parent = make_contact(case)
    cases.save_contact(register, parent)
    old = make_consent(
        case, parent, decision=Decision.REFUSED, parties=frozenset(TEAM), categories=TOLD, valid_until=None,
        asked_on=date(2024, 3, 1), decided_on=date(2024, 3, 2),
    )  # fmt: skip
    consents.record_consent(register, old)
    meeting = meetings.plan_meeting(register, MeetingKind.SUPPORT_TEAM, date(2026, 3, 30), TEAM).value
    verdict = meetings.judge(register, meeting.id, case.id, TOLD, CONCERN)
    assert not verdict.anonymous
    assert any("dit schooljaar gevraagd" in one for one in verdict.remedies)
    fresh = replace(old, id="again", asked_on=date(2026, 3, 2), decided_on=date(2026, 3, 9))
    consents.record_consent(register, fresh)
    assert meetings.judge(register, meeting.id, case.id, TOLD, CONCERN).anonymous


def test_no_answer_on_the_day_of_asking_is_no_answer_yet(register: OpenRegister) -> None:
    """Somebody must have had time to answer."""
    case = keep(register)
    parent = make_contact(case)
    cases.save_contact(register, parent)
    silent = make_consent(
        case, parent, decision=Decision.NO_RESPONSE, decided_on=None, valid_until=None, asked_on=TODAY
    )
    with pytest.raises(InvalidConsent) as refused:
        consents.record_consent(register, silent)
    assert "vandaag pas" in refused.value.facts["reason"]


def test_learning_is_for_a_group_that_does_not_know_the_pupil(register: OpenRegister) -> None:
    """A kenniskring of the pupil's own zorgcoördinator and mentor is his own team."""
    case = keep(register)

    def asked(*table: Party) -> bool:
        meeting = meetings.plan_meeting(register, MeetingKind.LEARNING, TODAY, table).value
        return meetings.judge(register, meeting.id, case.id, TOLD).learning

    assert not asked(Party.ZORGCOORDINATOR, Party.MENTOR)
    assert asked(Party.ZORGCOORDINATOR, Party.OTHER_SCHOOL)


def test_the_list_says_whose_birth_date_it_lacks(register: OpenRegister) -> None:
    """By name on the screen, by number in the refusal."""
    first = TODAY - timedelta(weeks=9)
    case = keep(register, nickname="Wiebe", birth_date=None, first_absent_on=first)
    cases.save_absence(register, make_absence(case, starts_on=first, ends_on=None))
    assert inspecting.preview(register, TODAY).undated == (case.full_name,)
    with pytest.raises(InvalidCase) as refused:
        inspecting.list_csv(register, TODAY)
    assert "van 1 leerling op de lijst ontbreekt de geboortedatum" in refused.value.facts["reason"]


def test_a_closed_case_says_where_the_pupil_is(register: OpenRegister) -> None:
    """Also after its closing: an outcome can be put right and not taken away, unless the case is opened again."""
    closed = keep(
        register, enrolment=Enrolment.NOT_ENROLLED, first_absent_on=None, closed_on=TODAY,
        closing_reason=ClosingReason.OTHER,
    )  # fmt: skip
    with pytest.raises(InvalidCase):
        cases.save_case(register, replace(closed, closing_reason=None))
    cases.save_case(register, replace(closed, closing_reason=ClosingReason.BACK))
    cases.save_case(register, replace(closed, closed_on=None, closing_reason=None))
