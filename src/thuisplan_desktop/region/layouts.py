"""How a report travels in a profile, and which reports may not be added up in halves.

A roster tells of a sender its bestuur and its sectors, and nothing else. So who can fill a cell is known by sector; by
school type or gemeente it isn't, and the one special school of a region would be read by its name (decision 2).
"""

from thuisplan_desktop.counts.reports import Report, report
from thuisplan_desktop.errors import CellsTooFine, DefinitionsDiffer, UnknownReport
from thuisplan_desktop.region.telling import Profile, ReportLayout

_SCHOOL_TYPE = "schoolsoort"


def layout_of(declared: Report) -> ReportLayout:
    """How this program counts a report: what a new profile is made of."""
    return ReportLayout(declared.id, declared.version, declared.sector.value, declared.cells)


def declared_of(layout: ReportLayout) -> Report:
    """The report of a layout; raise DefinitionsDiffer when this program has another version of it."""
    declared = report(layout.report)
    if layout_of(declared) != layout:
        raise DefinitionsDiffer
    return declared


def titles_of(profile: Profile) -> tuple[str, ...]:
    """What a profile counts, in words; one that this program doesn't have by the name it gives itself."""
    return tuple(_title(layout) for layout in profile.layouts)


def _title(layout: ReportLayout) -> str:
    try:
        return report(layout.report).title
    except UnknownReport:
        return layout.report


def check_cells(profile: Profile) -> None:
    """Return only if every sender of a sector can fill each cell of the reports of that sector.

    Together with `contributing.check_enough` each cell is then one of `min_senders` besturen. Raises CellsTooFine for
    a report by school type or gemeente; DefinitionsDiffer or UnknownReport for one whose cells this program doesn't
    know, because it can't judge those.
    """
    for declared in map(declared_of, profile.layouts):
        if is_too_fine(declared):
            raise CellsTooFine(report=declared.title)


def is_too_fine(declared: Report) -> bool:
    """Whether its cells divide the senders of a sector by what no roster tells."""
    return any(one.area or one.name == _SCHOOL_TYPE for one in declared.dimensions)
