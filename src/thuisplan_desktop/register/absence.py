"""First absent day, duration, half days, three months: the arithmetic of being absent.

Terms run from the first day a pupil was really absent, never from the melding (Regionaal Thuiszitterspact
Noord-Kennemerland 2017, footnote 2). A vacation never interrupts a run (domain §4.3).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import Absence, Case
from thuisplan_desktop.register.codes import AbsenceKind
from thuisplan_desktop.register.spans import add_months

HOME_KINDS = frozenset(AbsenceKind) - {AbsenceKind.PARTIAL}
"""Kinds that mean: not at school at all."""

_DAY = timedelta(days=1)
SIXTEEN_HOURS = 16 * 60
"""Minutes in four lesweken (LPW article 21, 21a): at least so many, not more than."""

SCHOOL_DAY_MINUTES = 330
"""A school day of 5.5 hours, for whom no timetable of his own is known."""


def half_day(timetable_minutes: int) -> int:
    """Half of what a pupil has on a school day (0: the usual 5.5 hours): who misses less is mostly at school.

    LPW article 21a counts les- of praktijktijd. Who has three lessons a day and misses all three is away that day.
    """
    return (timetable_minutes or SCHOOL_DAY_MINUTES) // 2


HALF_DAY_MINUTES = half_day(0)


class WeekUnit(StrEnum):
    """How four weeks are counted for langdurig verzuim: the law doesn't say (domain §4.3)."""

    SCHOOL_WEEKS = "lesweken"  # five school days each, vacations left out
    CALENDAR = "kalenderweken"  # seven days each


@dataclass(frozen=True)
class Run:
    """Absence without a school day in between. `ends_on` is None while it lasts."""

    starts_on: date
    ends_on: date | None
    kinds: frozenset[AbsenceKind]


def runs(
    absences: Iterable[Absence],
    on: date,
    calendar: SchoolCalendar,
    kinds: Collection[AbsenceKind],
    half: int = HALF_DAY_MINUTES,
) -> tuple[Run, ...]:
    """Every run of these kinds that began on or before `on`, oldest first; `half` is that of the pupil's `half_day`.

    Periods are joined when they touch, overlap, or have only days without school between them.
    """
    found: list[Run] = []
    wanted = (
        row for row in absences if row.kind in kinds and row.starts_on <= on and not mostly_present(row, calendar, half)
    )
    for row in sorted(wanted, key=lambda row: row.starts_on):
        if found and _continues(found[-1], row.starts_on, calendar):
            found[-1] = _join(found[-1], row)
        else:
            found.append(Run(row.starts_on, _end(row), frozenset({row.kind})))
    return tuple(found)


def current_run(
    absences: Iterable[Absence],
    on: date,
    calendar: SchoolCalendar,
    kinds: Collection[AbsenceKind],
    half: int = HALF_DAY_MINUTES,
) -> Run | None:
    """The run that lasts on `on`: it covers that day, or there was no school day since it ended."""
    found = runs(absences, on, calendar, kinds, half)
    return found[-1] if found and _continues(found[-1], on + _DAY, calendar) else None


def mostly_present(absence: Absence, calendar: SchoolCalendar, half: int = HALF_DAY_MINUTES) -> bool:
    """A closed period of less than half of each school day: hours missed, but not a day at home."""
    if absence.ends_on is None or not absence.minutes:
        return False
    days = calendar.school_days_between(absence.starts_on, _end(absence) or absence.starts_on)
    return absence.minutes < half * days


def _continues(run: Run, next_day: date, calendar: SchoolCalendar) -> bool:
    if run.ends_on is None or next_day <= run.ends_on + _DAY:
        return True
    return calendar.nth_school_day(run.ends_on + _DAY, 1) >= next_day


def _join(run: Run, row: Absence) -> Run:
    end = _end(row)
    last = None if run.ends_on is None or end is None else max(run.ends_on, end)
    return Run(run.starts_on, last, run.kinds | {row.kind})


def _end(row: Absence) -> date | None:
    """A period that ends before it starts is read as one day: the register must not lose it."""
    return None if row.ends_on is None else max(row.ends_on, row.starts_on)


def with_first_day(case: Case, absences: Sequence[Absence], on: date, calendar: SchoolCalendar) -> tuple[Absence, ...]:
    """The periods, with the first absent day of the case worked in.

    The registered first absent day counts (footnote 2) unless the periods show that the pupil was back since.
    Without any period from that day on, the pupil is taken to be absent without leave and still so: an empty list
    must not make a child disappear.
    """
    first = case.first_absent_on
    if first is None or first > on:
        return tuple(absences)
    later = [row for row in absences if row.starts_on <= on and (_end(row) or date.max) >= first]
    if not later:
        return (*absences, _stated(case, first, None, AbsenceKind.UNAUTHORISED))
    run = current_run(absences, on, calendar, HOME_KINDS, half_day(case.timetable_minutes))
    if run is None or run.starts_on <= first or any(row.starts_on < run.starts_on for row in later):
        return tuple(absences)
    begun = (row for row in later if row.starts_on == run.starts_on and row.kind in run.kinds)
    kind = min(row.kind for row in begun)
    return (*absences, _stated(case, first, run.starts_on - _DAY, kind))


def _stated(case: Case, first: date, last: date | None, kind: AbsenceKind) -> Absence:
    return Absence(id="", case_id=case.id, kind=kind, starts_on=first, ends_on=last)


def three_months_on(first: date, months: int = 3) -> date:
    """Calendar months from the first absent day, vacations included, kept within the month (30-11 → 28-02)."""
    return add_months(first, months)
