"""Two sums become exact tables: the golden figures, what is missing, and what can't be."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from factories import make_absence, make_case, make_exemption, make_file
from region.telling_factory import make_profile, make_roster, make_telling
from thuisplan_desktop.counts.protect import protect_together
from thuisplan_desktop.counts.reports import report, reports_for
from thuisplan_desktop.counts.table import CountTable, Mark
from thuisplan_desktop.counts.tally import tally
from thuisplan_desktop.errors import DefinitionsDiffer, ImplausibleSum, OtherTelling
from thuisplan_desktop.region.combine import combine
from thuisplan_desktop.region.layouts import layout_of
from thuisplan_desktop.region.shares import Share, add, from_bytes, split, to_bytes, to_vector
from thuisplan_desktop.region.telling import Telling
from thuisplan_desktop.register import codes, definitions
from thuisplan_desktop.register.calendar import SchoolCalendar

GOLDEN = json.loads((Path(__file__).parents[1] / "data" / "golden_tables.json").read_text("utf-8"))
SCHOOLS = 8
RULES = definitions.load("noord-kennemerland-2017")
CALENDAR = SchoolCalendar.load("noord")
ON = date(2017, 3, 31)
PROFILE = make_profile(definitions_version=RULES.version)
TELLING = make_telling(make_roster(SCHOOLS, SCHOOLS))

# how a child of each printed line looks in a register
_FIRST = {
    "verzuim_4_weken_tot_3_maanden": date(2017, 1, 30),
    "langdurig_verzuim_langer_dan_3_maanden": date(2016, 10, 3),
    "thuiszittend": date(2017, 1, 16),
    "dreigend_thuiszittend": date(2017, 3, 27),
}
_EXEMPT = {
    "vrijstelling_5_onder_a": codes.Vrijstelling.ART5_ONDER_A,
    "vrijstelling_5_onder_b": codes.Vrijstelling.ART5_ONDER_B,
    "vrijstelling_5_onder_c": codes.Vrijstelling.ART5_ONDER_C,
    "vrijstelling_5_onder_a_b_c_samen": codes.Vrijstelling.ART5_ONDER_B,
}


def child(line: str, school_type: codes.SchoolType):
    born = date(2008, 5, 5) if school_type is codes.SchoolType.BAO else date(2003, 5, 5)
    base = {"birth_date": born, "school_type": school_type, "first_absent_on": None, "enrolled_on": date(2014, 8, 1)}
    if line in _EXEMPT:
        case = make_case(**base)
        held = make_exemption(case, _EXEMPT[line], starts_on=date(2016, 8, 1))
        return make_file(case, absences=(), exemptions=(held,))
    if line == "niet_ingeschreven_leerplichtig":
        gone = {"enrolment": codes.Enrolment.NOT_ENROLLED, "left_on": date(2016, 8, 1)}
        return make_file(make_case(**{**base, **gone}), absences=())
    if line == "nazorg":
        return make_file(make_case(**base, aftercare_from=date(2017, 1, 9)), absences=())
    kind = codes.AbsenceKind.SICK if line == "langdurig_ziek" else codes.AbsenceKind.UNAUTHORISED
    first = _FIRST.get(line, date(2017, 1, 9))
    case = make_case(**{**base, "first_absent_on": first})
    return make_file(case, absences=(make_absence(case, starts_on=first, kind=kind),))


def registers(key: str, school_type: codes.SchoolType):
    """The children of a printed table, dealt out over the schools; a printed total is nobody extra."""
    lines = [(line, count or 0) for line, count in GOLDEN[key]["cells"].items() if not line.endswith("_totaal")]
    children = [child(line, school_type) for line, count in lines for _ in range(count)]
    return [children[number::SCHOOLS] for number in range(SCHOOLS)]


def counted(files, name: str) -> CountTable:
    return tally(files, report(name), ON, RULES, CALENDAR, codes.CountingParty.SCHOOL)


def keys(telling: Telling) -> list[bytes]:
    return [line.signing for line in telling.roster]


@pytest.fixture(scope="module")
def combined():
    """Sixteen schools, split, sent as bytes, summed by each party, combined."""
    tables = [
        {name: counted(files, name)}
        for key, name, school_type in (
            ("noord_kennemerland_po_2017_03", "nk-po-2017", codes.SchoolType.BAO),
            ("noord_kennemerland_vo_2017", "nk-vo-2017", codes.SchoolType.VO),
        )
        for files in registers(key, school_type)
    ]
    sent = [tuple(map(to_bytes, split(to_vector(table, PROFILE.layouts)))) for table in tables]
    sums = [add(from_bytes(pair[party], PROFILE.layouts) for pair in sent) for party in (0, 1)]
    gaps = ("Langedijk: artikel 5-vrijstellingen niet bekend",)
    return combine(*sums, TELLING, PROFILE, keys(TELLING), incomplete=gaps)


def test_golden_tables(combined) -> None:
    """Children in sixteen registers give, after split and sum, exactly the printed figures; None stays None."""
    for table, key in zip(combined, ("noord_kennemerland_po_2017_03", "noord_kennemerland_vo_2017"), strict=True):
        printed = GOLDEN[key]["cells"]
        assert {cell: table.table.cells[cell] for cell in printed} == printed
        assert (table.delivered, table.enrolled) == (SCHOOLS, SCHOOLS)
        assert table.table.incomplete == ("Langedijk: artikel 5-vrijstellingen niet bekend",)
    po = combined[0]
    assert po.table.cells["thuiszitters_totaal"] == 12
    assert po.registering["langdurig_ziek"] == 0
    assert po.registering["vrijstelling_5_onder_a"] == SCHOOLS
    assert po.contributing["verzuim_4_weken_tot_3_maanden"] == 1


def test_golden_tables_protected(combined) -> None:
    """Readable, the 1 and the 3 are hidden and one more; the VO table shows everything."""
    po, vo = protect_together(
        [one.table for one in combined], contributors={one.table.report: one.contributing for one in combined}
    )
    assert len(po.hidden) == 3
    assert {"verzuim_4_weken_tot_3_maanden", "langdurig_verzuim_langer_dan_3_maanden"} < po.hidden
    assert not vo.hidden
    assert Mark.HIDDEN not in vo.cells.values()


def test_combined_counts_have_no_text_form(combined) -> None:
    """Printing a combined table shows no count."""
    assert repr(combined[0]) == str(combined[0]) == "CombinedTable(report='nk-po-2017')"


CELLS = PROFILE.layouts[0].cells
ONE = make_profile("nk-po-2017")


def sums(**words: int) -> tuple[Share, Share]:
    """Shares of five schools that each count 2 in every part, with some words changed (index: new value)."""
    declared = report("nk-po-2017")
    cells: dict[str, int | None] = dict.fromkeys(declared.cells, 2)
    for total in declared.totals:
        cells[total.total] = 2 * len(total.parts)
    table = CountTable("nk-po-2017", 1, ONE.definitions, "1", ON, cells, declared.totals)
    vectors = [to_vector({"nk-po-2017": table}, ONE.layouts) for _ in range(5)]
    plain = [sum(column) for column in zip(*vectors, strict=True)]
    for place, value in words.items():
        plain[int(place[1:])] = value
    return split(plain)


FIVE = make_telling(make_roster(5))


def test_a_plain_sum_passes() -> None:
    (table,) = combine(*sums(), FIVE, ONE, keys(FIVE))
    assert table.table.cells["thuiszitters_totaal"] == 30


@pytest.mark.parametrize(
    "words",
    [
        {"w0": 2**63},
        {"w0": 11},
        {"w1": 6},
        {"w2": 6},
        {"w1": 0},
        {"w0": 4},
        {"w0": 5 * 10_000 + 1},
        {"w2": 0},
    ],
)
def test_what_cannot_be_is_refused(words: dict[str, int]) -> None:
    """A shifted share shows: out of range, more registers than files, parts that miss their total, zero of some."""
    with pytest.raises(ImplausibleSum):
        combine(*sums(**words), FIVE, ONE, keys(FIVE))


def test_one_sum_with_another_telling_is_noise() -> None:
    """Two sums that don't belong together give random words, which are refused."""
    with pytest.raises(ImplausibleSum):
        combine(sums()[0], sums()[1], FIVE, ONE, keys(FIVE))


def test_more_counted_than_sent() -> None:
    """Five halves of whom four are said to be in it, or of whom one counts in another sector."""
    with pytest.raises(ImplausibleSum):
        combine(*sums(), FIVE, ONE, keys(FIVE)[1:])
    mixed = make_telling(make_roster(4, 1))
    with pytest.raises(ImplausibleSum):
        combine(*sums(), mixed, ONE, keys(mixed))


def test_sums_of_another_profile_are_refused() -> None:
    with pytest.raises(OtherTelling):
        combine(*sums(), FIVE, PROFILE, keys(FIVE))


def test_another_version_of_a_report_is_refused() -> None:
    """A layout that this program would count differently can't be added up."""
    layouts = (replace(ONE.layouts[0], report_version=2),)
    with pytest.raises(DefinitionsDiffer):
        combine(*sums(), FIVE, replace(ONE, layouts=layouts), keys(FIVE))


def test_a_waarvan_line_larger_than_its_total_is_refused() -> None:
    """Of parts of a 'waarvan' line the sum may be less than the total, never more."""
    declared = report("landelijk-po")
    profile = make_profile("landelijk-po", definitions="landelijk")
    cells: dict[str, int | None] = dict.fromkeys(declared.cells, 0)
    cells["langer_dan_3_maanden_zonder_aanbod"] = 1
    table = CountTable("landelijk-po", 1, "landelijk", "1", ON, cells, declared.totals)
    with pytest.raises(ImplausibleSum):
        combine(*split(to_vector({"landelijk-po": table}, profile.layouts)), FIVE, profile, keys(FIVE)[:1])


def test_layouts_follow_the_reports() -> None:
    """A new profile counts the cells of the reports, in printing order."""
    layout = layout_of(reports_for("landelijk")[0])
    assert layout.cells == report("landelijk-po").cells
    assert layout.sector == "po"
