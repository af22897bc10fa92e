"""Sums of tables that were protected at the school: each total is somewhere between two numbers (decision 2).

For regions without a second key holder. A hidden cell is at least what a reader can't exclude below, and at most what
he can't exclude above; it is never added as 0 or as a midpoint.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.counts.audit import Bounds
from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.errors import DefinitionsDiffer, ImplausibleSum
from thuisplan_desktop.region.shares import MAX_COUNT
from thuisplan_desktop.region.telling import Profile, ReportLayout, Telling


@dataclass(frozen=True)
class SchoolTable:
    """One report of one sender, protected before it was sealed. A cell is a number, None, or hidden within `bounds`."""

    report: str
    report_version: int
    definitions: str
    definitions_version: str
    peildatum: date
    cells: Mapping[str, int | Mark | None]
    bounds: Mapping[str, Bounds]


@dataclass(frozen=True)
class IntervalTable:
    """The region's sums of one report: from `lowest` to `highest`; None where nobody registers the line.

    A highest of None beside a lowest is unbounded: some school's cell could be any number.
    """

    report: str
    report_version: int
    definitions: str
    definitions_version: str
    peildatum: date
    lowest: Mapping[str, int | None]
    highest: Mapping[str, int | None]
    registering: Mapping[str, int]
    delivered: int
    enrolled: int

    def __repr__(self) -> str:
        return f"IntervalTable(report={self.report!r})"


def add_tables(
    tables: Sequence[Sequence[SchoolTable]], telling: Telling, profile: Profile
) -> tuple[IntervalTable, ...]:
    """One interval sum for each report of the profile, over the tables of each sender that delivered.

    Raises DefinitionsDiffer for a table that is not counted as the profile says, ImplausibleSum for a cell that can't
    be.
    """
    flat = [table for each in tables for table in each]
    for table in flat:
        _check(table, telling, profile)
    return tuple(_summed(layout, flat, telling, profile, len(tables)) for layout in profile.layouts)


def _check(table: SchoolTable, telling: Telling, profile: Profile) -> None:
    layouts = {layout.report: layout for layout in profile.layouts}
    layout = layouts.get(table.report)
    counted = (table.definitions, table.definitions_version, table.peildatum)
    if layout is None or counted != (profile.definitions, profile.definitions_version, telling.peildatum):
        raise DefinitionsDiffer
    if table.report_version != layout.report_version or set(table.cells) != set(layout.cells):
        raise DefinitionsDiffer
    for cell in table.cells:
        low, high = _range(table, cell)
        if not 0 <= low <= (low if high is None else high) <= MAX_COUNT:
            raise ImplausibleSum


def _range(table: SchoolTable, cell: str) -> Bounds:
    value = table.cells[cell]
    if isinstance(value, Mark):
        return table.bounds.get(cell, (0, None))
    return value or 0, value or 0


def _summed(
    layout: ReportLayout, tables: Sequence[SchoolTable], telling: Telling, profile: Profile, delivered: int
) -> IntervalTable:
    lowest: dict[str, int | None] = {}
    highest: dict[str, int | None] = {}
    registering: dict[str, int] = {}
    for cell in layout.cells:
        ranges = [
            _range(table, cell) for table in tables if table.report == layout.report and table.cells[cell] is not None
        ]
        registering[cell] = len(ranges)
        lowest[cell] = sum(low for low, _ in ranges) if ranges else None
        highest[cell] = _added([high for _, high in ranges]) if ranges else None
    return IntervalTable(
        report=layout.report,
        report_version=layout.report_version,
        definitions=profile.definitions,
        definitions_version=profile.definitions_version,
        peildatum=telling.peildatum,
        lowest=lowest,
        highest=highest,
        registering=registering,
        delivered=delivered,
        enrolled=len(telling.roster),
    )


def _added(highs: Sequence[int | None]) -> int | None:
    known = [high for high in highs if high is not None]
    return sum(known) if len(known) == len(highs) else None
