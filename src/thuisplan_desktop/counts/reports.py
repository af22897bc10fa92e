"""Every report, declared once: which lines it has, what each line counts, and how lines add up.

A cell id means the same in every report of one sector: `protect_together` relies on that when it treats the
published tables as one. An id is never given another meaning; a changed report gets a higher version.
"""

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from thuisplan_desktop.counts.table import Total
from thuisplan_desktop.errors import UnknownReport
from thuisplan_desktop.register.codes import Category, Sector


class Only(Enum):
    """A further condition of a 'waarvan' line."""

    ALL = "all"
    WITHOUT_OFFER = "without_offer"
    MBO_FEBRUARY = "mbo_february"
    TEMPORARY = "temporary"
    PERMANENT = "permanent"


@dataclass(frozen=True)
class Line:
    """One row of a report. A line without categories is a total: the sum of its parts."""

    id: str
    label: str
    categories: frozenset[Category] = frozenset()
    only: Only = Only.ALL

    @property
    def is_sum(self) -> bool:
        return not self.categories


@dataclass(frozen=True)
class Report:
    """A report of one sector: its lines in printing order, and the totals among them."""

    id: str
    version: int
    title: str
    sector: Sector
    lines: tuple[Line, ...]
    totals: tuple[Total, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """The cell ids in printing order: also the order in which they travel."""
        return tuple(line.id for line in self.lines)

    def label(self, cell: str) -> str:
        """The Dutch label of a cell of this report."""
        return next(line.label for line in self.lines if line.id == cell)


def _line(cell: str, label: str, *categories: Category, only: Only = Only.ALL) -> Line:
    return Line(cell, label, frozenset(categories), only)


_DREIGEND = _line("dreigend_thuiszittend", "dreigend thuiszittend", Category.DREIGEND)
_SHORT = _line("verzuim_4_weken_tot_3_maanden", "verzuim van 4 weken tot 3 maanden", Category.LRV_4W_3M)
_LONG = _line("langdurig_verzuim_langer_dan_3_maanden", "langdurig verzuim, langer dan 3 maanden", Category.LRV_OVER_3M)
_NOT_ENROLLED = _line("niet_ingeschreven_leerplichtig", "niet ingeschreven, wel leerplichtig", Category.ABSOLUUT)
_SICK = _line("langdurig_ziek", "langdurig ziek", Category.LONG_TERM_SICK)
_AFTERCARE = _line("nazorg", "nazorg", Category.AFTERCARE)
_EXEMPT_A = _line("vrijstelling_5_onder_a", "vrijstelling artikel 5 onder a", Category.EXEMPT_A)
_EXEMPT_B = _line("vrijstelling_5_onder_b", "vrijstelling artikel 5 onder b", Category.EXEMPT_B)
_EXEMPT_C = _line("vrijstelling_5_onder_c", "vrijstelling artikel 5 onder c", Category.EXEMPT_C)
_HOME_TOTAL = Line("thuiszitters_totaal", "thuiszitters, totaal")
_EXEMPT_TOTAL = Line("vrijstelling_5_totaal", "vrijstelling artikel 5, totaal")
_HOME = Total("thuiszitters_totaal", (_SHORT.id, _LONG.id, _NOT_ENROLLED.id))
_EXEMPT = Total("vrijstelling_5_totaal", (_EXEMPT_A.id, _EXEMPT_B.id, _EXEMPT_C.id))

# Regionaal Thuiszitterspact Noord-Kennemerland (2017): the counts under 'Ieder kind in beeld'.
_NK_PO = Report(
    "nk-po-2017",
    1,
    "Thuiszitters primair onderwijs, Noord-Kennemerland",
    Sector.PO,
    (_SHORT, _LONG, _NOT_ENROLLED, _HOME_TOTAL, _EXEMPT_A, _EXEMPT_B, _EXEMPT_C, _EXEMPT_TOTAL, _SICK, _DREIGEND),
    (_HOME, _EXEMPT),
)

_NK_VO = Report(
    "nk-vo-2017",
    1,
    "(Dreigende) thuiszitters voortgezet (speciaal) onderwijs, Noord-Kennemerland",
    Sector.VO,
    (
        _DREIGEND,
        _line("thuiszittend", "thuiszittend", Category.LRV_4W_3M, Category.LRV_OVER_3M),
        Line("dreigend_en_thuiszittend_totaal", "dreigend en thuiszittend, totaal"),
        _SICK,
        _AFTERCARE,
        _NOT_ENROLLED,
        _line(
            "vrijstelling_5_onder_a_b_c_samen",
            "vrijstelling artikel 5 onder a, b en c samen",
            Category.EXEMPT_A,
            Category.EXEMPT_B,
            Category.EXEMPT_C,
        ),
    ),
    (Total("dreigend_en_thuiszittend_totaal", (_DREIGEND.id, "thuiszittend")),),
)

_NO_OFFER = _line(
    "langer_dan_3_maanden_zonder_aanbod",
    "waarvan zonder passend aanbod met een plaats",
    Category.LRV_OVER_3M,
    only=Only.WITHOUT_OFFER,
)
_MBO = _line(
    "wacht_op_mbo_februari", "waarvan wachtend op het mbo in februari", Category.ABSOLUUT, only=Only.MBO_FEBRUARY
)
_TEMPORARY = _line("vrijstelling_5_onder_a_tijdelijk", "waarvan tijdelijk", Category.EXEMPT_A, only=Only.TEMPORARY)
_PERMANENT = _line("vrijstelling_5_onder_a_permanent", "waarvan permanent", Category.EXEMPT_A, only=Only.PERMANENT)


def _national(sector: Sector, title: str) -> Report:
    """The national set, with the 'waarvan' lines of Zuid-Limburg (2018, §2.2) and the norm of three months."""
    waits = (_MBO,) if sector is Sector.VO else ()
    lines = (
        _DREIGEND, _SHORT, _LONG, _NO_OFFER, _NOT_ENROLLED, *waits, _HOME_TOTAL, _SICK, _AFTERCARE,
        _EXEMPT_A, _TEMPORARY, _PERMANENT, _EXEMPT_B, _EXEMPT_C, _EXEMPT_TOTAL,
    )  # fmt: skip
    totals = (
        _HOME,
        _EXEMPT,
        Total(_LONG.id, (_NO_OFFER.id,), remainder=True),
        *(Total(_NOT_ENROLLED.id, (line.id,), remainder=True) for line in waits),
        Total(_EXEMPT_A.id, (_TEMPORARY.id, _PERMANENT.id), remainder=True),
    )
    return Report(f"landelijk-{sector.value}", 1, title, sector, lines, totals)


_REPORTS = MappingProxyType(
    {
        report.id: report
        for report in (
            _NK_PO,
            _NK_VO,
            _national(Sector.PO, "Thuiszitters primair onderwijs"),
            _national(Sector.VO, "Thuiszitters voortgezet (speciaal) onderwijs"),
        )
    }
)

_REGIONAL = MappingProxyType(
    {
        "noord-kennemerland-2017": ("nk-po-2017", "nk-vo-2017"),
        "noord-kennemerland-nu": ("nk-po-2017", "nk-vo-2017"),
    }
)


def report(id: str) -> Report:  # noqa: A002  (the word of the contract)
    """The report with this id. Raises UnknownReport."""
    try:
        return _REPORTS[id]
    except KeyError:
        raise UnknownReport from None


def all_reports() -> tuple[Report, ...]:
    return tuple(_REPORTS.values())


def reports_for(definitions_name: str) -> tuple[Report, ...]:
    """The reports a region with this definition set counts: its own, else the national ones, PO before VO."""
    return tuple(map(report, _REGIONAL.get(definitions_name, ("landelijk-po", "landelijk-vo"))))
