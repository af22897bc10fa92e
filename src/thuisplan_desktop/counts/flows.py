"""How a stroom hangs together with the stand: begin + instroom = everyone in the period = end + uitstroom."""

from collections.abc import Callable, Iterator
from datetime import date

from thuisplan_desktop.counts.declared import Flow
from thuisplan_desktop.counts.declaring import flow_cell
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.rhythm import period_start
from thuisplan_desktop.counts.table import CountTable, Total


def links(table: CountTable, scope: Callable[[CountTable, date], str]) -> Iterator[Total]:
    """The sums that lead from a stroom to the stand of two peildata; the stand is the last part. None for a stand.

    `scope` names the cells of a table on a day, as tables that are protected together name them.
    """
    declared = report(table.report)
    if declared.period is None:
        return
    own = scope(table, table.peildatum)
    before = scope(table, period_start(declared.period, table.peildatum))
    for group in declared.groups:
        everyone, came, went = (
            own + flow_cell(group.name, declared.period, flow) for flow in (Flow.ALL, Flow.IN, Flow.OUT)
        )
        yield Total(everyone, (came, before + group.stand))
        yield Total(everyone, (went, own + group.stand))
