"""A sum in groups: whole besturen, enough in each, the same for both parties; and what follows from such sums."""

from hypothesis import given, settings
from hypothesis import strategies as some

from region.telling_factory import make_profile, sender
from thuisplan_desktop.region.contributing import enough_sectors
from thuisplan_desktop.region.groups import MOST_GROUPS, groups, unions
from thuisplan_desktop.region.membership import Member

PROFILE = make_profile()


def member(number: int, board: int, *sectors: str) -> Member:
    return Member(sender(number), f"Bestuur {board}", frozenset(sectors))


def schools(besturen: int, *sectors: str, first: int = 0) -> list[Member]:
    return [member(first + number, first + number, *sectors) for number in range(besturen)]


def test_groups_need_twice_the_least_in_every_sector() -> None:
    """Nine besturen can't be told apart in two; ten can, and twenty in four."""
    assert groups(schools(9, "po", "vo"), PROFILE) == ()
    assert [len(part) for part in groups(schools(10, "po", "vo"), PROFILE)] == [5, 5]
    assert [len(part) for part in groups(schools(20, "po", "vo"), PROFILE)] == [5, 5, 5, 5]
    assert len(groups(schools(60, "po", "vo"), PROFILE)) == MOST_GROUPS
    assert groups([*schools(30, "po"), *schools(9, "vo", first=30)], PROFILE) == ()


def test_a_sector_of_which_nothing_was_summed_asks_nothing_of_a_group() -> None:
    """Four besturen of VO are in no sum: PO is told apart without looking at them."""
    parts = groups([*schools(10, "po"), *schools(4, "vo", first=30)], PROFILE)
    assert [len(part) for part in parts] == [7, 7]
    assert groups(schools(4, "po"), PROFILE) == ()


def test_the_order_in_which_senders_are_given_changes_nothing() -> None:
    """Nor how a bestuur writes its name: both parties come to the same groups."""
    everybody = schools(13, "po", "vo")
    shouted = [Member(one.signing, one.board.upper(), one.sectors) for one in reversed(everybody)]
    assert groups(shouted, PROFILE) == groups(everybody, PROFILE)


SENDERS = some.lists(
    some.tuples(some.integers(0, 24), some.sampled_from([("po",), ("vo",), ("po", "vo")])), max_size=60
).map(lambda rows: [member(number, board, *sectors) for number, (board, sectors) in enumerate(rows)])


@settings(max_examples=200)
@given(SENDERS)
def test_every_group_hides_each_of_its_besturen(everybody: list[Member]) -> None:
    """Each sender in one group, each bestuur in one, and at least five besturen a group in what was summed."""
    parts = groups(everybody, PROFILE)
    board = {one.signing: one.board for one in everybody}
    if parts:
        assert sorted(key for part in parts for key in part) == sorted(board)
    homes = {(board[key], number) for number, part in enumerate(parts) for key in part}
    assert len(homes) == len({name for name, _ in homes})
    for part in parts:
        for sector in enough_sectors(everybody, everybody, PROFILE):
            assert len({one.board for one in everybody if one.signing in part and sector in one.sectors}) >= 5


def test_what_follows_from_a_sum_and_a_part_of_it() -> None:
    """The part that was left out; from two parts also what is in neither."""
    whole = schools(12, "po")
    assert unions([whole]) == (tuple(whole),)
    assert {frozenset(one) for one in unions([whole, whole[:6]])} == {
        frozenset(whole), frozenset(whole[:6]), frozenset(whole[6:]),
    }  # fmt: skip
    assert len(unions([whole, whole[4:], [*whole[:4], *whole[8:]]])) == 7
    assert unions([]) == ()
