"""Which tables hang together: lines of one sector and one day are one quantity, whatever table or rule set they are in.

A definition set is no wall: most lines count the same children under each set, so a reader compares them. Two sets
that give one line of one day two numbers are refused together (`agreed`): the difference is a small number itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.rhythm import period_start
from thuisplan_desktop.counts.table import CountTable, Total
from thuisplan_desktop.errors import ChangedSinceBefore, OtherDefinitionsBefore
from thuisplan_desktop.register.codes import Sector

_T = TypeVar("_T")


class Dated(Protocol):
    """A table of either kind: all that its place depends on."""

    @property
    def report(self) -> str: ...
    @property
    def peildatum(self) -> date: ...
    @property
    def totals(self) -> tuple[Total, ...]: ...


def scope_on(table: Dated, peildatum: date) -> str:
    """What the cells of a table's sector on a day are named by when tables are taken together."""
    return scope_of(report(table.report).sector, peildatum)


def scope_of(sector: Sector, peildatum: date) -> str:
    return f"{sector.value}/{peildatum.isoformat()}/"


def scope(table: Dated) -> str:
    return scope_on(table, table.peildatum)


def scoped_totals(table: Dated) -> Iterable[Total]:
    """The sums of a table, by scoped names."""
    own = scope(table)
    for total in table.totals:
        yield Total(own + total.total, tuple(own + part for part in total.parts), total.remainder)


def scoped_cells(table: CountTable) -> dict[str, int | None]:
    own = scope(table)
    return {own + cell: value for cell, value in table.cells.items()}


def agreed(tables: Sequence[CountTable]) -> dict[str, int | None]:
    """The cells of all these tables, each by its scoped name.

    Raises OtherDefinitionsBefore when definition sets give one line two numbers, ChangedSinceBefore when the same set
    does.
    """
    found: dict[str, int | None] = {}
    by: dict[str, tuple[str, str]] = {}
    for table in tables:
        rules = (table.definitions, table.definitions_version)
        for cell, value in scoped_cells(table).items():
            if found.setdefault(cell, value) != value:
                raise ChangedSinceBefore if by[cell] == rules else OtherDefinitionsBefore
            by.setdefault(cell, rules)
    return found


@dataclass(frozen=True)
class Span:
    """The time that a table tells about: its own day, and for a stroom all from the day that it began."""

    sector: Sector
    start: date
    end: date

    def meets(self, other: "Span") -> bool:
        return self.sector == other.sector and self.start <= other.end and other.start <= self.end


def span(table: CountTable) -> Span:
    declared = report(table.report)
    start = table.peildatum if declared.period is None else period_start(declared.period, table.peildatum)
    return Span(declared.sector, start, table.peildatum)


def together(tables: Sequence[CountTable], kept: Mapping[_T, CountTable]) -> list[_T]:
    """Of what was published before: all that hangs together with these tables, directly or by way of another.

    That a day or a month lies within a quarter is enough: who was there then was there in the quarter.
    """
    reached = [span(table) for table in tables]
    found: list[_T] = []
    while near := [key for key, table in kept.items() if key not in found and any(map(span(table).meets, reached))]:
        found += near
        reached += [span(kept[key]) for key in near]
    return found
