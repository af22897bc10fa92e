"""The judging that the program uses gives the answer of the plain one, on random files and on any day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import make_absence, make_case, make_file
from register import plain_judging
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.ages import ObligedOn, is_leerplichtig
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case_codes import Diploma, VsoProfile
from thuisplan_desktop.register.codes import AbsenceKind, Enrolment, NotCounted, OfferKind, SchoolType, Vrijstelling
from thuisplan_desktop.register.exemption import Exemption
from thuisplan_desktop.register.status import classify

REGIONS = ["noord", "midden", "zuid"]
ON = date(2026, 3, 20)

near = st.integers(-150, 20).map(lambda days: ON + timedelta(days=days))
maybe = st.none() | near
births = st.none() | st.dates(date(2007, 1, 1), date(2022, 6, 1)) | st.dates(date(2008, 1, 1), date(2010, 8, 1))


@st.composite
def absences(draw, case):
    """Periods that touch, overlap, leave gaps of a weekend or a vacation, last, or end before they start."""
    rows, day = [], ON - timedelta(days=draw(st.integers(0, 150)))
    for _ in range(draw(st.integers(0, 7))):
        length = draw(st.sampled_from([-2, 0, 0, 1, 4, 6, 11, 25, 40, None]))
        minutes = draw(st.sampled_from([0, 0, 60, 330, 3000]))
        end = None if length is None else day + timedelta(days=length)
        kind = draw(st.sampled_from(list(AbsenceKind)))
        rows.append(make_absence(case, kind=kind, starts_on=day, ends_on=end, minutes=minutes))
        day += timedelta(days=(length or 0) + draw(st.sampled_from([-3, 1, 1, 3, 4, 10])))
    return tuple(draw(st.permutations(rows)))


@st.composite
def files(draw):
    """A case that is mostly plain, with absences in any order."""
    odd = draw(st.booleans())
    case = make_case(first_absent_on=draw(maybe), birth_date=draw(births))
    if odd:
        case = make_case(
            first_absent_on=draw(maybe),
            birth_date=draw(births),
            school_type=draw(st.sampled_from(list(SchoolType))),
            enrolment=draw(st.sampled_from(list(Enrolment))),
            enrolled_on=draw(maybe),
            left_on=draw(maybe),
            diploma=draw(st.none() | st.sampled_from(list(Diploma))),
            diploma_on=draw(maybe),
            vso_profile=draw(st.none() | st.sampled_from(list(VsoProfile))),
            not_counted=draw(st.none() | st.sampled_from(list(NotCounted))),
            waits_for_mbo=draw(st.booleans()),
            offer_kind=draw(st.none() | st.sampled_from(list(OfferKind))),
            offered_on=draw(maybe),
            place_available_on=draw(maybe),
            aftercare_from=draw(maybe),
            aftercare_until=draw(maybe),
            closed_on=draw(maybe),
        )
    held = draw(st.none() | st.sampled_from(list(Vrijstelling))) if odd else None
    exemptions = (Exemption(id="v", case_id=case.id, kind=held, starts_on=draw(maybe), ends_on=draw(maybe)),)
    return make_file(case, absences=draw(absences(case)), contacts=(), exemptions=exemptions if held else ())


def agree(file, on, rules, region):
    rules, calendar = definitions.load(rules), SchoolCalendar.load(region)
    found = classify(file, on, rules, calendar)
    assert (found.category, found.since, found.four_weeks_on) == plain_judging.judge(file, on, rules, calendar)
    assert found.why
    assert found.days >= 0


@given(file=files(), on=near, rules=st.sampled_from(definitions.names()), region=st.sampled_from(REGIONS))
@settings(max_examples=400, deadline=None)
def test_both_ways_of_judging_agree(file, on, rules, region):
    """Category, first day and four weeks are the same, whatever the order of the rows."""
    agree(file, on, rules, region)


@pytest.mark.long
@given(file=files(), on=near, rules=st.sampled_from(definitions.names()), region=st.sampled_from(REGIONS))
@settings(max_examples=20_000, deadline=None)
def test_both_ways_of_judging_agree_at_length(file, on, rules, region):
    """The same, for a quarter of an hour's worth of files."""
    agree(file, on, rules, region)


@given(on=st.dates(date(2019, 12, 25), date(2030, 12, 31)), born=st.integers(-40, 40), years=st.sampled_from([5, 18]))
@settings(max_examples=300, deadline=None)
def test_the_obliged_are_born_between_two_days(on, born, years):
    """Around both limits the quick question has the answer of the law's own reckoning."""
    birth = date(on.year - years, on.month, 1) + timedelta(days=born)
    for calendar in map(SchoolCalendar.load, REGIONS):
        assert ObligedOn(on, calendar)(birth.toordinal()) == is_leerplichtig(birth, on, calendar)
