"""Months, years and school years: the spans in which terms are written. Days are dates, never times."""

import calendar
from datetime import date
from typing import Protocol


def add_months(start: date, months: int) -> date:
    """The same day so many months on, or the last day of that month when it is shorter (30-11 becomes 28-02)."""
    month_index = start.year * 12 + start.month - 1 + months
    year, month = divmod(month_index, 12)
    last_day = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last_day))


def add_years(start: date, years: int) -> date:
    """The same day so many years on; 29 February becomes 28 February."""
    return add_months(start, 12 * years)


def school_year_end(day: date) -> date:
    """31 July of the schooljaar that `day` falls in: 1 augustus t/m 31 juli (WPO, WVO; domain §4.1)."""
    return date(day.year + (day.month >= 8), 7, 31)


class Period(Protocol):
    """Something from a first to a last day; None is open at that end."""

    @property
    def starts_on(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None: ...


def overlap(one: Period, other: Period) -> bool:
    """Whether two periods share a day."""
    one_end, other_end = one.ends_on or date.max, other.ends_on or date.max
    return (one.starts_on or date.min) <= other_end and (other.starts_on or date.min) <= one_end
