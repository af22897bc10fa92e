"""The stretch without a day at school that lasts on a day, out of the rows of one case as the register holds them.

The same arithmetic as `absence.runs`, but from the newest row back and on plain values: judging a whole register looks
at every row of it, and most rows are about stretches that ended long ago.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from operator import itemgetter

from thuisplan_desktop.register.absence import HALF_DAY_MINUTES, HOME_KINDS
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import Absence
from thuisplan_desktop.register.codes import AbsenceKind

Row = tuple[str, str, str, str, int]
"""Case, kind, first day, last day and minutes. Days are text as stored; a last day of `STILL` has not come."""

Span = tuple[int, int, str]
"""First day, last day and kind; days are numbers (`date.toordinal`), a last day of `OPEN` has not come."""

OPEN = date.max.toordinal()
STILL = "~"
"""Sorts after every date."""

_LAST_DAY = itemgetter(3)
_SPAN_END = itemgetter(1)
_HOME = frozenset(kind.value for kind in HOME_KINDS)
_ONLY_PARTIAL = frozenset({AbsenceKind.PARTIAL.value})


class DayNumbers(dict[str, int]):
    """The day number of a stored date; each date is worked out once."""

    def __init__(self) -> None:
        super().__init__({STILL: OPEN})

    def __missing__(self, text: str) -> int:
        number = self[text] = date.fromisoformat(text).toordinal()
        return number


def row_of(absence: Absence) -> Row:
    """A period as a plain row. One that ends before it starts is read as one day: the register must not lose it."""
    last = STILL if absence.ends_on is None else max(absence.starts_on, absence.ends_on).isoformat()
    return absence.case_id, absence.kind, absence.starts_on.isoformat(), last, absence.minutes


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
            return self._back(ordered, _HOME)
        if not ordered or self.days[ordered[0][3]] < first:
            return self._back([self._stated(first, None, AbsenceKind.UNAUTHORISED), *ordered], _HOME)
        spans = self._back(ordered, _HOME)
        if not spans or spans[0][0] <= first or self._was_back(ordered, first, spans[0][0]):
            return spans
        begin = spans[0][0]
        stated = self._stated(first, begin - 1, min(kind for start, _, kind in spans if start == begin))
        return self._back(self._newest_first([*ordered, stated]), _HOME)

    def partial(self, rows: Iterable[Row]) -> list[Span]:
        """The periods of being there for a part of the day that last on this day."""
        return self._back(self._newest_first(row for row in rows if row[1] in _ONLY_PARTIAL), _ONLY_PARTIAL)

    def runs(self, spans: Sequence[Span], kinds: Collection[str]) -> list[tuple[int, int]]:
        """First and last day of every run of these kinds within a stretch, oldest first."""
        wanted = [span for span in spans if span[2] in kinds]
        if len(wanted) == len(spans):  # nothing in between: the stretch itself
            return [(spans[0][0], max(map(_SPAN_END, spans)))] if spans else []
        found: list[tuple[int, int]] = []
        for start, end, _ in wanted:
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
        return sorted([row for row in rows if row[2] <= self._today], key=_LAST_DAY, reverse=True)

    def _back(self, ordered: Sequence[Row], kinds: Collection[str]) -> list[Span]:
        """From this day back through the periods, until a school day without one."""
        begin, days, half = self.on + 1, self.days, HALF_DAY_MINUTES
        found: list[Span] = []
        for _, kind, first, last, minutes in ordered:
            if kind not in kinds:
                continue
            start, end = days[first], days[last]
            if end + 1 < begin and not self.joins(end, begin):
                break
            if minutes and minutes < half * (end - start + 1) and self._mostly_present(start, end, minutes):
                continue
            found.append((start, end, kind))
            begin = start if start < begin else begin
        found.sort()
        return found

    def _mostly_present(self, start: int, end: int, minutes: int) -> bool:
        """`absence.mostly_present`, asked only of periods that miss less than half of each day, school or not."""
        return end != OPEN and minutes < HALF_DAY_MINUTES * self.calendar.count(start, end)

    def _was_back(self, ordered: Iterable[Row], first: int, begin: int) -> bool:
        """Whether a period that reaches into the time since `first` began before this stretch did."""
        for row in ordered:
            if self.days[row[3]] < first:
                return False
            if self.days[row[2]] < begin:
                return True
        return False

    @staticmethod
    def _stated(first: int, last: int | None, kind: str) -> Row:
        ends = STILL if last is None else date.fromordinal(last).isoformat()
        return "", kind, date.fromordinal(first).isoformat(), ends, 0
