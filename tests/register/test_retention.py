"""What must go, and when (domain §3)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from factories import make_case, make_file
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.case_codes import RequestKind, RequestOutcome
from thuisplan_desktop.register.codes import GiverRole, Role
from thuisplan_desktop.register.retention import NOTHING, Deviation, Expiry, Stand, expiry, is_open, why
from thuisplan_desktop.register.rights import Request
from thuisplan_desktop.register.spans import add_years

CLOSED = date(2026, 3, 2)


def due_on(case: Case, role: Role) -> date | None:
    return expiry(make_file(case), role, CLOSED).due_on


def test_a_school_keeps_a_closed_case_two_years_after_the_pupil_left():
    """The sector norm for the leerlingdossier, clamped on 29 February."""
    assert due_on(make_case(closed_on=CLOSED, left_on=date(2026, 7, 31)), Role.SCHOOL) == date(2028, 7, 31)
    assert due_on(make_case(closed_on=CLOSED, left_on=date(2024, 2, 29)), Role.SCHOOL) == date(2026, 2, 28)


def test_a_samenwerkingsverband_keeps_it_three_years_after_closing():
    """WPO 18a lid 13: whatever the enrolment."""
    assert due_on(make_case(closed_on=CLOSED), Role.CONSULENT) == date(2029, 3, 2)


@pytest.mark.parametrize("role", [Role.SCHOOL, Role.CONSULENT])
def test_an_open_case_never_expires_silently(role):
    """It is shown for a decision, with the day the term ended."""
    case = make_case(left_on=date(2020, 7, 31))
    assert expiry(make_file(case), role, CLOSED).stand is not Stand.DUE
    assert "beslis" in why(case, role)
    assert ("31 juli 2022" in why(case, role)) == (role is Role.SCHOOL)


def test_a_closed_case_of_an_enrolled_pupil_ends_two_years_after_closing():
    """No case is kept without an end; the sentence says that this start of the term is a choice, and when it begins."""
    case = make_case(closed_on=CLOSED)
    assert due_on(case, Role.SCHOOL) == date(2028, 3, 2)
    assert why(case, Role.SCHOOL).startswith("School: 2 jaar na het afsluiten, dat op 2 maart 2026 was.")
    assert "een keuze van dit programma. Bron: AVG artikel 5" in why(case, Role.SCHOOL)
    assert "keuze van dit programma" not in why(make_case(closed_on=CLOSED, left_on=CLOSED), Role.SCHOOL)
    assert "keuze van dit programma" not in why(case, Role.CONSULENT)
    assert due_on(make_case(), Role.SCHOOL) is None
    assert "Daarna geldt: school: 2 jaar na uitschrijving" in why(make_case(), Role.SCHOOL)


def test_the_rule_is_named():
    """Each sentence says which term holds."""
    assert "2 jaar" in why(make_case(closed_on=CLOSED, left_on=CLOSED), Role.SCHOOL)
    assert "3 jaar" in why(make_case(closed_on=CLOSED), Role.CONSULENT)


# --- where a case stands

TODAY = date(2026, 3, 24)
GONE = {"left_on": date(2023, 7, 31), "closed_on": date(2023, 9, 1)}


def stand(role: Role = Role.SCHOOL, kept: Deviation = NOTHING, *requests: Request, **changes: object) -> Expiry:
    case = make_case(**{**GONE, **changes})
    return expiry(make_file(case, requests=requests), role, TODAY, kept)


def test_what_must_go_says_since_when_and_why():
    """The day, the rule, its source, and the day on which the term began."""
    found = stand()
    assert (found.stand, found.due_on, found.first) == (Stand.DUE, date(2025, 7, 31), ())
    assert "Vrijstellingsbesluit Wbp" in found.why
    assert "31 juli 2023" in found.why


def test_terms_that_are_not_over():
    """A later day, no day at all, and a referral to special education, which makes it a year longer."""
    assert stand(left_on=date(2024, 3, 25)).stand is Stand.LATER
    assert stand(left_on=date(2024, 3, 24)).stand is Stand.DUE
    assert (stand(left_on=None).stand, stand(left_on=None).due_on) == (Stand.DUE, date(2025, 9, 1))
    assert stand(left_on=None, closed_on=None).stand is Stand.NO_TERM
    referred = stand(kept=Deviation(referred=True))
    assert (referred.stand, referred.due_on) == (Stand.LATER, date(2026, 7, 31))
    assert "speciaal onderwijs" in referred.why
    assert stand(Role.CONSULENT).due_on == date(2026, 9, 1)


def test_an_open_case_waits_for_a_decision():
    """As soon as the pupil has left it is asked about; it never becomes due by itself."""
    found = stand(closed_on=None)
    assert (found.stand, bool(found.first)) == (Stand.DECIDE, True)
    soon = stand(closed_on=None, left_on=date(2026, 1, 31))
    assert (soon.stand, bool(soon.first)) == (Stand.LATER, True)
    assert stand(closed_on=None, left_on=None).first == ()


def test_only_a_granted_request_to_erase_lets_an_open_case_go():
    """Not one that waits or was refused, nor the whole of another right; closing later than today is open."""
    asked = Request(id="r", case_id="c", kind=RequestKind.ERASURE, asked_by=GiverRole.PARENT, asked_on=date(2026, 3, 2))
    granted = replace(asked, decided_on=date(2026, 3, 20), outcome=RequestOutcome.GRANTED)
    refused = replace(granted, outcome=RequestOutcome.REFUSED, reason="wettelijke plicht")
    access = replace(granted, kind=RequestKind.ACCESS)
    for requests, expected in (
        ((), True),
        ((asked,), True),
        ((refused,), True),
        ((access,), True),
        ((granted,), False),
    ):
        assert is_open(make_file(make_case(), requests=requests), TODAY) is expected
    assert is_open(make_file(make_case(closed_on=TODAY + timedelta(days=1))), TODAY)
    assert not is_open(make_file(make_case(closed_on=TODAY)), TODAY)
    found = stand(Role.SCHOOL, Deviation(date(2027, 1, 1), "klacht"), granted, closed_on=None, left_on=None)
    assert (found.stand, found.due_on, found.first) == (Stand.DUE, date(2026, 3, 20), ())
    assert "20 maart 2026" in found.why
    assert stand(Role.SCHOOL, NOTHING, granted, replace(asked, id="r2")).stand is Stand.DECIDE


def test_a_request_that_waits_holds_it_up():
    """Nothing goes while somebody waits for an answer about it."""
    request = Request(
        id="r", case_id="c", kind=RequestKind.ACCESS, asked_by=GiverRole.PARENT, asked_on=date(2026, 3, 20)
    )
    found = stand(Role.SCHOOL, NOTHING, request)
    assert found.stand is Stand.DECIDE
    assert "verzoek om inzage" in found.first[0]


def test_postponed_until_a_day_with_the_reason():
    """Until that day it isn't due, and the reason stands there; after it, it is again."""
    found = stand(kept=Deviation(until=date(2026, 8, 1), reason="bezwaarprocedure loopt"))
    assert (found.stand, found.due_on) == (Stand.POSTPONED, date(2026, 8, 1))
    assert found.why.endswith("Het vernietigen is uitgesteld tot 1 augustus 2026. Reden: bezwaarprocedure loopt.")
    over = stand(kept=Deviation(until=date(2026, 3, 24), reason="voorbij."))
    assert over.stand is Stand.DUE
    assert over.why.endswith("Het uitstel liep tot 24 maart 2026 en is voorbij. Reden: voorbij.")


def test_nothing_is_due_before_its_term():
    """For every day of leaving: due exactly from two years after."""
    for days in range(-400, 400, 7):
        left = date(2024, 3, 24) + timedelta(days=days)
        assert (stand(left_on=left).stand is Stand.DUE) == (add_years(left, 2) <= TODAY)
