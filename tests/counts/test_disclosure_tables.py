"""Tables that statisticians published to practise on, made counts: each keeps the promise, by the exact audit."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path

import pytest

from thuisplan_desktop.counts.additive import AdditiveTable
from thuisplan_desktop.counts.audit import audit
from thuisplan_desktop.counts.proving import Protection, protect_cells
from thuisplan_desktop.counts.table import Total

FOLDER = Path(__file__).parents[1] / "data" / "disclosure"
ALL = "Total"
Key = tuple[str, ...]


def leaves(name: str) -> Iterator[tuple[Key, int]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        for *key, count in rows:
            yield tuple(key), int(count)


def cube(rows: Iterable[tuple[Key, int]], keep: Sequence[int]) -> AdditiveTable:
    """The counts by these columns of the key, with every margin."""
    counts: Counter[Key] = Counter()
    for key, count in rows:
        for place in product(*((key[column], ALL) for column in keep)):
            counts[place] += count
    values = [sorted({key[number] for key in counts} - {ALL}) for number in range(len(keep))]
    keys = list(product(*([*names, ALL] for names in values)))
    totals = [
        Total("|".join(key), tuple("|".join((*key[:number], name, *key[number + 1 :])) for name in names))
        for key in keys
        for number, names in enumerate(values)
        if key[number] == ALL
    ]
    return AdditiveTable({"|".join(key): counts[key] for key in keys}, tuple(totals))


def areas() -> AdditiveTable:
    """Country, region (FR10), province (FR101) by size: a hierarchy crossed with a dimension."""
    counts: Counter[Key] = Counter()
    for (area, size), count in leaves("turnover_nuts_size"):
        for place in product((area, area[:4], ALL), (size, ALL)):
            counts[place] += count
    sizes = sorted({size for _, size in counts} - {ALL})
    levels = sorted({area for area, _ in counts})
    totals = []
    for area in levels:
        parts = [one for one in levels if (len(one) == 4 if area == ALL else one[:4] == area and len(one) > 4)]
        totals += [Total(f"{area}|{size}", tuple(f"{one}|{size}" for one in parts)) for size in (*sizes, ALL) if parts]
        totals.append(Total(f"{area}|{ALL}", tuple(f"{area}|{size}" for size in sizes)))
    return AdditiveTable({f"{a}|{s}": counts[a, s] for a in levels for s in (*sizes, ALL)}, tuple(totals))


def keeps_the_promise(table: AdditiveTable, done: Protection) -> None:
    """By the audit of what is published alone: no hidden cell exact, no small one known to be small."""
    bounds = audit([done.published])
    assert bounds == dict(done.certificate.bounds)
    for cell, (low, high) in bounds.items():
        assert low != high
        if table.is_small(cell):
            assert low <= 1
            assert high is None or high >= table.threshold
    small = {cell for cell in table.cells if table.is_small(cell)}
    assert small <= done.published.hidden


@pytest.mark.parametrize("keep", [(0, 1), (0, 2), (1, 3), (2, 3)])
def test_two_dimensions_of_insee(keep: tuple[int, int]) -> None:
    """Each pair of dimensions, with the proven smallest number of other hidden cells."""
    table = cube(leaves("datatest1"), keep)
    done = protect_cells(table)
    assert done.proved
    keeps_the_promise(table, done)


def test_a_hierarchy_of_areas() -> None:
    """Country, regions and provinces by size."""
    table = areas()
    assert len(table.cells) == 476
    keeps_the_promise(table, protect_cells(table, 5.0))


@pytest.mark.long
@pytest.mark.parametrize("keep", [(0, 1, 2), (0, 1, 3), (1, 2, 3)])
def test_three_dimensions_of_insee(keep: tuple[int, int, int]) -> None:
    """Proven where the table has at most 300 cells; the promise in any case."""
    table = cube(leaves("datatest1"), keep)
    done = protect_cells(table, 240.0)
    assert done.proved or len(table.cells) > 300
    keeps_the_promise(table, done)
