"""Making and keeping backups of an open workspace. One counts only when it holds exactly what the register holds."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from thuisplan_desktop.crypto import keyfile
from thuisplan_desktop.errors import (
    BackupDiffers,
    BackupTooNew,
    BrokenSeal,
    CannotWrite,
    DamagedBackup,
    OtherRegistersBackup,
    StoreRefused,
    ThuisplanError,
)
from thuisplan_desktop.store import backup_file, cipher, files, logbook, reserve, schema
from thuisplan_desktop.store.backup_file import SUFFIX, Head, Told
from thuisplan_desktop.store.faults import named
from thuisplan_desktop.store.integrity import problems
from thuisplan_desktop.store.register_file import bring_up_to_date, identity_of
from thuisplan_desktop.store.workspace import Workspace, as_sqlalchemy


@dataclass(frozen=True)
class Kept:
    """One file in a place for backups. `told` is None when it can't be read, `head` when it isn't proven by our key;
    `fault` says why in general words."""

    path: Path
    told: Told | None
    head: Head | None = None
    fault: str = ""


def make(workspace: Workspace, now: datetime, reason: str, keys: str) -> Path:
    """A new backup of the register as it is, verified. Raises BackupDiffers, DiskFull, CannotWrite; then none is made.

    It is made by SQLite's own online backup and checked as decision 6 says: seals, structure, references, the
    number of rows of every table and the end of the logbook are those of the live register.
    """
    _require_fit(keys, workspace.data_key)
    folder = workspace.folder / files.BACKUPS
    with named():
        folder.mkdir(mode=0o700, exist_ok=True)
        size = (workspace.folder / files.DATABASE).stat().st_size
    reserve.need_room(folder, reserve.ROOM_BYTES + 2 * size)
    with _scratch(folder) as copy:
        with named():
            _copy(workspace, copy)
            digest, size = backup_file.digest_of(copy)
        with workspace.read() as connection:
            head = _head(workspace, connection, now, reason, keys, size, digest)
        path = folder / f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}{SUFFIX}"
        backup_file.write(path, head, workspace.data_key, copy)
    return path


def _copy(workspace: Workspace, target: Path) -> None:
    raw = cipher.connect(target, workspace.data_key)
    try:
        _copy_pages(workspace, raw, target.parent)
        with as_sqlalchemy(raw) as copy:
            if problems(raw, copy):
                raise BackupDiffers(part="seal")
            with copy.begin():
                found = row_counts(copy, workspace.kind), logbook.head(copy)
        with workspace.read() as live:
            if found != (row_counts(live, workspace.kind), logbook.head(live)):
                raise BackupDiffers(part="rows")
    finally:
        raw.close()


def _copy_pages(workspace: Workspace, raw: Any, folder: Path) -> None:
    """SQLite's online backup says of a full disk only that something went wrong."""
    try:
        with named():
            workspace.raw.backup(raw)
    except StoreRefused:
        reserve.need_room(folder)
        raise CannotWrite from None


def row_counts(connection: Connection, kind: schema.WorkspaceKind) -> dict[str, int]:
    """The number of rows of every table."""
    tables = schema.TABLES[kind].sorted_tables
    return {table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables}


def _head(
    workspace: Workspace, connection: Connection, now: datetime, reason: str, keys: str, size: int, digest: bytes
) -> Head:
    end = logbook.head(connection)
    return Head(
        register_id=workspace.register_id,
        kind=workspace.kind.value,
        revision=schema.REVISIONS[workspace.kind],
        made_at=now,
        reason=reason,
        keys=keys,
        rows=row_counts(connection, workspace.kind),
        log_number=end.number,
        log_hash=end.hash,
        size=size,
        digest=digest,
    )


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A name for a file that is gone afterwards; its content is as encrypted as the register."""
    path = folder / f".{secrets.token_hex(6)}.db"
    try:
        yield path
    finally:
        for each in (path, path.with_name(f"{path.name}-journal")):
            with suppress(OSError):
                each.unlink(missing_ok=True)


def listing(folder: Path, register_id: str, data_key: bytes) -> tuple[Kept, ...]:
    """Every backup of this register in a folder, newest first. One that is damaged is listed, and hides no other.

    Raises NoSuchFile, CannotRead for a folder that is gone or can't be looked into: that nothing is seen there is not
    that nothing is there.
    """
    found = (_kept(path, data_key) for path in backup_file.paths_in(folder))
    return tuple(kept for kept in found if kept.told is None or _is_of(kept.told, register_id))


def _is_of(head: Told, register_id: str) -> bool:
    """By what the head says, or the slots in it: one of the two damaged doesn't hide what may hold a destroyed case."""
    with suppress(ThuisplanError):
        return register_id in (head.register_id, keyfile.from_json(head.keys).register_id)
    return head.register_id == register_id


def _kept(path: Path, data_key: bytes) -> Kept:
    try:
        told = backup_file.read_head(path)
    except ThuisplanError as error:
        return Kept(path, None, fault=type(error).__name__)
    try:
        head = backup_file.proven(told, data_key)
        backup_file.check_length(path, told)
    except DamagedBackup:
        return Kept(path, told, fault="OtherKey" if is_of_other_key(told, data_key) else "DamagedBackup")
    except ThuisplanError as error:  # gone while we looked
        return Kept(path, told, fault=type(error).__name__)
    shuts_out = told.keys and not opens_with(told, data_key)
    return Kept(path, told, head, "OtherKey" if shuts_out else "")


def opens_with(head: Told, data_key: bytes) -> bool:
    """Whether the slots in a head wrap this key."""
    return _wrap(head.keys, data_key)


def _wrap(keys: str, data_key: bytes) -> bool:
    with suppress(ThuisplanError):
        keyfile.check_set(keyfile.from_json(keys), data_key)
        return True
    return False


def is_of_other_key(head: Told, data_key: bytes) -> bool:
    """Whether the slots in a head whose seal doesn't fit are those of another key; else the head itself is damaged."""
    try:
        keyfile.check_set(keyfile.from_json(head.keys), data_key)
    except BrokenSeal:
        return True
    except ThuisplanError:
        return False
    return False


def keys_of(path: Path) -> str:
    """The text of the slots by which a backup opens."""
    return backup_file.read_head(path).keys


def check(path: Path, register_id: str, data_key: bytes) -> Head:
    """The head of a backup of this register that is wholly as it was written; raise DamagedBackup and its like."""
    told = backup_file.read_head(path)
    if told.register_id != register_id:
        raise OtherRegistersBackup
    head = backup_file.proven(told, data_key)
    backup_file.check_content(path, head)
    return head


@contextmanager
def opened(path: Path, data_key: bytes, folder: Path) -> Iterator[tuple[Head, Any, Connection]]:
    """Look into a backup: its database is extracted into `folder`, still encrypted, and gone afterwards."""
    head = backup_file.proven(backup_file.read_head(path), data_key)
    with _scratch(folder) as copy:
        backup_file.extract(path, head, copy)
        with named(), _up_to_date(copy, data_key) as (raw, connection):
            yield head, raw, connection


@contextmanager
def _up_to_date(copy: Path, data_key: bytes) -> Iterator[tuple[Any, Connection]]:
    """The database of an extracted backup, brought to the schema of now when it is an older one."""
    raw = cipher.connect(copy, data_key)
    try:
        kind, _, revision = identity_of(raw)
        if revision > schema.REVISIONS[kind]:
            raise BackupTooNew
        bring_up_to_date(raw, None, kind, revision)
        with as_sqlalchemy(raw) as connection:
            yield raw, connection
    finally:
        raw.close()


def _require_fit(keys: str, data_key: bytes) -> None:
    """Raise BackupDiffers for slots that wrap another key: nobody would ever open that backup. A register may have no
    slots yet."""
    if keys and not _wrap(keys, data_key):
        raise BackupDiffers(part="keys")


def rewrite_keys(path: Path, data_key: bytes, keys: str) -> None:
    """Let a backup open by the slots of now; raises DamagedBackup, BackupDiffers, DiskFull, CannotWrite."""
    _require_fit(keys, data_key)
    head = backup_file.proven(backup_file.read_head(path), data_key)
    backup_file.check_content(path, head)
    backup_file.rewrite_head(path, replace(head, keys=keys), data_key)


def rewrite_pages(path: Path, old_key: bytes, new_key: bytes, keys: str) -> None:
    """Encrypt the pages of a backup anew under another data key; raises as `rewrite_keys`."""
    with rewritten(path, old_key, new_key, keys) as (raw, _):
        raw.execute(f"PRAGMA rekey = \"x'{cipher.hex_of(new_key)}'\"")


@contextmanager
def rewritten(path: Path, old_key: bytes, new_key: bytes, keys: str) -> Iterator[tuple[Any, Connection]]:
    """Change the database of a backup, and put it back with a head that fits once it is proven whole."""
    _require_fit(keys, new_key)
    head = backup_file.proven(backup_file.read_head(path), old_key)
    folder = path.parent
    reserve.need_room(folder, reserve.ROOM_BYTES + 2 * head.size)
    with _scratch(folder) as copy:
        backup_file.extract(path, head, copy)
        with named(), _up_to_date(copy, old_key) as (raw, connection):
            yield raw, connection
            if problems(raw, connection):
                raise BackupDiffers(part="seal")
            changed = _head_of(head, connection, keys)
        with named():
            digest, size = backup_file.digest_of(copy)
        backup_file.write(path, replace(changed, size=size, digest=digest), new_key, copy)


def _head_of(before: Head, connection: Connection, keys: str) -> Head:
    """The head of a backup whose database was changed: what it holds now, and of which schema."""
    kind = schema.WorkspaceKind(before.kind)
    with connection.begin():
        rows, end = row_counts(connection, kind), logbook.head(connection)
    revision = schema.REVISIONS[kind]
    return replace(before, keys=keys, revision=revision, rows=rows, log_number=end.number, log_hash=end.hash)
