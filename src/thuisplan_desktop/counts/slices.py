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


def thinnest(equations: Sequence[Equation]) -> list[list[Equation]]:
    """The slices of slices, down to those that have none: of a cube in any dimensions its tables of two."""
    found: dict[frozenset[Equation], list[Equation]] = {}
    waiting = slices(equations)
    while waiting:
        part = waiting.pop()
        if (key := frozenset(part)) not in found:
            found[key] = part
            waiting += slices(part)
    return [part for part in found.values() if not slices(part)]


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
    within = {one: host for one in equations if (host := _host(one, through)) is not None}
    groups = _side_by_side([one for one in equations if one not in within], through)
    return [group | {one for one, host in within.items() if host in group} for group in groups]


def _host(one: Equation, through: Mapping[int, list[Equation]]) -> Equation | None:
    """The sum that this one is only a rest of (how much of a group is in other columns): it goes in its direction."""
    if len(through[one.total]) > 1:
        return None
    around = [other for other in through[one.columns[0]] if other.total != one.total]
    return next((other for other in around if set(one.columns) < set(other.columns)), None)


def _side_by_side(equations: Sequence[Equation], through: Mapping[int, list[Equation]]) -> list[set[Equation]]:
    beside = {column: _cells(through[column]) for column in through}
    totals: dict[int, list[Equation]] = {}
    for one in equations:
        totals.setdefault(one.total, []).append(one)
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
