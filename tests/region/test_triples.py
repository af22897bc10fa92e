"""Three sums taken together show no school that two of them would not."""

from hypothesis import given, settings
from hypothesis import strategies as some

from region.telling_factory import make_profile, sender
from thuisplan_desktop.region.membership import Member, set_changes
from thuisplan_desktop.region.triples import remainders, triple_changes

PROFILE = make_profile("nk-po-2017")


def schools(first: int, behind: int) -> list[Member]:
    return [Member(sender(number), f"Bestuur {number}", frozenset({"po"})) for number in range(first, behind)]


def found(now: list[Member], *earlier: list[Member]) -> list[tuple[str, int, bool]]:
    changes = triple_changes(now, [tuple(members) for members in earlier], PROFILE)
    return [(one.sector, one.different, one.is_small(5)) for one in changes]


def test_two_parts_and_both_with_one_more() -> None:
    """Ten, five others, and all of them with one: no two are near each other, the three together are that one."""
    ten, five, everybody = schools(0, 10), schools(10, 15), schools(0, 16)
    for before in (ten, five):
        assert not any(change.is_small(5) for change in set_changes(everybody, before, PROFILE))
    assert found(everybody, ten, five) == [("po", 1, True)]
    assert found(schools(0, 15), ten, five) == [], "nothing is left over"
    assert found(schools(0, 20), ten, five) == [], "five hide each other"


def test_the_order_of_the_three_does_not_matter() -> None:
    """The one that is answered last may be any of them."""
    ten, five, everybody = schools(0, 10), schools(10, 15), schools(0, 16)
    assert found(ten, five, everybody) == found(five, everybody, ten) == [("po", 1, True)]


def test_many_schools_of_one_bestuur_are_one() -> None:
    """Six that come with one bestuur are told apart from the rest as well as one."""
    extra = [Member(sender(number), "BESTUUR X", frozenset({"po"})) for number in range(20, 26)]
    assert found([*schools(0, 15), *extra], schools(0, 10), schools(10, 15)) == [("po", 1, True)]


def test_the_same_senders_each_month_stay_the_same() -> None:
    """A hundred tellingen of one set, and a set that shrinks to half, are not held back."""
    assert found(schools(0, 30), *[schools(0, 30)] * 100) == []
    assert found(schools(0, 15), schools(0, 30), schools(0, 24)) == []


NUMBERS = some.lists(some.tuples(some.booleans(), some.booleans(), some.booleans()), max_size=40)


@settings(max_examples=200)
@given(NUMBERS)
def test_the_remainders_are_those_of_arithmetic(rows: list[tuple[bool, bool, bool]]) -> None:
    """Bit by bit: what is left of one sum and two others added or taken off, above zero and below it."""
    now, one, two = (sum(row[place] << number for number, row in enumerate(rows)) for place in range(3))
    for (x, y), (more, less) in zip(((-1, -1), (1, -1), (-1, 1)), remainders(now, one, two), strict=True):
        assert more == sum((n + x * a + y * b > 0) << number for number, (n, a, b) in enumerate(rows))
        assert less == sum((n + x * a + y * b < 0) << number for number, (n, a, b) in enumerate(rows))


def test_a_new_key_is_no_school_that_hides_another() -> None:
    """Two parts, and both with one school more, of which four sign with a new key: that one is found all the same."""
    again = [Member(sender(50 + number), f"BESTUUR {number}", frozenset({"po"})) for number in range(4)]
    assert found([*again, *schools(4, 16)], schools(0, 10), schools(10, 15)) == [("po", 1, True)]
    assert found([*again, *schools(4, 20)], schools(0, 10), schools(10, 15)) == [], "five hide each other"
