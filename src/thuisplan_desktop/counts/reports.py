"""Every report, declared once as data in `resources/reports/`: what each line counts, and how lines add up."""

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from thuisplan_desktop.counts import crossing, declaring
from thuisplan_desktop.counts.declared import Basis, Dimension, Line, Only, Report, ReportKind, Rhythm
from thuisplan_desktop.counts.table import CountTable
from thuisplan_desktop.errors import UnknownReport
from thuisplan_desktop.paths import resource
from thuisplan_desktop.register.codes import Sector

__all__ = ["Basis", "Dimension", "Line", "Only", "Report", "ReportKind", "Rhythm"]

_REGIONAL = MappingProxyType(
    {
        "noord-kennemerland-2017": ("nk-po-2017", "nk-vo-2017"),
        "noord-kennemerland-nu": ("nk-po-2017", "nk-vo-2017"),
    }
)
_OVERVIEW = "overzicht"


@cache
def _reports() -> Mapping[str, Report]:
    """The files, read once a process. Raises MalformedReport."""
    shared = _text(declaring.DIMENSIONS)
    known, sorts = declaring.dimensions(shared), declaring.school_sectors(shared)
    names = sorted(file.stem for file in resource("reports").iterdir() if file.suffix == ".toml")
    found = (
        one
        for name in names
        if name != declaring.DIMENSIONS
        for one in declaring.reports(name, _text(name), known, sorts)
    )
    return MappingProxyType({one.id: one for one in found})


def _text(name: str) -> str:
    return resource("reports", f"{name}.toml").read_text("utf-8")


def report(id: str) -> Report:  # noqa: A002  (the word of the contract)
    """The report with this id. Raises UnknownReport."""
    try:
        return _reports()[id]
    except KeyError:
        raise UnknownReport from None


def all_reports() -> tuple[Report, ...]:
    return tuple(_reports().values())


def reports_for(definitions_name: str) -> tuple[Report, ...]:
    """The reports a region with this definition set counts: its own, else the national ones, PO before VO."""
    return tuple(map(report, _REGIONAL.get(definitions_name, ("landelijk-po", "landelijk-vo"))))


def reports_in(rhythm: Rhythm, sectors: Iterable[Sector]) -> tuple[Report, ...]:
    """What belongs to a monthly, quarterly or yearly telling, the overview first, tables with most cells last."""
    wanted = [one for one in all_reports() if rhythm in one.rhythm and one.sector in set(sectors)]
    return tuple(sorted(wanted, key=lambda one: (one.sector.value, *_place(one))))


def _place(one: Report) -> tuple[bool, int, str]:
    return not one.id.startswith(_OVERVIEW), len(one.dimensions), one.id


def overview(sector: Sector) -> Report:
    """Everything that is registered of one sector, on one sheet."""
    return report(f"{_OVERVIEW}-{sector.value}")


def report_of(table: CountTable) -> Report:
    """The report of a table with the lines that this table has: areas are named in its cells. Raises UnknownReport."""
    return with_cells(report(table.report), table.cells)


def with_cells(declared: Report, cells: Iterable[str]) -> Report:
    """A report by area over the areas that these cells name; any other report as it is."""
    return crossing.with_areas(declared, crossing.areas_in(declared, cells)) if declared.areas else declared
