"""What readers compute by way of a number that nobody printed: whichever tables there are, in whichever order."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import permutations

import pytest

from counts.test_report_chains import BETWEEN, DAYS, MONTHLY, MONTHS, STROOM, opened, published
from thuisplan_desktop.counts.additive import Published
from thuisplan_desktop.counts.audit import audit
from thuisplan_desktop.counts.declared import Flow
from thuisplan_desktop.counts.declaring import flow_cell
from thuisplan_desktop.counts.joining import joined
from thuisplan_desktop.counts.linked import scope
from thuisplan_desktop.counts.protect import released
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.table import CountTable, Mark, Total
from thuisplan_desktop.errors import ChangedSinceBefore

LAST = DAYS[-1]
GROUPS = ("dreigend", "thuiszitters", "ziek")


def table(name: str, day: date, cells: Mapping[str, int], totals: Sequence[Total] = ()) -> CountTable:
    return CountTable(name, report(name).version, "landelijk", "1", day, dict(cells), tuple(totals))


def stroom(name: str, day: date, everyone: int, came: int | None = None, went: int | None = None) -> CountTable:
    """Of the thuiszitters alone; without `came` and `went` it is the coarser table that is offered."""
    declared = report(name)
    assert declared.period is not None
    told = {Flow.ALL: everyone} if came is None or went is None else {Flow.ALL: everyone, Flow.IN: came, Flow.OUT: went}
    cells = {
        flow_cell(group, declared.period, flow): number if group == "thuiszitters" else 0
        for group in GROUPS
        for flow, number in told.items()
    }
    return table(name, day, cells, [one for one in declared.totals if {one.total, *one.parts} <= cells.keys()])


def stand(day: date, away: int, not_enrolled: int) -> CountTable:
    """Noord-Kennemerland's, which has no line for both."""
    declared = report("nk-vo-2017")
    told = {
        "thuiszittend": away,
        "dreigend_en_thuiszittend_totaal": away,
        "niet_ingeschreven_leerplichtig": not_enrolled,
    }
    return table("nk-vo-2017", day, dict.fromkeys(declared.cells, 0) | told, declared.totals)


HISTORIES = {
    "who is thuiszittend or not enrolled in the middle was there in the quarter": (
        stroom(STROOM, LAST, 7, 0, 0), stand(BETWEEN, 6, 1),
    ),
    "who was there in the quarter and not in its last month had gone": (
        stroom(MONTHLY, LAST, 9), stroom(STROOM, LAST, 11, 2, 4),
    ),
    "who was there in the quarter and not in its first month came": (
        stroom(MONTHLY, MONTHS[0], 9), stroom(STROOM, LAST, 11, 4, 2),
    ),
    "who was there in the quarter was there in one of its months": (
        stroom(STROOM, LAST, 23), stroom(MONTHLY, MONTHS[0], 10), stroom(MONTHLY, MONTHS[1], 9),
        stroom(MONTHLY, LAST, 4),
    ),
}  # fmt: skip


@pytest.mark.parametrize("history", HISTORIES)
def test_no_order_of_publishing_gives_a_small_number_away(history: str) -> None:
    """What one order hides or refuses another doesn't open."""
    for tables in permutations(HISTORIES[history]):
        out = published(tables)
        assert out
        assert not opened(tables, out), [one.report for one in tables]


def test_periods_that_no_life_fits_were_not_counted_together() -> None:
    """More in the quarter than in its months together: somebody was added since, and the difference is pupils."""
    months = [stroom(MONTHLY, month, 6) for month in MONTHS]
    joined([stroom(STROOM, LAST, 18), *months])
    with pytest.raises(ChangedSinceBefore):
        joined([stroom(STROOM, LAST, 19), *months])
    with pytest.raises(ChangedSinceBefore):
        joined([stroom(STROOM, LAST, 6), stand(BETWEEN, 6, 1)])


def test_what_a_group_leaves_is_protected_in_however_many_parts() -> None:
    """In view 16, thuiszitters 14: that leaves two, also where a third table tells one of them apart."""
    thuiszitters = table("landelijk-vo", LAST, {"thuiszitters_totaal": 14, "vrijstelling_5_totaal": 0})
    regional = table("nk-vo-2017", LAST, {"dreigend_en_thuiszittend_totaal": 9})
    declared = report("belemmering-vo")
    cells = dict.fromkeys(declared.cells, 0) | {"in_beeld:belemmering=kind": 16, "in_beeld:": 16}
    in_view = table("belemmering-vo", LAST, cells, declared.totals)
    for before in ([thuiszitters], [thuiszitters, regional], [regional, thuiszitters]):
        *_, (last, shown) = published([*before, in_view])
        assert last is in_view
        assert shown.cells["in_beeld:"] is Mark.HIDDEN


@pytest.mark.parametrize(("lasting", "for_a_time"), [(6, 0), (10, 3)])
def test_of_whom_no_duration_is_written_down_is_in_no_waarvan(lasting: int, for_a_time: int) -> None:
    """The overview lists exempt for a time and for good; the table by duration tells who is neither."""
    neither = 7 if for_a_time else 0
    a = lasting + for_a_time + neither
    overview = table("landelijk-vo", LAST, dict.fromkeys(report("landelijk-vo").cells, 0) | {
        "vrijstelling_5_onder_a": a, "vrijstelling_5_onder_a_tijdelijk": for_a_time,
        "vrijstelling_5_onder_a_permanent": lasting, "vrijstelling_5_onder_c": 17, "vrijstelling_5_totaal": a + 17,
    }, report("landelijk-vo").totals)  # fmt: skip
    of = "vrijgesteld:vrijstellingsduur="
    by_duration = {f"{of}tijdelijk": for_a_time + 8, f"{of}permanent": lasting + 9, f"{of}onbekend": neither}
    exemptions = table("vrijstellingen-vo", LAST, {**by_duration, "vrijgesteld:": a + 17}, [
        Total("vrijgesteld:", tuple(by_duration)),
    ])  # fmt: skip
    own = scope(overview)
    words = Published(5, {}, frozenset(), (
        Total(f"{own}vrijstelling_5_onder_a", (
            f"{own}vrijstelling_5_onder_a_tijdelijk", f"{own}vrijstelling_5_onder_a_permanent", "neither")),
        Total(f"{own}{of}onbekend", ("neither", "others")),
    ))  # fmt: skip
    for tables in permutations((overview, exemptions)):
        out = published(tables)
        truth = {scope(one) + cell: value or 0 for one, _ in out for cell, value in one.cells.items()}
        for cell, (low, high) in audit((*(released(shown) for _, shown in out), words)).items():
            assert low != high, cell
            assert low <= 1 or not 0 < truth[cell] < 5, cell


@pytest.mark.parametrize("others", [0, 1])
def test_only_under_a_is_for_good(others: int) -> None:
    """So who is exempt for good in the one table is so in the other; unless somebody wrote it down otherwise."""
    lasting = {"vrijstelling_5_onder_a_permanent": 6, "vrijgesteld:vrijstellingsduur=permanent": 6 + others}
    scoped = {scope(table("landelijk-vo", LAST, {})) + cell: value for cell, value in lasting.items()}
    whole = joined([
        table("landelijk-vo", LAST, dict(list(lasting.items())[:1])),
        table("vrijstellingen-vo", LAST, dict(list(lasting.items())[1:])),
    ])  # fmt: skip
    told = {cell: value for cell, value in scoped.items() if "onder_a" in cell}
    seen = Published(5, told, frozenset(scoped) - told.keys(), whole.totals)
    (found,) = audit((seen,)).values()
    assert (found == (6, 6)) == (others == 0)
