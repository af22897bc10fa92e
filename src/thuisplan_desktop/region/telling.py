"""A region's agreement and its tellingen: who takes part, what is counted, and on which day.

Decision 2. These are plain values: keys are bytes here, `exchange/` writes and reads the files, `crypto/` the seals.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thuisplan_desktop.counts.table import CountTable
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.errors import TellingMisdated

MIN_SENDERS = 5
"""The floor that is built in: a profile may only raise it."""


class Mode(StrEnum):
    """How a region adds up (decision 2). The value is stored and travels; `label` is its name on screen."""

    SPLIT = "split"
    PROTECTED = "protected"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {Mode.SPLIT: "twee helften", Mode.PROTECTED: "afgeschermd bij de school"}


@dataclass(frozen=True)
class PartyKeys:
    """The public half of an identity: an Ed25519 key that signs and a hybrid HPKE key that opens."""

    signing: bytes
    sealing: bytes


@dataclass(frozen=True)
class ReportLayout:
    """The cells of one report in the order in which they are counted, and who can contribute to it."""

    report: str
    report_version: int
    sector: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Profile:
    """What a region agreed on. Signed by the samenwerkingsverband; a school pins it after comparing fingerprints.

    `keyholder` is the second party: who holds the other halves in `split` mode, who enrols in `protected` mode.
    """

    region: str
    name: str
    version: int
    mode: Mode
    min_senders: int
    definitions: str
    definitions_version: str
    layouts: tuple[ReportLayout, ...]
    swv: PartyKeys
    keyholder: PartyKeys
    issued_on: date


@dataclass(frozen=True)
class Enrolment:
    """A sender as it presents itself: a key made for this region alone, its bestuur, its sector. Not yet trusted."""

    region: str
    keys: PartyKeys
    name: str
    board: str
    sectors: frozenset[str]


@dataclass(frozen=True)
class PseudonymLine:
    """One enrolled sender without a name: its signing key, its party id (which its fingerprint is of), its sectors."""

    signing: bytes
    party: bytes
    sectors: frozenset[str]


@dataclass(frozen=True)
class PseudonymList:
    """Everybody whom the enrolling officer enrolled, for a samenwerkingsverband that may not know who they are.

    `number` counts his lists: a later one replaces an earlier one.
    """

    region: str
    number: int
    issued_on: date
    lines: tuple[PseudonymLine, ...]


@dataclass(frozen=True)
class RosterLine:
    """One enrolled sender in a telling. `board` is a number within this roster, not a name; 0 where it isn't told."""

    signing: bytes
    board: int
    sectors: frozenset[str]


@dataclass(frozen=True)
class Telling:
    """One opened telling: a frozen roster and a peildatum. `id` is the hash of the co-signed file."""

    id: bytes
    region: str
    profile_version: int
    profile_hash: bytes
    peildatum: date
    roster: tuple[RosterLine, ...]
    opened_on: date


def check_opened(telling: Telling) -> None:
    """Return only if the telling was opened on its peildatum or later, as this program opens it; raise TellingMisdated.

    An earlier version of a profile holds for what was opened before the next: with any later peildatum it would hold
    for ever.
    """
    if telling.peildatum > telling.opened_on:
        raise TellingMisdated(
            reason=f"zij is van {format_date(telling.opened_on)}, en haar peildatum {format_date(telling.peildatum)} "
            "was toen nog niet geweest"
        )


@dataclass(frozen=True)
class CombinedTable:
    """Exact regional sums of one report, with how many of the senders that count in its sector delivered, and how many
    register each cell.

    For the officer's eyes only (page Optellen): it has no way to a print, an export or the clipboard.
    """

    table: CountTable
    registering: Mapping[str, int]
    contributing: Mapping[str, int]
    delivered: int
    enrolled: int

    def __repr__(self) -> str:
        return f"CombinedTable(report={self.table.report!r})"
