"""Rights: who may ask at which age, when an answer is due, and what a request holds up."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import make_case, make_contact, make_file
from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.register import request_rules
from thuisplan_desktop.register.ages import age_on
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.case_codes import RequestKind, RequestOutcome
from thuisplan_desktop.register.codes import ContactRole, GiverRole
from thuisplan_desktop.register.rights import Request

TODAY = date(2026, 3, 24)
BORN = date(2014, 9, 3)


def make_request(**changes: Any) -> Request:
    request = Request(
        id="r1", case_id="c1", kind=RequestKind.ACCESS, asked_by=GiverRole.PARENT, asked_on=date(2026, 3, 1)
    )
    return replace(request, **changes)


def file_of(born: date | None = BORN, *roles: ContactRole) -> CaseFile:
    case = make_case(birth_date=born)
    return make_file(case, contacts=tuple(make_contact(case, role=role) for role in roles or (ContactRole.PARENT,)))


@pytest.mark.parametrize(
    ("born", "entitled"),
    [
        (date(2010, 3, 25), (GiverRole.PARENT,)),
        (date(2010, 3, 24), (GiverRole.PUPIL_16,)),
        (date(2007, 1, 1), (GiverRole.PUPIL_16,)),
        (None, ()),
    ],
)
def test_who_may_ask(born: date | None, entitled: tuple[GiverRole, ...]) -> None:
    """On the sixteenth birthday it changes hands; without a birth date nobody may, and the sentence says why."""
    file = file_of(born)
    assert request_rules.entitled(file, TODAY) == entitled
    told = request_rules.who_may_ask(file, TODAY)
    assert "UAVG" in told
    assert ("ontbreekt" in told) == (not entitled)
    assert all(giver.label in told for giver in entitled if not giver.is_pupil)


@pytest.mark.parametrize("role", [ContactRole.PARENT_WITHOUT_GEZAG, ContactRole.CARER, ContactRole.STAFF])
def test_without_gezag_nobody_asks(role: ContactRole) -> None:
    """BW 1:377c gives a parent without gezag facts, not these rights."""
    file = file_of(BORN, role)
    assert request_rules.entitled(file, TODAY) == ()
    assert "Vul bij Betrokkenen" in request_rules.who_may_ask(file, TODAY)
    with pytest.raises(InvalidCase):
        request_rules.check(make_request(), file, TODAY)


def test_a_kept_request_becomes_no_other_one() -> None:
    """Of who may not ask any more a kept request can be answered, and nothing else; a decided one keeps its kind."""
    file = file_of(BORN, ContactRole.PARENT_WITHOUT_GEZAG)
    kept, answer = make_request(), {"decided_on": TODAY, "outcome": RequestOutcome.GRANTED}
    request_rules.check(replace(kept, **answer), replace(file, requests=(kept,)), TODAY)
    erase = replace(kept, kind=RequestKind.ERASURE, **answer)
    with pytest.raises(InvalidCase) as raised:
        request_rules.check(erase, replace(file, requests=(kept,)), TODAY)
    assert raised.value.facts["field"] == "asked_by"
    request_rules.check(erase, replace(file_of(), requests=(kept,)), TODAY)
    with pytest.raises(InvalidCase) as raised:
        request_rules.check(erase, replace(file_of(), requests=(replace(kept, **answer),)), TODAY)
    assert raised.value.facts["field"] == "kind"


@given(st.dates(date(2004, 1, 1), date(2022, 1, 1)), st.dates(date(2022, 1, 1), date(2026, 3, 24)))
@settings(max_examples=150)
def test_a_parent_never_asks_for_a_pupil_of_sixteen(born: date, on: date) -> None:
    """Whatever the days: parent below 16 and pupil from 16, judged on the day of asking, and never both."""
    file = file_of(born, ContactRole.PARENT, ContactRole.GUARDIAN)
    found = request_rules.entitled(file, on)
    assert (GiverRole.PUPIL_16 in found) == (age_on(born, on) >= 16)
    assert (GiverRole.PARENT in found) == (age_on(born, on) < 16)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"asked_on": date(2026, 3, 25)}, "asked_on"),
        ({"asked_by": GiverRole.PUPIL_16}, "asked_by"),
        ({"asked_by": GiverRole.GUARDIAN}, "asked_by"),
        ({"kind": RequestKind.OBJECTION}, "subject"),
        ({"kind": RequestKind.CORRECTION, "subject": " "}, "subject"),
        ({"extended_until": date(2026, 6, 2), "reason": "veel papier"}, "extended_until"),
        ({"extended_until": date(2026, 4, 1), "reason": "veel papier"}, "extended_until"),
        ({"extended_until": date(2026, 6, 1)}, "reason"),
        ({"decided_on": TODAY}, "decided_on"),
        ({"outcome": RequestOutcome.GRANTED}, "decided_on"),
        ({"decided_on": date(2026, 2, 1), "outcome": RequestOutcome.GRANTED}, "decided_on"),
        ({"decided_on": TODAY, "outcome": RequestOutcome.REFUSED}, "reason"),
        ({"decided_on": TODAY, "outcome": RequestOutcome.GRANTED, "told_on": date(2026, 3, 2)}, "told_on"),
        ({"ended_on": TODAY}, "ended_on"),
        (
            {"kind": RequestKind.RESTRICTION, "decided_on": TODAY, "outcome": RequestOutcome.GRANTED,
             "ended_on": date(2026, 3, 2)},
            "ended_on",
        ),
    ],
)  # fmt: skip
def test_requests_that_cannot_be(changes: dict[str, Any], field: str) -> None:
    """Each is refused with the field that is wrong."""
    with pytest.raises(InvalidCase) as refused:
        request_rules.check(make_request(**changes), file_of(), TODAY)
    assert refused.value.facts["field"] == field


def test_requests_that_can_be() -> None:
    for changes in (
        {},
        {"extended_until": date(2026, 6, 1), "reason": "veel papier"},
        {"decided_on": TODAY, "outcome": RequestOutcome.GRANTED, "told_on": TODAY},
        {"kind": RequestKind.RESTRICTION, "decided_on": TODAY, "outcome": RequestOutcome.GRANTED, "ended_on": TODAY},
    ):
        request_rules.check(make_request(**changes), file_of(), TODAY)


def test_an_answer_is_due_within_a_month() -> None:
    """AVG article 12 lid 3: from the day of asking, at most two months more."""
    asked = {"asked_on": date(2026, 1, 31)}
    assert make_request(asked_on=date(2026, 2, 20)).answer_by == date(2026, 3, 20)
    assert make_request(**asked, extended_until=date(2026, 4, 30)).answer_by == date(2026, 4, 30)
    assert make_request(**asked).answer_by == date(2026, 2, 28)


def test_what_holds_a_destruction_up() -> None:
    """A request that waits and a restriction that holds; not one that was answered, lifted or granted for erasure."""
    granted = {"decided_on": date(2026, 3, 10), "outcome": RequestOutcome.GRANTED}
    restriction = make_request(kind=RequestKind.RESTRICTION, **granted)
    assert "uiterlijk 1 april 2026" in request_rules.holds([make_request()], TODAY)[0]
    assert "alleen bewaard" in request_rules.holds([restriction], TODAY)[0]
    free = [
        make_request(**granted),
        make_request(kind=RequestKind.ERASURE, **granted),
        replace(restriction, ended_on=TODAY),
        make_request(kind=RequestKind.OBJECTION, subject="delen", **granted),
    ]
    assert request_rules.holds(free, TODAY) == ()
    assert request_rules.is_restricted([restriction], TODAY)
    assert not request_rules.is_restricted([replace(restriction, ended_on=TODAY)], TODAY)
