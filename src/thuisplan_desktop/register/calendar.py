"""The school calendar: which days there is school, as shipped for each vakantieregio and as a school changed it.

Every term of the program counts on this calendar. Counting days is asked for every case and every period, so the
calendar keeps one table of running totals; a stretch of days is then a subtraction.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import accumulate

from thuisplan_desktop.errors import InvalidCalendar
from thuisplan_desktop.paths import resource
from thuisplan_desktop.register.codes import Code
from thuisplan_desktop.register.spans import school_year_end

EVERY_REGION = "alle"
REGIONS = ("noord", "midden", "zuid")
"""The vakantieregio's, as the settings keep them."""

_FIRST = date(1979, 12, 31).toordinal()  # a Monday
_LAST = date(2079, 12, 31).toordinal()
_WEEK = 7
_LONGEST = timedelta(days=70)
_WEEKENDS = 4
"""Days off around ten weeks that begin on a Monday or end on a Friday."""

_FEWEST = 160
"""School days that a schooljaar has at least: our own bound, a school in the Netherlands gives about 190."""


@dataclass(frozen=True)
class FreeDays:
    """A vacation, or a public holiday: those are free everywhere."""

    name: str
    starts_on: date
    ends_on: date
    everywhere: bool = False


class DayKind(Code):
    """What a school changes about its calendar."""

    FREE = "free", "geen les"
    SCHOOL = "school", "toch les"


@dataclass(frozen=True)
class OwnDays:
    """Days that are different at one school: a study day, a local vacation, or lessons in a shipped vacation."""

    kind: DayKind
    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class SchoolCalendar:
    """The days without school, and the stretch of days for which the vacations are known."""

    region: str
    free_days: frozenset[date] = field(repr=False)
    known_from: date
    known_until: date
    periods: tuple[FreeDays, ...] = field(default=(), repr=False)
    own: tuple[OwnDays, ...] = ()

    @classmethod
    def load(cls, region: str) -> "SchoolCalendar":
        """The shipped calendar of 'noord', 'midden' or 'zuid'. ValueError for another word."""
        return _load(region)

    def with_own(self, own: Sequence[OwnDays]) -> "SchoolCalendar":
        """This calendar with a school's own days over it, in their order. InvalidCalendar says what can't be.

        Lessons in a vacation leave its public holidays free.
        """
        free = set(self.free_days)
        holidays = {day for one in self.periods if one.everywhere for day in _days(one.starts_on, one.ends_on)}
        for period in own:
            check(period)
            days = set(_days(period.starts_on, period.ends_on))
            free = free | days if period.kind is DayKind.FREE else free - (days - holidays)
        return replace(self, free_days=frozenset(free), own=tuple(own))

    def is_school_day(self, day: date) -> bool:
        """Monday to Friday, no vacation, no public holiday, no free day of the school's own."""
        return day.weekday() < 5 and day not in self.free_days

    def school_days_between(self, first: date, last: date) -> int:
        """How many school days from `first` to `last`, both counted; none when `last` comes first."""
        return self.count(first.toordinal(), last.toordinal())

    def nth_school_day(self, start: date, n: int) -> date:
        """The n-th school day from `start` on; `start` itself is the first when there is school that day."""
        return date.fromordinal(self.nth(start.toordinal(), n)) if n > 0 else start

    def knows(self, first: date, last: date) -> bool:
        """Are the vacations of this whole stretch known? Outside it only weekends are left out."""
        return self.known_from <= first and last <= self.known_until

    # --- the same on day numbers (`date.toordinal`), which the judging of a whole register uses

    def count(self, first: int, last: int) -> int:
        """School days from day number `first` to `last`, both counted."""
        if last < first:
            return 0
        if first < _FIRST or last > _LAST:
            return sum(self.is_school_day(date.fromordinal(day)) for day in range(first, last + 1))
        before = self._before
        return before[last + 1 - _FIRST] - before[first - _FIRST]

    def nth(self, start: int, n: int) -> int:
        """Day number of the n-th school day from `start` on, n at least 1."""
        if _FIRST <= start <= _LAST:
            place = self._before[start - _FIRST] + n - 1
            if place < len(self._school_days):
                return self._school_days[place]
        found, day = 0, start - 1
        while found < n:
            day += 1
            found += self.is_school_day(date.fromordinal(day))
        return day

    def last_school_day(self, day: int) -> int:
        """Day number of the last school day on or before `day`."""
        if _FIRST <= day <= _LAST and self._before[day + 1 - _FIRST]:
            return self._school_days[self._before[day + 1 - _FIRST] - 1]
        while not self.is_school_day(date.fromordinal(day)):
            day -= 1
        return day

    def school_days(self, first: int, last: int) -> Sequence[int]:
        """Every school day from day number `first` to `last`, both counted."""
        if first < _FIRST or last > _LAST:
            return [day for day in range(first, last + 1) if self.is_school_day(date.fromordinal(day))]
        if last < first:
            return []
        return self._school_days[self._before[first - _FIRST] : self._before[last + 1 - _FIRST]]

    def lesweken(self, first: int, last: int) -> int:
        """How many weeks with school lie from the week of day number `first` to that of `last`; 0 within one week."""
        if first >= _FIRST and last <= _LAST - _WEEK:
            until = self._lesweken
            return max(0, until[(last - _FIRST) // _WEEK] - until[(first - _FIRST) // _WEEK])
        mondays = range(first - (first - 1) % _WEEK + _WEEK, last + 1, _WEEK)  # day number 1 was a Monday
        return sum(self.count(monday, monday + _WEEK - 1) > 0 for monday in mondays)

    @cached_property
    def _lesweken(self) -> list[int]:
        """How many weeks of the table up to and with each of its weeks have school."""
        mondays = range(_FIRST, _LAST - _WEEK, _WEEK)
        return list(accumulate(self.count(monday, monday + _WEEK - 1) > 0 for monday in mondays))

    @cached_property
    def _school_days(self) -> list[int]:
        free = {day.toordinal() for day in self.free_days}
        return [day for day in range(_FIRST, _LAST + 1) if (day + 6) % 7 < 5 and day not in free]

    @cached_property
    def _before(self) -> list[int]:
        """How many school days of the table lie before each of its days, and after the last."""
        school = set(self._school_days)
        return list(accumulate((day in school for day in range(_FIRST, _LAST + 1)), initial=0))


def check(period: OwnDays) -> None:
    """Raise InvalidCalendar for days that can't be: no name, an end before the start, longer than ten weeks, or outside
    the years that the calendar reckons with.
    """
    if not period.name.strip():
        raise InvalidCalendar(reason="de naam ontbreekt, bijvoorbeeld studiedag")
    if period.ends_on < period.starts_on:
        raise InvalidCalendar(reason="de laatste dag ligt vóór de eerste")
    if period.ends_on - period.starts_on > _LONGEST:
        raise InvalidCalendar(reason="langer dan tien weken achter elkaar kan niet")
    if not _FIRST <= period.starts_on.toordinal() <= period.ends_on.toordinal() <= _LAST:
        raise InvalidCalendar(reason="het jaar ligt te ver weg")


def check_together(calendar: SchoolCalendar) -> None:
    """Raise InvalidCalendar where a school's own days together leave too little school, however they are cut up.

    Every term counts on school days: who is home while a calendar says that there is no school drops out of sight. So
    no more than ten weeks without school in a row, and in a schooljaar at least as many school days as `_FEWEST`.
    """
    for period in calendar.own:
        first, last = period.starts_on.toordinal(), period.ends_on.toordinal()
        gap = calendar.nth(last + 1, 1) - calendar.last_school_day(first - 1) - 1
        if calendar.count(first, last) == 0 and gap > _LONGEST.days + _WEEKENDS:
            raise InvalidCalendar(reason=f"rond {period.name} is er dan meer dan tien weken achter elkaar geen les")
        for year in {school_year_end(day).year for day in (period.starts_on, period.ends_on)}:
            left = calendar.count(date(year - 1, 8, 1).toordinal(), date(year, 7, 31).toordinal())
            if left < _FEWEST:
                told = f"in {year - 1}-{year} blijven dan {left} schooldagen over"
                raise InvalidCalendar(reason=f"{told}; minder dan {_FEWEST} is geen schooljaar")


def moved(vacation: FreeDays, starts_on: date, ends_on: date) -> tuple[OwnDays, OwnDays]:
    """A vacation that this school has on other days: lessons on the shipped days, then free on its own."""
    return (
        OwnDays(DayKind.SCHOOL, vacation.name, vacation.starts_on, vacation.ends_on),
        OwnDays(DayKind.FREE, vacation.name, starts_on, ends_on),
    )


@cache
def _load(region: str) -> SchoolCalendar:
    text = resource("calendar", "schoolvakanties.csv").read_text("utf-8")
    rows = [row for row in csv.DictReader(text.splitlines(), delimiter=";") if row["region"] in (region, EVERY_REGION)]
    vacations = [row for row in rows if row["region"] == region]
    if not vacations or region == EVERY_REGION:
        raise ValueError(f"no such vakantieregio: {region}")
    free = [
        FreeDays(row["name"], _date(row["starts_on"]), _date(row["ends_on"]), everywhere=row["region"] == EVERY_REGION)
        for row in rows
    ]
    return SchoolCalendar(
        region=region,
        free_days=frozenset(day for period in free for day in _days(period.starts_on, period.ends_on)),
        known_from=min(_date(row["starts_on"]) for row in vacations),
        known_until=max(_date(row["ends_on"]) for row in vacations),
        periods=tuple(free),
    )


def _date(text: str) -> date:
    return date.fromisoformat(text)


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=offset) for offset in range((last - first).days + 1))
