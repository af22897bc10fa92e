"""What the periods of a case add up to: sixteen hours within four lesweken, days and reports of illness.

On plain values with day numbers, because the worklist asks it of every case of a register.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from thuisplan_desktop.register.absence import SIXTEEN_HOURS
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.codes import AbsenceKind
from thuisplan_desktop.register.stretch import OPEN, Periods, Row, Stretches

_FOUR_WEEKS = 4
_UNAUTHORISED, _SICK = AbsenceKind.UNAUTHORISED.value, AbsenceKind.SICK.value
_ONLY_SICK = frozenset({_SICK})
_NOTHING_TOLD: Mapping[int, int] = MappingProxyType({})


def sixteen_hours_reached(
    rows: Iterable[Row],
    on: int,
    calendar: SchoolCalendar,
    minutes_per_day: int,
    limit: int = SIXTEEN_HOURS,
    *,
    since: int = 1,
    told_until: Mapping[int, int] = _NOTHING_TOLD,
) -> list[int]:
    """Every day up to `on` on which sixteen unauthorised hours within four lesweken were full, oldest first.

    LPW article 21/21a: at least 16 hours in four consecutive lesweken, a rolling window; DUO: vacation weeks are left
    out and counting starts anew the day after. `limit` is in minutes. A period without minutes counts
    `minutes_per_day` per school day; one that lasts goes on as the days did that a list told (`Periods.told_until`),
    and as whole days where none did. Days before `since` don't count: no school was owed (`facts.obliged_since`).
    """
    reached: list[int] = []
    missed: deque[tuple[int, float]] = deque()
    for day, minutes in sorted(_minutes_by_day(rows, on, calendar, minutes_per_day, told_until).items()):
        if day < since:
            continue
        while missed and calendar.lesweken(missed[0][0], day) >= _FOUR_WEEKS:
            missed.popleft()
        missed.append((day, minutes))
        if sum(n for _, n in missed) >= limit:
            reached.append(day)
            missed.clear()
    return reached


def _minutes_by_day(
    rows: Iterable[Row], on: int, calendar: SchoolCalendar, minutes_per_day: int, told_until: Mapping[int, int]
) -> dict[int, float]:
    """Minutes of a longer period are spread evenly over the school days that they were counted of."""
    by_day: dict[int, float] = {}
    for end, start, kind, minutes in rows:
        if kind != _UNAUTHORISED:
            continue
        days = calendar.school_days(start, on if end == OPEN else end)
        counted = calendar.school_days(start, min(told_until.get(start, 0), on)) if end == OPEN else days
        each = minutes / len(counted) if minutes and counted else minutes_per_day
        for day in days:
            if day <= on:
                by_day[day] = by_day.get(day, 0) + each
    return by_day


def illnesses(periods: Periods, stretches: Stretches) -> list[tuple[int, int]]:
    """First and last day of every run of illness without a school day in between, oldest first."""
    rows = periods.newest_first(stretches.days)
    ill = stretches.at_home((row for row in rows if row[2] == _SICK), periods.half)
    return list(stretches.runs(ill, _ONLY_SICK))[::-1]


def sick_reports(periods: Periods, stretches: Stretches) -> list[int]:
    """First day of every time the pupil was reported ill, oldest first.

    Also for a part of a day: who is sent home, or comes late, was reported as well. Of illness on one school day after
    another there was one report, however a list cuts it up.
    """
    ill = (row for row in periods.newest_first(stretches.days) if row[2] == _SICK)
    return [first for first, _ in stretches.runs(ill, _ONLY_SICK)][::-1]


def sick_days(rows: Iterable[Row], begin: int, on: int, calendar: SchoolCalendar) -> list[int]:
    """Every school day of illness from one day to another, oldest first."""
    ill = (row for row in rows if row[2] == _SICK and row[0] >= begin)
    return sorted({day for end, start, *_ in ill for day in calendar.school_days(max(start, begin), min(end, on))})
