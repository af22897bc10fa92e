"""Days on an absence list become periods; reading lists again, or in another order, loses and doubles nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import make_case
from thuisplan_desktop.register.absence import HALF_DAY_MINUTES
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import Absence
from thuisplan_desktop.register.case_codes import ClosingReason
from thuisplan_desktop.register.codes import AbsenceKind
from thuisplan_desktop.register.lists import ListedDay, apply_list, contradicts, listed_days, settled, spans_of

CALENDAR = SchoolCalendar.load("noord")
FIRST = date(2026, 3, 2)  # a Monday; no vacation in these five weeks
SCHOOL_DAYS = [day for n in range(35) if CALENDAR.is_school_day(day := FIRST + timedelta(days=n))]
WHOLE = 330
SICK, AWAY = AbsenceKind.SICK, AbsenceKind.UNAUTHORISED

kinds = st.sampled_from([AWAY, SICK, AbsenceKind.AUTHORISED])
days_at_home = st.dictionaries(st.sampled_from(SCHOOL_DAYS), kinds)
ranges = st.tuples(st.sampled_from(SCHOOL_DAYS), st.sampled_from(SCHOOL_DAYS)).map(sorted)
Truth = dict[date, AbsenceKind]


def read(absences: Sequence[Absence], truth: Truth, first: date, last: date) -> tuple[Absence, ...]:
    """What a list from `first` to `last` makes of the periods, when this is what happened."""
    days = [ListedDay(day, kind, WHOLE) for day, kind in sorted(truth.items()) if first <= day <= last]
    return apply_list("c1", absences, days, [(first, last)], CALENDAR)


def school_days_of(absences: Sequence[Absence], last: date) -> Truth:
    """The school days away, as far as lists go: an open period lasts until the last day anything is known of."""
    return {
        day: absence.kind
        for absence in absences
        for day in SCHOOL_DAYS
        if absence.starts_on <= day <= (absence.ends_on or last)
    }


@given(days_at_home)
@settings(max_examples=150)
def test_periods_say_what_the_list_says(truth: Truth) -> None:
    """Every listed school day is in one period of its kind, and no other day is."""
    absences = read((), truth, SCHOOL_DAYS[0], SCHOOL_DAYS[-1])
    assert school_days_of(absences, SCHOOL_DAYS[-1]) == truth
    assert list(absences) == sorted(absences, key=lambda absence: absence.starts_on)
    for one, next_one in pairwise(absences):
        assert one.ends_on is not None
        assert one.ends_on < next_one.starts_on


@given(days_at_home, ranges)
@settings(max_examples=150)
def test_reading_again_changes_nothing(truth: Truth, span: list[date]) -> None:
    """The same list twice gives the very same periods, and a part of it read again too."""
    once = read((), truth, SCHOOL_DAYS[0], SCHOOL_DAYS[-1])
    assert read(once, truth, SCHOOL_DAYS[0], SCHOOL_DAYS[-1]) == once
    part = read(once, truth, span[0], span[1])
    assert school_days_of(part, SCHOOL_DAYS[-1]) == truth


@given(days_at_home, st.lists(ranges, max_size=4))
@settings(max_examples=150)
def test_older_lists_lose_nothing(truth: Truth, spans: list[list[date]]) -> None:
    """Lists of parts, in any order, before the whole one: afterwards the register says what happened."""
    absences: tuple[Absence, ...] = ()
    for first, last in spans:
        absences = read(absences, truth, first, last)
    absences = read(absences, truth, SCHOOL_DAYS[0], SCHOOL_DAYS[-1])
    for first, last in spans:
        absences = read(absences, truth, first, last)
    assert school_days_of(absences, SCHOOL_DAYS[-1]) == truth


@given(days_at_home, days_at_home, ranges)
@settings(max_examples=100)
def test_the_newest_list_wins_within_its_days(old: Truth, new: Truth, span: list[date]) -> None:
    """A corrected list replaces what it covers, and leaves every day before it and after it as it was."""
    absences = read(read((), old, SCHOOL_DAYS[0], SCHOOL_DAYS[-1]), new, span[0], span[1])
    expected = {day: kind for day, kind in old.items() if not span[0] <= day <= span[1]}
    expected |= {day: kind for day, kind in new.items() if span[0] <= day <= span[1]}
    found = school_days_of(absences, SCHOOL_DAYS[-1])
    assert {day: found[day] for day in expected} == expected
    assert all(span[0] <= day for day in set(found) - set(expected)), "only an open period may reach further"


@given(days_at_home, ranges)
@settings(max_examples=60)
def test_typed_periods_stay_as_they_are(truth: Truth, span: list[date]) -> None:
    """What a person entered is never cut, joined or dropped by a list."""
    typed = Absence(id="a1", case_id="c1", kind=AbsenceKind.SUSPENDED, starts_on=span[0], ends_on=span[1])
    absences = read((typed,), truth, SCHOOL_DAYS[0], SCHOOL_DAYS[-1])
    assert typed in absences
    assert len([one for one in absences if one.starts_on <= span[1] and (one.ends_on or date.max) >= span[0]]) == 1


def test_who_is_away_on_the_last_day_has_not_come_back() -> None:
    """The last school day of the list leaves the period open; a list that goes on without him closes it."""
    monday, friday = SCHOOL_DAYS[0], SCHOOL_DAYS[4]
    (open_one,) = read((), dict.fromkeys(SCHOOL_DAYS[:5], AWAY), monday, friday)
    assert (open_one.starts_on, open_one.ends_on, open_one.listed_until) == (monday, None, friday)
    (closed,) = read((open_one,), {SCHOOL_DAYS[5]: AWAY}, SCHOOL_DAYS[5], SCHOOL_DAYS[9])
    assert (closed.starts_on, closed.ends_on) == (monday, SCHOOL_DAYS[5])


def test_a_few_hours_stand_alone() -> None:
    """Less than half a day is no day away: it neither joins a period nor stays open."""
    hours = [ListedDay(day, AWAY, HALF_DAY_MINUTES - 1) for day in SCHOOL_DAYS[:2]]
    absences = apply_list("c1", (), hours, [(SCHOOL_DAYS[0], SCHOOL_DAYS[1])], CALENDAR)
    assert [(one.starts_on, one.ends_on) for one in absences] == [(day, day) for day in SCHOOL_DAYS[:2]]


def test_hours_without_leave_are_kept_beside_what_took_most_of_the_day() -> None:
    """Ten days of 150 minutes without leave and 160 with it: twenty-five hours for the law, and ten days at home."""
    days = listed_days((day, kind, n) for day in SCHOOL_DAYS[:10] for kind, n in (
        (AWAY, 150), (AbsenceKind.AUTHORISED, 160)))  # fmt: skip
    absences = apply_list("c1", (), days, [(SCHOOL_DAYS[0], SCHOOL_DAYS[9])], CALENDAR)
    assert sum(one.minutes for one in absences if one.kind is AWAY) == 25 * 60
    (at_home,) = (one for one in absences if one.kind is AbsenceKind.AUTHORISED)
    assert (at_home.starts_on, at_home.ends_on, at_home.minutes) == (SCHOOL_DAYS[0], None, 3_100)
    assert apply_list("c1", absences, days, [(SCHOOL_DAYS[0], SCHOOL_DAYS[9])], CALENDAR) == absences


@pytest.mark.parametrize("kind", [SICK, AWAY])
def test_what_nobody_ended_ends_with_a_case_that_did_not_belong_there(kind: AbsenceKind) -> None:
    """Else it and what a list says of after the closing would both last: two periods that overlap."""
    wrongly = make_case(closed_on=SCHOOL_DAYS[4], closing_reason=ClosingReason.WRONGLY_LISTED)
    typed = Absence(id="a1", case_id="c1", kind=SICK, starts_on=SCHOOL_DAYS[0])
    days = [ListedDay(day, kind, WHOLE) for day in SCHOOL_DAYS[5:10]]

    def told(absences: tuple[Absence, ...]) -> tuple[Absence, ...]:
        known = settled(wrongly, absences, days)
        return apply_list("c1", known, days, [(SCHOOL_DAYS[5], SCHOOL_DAYS[9])], CALENDAR, closed=wrongly.closed_on)

    absences = told((typed,))
    assert [(one.kind, one.starts_on, one.ends_on) for one in absences] == [
        (SICK, SCHOOL_DAYS[0], SCHOOL_DAYS[4]), (kind, SCHOOL_DAYS[5], None),
    ]  # fmt: skip
    assert told(absences) == absences
    assert settled(wrongly, (typed,), days[:0]) == (typed,), "nothing was said of after the closing"
    assert settled(replace(wrongly, closing_reason=ClosingReason.OTHER), (typed,), days) == (typed,)


def test_what_a_person_ended_after_the_closing_covers_those_days() -> None:
    """He knew of them: a list adds what comes after his last day alone."""
    wrongly = make_case(closed_on=SCHOOL_DAYS[4], closing_reason=ClosingReason.WRONGLY_LISTED)
    typed = Absence(id="a1", case_id="c1", kind=SICK, starts_on=SCHOOL_DAYS[0], ends_on=SCHOOL_DAYS[7])
    days = [ListedDay(day, AWAY, WHOLE) for day in SCHOOL_DAYS[5:10]]
    known = settled(wrongly, (typed,), days)
    absences = apply_list("c1", known, days, [(SCHOOL_DAYS[5], SCHOOL_DAYS[9])], CALENDAR, closed=wrongly.closed_on)
    assert [(one.starts_on, one.ends_on) for one in absences] == [
        (SCHOOL_DAYS[0], SCHOOL_DAYS[7]), (SCHOOL_DAYS[8], None),
    ]  # fmt: skip


def test_an_open_illness_hides_no_days_without_leave() -> None:
    """What a person entered stays; weeks without leave come beside it, other kinds do not."""
    typed = Absence(id="a1", case_id="c1", kind=SICK, starts_on=SCHOOL_DAYS[0])
    truth = dict.fromkeys(SCHOOL_DAYS[5:10], AWAY) | {SCHOOL_DAYS[11]: AbsenceKind.AUTHORISED}
    absences = read((typed,), truth, SCHOOL_DAYS[5], SCHOOL_DAYS[14])
    assert [(one.kind, one.starts_on, one.ends_on) for one in absences] == [
        (SICK, SCHOOL_DAYS[0], None), (AWAY, SCHOOL_DAYS[5], SCHOOL_DAYS[9]),
    ]  # fmt: skip
    days = [ListedDay(SCHOOL_DAYS[5], AWAY, WHOLE)]
    assert contradicts((typed,), days)
    assert not contradicts((typed,), [ListedDay(SCHOOL_DAYS[5], SICK, WHOLE)])
    assert not contradicts((replace(typed, ends_on=SCHOOL_DAYS[1]),), days)


@pytest.mark.parametrize(
    ("rows", "kind", "minutes"),
    [
        ([(SICK, 100), (AbsenceKind.AUTHORISED, 50)], SICK, 150),
        ([(AWAY, 100), (SICK, 100)], AWAY, HALF_DAY_MINUTES),
        ([(AWAY, 200), (SICK, 100)], AWAY, 200),
        ([(AWAY, 50), (SICK, 60), (AWAY, 50)], AWAY, 100),
    ],
)
def test_a_day_is_what_took_most_of_it(rows: list[tuple[AbsenceKind, int]], kind: AbsenceKind, minutes: int) -> None:
    """Lesson hours add up by kind; on a tie unauthorised absence counts, and no more of it than there was."""
    assert listed_days((FIRST, one, length) for one, length in rows) == (ListedDay(FIRST, kind, minutes),)


def test_a_list_that_runs_on_over_a_summer_leaves_no_vacation_behind() -> None:
    """Who was ill in June and in September stood in one period, and is at school in between by the newer list."""
    days = [day for n in range(110) if CALENDAR.is_school_day(day := date(2025, 6, 2) + timedelta(days=n))]
    (about,) = spans_of(days, CALENDAR)
    assert about == (days[0], days[-1])
    absences = read((), dict.fromkeys(days, SICK), *about)
    truth = {day: SICK for day in days if not date(2025, 7, 5) <= day < date(2025, 9, 1)}
    assert [(one.starts_on, one.ends_on) for one in read(absences, truth, *about)] == [
        (days[0], date(2025, 7, 4)), (date(2025, 9, 1), None),
    ]  # fmt: skip
    quiet = [day for day in days if not date(2025, 7, 5) <= day < date(2025, 9, 1)]
    assert [first for first, _ in spans_of(quiet, CALENDAR)] == [days[0], date(2025, 9, 1)]
