"""What must go, and when (domain §3)."""

from datetime import date

import pytest

from factories import make_case
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.retention import expires_on, why

CLOSED = date(2026, 3, 2)


def test_a_school_keeps_a_closed_case_two_years_after_the_pupil_left():
    """The sector norm for the leerlingdossier, clamped on 29 February."""
    assert expires_on(make_case(closed_on=CLOSED, left_on=date(2026, 7, 31)), Role.SCHOOL) == date(2028, 7, 31)
    assert expires_on(make_case(closed_on=CLOSED, left_on=date(2024, 2, 29)), Role.SCHOOL) == date(2026, 2, 28)


def test_a_samenwerkingsverband_keeps_it_three_years_after_closing():
    """WPO 18a lid 13: whatever the enrolment."""
    assert expires_on(make_case(closed_on=CLOSED), Role.CONSULENT) == date(2029, 3, 2)


@pytest.mark.parametrize("role", [Role.SCHOOL, Role.CONSULENT])
def test_an_open_case_never_expires_silently(role):
    """It is shown for a decision, with the day the term ended."""
    case = make_case(left_on=date(2020, 7, 31))
    assert expires_on(case, role) is None
    assert "beslis" in why(case, role)
    assert ("31 juli 2022" in why(case, role)) == (role is Role.SCHOOL)


def test_an_enrolled_pupil_s_case_has_no_end_yet():
    """The term begins when the pupil leaves."""
    assert expires_on(make_case(closed_on=CLOSED), Role.SCHOOL) is None
    assert "nog niet uitgeschreven" in why(make_case(closed_on=CLOSED), Role.SCHOOL)


def test_the_rule_is_named():
    """Each sentence says which term holds."""
    assert "2 jaar" in why(make_case(closed_on=CLOSED, left_on=CLOSED), Role.SCHOOL)
    assert "3 jaar" in why(make_case(closed_on=CLOSED), Role.CONSULENT)
