"""Regional sums of protected tables: between which two numbers each sum lies (decision 2, `protected`).

A hidden cell is never added as zero and never as a midpoint. It counts with the lowest and the highest number that its
own school's table leaves possible, as the audit of that table found them. Schools don't depend on each other, so the
sum of the lowest and the sum of the highest are exactly what all tables together leave possible.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from thuisplan_desktop.counts.additive import MIN_THRESHOLD
from thuisplan_desktop.counts.audit import Bounds
from thuisplan_desktop.counts.protect import ProtectedTable
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.table import Mark, Total
from thuisplan_desktop.dutch import format_number
from thuisplan_desktop.region.coverage import coverage_in
from thuisplan_desktop.region.telling import Profile, ReportLayout, Telling


@dataclass(frozen=True)
class Interval:
    """A sum of which only is known that it is `low` or more, and `high` or less; None is without a ceiling."""

    low: int
    high: int | None

    @property
    def text(self) -> str:
        """In Dutch, as on screen and on paper."""
        if self.high is None:
            return f"{format_number(self.low)} of meer"
        return f"{format_number(self.low)} t/m {format_number(self.high)}"


def shown(value: int | Mark | Interval | None) -> str:
    """A number as anybody may read it: protected, between which two it lies, or not registered."""
    if value is None:
        return "niet geregistreerd"
    if isinstance(value, Interval):
        return value.text
    return value.value if isinstance(value, Mark) else str(value)


@dataclass(frozen=True)
class IntervalTable:
    """Regional sums of one report, made by `add_up` from protected tables alone: anybody may read it.

    A cell is a number when every school that registers it showed its own, an `Interval` when some hid it, and None
    ('niet geregistreerd') when no school registers it. `registering` says how many do.
    """

    report: str
    report_version: int
    definitions: str
    definitions_version: str
    peildatum: date
    cells: Mapping[str, int | Interval | None]
    totals: tuple[Total, ...]
    registering: Mapping[str, int]
    threshold: int
    delivered: int
    enrolled: int
    incomplete: tuple[str, ...] = ()


Sent = Mapping[bytes, Sequence[ProtectedTable]]
"""The tables of each sender, by its key."""


def add_up(telling: Telling, profile: Profile, sent: Sent) -> tuple[IntervalTable, ...]:
    """The interval sums of every report of the profile over the tables of each sender.

    A sender without a table of a report registers none of it.
    """
    return tuple(_added(layout, telling, profile, sent) for layout in profile.layouts)


def _added(layout: ReportLayout, telling: Telling, profile: Profile, sent: Sent) -> IntervalTable:
    covered = coverage_in(layout.sector, sent, telling)
    tables = [table for tables in sent.values() for table in tables if table.report == layout.report]
    known = {cell: [pair for table in tables if (pair := bounds(table, cell))] for cell in layout.cells}
    return IntervalTable(
        report=layout.report,
        report_version=layout.report_version,
        definitions=profile.definitions,
        definitions_version=profile.definitions_version,
        peildatum=telling.peildatum,
        cells=MappingProxyType({cell: _sum(pairs) for cell, pairs in known.items()}),
        totals=report(layout.report).totals,
        registering=MappingProxyType({cell: len(pairs) for cell, pairs in known.items()}),
        threshold=max((table.certificate.threshold for table in tables), default=MIN_THRESHOLD),
        delivered=covered.delivered,
        enrolled=covered.enrolled,
    )


def bounds(table: ProtectedTable, cell: str) -> Bounds | None:
    """The lowest and the highest number a cell can be; None when it is not registered."""
    value = table.cells[cell]
    if isinstance(value, Mark):
        return table.certificate.bounds[cell]
    return None if value is None else (value, value)


def _sum(pairs: Sequence[Bounds]) -> int | Interval | None:
    if not pairs:
        return None
    low, ceilings = sum(low for low, _ in pairs), [high for _, high in pairs if high is not None]
    high = sum(ceilings) if len(ceilings) == len(pairs) else None
    return low if low == high else Interval(low, high)
