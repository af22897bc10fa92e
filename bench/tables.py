"""Invented tables to measure with: children drawn over dimensions, every margin a cell, every sum a total."""

import random
from collections import Counter
from collections.abc import Sequence
from itertools import product

from thuisplan_desktop.counts.additive import AdditiveTable
from thuisplan_desktop.counts.table import Total

ALL = "T"
Key = tuple[str, ...]


def cube(sizes: Sequence[int], children: int, seed: int, *, skew: float = 0.7) -> AdditiveTable:
    """`sizes` counts the values of each dimension, its total not included; later values are rarer."""
    chance = random.Random(seed)
    values = [[f"{chr(97 + place)}{number}" for number in range(size)] for place, size in enumerate(sizes)]
    weights = [[skew**number for number in range(size)] for size in sizes]
    leaves: Counter[Key] = Counter(
        tuple(chance.choices(names, weight)[0] for names, weight in zip(values, weights, strict=True))
        for _ in range(children)
    )
    return from_leaves(values, leaves)


def from_leaves(values: Sequence[Sequence[str]], leaves: Counter[Key]) -> AdditiveTable:
    """Every combination of values and totals of these dimensions."""
    counts: Counter[Key] = Counter()
    for leaf, count in leaves.items():
        for key in product(*((one, ALL) for one in leaf)):
            counts[key] += count
    keys = list(product(*([*names, ALL] for names in values)))
    totals = [
        Total(_id(key), tuple(_id((*key[:place], name, *key[place + 1 :])) for name in names))
        for key in keys
        for place, names in enumerate(values)
        if key[place] == ALL
    ]
    return AdditiveTable({_id(key): counts[key] for key in keys}, tuple(totals))


def _id(key: Key) -> str:
    return "|".join(key)


def hierarchy(branching: Sequence[int], columns: int, children: int, seed: int) -> AdditiveTable:
    """Areas within areas (region, gemeente, school) by columns, all levels published."""
    chance = random.Random(seed)
    areas, levels = [""], [[""]]
    for size in branching:
        areas = [f"{area}.{number}" for area in areas for number in range(size)]
        levels.append(areas)
    names = [f"c{number}" for number in range(columns)]
    spread = [chance.random() ** 2 for _ in areas]
    weights = [0.75**number for number in range(columns)]
    counts: Counter[tuple[str, str]] = Counter()
    for area, name in zip(
        chance.choices(areas, spread, k=children), chance.choices(names, weights, k=children), strict=True
    ):
        parts = area.split(".")
        for depth in range(len(parts)):
            counts[".".join(parts[: depth + 1]), name] += 1
            counts[".".join(parts[: depth + 1]), ALL] += 1
    return _two_way(levels, branching, names, counts)


def _two_way(
    levels: Sequence[Sequence[str]], branching: Sequence[int], names: Sequence[str], counts: Counter[tuple[str, str]]
) -> AdditiveTable:
    cells, totals = {}, []
    for depth, level in enumerate(levels):
        for area in level:
            for name in (*names, ALL):
                cells[f"{area}|{name}"] = counts[area, name]
                if depth < len(branching):
                    below = tuple(f"{area}.{number}|{name}" for number in range(branching[depth]))
                    totals.append(Total(f"{area}|{name}", below))
            totals.append(Total(f"{area}|{ALL}", tuple(f"{area}|{name}" for name in names)))
    return AdditiveTable(cells, tuple(totals))
