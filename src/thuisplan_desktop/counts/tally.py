"""Cases on a peildatum under a definition set: true counts that nobody reads as text."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

from thuisplan_desktop.counts import crossing
from thuisplan_desktop.counts.declared import UNKNOWN, Flow, Group, Line, Only, Report, ReportKind
from thuisplan_desktop.counts.declaring import flow_cell
from thuisplan_desktop.counts.placing import Facts, place
from thuisplan_desktop.counts.rhythm import period_start
from thuisplan_desktop.counts.room import Room, in_order, not_registered, rooms, unregistered
from thuisplan_desktop.counts.table import CountTable, Told
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import ConsentState, CountingParty, ExemptionDuration
from thuisplan_desktop.register.definitions import DefinitionSet
from thuisplan_desktop.register.status import Status, classify

_DAY = timedelta(days=1)

StatusOf = Callable[[CaseFile, date], Status]


def tally(
    files: Iterable[CaseFile],
    report: Report,
    peildatum: date,
    definitions: DefinitionSet,
    calendar: SchoolCalendar,
    counting_party: CountingParty,
    consent: Mapping[str, ConsentState] = MappingProxyType({}),
    status_of: StatusOf | None = None,
) -> CountTable:
    """Count the cases of one register for one report.

    Only cases that this party counts, so that one child is counted once (domain §5.3.10), in schools of the
    report's sector. A line that the definition set does not register is None, which is not zero. `consent` tells
    where it stood for each case, for the report that counts that. `status_of` says what a case was on a day where that
    is known without its absences; it is asked day by day.
    """
    status_of = status_of or (lambda file, on: classify(file, on, definitions, calendar))
    own = [
        file
        for file in files
        if file.case.counted_by is counting_party and file.case.school_type.sector is report.sector
    ]
    if report.kind is ReportKind.STROOM:
        report = _of_registered(report, definitions)
        counted = _flows(own, report, peildatum, status_of)
    else:
        facts = [Facts(one, status_of(one, peildatum), peildatum, definitions, consent.get(one.case.id)) for one in own]
        report, counted = _stand(facts, report, definitions)
    return _table(report, counted, peildatum, definitions)


def _table(report: Report, counted: Counter[str], peildatum: date, definitions: DefinitionSet) -> CountTable:
    found = rooms(report, definitions, counted)
    cells = _cells(counted, report, found)
    return CountTable(
        report=report.id,
        report_version=report.version,
        definitions=definitions.name,
        definitions_version=str(definitions.version),
        peildatum=peildatum,
        cells=MappingProxyType(cells),
        totals=report.totals,
        told=_told(report, cells, definitions, found),
    )


def _stand(facts: Sequence[Facts], report: Report, definitions: DefinitionSet) -> tuple[Report, Counter[str]]:
    """The counts of a day, and the report over the areas that were found."""
    gone = not_registered(report.sector, definitions)
    registered = [one for one in facts if one.status.category not in gone]
    if not report.dimensions:
        return report, _listed(registered, report)
    placed = [one for one in registered if one.status.category in report.counted]
    report = _over_its_areas(report, placed)
    return report, _placed(placed, report, definitions.not_registered.get(report.sector, frozenset()))


def told_of(report: Report, cells: Mapping[str, int | None], definitions: DefinitionSet) -> Told:
    """What the set by which these cells were counted tells of them."""
    return _told(report, cells, definitions, rooms(report, definitions, {cell: cells[cell] or 0 for cell in cells}))


def _told(
    report: Report, cells: Mapping[str, int | None], definitions: DefinitionSet, found: Mapping[str, Room]
) -> Told:
    no_one = frozenset(cell for cell, room in found.items() if room is not Room.SOMEONE and cells.get(cell) == 0)
    norm = definitions.norm
    return Told(definitions.threshold, unregistered(report.sector, definitions), no_one, norm.months, norm.needs_place)


def _cells(counted: Counter[str], report: Report, found: Mapping[str, Room]) -> dict[str, int | None]:
    cells = {line.id: counted[line.id] for line in report.lines}
    for total in in_order(report):
        if not total.remainder:
            cells[total.total] = sum(cells[part] for part in total.parts if found[part] is not Room.UNREGISTERED)
    return {cell: None if found[cell] is Room.UNREGISTERED else value for cell, value in cells.items()}


def _of_registered(report: Report, definitions: DefinitionSet) -> Report:
    """A stroom between stands: of each group the categories that its stand counts."""
    gone = not_registered(report.sector, definitions)
    return replace(report, groups=tuple(replace(group, categories=group.categories - gone) for group in report.groups))


def _over_its_areas(report: Report, facts: Sequence[Facts]) -> Report:
    found = {dimension.name: {place(one, dimension.name) for one in facts} for dimension in report.areas}
    return crossing.with_areas(report, found) if report.areas else report


def _placed(facts: Iterable[Facts], report: Report, unregistered: frozenset[str]) -> Counter[str]:
    return Counter(_cell_of(one, report, unregistered) for one in facts)


def _cell_of(facts: Facts, report: Report, unregistered: frozenset[str]) -> str:
    """Where one stands; of whom that is not registered it is not known."""
    at = {one.name: place(facts, one.name) for one in report.dimensions}
    if report.cell_at(at) in unregistered:
        at |= {one.name: UNKNOWN for one in report.dimensions if any(value.id == UNKNOWN for value in one.values)}
    return report.cell_at(at)


def _listed(facts: Iterable[Facts], report: Report) -> Counter[str]:
    return Counter(line.id for one in facts for line in report.lines if _belongs(line, one))


def _belongs(line: Line, facts: Facts) -> bool:
    status = facts.status
    if status.category not in line.categories:
        return False
    match line.only:
        case Only.ALL:
            return True
        case Only.WITHOUT_OFFER:
            return status.without_offer
        case Only.MBO_FEBRUARY:
            return status.mbo_february
        case Only.TEMPORARY:
            return facts.exempt_for is ExemptionDuration.TEMPORARY
        case Only.PERMANENT:
            return facts.exempt_for is ExemptionDuration.PERMANENT


def _flows(files: Sequence[CaseFile], report: Report, end: date, status_of: StatusOf) -> Counter[str]:
    """Who was there at some time in the period, who of them was not at its start, and who is not at its end.

    Every day is looked at: a pupil who came and went within the period is in both. A pupil counts once a period.
    """
    assert report.period is not None  # a stroom has a period
    start = period_start(report.period, end)
    days = [start + number * _DAY for number in range((end - start).days + 1)]
    counted: Counter[str] = Counter()
    by_day = [[status_of(file, day).category for file in files] for day in days]
    for seen in zip(*by_day, strict=True):
        for group in report.groups:
            there = [category in group.categories for category in seen]
            if any(there):
                counted.update(_flow_cells(group, report, came=not there[0], went=not there[-1]))
    return counted


def _flow_cells(group: Group, report: Report, *, came: bool, went: bool) -> Iterable[str]:
    assert report.period is not None
    yield flow_cell(group.name, report.period, Flow.ALL)
    if came:
        yield flow_cell(group.name, report.period, Flow.IN)
    if went:
        yield flow_cell(group.name, report.period, Flow.OUT)
