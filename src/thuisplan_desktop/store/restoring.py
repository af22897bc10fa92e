"""Putting a backup back: what would be lost, what must survive it, and the replacement itself."""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Table, select, update

from thuisplan_desktop.crypto import keyfile
from thuisplan_desktop.errors import OtherRegistersBackup
from thuisplan_desktop.store import (
    backup_file,
    beside,
    carrying,
    cipher,
    destroying,
    files,
    given,
    logbook,
    register_file,
    releases,
    schema,
    settings,
)
from thuisplan_desktop.store.backup_file import Told
from thuisplan_desktop.store.beside import HeadNote
from thuisplan_desktop.store.faults import named
from thuisplan_desktop.store.schema import WorkspaceKind
from thuisplan_desktop.store.workspace import as_sqlalchemy

DESTROYED = destroying.DESTROYED
_DESTROYED_BEFORE = "destroyed_before"


@dataclass(frozen=True)
class Losses:
    """What the register has now and the backup lacks. Cases are named by id; `changed` ones exist in both."""

    new_cases: tuple[str, ...]
    changed_cases: tuple[str, ...]
    fewer_rows: Mapping[str, int]
    log_lines: int
    published: int | None = 0
    """Releases of tellingen that the backup lacks: readers have them, so they stay. None where the register can't tell
    which it had: then it is forgotten.
    """


@dataclass(frozen=True)
class Carried:
    """What survives a restore: which cases were destroyed, how far we counted, what a region and key holder agreed on.

    `end` is the last line of the logbook of whoever told it: what a later backup holds is newer than this.
    """

    at: datetime
    who: str
    destroyed: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    identities: tuple[Mapping[str, Any], ...] = ()
    rows: carrying.Rows = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    end: int = 0
    published: bool = False
    """Whether it is known what readers have: not where only older copies could tell."""


def losses(live: Connection, copy: Connection, kind: WorkspaceKind) -> Losses:
    """Compare the live register with a backup of it."""
    tables = [table for table in schema.TABLES[kind].sorted_tables if table.name not in carrying.KEPT[kind]]
    fewer = {table.name: _count_missing(live, copy, table) for table in tables if list(table.primary_key)}
    log_lines = max(0, logbook.head(live).number - logbook.head(copy).number)
    kept = {name: count for name, count in fewer.items() if count and name not in ("logbook", "log_checkpoints")}
    if kind is not WorkspaceKind.COORDINATOR:
        return Losses((), (), kept, log_lines)
    kept[carrying.SNAPSHOTS] = kept.get(carrying.SNAPSHOTS, 0) - _staying(live, copy, kind)
    now, then = _cases(live), _cases(copy)
    changed = tuple(case_id for case_id in now if case_id in then and now[case_id] != then[case_id])
    new = tuple(case_id for case_id in now if case_id not in then)
    kept = {name: count for name, count in kept.items() if count}
    return Losses(new, changed, kept, log_lines, _published_since(live, copy, kind))


def _staying(live: Connection, copy: Connection, kind: WorkspaceKind) -> int:
    """How many of the tellingen that the backup lacks go along all the same."""
    there = set(copy.execute(select(schema.snapshots.c.id)).scalars())
    return sum(row["id"] not in there for row in carrying.rows_of(live, kind)[carrying.SNAPSHOTS])


def _published_since(live: Connection, copy: Connection, kind: WorkspaceKind) -> int | None:
    if not carrying.knows_published(live, kind):
        return None
    if not carrying.knows_published(copy, kind):
        return 0
    return len({*releases.load_releases(live)} - {*releases.load_releases(copy)})


def _count_missing(live: Connection, copy: Connection, table: Table) -> int:
    columns = list(table.primary_key)
    there = {tuple(row) for row in copy.execute(select(*columns))}
    return sum(tuple(row) not in there for row in live.execute(select(*columns)))


def _cases(connection: Connection) -> dict[str, list[bytes]]:
    """What each case is made of, for comparing: a hash of every row, because scanned papers are large."""
    found = {row.id: [_hash_of(row)] for row in connection.execute(select(schema.cases))}
    for table in destroying.parts_of_a_case():
        for row in connection.execute(select(table).order_by(*table.primary_key)):
            if row.case_id in found and table is not schema.log_cases:
                found[row.case_id].append(_hash_of(row))
    return found


def _hash_of(row: Row[Any]) -> bytes:
    return hashlib.sha256(repr(tuple(row)).encode("utf-8")).digest()


def destroyed_in(connection: Connection) -> frozenset[str]:
    """Everything by which a backup may know a destroyed case."""
    return references_in(connection) | destroying.marks_in(connection)


def references_in(connection: Connection) -> frozenset[str]:
    """The references of destroyed cases: by the lines of the logbook, and by what was remembered of pruned ones."""
    log = schema.logbook
    told = connection.execute(select(log.c.case_ref).where(log.c.action == DESTROYED)).scalars()
    return frozenset((*told, *settings.get(connection, _DESTROYED_BEFORE).split()))


def remember_destroyed(connection: Connection, others: frozenset[str] = frozenset()) -> None:
    """Keep the references of destroyed cases, because the lines about them go or went; `others` are known elsewhere."""
    settings.put(connection, _DESTROYED_BEFORE, " ".join(sorted(references_in(connection) | others)))


def gather(connection: Connection, kind: WorkspaceKind, at: datetime, who: str) -> Carried:
    """What of the present register must survive a restore."""
    own = schema.identities
    return Carried(
        at=at,
        who=who,
        destroyed=references_in(connection),
        marks=destroying.marks_in(connection),
        identities=tuple(dict(row) for row in connection.execute(select(own)).mappings()),
        rows=carrying.rows_of(connection, kind),
        settings=carrying.settings_of(connection, kind),
        end=logbook.head(connection).number,
        published=carrying.knows_published(connection, kind),
    )


def together(found: tuple[Carried, ...], at: datetime, who: str) -> Carried:
    """What several older copies know, newest first. Not which sums were given: the note beside knows that better."""
    rows, kept = carrying.united([(each.rows, each.settings) for each in found]) if found else ({}, {})
    return Carried(
        at=at,
        who=who,
        destroyed=frozenset().union(*(each.destroyed for each in found)),
        marks=frozenset().union(*(each.marks for each in found)),
        identities=tuple(row for each in found for row in each.identities),
        rows={name: kept for name, kept in rows.items() if name != "given"},
        settings=kept,
        end=found[0].end if found else 0,
    )


def _apply(connection: Connection, kind: WorkspaceKind, carried: Carried) -> None:
    """A destroyed case stays destroyed, a used number stays used, an answer stays given (decision 2)."""
    own = schema.identities
    for row in carried.identities:
        further = (own.c.region == row["region"]) & (own.c.sequence < row["sequence"])
        connection.execute(update(own).where(further).values(sequence=row["sequence"], last_hash=row["last_hash"]))
    newer = carried.end >= logbook.head(connection).number
    carrying.put_identities(connection, kind, carried.identities, newer=newer)
    carrying.put(connection, kind, carried.rows, carried.settings, newer=newer)
    if kind is WorkspaceKind.COORDINATOR and (carried.destroyed or carried.marks):
        for case_id in destroying.cases_known_as(connection, carried.destroyed | carried.marks):
            destroying.remove_case(connection, case_id)
        destroying.keep_marks(connection, carried.marks)
        for reference in sorted(carried.destroyed - references_in(connection)):
            logbook.add_about(connection, carried.at, carried.who, DESTROYED, reference)


@dataclass(frozen=True)
class Built:
    """A whole register that waits beside the present one, and the note that fits it."""

    path: Path
    register_id: str
    note: HeadNote


def _nothing(_: Connection) -> None:
    """Where nothing more has to stand in what comes back."""


def put_back(
    folder: Path,
    backup: Path,
    backup_key: bytes,
    data_key: bytes,
    keys: str,
    carried: Carried,
    finish: Callable[[Connection], None] = _nothing,
) -> None:
    """Replace register.db by what a backup holds, under `data_key` and with `keys`; nobody may have it open.

    `finish` writes what more has to be in it before it is there at all. The old file stays until the new one is whole.
    Raises DamagedBackup, OtherRegistersBackup, RegisterTooNew, DiskFull, CannotWrite with the present register
    untouched.
    """
    built = build(folder, backup, backup_key, data_key, keys, carried, finish)
    try:
        with named():
            (folder / f"{files.DATABASE}-journal").unlink(missing_ok=True)
            built.path.replace(folder / files.DATABASE)
            files.sync_folder(folder)
        beside.write_head(folder, data_key, built.register_id, built.note)
    finally:
        discard(built)


def build(
    folder: Path,
    backup: Path,
    backup_key: bytes,
    data_key: bytes,
    keys: str,
    carried: Carried,
    finish: Callable[[Connection], None],
) -> Built:
    """What `put_back` puts in place, beside what stands there; raises as it does, with nothing left."""
    head = backup_file.proven(backup_file.read_head(backup), backup_key)
    fresh = folder / f".{secrets.token_hex(6)}.restored"
    try:
        backup_file.extract(backup, head, fresh)
        with named():
            note = _prepare(fresh, head, backup_key, data_key, keys, carried, finish)
            files.sync_file(fresh)
            files.sync_folder(folder)
    except BaseException:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
    return Built(fresh, head.register_id, note)


def discard(built: Built) -> None:
    """Take it away where it did not come in place."""
    with suppress(OSError):
        built.path.unlink(missing_ok=True)


def _knows_given(folder: Path, data_key: bytes, register_id: str, carried: Carried) -> bool:
    """Whether no given sum can be forgotten: the present register told, or the note beside it will."""
    return "given" in carried.rows or given.is_readable(folder, data_key, register_id)


def _prepare(
    fresh: Path,
    head: Told,
    backup_key: bytes,
    data_key: bytes,
    keys: str,
    carried: Carried,
    finish: Callable[[Connection], None],
) -> HeadNote:
    raw = cipher.connect(fresh, backup_key)
    try:
        kind, found_id, revision = register_file.identity_of(raw)
        if found_id != head.register_id:
            raise OtherRegistersBackup
        register_file.bring_up_to_date(raw, None, kind, revision)
        with as_sqlalchemy(raw) as connection, connection.begin():
            _apply(connection, kind, carried)
            if kind is WorkspaceKind.KEYHOLDER and not _knows_given(fresh.parent, data_key, found_id, carried):
                settings.put(connection, given.UNKNOWN_UNTIL, carried.at.date().isoformat())
            if kind is WorkspaceKind.COORDINATOR and not carried.published:
                days = (moment.astimezone().date() for moment in (head.made_at, carried.at))
                releases.keep_forgotten(connection, releases.Forgotten(*days))
            settings.put(connection, settings.KEYS, keys)
            settings.put(connection, beside.REPLACES, beside.trace_of(fresh.parent))
            finish(connection)
            end = logbook.head(connection)
        if carried.destroyed or carried.marks:
            raw.execute("VACUUM")
        if data_key != backup_key:
            raw.execute(f"PRAGMA rekey = \"x'{cipher.hex_of(data_key)}'\"")
    finally:
        raw.close()
    return HeadNote(end.number, end.hash, keyfile.from_json(keys).epoch if keys else 0)
