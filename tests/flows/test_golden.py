"""The golden tables: the children that Noord-Kennemerland counted in 2017, from sixteen registers to its report.

Every child is invented; only the numbers are those of the pact. One samenwerkingsverband for each sector, as there is.
"""

import io
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pypdf
import pytest

from factories import make_absence, make_case, make_exemption
from regions import Clock, Maker, Region, Templates, agree, folder_of, school
from thuisplan_desktop import cli
from thuisplan_desktop.actions import cases, counting, gaps, parts, receiving, releasing, reporting
from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.register.codes import (
    AbsenceKind,
    CountingParty,
    Enrolment,
    ExemptionDuration,
    SchoolType,
    Sector,
    Vrijstelling,
)
from thuisplan_desktop.store import region_books

GOLDEN = json.loads((Path(__file__).parents[1] / "data" / "golden_tables.json").read_text("utf-8"))
PASSPHRASE = "vier losse woorden samen"
GAP = ("Langedijk", "artikel 5-vrijstellingen niet bekend")
SCHOOL_TYPES = {Sector.PO: SchoolType.BAO, Sector.VO: SchoolType.VO}
REPORTS = {Sector.PO: "nk-po-2017", Sector.VO: "nk-vo-2017"}
TABLES = {
    Sector.PO: GOLDEN["noord_kennemerland_po_2017_03"],
    Sector.VO: GOLDEN["noord_kennemerland_vo_2017"],
}


def away(days: int) -> dict[str, Any]:
    return {"days": days}


def exempt(ground: Vrijstelling, duration: ExemptionDuration | None = None) -> dict[str, Any]:
    return {"exempt": {"kind": ground, "duration": duration}}


EXEMPTIONS = (Vrijstelling.ART5_ONDER_A, Vrijstelling.ART5_ONDER_B, Vrijstelling.ART5_ONDER_C)
SITUATIONS: Mapping[str, tuple[dict[str, Any], ...]] = {
    "dreigend_thuiszittend": (away(10), away(3)),
    "verzuim_4_weken_tot_3_maanden": (away(50),),
    "langdurig_verzuim_langer_dan_3_maanden": (away(130), away(300)),
    "thuiszittend": (away(50), away(130)),
    "langdurig_ziek": ({"days": 70, "kind": AbsenceKind.SICK},),
    "nazorg": ({"aftercare": True},),
    "niet_ingeschreven_leerplichtig": ({"enrolment": Enrolment.NOT_ENROLLED, "gone": 70},),
    "vrijstelling_5_onder_a": (
        exempt(Vrijstelling.ART5_ONDER_A, ExemptionDuration.PERMANENT),
        exempt(Vrijstelling.ART5_ONDER_A, ExemptionDuration.TEMPORARY),
    ),
    "vrijstelling_5_onder_b": (exempt(Vrijstelling.ART5_ONDER_B),),
    "vrijstelling_5_onder_c": (exempt(Vrijstelling.ART5_ONDER_C),),
    "vrijstelling_5_onder_a_b_c_samen": tuple(map(exempt, EXEMPTIONS)),
}
NOT_REGISTERED = 3
"""Of a category that the region doesn't register, its schools still have children: they must not become a number."""


@dataclass(frozen=True)
class Played:
    sector: Sector
    peildatum: date
    region: Region
    telling: bytes


@pytest.fixture(scope="module")
def played(register_templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Sector, Played]]:
    """Both sectors, each from eight schools of eight besturen to the region's exact sums."""
    maker = Maker(register_templates, tmp_path_factory.mktemp("golden"), Clock(date(2017, 5, 10)))
    yield {sector: play(maker, sector) for sector in (Sector.PO, Sector.VO)}
    maker.close()


def play(maker: Maker, sector: Sector) -> Played:
    peildatum = date.fromisoformat(TABLES[sector]["reference_date"])
    places = [school(number, SCHOOL_TYPES[sector]) for number in range(8)]
    region = agree(maker, places, definitions=TABLES[sector]["definitions"], sectors=(sector,))
    fill(region, sector, peildatum)
    telling = region.play(peildatum)
    if sector is Sector.PO:
        gaps.note_gap(region.region, telling, *GAP)
    return Played(sector, peildatum, region, telling)


def fill(region: Region, sector: Sector, peildatum: date) -> None:
    """Spread the children of each category over the schools; each category begins at another school."""
    turns = count()
    for cell, number in TABLES[sector]["cells"].items():
        if cell.endswith("_totaal"):
            continue
        for index in range(NOT_REGISTERED if number is None else number):
            sender = region.senders[next(turns) % len(region.senders)]
            add_child(sender, SITUATIONS[cell][index % len(SITUATIONS[cell])], sector, peildatum)


def add_child(sender: Any, situation: Mapping[str, Any], sector: Sector, peildatum: date) -> None:
    wanted = dict(situation)
    days, kind = wanted.pop("days", None), wanted.pop("kind", AbsenceKind.UNAUTHORISED)
    first = peildatum - timedelta(days=days) if days else None
    if gone := wanted.pop("gone", None):
        wanted["left_on"] = peildatum - timedelta(days=gone)
    held = wanted.pop("exempt", None)
    if wanted.pop("aftercare", False):
        wanted["aftercare_from"] = peildatum - timedelta(days=20)
    place = sender.settings
    case = make_case(
        birth_date=date(2007, 5, 2) if sector is Sector.PO else date(2002, 5, 2), enrolled_on=date(2014, 8, 1),
        school_name=place.school_name, brin=place.brin, school_type=place.school_type, first_absent_on=first,
        counted_by=CountingParty.SCHOOL, postcode4="", **wanted,
    )  # fmt: skip
    cases.save_case(sender, case)
    if held:
        parts.keep(sender, make_exemption(case, **held, starts_on=peildatum - timedelta(days=100)))
    if first:
        cases.save_absence(sender, make_absence(case, kind=kind, starts_on=first))


@pytest.mark.parametrize("sector", [Sector.PO, Sector.VO])
def test_the_sums_are_the_printed_figures(played: dict[Sector, Played], sector: Sector) -> None:
    """After split, sum and combine the region's register has exactly the cells of the pact; null is not registered."""
    one = played[sector]
    (combined,) = receiving.exact_sums(one.region.region, one.telling)
    expected = TABLES[sector]["cells"]
    assert {cell: combined.table.cells[cell] for cell in expected} == expected
    assert combined.table.report == REPORTS[sector]
    assert (combined.delivered, combined.enrolled) == (8, 8)
    for cell, value in expected.items():
        assert combined.registering[cell] == (0 if value is None else 8)


def test_totals_of_the_pact(played: dict[Sector, Played]) -> None:
    """Totals that the pact doesn't print follow from its parts, never counting what is not registered."""
    (primary,) = receiving.exact_sums(played[Sector.PO].region.region, played[Sector.PO].telling)
    assert primary.table.cells["thuiszitters_totaal"] == 12
    assert primary.table.cells["vrijstelling_5_totaal"] == 51


def test_the_region_never_held_a_school(played: dict[Sector, Played]) -> None:
    """What the region keeps of each sender is a random share: no word of it is a count."""
    for one in played.values():
        with one.region.region.read() as connection:
            received = region_books.load_latest(connection, one.telling)
        assert len(received) == 8
        words = [word for each in received for word in memoryview(each.share_a).cast("Q")]
        assert min(words) > 10_000


def test_primary_is_published_protected(played: dict[Sector, Played]) -> None:
    """The 1 and the 3 are hidden, with something of their own sum that would give them away; the rest is shown."""
    published = releasing.publish(played[Sector.PO].region.region, played[Sector.PO].telling)
    (table,) = published.tables
    small = {"verzuim_4_weken_tot_3_maanden", "langdurig_verzuim_langer_dan_3_maanden"}
    assert small < table.hidden
    assert table.hidden - small <= {"niet_ingeschreven_leerplichtig", "thuiszitters_totaal"}
    assert table.cells["langdurig_ziek"] is None
    assert table.cells["dreigend_thuiszittend"] is None
    assert [table.cells[f"vrijstelling_5_onder_{letter}"] for letter in "abc"] == [25, 18, 8]
    for cell in small:
        low, high = table.certificate.bounds[cell]
        assert low <= 1
        assert high is None or high >= 5
    assert published.gaps == ("Langedijk: artikel 5-vrijstellingen niet bekend",)


def test_secondary_needs_no_protection(played: dict[Sector, Played]) -> None:
    """No figure of VO is small, so all of them are readable."""
    published = releasing.publish(played[Sector.VO].region.region, played[Sector.VO].telling)
    assert published.tables[0].cells == TABLES[Sector.VO]["cells"]


@pytest.mark.parametrize("sector", [Sector.PO, Sector.VO])
def test_the_report_on_paper(played: dict[Sector, Played], sector: Sector) -> None:
    """Each line of the PDF has its number, 'afgeschermd' or '–' as published; what is missing is printed."""
    one = played[sector]
    (table,) = releasing.publish(one.region.region, one.telling).tables
    lines = [line.strip() for line in text_of(reporting.report_pdf(one.region.region, one.telling)).splitlines()]
    for line in counting.report(table.report).lines:
        label = line.label[:1].upper() + line.label[1:]
        value = table.cells[line.id]
        shown = "–" if value is None else value.value if isinstance(value, Mark) else str(value)
        assert lines[lines.index(label) + 1] == shown, line.id
    assert any(line.endswith("Langedijk: artikel 5-vrijstellingen niet bekend") for line in lines) == (
        sector is Sector.PO
    )


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize(("shift", "code", "answer"), [(0, 0, "gelijk"), (1, 1, "ongelijk")])
def test_the_command_line_checks_without_telling(
    played: dict[Sector, Played],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    shift: int,
    code: int,
    answer: str,
) -> None:
    """`combine --check` says 'gelijk' for the golden table, 'ongelijk' one child off, and nothing else."""
    one = played[Sector.VO]
    expected = {REPORTS[Sector.VO]: {**TABLES[Sector.VO]["cells"]}}
    expected[REPORTS[Sector.VO]]["nazorg"] += shift
    (tmp_path / "verwacht.json").write_text(json.dumps(expected), "utf-8")
    (tmp_path / "wachtzin").write_text(PASSPHRASE, "utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    shutil.copytree(folder_of(one.region.region), tmp_path / "regio.thuisplan")
    register = [str(tmp_path / "regio.thuisplan"), "--passphrase-file", str(tmp_path / "wachtzin")]
    check = ["--peildatum", str(one.peildatum), "--check", str(tmp_path / "verwacht.json")]
    assert cli.run(["region", "combine", *register, *check]) == code
    assert capsys.readouterr().out.split() == [answer]
