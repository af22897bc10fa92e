"""When partners count: the usual peildata, and the period that a stroom is about (domain §4.6, Ingrado, Jeurissen)."""

from dataclasses import dataclass
from datetime import date, timedelta

from thuisplan_desktop.counts.declared import Rhythm
from thuisplan_desktop.register.spans import add_months

_MONTHS = {Rhythm.MONTH: 1, Rhythm.QUARTER: 3, Rhythm.YEAR: 12}
_QUARTER_DAYS = ((3, 15), (6, 15), (9, 15), (12, 15))
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Preset:
    """A usual peildatum, and how often it comes back."""

    label: str
    peildatum: date
    rhythm: Rhythm


def presets(today: date) -> tuple[Preset, ...]:
    """The last time each usual peildatum was, today included, the latest first."""
    first_of_month = today.replace(day=1)
    month_end = today if (today + _ONE_DAY).day == 1 else first_of_month - _ONE_DAY
    found = (
        Preset("einde van de maand", month_end, Rhythm.MONTH),
        Preset("kwartaal (half maart, juni, september, december)", _last(today, *_QUARTER_DAYS), Rhythm.QUARTER),
        Preset("1 oktober (teldatum vo)", _last(today, (10, 1)), Rhythm.YEAR),
        Preset("1 februari (teldatum po, so en vso)", _last(today, (2, 1)), Rhythm.YEAR),
        Preset("31 juli (einde van het schooljaar)", _last(today, (7, 31)), Rhythm.YEAR),
    )
    return tuple(sorted(found, key=lambda one: one.peildatum, reverse=True))


def _last(today: date, *days: tuple[int, int]) -> date:
    """The latest of these days of the year that has come."""
    past = (date(year, month, day) for year in (today.year, today.year - 1) for month, day in days)
    return max(one for one in past if one <= today)


def period_start(period: Rhythm, end: date) -> date:
    """The peildatum before: a month, three months or a year earlier. At the end of a month, the end of that month."""
    start = add_months(end, -_MONTHS[period])
    return start if (end + _ONE_DAY).day > 1 else _month_end(start)


def _month_end(day: date) -> date:
    return add_months(day.replace(day=1), 1) - _ONE_DAY
