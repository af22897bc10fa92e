"""Which backups stay: the newest of each of seven days, four weeks and twelve months. Pure: names and days only."""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

DAYS, WEEKS, MONTHS = 7, 4, 12
SET_ASIDE = timedelta(days=30)
"""What was made before a restore stays at least this long, whatever is made after it."""

_PERIODS: tuple[tuple[Callable[[datetime], Hashable], int], ...] = (
    (lambda at: at.date(), DAYS),
    (lambda at: at.isocalendar()[:2], WEEKS),
    (lambda at: (at.year, at.month), MONTHS),
)


def superseded(newest_first: Sequence[tuple[T, datetime]]) -> dict[T, T]:
    """Which backups may go, each with the next later one that stays."""
    kept = _kept(newest_first)
    instead: dict[T, T] = {}
    later: T | None = None
    for name, _ in newest_first:
        if name in kept:
            later = name
        elif later is not None:
            instead[name] = later
    return instead


def _kept(newest_first: Sequence[tuple[T, datetime]]) -> set[T]:
    kept: set[T] = set()
    for period, count in _PERIODS:
        first_of: dict[Hashable, T] = {}
        for name, at in newest_first:
            first_of.setdefault(period(at), name)
        kept |= set(islice(first_of.values(), count))
    return kept


def last_day(made_at: datetime) -> datetime:
    """The first backup after this day removes one made then, if every month in between gave a backup that is whole."""
    return made_at + timedelta(days=MONTHS * 31)
