"""What a definition set does not register counts nobody, also where no table has a line for it: who reads knows it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from counts.test_report_chains import RULES, status
from counts.test_tally import CALENDAR, away, exempt, missing
from factories import make_case, make_file
from thuisplan_desktop.counts.additive import AdditiveTable
from thuisplan_desktop.counts.crossing import coarser, restricted
from thuisplan_desktop.counts.joining import joined
from thuisplan_desktop.counts.protect import ProtectedTable, protect, released, republished
from thuisplan_desktop.counts.proving import protect_cells
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.table import CountTable, Total
from thuisplan_desktop.counts.tally import tally
from thuisplan_desktop.errors import CannotProtect, GivenAwayBefore
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import (
    Category,
    CountingParty,
    ExemptionDuration,
    ObstaclePlace,
    SchoolType,
    Sector,
    Vrijstelling,
)
from thuisplan_desktop.register.definitions import DefinitionSet
from thuisplan_desktop.register.status import Status

DAY, LATER, CHANGED = date(2026, 11, 15), date(2026, 12, 15), date(2026, 11, 20)
UNLISTED = frozenset({"zorgwekkend_geoorloofd", "geschorst_of_verwijderd", "vrijstelling_15"})
"""The lines that the national list doesn't have."""
SHORT, LONG, ABSENT, EXEMPT = Category.LRV_4W_3M, Category.LRV_OVER_3M, Category.ABSOLUUT, Category.EXEMPT_A
HOME, SCHOOL = ObstaclePlace.CHILD, ObstaclePlace.SCHOOL
PUPILS = (
    *((SHORT, LONG, place) for place in (HOME, HOME, SCHOOL)),
    *((LONG, LONG, place) for place in (HOME, SCHOOL) * 2),
    *((ABSENT, ABSENT, place) for place in (HOME, SCHOOL, SCHOOL)),
    *((EXEMPT, EXEMPT, place) for place in (HOME, SCHOOL) * 2),
    (Category.NONE, SHORT, HOME),
)
"""On the day and later."""


def rules(*unregistered: str) -> DefinitionSet:
    return replace(RULES, name="eigen", not_registered={Sector.VO: frozenset(unregistered)})


def three_tables(own: DefinitionSet) -> Sequence[CountTable]:
    """Everyone in view on one day, a month of thuiszitters from there on, and the national list of that day."""
    now, later = {}, {}
    files: list[CaseFile] = []
    for before, after, place in PUPILS:
        file = make_file(make_case(school_type=SchoolType.VO, obstacles=frozenset({place})))
        files.append(file)
        now[file.case.id], later[file.case.id] = status(before, False), status(after, False)

    def status_of(file: CaseFile, on: date) -> Status:
        return (now if on <= CHANGED else later)[file.case.id]

    def counted(name: str, on: date) -> CountTable:
        return tally(files, report(name), on, own, CALENDAR, CountingParty.SCHOOL, {}, status_of)

    month = counted("stroom-maand-vo", LATER)
    less = restricted(month, next(coarser(report("stroom-maand-vo"))))
    return counted("belemmering-vo", DAY), less, counted("landelijk-vo", DAY)


def one_by_one(tables: Sequence[CountTable]) -> list[ProtectedTable]:
    out: list[ProtectedTable] = []
    for number, table in enumerate(tables):
        out.append(protect(table, earlier=out, beside=tables[:number]))
    return out


def test_who_is_in_no_line_of_the_set_is_nobody() -> None:
    """Of 14 in view at most 11 are thuiszitters, and the list has nobody else but who is exempt: three at least, so a
    hidden four can't be kept for a one. With a line for others it can."""
    *_, listed = one_by_one(three_tables(rules()))
    assert listed.certificate.bounds["vrijstelling_5_totaal"][0] == 1
    with pytest.raises(GivenAwayBefore):
        one_by_one(three_tables(rules(*UNLISTED)))


def test_a_sum_is_registered_as_far_as_its_parts() -> None:
    """That a set names it takes nothing out of it: then its parts would be nobody."""
    table, *_ = three_tables(rules("thuiszitters_totaal", "zorgwekkend_geoorloofd"))
    assert table.told is not None
    assert table.told.unregistered == {"zorgwekkend_geoorloofd"}


def test_a_second_print_certifies_what_the_first_did() -> None:
    """With what the tables tell of each other: a line is never more than everyone in view, whoever else prints that."""
    tables = three_tables(rules())
    *before, first = one_by_one(tables)
    besides = [(true, released(made)) for true, made in zip(tables, before, strict=False)]
    again = republished(tables[-1], released(first), besides)
    assert again.certificate == first.certificate
    assert (1, 14) in again.certificate.bounds.values()


def circle(*counts: int) -> AdditiveTable:
    """One table adds a group up in which nobody can be; by the words of another the sum is the other part."""
    names = ("late", "at home", "both", "ill", "away", "sick", "well", "all")
    return AdditiveTable(
        cells=dict(zip(names, counts, strict=True)),
        totals=(
            Total("both", ("late", "at home")), Total("late", ("both",)), Total("both", ("ill", "away", "sick")),
            Total("all", ("both", "well")),
        ),
        structural_zero=frozenset({"at home"}),
    )  # fmt: skip


def test_a_sum_that_is_its_own_part() -> None:
    table = circle(12, 0, 12, 3, 3, 6, 8, 20)
    assert protect_cells(table).certificate.bounds == {"ill": (1, 5), "away": (1, 5)}
    with pytest.raises(CannotProtect):
        protect_cells(replace(table, structural_zero=frozenset()))  # everyone in one column, and no room for another


def test_a_small_sum_or_none_that_is_its_own_part() -> None:
    """Neither is asked for the least of its parts, nor whether somebody could be in it, for ever."""
    assert protect_cells(circle(4, 0, 4, 0, 4, 0, 8, 12)).published.hidden >= {"late", "both", "away"}
    assert protect_cells(circle(0, 0, 0, 0, 0, 0, 6, 6)).certificate.bounds["well"] == (0, 6)


# --- places in a table


def exempt_vo(which: Vrijstelling, duration: ExemptionDuration | None = None) -> CaseFile:
    return exempt(which, duration, school_type=SchoolType.VO)


def away_vo(days: int, **changes: date) -> CaseFile:
    return away(DAY - timedelta(days=days), school_type=SchoolType.VO, **changes)


def missing_vo(days: int) -> CaseFile:
    return missing(left_on=DAY - timedelta(days=days), school_type=SchoolType.VO)


def counted(files: Sequence[CaseFile], name: str, own: DefinitionSet, less: str = "") -> CountTable:
    """The table of a day, or the coarser one of this title."""
    table = tally(files, report(name), DAY, own, CALENDAR, CountingParty.SCHOOL)
    coarse = {one.title: one for one in coarser(report(name))}
    return restricted(table, coarse[less]) if less else table


A, B, C = Vrijstelling.ART5_ONDER_A, Vrijstelling.ART5_ONDER_B, Vrijstelling.ART5_ONDER_C
FOR_A_TIME, FOR_GOOD = ExemptionDuration.TEMPORARY, ExemptionDuration.PERMANENT
BY_DURATION, BY_STRETCH = "naar duur van de vrijstelling", "naar duur"


def test_where_nobody_registered_can_be_a_table_says_so_and_hides_nothing() -> None:
    """Without a line for exemptions under a for good there are none in the table by duration either: nobody takes all
    eight, who are exempt for a time, for fewer because some could be exempt for good."""
    files = [*[exempt_vo(B, FOR_A_TIME)] * 6, exempt_vo(A, FOR_A_TIME), exempt_vo(C, FOR_A_TIME)]
    own = rules("vrijstelling_5_onder_a_permanent")
    tables = counted(files, "overzicht-vo", own), counted(files, "vrijstellingen-vo", own, BY_DURATION)
    assert tables[1].cells["vrijgesteld:vrijstellingsduur=permanent"] is None
    *_, made = one_by_one(tables)
    assert made.hidden == {"vrijgesteld:vrijstellingsduur=tijdelijk", "vrijgesteld:vrijstellingsduur=onbekend"}


def test_a_stretch_that_only_unregistered_pupils_are_away_is_no_room() -> None:
    """Who is away for longer than three months, or not enrolled, is not registered: then the thuiszitters are those of
    four weeks to three months, and what hides the one hides the other."""
    files = [*[away_vo(50)] * 5, *[away_vo(50, offered_on=DAY)] * 2]
    own = rules("niet_ingeschreven_leerplichtig", "langdurig_verzuim_langer_dan_3_maanden")
    table = counted(files, "duur-aanbod-vo", own)
    empty = {cell for cell in table.cells if "duur=" in cell and "duur=4_weken" not in cell}
    assert {cell for cell, value in table.cells.items() if value is None} == empty
    made = protect(table)
    assert made.cells["thuiszitters:duur=4_weken_tot_3_maanden"] == made.cells["thuiszitters_totaal"] == 7


def test_that_nobody_else_is_exempt_for_good_discloses_nothing() -> None:
    """None but who is so under a, says the law: that it holds for all of a school's is no reason to refuse a table."""
    files = [*[exempt_vo(A, FOR_GOOD)] * 7, *[exempt_vo(A, FOR_A_TIME)] * 5, *[exempt_vo(B, FOR_A_TIME)] * 6]
    table = counted(files, "vrijstellingen-vo", RULES)
    made = protect(table)
    assert made.cells["vrijgesteld:vrijstellingsduur=permanent"] == 7
    assert made.cells["vrijgesteld:vrijstelling=onder_b,vrijstellingsduur=permanent"] == 0
    assert republished(table, released(made)).certificate == made.certificate


@pytest.mark.parametrize(("name", "less"), [("overzicht-vo", "zonder de waarvan-regels"), ("nk-vo-2017", "")])
def test_who_is_exempt_for_good_is_exempt_under_a(name: str, less: str) -> None:
    """So no more than those nine, whoever else is exempt."""
    files = [*[exempt_vo(A, FOR_GOOD)] * 3, *[exempt_vo(A)] * 6, *[exempt_vo(Vrijstelling.ART15)] * 10]
    tables = counted(files, name, RULES, less), counted(files, "vrijstellingen-vo", RULES, BY_DURATION)
    *_, made = one_by_one(tables)
    assert made.certificate.bounds["vrijgesteld:vrijstellingsduur=permanent"][1] == 9


def test_who_is_exempt_for_a_time_is_not_written_down_where_that_is_not_registered() -> None:
    """Twelve are exempt under a, so with ten of whom nothing is written down two or more are so for good: a hidden two
    that can't be one. So the ten are hidden too."""
    files = [*[exempt_vo(A, FOR_GOOD)] * 2, *[exempt_vo(A, FOR_A_TIME)] * 10, *[exempt_vo(B, FOR_A_TIME)] * 4]
    own = rules("vrijstelling_5_onder_a_tijdelijk")
    tables = counted(files, "overzicht-vo", own), counted(files, "vrijstellingen-vo", own, BY_DURATION)
    *_, made = one_by_one(tables)
    assert "vrijgesteld:vrijstellingsduur=onbekend" in made.hidden


def test_one_number_of_two_kinds_tells_of_the_one_that_is_registered() -> None:
    """Noord-Kennemerland's 'thuiszittend' is then who is away for four weeks to three months: no more than that band of
    another table, where nine are."""
    missing_vo = [
        missing(left_on=DAY - timedelta(days=days), school_type=SchoolType.VO) for days in [50] * 5 + [120] * 6
    ]
    files = [*[away_vo(50)] * 4, *[away_vo(10)] * 8, *[away_vo(200)] * 3, *missing_vo]
    own = rules("langdurig_verzuim_langer_dan_3_maanden")
    *_, made = one_by_one((counted(files, "duur-aanbod-vo", own, BY_STRETCH), counted(files, "nk-vo-2017", own)))
    assert made.certificate.bounds["thuiszittend"] == (0, 9)


@pytest.mark.parametrize("name", ["nk-vo-2017", "woonplaats-vo", "duur-aanbod-vo"])
@pytest.mark.parametrize(
    "lines",
    [
        ("langdurig_verzuim_langer_dan_3_maanden",),
        ("verzuim_4_weken_tot_3_maanden", "langdurig_verzuim_langer_dan_3_maanden"),
        ("verzuim_4_weken_tot_3_maanden", "langdurig_verzuim_langer_dan_3_maanden", "niet_ingeschreven_leerplichtig"),
    ],
)
def test_what_is_not_registered_is_in_no_table(name: str, lines: tuple[str, ...]) -> None:
    """Two tables of a day never contradict each other, whatever kinds one of them counts together."""
    files = [
        *[away_vo(50)] * 4,
        *[away_vo(200)] * 7,
        missing(left_on=DAY - timedelta(days=50), school_type=SchoolType.VO),
    ]
    own = rules(*lines)
    tables = [counted(files, one, own) for one in (name, "overzicht-vo", "soort-schoolsoort-vo")]
    joined(tables)  # without a contradiction
    assert len({table.cells["thuiszitters_totaal"] for table in tables if "thuiszitters_totaal" in table.cells}) == 1
