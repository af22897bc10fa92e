"""Whom a cell counts, read from the declarations: which categories, and under which further conditions.

Two cells with one meaning are one number, whatever they are called and in whichever report they stand. `identities`
finds from these meanings how the reports of one sector hang together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from thuisplan_desktop.counts import placing
from thuisplan_desktop.counts.declared import Only, Report
from thuisplan_desktop.counts.reports import all_reports
from thuisplan_desktop.register.codes import Category, Sector

Conditions = frozenset[str]
"""What must be true besides the category, each as 'dimension=value'."""

_ONLY = {
    Only.WITHOUT_OFFER: "zonder_aanbod_of_plaats",
    Only.MBO_FEBRUARY: "wacht_op_mbo",
    Only.TEMPORARY: "vrijstellingsduur=tijdelijk",
    Only.PERMANENT: "vrijstellingsduur=permanent",
}


@dataclass(frozen=True)
class Meaning:
    """A cell counts who is in one of these categories and meets all conditions."""

    categories: frozenset[Category]
    conditions: Conditions = frozenset()


def meaning(sector: Sector, cell: str) -> Meaning | None:
    """Whom this cell of any report of a sector counts. None for a stroom, which is about a period, not about a day."""
    if cell in lines(sector):
        return lines(sector)[cell]
    group, colon, place = cell.partition(":")
    counted = _groups(sector).get(group)
    return _at(counted, place) if counted and colon else None


def _at(counted: frozenset[Category], place: str) -> Meaning:
    """The part of a group at a place; a dimension that the category decides is no further condition."""
    conditions = set()
    for one in filter(None, place.split(",")):
        dimension, _, value = one.partition("=")
        there = placing.categories_at(dimension, value)
        if there is None:
            conditions.add(one)
        else:
            counted &= there
    return Meaning(counted, frozenset(conditions))


@cache
def lines(sector: Sector) -> Mapping[str, Meaning]:
    """The lines with a name of their own, of every list of this sector."""
    found: dict[str, Meaning] = {}
    for report in _stands(sector):
        if not report.dimensions:
            found |= _list(report)
    return MappingProxyType(found)


def _list(report: Report) -> Mapping[str, Meaning]:
    """Each line of a list; a sum counts whom its parts count."""
    sums = {total.total: total.parts for total in report.totals if not total.remainder}
    counted = {line.id: line.categories for line in report.lines}

    def whom(cell: str) -> frozenset[Category]:
        return counted[cell].union(*map(whom, sums.get(cell, ())))

    return {line.id: Meaning(whom(line.id), frozenset(_conditions(line.only))) for line in report.lines}


def _conditions(only: Only) -> Iterable[str]:
    return () if only is Only.ALL else (_ONLY[only],)


@cache
def _groups(sector: Sector) -> Mapping[str, frozenset[Category]]:
    """Whom the tables of each group count."""
    return MappingProxyType({one.of: one.counted for one in _stands(sector) if one.dimensions})


def _stands(sector: Sector) -> Iterable[Report]:
    return (one for one in all_reports() if one.sector is sector and one.period is None)
