"""A cell whose known maximum is below the threshold can't be hidden, so it is merged with a sibling.

Whatever its number: if only small ones were merged, the merging itself would tell that somebody is there. The merged
cells stay as cells that are never published, so that what a reader can derive of them is in the audit too.
"""

from dataclasses import replace

from thuisplan_desktop.counts.additive import AdditiveTable
from thuisplan_desktop.counts.table import Total
from thuisplan_desktop.errors import CannotProtect

_LONGEST = 400  # characters: a file of tables has names of at most 500


def merge_low_maxima(table: AdditiveTable) -> AdditiveTable:
    """The table with every such cell joined to a sibling: a part of exactly the same totals.

    Which cells, and with which, follows from the declared table alone, never from a count. The joined cell's id is
    both ids with '+' between them, cut where that gets long. Raises CannotProtect when a cell has no such sibling: then
    the table itself must become coarser.
    """
    while (cell := _first_low(table)) is not None:
        table = _merge(table, cell, _sibling(table, cell))
    return table


def _first_low(table: AdditiveTable) -> str | None:
    """The first published cell that by its maximum can be small and nothing more."""
    return next((cell for cell in table.cells if _is_low(table, cell)), None)


def _is_low(table: AdditiveTable, cell: str) -> bool:
    if table.cells[cell] is None or cell in table.auxiliary | table.structural_zero:
        return False
    return 0 < table.maximum.get(cell, table.threshold) < table.threshold


def _sibling(table: AdditiveTable, cell: str) -> str:
    """Another that can't be hidden either, else the first in the table's own order."""
    if any(total.total == cell for total in table.totals):
        raise CannotProtect
    found = [other for other in table.cells if other != cell and _same_place(table, cell, other)]
    if not found:
        raise CannotProtect
    return min(found, key=lambda other: not _is_low(table, other))


def _same_place(table: AdditiveTable, cell: str, other: str) -> bool:
    if table.cells[other] is None or other in table.auxiliary | table.structural_zero:
        return False
    used = [total for total in table.totals if cell in total.parts]
    if not used or any(total.total == other for total in table.totals):
        return False
    return used == [total for total in table.totals if other in total.parts]


def _merge(table: AdditiveTable, cell: str, other: str) -> AdditiveTable:
    both, joined = (cell, other), f"{cell}+{other}"
    if len(joined) > _LONGEST:
        joined = f"{joined[:_LONGEST]}…"  # the sum that comes with it names both
    while joined in table.cells:
        joined += "+"
    maximum = dict(table.maximum)
    if all(one in maximum for one in both):
        maximum[joined] = sum(maximum[one] for one in both)
    return replace(
        table,
        cells={**table.cells, joined: sum(table.cells[one] or 0 for one in both)},
        maximum=maximum,
        auxiliary=table.auxiliary | set(both),
        contributors=_joined_contributors(table, both, joined),
        totals=(*(_renamed(total, both, joined) for total in table.totals), Total(joined, both)),
    )


def _joined_contributors(table: AdditiveTable, both: tuple[str, str], joined: str) -> dict[str, int]:
    """Of two sets of contributors only the larger size is sure."""
    known = [table.contributors[one] for one in both if one in table.contributors]
    return {**table.contributors, joined: max(known)} if known else dict(table.contributors)


def _renamed(total: Total, both: tuple[str, str], joined: str) -> Total:
    kept = tuple(part for part in total.parts if part not in both)
    return replace(total, parts=(*kept, joined)) if len(kept) < len(total.parts) else total
