"""Dates to distances in time: 'ongeveer 5 weken later' says what a reader needs and no day on the calendar."""

from collections.abc import Sequence
from datetime import date

from thuisplan_desktop.anonymise.finders.dates import as_date, parse

_HALF_A_YEAR = 183
_LEAP_YEAR = 2024  # the year of an anchor that names none: every day of the calendar exists in it


def relative_dates(texts: Sequence[str], births: Sequence[date]) -> list[str]:
    """For each date as written: its distance to the first date of the text, rounded to weeks or months.

    A birth date of the register becomes 'de geboortedatum'; what can't be read becomes 'een datum'.
    """
    anchor: date | None = None
    shown = []
    for text in texts:
        found = parse(text)
        if found is None:
            shown.append("een datum")
        elif _is_birth(found, births):
            shown.append("de geboortedatum" if found[2] else "de verjaardag")
        else:
            day = _nearest(found, anchor)
            shown.append(_distance(day, anchor))
            anchor = anchor or day
    return shown


def after_preposition(shown: str) -> str:
    """'Op een dag, ongeveer 5 weken later' where a preposition stands before the date; other words stay."""
    return f"een dag {shown}" if shown.startswith(("ongeveer ", "enkele ")) else shown


def after_weekday(shown: str) -> str:
    """'Op woensdag in een week': which one of all the weeks is what the date told."""
    return "in een week" if shown == "een dag" else shown


def _is_birth(found: tuple[int, int, int | None], births: Sequence[date]) -> bool:
    day, month, year = found
    return any((b.day, b.month) == (day, month) and year in (None, b.year) for b in births)


def _nearest(found: tuple[int, int, int | None], anchor: date | None) -> date | None:
    """The day itself; without a year the one nearest to the anchor."""
    if anchor is None or found[2]:
        return as_date(found, _LEAP_YEAR)
    near = [day for year in (-1, 0, 1) if (day := as_date(found, anchor.year + year)) is not None]
    return min(near, key=lambda day: abs((day - anchor).days), default=None)


def _distance(day: date | None, anchor: date | None) -> str:
    if day is None or anchor is None:
        return "een dag"
    apart = (day - anchor).days
    if apart == 0:
        return "dezelfde dag"
    side = "later" if apart > 0 else "eerder"
    apart = abs(apart)
    if apart < 6:
        return f"enkele dagen {side}"
    weeks = max(1, round(apart / 7))
    if apart < 70:
        return f"ongeveer {weeks} {'week' if weeks == 1 else 'weken'} {side}"
    if apart < 2 * _HALF_A_YEAR:
        return f"ongeveer {round(apart / 30.4)} maanden {side}"
    return f"ongeveer {max(1, round(apart / 365))} jaar {side}"
