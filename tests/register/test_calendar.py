"""The school calendar: a school's own days, moved vacations, and the table that counts them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuisplan_desktop.errors import InvalidCalendar
from thuisplan_desktop.register.calendar import DayKind, OwnDays, SchoolCalendar, check, moved

NOORD = SchoolCalendar.load("noord")
DAYS = st.dates(date(2019, 1, 1), date(2031, 12, 31)) | st.dates(date(1979, 11, 1), date(1980, 3, 1))


def study_day(first, last=None):
    return OwnDays(DayKind.FREE, "studiedag", first, last or first)


def test_spring_2029_in_zuid_lasts_one_week():
    """The source says 18 March; it means 18 February."""
    zuid = SchoolCalendar.load("zuid")
    assert not zuid.is_school_day(date(2029, 2, 16))
    assert zuid.is_school_day(date(2029, 2, 19))


def test_an_own_free_day_moves_every_term():
    """With one study day the twentieth school day comes one school day later."""
    own = NOORD.with_own([study_day(date(2026, 1, 20))])
    assert NOORD.nth_school_day(date(2026, 1, 12), 20) == date(2026, 2, 6)
    assert own.nth_school_day(date(2026, 1, 12), 20) == date(2026, 2, 9)
    assert NOORD.is_school_day(date(2026, 1, 20))  # the shipped one is untouched


def test_a_vacation_can_be_moved_and_keeps_the_public_holidays():
    """The meivakantie a week later: lessons in the shipped week, but not on Koningsdag."""
    (may,) = [one for one in NOORD.periods if one.name == "Meivakantie" and one.starts_on.year == 2026]
    calendar = NOORD.with_own(moved(may, may.starts_on + timedelta(days=7), may.ends_on + timedelta(days=7)))
    assert calendar.is_school_day(date(2026, 4, 28))
    assert not calendar.is_school_day(date(2026, 4, 27))
    assert not calendar.is_school_day(date(2026, 5, 7))


@pytest.mark.parametrize(
    ("period", "reason"),
    [
        (OwnDays(DayKind.FREE, " ", date(2026, 1, 5), date(2026, 1, 5)), "naam"),
        (study_day(date(2026, 1, 6), date(2026, 1, 5)), "vóór"),
        (study_day(date(2026, 1, 5), date(2026, 6, 5)), "tien weken"),
        (study_day(date(2090, 1, 5)), "te ver"),
    ],
)
def test_days_that_can_t_be_are_refused_with_the_reason(period, reason):
    """Whoever types a wrong year hears so."""
    with pytest.raises(InvalidCalendar) as caught:
        check(period)
    assert reason in caught.value.facts["reason"]


@given(first=DAYS, length=st.integers(-3, 90), n=st.integers(1, 60))
@settings(max_examples=150)
def test_the_table_counts_as_a_person_would(first, length, n):
    """School days one by one give the same, also outside the years of the table."""
    last = first + timedelta(days=length)
    days = [first + timedelta(days=k) for k in range(length + 1)]
    assert NOORD.school_days_between(first, last) == sum(NOORD.is_school_day(day) for day in days)
    reached = NOORD.nth_school_day(first, n)
    assert NOORD.is_school_day(reached)
    assert NOORD.school_days_between(first, reached) == n
    before = date.fromordinal(NOORD.last_school_day(first.toordinal()))
    assert NOORD.is_school_day(before)
    assert NOORD.school_days_between(before, first) == 1
