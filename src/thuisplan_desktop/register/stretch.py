"""The stretch without a day at school that lasts on a day, out of the periods of one case as the register holds them.

The same arithmetic as `absence.runs`, but from the newest period back and on plain values: judging a whole register
meets every period of it, and most are about stretches that ended long ago. Those stay text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from functools import cached_property
from itertools import takewhile
from operator import itemgetter
from types import MappingProxyType
from typing import NamedTuple

from thuisplan_desktop.register.absence import HALF_DAY_MINUTES, HOME_KINDS, half_day
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import Absence
from thuisplan_desktop.register.codes import AbsenceKind

Row = tuple[int, int, str, int]
"""Last day, first day, kind and minutes; days are numbers (`date.toordinal`), a last day of `OPEN` has not come."""

OPEN = date.max.toordinal()
STILL = "~"
"""A last day that has not come, where days are text; it sorts after every date."""

_KIND = itemgetter(2)
_HOME = frozenset(kind.value for kind in HOME_KINDS)
_UNAUTHORISED = AbsenceKind.UNAUTHORISED.value
_ONLY_PARTIAL = frozenset({AbsenceKind.PARTIAL.value})


class DayNumbers(dict[str, int]):
    """The day number of a stored date; each date is worked out once."""

    def __init__(self) -> None:
        super().__init__({STILL: OPEN})

    def __missing__(self, text: str) -> int:
        number = self[text] = date.fromisoformat(text).toordinal()
        return number


class Periods:
    """The periods of one case that had begun by a day, each column as one text with spaces between its values.

    No period ends before it starts, and a last day that has not come is `STILL`. Only the periods of a case for which
    they decide are taken apart. `half`: the minutes of a day from which it counts as a day away (`half_day`).
    `told_until`: of periods that last, by their first day, the last day of which a list told the minutes.
    """

    half = HALF_DAY_MINUTES
    told_until: Mapping[int, int] = MappingProxyType({})

    def __init__(self, kinds: str = "", firsts: str = "", lasts: str = "", minutes: str = "") -> None:
        self._columns = (kinds, firsts, lasts, minutes)
        self._rows: list[Row] | None = None

    @cached_property
    def reach(self) -> str:
        """The latest last day of all, as text; '' without any period."""
        return max(self._columns[2].split(" "))

    def newest_first(self, days: DayNumbers) -> list[Row]:
        """By last day. ValueError when the columns don't belong together."""
        if self._rows is None:
            self._rows = self._taken_apart(days) if self._columns[0] else []
        return self._rows

    def _taken_apart(self, days: DayNumbers) -> list[Row]:
        kinds, firsts, lasts, minutes = (column.split(" ") for column in self._columns)
        number = days.__getitem__
        rows = list(zip(map(number, lasts), map(number, firsts), kinds, map(int, minutes), strict=True))
        rows.sort(reverse=True)
        return rows


NO_PERIODS = Periods()


def by_timetable(periods: Periods, timetable_minutes: int) -> Periods:
    """The same periods, held against the timetable of this pupil; 0 when he has none of his own."""
    if timetable_minutes:
        periods.half = half_day(timetable_minutes)
    return periods


def periods_of(absences: Iterable[Absence], on: date, timetable_minutes: int = 0) -> Periods:
    """Those of a case that is already read. One that ends before it starts counts as one day: it must not get lost."""
    begun = [one for one in absences if one.starts_on <= on]
    lasts = (None if one.ends_on is None else max(one.starts_on, one.ends_on) for one in begun)
    found = Periods(
        " ".join(one.kind.value for one in begun),
        " ".join(one.starts_on.isoformat() for one in begun),
        " ".join(STILL if last is None else last.isoformat() for last in lasts),
        " ".join(str(one.minutes) for one in begun),
    )
    lasting = (one for one in begun if one.ends_on is None and one.listed_until)
    found.told_until = {one.starts_on.toordinal(): one.listed_until.toordinal() for one in lasting if one.listed_until}
    return by_timetable(found, timetable_minutes)


class Stretch(NamedTuple):
    """Periods without a day at school in between: the first day of all, the periods, newest first, and their kinds."""

    since: int
    rows: Sequence[Row]
    kinds: frozenset[str]


def from_day(stretch: Stretch | None, day: int) -> Stretch | None:
    """What of a stretch lies on that day and after it; None when nothing does."""
    if stretch is None or stretch.since >= day:
        return stretch
    rows = [(end, max(start, day), kind, minutes) for end, start, kind, minutes in stretch.rows if end >= day]
    return Stretch(min(row[1] for row in rows), rows, frozenset(map(_KIND, rows))) if rows else None


class _NextSchoolDays(dict[int, int]):
    """The first school day after a day; each is looked up once."""

    def __init__(self, calendar: SchoolCalendar) -> None:
        super().__init__({OPEN: OPEN})
        self._calendar = calendar

    def __missing__(self, day: int) -> int:
        found = self[day] = self._calendar.nth(day + 1, 1)
        return found


class Stretches:
    """Finds the stretches that last on one day of one calendar."""

    def __init__(self, on: date, calendar: SchoolCalendar) -> None:
        self.on = on.toordinal()
        self.calendar = calendar
        self.days = DayNumbers()
        self._next = _NextSchoolDays(calendar)
        self._needed = date.fromordinal(calendar.last_school_day(self.on)).isoformat()

    def home(self, periods: Periods, first: int | None) -> Stretch | None:
        """The stretch since the last day at school; None for a pupil who is at school.

        `first` is the registered first absent day. It counts unless the periods show that the pupil was back since
        (`absence.with_first_day`); with no period at all from then on, he is taken to be absent without leave.
        """
        found, stated = self._looked_at(periods, first)
        return found if stated is None else self._back(self._with(periods, stated), _HOME, periods.half)

    def rows(self, periods: Periods, first: int | None) -> list[Row]:
        """Every period, newest first, with the registered first absent day worked in."""
        _, stated = self._looked_at(periods, first)
        return periods.newest_first(self.days) if stated is None else self._with(periods, stated)

    def _looked_at(self, periods: Periods, first: int | None) -> tuple[Stretch | None, Row | None]:
        """The stretch that lasts by the periods alone, and what the first absent day adds to them."""
        if first is None or first > self.on:
            return self._lasting(periods, _HOME), None
        if not periods.reach or self.days[periods.reach] < first:
            return None, (OPEN, first, _UNAUTHORISED, 0)
        found = self._lasting(periods, _HOME)
        if found is None or found.since <= first or _was_back(periods.newest_first(self.days), first, found.since):
            return found, None
        kind = min(kind for _, start, kind, _ in found.rows if start == found.since)
        return found, (found.since - 1, first, kind, 0)

    def _with(self, periods: Periods, stated: Row) -> list[Row]:
        return sorted([*periods.newest_first(self.days), stated], reverse=True)

    def partial(self, periods: Periods) -> Stretch | None:
        """The stretch of being there for a part of the day that lasts on this day."""
        return self._lasting(periods, _ONLY_PARTIAL)

    def _lasting(self, periods: Periods, kinds: Set[str]) -> Stretch | None:
        """The stretch of these kinds; nothing is taken apart when all periods ended before the last school day."""
        if periods.reach < self._needed:
            return None
        return self._back(periods.newest_first(self.days), kinds, periods.half)

    def runs(self, newest_first: Iterable[Row], kinds: Set[str], least: int = 0) -> Iterator[tuple[int, int]]:
        """First and last day of every run of these kinds without a school day in between, newest first.

        Only those whose last day is at least so many days after their first.
        """
        begin, until, after = OPEN, OPEN, self._next
        for end, start, kind, _ in newest_first:
            if kind not in kinds:
                continue
            if after[end] < begin:
                if begin != OPEN and until - begin >= least:
                    yield begin, until
                begin, until = start, end
            elif start < begin:
                begin = start
        if begin != OPEN and until - begin >= least:
            yield begin, until

    def lasts(self, end: int) -> bool:
        """Whether there was no school day yet since a period that ended on this day."""
        return self._next[end] > self.on

    def last_day(self, end: int) -> int:
        """The last day before school could have been attended again; `OPEN` while the absence lasts."""
        return OPEN if end == OPEN else self._next[end] - 1

    def _back(self, newest_first: Sequence[Row], kinds: Set[str], half: int) -> Stretch | None:
        """From this day back through the periods, until a school day without one. ValueError for an unknown kind."""
        begin, after = self.on + 1, self._next
        found: list[Row] = []
        keep = found.append
        for row in newest_first:
            end, start, kind, minutes = row
            if kind not in kinds:
                AbsenceKind(kind)  # one that nobody knows is damage, and must not hide a pupil
                continue
            if after[end] < begin:
                break
            if minutes and minutes < half * (end - start + 1) and self._mostly_present(row, half):
                continue
            keep(row)
            begin = start if start < begin else begin
        return Stretch(begin, found, frozenset(map(_KIND, found))) if found else None

    def at_home(self, rows: Iterable[Row], half: int) -> Iterator[Row]:
        """The periods in which more was missed than hours."""
        return (row for row in rows if not self._mostly_present(row, half))

    def short_days(self, periods: Periods) -> list[int]:
        """School days of the newest run on which only hours were missed, oldest first; no school day lies between."""
        rows = [row for row in periods.newest_first(self.days) if row[2] in _HOME]
        begin, _ = next(self.runs(rows, _HOME), (OPEN, OPEN))
        short = (row for row in rows if row[0] >= begin and self._mostly_present(row, periods.half))
        return sorted({day for end, start, *_ in short for day in self.calendar.school_days(start, end)})

    def _mostly_present(self, row: Row, half: int) -> bool:
        """`absence.mostly_present`."""
        end, start, _, minutes = row
        return minutes != 0 and end != OPEN and minutes < half * self.calendar.count(start, end)


def _was_back(newest_first: Iterable[Row], first: int, begin: int) -> bool:
    """Whether a period that reaches into the time since `first` began before this stretch did."""
    since = takewhile(lambda row: row[0] >= first, newest_first)
    return any(start < begin for _, start, _, _ in since)
