"""A small cell whose known maximum is below the threshold can't be hidden, so it is merged with a sibling."""

from dataclasses import replace

from thuisplan_desktop.counts.additive import AdditiveTable
from thuisplan_desktop.counts.table import Total
from thuisplan_desktop.errors import CannotProtect


def merge_low_maxima(table: AdditiveTable) -> AdditiveTable:
    """The table with every such cell joined to a sibling: a part of exactly the same totals.

    The joined cell's id is both ids with '+' between them. Raises CannotProtect when a cell has no such sibling:
    then the table itself must become coarser.
    """
    while (cell := _first_low(table)) is not None:
        table = _merge(table, cell, _sibling(table, cell))
    return table


def _first_low(table: AdditiveTable) -> str | None:
    """The first published cell that is small and by its maximum can't be as high as the threshold."""
    low = (cell for cell, most in table.maximum.items() if most < table.threshold and cell not in table.auxiliary)
    return next((cell for cell in low if cell in table.cells and table.is_small(cell)), None)


def _sibling(table: AdditiveTable, cell: str) -> str:
    """The sibling that costs a reader least: another that can't be hidden, else the smallest one."""
    if any(total.total == cell for total in table.totals):
        raise CannotProtect
    found = [other for other in table.cells if other != cell and _same_place(table, cell, other)]
    if not found:
        raise CannotProtect
    return min(found, key=lambda other: (other not in table.maximum, table.cells[other] or 0, other))


def _same_place(table: AdditiveTable, cell: str, other: str) -> bool:
    if table.cells[other] is None or other in table.auxiliary | table.structural_zero:
        return False
    used = [total for total in table.totals if cell in total.parts]
    if not used or any(total.total == other for total in table.totals):
        return False
    return used == [total for total in table.totals if other in total.parts]


def _merge(table: AdditiveTable, cell: str, other: str) -> AdditiveTable:
    joined = f"{cell}+{other}"
    both = (cell, other)
    values = [table.cells[one] or 0 for one in both]
    cells = {name: value for name, value in table.cells.items() if name not in both}
    maximum = {name: most for name, most in table.maximum.items() if name not in both}
    if all(one in table.maximum for one in both):
        maximum[joined] = sum(table.maximum[one] for one in both)
    return replace(
        table,
        cells={**cells, joined: sum(values)},
        maximum=maximum,
        contributors=_joined_contributors(table, both, joined),
        totals=tuple(_renamed(total, both, joined) for total in table.totals),
    )


def _joined_contributors(table: AdditiveTable, both: tuple[str, str], joined: str) -> dict[str, int]:
    """Of two sets of contributors only the larger size is sure."""
    known = [table.contributors[one] for one in both if one in table.contributors]
    others = {name: number for name, number in table.contributors.items() if name not in both}
    return {**others, joined: max(known)} if known else others


def _renamed(total: Total, both: tuple[str, str], joined: str) -> Total:
    kept = tuple(part for part in total.parts if part not in both)
    return replace(total, parts=(*kept, joined)) if len(kept) < len(total.parts) else total
