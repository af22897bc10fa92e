"""Days on an absence list become periods of absence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from thuisplan_desktop.register.absence import HALF_DAY_MINUTES, HOME_KINDS, current_run, mostly_present
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import Absence, Case
from thuisplan_desktop.register.case_codes import ClosingReason
from thuisplan_desktop.register.codes import AbsenceKind
from thuisplan_desktop.register.spans import school_year_end

_DAY = timedelta(days=1)
_WEEK_OF_DAYS = 5
Span = tuple[date, date]
"""A first and a last day."""


@dataclass(frozen=True)
class ListedDay:
    """What a list says of one pupil on one day: the kind that took most of it, and the minutes missed.

    `beside`: such a day says another kind; these minutes of it were without leave, and the law counts hours.
    """

    day: date
    kind: AbsenceKind
    minutes: int
    beside: bool = False


def listed_days(rows: Iterable[tuple[date, AbsenceKind, int]], half: int = HALF_DAY_MINUTES) -> tuple[ListedDay, ...]:
    """Registrations (day, kind, minutes) by day. On a tie unauthorised absence counts, then the order of the codes.

    Where another kind took most of a day, its minutes without leave stand beside it (LPW article 21a: sixteen hours).
    """
    by_day: dict[date, dict[AbsenceKind, int]] = defaultdict(lambda: defaultdict(int))
    for day, kind, minutes in rows:
        by_day[day][kind] += minutes
    order = list(AbsenceKind)
    return tuple(one for day, found in sorted(by_day.items()) for one in _listed(day, found, order, half))


def _listed(day: date, found: dict[AbsenceKind, int], order: list[AbsenceKind], half: int) -> Iterator[ListedDay]:
    most = max(found, key=lambda kind: (found[kind], -order.index(kind)))
    without_leave = found.get(AbsenceKind.UNAUTHORISED, 0)
    if without_leave and most is not AbsenceKind.UNAUTHORISED:
        yield ListedDay(day, AbsenceKind.UNAUTHORISED, without_leave, beside=True)
    yield ListedDay(day, most, _missed(most, sum(found.values()), without_leave, half))


def _missed(most: AbsenceKind, minutes: int, without_leave: int, half: int) -> int:
    """Hours without leave are the law's, so no others are added to them; but who misses half a day is not present."""
    if most is not AbsenceKind.UNAUTHORISED:
        return minutes
    return without_leave if minutes < half else max(without_leave, half)


def spans_of(days: Iterable[date], calendar: SchoolCalendar) -> tuple[Span, ...]:
    """What a list is about: in every schooljaar that it names days of, all days from the first to the last of these.

    A slip in a year is a day by itself: it makes no list that of the years between, about which it says nothing. One
    that runs on over a summer, with less than a week of school between, is about all of it.
    """
    by_year: dict[date, list[date]] = defaultdict(list)
    for day in days:
        by_year[school_year_end(day)].append(day)
    spans: list[Span] = []
    for _, found in sorted(by_year.items()):
        first, last = min(found), max(found)
        if spans and calendar.school_days_between(spans[-1][1] + _DAY, first - _DAY) < _WEEK_OF_DAYS:
            first = spans.pop()[0]
        spans.append((first, last))
    return tuple(spans)


def contradicts(absences: Iterable[Absence], days: Sequence[ListedDay]) -> bool:
    """Whether a list says another kind on a day within a period that a person entered."""
    typed = [absence for absence in absences if absence.listed_until is None]
    return any(_covers(absence, day.day) and day.kind is not absence.kind for absence in typed for day in days)


def settled(case: Case, absences: Sequence[Absence], days: Iterable[ListedDay]) -> tuple[Absence, ...]:
    """The periods of a pupil who didn't belong on the list, once one tells of days after the closing.

    Only such a case is closed over an absence that nobody ended, and that absence was none: it ends with the case, so
    that it covers nothing new. On every other closed case somebody entered it later, and it goes on.
    """
    closed = case.closed_on if case.closing_reason is ClosingReason.WRONGLY_LISTED else None
    if closed is None or not any(day.day > closed for day in days):
        return tuple(absences)
    return tuple(
        replace(one, ends_on=closed)
        if one.listed_until is None and one.ends_on is None and one.starts_on <= closed
        else one
        for one in absences
    )


def apply_list(
    case_id: str,
    absences: Sequence[Absence],
    days: Sequence[ListedDay],
    about: Sequence[Span],
    calendar: SchoolCalendar,
    half: int = HALF_DAY_MINUTES,
    closed: date | None = None,
) -> tuple[Absence, ...]:
    """The periods of one pupil after a list that is `about` these days for all its pupils together (`spans_of`).

    Whatever lists said about those days before is replaced, so that reading a list again changes nothing, and
    reading an older one loses nothing. Periods that a person entered stay; a listed day within one adds nothing.
    Whoever is away on the last school day of the list has not come back yet: that period stays open, unless an
    earlier list already told of later days.

    One thing is kept beside what a person entered: days without leave while a period of another kind still runs. An
    'ill' that nobody ended may not make weeks of unauthorised absence disappear.

    `closed`: the day on which the case was closed. What a list says of later days is new: it joins no listed day of
    before.

    New periods have an empty id. Days must be sorted. `half` is that of the pupil's `half_day`.
    """
    typed = [absence for absence in absences if absence.listed_until is None]
    listed = [absence for absence in absences if absence.listed_until is not None]
    for span in about:
        listed = [part for absence in listed for part in _outside(absence, span, calendar)]
    last = about[-1][1]
    back = {
        absence.ends_on for absence in absences if absence.listed_until and not mostly_present(absence, calendar, half)
    }
    fresh = [
        _period(case_id, day, last, calendar, half, known_back=day.day in back)
        for day in days
        if not any(_swallows(absence, day) for absence in typed)
    ]
    joined = _joined(sorted([*listed, *fresh], key=_order), calendar, half, closed)
    return tuple(sorted([*typed, *joined], key=_order))


def first_day_at_home(absences: Sequence[Absence], calendar: SchoolCalendar, half: int) -> date | None:
    """A list proposes the first absent day only while nobody is back: the start of the run that still lasts."""
    if not absences or absences[-1].ends_on is not None:
        return None
    run = current_run(absences, absences[-1].starts_on, calendar, HOME_KINDS, half)
    return run.starts_on if run else None


def keeps_short(days: Sequence[ListedDay], calendar: SchoolCalendar, half: int) -> bool:
    """Whether a list names a pupil day after day, a week of school days or more, and each time for some hours only.

    Such a pupil counts as present. With a timetable of just those hours he is away all the time (`absence.half_day`).
    """
    minutes: dict[date, int] = defaultdict(int)
    for one in days:
        minutes[one.day] += one.minutes
    row, before = 0, date.min
    for day, missed in sorted(minutes.items()):
        follows = before != date.min and not calendar.school_days_between(before + _DAY, day - _DAY)
        row = 0 if missed >= half else row + 1 if follows else 1
        before = day
        if row == _WEEK_OF_DAYS:
            return True
    return False


def reopened(
    absences: Sequence[Absence], last: date, calendar: SchoolCalendar, before: int, after: int
) -> tuple[Absence, ...]:
    """The periods once a pupil's timetable is known: away on `last`, where the list ends, means that he still is.

    `before` and `after` are his half days then and now; nothing changes unless they make a whole day of that one.
    """
    return tuple(
        replace(one, ends_on=None)
        if one.listed_until == one.ends_on == last
        and mostly_present(one, calendar, before)
        and not mostly_present(one, calendar, after)
        else one
        for one in absences
    )


def _parted(before: date, after: date, closed: date | None) -> bool:
    """Whether the closing of the case lies between two days."""
    return closed is not None and before <= closed < after


def _order(absence: Absence) -> tuple[date, bool]:
    """By first day; of one day what still lasts comes last."""
    return absence.starts_on, absence.ends_on is None


def _outside(absence: Absence, span: Span, calendar: SchoolCalendar) -> Iterator[Absence]:
    """What stays of a listed period when the days of a span are taken out."""
    first, last = span
    if absence.starts_on < first:
        yield _cut(absence, absence.starts_on, min(absence.ends_on or date.max, first - _DAY), calendar)
    if (absence.listed_until or date.min) > last:
        yield _cut(absence, max(absence.starts_on, last + _DAY), absence.ends_on, calendar)


def _cut(absence: Absence, start: date, end: date | None, calendar: SchoolCalendar) -> Absence:
    """A part of a period with its share of the minutes. A later part is a period of its own."""
    if (start, end) == (absence.starts_on, absence.ends_on):
        return absence
    known = absence.ends_on or absence.listed_until or start
    whole = calendar.school_days_between(absence.starts_on, known) or 1
    minutes = absence.minutes * calendar.school_days_between(start, end or known) // whole
    keeps = absence.id if start == absence.starts_on else ""
    return replace(
        absence, id=keeps, starts_on=start, ends_on=end, minutes=minutes, listed_until=end or absence.listed_until
    )


def _covers(absence: Absence, day: date) -> bool:
    return absence.starts_on <= day <= (absence.ends_on or date.max)


def _swallows(typed: Absence, day: ListedDay) -> bool:
    without_leave = day.kind is AbsenceKind.UNAUTHORISED and typed.kind is not AbsenceKind.UNAUTHORISED
    return _covers(typed, day.day) and not (typed.ends_on is None and without_leave)


def _period(
    case_id: str, day: ListedDay, last: date, calendar: SchoolCalendar, half: int, *, known_back: bool
) -> Absence:
    """One day of the list. `known_back`: a list of later days ended the absence here."""
    later = calendar.school_days_between(day.day + _DAY, last) > 0
    back = known_back or day.beside or day.minutes < half or later
    return Absence(
        id="",
        case_id=case_id,
        kind=day.kind,
        starts_on=day.day,
        ends_on=day.day if back else None,
        minutes=day.minutes,
        listed_until=day.day if back else last,
    )


def _joined(periods: Sequence[Absence], calendar: SchoolCalendar, half: int, closed: date | None) -> list[Absence]:
    """Whole days of one kind without a school day between them are one period; a few hours stand alone.

    Only the last period can be open: where a later one is known, an earlier ends with what lists said of it.
    """
    by_kind: dict[AbsenceKind, list[Absence]] = defaultdict(list)
    for period in periods:
        ended = replace(period, ends_on=period.ends_on or period.listed_until)
        same, now = by_kind[period.kind], period if period.starts_on == periods[-1].starts_on else ended
        if (
            same
            and not _parted(same[-1].starts_on, now.starts_on, closed)
            and _continues(same[-1], now, calendar, half)
        ):
            same[-1] = _one(same[-1], now)
        else:
            same.append(now)
    return [period for same in by_kind.values() for period in same]


def _one(previous: Absence, period: Absence) -> Absence:
    return replace(
        previous,
        id=previous.id or period.id,
        ends_on=period.ends_on,
        minutes=previous.minutes + period.minutes,
        listed_until=period.listed_until,
    )


def _continues(previous: Absence, period: Absence, calendar: SchoolCalendar, half: int) -> bool:
    if previous.ends_on is None:
        return False
    if mostly_present(previous, calendar, half) or mostly_present(period, calendar, half):
        return False
    return not calendar.school_days_between(previous.ends_on + _DAY, period.starts_on - _DAY)
