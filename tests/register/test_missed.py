"""What periods add up to is the same on stored values as written out on whole objects and dates."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from register.any_file import REGIONS, files, near
from thuisplan_desktop.register import missed
from thuisplan_desktop.register.absence import current_run, half_day, runs, with_first_day
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.codes import AbsenceKind
from thuisplan_desktop.register.stretch import OPEN, Stretches, periods_of

SICK = frozenset({AbsenceKind.SICK})
FULL_DAY, LIMIT = 330, 960


def days_of(absence, calendar, on):
    """The school days of a period; one that ends before it starts is one day."""
    last = on if absence.ends_on is None else max(absence.starts_on, absence.ends_on)
    days = (absence.starts_on + timedelta(days=n) for n in range((last - absence.starts_on).days + 1))
    return [day for day in days if calendar.is_school_day(day)]


def each_day(one, days):
    """The minutes of one day: of a period that lasts, the mean of the days that a list told; else of a whole day."""
    told = days if one.ends_on else [day for day in days if one.listed_until and day <= one.listed_until]
    return one.minutes / len(told) if one.minutes and told else FULL_DAY


def plain_sixteen_hours(absences, on, calendar):
    """Day by day over a rolling window, as LPW article 21 is read."""
    by_day = {}
    for one in absences:
        days = days_of(one, calendar, on) if one.kind is AbsenceKind.UNAUTHORISED and one.starts_on <= on else []
        for day in days:
            by_day.setdefault(day, []).append(each_day(one, days))
    reached, missed_since = [], date.min
    for day in sorted(day for day in by_day if day <= on):
        since = [other for other in by_day if missed_since < other <= day]
        window = [other for other in since if calendar.lesweken(other.toordinal(), day.toordinal()) < 4]
        if sum(sum(by_day[other]) for other in window) >= LIMIT - 1e-6:
            reached.append(day)
            missed_since = day
    return reached


@given(file=files(), on=near, region=st.sampled_from(REGIONS))
@settings(max_examples=200)
def test_sixteen_hours_are_those_of_the_law_read_day_by_day(file, on, region):
    """With the registered first absent day worked in, whatever the order of the rows."""
    calendar = SchoolCalendar.load(region)
    stretches, first = Stretches(on, calendar), file.case.first_absent_on
    periods = periods_of(file.absences, on)
    rows = stretches.rows(periods, first.toordinal() if first else None)
    found = missed.sixteen_hours_reached(rows, stretches.on, calendar, FULL_DAY, LIMIT, told_until=periods.told_until)
    plain = plain_sixteen_hours(with_first_day(file.case, file.absences, on, calendar), on, calendar)
    assert list(map(date.fromordinal, found)) == plain


@given(file=files(), on=near, region=st.sampled_from(REGIONS))
@settings(max_examples=200)
def test_illness_is_that_of_the_whole_periods(file, on, region):
    """Runs, the one that lasts, and the school days of illness since a day."""
    calendar = SchoolCalendar.load(region)
    stretches = Stretches(on, calendar)
    periods = periods_of(file.absences, on, file.case.timetable_minutes)
    rows, half = periods.newest_first(stretches.days), half_day(file.case.timetable_minutes)
    found = missed.illnesses(periods, stretches)
    plain = runs(file.absences, on, calendar, SICK, half)
    assert found == [(one.starts_on.toordinal(), one.ends_on.toordinal() if one.ends_on else OPEN) for one in plain]
    lasting = current_run(file.absences, on, calendar, SICK, half)
    assert bool(found and stretches.lasts(found[-1][1])) == (lasting is not None)
    begin = on - timedelta(days=40)
    ill = [one for one in file.absences if one.kind is AbsenceKind.SICK and one.starts_on <= on]
    days = {day for one in ill for day in days_of(one, calendar, on) if begin <= day <= on}
    assert missed.sick_days(rows, begin.toordinal(), stretches.on, calendar) == sorted(map(date.toordinal, days))


@given(first=st.dates(date(1975, 1, 1), date(2084, 1, 1)), days=st.integers(0, 400), region=st.sampled_from(REGIONS))
@settings(max_examples=200)
def test_weeks_and_days_of_school_are_counted_alike_within_and_outside_the_table(first, days, region):
    """The table of the calendar is only a quicker way to look at each day."""
    calendar, last = SchoolCalendar.load(region), first + timedelta(days=days)
    every = [first + timedelta(days=n) for n in range(days + 1)]
    school = [day.toordinal() for day in every if calendar.is_school_day(day)]
    assert list(calendar.school_days(first.toordinal(), last.toordinal())) == school
    monday = first - timedelta(days=first.weekday())
    weeks = (monday + timedelta(weeks=n) for n in range(1, (last - monday).days // 7 + 1))
    lesweken = sum(any(calendar.is_school_day(week + timedelta(days=n)) for n in range(7)) for week in weeks)
    assert calendar.lesweken(first.toordinal(), last.toordinal()) == lesweken
