"""All tables of one day beside each other: a reader who takes each pupil of each table apart.

He knows of whom each line is, so he splits the thuiszitters of every band and offer into those of the overview's lines:
late or not yet, or not enrolled at all. The attacker is `solving.py`; what he knows is written down here by hand.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from counts.searcher import Adds
from counts.solving import Solving
from counts.test_report_chains import CEILING, RULES
from counts.test_tally import CALENDAR, ON
from factories import make_case, make_file
from thuisplan_desktop.counts.protect import ProtectedTable, protect_together
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.table import CountTable, Mark
from thuisplan_desktop.counts.tally import tally
from thuisplan_desktop.errors import CannotProtect
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import Category, CountingParty, SchoolType
from thuisplan_desktop.register.status import Status, classify

K = 5
TABLES = ("overzicht-vo", "duur-aanbod-vo", "duur-schoolsoort-vo", "soort-schoolsoort-vo")
BANDS = ("tot_4_weken", "4_weken_tot_3_maanden", "3_tot_6_maanden", "6_tot_10_maanden", "langer_dan_10_maanden",
         "onbekend")  # fmt: skip
FIRST, LATE = BANDS[1], BANDS[2:5]
OFFERS = ("zonder_aanbod", "aanbod_zonder_plaats", "aanbod_en_plaats")
AWAY = {Category.LRV_4W_3M: (40, 60), Category.LRV_OVER_3M: (120, 220, 400), Category.ABSOLUUT: (10, 50, 150)}


def pupil(chance: random.Random, kinds: Sequence[Category]) -> tuple[CaseFile, Status]:
    category = chance.choice(kinds)
    since = ON - timedelta(days=chance.choice(AWAY.get(category, (20,))))
    offered = chance.choice((None, ON - timedelta(days=3)))
    placed = chance.choice((None, offered))
    sort = chance.choice((SchoolType.VO, SchoolType.VO, SchoolType.PRO, SchoolType.VSO))
    file = make_file(make_case(school_type=sort, offered_on=offered, place_available_on=placed))
    like = classify(file, ON, RULES, CALENDAR)
    return file, replace(
        like, category=category, since=since, four_weeks_on=since + timedelta(days=28), without_offer=placed is None
    )


def counted(seed: int) -> list[CountTable]:
    chance = random.Random(seed)
    kinds = [*AWAY, Category.LRV_4W_3M, Category.LRV_OVER_3M, Category.DREIGEND, Category.LONG_TERM_SICK]
    if seed % 2:
        kinds.remove(Category.ABSOLUUT)  # nobody out of school: then lines and bands are the same pupils
    made = [pupil(chance, kinds) for _ in range(chance.choice((15, 40, 90, 200)))]
    pupils = {file.case.id: status for file, status in made}
    names = [*TABLES[:2], *chance.sample(TABLES[2:], chance.randint(0, 2))]
    files = [file for file, _ in made]

    def status_of(file: CaseFile, _: date) -> Status:
        return pupils[file.case.id]

    return [tally(files, report(name), ON, RULES, CALENDAR, CountingParty.SCHOOL, {}, status_of) for name in names]


def knowledge(tables: Sequence[CountTable]) -> Iterator[Adds]:
    for table in tables:
        for number, total in enumerate(table.totals):
            rest = (f"rest {table.report} {number}",) if total.remainder else ()
            yield Adds(total.total, (*total.parts, *rest))
    for band in BANDS:
        for offer in OFFERS:
            at_school = (f"at school {band} {offer}",) if band in (FIRST, *LATE) else ()
            yield Adds(f"thuiszitters:duur={band},aanbod={offer}", (*at_school, f"out {band} {offer}"))
    yield Adds("niet_ingeschreven_leerplichtig", tuple(f"out {band} {offer}" for band in BANDS for offer in OFFERS))
    yield Adds("verzuim_4_weken_tot_3_maanden", tuple(f"at school {FIRST} {offer}" for offer in OFFERS))
    late = tuple(f"at school {band} {offer}" for band in LATE for offer in OFFERS)
    yield Adds("langdurig_verzuim_langer_dan_3_maanden", late)
    yield Adds("langer_dan_3_maanden_zonder_aanbod", tuple(one for one in late if not one.endswith(OFFERS[2])))
    for sort in ("vo", "pro", "vso"):
        yield Adds(f"thuiszitters:schoolsoort={sort}", (f"in_beeld:soort=thuiszitter,schoolsoort={sort}",))


def opened(tables: Sequence[CountTable], shown: Sequence[ProtectedTable]) -> list[str]:
    """The cells that the reader computes, and the small ones that he knows to be small."""
    truth = {cell: value or 0 for table in tables for cell, value in table.cells.items()}
    sums = list(knowledge(tables))
    cells = sorted({cell for one in sums for cell in (one.whole, *one.parts)} | truth.keys())
    low, high = dict.fromkeys(cells, 0), dict.fromkeys(cells, CEILING)
    for table in shown:
        for cell, value in table.cells.items():
            if isinstance(value, Mark):
                low[cell] = int(cell not in table.may_be_zero)
            else:
                low[cell] = high[cell] = value or 0
    reader, found = Solving(low, high, sums), []
    for cell in sorted({cell for table in shown for cell in table.hidden}):
        value = truth[cell]
        if 0 < value < K:
            if not (reader.possible(cell, 0, 1) and reader.possible(cell, K, CEILING)):
                found.append(f"{cell} is small")
        elif not (reader.possible(cell, value + 1, CEILING) or reader.possible(cell, 0, value - 1)):
            found.append(f"{cell} is {value}")
    return found


def play(seed: int) -> bool:
    """Whether these tables could be published together; then they give nothing away."""
    tables = counted(seed)
    try:
        shown = protect_together(tables)
    except CannotProtect:
        return False
    assert not opened(tables, shown), seed
    return True


def test_the_tables_of_one_day_give_nothing_away_together() -> None:
    """Overview, duration, offer, kind and school sort of the same pupils."""
    assert sum(play(seed) for seed in range(8)) >= 4


@pytest.mark.long
def test_the_tables_of_many_days_give_nothing_away() -> None:
    assert sum(play(seed) for seed in range(100, 300)) >= 100


def test_the_reader_is_awake() -> None:
    """Protected one by one, the same tables give cells away."""
    found = []
    for seed in range(6):
        tables = counted(seed)
        found += opened(tables, [one for table in tables for one in protect_together([table])])
    assert found
