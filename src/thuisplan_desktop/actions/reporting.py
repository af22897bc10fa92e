"""What a region makes readable of its exact sums: protected tables, a report on paper, and what is missing in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.counts.protect import ProtectedTable, protect_together
from thuisplan_desktop.crypto.keyring import fingerprint, words_of
from thuisplan_desktop.errors import NotSummedYet
from thuisplan_desktop.exchange import profile_v1
from thuisplan_desktop.pdf import region_report
from thuisplan_desktop.region.telling import CombinedTable
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import region_books, telling_books
from thuisplan_desktop.store.region_books import Gap
from thuisplan_desktop.store.register_file import Connection


@dataclass(frozen=True)
class Published:
    """The protected tables of one telling, with how many delivered and which areas are incomplete."""

    region_name: str
    peildatum: date
    tables: tuple[ProtectedTable, ...]
    delivered: int
    enrolled: int
    gaps: tuple[str, ...]


def note_gap(register: OpenRegister, telling_id: bytes, area: str, reason: str) -> Changed:
    """Note an area of which something is missing (Langedijk: artikel 5 niet bekend); every report prints it."""
    need(register, Role.REGION)
    with register.change() as connection:
        region_books.save_gap(connection, Gap(telling_id=telling_id, area=area, reason=reason))
        register.log(connection, "gap_noted")
    return changed(Kind.REGION)


def list_gaps(register: OpenRegister, telling_id: bytes) -> tuple[str, ...]:
    """What was noted as missing, as the report prints it."""
    need(register, Role.REGION)
    with register.read() as connection:
        return _gaps(connection, telling_id)


def _gaps(connection: Connection, telling_id: bytes) -> tuple[str, ...]:
    return tuple(f"{gap.area}: {gap.reason}" for gap in region_books.load_gaps(connection, telling_id))


def publish(register: OpenRegister, telling_id: bytes) -> Published:
    """The tables of a telling as anybody may read them. Raises NotSummedYet, CannotProtect."""
    need(register, Role.REGION)
    with register.change() as connection:
        published = _published(connection, telling_id)
        register.log(connection, "counts_shown")
    return published


def _published(connection: Connection, telling_id: bytes) -> Published:
    kept = telling_books.load_telling(connection, telling_id)
    profile = profile_v1.decode(kept.profile)
    combined = region_books.load_combined(connection, telling_id)
    if not combined:
        raise NotSummedYet
    return Published(
        region_name=profile.name,
        peildatum=kept.peildatum,
        tables=_protected(combined, definitions.load(profile.definitions).threshold),
        delivered=combined[0].delivered,
        enrolled=combined[0].enrolled,
        gaps=_gaps(connection, telling_id),
    )


def _protected(combined: tuple[CombinedTable, ...], threshold: int) -> tuple[ProtectedTable, ...]:
    """All tables of one telling together. A cell to which fewer than three schools contribute is small."""
    return protect_together(
        [one.table for one in combined],
        threshold,
        contributors={one.table.report: one.contributing for one in combined},
    )


def report_pdf(register: OpenRegister, telling_id: bytes) -> bytes:
    """The region's report on paper. Raises NotSummedYet, CannotProtect."""
    need(register, Role.REGION)
    with register.change() as connection:
        published = _published(connection, telling_id)
        profile = profile_v1.decode(telling_books.load_telling(connection, telling_id).profile)
        register.log(connection, "region_report")
    return region_report.region_report(
        published.tables,
        region_name=published.region_name,
        peildatum=published.peildatum,
        delivered=published.delivered,
        enrolled=published.enrolled,
        gaps=published.gaps,
        fingerprints=(
            ("Samenwerkingsverband", fingerprint(profile.swv.signing, profile.swv.sealing)),
            ("Tweede sleutelhouder", fingerprint(profile.keyholder.signing, profile.keyholder.sealing)),
            ("Telling", words_of(telling_id)),
        ),
    )


def equals(register: OpenRegister, telling_id: bytes, expected: Mapping[str, Mapping[str, int | None]]) -> bool:
    """Whether the exact sums have exactly these cells, report by report; totals may be left out of `expected`.

    Says nothing else: an exact number never leaves through this door.
    """
    need(register, Role.REGION)
    with register.change() as connection:
        combined = {one.table.report: one for one in region_books.load_combined(connection, telling_id)}
        register.log(connection, "sums_compared")
    return set(combined) == set(expected) and all(_same(combined[name], cells) for name, cells in expected.items())


def _same(combined: CombinedTable, expected: Mapping[str, int | None]) -> bool:
    table = combined.table
    derived = {total.total for total in table.totals if not total.remainder}
    there = {cell: value for cell, value in table.cells.items() if cell in expected or cell not in derived}
    return there == dict(expected)
