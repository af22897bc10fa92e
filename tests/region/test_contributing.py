"""Who can contribute to a cell, by the rule who counts what: the region's own consulent is no fifth school."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from region.telling_factory import make_profile, make_roster, make_telling, sender
from thuisplan_desktop.errors import TooFewCounters, TooFewSenders
from thuisplan_desktop.region import shares
from thuisplan_desktop.region.contributing import counted, counters, enough_sectors
from thuisplan_desktop.region.groups import groups
from thuisplan_desktop.region.membership import Member, as_summed, set_changes
from thuisplan_desktop.region.telling import RosterLine

PROFILE = make_profile("nk-po-2017")
BOTH = frozenset({"po", "vo"})


def consulenten(number: int, first: int = 50) -> tuple[RosterLine, ...]:
    """Registers that count for leerplicht, each of another bestuur."""
    return tuple(RosterLine(sender(one), one, BOTH) for one in range(first, first + number))


@pytest.mark.parametrize(
    ("schools", "others", "refused"),
    [
        (5, 0, None), (5, 1, None), (5, 5, None), (0, 5, None), (12, 6, None),
        (4, 1, TooFewSenders), (1, 9, TooFewSenders), (4, 5, TooFewSenders), (0, 4, TooFewSenders),
        (5, 2, TooFewCounters), (40, 4, TooFewCounters),
    ],
)  # fmt: skip
def test_each_cell_has_enough_besturen_or_one_own_account(
    schools: int, others: int, refused: type[Exception] | None
) -> None:
    """What schools count is that of five schools. What leerplicht counts is that of five, or one's own account."""
    telling = make_telling((*make_roster(schools), *consulenten(others)))
    if refused is None:
        shares.check_roster(telling, PROFILE)
        (one,) = counters(telling.roster, telling.roster, PROFILE)
        assert one.is_own_account is (others == 1)
        return
    with pytest.raises(refused):
        shares.check_roster(telling, PROFILE)
    with pytest.raises(refused):
        shares.may_answer(telling, PROFILE, [line.signing for line in telling.roster])


def test_who_delivered_is_judged_in_the_same_way() -> None:
    """Enough on the roster, too few among those who sent something."""
    telling = make_telling((*make_roster(6), *consulenten(6)))
    present = [line.signing for line in telling.roster]
    with pytest.raises(TooFewSenders):
        shares.may_answer(telling, PROFILE, present[2:])
    with pytest.raises(TooFewCounters):
        shares.may_answer(telling, PROFILE, present[:-3])


@settings(max_examples=300)
@given(st.sets(st.integers(0, 24)), st.integers(5, 8))
def test_whoever_is_passed_on_gives_the_same_sectors(present: set[int], least: int) -> None:
    """The key holder sees only the files that can be summed, and finds of those what the region found of all.

    Also where every school of a sector stayed away: what leerplicht counts is then no sum of that sector.
    """
    roster, profile = (*make_roster(9, 9), *consulenten(7)), replace(make_profile(), min_senders=least)
    senders = [roster[number] for number in sorted(present)]
    passed_on = counted(senders, roster, profile)
    sectors = enough_sectors(senders, roster, profile)
    assert enough_sectors(passed_on, roster, profile) == sectors
    assert all(sum(line.sectors == {sector} for line in passed_on) >= least for sector in sectors)


def members(lines: tuple[RosterLine, ...]) -> list[Member]:
    return [Member(line.signing, str(line.board), line.sectors) for line in lines]


@pytest.mark.parametrize(
    ("before", "now", "small"),
    [
        ((10, 1), (10, 1), None),
        ((10, 0), (14, 1), True),  # five besturen came, but only four schools
        ((10, 1), (15, 1), False),
        ((10, 6), (15, 5), True),  # one of six who count for leerplicht left among five newcomers
        ((10, 0), (10, 1), True),  # a consulent alone
        ((10, 0), (15, 1), False),  # five schools with a consulent, who counts on its own account
    ],
)
def test_a_change_of_few_who_count_a_cell_is_a_small_one(
    before: tuple[int, int], now: tuple[int, int], small: bool | None
) -> None:
    """Schools and those who count for leerplicht are compared apart; what one counts alone is its own account."""
    earlier, later = ([*members(make_roster(one)), *members(consulenten(two))] for one, two in (before, now))
    changes = set_changes(later, earlier, PROFILE)
    assert [change.is_small(5) for change in changes] == ([] if small is None else [small])


def test_of_a_sum_that_never_was_nobody_comes_or_goes() -> None:
    """Five who count for leerplicht stood in the sum of PO, while VO was short; then six, with enough of VO.

    In PO one came, who counts for leerplicht; in VO everybody is new.
    """
    profile, po, vo = make_profile(), members(make_roster(5)), members(make_roster(5, 5))
    before = as_summed([*vo, *members(consulenten(5))], {"po"})
    assert [one.signing for one in before if "vo" in one.sectors] == []
    changes = set_changes([*vo, *members(consulenten(6))], before, profile)
    assert {change.sector: change.is_small(5) for change in changes} == {"po": True, "vo": False}
    assert len(before) == len(po) + 5


def test_every_group_has_enough_of_both() -> None:
    """Six who count for leerplicht can't be dealt over two groups; one stands in one of them."""
    assert groups([*members(make_roster(20)), *members(consulenten(6))], PROFILE) == ()
    parts = groups([*members(make_roster(20)), *members(consulenten(1))], PROFILE)
    assert sorted(map(len, parts)) == [5, 5, 5, 6]
    assert len(groups([*members(make_roster(20)), *members(consulenten(10))], PROFILE)) == 2
