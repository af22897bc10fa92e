"""The chain of one sender's files: each has a number and names the file before it (decision 2).

A number may be skipped: somebody sealed twice and sent the second. But a file of which the chain isn't whole may also
be an old one, sealed before that sender put back a backup and kept by whoever carried it. So nothing replaces a file,
and nothing follows a sender who was admitted anew, but along an unbroken chain; anything else waits for the telephone.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Protocol

from thuisplan_desktop.errors import AlreadyReceived, OutOfSequence


@dataclass(frozen=True)
class Chain:
    """The last file of one sender in one region: its number and its hash."""

    sequence: int
    file_hash: bytes = field(repr=False)


START = Chain(0, bytes(32))
"""Before the first file."""


class Numbered(Protocol):
    """A file of a sender, of either mode, with its place in the sender's chain."""

    @property
    def sequence(self) -> int: ...
    @property
    def previous(self) -> bytes: ...
    @property
    def file_hash(self) -> bytes: ...


class Kept(Protocol):
    """A file that was received. `epoch` counts how often its sender was admitted anew by then."""

    @property
    def epoch(self) -> int: ...
    @property
    def sequence(self) -> int: ...
    @property
    def file_hash(self) -> bytes: ...


@dataclass(frozen=True)
class Known:
    """What is known of one sender's chain: where it ends, and from which number on none is missing up to there."""

    end: Chain = START
    epoch: int = 0
    whole_from: int = 1

    def anew(self, received: Numbered) -> "Known":
        """The chain begun anew with this file, after somebody telephoned about it."""
        return Known(_at(received), self.epoch + 1, received.sequence)


NOTHING = Known()
"""Of a sender of whom nothing came yet."""


def known_of(kept: Collection[Kept]) -> Known:
    """Where the chain of one sender stands after these files of all its tellingen, in any order."""
    if not kept:
        return NOTHING
    last = max(kept, key=lambda one: (one.epoch, one.sequence))
    numbers = {one.sequence for one in kept if one.epoch == last.epoch}
    whole_from = last.sequence
    while whole_from - 1 in numbers:
        whole_from -= 1
    return Known(Chain(last.sequence, last.file_hash), last.epoch, whole_from)


def follow(received: Numbered, known: Known, replaced: Kept | None = None) -> Known:
    """The chain after this file, which replaces the newest of its sender in its telling, if there is one.

    Raises AlreadyReceived for the last file again. OutOfSequence for an older one; for one that continues another file;
    and for one after a skipped number, when it would replace something or its sender was admitted anew before.
    """
    if received.file_hash == known.end.file_hash:
        raise AlreadyReceived
    is_next = received.sequence == known.end.sequence + 1
    if received.sequence <= known.end.sequence or (is_next and received.previous != known.end.file_hash):
        raise OutOfSequence
    whole_from = known.whole_from if is_next else received.sequence
    if not is_next and known.epoch:
        raise OutOfSequence
    if replaced is not None and replaced.epoch == known.epoch and replaced.sequence < whole_from:
        raise OutOfSequence
    return Known(_at(received), known.epoch, whole_from)


def _at(received: Numbered) -> Chain:
    return Chain(received.sequence, received.file_hash)
