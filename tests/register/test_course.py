"""The plan, talks, escalation, enrolments, meldingen and measures: what can't be is refused at its field."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.register import escalation, plan, schooling, talk
from thuisplan_desktop.register.case_codes import (
    Addressee,
    DuoKind,
    EscalationTrigger,
    HandoverTo,
    KnelpuntKind,
    MeasureKind,
    Organisation,
    RequestKind,
    TalkPartner,
    VoiceHow,
)
from thuisplan_desktop.register.codes import GiverRole
from thuisplan_desktop.register.escalation import Escalation
from thuisplan_desktop.register.knelpunt import Knelpunt
from thuisplan_desktop.register.knelpunt import check as check_knelpunt
from thuisplan_desktop.register.plan import Agreement, Plan
from thuisplan_desktop.register.rights import Request
from thuisplan_desktop.register.schooling import DuoReport, Measure, SchoolPeriod
from thuisplan_desktop.register.talk import Handover, InView, Talk

TODAY = date(2026, 11, 3)
LATER = date(2026, 11, 4)
DAY = date(2026, 10, 1)
IDS = {"id": "p1", "case_id": "c1"}

PLAN = Plan(**IDS, perspective="Weer naar school.", made_on=DAY, evaluate_on=date(2026, 11, 12))
AGREEMENT = Agreement(**IDS, text="Elke dag bellen.", owner="mentor", due_on=TODAY)
TALK = Talk(
    **IDS, held_on=DAY, present=frozenset({TalkPartner.PUPIL}), voice_how=VoiceHow.WRITTEN, voice="Ik wil terug."
)
IN_VIEW = InView(**IDS, party=Organisation.SWV, since=DAY)
HANDOVER = Handover(**IDS, to=HandoverTo.RMC, handed_on=DAY)
STEP = Escalation(
    **IDS, trigger=EscalationTrigger.NO_DECISION, addressee=Addressee.SWV_BOARD, escalated_on=DAY, requested_on=DAY,
    extended_days=28, extension_reason="Onderzoek loopt.", extended_on=DAY, decided_on=TODAY, decision="Geplaatst.",
    accounted_on=TODAY,
)  # fmt: skip
SCHOOL = SchoolPeriod(**IDS, school_name="De Bedachte Berk", starts_on=DAY, ends_on=TODAY)
REPORT = DuoReport(**IDS, kind=DuoKind.LRV, reported_on=TODAY, starts_on=DAY, ends_on=TODAY)
SUSPENDED = Measure(**IDS, kind=MeasureKind.SUSPENSION, starts_on=DAY, ends_on=date(2026, 10, 7))
KNELPUNT = Knelpunt(id="k1", noted_on=TODAY, kind=KnelpuntKind.NO_PLACE, text="Geen plek in de regio.")

Check = Callable[[Any], None]
CHECKS: dict[type[Any], Check] = {
    Plan: lambda one: plan.check_plan(one, (PLAN,), TODAY),
    Agreement: lambda one: plan.check_agreement(one, TODAY),
    Talk: lambda one: talk.check_talk(one, TODAY),
    InView: lambda one: talk.check_in_view(one, (IN_VIEW,), TODAY),
    Handover: lambda one: talk.check_handover(one, TODAY),
    Escalation: lambda one: escalation.check(one, TODAY),
    SchoolPeriod: lambda one: schooling.check_school_period(one, (SCHOOL,), TODAY),
    DuoReport: lambda one: schooling.check_duo_report(one, TODAY),
    Measure: lambda one: schooling.check_measure(one, (SUSPENDED,)),
    Knelpunt: lambda one: check_knelpunt(one, TODAY),
}
GOOD = (PLAN, AGREEMENT, TALK, IN_VIEW, HANDOVER, STEP, SCHOOL, REPORT, SUSPENDED, KNELPUNT)


@pytest.mark.parametrize("good", GOOD, ids=lambda one: type(one).__name__)
def test_what_can_be_is_kept(good: Any) -> None:
    """Each as a careful coordinator fills it; keeping it once more is no second one."""
    CHECKS[type(good)](good)


@pytest.mark.parametrize(
    ("good", "changes", "field"),
    [
        (PLAN, {"id": "p2"}, "perspective"),
        (PLAN, {"perspective": " "}, "perspective"),
        (PLAN, {"made_on": LATER}, "made_on"),
        (PLAN, {"evaluate_on": date(2026, 9, 30)}, "evaluate_on"),
        (PLAN, {"evaluate_on": date(2026, 11, 13)}, "evaluate_on"),
        (PLAN, {"evaluated_on": LATER}, "evaluated_on"),
        (PLAN, {"evaluated_on": date(2026, 9, 30), "evaluate_on": DAY}, "evaluated_on"),
        (AGREEMENT, {"text": ""}, "text"),
        (AGREEMENT, {"owner": ""}, "owner"),
        (AGREEMENT, {"done_on": LATER}, "done_on"),
        (TALK, {"held_on": LATER}, "held_on"),
        (TALK, {"present": frozenset()}, "present"),
        (TALK, {"voice_how": None}, "voice_how"),
        (IN_VIEW, {"since": LATER}, "since"),
        (IN_VIEW, {"id": "p2"}, "party"),
        (HANDOVER, {"handed_on": LATER}, "handed_on"),
        (STEP, {"escalated_on": LATER}, "escalated_on"),
        (STEP, {"requested_on": LATER}, "requested_on"),
        (STEP, {"requested_on": None}, "requested_on"),
        (STEP, {"extended_days": 29}, "extended_days"),
        (STEP, {"extended_days": -1}, "extended_days"),
        (STEP, {"extension_reason": ""}, "extension_reason"),
        (STEP, {"extended_on": None}, "extended_on"),
        (STEP, {"extended_on": date(2026, 9, 30)}, "extended_on"),
        (STEP, {"extended_on": LATER}, "extended_on"),
        (STEP, {"extended_days": 0, "extension_reason": ""}, "extended_on"),
        (replace(STEP, requested_on=date(2026, 9, 1)), {"extended_on": date(2026, 10, 14)}, "extended_on"),
        (STEP, {"decided_on": LATER}, "decided_on"),
        (STEP, {"decided_on": date(2026, 9, 30)}, "decided_on"),
        (STEP, {"decision": ""}, "decision"),
        (STEP, {"accounted_on": DAY}, "accounted_on"),
        (STEP, {"accounted_on": LATER}, "accounted_on"),
        (SCHOOL, {"school_name": ""}, "school_name"),
        (SCHOOL, {"starts_on": LATER, "ends_on": None}, "starts_on"),
        (SCHOOL, {"ends_on": date(2026, 9, 30)}, "ends_on"),
        (SCHOOL, {"id": "p2", "starts_on": TODAY}, "starts_on"),
        (REPORT, {"reported_on": LATER}, "reported_on"),
        (REPORT, {"starts_on": LATER}, "starts_on"),
        (REPORT, {"ends_on": date(2026, 9, 30)}, "ends_on"),
        (SUSPENDED, {"ends_on": date(2026, 9, 30)}, "ends_on"),
        (SUSPENDED, {"ends_on": None}, "ends_on"),
        (SUSPENDED, {"ends_on": date(2026, 10, 8)}, "ends_on"),
        (SUSPENDED, {"id": "p2"}, "starts_on"),
        (KNELPUNT, {"text": ""}, "text"),
        (KNELPUNT, {"noted_on": LATER}, "noted_on"),
    ],
)
def test_what_can_t_be_is_refused_at_its_field(good: Any, changes: dict[str, Any], field: str) -> None:
    """A second plan, a suspension of eight days, an extension of 29, an evaluation after seven weeks, and so on."""
    with pytest.raises(InvalidCase) as refused:
        CHECKS[type(good)](replace(good, **changes))
    assert refused.value.facts["field"] == field
    said = str(refused.value.facts["reason"])
    assert not any(str(value) in said for value in changes.values() if str(value).strip())


def test_after_an_evaluation_the_next_one_is_within_six_weeks_again() -> None:
    """The term runs from the last evaluation, not from the day the plan was made."""
    CHECKS[Plan](replace(PLAN, evaluated_on=TODAY, evaluate_on=date(2026, 12, 15)))
    with pytest.raises(InvalidCase):
        CHECKS[Plan](replace(PLAN, evaluated_on=TODAY, evaluate_on=date(2026, 12, 16)))


def test_the_term_to_decide() -> None:
    """Aanmelding 2 March 2026: six weeks end on 13 April, four more on 11 May (domain §4.3)."""
    asked = replace(STEP, requested_on=date(2026, 3, 2), extended_days=0, decided_on=None)
    assert asked.decide_by == date(2026, 4, 13)
    assert replace(asked, extended_days=28).decide_by == date(2026, 5, 11)
    assert not asked.stagnates_on(date(2026, 4, 13))
    assert asked.stagnates_on(date(2026, 4, 14))
    assert not replace(asked, decided_on=date(2026, 4, 14)).stagnates_on(date(2026, 4, 14))
    assert replace(asked, requested_on=None).decide_by is None


def test_a_term_that_is_over_can_t_be_extended_any_more() -> None:
    """Asked on 1 September: until 13 October the six weeks run, and an extension of then may be written down later."""
    asked = replace(STEP, requested_on=date(2026, 9, 1), extended_on=date(2026, 10, 13))
    CHECKS[Escalation](asked)
    with pytest.raises(InvalidCase) as refused:
        CHECKS[Escalation](replace(asked, extended_on=date(2026, 10, 14)))
    assert "tot en met 13 oktober 2026" in str(refused.value.facts["reason"])


def test_only_boards_account_for_a_decision() -> None:
    """Held by a few members, told to all of them afterwards (Zuid-Limburg 2018 §3.4.1)."""
    decided = replace(STEP, accounted_on=None)
    assert decided.account_by == date(2026, 12, 15)
    assert replace(decided, addressee=Addressee.TEAM_LEADER).account_by is None
    assert replace(decided, decided_on=None).account_by is None
    assert STEP.account_by is None


@given(st.integers(0, 28), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_nobody_waits_longer_than_ten_weeks_for_a_decision(extended: int, asked: date) -> None:
    """Six weeks and at most four more (WPO article 40 lid 6)."""
    end = replace(STEP, requested_on=asked, extended_days=extended).decide_by
    assert end is not None
    assert 42 <= (end - asked).days <= 70


def test_a_request_is_answered_within_a_month() -> None:
    """AVG article 12 lid 3; the end of a short month when the day isn't there."""
    made = Request(**IDS, kind=RequestKind.ACCESS, asked_by=GiverRole.PARENT, asked_on=date(2026, 1, 31))
    assert made.answer_by == date(2026, 2, 28)
    assert replace(made, extended_until=date(2026, 4, 28)).answer_by == date(2026, 4, 28)
