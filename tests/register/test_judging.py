"""The judging that the program uses gives the answer of the plain one, on random files and on any day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from register import plain_judging
from register.any_file import REGIONS, files, near
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.ages import ObligedOn, is_leerplichtig
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.status import classify


def agree(file, on, rules, region):
    rules, calendar = definitions.load(rules), SchoolCalendar.load(region)
    found = classify(file, on, rules, calendar)
    assert (found.category, found.since, found.four_weeks_on) == plain_judging.judge(file, on, rules, calendar)
    assert found.why
    assert found.days >= 0


@given(file=files(), on=near, rules=st.sampled_from(definitions.names()), region=st.sampled_from(REGIONS))
@settings(max_examples=400)
def test_both_ways_of_judging_agree(file, on, rules, region):
    """Category, first day and four weeks are the same, whatever the order of the rows."""
    agree(file, on, rules, region)


@pytest.mark.long
@given(file=files(), on=near, rules=st.sampled_from(definitions.names()), region=st.sampled_from(REGIONS))
@settings(max_examples=20_000)
def test_both_ways_of_judging_agree_at_length(file, on, rules, region):
    """The same, for a quarter of an hour's worth of files."""
    agree(file, on, rules, region)


@given(on=st.dates(date(2019, 12, 25), date(2030, 12, 31)), born=st.integers(-40, 40), years=st.sampled_from([5, 18]))
@settings(max_examples=300)
def test_the_obliged_are_born_between_two_days(on, born, years):
    """Around both limits the quick question has the answer of the law's own reckoning."""
    birth = date(on.year - years, on.month, 1) + timedelta(days=born)
    for calendar in map(SchoolCalendar.load, REGIONS):
        assert ObligedOn(on, calendar)(birth.toordinal()) == is_leerplichtig(birth, on, calendar)
