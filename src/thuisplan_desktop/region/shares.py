"""A count vector, its two additive shares, their sums, and what the key holder refuses (decision 2).

Per cell three numbers: the count, whether the sender registers it (0 or 1), and whether it contributes (0 or 1).
Each is split modulo 2**64 into two shares; either share alone is uniformly random, because the first is drawn
uniformly and the second is a constant minus the first.
"""

import secrets
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from thuisplan_desktop.counts.table import MAX_COUNT, CountTable
from thuisplan_desktop.errors import (
    AlreadyAnswered,
    AlreadyReceived,
    DefinitionsDiffer,
    OtherTelling,
    ProfileRefused,
    UnknownSender,
)
from thuisplan_desktop.region.contributing import check_enough, check_some
from thuisplan_desktop.region.layouts import check_cells
from thuisplan_desktop.region.telling import MIN_SENDERS, Profile, ReportLayout, Telling

MODULUS = 2**64
WORDS_PER_CELL = 3
ANSWER_DISTANCE = timedelta(days=21)
"""Two tellingen of one region closer than this are one telling: their difference would be one school's change."""


@dataclass(frozen=True)
class Share:
    """One of two shares of a vector, or a sum of such shares. Its words never appear in a text."""

    words: tuple[int, ...] = field(repr=False)


@dataclass(frozen=True)
class Answered:
    """What the key holder remembers of an answer he gave: one line, for ever."""

    region: str
    peildatum: date
    telling: bytes


def vector_length(layouts: Sequence[ReportLayout]) -> int:
    """How many words a share of this profile has, whatever the sender counts."""
    return WORDS_PER_CELL * sum(len(layout.cells) for layout in layouts)


def check_tables(tables: Mapping[str, CountTable], telling: Telling, profile: Profile) -> None:
    """Raise OtherTelling or DefinitionsDiffer unless every table is counted as this telling asks."""
    for table in tables.values():
        if table.peildatum != telling.peildatum:
            raise OtherTelling
        if (table.definitions, table.definitions_version) != (profile.definitions, profile.definitions_version):
            raise DefinitionsDiffer


def to_vector(tables: Mapping[str, CountTable], layouts: Sequence[ReportLayout]) -> tuple[int, ...]:
    """The numbers of one sender in the order of the profile; a report it has no table for is 'not registered'.

    Raises DefinitionsDiffer when a table is not of the report and version of its layout.
    """
    return tuple(word for layout in layouts for word in _words(tables.get(layout.report), layout))


def _words(table: CountTable | None, layout: ReportLayout) -> Iterable[int]:
    if table is None:
        return [0] * (WORDS_PER_CELL * len(layout.cells))
    same_report = (table.report, table.report_version) == (layout.report, layout.report_version)
    if not same_report or set(table.cells) != set(layout.cells):
        raise DefinitionsDiffer
    return [word for cell in layout.cells for word in _cell_words(table.cells[cell])]


def _cell_words(value: int | None) -> tuple[int, int, int]:
    if value is None:
        return 0, 0, 0
    if not 0 <= value <= MAX_COUNT:
        raise ValueError("a count out of range")
    return value, 1, int(value > 0)


def split(vector: Sequence[int]) -> tuple[Share, Share]:
    """Two fresh shares whose sum is the vector. The randomness is the operating system's."""
    first = _unpack(secrets.token_bytes(8 * len(vector)))
    second = tuple((word - random) % MODULUS for word, random in zip(vector, first, strict=True))
    return Share(first), Share(second)


def add(shares: Iterable[Share]) -> Share:
    """The sum of shares of one profile, modulo 2**64. Raises OtherTelling when their lengths differ."""
    vectors = [share.words for share in shares]
    if len({len(words) for words in vectors}) > 1:
        raise OtherTelling
    return Share(tuple(sum(column) % MODULUS for column in zip(*vectors, strict=True)))


def narrowed(share: Share, layouts: Sequence[ReportLayout], answered: Sequence[ReportLayout]) -> Share:
    """The words of the cells in `answered`, which are some or all of the reports and cells in `layouts`.

    Raises OtherTelling when the share hasn't the length of `layouts`.
    """
    if len(share.words) != vector_length(layouts):
        raise OtherTelling
    wanted = {layout.report: frozenset(layout.cells) for layout in answered}
    kept: list[int] = []
    start = 0
    for layout in layouts:
        for cell in layout.cells:
            if cell in wanted.get(layout.report, ()):
                kept += share.words[start : start + WORDS_PER_CELL]
            start += WORDS_PER_CELL
    return Share(tuple(kept))


def to_bytes(share: Share) -> bytes:
    """Each word as 8 bytes, little-endian: one length per profile."""
    return struct.pack(f"<{len(share.words)}Q", *share.words)


def from_bytes(data: bytes, layouts: Sequence[ReportLayout]) -> Share:
    """The share in these bytes. Raises OtherTelling when they don't have the length of the profile."""
    if len(data) != 8 * vector_length(layouts):
        raise OtherTelling
    return Share(_unpack(data))


def _unpack(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 8}Q", data)


def check_roster(telling: Telling, profile: Profile) -> None:
    """Refuse a telling in which a cell could be that of too few: what sender and key holder both recompute.

    Who can contribute is judged by who counts what (`contributing`), and a report whose cells divide the schools of a
    sector is refused (`layouts`). Raises ProfileRefused, UnknownSender (a key twice in the roster), CellsTooFine,
    DefinitionsDiffer, TooFewSenders or TooFewCounters.
    """
    if profile.min_senders < MIN_SENDERS:
        raise ProfileRefused(reason=f"het kleinste aantal inzenders moet {MIN_SENDERS} of meer zijn")
    if len({line.signing for line in telling.roster}) != len(telling.roster):
        raise UnknownSender
    check_cells(profile)
    check_enough(telling.roster, telling.roster, profile)


def may_answer(
    telling: Telling, profile: Profile, senders: Sequence[bytes], answered: Iterable[Answered] = ()
) -> Answered:
    """What the key holder must remember when he gives the one sum over `senders` (their signing keys).

    Raises AlreadyAnswered (one answer, ever, per region and peildatum ± 21 days), UnknownSender (not in the
    frozen roster), AlreadyReceived (a sender twice), TooFewSenders or TooFewCounters (in every sector too few besturen
    that can contribute to a cell delivered, or in some too few could deliver: a sum over a few is nearly a school's
    own count). What is summed then are the sectors in which enough did (`contributing.summable`).
    """
    check_roster(telling, profile)
    if any(too_near(telling, earlier) for earlier in answered):
        raise AlreadyAnswered
    roster = {line.signing: line for line in telling.roster}
    if not set(senders) <= set(roster):
        raise UnknownSender
    if len(set(senders)) != len(senders):
        raise AlreadyReceived
    check_some([roster[sender] for sender in senders], telling.roster, profile)
    return Answered(telling.region, telling.peildatum, telling.id)


def too_near(telling: Telling, earlier: Answered) -> bool:
    """Whether an answer to this telling would be a second one to an earlier telling of the same region."""
    same_region = earlier.region == telling.region
    return same_region and abs(telling.peildatum - earlier.peildatum) <= ANSWER_DISTANCE
