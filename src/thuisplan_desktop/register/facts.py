"""What judging needs to know of a case: a few fields, as plain values with day numbers for dates."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from thuisplan_desktop.register.ages import Schooling, leerplicht_from
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.case_codes import Diploma, VsoProfile
from thuisplan_desktop.register.codes import Enrolment, Vrijstelling
from thuisplan_desktop.register.stretch import OPEN, DayNumbers


class Facts(NamedTuple):
    """The fields of a case that its category can depend on. Codes are as stored; days are numbers."""

    id: str
    school_type: str
    enrolment: str
    not_counted: str | None
    offer_kind: str | None
    waits_for_mbo: int
    diploma: str | None
    vso_profile: str | None
    timetable_minutes: int
    diploma_on: int | None
    birth_date: int | None
    enrolled_on: int | None
    left_on: int | None
    first_absent_on: int | None
    offered_on: int | None
    place_available_on: int | None
    aftercare_from: int | None
    aftercare_until: int | None
    closed_on: int | None


class Held(NamedTuple):
    """An exemption in a period; without a last day it still holds. One without a first day was only asked for."""

    kind: str
    duration: str | None
    starts_on: int
    ends_on: int


class Background(NamedTuple):
    """What few cases have: exemptions, and the first and last day of earlier enrolments."""

    exemptions: Sequence[Held] = ()
    schools: Sequence[tuple[int, int]] = ()


NO_BACKGROUND = Background()

FIELDS = Facts._fields
"""The columns to read, in this order."""

_FIRST_DATE = FIELDS.index("diploma_on")


def facts_of(file: CaseFile) -> tuple[Facts, Background]:
    """The facts of a case that is already read."""
    values = (getattr(file.case, name) for name in FIELDS)
    facts = Facts._make(value.toordinal() if isinstance(value, date) else value for value in values)
    held = [
        Held(one.kind, one.duration, one.starts_on.toordinal(), _last(one.ends_on))
        for one in file.exemptions
        if one.starts_on is not None
    ]
    return facts, Background(held, [(_first(one.starts_on), _last(one.ends_on)) for one in file.school_periods])


def _first(day: date | None) -> int:
    return 1 if day is None else day.toordinal()


def _last(day: date | None) -> int:
    return OPEN if day is None else day.toordinal()


def reader(days: DayNumbers) -> Callable[[Sequence[Any]], Facts]:
    """Make facts of a row of the columns `FIELDS`, as they are stored."""

    def read(row: Sequence[Any]) -> Facts:
        dates = [None if text is None else days[text] for text in row[_FIRST_DATE:]]
        return Facts._make((*row[:_FIRST_DATE], *dates))

    return read


def background(exemptions: Sequence[Any], schools: Sequence[Any], days: DayNumbers) -> Background:
    """The background of a case out of its stored rows."""
    if not exemptions and not schools:
        return NO_BACKGROUND
    held = [Held(kind, duration, *_between(first, last, days)) for kind, duration, first, last in exemptions if first]
    return Background(held, [_between(first, last, days) for first, last in schools])


def _between(first: str | None, last: str | None, days: DayNumbers) -> tuple[int, int]:
    return days[first] if first else 1, days[last] if last else OPEN


def exemption_on(background: Background, on: int) -> Held | None:
    """The exemption that holds on a day; substitute leerplicht (3a, 3b) and article 11 never exempt."""
    for held in background.exemptions:
        if held.starts_on <= on <= held.ends_on and Vrijstelling(held.kind).exempts:
            return held
    return None


def obliged_since(birth: int | None, background: Background, on: int, calendar: SchoolCalendar) -> int:
    """The first day from which school was owed without a break up to a day; 1 when it always was, as far as we know.

    One rule for who was exempt and for who was not leerplichtig yet: nobody had to be at school, or enrolled, on those
    days (LPW article 2, 3 and 5), so no absence of then is verzuim, and no term runs over it.
    """
    young = 1 if birth is None else leerplicht_from(date.fromordinal(birth), calendar).toordinal()
    return max(young, exempt_until(background, on) + 1 if background.exemptions else 1)


def exempt_until(background: Background, on: int) -> int:
    """The last day of the last exemption that ended before a day; 0 when none did."""
    ended = (held for held in background.exemptions if held.ends_on < on and Vrijstelling(held.kind).exempts)
    return max((held.ends_on for held in ended), default=0)


def last_enrolled(facts: Facts, background: Background, on: int) -> int | None:
    """The last day of enrolment of who has left without a next school; None when it is known where the pupil is.

    Not enrolled is an answer too, and so is a closed case. A later school whose period ended as well leaves the
    question open. Nothing is guessed: who is not enrolled may be absoluut verzuim (Leerplichtwet 1969, artikel 2).
    """
    left = facts.left_on
    if left is None or left >= on or facts.enrolment != Enrolment.ENROLLED:
        return None
    if (facts.enrolled_on or 0) > left or (facts.closed_on or OPEN) <= on:
        return None
    # a school without an end counts only when it began after leaving: an earlier one without an end proves nothing
    last = max([left, *(end for begin, end in background.schools if end != OPEN or begin >= left)])
    return last if last < on else None


def schooling(facts: Facts, background: Background) -> Schooling | None:
    """What moves the end of leerplicht or kwalificatieplicht; None for the many for whom nothing does."""
    diploma = Diploma(facts.diploma) if facts.diploma else None
    profile = VsoProfile(facts.vso_profile) if facts.vso_profile else None
    freed = diploma is Diploma.PRO or (profile is not None and profile.frees_of_kwalificatieplicht)
    if facts.birth_date is None or not (freed or (diploma is not None and diploma.is_startkwalificatie)):
        return None
    last = OPEN if facts.left_on is None or (facts.enrolled_on or 0) > facts.left_on else facts.left_on
    now = [] if facts.enrolled_on is None else [(facts.enrolled_on, last)]
    return Schooling(
        birth=date.fromordinal(facts.birth_date),
        qualified=diploma is not None and diploma.is_startkwalificatie,
        diploma_on=None if facts.diploma_on is None else date.fromordinal(facts.diploma_on),
        enrolments=tuple((date.fromordinal(a), date.fromordinal(b)) for a, b in (*background.schools, *now)),
    )
