"""Tables within a table: of a cube its slices, found from the sums alone, whatever the cells are called.

What a slice needs to have hidden it needs however much is hidden elsewhere: with fewer sums a reader knows less. So
the smallest number for each slice, quickly proven, is a floor under what is hidden in it in the whole table.
"""

from collections.abc import Iterable, Mapping, Sequence

from thuisplan_desktop.counts.additive import Equation

_SHARE = 0.5  # of the cells, at most: a larger part is as hard as the whole


def slices(equations: Sequence[Equation]) -> list[list[Equation]]:
    """For each direction of the sums: the tables that are left when the sums in that direction are forgotten."""
    sums = list(dict.fromkeys(equations))
    cells = len(_cells(sums))
    found: dict[frozenset[Equation], list[Equation]] = {}
    for direction in _directions(sums):
        if len(direction) > 1:
            for part in _connected([one for one in sums if one not in direction]):
                if len(part) > 1 and len(_cells(part)) <= _SHARE * cells:
                    found[frozenset(part)] = part
    return list(found.values())


def _cells(equations: Iterable[Equation]) -> set[int]:
    return {column for one in equations for column in _of(one)}


def _of(equation: Equation) -> tuple[int, ...]:
    return equation.total, *equation.columns


def _by_cell(equations: Sequence[Equation]) -> Mapping[int, list[Equation]]:
    found: dict[int, list[Equation]] = {}
    for one in equations:
        for column in _of(one):
            found.setdefault(column, []).append(one)
    return found


def _directions(equations: Sequence[Equation]) -> list[set[Equation]]:
    """Sums side by side: the totals are in one sum, and so is each part with one of the other's parts."""
    through = _by_cell(equations)
    beside = {column: _cells(through[column]) for column in through}
    totals = {one.total: [other for other in equations if other.total == one.total] for one in equations}
    groups: dict[Equation, set[Equation]] = {one: {one} for one in equations}
    for one in equations:
        for other in (other for total in beside[one.total] for other in totals.get(total, ())):
            if groups[one] is not groups[other] and _parallel(one, other, beside):
                joined = groups[one] | groups[other]
                groups.update(dict.fromkeys(joined, joined))
    return list({id(group): group for group in groups.values()}.values())


def _parallel(one: Equation, other: Equation, beside: Mapping[int, set[int]]) -> bool:
    if set(_of(one)) & set(_of(other)) or len(one.columns) != len(other.columns):
        return False
    return all(beside[column].intersection(other.columns) for column in one.columns)


def _connected(equations: Sequence[Equation]) -> list[list[Equation]]:
    """The sums that hang together by their cells."""
    through, waiting = _by_cell(equations), dict.fromkeys(equations)
    parts = []
    while waiting:
        part, edge = [], [next(iter(waiting))]
        while edge:
            one = edge.pop()
            if one in waiting:
                del waiting[one]
                part.append(one)
                edge += [other for column in _of(one) for other in through[column] if other in waiting]
        parts.append(part)
    return parts
