"""A school's calendar as a list: what it may change, in which order that counts, and the way back."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuisplan_desktop.errors import InvalidCalendar
from thuisplan_desktop.register.calendar import DayKind, OwnDays, SchoolCalendar, moved
from thuisplan_desktop.register.calendar_rows import for_region, in_order, moved_to, rows, without

NOORD, ZUID = SchoolCalendar.load("noord"), SchoolCalendar.load("zuid")
SINCE, UNTIL = date(2026, 8, 1), date(2028, 7, 31)
STUDY = OwnDays(DayKind.FREE, "studiedag", date(2026, 11, 12), date(2026, 11, 12))


def listed(own=()):
    return rows(NOORD.with_own(own), SINCE, UNTIL)


def row_of(name, year, own=()):
    return next(row for row in listed(own) if row.name == name and row.starts_on.year == year)


def test_two_school_years_of_vacations_and_every_own_day():
    """Public holidays are not in the list: they are free anyhow. Own days are, whenever they are."""
    long_ago = OwnDays(DayKind.FREE, "verbouwing", date(2024, 3, 4), date(2024, 3, 5))
    found = listed((STUDY, long_ago))
    assert [row.name for row in found][:3] == ["verbouwing", "Zomervakantie", "Herfstvakantie"]
    assert found == tuple(sorted(found, key=lambda row: row.starts_on))
    assert not {"Koningsdag", "Nieuwjaarsdag"} & {row.name for row in found}
    assert row_of("studiedag", 2026, (STUDY,)).own == (STUDY,)


def test_a_moved_vacation_is_one_row_and_can_be_put_back():
    """Twice moved is moved once; back on its shipped days nothing of the school's own is left."""
    own = moved_to((STUDY,), row_of("Meivakantie", 2027), date(2027, 5, 1), date(2027, 5, 9))
    row = row_of("Meivakantie", 2027, own)
    assert (row.starts_on, row.ends_on, len(row.own)) == (date(2027, 5, 1), date(2027, 5, 9), 2)
    own = moved_to(own, row, date(2027, 4, 17), date(2027, 4, 25))
    assert len(own) == 3
    row = row_of("Meivakantie", 2027, own)
    assert moved_to(own, row, row.shipped.starts_on, row.shipped.ends_on) == without(own, row) == (STUDY,)


def test_a_vacation_does_not_move_to_another_season():
    """More than ten weeks away is a typing error in the year."""
    with pytest.raises(InvalidCalendar) as refused:
        moved_to((), row_of("Meivakantie", 2027), date(2028, 5, 1), date(2028, 5, 9))
    assert "tien weken" in refused.value.facts["reason"]


def test_lessons_after_all_win_from_days_off():
    """Whatever the order in which they were typed."""
    camp = OwnDays(DayKind.SCHOOL, "toch les", STUDY.starts_on, STUDY.ends_on)
    assert in_order(NOORD, (camp, STUDY)) == (STUDY, camp)
    assert NOORD.with_own(in_order(NOORD, (camp, STUDY))).is_school_day(STUDY.starts_on)


@pytest.mark.parametrize(
    ("own", "reason"),
    [
        ((STUDY, STUDY), "staat er al"),
        ((OwnDays(DayKind.FREE, "sportdag", date(2026, 11, 14), date(2026, 11, 15)),), "weekend"),
        ((OwnDays(DayKind.FREE, "", date(2026, 11, 12), date(2026, 11, 12)),), "naam"),
        ((OwnDays(DayKind.FREE, "lang", date(2026, 1, 1), date(2026, 4, 1)),), "tien weken"),
    ],
)
def test_days_that_can_t_be(own, reason):
    """Twice, in a weekend, without a name, longer than any vacation."""
    with pytest.raises(InvalidCalendar) as refused:
        in_order(NOORD, own)
    assert reason in refused.value.facts["reason"]


def weeks(start, number, name="verbouwing"):
    return OwnDays(DayKind.FREE, name, start, start + timedelta(days=7 * number - 3))


@pytest.mark.parametrize(
    ("own", "reason"),
    [
        ([weeks(date(2026, 9, 7) + timedelta(days=70 * n), 10, f"deel {n}") for n in range(5)], "tien weken"),
        ([weeks(date(2027, 8, 23), 9)], "tien weken"),  # the six weeks of summer lie before it
        ([weeks(date(2026, 11, 2) + timedelta(days=28 * n), 3, f"deel {n}") for n in range(5)], "schooldagen over"),
    ],
)
def test_own_days_together_leave_a_schooljaar(own, reason):
    """Terms count on school days: a year without school would let who is at home drop out of sight."""
    with pytest.raises(InvalidCalendar) as refused:
        in_order(NOORD, own)
    assert reason in refused.value.facts["reason"]
    assert in_order(NOORD, own[:1]) if len(own) > 1 else in_order(NOORD, [weeks(date(2027, 8, 23), 3)])


def test_in_another_region_only_what_was_about_its_vacations_goes():
    """A study day is a study day everywhere; a moved vacation of Noord says nothing about Zuid."""
    own = moved_to((STUDY,), row_of("Meivakantie", 2027), date(2027, 5, 1), date(2027, 5, 9))
    assert for_region(own, NOORD, ZUID) == (STUDY,)


DAYS = st.builds(
    lambda kind, start, length: OwnDays(kind, "eigen", start, start + timedelta(days=length)),
    st.sampled_from(DayKind), st.dates(SINCE, UNTIL), st.integers(0, 20),
)  # fmt: skip


@given(st.lists(DAYS, max_size=5), st.integers(-20, 20))
@settings(max_examples=100)
def test_what_is_listed_is_what_counts(own, shift):
    """Every own day that was accepted is in one row; taking all rows away gives the shipped calendar back."""
    vacation = next(one for one in NOORD.periods if one.name == "Kerstvakantie" and one.starts_on.year == 2026)
    pair = moved(vacation, vacation.starts_on + timedelta(days=shift), vacation.ends_on + timedelta(days=shift))
    try:
        kept = in_order(NOORD, (*own, *pair))
    except InvalidCalendar:
        return
    assert in_order(NOORD, kept) == kept
    found = listed(kept)
    assert sorted((day for row in found for day in row.own), key=repr) == sorted(kept, key=repr)
    for row in found:
        kept = without(kept, row)
    assert kept == ()
