"""Groups within groups that no table puts together: a reader knows by the words that the one holds the other.

Of the thuiszitters by duration, who are not late and not 'niet ingeschreven' are the 'verzuim van 4 weken tot 3
maanden' of the overview; who was there in a month was there in its quarter. Where the rest is nothing the two are one
number, and in any case each is a ceiling for the other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.counts import linked
from thuisplan_desktop.counts.declared import Flow
from thuisplan_desktop.counts.declaring import flow_cell
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.rhythm import period_start
from thuisplan_desktop.counts.table import CountTable
from thuisplan_desktop.counts.ties import Ties

_SHORT, _LONG = "verzuim_4_weken_tot_3_maanden", "langdurig_verzuim_langer_dan_3_maanden"
_BOTH, _WITHOUT, _WITH = "thuiszittend", "langer_dan_3_maanden_zonder_aanbod", "langer_dan_3_maanden_met_plaats"
_FIRST_BAND, *_LATE = (
    f"duur={band}" for band in ("4_weken_tot_3_maanden", "3_tot_6_maanden", "6_tot_10_maanden", "langer_dan_10_maanden")
)
_NO_OFFER, _NO_PLACE, _PLACE = "aanbod=zonder_aanbod", "aanbod=aanbod_zonder_plaats", "aanbod=aanbod_en_plaats"
_WAITED = ("tot_4_weken", "4_weken_tot_3_maanden", "3_tot_6_maanden", "langer_dan_6_maanden", "onbekend")


def _of(group: str, *places: str) -> tuple[str, ...]:
    return tuple(f"{group}:{place}" for place in places)


_INSIDE = (
    ((_SHORT,), _of("thuiszitters", _FIRST_BAND)),
    ((_LONG,), _of("thuiszitters", *_LATE)),
    ((_BOTH,), _of("thuiszitters", _FIRST_BAND, *_LATE)),
    ((_WITHOUT,), _of("thuiszitters", *(f"{late},{offer}" for late in _LATE for offer in (_NO_OFFER, _NO_PLACE)))),
    ((_WITH,), _of("thuiszitters", *(f"{late},{_PLACE}" for late in _LATE))),
    ((_WITHOUT,), _of("thuiszitters", _NO_OFFER, _NO_PLACE)),
    ((_WITH,), _of("thuiszitters", _PLACE)),
    (_of("thuiszitters", _NO_OFFER), _of("in_beeld", "wachttijd=nog_geen_aanbod")),
    (_of("thuiszitters", _NO_PLACE, _PLACE), _of("in_beeld", *(f"wachttijd={band}" for band in _WAITED))),
)
"""On one day: the first cells count nobody whom the second don't."""


def tie_day(scope: str, ties: Ties) -> None:
    """What the words of one day tell. The late ones who do have a place are what the overview's 'waarvan' leaves."""
    late, without, placed = (scope + cell for cell in (_LONG, _WITHOUT, _WITH))
    ties.rest(late, without, placed)
    for inner, outer in _INSIDE:
        if inner != (_BOTH,) or scope + _SHORT not in ties.cells:
            ties.within([scope + cell for cell in inner], [scope + cell for cell in outer])


@dataclass(frozen=True)
class _Period:
    """One group in one period; `cells` are its numbers by their scoped names."""

    start: date
    end: date
    cells: Mapping[Flow, str]

    def holds(self, other: "_Period") -> bool:
        return self != other and self.start <= other.start and other.end <= self.end


def tie_periods(tables: Sequence[CountTable], ties: Ties) -> None:
    """What periods tell of days and shorter periods: who was there in these was there in the longer, and who came or
    went in the longer did so in one of the shorter that fill it up."""
    found: dict[tuple[str, str], list[_Period]] = {}
    for table in tables:
        for stand, period in _periods(table):
            found.setdefault((report(table.report).sector.value, stand), []).append(period)
    days = sorted({(one.sector, day) for one in map(linked.span, tables) for day in (one.start, one.end)})
    for (sector, stand), periods in found.items():
        there = {day: f"{linked.scope_of(of, day)}{stand}" for of, day in days if of.value == sector}
        for period in periods:
            _tie_days(period, there, ties)
            _tie_shorter(period, [one for one in periods if period.holds(one)], ties)


def _periods(table: CountTable) -> Iterator[tuple[str, _Period]]:
    declared = report(table.report)
    if declared.period is None:
        return
    start, own = period_start(declared.period, table.peildatum), linked.scope(table)
    for group in declared.groups:
        cells = {flow: own + flow_cell(group.name, declared.period, flow) for flow in Flow}
        yield group.stand, _Period(start, table.peildatum, cells)


def _tie_days(period: _Period, there: Mapping[date, str], ties: Ties) -> None:
    for day, cell in there.items():
        if period.start < day < period.end:
            ties.within([cell], [period.cells[Flow.ALL]])


def _tie_shorter(period: _Period, shorter: Sequence[_Period], ties: Ties) -> None:
    for one in shorter:
        same = {Flow.ALL: True, Flow.IN: one.start == period.start, Flow.OUT: one.end == period.end}
        for flow in (flow for flow in Flow if same[flow]):
            ties.within([one.cells[flow]], [period.cells[flow]])
    for row in _rows(period.start, period.end, shorter):
        for flow in (Flow.IN, Flow.OUT):
            ties.within([period.cells[flow]], [one.cells[flow] for one in row])


def _rows(start: date, end: date, periods: Sequence[_Period]) -> Iterator[list[_Period]]:
    """The ways in which periods after each other fill the time up."""
    if start == end:
        yield []
    for one in periods:
        if one.start == start:
            for rest in _rows(one.end, end, periods):
                yield [one, *rest]
