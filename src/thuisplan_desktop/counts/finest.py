"""Every number as a sum of the finest ones: programs over those alone are smaller, with no sums to keep."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter

from thuisplan_desktop.counts.additive import Equation

Terms = Mapping[int, float]
"""A factor for each of the finest numbers."""


def over_finest(
    equations: Iterable[Equation], finest: Callable[[int], Mapping[int, float]]
) -> tuple[Mapping[int, Terms], list[Terms]]:
    """Each total over the finest numbers, as `finest` says of one that is no total; what is empty is always zero.

    Besides, what must be zero where a total has a second sum that its parts don't already agree with.
    """
    defining: dict[int, Equation] = {}
    others = [one for one in dict.fromkeys(equations) if defining.setdefault(one.total, one) is not one]
    while (circle := _circle(defining)) is not None:
        others.append(defining.pop(circle))

    @cache
    def counted(column: int) -> Mapping[int, float]:
        return added(defining[column].columns) if column in defining else finest(column)

    def added(columns: Iterable[int]) -> Mapping[int, float]:
        total: Counter[int] = Counter()
        for column in columns:
            total.update(counted(column))
        return total

    agreeing = []
    for one in others:
        left, right = counted(one.total), added(one.columns)
        gaps = {part: left.get(part, 0.0) - right.get(part, 0.0) for part in {**left, **right}}
        agreeing.append({part: gap for part, gap in gaps.items() if gap})
    return {column: counted(column) for column in defining}, [terms for terms in agreeing if terms]


def _circle(defining: Mapping[int, Equation]) -> int | None:
    """A total that is in the end a part of itself, because a part that is nobody was taken for a number; else None."""
    try:
        TopologicalSorter({total: one.columns for total, one in defining.items()}).prepare()
    except CycleError as error:
        return int(error.args[1][0])
    return None


def distinct(rows: Iterable[Terms]) -> Collection[Terms]:
    """Each of these once, but for the empty one."""
    return {frozenset(terms.items()): terms for terms in rows if terms}.values()
