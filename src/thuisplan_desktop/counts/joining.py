"""Tables of one register as one table: every cell by its own name, and every sum that connects them."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from thuisplan_desktop.counts import flows, identities, leaving, linked, nesting, reports
from thuisplan_desktop.counts.additive import MIN_THRESHOLD, AdditiveTable, Published
from thuisplan_desktop.counts.table import CountTable, Total
from thuisplan_desktop.counts.ties import Ties
from thuisplan_desktop.errors import ChangedSinceBefore, OtherDefinitionsBefore
from thuisplan_desktop.register.codes import Sector


def joined(
    tables: Sequence[CountTable],
    threshold: int = MIN_THRESHOLD,
    filled_by: Mapping[str, Mapping[str, int]] = MappingProxyType({}),
    earlier: Sequence[Published] = (),
    beside: Sequence[CountTable] = (),
) -> AdditiveTable:
    """One table of all that is published now or was before, with every sum that connects it; a cell that only these
    sums know of is kept aside. Raises ChangedSinceBefore, OtherDefinitionsBefore."""
    every = (*beside, *tables)
    try:
        ties = _tied(every)
    except ChangedSinceBefore:
        rules = {(table.definitions, table.definitions_version) for table in every}
        raise (OtherDefinitionsBefore if len(rules) > 1 else ChangedSinceBefore) from None
    now = {cell for table in tables for cell in linked.scoped_cells(table)}
    return AdditiveTable(
        cells=ties.cells,
        totals=tuple(dict.fromkeys([*_own_totals(every), *ties.totals])),
        threshold=threshold,
        auxiliary=frozenset(ties.cells.keys() - now),
        contributors={
            linked.scope(table) + cell: number
            for table in tables
            for cell, number in filled_by.get(table.report, {}).items()
        },
        published_before=tuple(earlier),
        structural_zero=frozenset(cell for table in every for cell in _no_one(table)),
        helpers=frozenset(ties.helpers),
        never_zero=frozenset(cell for table in every for cell in _areas(table)),
    )


def _areas(table: CountTable) -> Iterator[str]:
    """The totals of the areas that a table has lines for: only of areas where somebody is (`crossing.with_areas`)."""
    report = reports.report_of(table)
    for one in report.areas:
        for value in one.values:
            cell = report.cell_at({one.name: value.id})
            if table.cells.get(cell):
                yield linked.scope(table) + cell


def _no_one(table: CountTable) -> Iterator[str]:
    """The nils of a table that its definition set tells already."""
    for cell in table.told.no_one if table.told else ():
        if table.cells.get(cell) == 0:
            yield linked.scope(table) + cell


def _unregistered(tables: Sequence[CountTable]) -> list[str]:
    return [linked.scope(one) + line for one in tables if one.told for line in one.told.unregistered]


def _own_totals(tables: Sequence[CountTable]) -> list[Total]:
    return [total for table in tables for total in linked.scoped_totals(table)]


def _tied(tables: Sequence[CountTable]) -> Ties:
    """The cells of all these tables, and every sum over them that the tables don't print themselves."""
    ties = Ties(linked.agreed(tables), _unregistered(tables))
    flows.tie(tables, ties)
    own = _own_totals(tables)
    for scope, sector in _days(tables).items():
        identities.tie(scope, sector, ties, own)
        nesting.tie(scope, ties, [one.told for one in tables if one.told and linked.scope(one) == scope])
        leaving.tie(scope, sector, ties)
    ties.settle()
    return ties


def _days(tables: Sequence[CountTable]) -> dict[str, Sector]:
    """Every day of a sector that a table tells of, also as the begin of a period."""
    spans = map(linked.span, tables)
    return {linked.scope_of(one.sector, day): one.sector for one in spans for day in (one.start, one.end)}
