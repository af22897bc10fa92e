"""Dates to distances in time: 'ongeveer 5 weken later' says what a reader needs and no day on the calendar."""

import re
from collections.abc import Sequence
from datetime import date

from thuisplan_desktop.anonymise.finders.dates import as_date, parse

_HALF_A_YEAR = 183
_LEAP_YEAR = 2024  # the year of an anchor where no date names one: every day of the calendar exists in it
_FAR = 4  # years, the youngest pupil: so long before or after another day may be a birth, and its distance an age
_LOOK_BACK = 48
_BORN_BEFORE = re.compile(
    r"\b(?:geb|gebd|geboren|geboorte(?:datum|dag)|geb\.? ?dat(?:um)?|born|dob)\b[.:)]{0,2}"
    r"(?:\s{1,2}(?:is|was|op|de|dd\.?|on|te [\w-]{2,20},?|in [\w-]{2,20},?|en -?plaats:?))*\s{0,2}$",
    re.IGNORECASE,
)
_BORN = ("geb", "born", "dob")  # one of these stands in it
_LAST_YEAR = re.compile(r"\bvorig jaar[^.;\n\d]{0,20}$", re.IGNORECASE)
_LAST_YEAR_BEHIND = re.compile(r",? (?:van )?vorig jaar\b", re.IGNORECASE)
_BORN_AFTER = re.compile(r" (?:(?:is|was|werd) [^.,;\n\d]{1,30} )?geboren\b(?!:?(?: op)? \d)")


def relative_dates(text: str, spans: Sequence[tuple[int, int]], births: Sequence[date]) -> list[str]:
    """For each date of the text: its distance to the first one, rounded to weeks or months.

    A birth date of the register becomes 'de geboortedatum', another 'een geboortedatum'; what can't be read becomes
    'een datum'. Four years or more are 'jaren', and dates behind such a leap are told from the day it came to.
    """
    dates = [parse(text[start:end]) for start, end in spans]
    born = [_is_born(text, *span) or _is_swapped(found, births) for found, span in zip(dates, spans, strict=True)]
    with_year = (
        as_date(found, 0) for found, birth in zip(dates, born, strict=True) if found and found[2] and not birth
    )
    near = next(with_year, None)
    anchor: date | None = None
    shown = []
    for found, birth, (start, end) in zip(dates, born, spans, strict=True):
        if found is None:
            shown.append("een geboortedatum" if birth else "een datum")
        elif _is_known(found, births):
            shown.append("de geboortedatum" if found[2] else "de verjaardag")
        elif birth:
            shown.append("een geboortedatum")
        else:
            ago = bool(_LAST_YEAR.search(text, max(0, start - _LOOK_BACK), start) or _LAST_YEAR_BEHIND.match(text, end))
            day = _nearest(found, anchor or near, ago=ago)
            shown.append(_distance(day, anchor))
            anchor = day if anchor is None or shown[-1] == _YEARS_LATER else anchor
    return shown


def after_preposition(shown: str) -> str:
    """'Op een dag, ongeveer 5 weken later' where a preposition stands before the date; other words stay."""
    return f"een dag {shown}" if shown.startswith(("ongeveer ", "enkele ", "jaren ")) else shown


def after_weekday(shown: str) -> str:
    """'Op woensdag in een week': which one of all the weeks is what the date told."""
    return "in een week" if shown == "een dag" else shown


def _is_known(found: tuple[int, int, int | None], births: Sequence[date]) -> bool:
    day, month, year = found
    return any((b.day, b.month) == (day, month) and year in (None, b.year) for b in births)


def _is_swapped(found: tuple[int, int, int | None] | None, births: Sequence[date]) -> bool:
    """8-1-2010 for 1 August: a birth date of the register with its day and month the wrong way round."""
    return found is not None and any((b.month, b.day, b.year) == found for b in births)


def _is_born(text: str, start: int, end: int) -> bool:
    """Whether the text says that it is a day of birth."""
    back = max(0, start - _LOOK_BACK)
    told = any(map(text[back:start].lower().__contains__, _BORN))
    before = _BORN_BEFORE.search(text, back, start) if told else None
    return before is not None or _BORN_AFTER.match(text, end) is not None


def _nearest(found: tuple[int, int, int | None], other: date | None, *, ago: bool) -> date | None:
    """The day itself; without a year the one nearest to another day of the text, or `ago` in the year before it."""
    if other is None or found[2]:
        return as_date(found, _LEAP_YEAR)
    near = [day for year in ((-1,) if ago else (-1, 0, 1)) if (day := as_date(found, other.year + year)) is not None]
    return min(near, key=lambda day: abs((day - other).days), default=None)


_YEARS_LATER = "jaren later"


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
    years = round(apart / 365)
    return f"ongeveer {years} jaar {side}" if years < _FAR else f"jaren {side}"
