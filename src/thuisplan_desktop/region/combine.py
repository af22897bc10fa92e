"""Two sums of shares become exact regional tables; what was not registered or not delivered is never zero."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from thuisplan_desktop.counts.table import MAX_COUNT, CountTable, Total
from thuisplan_desktop.errors import ImplausibleSum, OtherTelling
from thuisplan_desktop.region.coverage import coverage_in
from thuisplan_desktop.region.layouts import declared_of
from thuisplan_desktop.region.membership import answered_layouts
from thuisplan_desktop.region.shares import MODULUS, WORDS_PER_CELL, Share, vector_length
from thuisplan_desktop.region.telling import CombinedTable, Profile, ReportLayout, Telling


@dataclass(frozen=True)
class _Cell:
    count: int
    registering: int
    contributing: int


def combine(
    sum_a: Share,
    sum_b: Share,
    telling: Telling,
    profile: Profile,
    senders: Collection[bytes],
    incomplete: tuple[str, ...] = (),
    totals_only: frozenset[str] = frozenset(),
) -> tuple[CombinedTable, ...]:
    """The exact table of each report of the profile, over those of `senders` (their keys) that count in its sector.

    `incomplete` names areas of which something is missing, for the reader of the report. Of the reports in
    `totals_only` both sums hold no more than the totals, and so does their table. Raises OtherTelling
    when the sums don't fit the profile, DefinitionsDiffer when this program has another version of a report,
    ImplausibleSum when a number can't be: that is how a spoilt or shifted share shows.
    """
    answered = answered_layouts(profile.layouts, totals_only)
    length = vector_length(answered)
    if len(sum_a.words) != length or len(sum_b.words) != length:
        raise OtherTelling
    words = iter([(a + b) % MODULUS for a, b in zip(sum_a.words, sum_b.words, strict=True)])
    return tuple(
        _combined(layout, narrow.cells, words, telling, profile, senders, incomplete)
        for layout, narrow in zip(profile.layouts, answered, strict=True)
    )


def _combined(
    layout: ReportLayout,
    answered: Sequence[str],
    words: Iterable[int],
    telling: Telling,
    profile: Profile,
    senders: Collection[bytes],
    incomplete: tuple[str, ...],
) -> CombinedTable:
    declared = declared_of(layout)
    stream = iter(words)
    cells = {cell: _Cell(*(next(stream) for _ in range(WORDS_PER_CELL))) for cell in answered}
    totals = tuple(total for total in declared.totals if cells.keys() >= {total.total, *total.parts})
    covered = coverage_in(layout.sector, senders, telling)
    _check(cells, totals, covered.delivered)
    counts = {name: cell.count if cell.registering else None for name, cell in cells.items()}
    table = CountTable(
        report=layout.report,
        report_version=layout.report_version,
        definitions=profile.definitions,
        definitions_version=profile.definitions_version,
        peildatum=telling.peildatum,
        cells=MappingProxyType(counts),
        totals=totals,
        incomplete=incomplete,
    )
    return CombinedTable(
        table=table,
        registering=MappingProxyType({name: cell.registering for name, cell in cells.items()}),
        contributing=MappingProxyType({name: cell.contributing for name, cell in cells.items()}),
        delivered=covered.delivered,
        enrolled=covered.enrolled,
    )


def _check(cells: Mapping[str, _Cell], totals: Iterable[Total], delivered: int) -> None:
    """Every number in its range, and parts equal to totals; a random word passes with a chance below 2**-40."""
    plausible = all(_in_range(cell, delivered) for cell in cells.values())
    if not plausible or not all(_adds_up(total, cells) for total in totals):
        raise ImplausibleSum


def _in_range(cell: _Cell, delivered: int) -> bool:
    return (
        cell.registering <= delivered
        and cell.contributing <= cell.registering
        and cell.contributing <= cell.count <= cell.contributing * MAX_COUNT
    )


def _adds_up(total: Total, cells: Mapping[str, _Cell]) -> bool:
    parts = sum(cells[part].count for part in total.parts)
    whole = cells[total.total].count
    return parts <= whole if total.remainder else parts == whole
