"""A protected table as the JJ file of τ-ARGUS: what its audit, and that of pytauargus, reads.

It holds the true numbers, as that format does: it stays with the maker, to let another program referee the choice.
"""

from thuisplan_desktop.counts.additive import AdditiveTable, Published, System

_SHOWN, _SMALL, _EXTRA = "s", "u", "m"
_COST = 1


def encode(table: AdditiveTable, published: Published) -> bytes:
    """Cells with the bounds a reader knows and the protection we promise, then the sums.

    A small cell must be able to be 1 and to be the threshold; a 'waarvan' line gets its unlisted remainder as a cell,
    as do cells that are never published. A cell that is not registered takes no part.
    """
    unregistered = frozenset(cell for cell, value in table.cells.items() if value is None)
    system = System(table.cells, table.totals, unregistered)
    values = system.complete(table.cells)
    ceiling = sum(values) + table.threshold
    lines = ["0", str(len(values))]
    for number, (name, value) in enumerate(zip(system.names, values, strict=True)):
        lines.append(_cell(table, published, number, name, value, ceiling))
    lines.append(str(len(system.equations)))
    lines += [_sum(equation.total, equation.columns) for equation in system.equations]
    return ("\n".join(lines) + "\n").encode("ascii")


def _cell(table: AdditiveTable, published: Published, number: int, name: str, value: int, ceiling: int) -> str:
    """id, value, cost, status, known bounds, protection downwards, upwards and sliding."""
    if name and name not in published.hidden and name not in table.auxiliary:
        return f"{number} {value} {_COST} {_SHOWN} {value} {value} 0 0 0"
    small = table.is_small(name) if name else False
    low = 1 if name in published.hidden - published.may_be_zero else 0
    high = table.maximum.get(name, ceiling)
    down, up = (value - 1, max(table.threshold - value, 0)) if small else (0, 0)
    return f"{number} {value} {_COST} {_SMALL if small else _EXTRA} {low} {high} {down} {up} 0"


def _sum(total: int, parts: tuple[int, ...]) -> str:
    terms = " ".join([f"{total} (-1)", *(f"{part} (1)" for part in parts)])
    return f"0 {len(parts) + 1} : {terms}"
