"""Where a thuiszitter stands follows the norm of the definition set: its months, and whether an offer needs a place.

The reader here knows which pupils there are, counted one by one by the program, and no words: his worlds are so many
of each. In every one of them a hidden number must be able to be 1 and to be 5.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from counts.searcher import Adds
from counts.solving import Solving
from counts.test_tally import CALENDAR
from factories import make_absence, make_case, make_file
from thuisplan_desktop.counts.crossing import coarser, restricted
from thuisplan_desktop.counts.protect import ProtectedTable, protect
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.table import CountTable
from thuisplan_desktop.counts.tally import tally
from thuisplan_desktop.errors import GivenAwayBefore
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import CountingParty, Enrolment, SchoolType
from thuisplan_desktop.register.definitions import DefinitionSet

ON = date(2026, 11, 15)
NATIONAL = definitions.load("landelijk")
DAYS = (50, 120, 150, 250, 320)
OVERVIEW, DURATION = "overzicht-vo", "duur-aanbod-vo"
MOST = 200
Kind = tuple[int, int, int]
"""How many days away, whether there is an offer and a place, and 1 for who is not enrolled."""


def pupil(days: int, offer: int, unenrolled: int) -> CaseFile:
    first, offered = ON - timedelta(days=days), ON - timedelta(days=5)
    case = make_case(
        school_type=SchoolType.VO,
        birth_date=date(2011, 5, 1),
        offered_on=offered if offer else None,
        place_available_on=offered if offer > 1 else None,
        first_absent_on=None if unenrolled else first,
    )
    if not unenrolled:
        return make_file(case, absences=(make_absence(case, starts_on=first),))
    return make_file(replace(case, enrolment=Enrolment.NOT_ENROLLED, left_on=first), absences=())


EVERY = tuple((days, offer, unenrolled) for days in DAYS for offer in range(3) for unenrolled in range(2))


def counted(kinds: Mapping[Kind, int], rules: DefinitionSet, name: str, less: str) -> CountTable:
    files = [pupil(*kind) for kind, number in kinds.items() for _ in range(number)]
    table = tally(files, report(name), ON, rules, CALENDAR, CountingParty.SCHOOL)
    smaller = {one.title: one for one in coarser(report(name))}
    return restricted(table, smaller[less]) if name == DURATION and less else table


def known(told: Sequence[tuple[CountTable, ProtectedTable]], ones: Mapping[Kind, Sequence[CountTable]]) -> list[str]:
    """The small hidden cells that can't be 1, or can't be 5, in any world."""
    low, high, sums, small = dict.fromkeys(map(str, ones), 0), dict.fromkeys(map(str, ones), MOST), [], []
    for number, (table, printed) in enumerate(told):
        for cell, true in table.cells.items():
            if true is None:
                continue
            name, hidden = f"{number} {cell}", cell in printed.hidden
            low[name], high[name] = (0, MOST) if hidden else (true, true)
            sums.append(Adds(name, tuple(str(kind) for kind, alone in ones.items() if alone[number].cells[cell])))
            small += [name] if hidden and 0 < true < 5 else []
    reader = Solving(low, high, sums)
    return [name for name in small if not (reader.possible(name, 1, 1) and reader.possible(name, 5, MOST))]


def told(kinds: Mapping[Kind, int], rules: DefinitionSet, names: Sequence[str], less: str) -> Iterator[str]:
    """What the reader knows of small numbers after each paper, in this order."""
    tables: list[CountTable] = []
    printed: list[ProtectedTable] = []
    for name in names:
        table = counted(kinds, rules, name, less)
        try:
            one = protect(table, earlier=printed, beside=tables)
        except GivenAwayBefore:
            continue
        tables, printed = [*tables, table], [*printed, one]
        alone = {kind: [counted({kind: 1}, rules, of.report, less) for of in tables] for kind in EVERY}
        yield from known(list(zip(tables, printed, strict=True)), alone)


ORDERS = ((OVERVIEW, DURATION), (DURATION, OVERVIEW))


@pytest.mark.parametrize("names", ORDERS)
@pytest.mark.parametrize("less", ["", "naar aanbod en plaats"])
def test_who_has_an_offer_without_a_place_is_not_without_an_offer_where_no_place_is_needed(
    names: Sequence[str], less: str
) -> None:
    """16 over three months, 8 of them without an offer, 7 not enrolled, 12 with a place: at most 3 have no place yet,
    so that can't be kept for a small number."""
    rules = replace(NATIONAL, name="eigen", norm=replace(NATIONAL.norm, needs_place=False))
    for number in (2, 3, 4):
        kinds = {(120, 0, 0): 8, (120, 1, 0): number, (120, 2, 0): 5, (50, 2, 1): 7}
        assert list(told(kinds, rules, names, less)) == []


@pytest.mark.parametrize("names", ORDERS)
def test_tables_that_agree_are_no_change(names: Sequence[str]) -> None:
    """Nobody has a place, and where none is needed somebody is not without an offer all the same."""
    rules = replace(NATIONAL, name="eigen", norm=replace(NATIONAL.norm, needs_place=False))
    assert list(told({(120, 0, 0): 9, (120, 1, 0): 1, (50, 0, 0): 8}, rules, names, "")) == []


@pytest.mark.parametrize("names", ORDERS)
@pytest.mark.parametrize(("norm", "between", "past"), [(6, 120, 250), (4, 120, 150), (10, 250, 320), (1, 50, 120)])
@pytest.mark.parametrize("less", ["", "naar duur"])
def test_who_is_past_the_norm_is_in_the_bands_past_that_norm(
    names: Sequence[str], norm: int, between: int, past: int, less: str
) -> None:
    """28 in all, 8 of them past the norm, who are in no band below it."""
    rules = replace(NATIONAL, name="eigen", norm=replace(NATIONAL.norm, months=norm))
    for first, middle in ((17, 3), (9, 4), (17, 2)):
        kinds = {(50, 0, 1): first, (between, 0, 1): middle, (past, 0, 0): 8}
        assert list(told(kinds, rules, names, less)) == []
