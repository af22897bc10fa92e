"""What only a samenwerkingsverband keeps: its profile, the count files it received, and the sums.

It holds no school's counts, only its own random share of them and the exact sum; where schools protect their own
tables, those tables under a pseudonym, and no exact sum (decision 2). What it shares with the key holder (enrolled
senders, tellingen) stands in `telling_books.py`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, select

from thuisplan_desktop.errors import AlreadyReceived, ProfileUnknown
from thuisplan_desktop.region.chains import Known, known_of
from thuisplan_desktop.region.telling import CombinedTable, Profile
from thuisplan_desktop.store import rows, schema
from thuisplan_desktop.store.snapshots import counts_from, counts_text, table_columns, table_from
from thuisplan_desktop.store.telling_books import load_telling

# --- profiles


@dataclass(frozen=True, kw_only=True)
class KeptProfile:
    """A profile the region issued; `document` is the signed file."""

    version: int
    document: bytes
    issued_on: date


def save_profile(connection: Connection, profile: KeptProfile) -> None:
    """Keep an issued profile. The same version twice is refused (StoreRefused)."""
    rows.add(connection, schema.profiles, [profile])


def load_profile(connection: Connection) -> KeptProfile:
    """The newest profile; raises ProfileUnknown when none was issued."""
    found = rows.load(connection, schema.profiles, KeptProfile)
    if not found:
        raise ProfileUnknown
    return max(found, key=lambda profile: profile.version)


# --- received count files


@dataclass(frozen=True, kw_only=True)
class Received:
    """One opened count file: our share, and the unread envelope for the key holder.

    In `protected` mode the share is the sender's published table, and there is nothing to pass on.
    `epoch` counts how often the sender was admitted anew after a restore: its numbers then start again.
    """

    telling_id: bytes
    sender: bytes
    epoch: int = 0
    sequence: int
    file_hash: bytes
    share_a: bytes
    envelope_b: bytes
    received_on: date

    def __repr__(self) -> str:
        return f"Received(sequence={self.sequence})"

    @property
    def order(self) -> tuple[int, int]:
        """Later in the sender's own order: admitted anew, then number."""
        return self.epoch, self.sequence


def load_received(connection: Connection, telling_id: bytes) -> tuple[Received, ...]:
    """Everything received for a telling, corrections included, in the order of arrival."""
    return rows.load(connection, schema.received, Received, schema.received.c.telling_id == telling_id)


def load_latest(connection: Connection, telling_id: bytes) -> tuple[Received, ...]:
    """The file that counts of each sender: the one with the highest number since it was last admitted."""
    latest: dict[bytes, Received] = {}
    for received in load_received(connection, telling_id):
        known = latest.get(received.sender)
        if known is None or received.order > known.order:
            latest[received.sender] = received
    return tuple(latest.values())


@dataclass(frozen=True, kw_only=True)
class Link:
    """Of one file what shows its place in its sender's chain."""

    sender: bytes
    epoch: int
    sequence: int
    file_hash: bytes


def load_chains(connection: Connection) -> dict[bytes, Known]:
    """Where the chain of each sender stands; it runs through all tellingen."""
    links: dict[bytes, list[Link]] = {}
    for one in rows.load(connection, schema.received, Link):
        links.setdefault(one.sender, []).append(one)
    return {sender: known_of(found) for sender, found in links.items()}


def load_links(connection: Connection, telling_id: bytes) -> tuple[Link, ...]:
    """Every file received for a telling, replaced ones too, in the order of arrival."""
    return rows.load(connection, schema.received, Link, schema.received.c.telling_id == telling_id)


def add_received(connection: Connection, files: Iterable[Received]) -> None:
    """Keep count files; a correction is a new row. The caller knows that none is there yet (StoreRefused)."""
    rows.add(connection, schema.received, files)


def load_senders(connection: Connection, telling_id: bytes) -> frozenset[bytes]:
    """Who delivered for a telling."""
    table = schema.received
    return frozenset(connection.execute(select(table.c.sender).where(table.c.telling_id == telling_id)).scalars())


def keep_received_of(connection: Connection, telling_id: bytes, senders: Collection[bytes]) -> None:
    """Drop the files of who was left out of the sum: they are no part of the telling any more."""
    table = schema.received
    out = load_senders(connection, telling_id).difference(senders)
    connection.execute(delete(table).where(table.c.telling_id == telling_id, table.c.sender.in_(out)))


# --- the sum and what follows from it


@dataclass(frozen=True, kw_only=True)
class SumAnswer:
    """The key holder's one answer to a telling, as the file it came in."""

    telling_id: bytes
    document: bytes
    received_on: date


def save_sum_answer(connection: Connection, answer: SumAnswer) -> None:
    """Keep the answer; raises AlreadyReceived when there is one, NoSuchTelling."""
    load_telling(connection, answer.telling_id)
    if load_sum_answer(connection, answer.telling_id) is not None:
        raise AlreadyReceived
    rows.add(connection, schema.sum_answers, [answer])


def load_sum_answer(connection: Connection, telling_id: bytes) -> SumAnswer | None:
    """The answer to a telling, or None when it hasn't come yet."""
    return rows.find(connection, schema.sum_answers, SumAnswer, schema.sum_answers.c.telling_id == telling_id)


def load_sum_answers(connection: Connection) -> tuple[SumAnswer, ...]:
    """Every answer, in the order in which they came."""
    return rows.load(connection, schema.sum_answers, SumAnswer)


@dataclass(frozen=True, kw_only=True)
class _CombinedRow:
    telling_id: bytes
    report: str
    report_version: int
    definitions: str
    definitions_version: str
    peildatum: date
    cells: str
    totals: str
    incomplete: str
    registering: str
    contributing: str
    delivered: int
    enrolled: int


def save_combined(connection: Connection, telling_id: bytes, tables: Iterable[CombinedTable]) -> None:
    """Keep the exact sums of a telling. They are kept once (StoreRefused); raises NoSuchTelling."""
    load_telling(connection, telling_id)
    rows.add(connection, schema.combined, [_combined_row(telling_id, table) for table in tables])


def _combined_row(telling_id: bytes, combined: CombinedTable) -> _CombinedRow:
    return _CombinedRow(
        telling_id=telling_id,
        registering=counts_text(combined.registering),
        contributing=counts_text(combined.contributing),
        delivered=combined.delivered,
        enrolled=combined.enrolled,
        **table_columns(combined.table),
    )


def load_combined(connection: Connection, telling_id: bytes) -> tuple[CombinedTable, ...]:
    """The exact sums of a telling; none before the key holder's answer was added."""
    found = rows.load(connection, schema.combined, _CombinedRow, schema.combined.c.telling_id == telling_id)
    return tuple(
        CombinedTable(
            table=table_from(row),
            registering=counts_from(row.registering),
            contributing=counts_from(row.contributing),
            delivered=row.delivered,
            enrolled=row.enrolled,
        )
        for row in found
    )


@dataclass(frozen=True, kw_only=True)
class Rules:
    """By which rules a sum was counted, without its numbers."""

    report: str
    report_version: int
    definitions: str
    definitions_version: str
    peildatum: date


def load_rules(connection: Connection) -> tuple[Rules, ...]:
    """Of every sum there is."""
    return rows.load(connection, schema.combined, Rules)


def load_totals_only(connection: Connection, telling_id: bytes, profile: Profile) -> frozenset[str]:
    """The reports of which no more than the totals were answered, or kept, of all that its profile has.

    Not of all that this program's reports have: an update may have other lines.
    """
    whole = {layout.report: set(layout.cells) for layout in profile.layouts}
    tables = [one.table for one in load_combined(connection, telling_id)]
    return frozenset(table.report for table in tables if set(table.cells) != whole.get(table.report))


@dataclass(frozen=True, kw_only=True)
class Gap:
    """An area of which the counts are missing or incomplete, and why; printed with every report."""

    telling_id: bytes
    area: str
    reason: str


def save_gap(connection: Connection, gap: Gap) -> None:
    """Keep a gap, or another reason for the same area; raises NoSuchTelling."""
    load_telling(connection, gap.telling_id)
    rows.save(connection, schema.gaps, gap)


def load_gaps(connection: Connection, telling_id: bytes) -> tuple[Gap, ...]:
    """The gaps of a telling, in the order in which they were noted."""
    return rows.load(connection, schema.gaps, Gap, schema.gaps.c.telling_id == telling_id)
