"""Cases of every kind, for the tests of judging: mostly plain, some odd, with absences in any order."""

from datetime import date, timedelta

from hypothesis import strategies as st

from factories import make_absence, make_case, make_exemption, make_file
from thuisplan_desktop.register.case_codes import Diploma, VsoProfile
from thuisplan_desktop.register.codes import AbsenceKind, Enrolment, NotCounted, OfferKind, SchoolType, Vrijstelling
from thuisplan_desktop.register.schooling import SchoolPeriod

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
        listed = day + timedelta(days=draw(st.integers(0, 5))) if end is None and draw(st.booleans()) else None
        rows.append(make_absence(case, kind=kind, starts_on=day, ends_on=end, minutes=minutes, listed_until=listed))
        day += timedelta(days=(length or 0) + draw(st.sampled_from([-3, 1, 1, 3, 4, 10])))
    return tuple(draw(st.permutations(rows)))


@st.composite
def files(draw):
    """A case that is mostly plain, with absences in any order."""
    odd = draw(st.booleans())
    timetable = draw(st.sampled_from([0, 0, 60, 150]))
    case = make_case(first_absent_on=draw(maybe), birth_date=draw(births), timetable_minutes=timetable)
    if odd:
        case = make_case(
            first_absent_on=draw(maybe),
            birth_date=draw(births),
            timetable_minutes=timetable,
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
    exempt = make_exemption(case, held, starts_on=draw(maybe), ends_on=draw(maybe)) if held else None
    earlier = SchoolPeriod(
        id=f"s{case.id}",
        case_id=case.id,
        school_name="De Eerdere School",
        starts_on=draw(near),  # not so long ago that twelve years of school end the leerplicht
        ends_on=draw(maybe),
    )
    return make_file(
        case,
        absences=draw(absences(case)),
        contacts=(),
        exemptions=(exempt,) if exempt else (),
        school_periods=(earlier,) if odd and draw(st.booleans()) else (),
    )
