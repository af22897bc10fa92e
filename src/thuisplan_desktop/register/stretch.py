"""The stretch without a day at school that lasts on a day, out of the rows of one case as the register holds them.

The same arithmetic as `absence.runs`, but from the newest row back and on plain values: judging a whole register looks
at every row of it, and most rows are about stretches that ended long ago.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from thuisplan_desktop.register.absence import HALF_DAY_MINUTES, HOME_KINDS
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import Absence
from thuisplan_desktop.register.codes import AbsenceKind

Row = tuple[str, str, str, str | None, int]
"""Case, kind, first day, last day and minutes, as they are stored."""

Span = tuple[int, int, str]
"""First day, last day and kind; days are numbers (`date.toordinal`), a last day of `OPEN` has not come."""

OPEN = date.max.toordinal()
_OPEN_TEXT = "~"  # sorts after every date
_ONLY_PARTIAL = frozenset({AbsenceKind.PARTIAL})


class DayNumbers(dict[str, int]):
    """The day number of a stored date; each date is worked out once."""

    def __missing__(self, text: str) -> int:
        number = self[text] = date.fromisoformat(text).toordinal()
        return number


def row_of(absence: Absence) -> Row:
    """A period as the register stores it."""
    ends = absence.ends_on.isoformat() if absence.ends_on else None
    return absence.case_id, absence.kind, absence.starts_on.isoformat(), ends, absence.minutes


def _end(row: Row) -> str:
    """The last day as text. A period that ends before it starts is read as one day: the register must not lose it."""
    starts, ends = row[2], row[3]
    if ends is None:
        return _OPEN_TEXT
    return ends if ends >= starts else starts


class Stretches:
    """Finds the stretches that last on one day of one calendar."""

    def __init__(self, on: date, calendar: SchoolCalendar) -> None:
        self.on = on.toordinal()
        self.calendar = calendar
        self.days = DayNumbers()
        self._today = on.isoformat()

    def home(self, rows: Iterable[Row], first: int | None) -> list[Span]:
        """The periods since the last day at school, oldest first; none for a pupil who is at school.

        `first` is the registered first absent day. It counts unless the periods show that the pupil was back since
        (`absence.with_first_day`); with no period at all from then on, he is taken to be absent without leave.
        """
        ordered = self._newest_first(rows)
        if first is None or first > self.on:
            return self._back(ordered, HOME_KINDS)
        if not ordered or self._last_day(ordered[0]) < first:
            return self._back([self._stated(first, None, AbsenceKind.UNAUTHORISED), *ordered], HOME_KINDS)
        spans = self._back(ordered, HOME_KINDS)
        if not spans or spans[0][0] <= first or self._was_back(ordered, first, spans[0][0]):
            return spans
        begin = spans[0][0]
        stated = self._stated(first, begin - 1, min(kind for start, _, kind in spans if start == begin))
        return self._back(self._newest_first([*ordered, stated]), HOME_KINDS)

    def partial(self, rows: Iterable[Row]) -> list[Span]:
        """The periods of being there for a part of the day that last on this day."""
        return self._back(self._newest_first(row for row in rows if row[1] in _ONLY_PARTIAL), _ONLY_PARTIAL)

    def runs(self, spans: Sequence[Span], kinds: Collection[str]) -> list[tuple[int, int]]:
        """First and last day of every run of these kinds within a stretch, oldest first."""
        found: list[tuple[int, int]] = []
        for start, end, kind in spans:
            if kind not in kinds:
                continue
            if found and self.joins(found[-1][1], start):
                found[-1] = (found[-1][0], max(found[-1][1], end))
            else:
                found.append((start, end))
        return found

    def joins(self, end: int, start: int) -> bool:
        """Whether a period that begins on `start` follows one until `end` without a school day in between."""
        return start <= end + 1 or self.calendar.nth(end + 1, 1) >= start

    def last_day(self, end: int) -> int:
        """The last day before school could have been attended again; `OPEN` while the absence lasts."""
        return OPEN if end == OPEN else self.calendar.nth(end + 1, 1) - 1

    def _newest_first(self, rows: Iterable[Row]) -> list[Row]:
        return sorted((row for row in rows if row[2] <= self._today), key=_end, reverse=True)

    def _back(self, ordered: Sequence[Row], kinds: Collection[str]) -> list[Span]:
        """From this day back through the periods, until a school day without one."""
        begin, days = self.on + 1, self.days
        found: list[Span] = []
        for _, kind, starts, ends, minutes in ordered:
            if kind not in kinds:
                continue
            start = days[starts]
            end = OPEN if ends is None else days[ends]
            if minutes and end != OPEN and minutes < HALF_DAY_MINUTES * self.calendar.count(start, end):
                continue  # mostly at school
            end = max(start, end)
            if end + 1 < begin and not self.joins(end, begin):
                break
            found.append((start, end, kind))
            begin = min(begin, start)
        found.sort()
        return found

    def _last_day(self, row: Row) -> int:
        return OPEN if row[3] is None else self.days[_end(row)]

    def _was_back(self, ordered: Iterable[Row], first: int, begin: int) -> bool:
        """Whether a period that reaches into the time since `first` began before this stretch did."""
        for row in ordered:
            if self._last_day(row) < first:
                return False
            if self.days[row[2]] < begin:
                return True
        return False

    @staticmethod
    def _stated(first: int, last: int | None, kind: str) -> Row:
        ends = None if last is None else date.fromordinal(last).isoformat()
        return "", kind, date.fromordinal(first).isoformat(), ends, 0
