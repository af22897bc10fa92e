"""A backup is one file: a head that says what it holds and how it opens, then the encrypted database.

`docs/formats/backup-v1.md` holds the bytes. The head carries the slots of keys.json, so that a backup opens by itself,
and a seal under the data key over everything it says, the hash of the database included.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from thuisplan_desktop.crypto import canonical, guard
from thuisplan_desktop.crypto.canonical import Malformed, Record, blob
from thuisplan_desktop.errors import BackupTooNew, BrokenSeal, CannotRead, DamagedBackup, NoSuchFile, NotABackup
from thuisplan_desktop.store import files
from thuisplan_desktop.store.faults import named

SUFFIX = ".thuisplan-backup"

_MAGIC = b"THUISPLAN BACKUP\n"
_FORMAT, _VERSION, _PURPOSE = "thuisplan backup", 1, "backup/v1/head"
_HEAD_LIMIT = 256 * 1024
_CHUNK = 1024 * 1024
_MEMBERS = (
    "digest", "format", "keys", "kind", "log", "made_at", "reason", "register", "revision", "rows", "seal", "size",
    "version",
)  # fmt: skip


@dataclass(frozen=True)
class Head:
    """What a backup says of itself. `rows` counts every table; `digest` is the SHA-256 of the database in it."""

    register_id: str
    kind: str
    revision: int
    made_at: datetime
    reason: str
    keys: str
    rows: Mapping[str, int]
    log_number: int
    log_hash: bytes
    size: int
    digest: bytes
    seal: bytes = b""

    def sealed(self, data_key: bytes) -> "Head":
        """The same with the seal that belongs to it."""
        return replace(self, seal=guard.seal_over(data_key, _PURPOSE, canonical.encode(_value(self))))


def check_seal(head: Head, data_key: bytes) -> None:
    """Return only if the head was made with this key; raise DamagedBackup otherwise."""
    try:
        guard.check_seal(data_key, _PURPOSE, canonical.encode(_value(head)), head.seal)
    except BrokenSeal:
        raise DamagedBackup from None


def write(path: Path, head: Head, database: Path) -> None:
    """Write a backup beside and replace; raises DiskFull, CannotWrite with what was there intact."""
    with database.open("rb") as source:
        _write(path, head, source)


def rewrite_head(path: Path, head: Head) -> None:
    """Another head over the same database; raises DamagedBackup, DiskFull, CannotWrite."""
    with _opened(path) as source:
        _read_head_bytes(source)
        _write(path, head, source)


def read_head(path: Path) -> Head:
    """What a file says of itself, its seal unjudged; raise NotABackup, BackupTooNew, DamagedBackup, CannotRead."""
    with _opened(path) as file:
        return _from_bytes(_read_head_bytes(file))


def check_content(path: Path, head: Head) -> None:
    """Return only if the database in the file is the one that was written; raise DamagedBackup otherwise."""
    with _opened(path) as file:
        _read_head_bytes(file)
        digest, size = hashlib.sha256(), 0
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    if size != head.size or digest.digest() != head.digest:
        raise DamagedBackup


def extract(path: Path, head: Head, target: Path) -> None:
    """Write the database of a backup to a new file; raise DamagedBackup when it is not what was written."""
    check_content(path, head)
    with _opened(path) as file, named():
        _read_head_bytes(file)
        with os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
            shutil.copyfileobj(file, out, _CHUNK)


def digest_of(path: Path) -> tuple[bytes, int]:
    """The hash and the size of a database that nobody has open."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest(), path.stat().st_size


def paths_in(folder: Path) -> tuple[Path, ...]:
    """The backups in a folder, newest first; raise NoSuchFile, and CannotRead when it can't be looked into.

    Path.glob finds nothing where it may not look, or where a stick was pulled out.
    """
    try:
        found = sorted(folder.iterdir(), reverse=True)
    except FileNotFoundError:
        raise NoSuchFile from None
    except OSError:
        raise CannotRead from None
    return tuple(path for path in found if path.name.endswith(SUFFIX) and not path.name.startswith("."))


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise NoSuchFile from None
    except OSError:
        raise CannotRead from None


def _write(path: Path, head: Head, source: BinaryIO) -> None:
    text = canonical.encode(_value(head) | {"seal": blob(head.seal)})
    beside = path.with_name(f".{path.name}.new")
    try:
        with named():
            beside.unlink(missing_ok=True)
            with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
                out.write(_MAGIC + len(text).to_bytes(4, "big") + text)
                shutil.copyfileobj(source, out, _CHUNK)
                out.flush()
                os.fsync(out.fileno())
            beside.replace(path)
            files.sync_folder(path.parent)
    finally:
        with suppress(OSError):  # on a disk that is read-only even taking away what isn't there is refused
            beside.unlink(missing_ok=True)


def _read_head_bytes(file: BinaryIO) -> bytes:
    """The head's text; the file then stands where the database begins."""
    start = file.read(len(_MAGIC) + 4)
    if start[: len(_MAGIC)] != _MAGIC or len(start) < len(_MAGIC) + 4:
        raise NotABackup
    length = int.from_bytes(start[-4:], "big")
    if length > _HEAD_LIMIT:
        raise DamagedBackup
    text = file.read(length)
    if len(text) != length:
        raise DamagedBackup
    return text


def _value(head: Head) -> dict[str, object]:
    """Everything but the seal."""
    return {
        "digest": blob(head.digest),
        "format": _FORMAT,
        "keys": json.loads(head.keys) if head.keys else {},
        "kind": head.kind,
        "log": {"hash": blob(head.log_hash), "number": head.log_number},
        "made_at": head.made_at.isoformat(timespec="seconds"),
        "reason": head.reason,
        "register": head.register_id,
        "revision": head.revision,
        "rows": dict(head.rows),
        "size": head.size,
        "version": _VERSION,
    }


def _from_bytes(text: bytes) -> Head:
    try:
        value = canonical.decode(text, _HEAD_LIMIT)
        if isinstance(value, dict) and isinstance(value.get("version"), int) and value["version"] > _VERSION:
            raise BackupTooNew
        return _read(Record(value, *_MEMBERS))
    except (Malformed, ValueError):
        raise DamagedBackup from None


def _read(record: Record) -> Head:
    log, rows = Record(record.value("log"), "hash", "number"), record.value("rows")
    if record.text("format") != _FORMAT or not isinstance(rows, dict):
        raise Malformed
    counts = Record(rows, *rows)
    keys = record.value("keys")
    return Head(
        register_id=record.text("register"),
        kind=record.text("kind"),
        revision=record.integer("revision", 1, 9999),
        made_at=datetime.fromisoformat(record.text("made_at")),
        reason=record.text("reason"),
        keys=canonical.encode(keys).decode("utf-8") if keys else "",
        rows={name: counts.integer(name, 0, 2**53) for name in rows},
        log_number=log.integer("number", 0, 2**53),
        log_hash=log.blob("hash", 32),
        size=record.integer("size", 0, 2**53),
        digest=record.blob("digest", 32),
        seal=record.blob("seal", guard.SEAL_LENGTH),
    )
