"""Real reports after each other: what a reader of every stand and stroom of a year together can compute.

Pupils come, go and become something else; they are counted on four peildata and a day in between, each quarter's
stroom too, whole or without its 'waarvan' lines, and each telling is protected beside all that readers have by then.
The attacker is `searcher.py`, with what the decision and the words of the reports tell him, written down here by hand.
"""

import random
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise

import pytest

from counts.searcher import Adds, Searcher
from counts.test_tally import CALENDAR
from factories import make_case, make_file
from thuisplan_desktop.counts import linked
from thuisplan_desktop.counts.crossing import coarser, restricted
from thuisplan_desktop.counts.protect import ProtectedTable, protect
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.table import CountTable, Mark, Total
from thuisplan_desktop.counts.tally import tally
from thuisplan_desktop.errors import CannotProtect
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import Category, CountingParty, SchoolType
from thuisplan_desktop.register.status import Status, classify

DAYS = tuple(date(2026, month, 15) for month in (3, 6, 9, 12))
FIRST, LONG = date(2025, 12, 1), 400
MONTHS = tuple(date(2026, month, 15) for month in (10, 11, 12))
"""The last quarter, month by month."""
BETWEEN = date(2026, 11, 1)
"""A day inside that quarter and inside its second month."""
STROOM, MONTHLY = "stroom-kwartaal-vo", "stroom-maand-vo"
STANDS = (
    ("overzicht-vo",), ("nk-vo-2017",), ("overzicht-vo", "nk-vo-2017"), ("overzicht-vo", "soort-schoolsoort-vo"),
    ("nk-vo-2017", "toestemming-vo"),
)  # fmt: skip
K, CEILING = 5, 400
RULES = definitions.load("landelijk")
SEEN = (
    Category.NONE, Category.CLOSED, Category.DREIGEND, Category.LRV_4W_3M, Category.LRV_OVER_3M, Category.ABSOLUUT,
    Category.LONG_TERM_SICK, Category.AFTERCARE, Category.EXEMPT_A, Category.SUSPENDED,
)  # fmt: skip


# --- what happens, and what is counted


@cache
def status(category: Category, without_offer: bool) -> Status:
    like = classify(make_file(make_case()), DAYS[0], RULES, CALENDAR)
    return replace(like, category=category, without_offer=without_offer)


@dataclass(frozen=True)
class Life:
    """What one pupil is, from day to day."""

    turns: Sequence[int]
    ones: Sequence[Status]

    def on(self, day: date) -> Status:
        return self.ones[bisect(self.turns, (day - FIRST).days)]


def life(chance: random.Random) -> Life:
    turns = sorted(chance.sample(range(LONG), chance.choice((0, 1, 1, 2, 3))))
    weights = [6, 2, 5, 4, 4, 2, 3, 2, 1, 1]
    kinds = chance.choices(SEEN, weights, k=len(turns) + 1)
    return Life(turns, [status(kind, chance.random() < 0.5) for kind in kinds])


def tellingen(seed: int) -> Iterator[CountTable]:
    """Everything that is counted in a year, in the order in which it is published."""
    chance = random.Random(seed)
    sorts = (SchoolType.VO, SchoolType.PRO, SchoolType.VSO)
    files = [make_file(make_case(school_type=chance.choice(sorts))) for _ in range(chance.choice((8, 20, 40, 90)))]
    lives = {file.case.id: life(chance) for file in files}

    def status_of(file: CaseFile, on: date) -> Status:
        return lives[file.case.id].on(on)

    for name, day, whole in programme(chance):
        table = tally(files, report(name), day, RULES, CALENDAR, CountingParty.SCHOOL, {}, status_of)
        yield table if whole else without_waarvan(table)


def without_waarvan(table: CountTable) -> CountTable:
    """The coarser table that is offered: of a stroom no more than who was there at some time."""
    return restricted(table, next(coarser(report(table.report))))


def programme(chance: random.Random) -> Iterator[tuple[str, date, bool]]:
    """Stand and stroom on each peildatum, in any order, and whether it is the whole table; in some years the last
    quarter month by month besides, in some a stand in its middle, in some strooms without their 'waarvan' lines, and in
    some few stands."""
    stands, by_month = chance.choice(STANDS), chance.random() < 0.4
    between, coarse, many = chance.random() < 0.4, chance.choice((0.0, 0.0, 0.5, 1.0)), chance.random() < 0.7
    for number, day in enumerate(DAYS):
        strooms = [] if number == 0 else [(STROOM, day)]
        last = day == DAYS[-1]
        if last and by_month:
            strooms += [(MONTHLY, month) for month in MONTHS]
        names = [(name, day, True) for name in (stands if many or chance.random() < 0.3 else ())]
        names += [(name, on, chance.random() >= coarse) for name, on in strooms]
        if last and between:
            names += [(name, BETWEEN, True) for name in chance.choice(STANDS)]
        yield from chance.sample(names, len(names))


def published(tables: Sequence[CountTable]) -> list[tuple[CountTable, ProtectedTable]]:
    """Each protected beside what readers have that hangs together with it; one that would open a cell stays in."""
    out: list[tuple[CountTable, ProtectedTable]] = []
    for table in tables:
        near = linked.together([table], {number: one for number, (one, _) in enumerate(out)})
        try:
            made = protect(table, earlier=[out[at][1] for at in near], beside=[out[at][0] for at in near])
        except CannotProtect:
            continue
        out.append((table, made))
    return out


# --- the reader


WORDS = (
    Total("thuiszittend", ("verzuim_4_weken_tot_3_maanden", "langdurig_verzuim_langer_dan_3_maanden")),
    Total("thuiszitters_totaal", ("thuiszittend", "niet_ingeschreven_leerplichtig")),
    Total("dreigend_en_thuiszittend_totaal", ("dreigend_thuiszittend", "thuiszittend")),
    Total("vrijstelling_5_totaal", tuple(f"vrijstelling_5_onder_{letter}" for letter in "abc")),
    Total("vrijstelling_5_totaal", ("vrijstelling_5_onder_a_b_c_samen",)),
    Total("vrijgesteld:", ("vrijstelling_5_totaal", "vrijstelling_15")),
    Total("in_beeld:", (
        "dreigend_thuiszittend", "thuiszitters_totaal", "langdurig_ziek", "nazorg", "vrijgesteld:", "others in view",
    )),
)  # fmt: skip
GROUPS = (("dreigend", "dreigend_thuiszittend"), ("thuiszitters", "thuiszitters_totaal"), ("ziek", "langdurig_ziek"))


def knowledge(out: Sequence[tuple[CountTable, ProtectedTable]]) -> Iterator[Adds]:
    """The sums of every table; on every day the words; from day to day what periods are."""
    for table, _ in out:
        for number, total in enumerate(table.totals):
            rest = (f"rest {table.report} {number}",) if total.remainder else ()
            yield adds(table.peildatum, total.total, (*total.parts, *rest))
    for day in (*DAYS, *MONTHS, BETWEEN):
        for total in WORDS:
            yield adds(day, total.total, total.parts)
    for group, stand in GROUPS:
        for before, day in pairwise(DAYS):
            yield from period(group, stand, "kwartaal", before, day)
        for before, day in pairwise((DAYS[-2], *MONTHS)):
            yield from period(group, stand, "maand", before, day)
        yield from parts_of_a_quarter(group)


def period(group: str, stand: str, name: str, before: date, day: date) -> Iterator[Adds]:
    """stand + instroom = everyone = stand + uitstroom."""
    everyone, came, went = (f"{day} stroom.{name}.{group}.{flow}" for flow in ("cumulatief", "instroom", "uitstroom"))
    yield Adds(everyone, (f"{before} {stand}", came))
    yield Adds(everyone, (f"{day} {stand}", went))


def parts_of_a_quarter(group: str) -> Iterator[Adds]:
    """Who was there in a month was there in its quarter; who came or went in it did so in one of its months."""
    whole, flow = f"{DAYS[-1]} stroom.kwartaal.{group}", f"stroom.maand.{group}"
    for month in MONTHS:
        yield Adds(f"{whole}.cumulatief", (f"{month} {flow}.cumulatief", f"{group} not in {month}"))
    for what in ("instroom", "uitstroom"):
        yield Adds(f"{group} {what} months", tuple(f"{month} {flow}.{what}" for month in MONTHS))
        yield Adds(f"{group} {what} months", (f"{whole}.{what}", f"{group} {what} twice"))
    for stand in (name for one, name in GROUPS if one == group):
        for month in MONTHS[:-1]:
            yield Adds(f"{whole}.cumulatief", (f"{month} {stand}", f"{group} not on {month}"))
        for name in (f"{whole}.cumulatief", f"{MONTHS[1]} {flow}.cumulatief"):
            yield Adds(name, (f"{BETWEEN} {stand}", f"{name} not on {BETWEEN}"))


def adds(day: date, whole: str, parts: Sequence[str]) -> Adds:
    return Adds(f"{day} {whole}", tuple(f"{day} {part}" for part in parts))


def reader(out: Sequence[tuple[CountTable, ProtectedTable]], truth: Mapping[str, int]) -> Searcher:
    """Shown is what it is; hidden is 1 or more, but for what is named as a possible zero."""
    sums = list(knowledge(out))
    cells = {cell for one in sums for cell in (one.whole, *one.parts)}
    low, high = dict.fromkeys(sorted(cells), 0), dict.fromkeys(sorted(cells), CEILING)
    for table, shown in out:
        for cell, value in shown.cells.items():
            name = f"{table.peildatum} {cell}"
            if isinstance(value, Mark):
                low[name] = max(low.get(name, 0), int(cell not in shown.may_be_zero))
                high.setdefault(name, CEILING)
            else:
                low[name] = high[name] = value or 0
    return Searcher(low, high, sums, filled_up(truth, sums))


def filled_up(truth: Mapping[str, int], sums: Sequence[Adds]) -> dict[str, int]:
    """The true number of what nobody published too, where it follows: the table to begin looking near."""
    near, before = dict(truth), -1
    while len(near) > before:
        before = len(near)
        for one in sums:
            if len(unknown := _unknown(one, near)) == 1:
                rest = near.get(one.whole, 0) - sum(near.get(part, 0) for part in one.parts)
                near[unknown[0]] = abs(rest)
    return near


def _unknown(one: Adds, near: Mapping[str, int]) -> list[str]:
    return [cell for cell in (one.whole, *one.parts) if cell not in near]


def opened(tables: Sequence[CountTable], out: Sequence[tuple[CountTable, ProtectedTable]]) -> list[str]:
    """The cells that the reader computes, and the small ones that he knows to be small."""
    truth = {f"{table.peildatum} {cell}": value or 0 for table in tables for cell, value in table.cells.items()}
    hidden = {f"{table.peildatum} {cell}" for table, shown in out for cell in shown.hidden}
    searcher, found = reader(out, truth), []
    for cell in sorted(hidden):
        value = truth[cell]
        if 0 < value < K:
            if not (searcher.possible(cell, 0, 1) and searcher.possible(cell, K, CEILING)):
                found.append(f"{cell} is small")
        elif not (searcher.possible(cell, value + 1, CEILING) or searcher.possible(cell, 0, value - 1)):
            found.append(f"{cell} is {value}")
    return found


def play(seed: int) -> int:
    """How many tellingen of a year could be published; none of them gives anything away."""
    tables = list(tellingen(seed))
    out = published(tables)
    assert not opened(tables, out), seed
    return len(out)


def test_a_year_of_tellingen_gives_nothing_away() -> None:
    """Chains of four peildata with stand and stroom: no cell is computed, no small one shown to be small.

    In 23 and 30 a stroom without its 'waarvan' lines comes before the number that opened it.
    """
    assert sum(play(seed) for seed in (*range(4), 23, 30)) >= 6 * 4


@pytest.mark.long
@pytest.mark.parametrize("first", range(1000, 2000, 100))
def test_a_thousand_years_give_nothing_away(first: int) -> None:
    """The same, a thousand chains in ten parts."""
    assert sum(play(seed) for seed in range(first, first + 100)) >= 400


def test_the_reader_is_awake() -> None:
    """Protected one by one, without what was published before, the same years give cells away."""

    def alone(table: CountTable) -> list[tuple[CountTable, ProtectedTable]]:
        try:
            return [(table, protect(table))]
        except CannotProtect:
            return []

    years = [list(tellingen(seed)) for seed in range(4)]
    assert any(opened(tables, [one for table in tables for one in alone(table)]) for tables in years)
