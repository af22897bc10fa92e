"""The response list: newest file counts, whatever the order; forks, strangers and silence are named."""

from hypothesis import given
from hypothesis import strategies as st

from region.telling_factory import make_roster, make_telling, sender
from thuisplan_desktop.region.deliveries import Received, deliveries

TELLING = make_telling(make_roster(5))


def file(number: int, sequence: int = 1, digest: bytes = b"d") -> Received:
    return Received(sender(number), sequence, digest)


def test_who_delivered_and_who_did_not() -> None:
    """Three of five, and the two others by name of their line."""
    found = deliveries(TELLING, [file(0), file(1), file(3)])
    assert (found.delivered, found.enrolled, found.complete) == (3, 5, False)
    assert [line.signing for line in found.missing] == [sender(2), sender(4)]


def test_everybody() -> None:
    assert deliveries(TELLING, [file(number) for number in range(5)]).complete


def test_a_correction_replaces() -> None:
    """The highest number counts, and what it replaces is kept in sight."""
    found = deliveries(TELLING, [file(0, 2, b"new"), file(0, 1, b"old")])
    assert found.counted == (file(0, 2, b"new"),)
    assert found.replaced == (file(0, 1, b"old"),)


def test_the_same_file_twice_is_one() -> None:
    found = deliveries(TELLING, [file(0), file(0)])
    assert found.delivered == 1
    assert not found.forked


def test_a_fork_counts_for_nobody() -> None:
    """Two files with one number: the sender was copied or restored, so somebody must call first."""
    found = deliveries(TELLING, [file(0, 2, b"one"), file(0, 2, b"two"), file(1)])
    assert found.forked == {sender(0)}
    assert found.counted == (file(1),)


def test_a_fork_that_was_corrected_is_history() -> None:
    """A later file settles it."""
    found = deliveries(TELLING, [file(0, 1, b"one"), file(0, 1, b"two"), file(0, 2, b"last")])
    assert not found.forked
    assert found.counted == (file(0, 2, b"last"),)


def test_strangers_are_named_and_not_counted() -> None:
    found = deliveries(TELLING, [file(9), file(0)])
    assert found.unknown == {sender(9)}
    assert found.delivered == 1


files = st.lists(st.builds(file, st.integers(0, 7), st.integers(1, 3), st.sampled_from([b"x", b"y"])))


def test_two_senders_with_equal_files_stand_in_one_order() -> None:
    """Same number, same digest: the key of the sender decides, not the order of the post."""
    some = [file(number, sequence, b"x") for number in (1, 0) for sequence in (1, 2)]
    assert (
        deliveries(TELLING, some).replaced
        == deliveries(TELLING, some[::-1]).replaced
        == (file(0, 1, b"x"), file(1, 1, b"x"))
    )


@given(files.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_order_does_not_matter(pair: tuple[list[Received], list[Received]]) -> None:
    """However the post arrives, the list is the same, and every sender is in one place."""
    first, second = (deliveries(TELLING, some) for some in pair)
    assert first == second
    placed = [*(one.signing for one in first.counted), *first.forked, *(line.signing for line in first.missing)]
    assert sorted(placed) == [sender(number) for number in range(5)]


def test_a_received_file_is_silent() -> None:
    """Neither key nor hash appears in a log."""
    assert repr(file(3)) == "Received(sequence=1)"
