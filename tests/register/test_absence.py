"""The arithmetic of absence: every vector of domain §4.3, and what must always hold."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import make_absence, make_case, make_file
from thuisplan_desktop.register import definitions, missed
from thuisplan_desktop.register.absence import (
    HALF_DAY_MINUTES,
    HOME_KINDS,
    WeekUnit,
    current_run,
    mostly_present,
    runs,
    three_months_on,
    with_first_day,
)
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.codes import AbsenceKind
from thuisplan_desktop.register.spans import add_months, add_years, school_year_end
from thuisplan_desktop.register.status import classify
from thuisplan_desktop.register.stretch import DayNumbers, periods_of

NOORD = SchoolCalendar.load("noord")
CASE = make_case(first_absent_on=None)
UNAUTHORISED = frozenset({AbsenceKind.UNAUTHORISED})
DAYS = st.dates(date(2021, 1, 1), date(2029, 12, 31))


def four_weeks_on(first, unit, weeks=4, calendar=NOORD):
    """As a pupil is judged who is absent since that day."""
    national = definitions.load("landelijk")
    rules = replace(national, lrv=replace(national.lrv, unit=unit, weeks=weeks))
    return classify(make_file(make_case(first_absent_on=first)), first, rules, calendar).four_weeks_on


def away(first, last=None, kind=AbsenceKind.UNAUTHORISED, minutes=0):
    return make_absence(CASE, starts_on=first, ends_on=last, kind=kind, minutes=minutes)


@pytest.mark.parametrize(
    ("first", "calendar_days", "school_day_20", "months_3"),
    [
        (date(2026, 1, 5), date(2026, 2, 2), date(2026, 1, 30), date(2026, 4, 5)),
        (date(2026, 1, 12), date(2026, 2, 9), date(2026, 2, 6), date(2026, 4, 12)),
        (date(2026, 2, 9), date(2026, 3, 9), date(2026, 3, 13), date(2026, 5, 9)),
        (date(2025, 12, 8), date(2026, 1, 5), date(2026, 1, 16), date(2026, 3, 8)),
    ],
)
def test_terms_from_the_first_absent_day(first, calendar_days, school_day_20, months_3):
    """Four lesweken leave vacations out, four calendar weeks and three months count them (domain §4.3)."""
    assert four_weeks_on(first, WeekUnit.CALENDAR) == calendar_days
    assert four_weeks_on(first, WeekUnit.SCHOOL_WEEKS) == school_day_20
    assert three_months_on(first) == months_3


def test_three_months_stay_within_the_month():
    """From 30 November three months end on the last day of February."""
    assert three_months_on(date(2025, 11, 30)) == date(2026, 2, 28)


def test_the_seventh_school_day_skips_the_vacation():
    """Ill since Monday 16 February 2026 in Noord: the seventh school day is Tuesday 3 March."""
    assert NOORD.nth_school_day(date(2026, 2, 16), 7) == date(2026, 3, 3)


@pytest.mark.parametrize("region", ["noord", "midden", "zuid"])
def test_every_region_has_its_calendar(region):
    """The shipped calendar reaches from Christmas 2019 into the summer of 2030."""
    calendar = SchoolCalendar.load(region)
    assert calendar.known_from == date(2019, 12, 21)
    assert calendar.known_until >= date(2030, 8, 18)
    assert calendar.knows(date(2026, 1, 1), date(2026, 12, 31))
    assert not calendar.knows(date(2030, 1, 1), date(2031, 1, 1))
    assert not calendar.knows(date(2019, 1, 1), date(2020, 1, 1))


@pytest.mark.parametrize("back", [date(2029, 2, 19), date(2027, 2, 22)])
def test_typing_errors_of_the_source_are_corrected(back):
    """In Zuid the spring holidays of 2027 and 2029 last one week, not five."""
    assert SchoolCalendar.load("zuid").is_school_day(back)


def test_an_unknown_region_is_refused():
    """There are three vakantieregio's."""
    with pytest.raises(ValueError, match="oost"):
        SchoolCalendar.load("oost")


@pytest.mark.parametrize(
    "day",
    [date(2026, 1, 1), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 25), date(2026, 1, 10)],
)
def test_weekends_and_public_holidays_are_no_school_days(day):
    """Algemene termijnenwet article 3, Goede Vrijdag included."""
    assert not NOORD.is_school_day(day)


def test_school_days_are_counted_with_both_ends():
    """A week has five; from a day to the day before it there are none."""
    assert NOORD.school_days_between(date(2026, 1, 12), date(2026, 1, 18)) == 5
    assert NOORD.school_days_between(date(2026, 1, 12), date(2026, 1, 11)) == 0


def test_a_vacation_never_interrupts_a_run():
    """Absent until the Friday before Christmas and again from the first Monday after it: one run."""
    rows = [away(date(2025, 12, 8), date(2025, 12, 19)), away(date(2026, 1, 5))]
    run = current_run(rows, date(2026, 1, 16), NOORD, UNAUTHORISED)
    assert run is not None
    assert (run.starts_on, run.ends_on) == (date(2025, 12, 8), None)


def test_one_school_day_back_interrupts_a_run():
    """Who was at school on Monday starts anew on Tuesday."""
    rows = [away(date(2025, 12, 8), date(2025, 12, 19)), away(date(2026, 1, 6))]
    run = current_run(rows, date(2026, 1, 16), NOORD, UNAUTHORISED)
    assert run is not None
    assert run.starts_on == date(2026, 1, 6)
    assert len(runs(rows, date(2026, 1, 16), NOORD, UNAUTHORISED)) == 2


def test_a_run_lasts_through_the_weekend_and_ends_with_school():
    """Absent until Friday: still absent on Sunday, no longer on Monday."""
    rows = [away(date(2026, 1, 12), date(2026, 1, 16))]
    assert current_run(rows, date(2026, 1, 18), NOORD, UNAUTHORISED)
    assert current_run(rows, date(2026, 1, 19), NOORD, UNAUTHORISED) is None


def test_overlapping_periods_are_one_run_with_the_longest_end():
    """A short period within a long one doesn't end it."""
    rows = [away(date(2026, 1, 12), date(2026, 1, 30)), away(date(2026, 1, 13), date(2026, 1, 14), AbsenceKind.SICK)]
    run = current_run(rows, date(2026, 1, 30), NOORD, HOME_KINDS)
    assert run is not None
    assert run.ends_on == date(2026, 1, 30)
    assert run.kinds == {AbsenceKind.UNAUTHORISED, AbsenceKind.SICK}


def test_an_open_period_stays_open_whatever_joins_it():
    """A closed period after an open one doesn't close the run."""
    rows = [away(date(2026, 1, 12)), away(date(2026, 1, 14), date(2026, 1, 15))]
    run = current_run(rows, date(2026, 3, 2), NOORD, UNAUTHORISED)
    assert run is not None
    assert run.ends_on is None


def test_a_period_that_ends_before_it_starts_is_one_day():
    """An impossible row isn't lost and doesn't end an earlier run."""
    run = current_run([away(date(2026, 1, 12), date(2026, 1, 5))], date(2026, 1, 12), NOORD, UNAUTHORISED)
    assert run is not None
    assert run.ends_on == date(2026, 1, 12)


def test_other_kinds_and_later_periods_stay_out():
    """Only the kinds asked for, and only what had begun by that day."""
    rows = [away(date(2026, 1, 12), kind=AbsenceKind.SICK), away(date(2026, 3, 2))]
    assert current_run(rows, date(2026, 2, 2), NOORD, UNAUTHORISED) is None


def test_without_periods_the_first_absent_day_is_an_open_absence():
    """An empty list must not make a child disappear."""
    case = make_case(first_absent_on=date(2026, 1, 12))
    (row,) = with_first_day(case, (), date(2026, 2, 2), NOORD)
    assert (row.kind, row.starts_on, row.ends_on) == (AbsenceKind.UNAUTHORISED, date(2026, 1, 12), None)
    assert with_first_day(case, (), date(2026, 1, 11), NOORD) == ()


def test_the_registered_first_day_reaches_back_before_the_periods():
    """A list that begins later doesn't shorten the absence; the kind is that of the period."""
    case = make_case(first_absent_on=date(2026, 1, 12))
    rows = with_first_day(case, [away(date(2026, 1, 20), kind=AbsenceKind.SICK)], date(2026, 2, 2), NOORD)
    run = current_run(rows, date(2026, 2, 2), NOORD, {AbsenceKind.SICK})
    assert run is not None
    assert run.starts_on == date(2026, 1, 12)


def test_periods_that_show_a_return_overrule_the_registered_first_day():
    """Absent 12-14 January, back, absent again since the 20th: the second run counts."""
    case = make_case(first_absent_on=date(2026, 1, 12))
    rows = (away(date(2026, 1, 12), date(2026, 1, 14)), away(date(2026, 1, 20)))
    assert with_first_day(case, rows, date(2026, 2, 2), NOORD) == rows
    ended = (away(date(2026, 1, 12), date(2026, 1, 14)),)
    assert with_first_day(case, ended, date(2026, 2, 2), NOORD) == ended


def test_a_new_first_day_after_old_periods_counts():
    """Absent in November, back, and since 12 January absent again though no list says so yet."""
    case = make_case(first_absent_on=date(2026, 1, 12))
    rows = with_first_day(case, (away(date(2025, 11, 3), date(2025, 11, 7)),), date(2026, 2, 2), NOORD)
    run = current_run(rows, date(2026, 2, 2), NOORD, UNAUTHORISED)
    assert run is not None
    assert run.starts_on == date(2026, 1, 12)


def sixteen_hours_reached(absences, on, calendar, minutes_per_day):
    rows = periods_of(absences, on).newest_first(DayNumbers())
    found = missed.sixteen_hours_reached(rows, on.toordinal(), calendar, minutes_per_day)
    return tuple(map(date.fromordinal, found))


def test_sixteen_hours_within_four_lesweken():
    """Four hours a week is sixteen in the fourth week, and not a minute earlier (LPW article 21a: at least 16)."""
    weekly = [away(day, day, minutes=240) for day in (date(2026, 1, d) for d in (5, 12, 19, 26))]
    assert sixteen_hours_reached(weekly, date(2026, 1, 25), NOORD, 330) == ()
    assert sixteen_hours_reached(weekly, date(2026, 1, 26), NOORD, 330) == (date(2026, 1, 26),)
    less = [*weekly[:3], away(date(2026, 1, 26), date(2026, 1, 26), minutes=239)]
    assert sixteen_hours_reached(less, date(2026, 2, 1), NOORD, 330) == ()


def test_vacation_weeks_are_left_out_of_the_four_lesweken():
    """Week, week, vacation, week, week: still four consecutive lesweken; a fifth week drops the first."""
    dates = [date(2026, 2, 9), date(2026, 2, 16), date(2026, 3, 2), date(2026, 3, 9)]
    assert sixteen_hours_reached([away(day, day, minutes=240) for day in dates], dates[-1], NOORD, 330) == (dates[-1],)
    spread = [date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 19), date(2026, 2, 2)]
    assert sixteen_hours_reached([away(day, day, minutes=240) for day in spread], spread[-1], NOORD, 330) == ()


def test_counting_restarts_after_sixteen_hours():
    """Absent all day: full on the third day of 5.5 hours, then again three school days later."""
    reached = sixteen_hours_reached([away(date(2026, 1, 5))], date(2026, 1, 12), NOORD, 330)
    assert reached == (date(2026, 1, 7), date(2026, 1, 12))


def test_authorised_hours_don_t_count_for_sixteen_hours():
    """Illness is no unauthorised absence (LPW article 11)."""
    assert sixteen_hours_reached([away(date(2026, 1, 5), kind=AbsenceKind.SICK)], date(2026, 2, 5), NOORD, 330) == ()


def test_minutes_of_a_longer_period_are_spread_over_its_school_days():
    """960 minutes over a week are full on Friday; the days after `on` don't count yet."""
    row = [away(date(2026, 1, 5), date(2026, 1, 9), minutes=960)]
    assert sixteen_hours_reached(row, date(2026, 1, 8), NOORD, 330) == ()
    assert sixteen_hours_reached(row, date(2026, 1, 9), NOORD, 330) == (date(2026, 1, 9),)
    assert sixteen_hours_reached(row, date(2026, 1, 4), NOORD, 330) == ()


@given(first=DAYS, weeks=st.integers(1, 4))
@settings(max_examples=60)
def test_school_weeks_are_never_shorter_than_calendar_weeks_less_a_weekend(first, weeks):
    """The last day of n lesweken is a school day, and exactly 5n school days lie up to it."""
    full = four_weeks_on(first, WeekUnit.SCHOOL_WEEKS, weeks)
    assert NOORD.is_school_day(full)
    assert NOORD.school_days_between(first, full) == 5 * weeks


@given(first=DAYS, length=st.integers(0, 60), cuts=st.sets(st.integers(1, 60), max_size=4))
@settings(max_examples=60)
def test_a_run_doesn_t_depend_on_how_it_was_written_down(first, length, cuts):
    """One period or the same days in pieces, in any order, give the same run."""
    last = first + timedelta(days=length)
    edges = [0, *sorted(cut for cut in cuts if cut <= length), length + 1]
    pieces = [away(first + timedelta(days=a), first + timedelta(days=b - 1)) for a, b in pairwise(edges)]
    whole = runs([away(first, last)], last, NOORD, UNAUTHORISED)
    assert runs(pieces[::-1], last, NOORD, UNAUTHORISED) == whole


@given(day=DAYS, months=st.integers(0, 40))
@settings(max_examples=80)
def test_months_on_keep_the_day_or_clamp_it(day, months):
    """Adding months lands in the month meant, on the same day or its last."""
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


def test_years_and_school_years():
    """29 February becomes the 28th; a schooljaar ends on 31 July."""
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert school_year_end(date(2026, 7, 31)) == date(2026, 7, 31)
    assert school_year_end(date(2026, 8, 1)) == date(2027, 7, 31)


def test_a_few_hours_missed_are_no_day_at_home():
    """Less than half of each school day in a closed period: hours count for sixteen hours, the day not for a run."""
    day = date(2026, 1, 12)
    assert mostly_present(away(day, day, minutes=HALF_DAY_MINUTES - 1), NOORD)
    assert not mostly_present(away(day, day, minutes=HALF_DAY_MINUTES), NOORD)
    assert not mostly_present(away(day, day), NOORD)
    assert not mostly_present(away(day, minutes=10), NOORD)
    assert runs([away(day, day, minutes=100)], day, NOORD, UNAUTHORISED) == ()
