"""Tables by two or three dimensions: a line for every combination of values and totals, and the sums among them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product

from thuisplan_desktop.counts.declared import Dimension, Line, Report, Value, area_name
from thuisplan_desktop.counts.table import CountTable, Total
from thuisplan_desktop.dutch import join_words

Place = Mapping[str, str]

ALL_LABEL = "totaal"


def crossed(report: Report) -> Report:
    """The report with its lines and totals; areas need their values first (`with_areas`)."""
    return replace(report, lines=tuple(_lines(report)), totals=tuple(_totals(report)))


def with_areas(report: Report, found: Mapping[str, Iterable[str]]) -> Report:
    """The report over the areas that its cases are in. `found`: per dimension their ids."""
    dimensions = tuple(
        replace(one, values=_areas(found.get(one.name, ()))) if one.area else one for one in report.dimensions
    )
    return crossed(replace(report, dimensions=dimensions))


def _areas(ids: Iterable[str]) -> tuple[Value, ...]:
    return tuple(sorted((Value(one, area_name(one)) for one in ids), key=lambda one: one.label))


def areas_in(report: Report, cells: Iterable[str]) -> dict[str, set[str]]:
    """The ids of the areas that these cell ids name: in them the marks between the parts of a cell id stand for nothing
    else (`area_id`)."""
    found: dict[str, set[str]] = {one.name: set() for one in report.areas}
    for cell in cells:
        for part in cell.partition(":")[2].split(","):
            name, _, value = part.partition("=")
            if name in found:
                found[name].add(value)
    return found


def coarser(report: Report) -> Iterator[Report]:
    """The same counts with less in the table, each way: one dimension fewer, no 'waarvan' lines, or sums alone.

    A cell keeps its id, so it is the same table with less of it.
    """
    if len(report.dimensions) > 1:
        for kept in combinations(report.dimensions, len(report.dimensions) - 1):
            fewer = crossed(replace(report, dimensions=kept))
            yield replace(fewer, title=f"naar {join_words([one.label.lower() for one in kept])}")
    elif not report.dimensions:
        yield from _shorter(report)


def _shorter(report: Report) -> Iterator[Report]:
    waarvan = {part for total in report.totals if total.remainder for part in total.parts}
    sums = {line.id for line in report.lines if line.is_sum}
    for title, kept in (
        ("zonder de waarvan-regels", {line.id for line in report.lines} - waarvan),
        ("alleen de totalen", sums),
    ):
        if kept and len(kept) < len(report.lines):
            yield replace(
                report,
                title=title,
                lines=tuple(line for line in report.lines if line.id in kept),
                totals=tuple(total for total in report.totals if {total.total, *total.parts} <= kept),
            )


def restricted(table: CountTable, report: Report) -> CountTable:
    """The counts of the lines of a coarser report, and of nothing else."""
    return replace(table, cells={cell: table.cells[cell] for cell in report.cells}, totals=report.totals)


def _places(dimensions: Sequence[Dimension]) -> Iterator[dict[str, str]]:
    """Every combination, totals last in each direction."""
    for chosen in product(*([*(value.id for value in one.values), ""] for one in dimensions)):
        yield {one.name: value for one, value in zip(dimensions, chosen, strict=True) if value}


def _lines(report: Report) -> Iterator[Line]:
    for place in _places(report.dimensions):
        whole = len(place) == len(report.dimensions)
        categories = report.counted if whole else frozenset()
        yield Line(report.cell_at(place), _label(report, place), categories, place=place)


def _label(report: Report, place: Place) -> str:
    parts = [one.label_of(place[one.name]) for one in report.dimensions if one.name in place]
    return "; ".join(parts) or ALL_LABEL


def _totals(report: Report) -> Iterator[Total]:
    """A cell without a value for some dimension is the sum over that dimension."""
    for place in _places(report.dimensions):
        for one in report.dimensions:
            if one.name not in place:
                parts = tuple(report.cell_at({**place, one.name: value.id}) for value in one.values)
                if parts:
                    yield Total(report.cell_at(place), parts)
