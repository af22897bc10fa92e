"""Cases on a peildatum under a definition set: true counts that nobody reads as text."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from types import MappingProxyType

from thuisplan_desktop.counts.reports import Line, Only, Report
from thuisplan_desktop.counts.table import CountTable, Total
from thuisplan_desktop.register.absence import SchoolCalendar
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import CountingParty, ExemptionDuration
from thuisplan_desktop.register.definitions import DefinitionSet
from thuisplan_desktop.register.status import Status, classify


def tally(
    files: Iterable[CaseFile],
    report: Report,
    peildatum: date,
    definitions: DefinitionSet,
    calendar: SchoolCalendar,
    counting_party: CountingParty,
) -> CountTable:
    """Count the cases of one register for one report.

    Only cases that this party counts, so that one child is counted once (domain §5.3.10), in schools of the
    report's sector. A line that the definition set does not register is None, which is not zero.
    """
    counted = _count(files, report, peildatum, definitions, calendar, counting_party)
    unregistered = definitions.not_registered.get(report.sector, frozenset())
    cells: dict[str, int | None] = {
        line.id: None if line.id in unregistered else counted[line.id] for line in report.lines
    }
    for total in report.totals:
        _apply(total, cells)
    return CountTable(
        report=report.id,
        report_version=report.version,
        definitions=definitions.name,
        definitions_version=str(definitions.version),
        peildatum=peildatum,
        cells=MappingProxyType(cells),
        totals=report.totals,
    )


def _count(
    files: Iterable[CaseFile],
    report: Report,
    peildatum: date,
    definitions: DefinitionSet,
    calendar: SchoolCalendar,
    party: CountingParty,
) -> Counter[str]:
    counted: Counter[str] = Counter()
    for file in files:
        case = file.case
        if case.counted_by is not party or case.school_type.sector is not report.sector:
            continue
        status = classify(file, peildatum, definitions, calendar)
        held = file.exemption_on(peildatum)
        duration = held.duration if held else None
        counted.update(line.id for line in report.lines if _belongs(line, status, duration))
    return counted


def _belongs(line: Line, status: Status, duration: ExemptionDuration | None) -> bool:
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
            return duration is ExemptionDuration.TEMPORARY
        case Only.PERMANENT:
            return duration is ExemptionDuration.PERMANENT


def _apply(total: Total, cells: dict[str, int | None]) -> None:
    """Fill a sum from its registered parts; a 'waarvan' of something not registered is not registered either."""
    if total.remainder:
        if cells[total.total] is None:
            cells.update(dict.fromkeys(total.parts))
        return
    known = [value for part in total.parts if (value := cells[part]) is not None]
    cells[total.total] = sum(known) if known else None
