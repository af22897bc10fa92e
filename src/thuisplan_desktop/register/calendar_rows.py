"""A school's calendar as a list that it can change: the shipped vacations of its region and its own days.

A moved vacation is two own days that belong together: lessons on the shipped days, then free on its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from thuisplan_desktop.dutch import format_date_short
from thuisplan_desktop.errors import InvalidCalendar
from thuisplan_desktop.register.calendar import DayKind, FreeDays, OwnDays, SchoolCalendar, check, check_together, moved

Own = tuple[OwnDays, ...]

_FURTHEST = timedelta(weeks=10)


@dataclass(frozen=True)
class CalendarRow:
    """`shipped` is the vacation as the calendar came, `own` what the school keeps of its own to make this row."""

    name: str
    starts_on: date
    ends_on: date
    kind: DayKind
    shipped: FreeDays | None = None
    own: Own = ()


def rows(calendar: SchoolCalendar, since: date, until: date) -> tuple[CalendarRow, ...]:
    """The vacations between two days and all own days, the earliest first; public holidays are free anyhow."""
    found = (row for row in _rows(calendar) if row.own or (row.ends_on >= since and row.starts_on <= until))
    return tuple(sorted(found, key=lambda row: (row.starts_on, row.ends_on, row.name)))


def _rows(calendar: SchoolCalendar) -> Iterator[CalendarRow]:
    pairs = dict(_pairs(calendar))
    together = [day for pair in pairs.values() for day in pair]
    for one in calendar.periods:
        if not one.everywhere:
            last = pairs[one][1] if one in pairs else one
            yield CalendarRow(one.name, last.starts_on, last.ends_on, DayKind.FREE, one, pairs.get(one, ()))
    for day in calendar.own:
        if day not in together:
            yield CalendarRow(day.name, day.starts_on, day.ends_on, day.kind, None, (day,))


def _pairs(calendar: SchoolCalendar) -> Iterator[tuple[FreeDays, tuple[OwnDays, OwnDays]]]:
    for first, second in pairwise(calendar.own):
        for one in calendar.periods:
            if (first, second) == moved(one, second.starts_on, second.ends_on):
                yield one, (first, second)


def without(own: Own, row: CalendarRow) -> Own:
    """The school's days when this row is its own no longer; a moved vacation is then as it came."""
    return tuple(day for day in own if day not in row.own)


def moved_to(own: Own, row: CalendarRow, starts_on: date, ends_on: date) -> Own:
    """The school's days with this shipped vacation on other days; on its shipped days nothing is left to keep.

    Raises InvalidCalendar for days so far away that another vacation must be meant.
    """
    if row.shipped is not None and abs(starts_on - row.shipped.starts_on) > _FURTHEST:
        raise InvalidCalendar(reason=f"{row.name} ligt dan meer dan tien weken van de meegeleverde dagen")
    if row.shipped is None or (starts_on, ends_on) == (row.shipped.starts_on, row.shipped.ends_on):
        return without(own, row)
    return (*without(own, row), *moved(row.shipped, starts_on, ends_on))


def in_order(calendar: SchoolCalendar, own: Sequence[OwnDays]) -> Own:
    """Checked, and in the order in which they count: moved vacations, then days off, then days with lessons after all.

    Raises InvalidCalendar for days that can't be, that stand there twice, that lie in a weekend, or that leave too
    little school together.
    """
    for number, day in enumerate(own):
        check(day)
        if day in own[:number]:
            raise InvalidCalendar(reason=f"{format_date_short(day.starts_on)} met deze naam staat er al")
    together = calendar.with_own(own)
    pairs = [day for _, pair in _pairs(together) for day in pair]
    for day in own:
        if day not in pairs and not any(one.weekday() < 5 for one in _days(day)):
            raise InvalidCalendar(reason=f"{format_date_short(day.starts_on)} valt in een weekend: dan is er geen les")
    alone = sorted((day for day in own if day not in pairs), key=lambda day: day.kind is DayKind.SCHOOL)
    ordered = (*pairs, *alone)
    check_together(calendar.with_own(ordered))
    return ordered


def for_region(own: Own, old: SchoolCalendar, new: SchoolCalendar) -> Own:
    """The own days that stay in another vakantieregio: those that were not about a vacation of the old one."""
    pairs = {day for _, pair in _pairs(old.with_own(own)) for day in pair}
    return in_order(new, tuple(day for day in own if day not in pairs))


def _days(day: OwnDays) -> Iterator[date]:
    return (day.starts_on + timedelta(days=offset) for offset in range((day.ends_on - day.starts_on).days + 1))
