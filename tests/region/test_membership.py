"""Who surely came or went between two sums, when a key may be new and its school the same."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as some

from region.telling_factory import make_profile, sender
from thuisplan_desktop.region.membership import (
    UNKNOWN_BOARD,
    Earlier,
    Member,
    cells_of,
    repeated,
    set_changes,
    totals_only,
)

PROFILE = make_profile("nk-po-2017")


def schools(first: int, behind: int, *, key: int = 0, board: str | None = None) -> list[Member]:
    """A school of its own bestuur for each number; `key` is added to that of its signing key."""
    return [
        Member(sender(number + key), f"Bestuur {number}" if board is None else board, frozenset({"po"}))
        for number in range(first, behind)
    ]


def is_small(now: list[Member], before: list[Member]) -> bool:
    return bool(totals_only([set_changes(now, before, PROFILE)], PROFILE))


def test_new_keys_do_not_hide_who_stays_away() -> None:
    """Four of eleven sign with a new key and one stays away: five keys changed, one school did."""
    now = [*schools(0, 4, key=100), *schools(4, 10)]
    (change,) = set_changes(now, schools(0, 11), PROFILE)
    assert (change.joined, change.left, change.different, change.is_small(5)) == (4, 5, 5, True)
    assert is_small(schools(0, 11), now), "nor who comes back"
    assert is_small([*schools(0, 10, key=100)], schools(0, 11)), "nor do ten"


def test_a_new_name_of_the_school_or_its_bestuur_in_capitals_is_no_way_round() -> None:
    """Bestuur is what the key holder heard over the telephone; how it is written changes nothing."""
    shouted = [Member(one.signing, one.board.upper(), one.sectors) for one in schools(0, 4, key=100)]
    assert is_small([*shouted, *schools(4, 10)], schools(0, 11))


def test_five_that_surely_left_are_enough_beside_new_keys() -> None:
    """They hide each other, whatever else changed; and new keys alone are no change of five."""
    assert not is_small([*schools(0, 4, key=100), *schools(4, 10)], schools(0, 15))
    assert is_small(schools(0, 10, key=100), schools(0, 10))
    assert not is_small(schools(0, 10), schools(0, 10))


def test_an_answer_of_too_long_ago_is_not_repeated_beside_what_it_was_never_held_against() -> None:
    """Five in 2023, those and a sixth in February 2026; then the five for a day in January: near to both, and their
    difference is the sixth. Without the sixth's telling, or with the five counted last year too, there is no harm."""
    five, six = tuple(schools(0, 5)), tuple(schools(0, 6))
    long_ago = Earlier(date(2023, 1, 20), five, cells_of(PROFILE))
    with_one_more = Earlier(date(2026, 2, 2), six, cells_of(PROFILE))
    last_year = Earlier(date(2025, 6, 10), five, cells_of(PROFILE))
    day = date(2026, 1, 6)
    assert repeated(five, day, [long_ago, with_one_more], PROFILE) == frozenset()
    assert repeated(five, day, [long_ago], PROFILE) == {"po"}
    assert repeated(five, day, [last_year, with_one_more], PROFILE) == {"po"}
    for_long_ago = Earlier(date(2020, 1, 20), six, cells_of(PROFILE))
    assert repeated(five, day, [last_year, for_long_ago], PROFILE) == frozenset(), "the last one answered always counts"


def test_who_is_struck_off_may_be_any_newcomer() -> None:
    """Without its bestuur a key that went is matched with one that came: only more newcomers than that are sure."""
    stayed = schools(8, 20)
    gone = schools(0, 4, board=UNKNOWN_BOARD)
    assert is_small([*schools(0, 8, key=100), *stayed], [*gone, *stayed]), "four of eight may be the same"
    assert not is_small([*schools(0, 8, key=100), *schools(20, 21), *stayed], [*gone, *stayed])


KEYS = some.sets(some.tuples(some.integers(0, 12), some.sampled_from((0, 100))), max_size=20)


@settings(max_examples=200)
@given(KEYS, KEYS)
def test_answered_in_full_only_with_five_that_are_sure(now: set[tuple[int, int]], before: set[tuple[int, int]]) -> None:
    """Whatever keys come and go: the sets are the same, or of five besturen keys only came or only went."""
    one, other = ([m for number, key in keys for m in schools(number, number + 1, key=key)] for keys in (now, before))
    one_way = {number for number, _ in now - before} ^ {number for number, _ in before - now}
    assert is_small(one, other) is (now != before and len(one_way) < 5)
