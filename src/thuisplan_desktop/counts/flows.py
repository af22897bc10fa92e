"""How the numbers of days and periods hang together: what a reader knows because each pupil has one life.

Of one group a pupil is there or not, from day to day. A stand counts who is there on a day, a stroom who was there at
some time of a period, and who of them not at its begin or not at its end. So begin + instroom = everyone in the period
= end + uitstroom; and the rest of what a reader knows is told by walking through time from mark to mark (each begin and
end of a period, each day with a stand within one). At a mark there are, of each period that is going on, those who were
there since it began. Who was there since a later begin was there since an earlier one; and who is new for the earlier
one is new for the later. For any numbers that keep these rules there are lives, so there is no more to know.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from thuisplan_desktop.counts import linked
from thuisplan_desktop.counts.declared import Flow
from thuisplan_desktop.counts.declaring import flow_cell
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.rhythm import period_start
from thuisplan_desktop.counts.table import CountTable, Total
from thuisplan_desktop.counts.ties import Ties
from thuisplan_desktop.register.codes import Sector


@dataclass(frozen=True)
class _Period:
    """One group in one period; `cells` are its numbers by their scoped names."""

    start: date
    end: date
    cells: Mapping[Flow, str]


def tie(tables: Sequence[CountTable], ties: Ties) -> None:
    """Add what days and periods tell of each other. Every number in between gets a place, published or not."""
    stands = {one for one in map(linked.span, tables) if one.start == one.end}
    for (sector, stand), periods in _by_group(tables, ties).items():
        days = [one.start for one in stands if one.sector is sector]
        _Group(sector, stand, periods, ties).walk(days)


def _by_group(tables: Sequence[CountTable], ties: Ties) -> Mapping[tuple[Sector, str], list[_Period]]:
    """The periods in which each group, told by its stand, was registered."""
    found: dict[tuple[Sector, str], list[_Period]] = {}
    for table in tables:
        declared = report(table.report)
        if declared.period is None:
            continue
        start, own = period_start(declared.period, table.peildatum), linked.scope(table)
        for group in declared.groups:
            cells = {flow: own + flow_cell(group.name, declared.period, flow) for flow in Flow}
            if ties.knows(cells[Flow.ALL]):
                period = _Period(start, table.peildatum, cells)
                found.setdefault((declared.sector, group.stand), []).append(period)
    return found


class _Group:
    """One group of one sector through time."""

    def __init__(self, sector: Sector, stand: str, periods: Sequence[_Period], ties: Ties) -> None:
        self._sector, self._stand, self._periods, self._ties = sector, stand, periods, ties
        self._named = {(one.start, one.end): one.cells[Flow.ALL] for one in periods}

    def walk(self, days: Sequence[date]) -> None:
        """From mark to mark; `days` are those with a stand."""
        for one in self._periods:
            self._link(one)
        inside = {day for day in days if any(one.start < day < one.end for one in self._periods)}
        for before, day in pairwise(sorted(inside.union(*((one.start, one.end) for one in self._periods)))):
            begins = sorted({one.start for one in self._periods if one.start < day <= one.end})
            if begins:
                self._step(begins, before, day)

    def _link(self, period: _Period) -> None:
        came, went = (self._ties.place(period.cells[flow], helper=False) for flow in (Flow.IN, Flow.OUT))
        everyone = period.cells[Flow.ALL]
        self._ties.add(Total(everyone, (came, self._there(period.start))))
        self._ties.add(Total(everyone, (went, self._there(period.end))))

    def _step(self, begins: Sequence[date], before: date, day: date) -> None:
        """What one step tells of those who were there since each of these begins, the earliest first."""
        for earlier, later in pairwise([*begins, day]):
            self._within(self._since(later, day), self._since(earlier, day))
        self._within(self._since(begins[0], before), self._since(begins[0], day))
        for earlier, later in pairwise(begins):
            self._ties.within(
                [self._since(earlier, day), self._since(later, before)],
                [self._since(earlier, before), self._since(later, day)],
                always=True,
            )

    def _within(self, inner: str, outer: str) -> None:
        """Unless the rest has a name already: who came, or went."""
        known = any(
            outer == one.cells[Flow.ALL] and inner in (self._there(one.start), self._there(one.end))
            for one in self._periods
        )
        if not known:
            self._ties.within([inner], [outer], always=True)

    def _since(self, begin: date, day: date) -> str:
        """Who was there at some time from this begin to this day."""
        if begin == day:
            return self._there(day)
        name = f"{self._scope(day)}{self._stand} sinds {begin.isoformat()}"
        return self._named.get((begin, day)) or self._ties.place(name, helper=True)

    def _there(self, day: date) -> str:
        """Who is there on a day; a number to reason with where another set of definitions does not register them."""
        name = self._scope(day) + self._stand
        if name in self._ties.cells and not self._ties.knows(name):
            return self._ties.place(f"{name} (niet geregistreerd)", helper=True)
        return self._ties.place(name, helper=False)

    def _scope(self, day: date) -> str:
        return linked.scope_of(self._sector, day)
