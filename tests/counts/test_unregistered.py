"""What a definition set does not register counts nobody, also where no table has a line for it: who reads knows it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from counts.test_report_chains import RULES, status
from counts.test_tally import CALENDAR
from factories import make_case, make_file
from thuisplan_desktop.counts.additive import AdditiveTable
from thuisplan_desktop.counts.crossing import coarser, restricted
from thuisplan_desktop.counts.protect import ProtectedTable, protect, released, republished
from thuisplan_desktop.counts.proving import protect_cells
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.table import CountTable, Total
from thuisplan_desktop.counts.tally import tally
from thuisplan_desktop.errors import CannotProtect, GivenAwayBefore
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import Category, CountingParty, ObstaclePlace, SchoolType, Sector
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
    assert table.unregistered == {"zorgwekkend_geoorloofd"}


def test_a_second_print_certifies_what_the_first_did() -> None:
    """With what the tables tell of each other: a line is never more than everyone in view, whoever else prints that."""
    tables = three_tables(rules())
    *before, first = one_by_one(tables)
    besides = [(true, released(made)) for true, made in zip(tables, before, strict=False)]
    again = republished(tables[-1], released(first), besides)
    assert again.certificate == first.certificate
    assert (1, 14) in again.certificate.bounds.values()


def test_a_sum_that_is_its_own_part() -> None:
    """One table adds a group up in which nobody is registered; by the words of another the sum is the other part."""
    names = ("late", "at home", "both", "ill", "away", "sick")
    table = AdditiveTable(
        cells=dict(zip(names, (12, 0, 12, 3, 3, 6), strict=True)),
        totals=(Total("both", ("late", "at home")), Total("late", ("both",)), Total("both", ("ill", "away", "sick"))),
        structural_zero=frozenset({"at home"}),
    )
    done = protect_cells(table)
    assert done.certificate.bounds == {"ill": (1, 5), "away": (1, 5)}
    with pytest.raises(CannotProtect):
        protect_cells(replace(table, structural_zero=frozenset()))  # everyone in one column, and no room for another
