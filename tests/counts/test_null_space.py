"""No relation between published cells is overlooked: the sums that the protection knows span their null space.

Nothing of how the sums are found is used here. Invented pupils, of every kind that the reports tell apart, are counted
one by one; a relation that holds for each pupil is one that a reader can use. How many there are follows from the rank
of those counts. Too few pupils can only make the number too high, and the test fail.
"""

import random
from bisect import bisect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import combinations

import pytest

from counts.test_tally import CALENDAR, ON, exempt
from factories import make_absence, make_case, make_file
from thuisplan_desktop.counts import linked
from thuisplan_desktop.counts.joining import joined
from thuisplan_desktop.counts.reports import Report, ReportKind, all_reports, report
from thuisplan_desktop.counts.table import CountTable, Total
from thuisplan_desktop.counts.tally import tally
from thuisplan_desktop.register import codes, definitions
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import Category, ConsentState, CountingParty, SchoolType, Sector, Vrijstelling
from thuisplan_desktop.register.status import Status, classify

PRIME = 2**31 - 1
"""Ranks are worked out with remainders: never higher than the true rank, and lower only by a rare accident."""
LIVES = 300
PUPILS = {Sector.PO: 1500, Sector.VO: 1500, Sector.MBO: 700}
"""A thousand show nearly every relation, so these show them all; who adds a report may need more."""
MANY = 2000
SCHOOLS = {
    Sector.PO: (SchoolType.BAO, SchoolType.SBO, SchoolType.SO),
    Sector.VO: (SchoolType.VO, SchoolType.PRO, SchoolType.VSO),
    Sector.MBO: (SchoolType.MBO,),
}

NOBODY = {
    "zuid-limburg-2018": ("thuiszitters:duur=tot_4_weken", "zorgwekkend_geoorloofd", "soort=geoorloofd"),
    "zuid-kennemerland-ijmond-2021": ("wacht_op_mbo_februari",),
}
"""Which lines a definition set leaves to none of these pupils: authorised absence of four weeks is relatief verzuim
too, and so on. A nil is never hidden, so that these tell nobody anything."""

Row = Mapping[str, int]


def rank(rows: Iterable[Row]) -> int:
    pivots: dict[str, dict[str, int]] = {}
    for one in rows:
        row = dict(one)
        while row:
            column = min(row)
            if column not in pivots:
                inverse = pow(row[column], PRIME - 2, PRIME)
                pivots[column] = {name: factor * inverse % PRIME for name, factor in row.items()}
                break
            times = row[column]
            for name, factor in pivots[column].items():
                row[name] = (row.get(name, 0) - times * factor) % PRIME
            row = {name: factor for name, factor in row.items() if factor}
    return len(pivots)


def known(sums: Iterable[Total], unpublished: frozenset[str]) -> int:
    """How many relations over published cells follow from these sums: those with unpublished ones are used up."""
    rows = []
    for total in sums:
        if not total.remainder:
            row = {total.total: 1}
            for part in total.parts:
                row[part] = row.get(part, 0) - 1
            rows.append(row)
    return rank(rows) - rank({name: row[name] for name in row if name in unpublished} for row in rows)


def relations(cells: frozenset[str], counted: Iterable[frozenset[str]]) -> int:
    """How many hold over these cells for every pupil; each pupil is told by the cells that count it."""
    return len(cells) - rank(dict.fromkeys(sorted(cells & one), 1) for one in counted)


def missed(tables: Sequence[CountTable], counted: Iterable[frozenset[str]], rules: str = "landelijk") -> int:
    """How many relations the protection does not know; below zero would be one that does not hold."""
    whole = joined(tables)
    nobody = frozenset(cell for cell in whole.cells if any(part in cell for part in NOBODY.get(rules, ())))
    assert not any(whole.cells[cell] for cell in nobody)
    registered = frozenset(cell for cell, value in whole.cells.items() if value is not None) - nobody
    sums = [
        Total(one.total, tuple(part for part in one.parts if part in registered), one.remainder)
        for one in whole.totals
        if one.total in registered
    ]
    return relations(registered - whole.auxiliary, counted) - known(sums, whole.auxiliary)


# --- one day


@dataclass(frozen=True)
class Crowd:
    """Pupils of one sector: the table of every report of a day, and for each pupil the cells that count it."""

    tables: Sequence[CountTable]
    counted: frozenset[frozenset[str]]


def pupil(chance: random.Random, sector: Sector) -> CaseFile:
    """Anybody: what the reports count by is drawn so that the rare is not rare."""
    first = ON - timedelta(days=chance.choice((0, 5, 20, 30, 60, 100, 150, 190, 250, 310, 400)))
    offered = chance.choice((None, first - timedelta(days=3), ON - timedelta(days=9), first + timedelta(days=2)))
    case = make_case(
        school_type=chance.choice(SCHOOLS[sector]),
        birth_date=date(2012 if sector is Sector.PO else 2010, 5, 1),
        enrolment=chance.choice(list(codes.Enrolment)),
        left_on=chance.choice((None, first)),
        home_municipality=chance.choice(("Alkmaar", "Bergen", "")),
        school_municipality=chance.choice(("Alkmaar", "Heiloo", "")),
        first_absent_on=chance.choice((first, None)),
        signalled_on=chance.choice((first, ON - timedelta(days=40), None, first - timedelta(days=200))),
        offered_on=offered,
        place_available_on=chance.choice((None, offered, ON)),
        waits_for_mbo=chance.random() < 0.3,
        aftercare_from=chance.choice((*[None] * 6, ON - timedelta(days=30))),
        obstacles=frozenset(chance.sample(list(codes.ObstaclePlace), chance.choice((0, 1, 1, 1, 2)))),
    )
    kind = chance.choice([codes.AbsenceKind.UNAUTHORISED] * 3 + list(codes.AbsenceKind))
    absences = (make_absence(case, starts_on=first, kind=kind),) if case.first_absent_on else ()
    durations = (None, *codes.ExemptionDuration)
    held = exempt(chance.choice(list(Vrijstelling)), chance.choice(durations)).exemptions
    return make_file(case, absences=absences, exemptions=held if chance.random() < 0.3 else ())


@cache
def crowd(sector: Sector, number: int, rules: str = "landelijk") -> Crowd:
    chance, given = random.Random(sector.value), definitions.load(rules)
    files = [pupil(chance, sector) for _ in range(number)]
    consent = {one.case.id: chance.choice(list(ConsentState)) for one in files}
    statuses = {one.case.id: classify(one, ON, given, CALENDAR) for one in files}
    of_a_day = [one for one in all_reports() if one.sector is sector and one.kind is not ReportKind.STROOM]

    def counted(whom: Sequence[CaseFile], declared: Report) -> CountTable:
        return tally(
            whom, declared, ON, given, CALENDAR, CountingParty.SCHOOL, consent, lambda file, _: statuses[file.case.id]
        )

    tables = [counted(files, one) for one in of_a_day]
    return Crowd(tables, frozenset(in_cells([counted([file], one) for one in of_a_day]) for file in files))


def in_cells(tables: Iterable[CountTable]) -> frozenset[str]:
    """The cells that are not zero, by the names that the protection gives them."""
    return frozenset(cell for table in tables for cell, value in linked.scoped_cells(table).items() if value)


@pytest.mark.parametrize("sector", Sector)
def test_every_relation_between_reports_of_a_day_is_known(sector: Sector) -> None:
    """All reports of a sector together, and each two of them."""
    people = crowd(sector, PUPILS[sector])
    for chosen in (people.tables, *combinations(people.tables, 2)):
        assert missed(chosen, people.counted) == 0, [table.report for table in chosen]


@pytest.mark.long
@pytest.mark.parametrize("sector", Sector)
@pytest.mark.parametrize("rules", definitions.names())
def test_the_same_for_any_of_them_under_every_definition_set(sector: Sector, rules: str) -> None:
    """Any three reports and any more, whatever a region counts or does not register."""
    people, chance = crowd(sector, MANY, rules), random.Random(1)
    sizes = range(3, len(people.tables))
    some = [chance.sample(people.tables, chance.choice(sizes)) for _ in range(100)]
    for chosen in (people.tables, *combinations(people.tables, 2), *some):
        assert missed(chosen, people.counted, rules) == 0, [table.report for table in chosen]


# --- over time

OVER_TIME = ("nk-po-2017", "stroom-maand-po", "stroom-kwartaal-po", "stroom-jaar-po")
"""The stand without 'waarvan' lines, so that what a pupil counts as is its category alone."""
DAYS = tuple(date(2026, month, 15) for month in (3, 6, 9, 12))


def over_time(chance: random.Random) -> Callable[[date], Status]:
    """A pupil who is something else from time to time."""
    turns = sorted(chance.sample(range(700), 8))
    ones = [as_category(chance.choice(list(Category))) for _ in range(9)]
    return lambda on: ones[bisect(turns, (on - date(2025, 3, 1)).days)]


@cache
def as_category(category: Category) -> Status:
    return replace(classify(make_file(make_case()), ON, definitions.load("landelijk"), CALENDAR), category=category)


@cache
def a_year() -> Crowd:
    """Stand at four peildata, and stroom of the month, the quarter and the year that end there."""
    chance, given = random.Random(1), definitions.load("landelijk")
    wanted = [(report(name), day) for name in OVER_TIME for day in DAYS]
    files = [make_file() for _ in range(LIVES)]
    lives = {file.case.id: over_time(chance) for file in files}

    def status_of(file: CaseFile, on: date) -> Status:
        return lives[file.case.id](on)

    def counted(whom: Sequence[CaseFile]) -> list[CountTable]:
        return [tally(whom, one, day, given, CALENDAR, CountingParty.SCHOOL, {}, status_of) for one, day in wanted]

    return Crowd(counted(files), frozenset(in_cells(counted([file])) for file in files))


@pytest.mark.parametrize("seed", range(12))
def test_every_relation_of_stand_and_stroom_over_time_is_known(seed: int) -> None:
    """Any of the tellingen of a year of one sector: stand + instroom = everyone = stand + uitstroom, and no more."""
    people, chance = a_year(), random.Random(seed)
    chosen = chance.sample(people.tables, chance.randint(2, len(people.tables)))
    assert missed(chosen, people.counted) == 0
