"""'n van N scholen': how many of the senders of a telling that count in a sector are in its sum.

By sector, because who counts in PO says nothing about a number of VO: a report heads what the figures below it cover.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.region.telling import Telling
from thuisplan_desktop.register.codes import Sector


class Summed(Protocol):
    """A table of sums, exact or between two numbers."""

    @property
    def delivered(self) -> int: ...
    @property
    def enrolled(self) -> int: ...


@dataclass(frozen=True)
class Coverage:
    """Of the senders that count in `sector`, how many delivered."""

    sector: Sector
    delivered: int
    enrolled: int

    @property
    def text(self) -> str:
        return f"{self.delivered} van {self.enrolled}"


def coverage_in(sector: str, senders: Collection[bytes], telling: Telling) -> Coverage:
    """By the roster of the telling; `senders` are the keys of who is in the sum."""
    counting = [line.signing for line in telling.roster if sector in line.sectors]
    return Coverage(Sector(sector), len(set(counting).intersection(senders)), len(counting))


def coverage_of(tables: Iterable[tuple[str, Summed]]) -> tuple[Coverage, ...]:
    """Of each sector that these tables are of, given with their reports."""
    found = (Coverage(report(name).sector, table.delivered, table.enrolled) for name, table in tables)
    return tuple(dict.fromkeys(found))


def of_report(name: str, covered: Iterable[Coverage]) -> Coverage:
    """What is said of the sector of a report."""
    sector = report(name).sector
    return next(one for one in covered if one.sector is sector)


def in_words(covered: Sequence[Coverage]) -> str:
    """'5 van 6'; of more sectors 'PO 5 van 6, VO 4 van 5'."""
    if len(covered) == 1:
        return covered[0].text
    return ", ".join(f"{one.sector.upper()} {one.text}" for one in covered)
