"""Who delivered, who did not, who twice: the response list of one telling. It holds no counts."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from thuisplan_desktop.region.telling import RosterLine, Telling


@dataclass(frozen=True)
class Received:
    """One file that was received for a telling: its sender, its sequence number, and the hash of its envelopes.

    `epoch` counts how often the sender was admitted anew after a restore; it goes before the number.
    """

    signing: bytes = field(repr=False)
    sequence: int
    digest: bytes = field(repr=False)
    epoch: int = field(default=0, repr=False)

    @property
    def order(self) -> tuple[int, int]:
        return self.epoch, self.sequence


@dataclass(frozen=True)
class Deliveries:
    """The response to a telling. `counted` has the newest file of each sender; corrections replace earlier ones."""

    counted: tuple[Received, ...]
    replaced: tuple[Received, ...]
    forked: frozenset[bytes]
    unknown: frozenset[bytes]
    missing: tuple[RosterLine, ...]
    enrolled: int

    @property
    def delivered(self) -> int:
        """How many senders count: the n of 'n van N scholen'."""
        return len(self.counted)

    @property
    def complete(self) -> bool:
        return self.delivered == self.enrolled


def deliveries(telling: Telling, received: Iterable[Received]) -> Deliveries:
    """The response list, whatever the order of the files.

    The highest sequence number of a sender counts; the same file twice is one file. Two different files with
    one sequence number are a fork: neither can be trusted, so that sender does not count until somebody calls.
    """
    files = frozenset(received)
    roster = {line.signing: line for line in telling.roster}
    known = sorted(
        (file for file in files if file.signing in roster), key=lambda file: (file.order, file.digest, file.signing)
    )
    newest = {file.signing: file for file in known}
    forked = frozenset(file.signing for file in known if _forks(file, newest[file.signing]))
    counted = tuple(file for signing, file in sorted(newest.items()) if signing not in forked)
    return Deliveries(
        counted=counted,
        replaced=tuple(file for file in known if file.order < newest[file.signing].order),
        forked=forked,
        unknown=frozenset(file.signing for file in files) - roster.keys(),
        missing=tuple(line for line in telling.roster if line.signing not in newest),
        enrolled=len(telling.roster),
    )


def _forks(file: Received, newest: Received) -> bool:
    return file.order == newest.order and file.digest != newest.digest
