"""Days, times and lengths as absence lists write them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from thuisplan_desktop.dutch import parse_date
from thuisplan_desktop.errors import ImpossibleDate, MalformedRow

_TIME_AFTER_DATE = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$", re.ASCII)
_EXCEL_SERIAL = re.compile(r"\d{5}", re.ASCII)
_EXCEL_EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's count, which holds a 29 February 1900 that never was."""
_EARLIEST, _LATEST = date(1990, 1, 1), date(2099, 12, 31)

_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2})?", re.ASCII)
_LESSONS = re.compile(r"(\d{1,2})(?: ?(?:-|t/m) ?(\d{1,2}))?", re.ASCII)
_AMOUNT = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?", re.ASCII)
_MORNING, _AFTERNOON = frozenset({"ochtend", "o", "vm", "voormiddag"}), frozenset({"middag", "m", "nm", "namiddag"})
_HALF_DAYS = _MORNING | _AFTERNOON
_WHOLE_DAYS = frozenset({"hele dag", "dag", "d", "hd"})
_MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True)
class Durations:
    """Minutes of lesson time missed, where a list names only an hour, a part of the day, or a day.

    A school sets its own; these are a common lesson (vo) and half of a 5.5-hour day (po).
    """

    lesson: int = 50
    half_day: int = 165
    day: int = 330


def parse_day(value: str, row: int, *, earliest: date = _EARLIEST) -> date:
    """dd-mm-yyyy, d/m/yyyy, yyyy-mm-dd, each with or without a time, or Excel's day number.

    A year of two digits is refused: 03-11-26 has three readings. Raises ImpossibleDate.
    """
    text = _TIME_AFTER_DATE.sub("", value)
    day = _EXCEL_EPOCH + timedelta(days=int(text)) if _EXCEL_SERIAL.fullmatch(text) else parse_date(text)
    if day is None or not earliest <= day <= _LATEST:
        raise ImpossibleDate(row=row, column="datum")
    return day


def minutes_of(values: Mapping[str, str], durations: Durations, row: int) -> int:
    """Minutes missed, from the most exact column that is filled. Raises MalformedRow with row and column."""
    if values.get("minutes"):
        return _at_most_a_day(_amount(values["minutes"], row, "minuten"), row, "minuten")
    if values.get("hours"):
        return _at_most_a_day(_amount(values["hours"], row, "uren") * 60, row, "uren")
    if values.get("begins") and values.get("ends"):
        return _between(values["begins"], values["ends"], row)
    if values.get("period"):
        return _period(values["period"].casefold(), durations, row)
    for name, column in (("begins", "begintijd"), ("ends", "eindtijd")):
        if values.get(name):  # a lesson of which only the begin is told, or the end: who came in late
            _clock(values[name], row, column)
            return durations.lesson
    return durations.day


def lessons_of(values: Mapping[str, str]) -> range:
    """The numbers of the lessons that a row is about; empty when it names none. Of values that `minutes_of` read."""
    match = _LESSONS.fullmatch(values.get("period", "").casefold())
    return range(int(match[1]), int(match[2] or match[1]) + 1) if match else range(0)


def half_day_of(values: Mapping[str, str]) -> int:
    """1 for a morning, 2 for an afternoon, else 0."""
    period = values.get("period", "").casefold()
    return 1 if period in _MORNING else 2 if period in _AFTERNOON else 0


def clock_of(values: Mapping[str, str]) -> tuple[int, int] | None:
    """From which minute of the day to which a row is about; with a begin or an end alone that minute. None without one.

    A time that can't be read is none: where nothing else told how long, `minutes_of` refused it at its row.
    """
    begin, end = (_minute(values.get(name, "")) for name in ("begins", "ends"))
    if any(values.get(name) and minute is None for name, minute in (("begins", begin), ("ends", end))):
        return None
    if begin is None:
        return None if end is None else (end - 1, end)
    return begin, begin + 1 if end is None else max(end, begin + 1)


def is_whole_day(values: Mapping[str, str]) -> bool:
    """Whether a row says in words that it is about the whole day."""
    return values.get("period", "").casefold() in _WHOLE_DAYS


def _amount(value: str, row: int, column: str) -> float:
    if not _AMOUNT.fullmatch(value):
        raise MalformedRow(row=row, column=column)
    return float(value.replace(",", "."))


def _at_most_a_day(minutes: float, row: int, column: str) -> int:
    if minutes > _MINUTES_A_DAY:
        raise MalformedRow(row=row, column=column)
    return round(minutes)


def _between(begins: str, ends: str, row: int) -> int:
    minutes = _clock(ends, row, "eindtijd") - _clock(begins, row, "begintijd")
    if minutes <= 0:
        raise MalformedRow(row=row, column="eindtijd")
    return minutes


def _clock(value: str, row: int, column: str) -> int:
    minute = _minute(value)
    if minute is None:
        raise MalformedRow(row=row, column=column)
    return minute


def _minute(value: str) -> int | None:
    """The minute of the day; None for what is no time."""
    match = _CLOCK.fullmatch(value)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    return int(match[1]) * 60 + int(match[2])


def _period(value: str, durations: Durations, row: int) -> int:
    if value in _HALF_DAYS:
        return durations.half_day
    if value in _WHOLE_DAYS:
        return durations.day
    match = _LESSONS.fullmatch(value)
    lessons = int(match[2] or match[1]) - int(match[1]) + 1 if match else 0
    if lessons < 1:
        raise MalformedRow(row=row, column="lesuur")
    return _at_most_a_day(lessons * durations.lesson, row, "lesuur")
