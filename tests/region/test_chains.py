"""No file of a sender takes the place of another, but along an unbroken chain or after a telephone call."""

import hashlib
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from thuisplan_desktop.errors import AlreadyReceived, OutOfSequence
from thuisplan_desktop.region.chains import START, Chain, Known, follow, known_of


@dataclass(frozen=True)
class File:
    """A sealed file; every one has a hash of its own."""

    sequence: int
    previous: bytes
    telling: int
    serial: int
    epoch: int = 0

    @property
    def file_hash(self) -> bytes:
        return hashlib.sha256(repr((self.sequence, self.previous, self.telling, self.serial)).encode()).digest()


@dataclass
class Sender:
    """Seals file after file, and may be put back to where it was."""

    at: Chain = START
    sealed: list[File] = field(default_factory=list)
    before: list[Chain] = field(default_factory=lambda: [START])

    def seal(self, telling: int = 0) -> File:
        file = File(self.at.sequence + 1, self.at.file_hash, telling, len(self.sealed))
        self.sealed.append(file)
        self.at = Chain(file.sequence, file.file_hash)
        self.before.append(self.at)
        return file

    def descends(self, file: File, older: File) -> bool:
        known = {one.file_hash: one for one in self.sealed}
        step: File | None = file
        while step is not None and step.file_hash != older.file_hash:
            step = known.get(step.previous)
        return step is not None


@dataclass
class Desk:
    """The region: what it received of one sender, by telling."""

    kept: list[File] = field(default_factory=list)

    @property
    def known(self) -> Known:
        return known_of(self.kept)

    def newest(self, telling: int) -> File | None:
        found = [one for one in self.kept if one.telling == telling]
        return max(found, key=lambda one: (one.epoch, one.sequence), default=None)

    def take(self, file: File) -> Known:
        known = follow(file, self.known, self.newest(file.telling))
        self.kept.append(replace(file, epoch=known.epoch))
        assert known == self.known
        return known

    def readmit(self, file: File) -> None:
        known = self.known.anew(file)
        self.kept.append(replace(file, epoch=known.epoch))
        assert known == self.known


def test_a_chain_goes_on_and_a_skipped_number_is_let_through_where_nothing_is_replaced() -> None:
    """Sealed twice and sent once, for each of two tellingen; the third file of the second comes without its second."""
    sender, desk = Sender(), Desk()
    sender.seal()
    assert desk.take(sender.seal()) == Known(sender.at, 0, 2)
    assert desk.take(sender.seal(1)).whole_from == 2
    sender.seal(1)
    with pytest.raises(OutOfSequence):
        desk.take(sender.seal(1))


def test_the_same_an_older_and_a_forked_file() -> None:
    """Each is refused, whichever telling it is of."""
    sender, desk = Sender(), Desk()
    first = sender.seal()
    desk.take(first)
    with pytest.raises(AlreadyReceived):
        desk.take(first)
    second = sender.seal(1)
    sender.at = sender.before[1]
    desk.take(sender.seal(2))
    for file in (first, second):
        with pytest.raises((OutOfSequence, AlreadyReceived)):
            desk.take(file)


def test_after_a_call_an_old_file_with_a_skipped_number_is_no_way_back() -> None:
    """The postman kept files 2 and 3; a backup was put back, its file let in by telephone. Now he delivers."""
    sender, desk = Sender(), Desk()
    desk.take(sender.seal())
    old = [sender.seal(), sender.seal(), sender.seal(1)]
    sender.at = START
    new = sender.seal()
    with pytest.raises(OutOfSequence):
        desk.take(new)
    desk.readmit(new)
    for file in old:
        with pytest.raises(OutOfSequence):
            desk.take(file)
    desk.take(sender.seal())
    desk.take(sender.seal(1))
    assert desk.newest(0) is not None


def test_a_gap_in_another_telling_is_no_way_round() -> None:
    """Of two branches the old one comes in by a telling of which nothing was there, and stops there."""
    sender, desk = Sender(), Desk()
    desk.take(sender.seal())
    sender.seal()
    sender.seal()
    elsewhere, old = sender.seal(1), sender.seal()
    sender.at = sender.before[1]
    desk.take(sender.seal())
    desk.take(elsewhere)
    with pytest.raises(OutOfSequence):
        desk.take(old)


STEPS = some.lists(
    some.tuples(some.sampled_from(("seal", "seal", "restore", "deliver", "deliver", "call")), some.integers(0, 9)),
    max_size=40,
)


@settings(max_examples=300)
@given(STEPS)
def test_nothing_is_replaced_but_by_what_was_sealed_after_it(steps: list[tuple[str, int]]) -> None:
    """Whatever is sealed, put back, kept and delivered in any order: a file that replaces another descends from it, or
    somebody telephoned; and whatever follows a call descends from the file of that call."""
    sender, desk = Sender(), Desk()
    called: File | None = None
    for step, number in steps:
        match step:
            case "seal":
                sender.seal(number % 2)
            case "restore":
                sender.at = sender.before[number % len(sender.before)]
            case "call" if sender.sealed and sender.sealed[-1].file_hash not in {one.file_hash for one in desk.kept}:
                called = sender.sealed[-1]
                desk.readmit(called)
            case "deliver" if sender.sealed:
                file = sender.sealed[number % len(sender.sealed)]
                replaced = desk.newest(file.telling)
                if file.file_hash in {one.file_hash for one in desk.kept}:
                    continue
                try:
                    desk.take(file)
                except OutOfSequence:
                    continue
                assert called is None or sender.descends(file, called)
                assert replaced is None or called is not None or sender.descends(file, replaced)
