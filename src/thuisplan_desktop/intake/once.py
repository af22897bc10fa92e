"""No hour of a day is missed twice: two exports of one absence list, pasted together, are no sixteen hours.

A lesson, half a day or a stretch of the clock counts once, however its code, its 'geoorloofd' or its day is written;
the row that stands last says what it was, also that the pupil was at school. A row about a whole day takes back what
stood before it. No day has more minutes than the longest school day, so minutes of which two don't fit in it are one
absence, of the day: a later 'aanwezig' without a part of the day takes that back as it does a row without any part, and
a later 0 with the same code does too. Smaller minutes may be another lesson, and stay.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from thuisplan_desktop.intake import absence_codes
from thuisplan_desktop.intake.absence_values import clock_of, half_day_of, is_whole_day, lessons_of

LONGEST_DAY = 480
"""Minutes. No school day is longer."""
_AT_SCHOOL = frozenset({"aanwezig", "present", "pr"})
"""Codes (as `absence_codes.key`) that say so of the whole day, where no part of it is told."""

Values = Mapping[str, str]


@dataclass(frozen=True)
class Told:
    """One row of a list: what stood in its cells, and what it comes to; no minutes for who was at school."""

    values: Values
    pupil: str
    day: date
    kind: str
    minutes: int


@dataclass
class _Day:
    """What was told of one pupil on one day by the rows that were looked at, the last first."""

    slots: set[tuple[str, int]] = field(default_factory=set)
    clock: list[tuple[int, int]] = field(default_factory=list)
    loose: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    minutes: int = 0


@dataclass(frozen=True)
class Counted:
    """The minutes that each row adds, 0 for what others told already. Of the days of one pupil: on how many a list told
    `too_long`, and on how many an absence of the whole day counts that a later row may have meant to take back.
    """

    minutes: Sequence[int]
    too_long: int
    unsure: int


def counted(rows: Sequence[Told]) -> Counted:
    """What the rows of a list come to together."""
    left, days = [0] * len(rows), defaultdict[tuple[str, date], list[int]](list)
    for place, row in enumerate(rows):
        days[row.pupil, row.day].append(place)
    too_long = sum(_count_day(places, rows, left) for places in days.values())
    return Counted(left, too_long, sum(_is_unsure(places, rows, left) for places in days.values()))


def all_alike(rows: Sequence[Told]) -> bool:
    """Whether each row that may be one of several lessons, of minutes alone, has a row alike: two lessons each day, or
    one export pasted twice."""
    lessons = (row for row in rows if row.minutes and _is_loose(row) and not _is_of_day(row))
    loose = Counter((row.pupil, row.day, row.kind, row.minutes) for row in lessons)
    return bool(loose) and all(times % 2 == 0 for times in loose.values())


def _is_loose(row: Told) -> bool:
    values = row.values
    return _tells_minutes(values) and not (is_whole_day(values) or _tells_when(values))


def _count_day(places: Sequence[int], rows: Sequence[Told], left: list[int]) -> bool:
    """A whole day comes after its parts: it adds what these leave of it."""
    day, too_long = _Day(), False
    for place in _standing(places, rows):
        fresh, room = _fresh(rows[place], day), LONGEST_DAY - day.minutes
        too_long = too_long or fresh > room
        left[place] = min(fresh, room)
        day.minutes += left[place]
    return too_long


def _standing(places: Sequence[int], rows: Sequence[Told]) -> list[int]:
    """The rows that none after them takes back, the last first, and then the last about the whole day."""
    until = _last_words(places, rows)
    kept = [place for place in places if place >= until(rows[place]) or not _is_of_day(rows[place])]
    whole = {place for place in kept if _is_whole(rows[place])}
    last = max(whole, default=-1)
    parts = [place for place in reversed(kept) if place not in whole]
    standing = [place for place in parts if place > last or rows[place].kind == rows[last].kind]
    return [*standing, last] if whole else standing


def _is_unsure(places: Sequence[int], rows: Sequence[Told], left: Sequence[int]) -> bool:
    """Whether an absence counts that a later row, about no part of the day, may have meant to take back."""
    absent = [place for place in places if left[place]]
    last = max((place for place in places if not (rows[place].minutes or _tells_when(rows[place].values))), default=-1)
    until = _last_words(places, rows)
    return any(place < until(rows[place]) or (place < last and _is_of_day(rows[place])) for place in absent)


def _last_words(places: Sequence[int], rows: Sequence[Told]) -> Callable[[Told], int]:
    """Where it was last said, of no part of the day, that what a row tells was none: at school, or 0 with its code."""
    there = max((place for place in places if _is_there(rows[place])), default=-1)
    nothing = {_code(rows[place]): place for place in places if not rows[place].minutes and _is_loose(rows[place])}
    return lambda row: max(there, nothing.get(_code(row), -1))


def _fresh(row: Told, day: _Day) -> int:
    """The minutes of a row that no later row told of. Loose minutes alike may be several lessons: a day has room."""
    values = row.values
    if lessons := lessons_of(values):
        return _slots(row, day, [("lesson", number) for number in lessons])
    if half := half_day_of(values):
        return _slots(row, day, [("half", half)])
    if clock := clock_of(values):
        return _clock(row, day, clock)
    if _is_whole(row):
        return max(row.minutes - day.minutes, 0)
    if not row.minutes:
        return 0
    day.loose[row.minutes] += 1
    return row.minutes if day.loose[row.minutes] <= max(LONGEST_DAY // row.minutes, 1) else 0


def _is_whole(row: Told) -> bool:
    """A day without any part of it told. Who was at school may have come late: that must be said in words."""
    return is_whole_day(row.values) or not (_tells_minutes(row.values) or _tells_when(row.values) or not row.minutes)


def _is_of_day(row: Told) -> bool:
    """Whether no other row of its kind has room on the day."""
    return _is_whole(row) or (2 * row.minutes > LONGEST_DAY and _is_loose(row))


def _is_there(row: Told) -> bool:
    """Whether a row says of the day that the pupil was at school, and not only that he came late or was sent out."""
    return not row.minutes and not _tells_when(row.values) and _code(row) in _AT_SCHOOL


def _code(row: Told) -> str:
    return absence_codes.key(row.values.get("code", ""))


def _tells_when(values: Values) -> bool:
    return bool(lessons_of(values) or half_day_of(values) or clock_of(values))


def _tells_minutes(values: Values) -> bool:
    return any(values.get(name) for name in ("minutes", "hours"))


def _slots(row: Told, day: _Day, wanted: Sequence[tuple[str, int]]) -> int:
    fresh = [slot for slot in wanted if slot not in day.slots]
    day.slots.update(fresh)
    return round(row.minutes * len(fresh) / len(wanted))


def _clock(row: Told, day: _Day, wanted: tuple[int, int]) -> int:
    """The part of the stretch that no other covers. Minutes beside a begin or an end alone say how long it lasts."""
    begin, end = wanted
    if _tells_minutes(row.values) and not row.values.get("ends"):
        end = begin + max(row.minutes, 1)
    elif _tells_minutes(row.values) and not row.values.get("begins"):
        begin = end - max(row.minutes, 1)
    covered, reached = 0, begin
    for start, stop in sorted(day.clock):
        covered += max(0, min(stop, end) - max(start, reached))
        reached = max(reached, min(stop, end))
    day.clock.append((begin, end))
    return round(row.minutes * (end - begin - covered) / (end - begin))
