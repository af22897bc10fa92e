"""Ages and leerplicht (domain §4.1)."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuisplan_desktop.register.ages import (
    age_on,
    is_leerplichtig,
    kwalificatieplicht_until,
    leerplicht_from,
    leerplicht_until,
)
from thuisplan_desktop.register.calendar import SchoolCalendar

NOORD = SchoolCalendar.load("noord")


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        (date(2014, 3, 10), date(2026, 3, 9), 11),
        (date(2014, 3, 10), date(2026, 3, 10), 12),
        (date(2012, 2, 29), date(2026, 2, 28), 13),
        (date(2012, 2, 29), date(2026, 3, 1), 14),
        (date(2012, 2, 29), date(2028, 2, 29), 16),
    ],
)
def test_age_changes_on_the_birthday(birth, on, age):
    """On the day itself; who was born on 29 February waits for 1 March."""
    assert age_on(birth, on) == age


@pytest.mark.parametrize(
    ("birth", "first"),
    [
        (date(2021, 3, 14), date(2026, 4, 1)),
        (date(2021, 3, 1), date(2026, 4, 1)),
        (date(2020, 2, 28), date(2025, 3, 3)),
        (date(2020, 2, 29), date(2025, 4, 1)),  # five on 1 March, as everywhere in this program
        (date(2020, 12, 24), date(2026, 1, 5)),  # January begins in the Christmas holidays
        (date(2019, 7, 2), date(2024, 9, 2)),  # in Noord all of August 2024 was vacation
    ],
)
def test_leerplicht_starts_on_the_first_school_day_of_the_next_month(birth, first):
    """LPW article 3 lid 1: the month after the one in which the child turned five."""
    assert leerplicht_from(birth, NOORD) == first


@pytest.mark.parametrize(
    ("birth", "last"),
    [
        (date(2010, 7, 31), date(2026, 7, 31)),
        (date(2010, 8, 1), date(2027, 7, 31)),
        (date(2008, 2, 29), date(2024, 7, 31)),
    ],
)
def test_leerplicht_ends_with_the_schooljaar_of_the_sixteenth_birthday(birth, last):
    """One day of birth makes a year of difference."""
    assert leerplicht_until(birth) == last


def test_kwalificatieplicht_ends_at_eighteen():
    """Until the birthday itself; 29 February gives 1 March."""
    assert kwalificatieplicht_until(date(2008, 5, 6)) == date(2026, 5, 6)
    assert kwalificatieplicht_until(date(2008, 2, 29)) == date(2026, 3, 1)


@given(birth=st.dates(date(2005, 1, 1), date(2020, 12, 31)), on=st.dates(date(2020, 1, 1), date(2030, 12, 31)))
@settings(max_examples=80)
def test_nobody_under_five_or_from_eighteen_is_leerplichtig(birth, on):
    """Between six and eighteen everybody is, outside it nobody."""
    age = age_on(birth, on)
    obliged = is_leerplichtig(birth, on, NOORD)
    assert not (obliged and (age < 5 or age >= 18))
    assert obliged or not 6 <= age < 18
