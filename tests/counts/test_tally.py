"""Cases become counts: who counts, which line, and what is not registered."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from factories import make_absence, make_case, make_exemption, make_file
from thuisplan_desktop.counts.joining import joined
from thuisplan_desktop.counts.reports import all_reports, report
from thuisplan_desktop.counts.table import CountTable
from thuisplan_desktop.counts.tally import tally
from thuisplan_desktop.register import codes, definitions
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import CaseFile

ON = date(2026, 3, 24)
CALENDAR = SchoolCalendar.load("noord")


def away(first: date, kind: codes.AbsenceKind = codes.AbsenceKind.UNAUTHORISED, **changes: Any) -> CaseFile:
    case = make_case(**{"first_absent_on": first, **changes})
    return make_file(case, absences=(make_absence(case, starts_on=first, kind=kind),))


def exempt(which: codes.Vrijstelling, duration: codes.ExemptionDuration | None = None, **changes: Any) -> CaseFile:
    case = make_case(first_absent_on=None, **changes)
    held = make_exemption(case, which, starts_on=date(2025, 8, 1), duration=duration)
    return make_file(case, absences=(), exemptions=(held,))


def missing(**changes: Any) -> CaseFile:
    left = {"left_on": date(2025, 8, 1), **changes}
    case = make_case(enrolment=codes.Enrolment.NOT_ENROLLED, first_absent_on=None, **left)
    return make_file(case, absences=())


def counted(
    files: list[CaseFile],
    name: str = "landelijk-po",
    rules: str = "landelijk",
    party: codes.CountingParty = codes.CountingParty.SCHOOL,
    on: date = ON,
) -> CountTable:
    return tally(files, report(name), on, definitions.load(rules), CALENDAR, party)


FILES = [
    away(date(2026, 3, 16)),
    away(date(2026, 1, 12)),
    away(date(2025, 10, 6)),
    away(date(2025, 10, 7), offered_on=date(2026, 2, 1), place_available_on=date(2026, 2, 1)),
    away(date(2026, 1, 12), codes.AbsenceKind.SICK),
    missing(),
    missing(),
    exempt(codes.Vrijstelling.ART5_ONDER_A, codes.ExemptionDuration.TEMPORARY),
    exempt(codes.Vrijstelling.ART5_ONDER_A, codes.ExemptionDuration.PERMANENT),
    exempt(codes.Vrijstelling.ART5_ONDER_A),
    exempt(codes.Vrijstelling.ART5_ONDER_C),
    make_file(make_case(aftercare_from=date(2026, 1, 1), first_absent_on=None), absences=()),
    make_file(make_case(first_absent_on=None), absences=()),
]


def test_each_case_on_its_line() -> None:
    """The national PO table of a small register, line by line."""
    assert dict(counted(FILES).cells) == {
        "dreigend_thuiszittend": 1,
        "verzuim_4_weken_tot_3_maanden": 1,
        "langdurig_verzuim_langer_dan_3_maanden": 2,
        "langer_dan_3_maanden_zonder_aanbod": 1,
        "niet_ingeschreven_leerplichtig": 2,
        "thuiszitters_totaal": 5,
        "langdurig_ziek": 1,
        "nazorg": 1,
        "vrijstelling_5_onder_a": 3,
        "vrijstelling_5_onder_a_tijdelijk": 1,
        "vrijstelling_5_onder_a_permanent": 1,
        "vrijstelling_5_onder_b": 0,
        "vrijstelling_5_onder_c": 1,
        "vrijstelling_5_totaal": 4,
    }


def test_the_table_says_how_it_was_counted() -> None:
    """Report, version, definitions and peildatum travel with the counts."""
    table = counted(FILES)
    rules = definitions.load("landelijk")
    assert (table.report, table.report_version, table.peildatum) == ("landelijk-po", 1, ON)
    assert (table.definitions, table.definitions_version) == ("landelijk", rules.version)
    assert table.totals == report("landelijk-po").totals


def test_waiting_for_the_mbo_is_a_waarvan_line() -> None:
    """In VO a young person who waits for the mbo counts as absoluut verzuim and is named apart (Zuid-Limburg §2.2)."""
    vo = {"school_type": codes.SchoolType.VO}
    waiting = [missing(waits_for_mbo=True, **vo), missing(**vo)]
    table = counted(waiting, "landelijk-vo", "zuid-limburg-2018", on=date(2026, 2, 2))
    assert table.cells["niet_ingeschreven_leerplichtig"] == 2
    assert table.cells["wacht_op_mbo_februari"] == 1


@pytest.mark.parametrize(
    "kind", [codes.SchoolType.VO, codes.SchoolType.VSO, codes.SchoolType.PRO, codes.SchoolType.MBO]
)
def test_other_sectors_are_not_counted(kind: codes.SchoolType) -> None:
    """SO counts in PO; VSO and PrO count in VO; the PO report has none of them."""
    assert not any(counted([away(date(2026, 1, 12), school_type=kind)]).cells.values())
    assert counted([away(date(2026, 1, 12), school_type=codes.SchoolType.SO)]).cells["thuiszitters_totaal"] == 1


def test_one_party_counts_a_case() -> None:
    """A case that leerplicht counts is not counted by the school that also keeps it."""
    file = missing(counted_by=codes.CountingParty.LEERPLICHT)
    assert counted([file]).cells["niet_ingeschreven_leerplichtig"] == 0
    assert counted([file], party=codes.CountingParty.LEERPLICHT).cells["niet_ingeschreven_leerplichtig"] == 1


def test_not_registered_is_none() -> None:
    """Noord-Kennemerland 2017, footnote 3: in PO neither the long-term sick nor dreigend is registered."""
    cells = counted(FILES, "nk-po-2017", "noord-kennemerland-2017").cells
    assert cells["langdurig_ziek"] is None
    assert cells["dreigend_thuiszittend"] is None
    assert cells["thuiszitters_totaal"] == 5


def test_sums_and_waarvan_lines_of_unregistered_lines() -> None:
    """A sum of nothing registered is not registered; a 'waarvan' of something not registered isn't either."""
    exemptions = {"vrijstelling_5_onder_a", "vrijstelling_5_onder_b", "vrijstelling_5_onder_c"}
    rules = replace(definitions.load("landelijk"), not_registered={codes.Sector.PO: frozenset(exemptions)})
    cells = tally(FILES, report("landelijk-po"), ON, rules, CALENDAR, codes.CountingParty.SCHOOL).cells
    assert cells["vrijstelling_5_totaal"] is None
    assert cells["vrijstelling_5_onder_a_tijdelijk"] is None
    assert cells["thuiszitters_totaal"] == 5


@pytest.mark.parametrize(
    "line", ["langer_dan_3_maanden_zonder_aanbod", "vrijstelling_5_onder_a_tijdelijk", "wacht_op_mbo_februari"]
)
def test_who_is_in_a_waarvan_that_is_not_registered_stays_counted(line: str) -> None:
    """Only that line is not registered: every other number, in every report, is what it was."""
    national = definitions.load("landelijk")
    rules = replace(national, not_registered={codes.Sector.VO: frozenset({line})})
    files = [
        away(date(2025, 10, 6), school_type=codes.SchoolType.VO),
        missing(school_type=codes.SchoolType.VO, waits_for_mbo=True),
        *(
            exempt(codes.Vrijstelling.ART5_ONDER_A, lasting, school_type=codes.SchoolType.VO)
            for lasting in (codes.ExemptionDuration.TEMPORARY, codes.ExemptionDuration.PERMANENT)
        ),
    ]
    tables = []
    for declared in (one for one in all_reports() if one.sector is codes.Sector.VO):
        before, now = (
            tally(files, declared, ON, one, CALENDAR, codes.CountingParty.SCHOOL) for one in (national, rules)
        )
        tables.append(now)
        told = {cell: value for cell, value in now.cells.items() if "vrijstellingsduur=" not in cell and cell != line}
        assert told == {cell: before.cells[cell] for cell in told}, declared.id
        assert now.cells.get(line) is None
    joined(tables)  # without a contradiction


def test_who_came_to_what_is_not_registered_is_not_registered() -> None:
    """The stroom of Noord-Kennemerland 2017 in PO has no sick and no dreigend either; its thuiszitters it has."""
    cells = counted(FILES, "stroom-maand-po", "noord-kennemerland-2017").cells
    told = {cell.split(".")[2]: value is not None for cell, value in cells.items()}
    assert told == {"dreigend": False, "thuiszitters": True, "ziek": False}


def test_a_stroom_runs_between_the_stands_of_the_same_rules() -> None:
    """Who is in no total, because the sector doesn't register it, did not come to it either."""
    rules = replace(
        definitions.load("landelijk"), not_registered={codes.Sector.PO: frozenset({"niet_ingeschreven_leerplichtig"})}
    )
    everyone = "stroom.maand.thuiszitters.cumulatief"
    with_all, without = (
        tally(FILES, report("stroom-maand-po"), ON, one, CALENDAR, codes.CountingParty.SCHOOL).cells[everyone] or 0
        for one in (definitions.load("landelijk"), rules)
    )
    stands = (counted(FILES, "overzicht-po").cells, tally(
        FILES, report("overzicht-po"), ON, rules, CALENDAR, codes.CountingParty.SCHOOL).cells)  # fmt: skip
    gone = (stands[0]["thuiszitters_totaal"] or 0) - (stands[1]["thuiszitters_totaal"] or 0)
    assert gone > 0
    assert with_all - without >= gone


def test_counts_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        counted(FILES).cells["nazorg"] = 7  # type: ignore[index]  # that is what is tested
