"""The region's report: three signs, what is missing, and nothing that a published table does not hold."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from region.telling_factory import make_profile, make_roster, make_telling, sender
from thuisplan_desktop.counts import chapters, reports
from thuisplan_desktop.counts.protect import ProtectedTable, protect, protect_together
from thuisplan_desktop.counts.table import CountTable
from thuisplan_desktop.errors import UnknownReport
from thuisplan_desktop.pdf.region_report import region_report
from thuisplan_desktop.region.coverage import Coverage
from thuisplan_desktop.region.intervals import add_up
from thuisplan_desktop.region.telling import Mode
from thuisplan_desktop.register.codes import Sector

DAY = date(2017, 3, 31)
PO: dict[str, int | None] = {
    "verzuim_4_weken_tot_3_maanden": 1, "langdurig_verzuim_langer_dan_3_maanden": 3,
    "niet_ingeschreven_leerplichtig": 8,
    "thuiszitters_totaal": 12, "vrijstelling_5_onder_a": 25, "vrijstelling_5_onder_b": 18,
    "vrijstelling_5_onder_c": 8,
    "vrijstelling_5_totaal": 51, "langdurig_ziek": None, "dreigend_thuiszittend": None,
}  # fmt: skip
VO: dict[str, int | None] = {
    "dreigend_thuiszittend": 44, "thuiszittend": 24, "dreigend_en_thuiszittend_totaal": 68, "langdurig_ziek": 31,
    "nazorg": 12, "niet_ingeschreven_leerplichtig": 6, "vrijstelling_5_onder_a_b_c_samen": 35,
}  # fmt: skip


def counted(report: str, cells: Mapping[str, int | None], *incomplete: str) -> CountTable:
    totals = reports.report(report).totals
    return CountTable(report, 1, "noord-kennemerland-2017", "1", DAY, cells, totals, incomplete)


def golden() -> tuple[ProtectedTable, ...]:
    """The counts Noord-Kennemerland published in 2017, protected."""
    gap = "Langedijk: artikel 5-vrijstellingen niet bekend"
    return protect_together([counted("nk-po-2017", PO, gap), counted("nk-vo-2017", VO)])


def printed(tables: tuple[ProtectedTable, ...], delivered: int = 16, **more: object) -> bytes:
    return region_report(
        tables,
        region_name="Noord-Kennemerland",
        peildatum=DAY,
        **({"covered": [Coverage(Sector.PO, delivered, 16)]} | more),
    )


def test_golden_tables(words: Callable[[bytes], str]) -> None:
    """The 1, the 3 and what would give them away are hidden; None is a dash; everything else is its number."""
    shown = words(printed(golden()))
    assert "Verzuim van 4 weken tot 3 maanden afgeschermd" in shown
    assert "Langdurig verzuim, langer dan 3 maanden afgeschermd" in shown
    assert "Niet ingeschreven, wel leerplichtig afgeschermd" in shown
    assert "Thuiszitters, totaal 12" in shown
    assert "Langdurig ziek –" in shown
    for label, number in (("Dreigend thuiszittend", 44), ("Thuiszittend", 24), ("Nazorg", 12)):
        assert f"{label} {number}" in shown
    assert "Dreigend en thuiszittend, totaal 68" in shown
    assert "31 maart 2017" in shown


def test_what_is_missing_comes_first(words: Callable[[bytes], str]) -> None:
    """Schools without opgave and areas that are not known stand before the totals, each once."""
    gap = "Langedijk: artikel 5-vrijstellingen niet bekend"
    shown = words(printed(golden(), delivered=14, gaps=[gap, "Heiloo levert later"]))
    assert "14 van de 16 scholen zijn opgeteld." in shown
    assert shown.index("onvolledig") < shown.index("Heiloo") < shown.index("Thuiszitters primair onderwijs")
    assert shown.count(gap) == 1


def test_the_meeting_that_it_is_for_stands_before_the_tables(words: Callable[[bytes], str]) -> None:
    """One telling goes to more than one table of the region (Noord-Kennemerland, doelmatige overlegstructuur)."""
    meeting = "Afstemmingsoverleg (VSV, REA, MBO)"
    shown = words(printed(golden(), readers=meeting))
    assert shown.index(f"Bestemd voor {meeting}") < shown.index("Thuiszitters primair onderwijs")
    assert "Bestemd voor" not in words(printed(golden()))


def test_of_more_sectors_each_is_named(words: Callable[[bytes], str]) -> None:
    """Whoever reads VO doesn't care how many of PO delivered."""
    shown = words(printed(golden(), covered=[Coverage(Sector.PO, 9, 9), Coverage(Sector.VO, 5, 7)]))
    assert "Opgetelde scholen PO 9 van 9, VO 5 van 7" in shown
    assert "5 van de 7 scholen van VO zijn opgeteld." in shown
    assert "9 van de 9" not in shown


def test_in_the_parts_of_the_national_pact(words: Callable[[bytes], str]) -> None:
    """On request a to g, in that order, with the same numbers; a part about which nothing is counted says so."""
    shown = words(printed(golden(), by_pact=True))
    headings = [chapter.heading for chapter in chapters.chapters()]
    assert [heading[0] for heading in headings] == list("abcdefg")
    assert [shown.index(heading) for heading in headings] == sorted(shown.index(heading) for heading in headings)
    assert "Thuiszitters, totaal 12" in shown[shown.index(headings[0]) : shown.index(headings[1])]
    assert shown.count("In dit rapport staan hierover geen aantallen.") == 6
    assert "Landelijk thuiszitterspact" in shown
    assert headings[5] not in words(printed(golden()))


def test_every_report_has_one_part_of_the_pact() -> None:
    """A report that is added later is not left out of the division."""
    for one in reports.all_reports():
        assert sum(chapter.holds(one) for chapter in chapters.chapters()) == 1, one.id


def test_complete_counts_carry_no_warning(words: Callable[[bytes], str]) -> None:
    table = protect(counted("nk-vo-2017", VO))
    assert "onvolledig" not in words(printed((table,)))


def test_the_report_is_made_of_the_published_table_alone() -> None:
    """True counts that are published alike give the same file, byte for byte: no bar betrays a hidden number."""
    other = PO | {"verzuim_4_weken_tot_3_maanden": 2, "langdurig_verzuim_langer_dan_3_maanden": 2}
    first, second = (protect(counted("nk-po-2017", cells)) for cells in (PO, other))
    assert printed((first,)) == printed((second,))


def test_zero_is_not_a_dash(words: Callable[[bytes], str]) -> None:
    """Nobody, not registered and hidden are three different signs."""
    shown = words(printed((protect(counted("nk-vo-2017", VO | {"nazorg": 0, "langdurig_ziek": None})),)))
    assert "Nazorg 0" in shown
    assert "Langdurig ziek –" in shown


def test_waarvan_lines(words: Callable[[bytes], str]) -> None:
    """A national report with 'waarvan' lines prints every line once, in its order."""
    report = reports.report("landelijk-po")
    cells: dict[str, int | None] = dict.fromkeys(report.cells, 0)
    cells |= {
        "langdurig_verzuim_langer_dan_3_maanden": 20, "langer_dan_3_maanden_zonder_aanbod": 9,
        "thuiszitters_totaal": 20,
    }  # fmt: skip
    table = CountTable("landelijk-po", 1, "landelijk", "1", DAY, cells, report.totals)
    shown = words(printed((protect(table),)))
    assert "Waarvan zonder passend aanbod met een plaats 9" in shown
    assert [shown.index(line.label[1:]) for line in report.lines] == sorted(
        shown.index(line.label[1:]) for line in report.lines
    )


def test_fingerprints_and_proof(words: Callable[[bytes], str]) -> None:
    """The report names its rule and the hash of what it publishes, and the fingerprints it was given."""
    tables = golden()
    shown = words(printed(tables, fingerprints=[("Sleutel samenwerkingsverband", "appel berg")]))
    assert "Sleutel samenwerkingsverband appel berg" in shown
    assert tables[0].certificate.published_sha256[:32] in shown
    assert "nagerekend" in shown


def test_region_and_numbers_stay_out_of_the_metadata(hidden_words: Callable[[bytes], str]) -> None:
    assert "44" not in hidden_words(printed(golden()))


def test_unknown_report() -> None:
    table = golden()[1]
    object.__setattr__(table, "report", "van-later")
    with pytest.raises(UnknownReport):
        printed((table,))


def test_a_region_without_tables_still_says_how_to_read(words: Callable[[bytes], str]) -> None:
    assert "Hoe leest u de tabellen?" in words(printed(()))


def test_interval_sums_are_printed_with_both_ends(words: Callable[[bytes], str]) -> None:
    """Where schools protect their own: two numbers, 'of meer' without a ceiling, and what that means."""
    golden_po = counted("nk-po-2017", PO | {"langdurig_ziek": 2})
    tables = [protect(golden_po), protect(counted("nk-po-2017", PO))]
    profile = make_profile("nk-po-2017", mode=Mode.PROTECTED)
    telling = make_telling(make_roster(3), peildatum=DAY)
    sent = {sender(number): [one] for number, one in enumerate(tables)}
    shown = words(printed(add_up(telling, profile, sent), delivered=2))
    assert "Verzuim van 4 weken tot 3 maanden 0 t/m 24" in shown
    assert "Thuiszitters, totaal 24" in shown
    assert "Langdurig ziek 1 of meer" in shown
    assert "Dreigend thuiszittend –" in shown
    assert "Het echte aantal ligt hiertussen" in shown
    assert "SHA-256" not in shown
