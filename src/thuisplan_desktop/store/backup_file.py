"""A backup is one file: a head that says what it holds and how it opens, then the encrypted database.

`docs/formats/backup-v2.md` holds the bytes. The head carries the slots of keys.json, so that a backup opens by itself,
and a seal under the data key over everything it says, the hash of the database included. How many rows there are of
what, and where the logbook ends, is closed with that key: how many cases a school has is nobody's who finds the file.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from thuisplan_desktop.crypto import canonical, guard
from thuisplan_desktop.crypto.canonical import Malformed, Record, blob
from thuisplan_desktop.errors import BackupTooNew, BrokenSeal, CannotRead, DamagedBackup, NoSuchFile, NotABackup
from thuisplan_desktop.paths import open_regular
from thuisplan_desktop.store import files
from thuisplan_desktop.store.faults import named

SUFFIX = ".thuisplan-backup"
VERSION = 2
"""The only one that is written; one of version 1 told its counts to everybody."""

_MAGIC = b"THUISPLAN BACKUP\n"
_FORMAT, _HEAD, _INSIDE = "thuisplan backup", "backup/v{}/head", "backup/v2/inside"
_HEAD_LIMIT = 256 * 1024
_CHUNK = 1024 * 1024
_COUNT_BYTES = 8
_TOLD = ("digest", "format", "keys", "kind", "made_at", "reason", "register", "revision", "seal", "size", "version")
_MEMBERS = {1: (*_TOLD, "log", "rows"), 2: (*_TOLD, "inside")}


@dataclass(frozen=True)
class Told:
    """What a backup says to anybody: `digest` is the SHA-256 of the database in it, `keys` the text of keys.json."""

    register_id: str
    kind: str
    revision: int
    made_at: datetime
    reason: str
    keys: str
    size: int
    digest: bytes


@dataclass(frozen=True)
class Unproven(Told):
    """A head as it stands in a file: to be shown, not to be believed."""

    version: int
    seal: bytes
    sealed: bytes
    inside: object


@dataclass(frozen=True)
class Head(Told):
    """What a backup says to who has its key. `rows` counts every table; `version` is that of the file it stood in."""

    rows: Mapping[str, int]
    log_number: int
    log_hash: bytes
    version: int = VERSION


def proven(head: Unproven, data_key: bytes) -> Head:
    """All that a head says, if it was made with this key; raise DamagedBackup otherwise."""
    try:
        guard.check_seal(data_key, _HEAD.format(head.version), head.sealed, head.seal)
        rows, number, log_hash = (_counted if head.version == 1 else _opened_inside)(head.inside, data_key)
    except (BrokenSeal, Malformed):
        raise DamagedBackup from None
    told = {name: getattr(head, name) for name in Told.__dataclass_fields__}
    return Head(**told, rows=rows, log_number=number, log_hash=log_hash, version=head.version)


def write(path: Path, head: Head, data_key: bytes, database: Path) -> None:
    """Write a backup beside and replace; raises DiskFull, CannotWrite with what was there intact."""
    with database.open("rb") as source:
        _write(path, _text_of(head, data_key), source)


def rewrite_head(path: Path, head: Head, data_key: bytes) -> None:
    """Another head over the same database; raises DamagedBackup, DiskFull, CannotWrite."""
    with _opened(path) as source:
        _read_head_bytes(source)
        _write(path, _text_of(head, data_key), source)


def read_head(path: Path) -> Unproven:
    """What a file says of itself, its seal unjudged; raise NotABackup, BackupTooNew, DamagedBackup, CannotRead."""
    with _opened(path) as file:
        return _from_bytes(_read_head_bytes(file))


def check_length(path: Path, head: Told) -> None:
    """Raise DamagedBackup where the database in the file is longer or shorter than it was: a glance, for a list."""
    with _opened(path) as file:
        _read_head_bytes(file)
        begin = file.tell()
        if file.seek(0, os.SEEK_END) - begin != head.size:
            raise DamagedBackup


def check_content(path: Path, head: Told) -> None:
    """Return only if the database in the file is the one that was written; raise DamagedBackup otherwise."""
    with _opened(path) as file:
        _read_head_bytes(file)
        digest, size = hashlib.sha256(), 0
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    if size != head.size or digest.digest() != head.digest:
        raise DamagedBackup


def extract(path: Path, head: Told, target: Path) -> None:
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
        return open_regular(path)
    except FileNotFoundError:
        raise NoSuchFile from None
    except OSError:
        raise CannotRead from None


def _write(path: Path, text: bytes, source: BinaryIO) -> None:
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


def _text_of(head: Head, data_key: bytes) -> bytes:
    """The head as it stands in a file."""
    value: dict[str, object] = {
        "digest": blob(head.digest),
        "format": _FORMAT,
        "inside": blob(guard.close_note(data_key, _INSIDE, _inside_of(head))),
        "keys": json.loads(head.keys) if head.keys else {},
        "kind": head.kind,
        "made_at": head.made_at.isoformat(timespec="seconds"),
        "reason": head.reason,
        "register": head.register_id,
        "revision": head.revision,
        "size": head.size,
        "version": VERSION,
    }
    seal = guard.seal_over(data_key, _HEAD.format(VERSION), canonical.encode(value))
    return canonical.encode(value | {"seal": blob(seal)})


def _inside_of(head: Head) -> dict[str, object]:
    """Numbers of one length: how long the note is says nothing of how many there are."""
    log = {"hash": blob(head.log_hash), "number": _wide(head.log_number)}
    return {"log": log, "rows": {name: _wide(count) for name, count in head.rows.items()}}


def _wide(number: int) -> str:
    return blob(number.to_bytes(_COUNT_BYTES, "big"))


def _opened_inside(closed: object, data_key: bytes) -> tuple[dict[str, int], int, bytes]:
    data = Record({"inside": closed}, "inside").blob_up_to("inside", _HEAD_LIMIT)
    note = guard.open_note(data_key, _INSIDE, data, "log", "rows")
    log, rows = Record(note.value("log"), "hash", "number"), note.value("rows")
    if not isinstance(rows, dict):
        raise Malformed
    counts = Record(rows, *rows)
    return {name: _narrow(counts, name) for name in rows}, _narrow(log, "number"), log.blob("hash", 32)


def _narrow(record: Record, name: str) -> int:
    return int.from_bytes(record.blob(name, _COUNT_BYTES), "big")


def _counted(told: object, _key: bytes) -> tuple[dict[str, int], int, bytes]:
    """Of version 1, where they stand as they are."""
    plain = Record(told, "log", "rows")
    log, rows = Record(plain.value("log"), "hash", "number"), plain.value("rows")
    if not isinstance(rows, dict):
        raise Malformed
    counts = Record(rows, *rows)
    found = {name: counts.integer(name, 0, 2**53) for name in rows}
    return found, log.integer("number", 0, 2**53), log.blob("hash", 32)


def _from_bytes(text: bytes) -> Unproven:
    try:
        value = canonical.decode(text, _HEAD_LIMIT)
        version = value.get("version") if isinstance(value, dict) else None
        if isinstance(version, int) and version > VERSION:
            raise BackupTooNew
        if not isinstance(value, dict) or version not in _MEMBERS:
            raise Malformed
        return _read(value, Record(value, *_MEMBERS[version]))
    except (Malformed, ValueError):
        raise DamagedBackup from None


def _read(value: Mapping[str, object], record: Record) -> Unproven:
    if record.text("format") != _FORMAT:
        raise Malformed
    keys, version = record.value("keys"), record.integer("version", 1, VERSION)
    return Unproven(
        register_id=record.text("register"),
        kind=record.text("kind"),
        revision=record.integer("revision", 1, 9999),
        made_at=datetime.fromisoformat(record.text("made_at")),
        reason=record.text("reason"),
        keys=canonical.encode(keys).decode("utf-8") if keys else "",
        size=record.integer("size", 0, 2**53),
        digest=record.blob("digest", 32),
        version=version,
        seal=record.blob("seal", guard.SEAL_LENGTH),
        sealed=canonical.encode({name: each for name, each in value.items() if name != "seal"}),
        inside=value["inside"] if version > 1 else {"log": value["log"], "rows": value["rows"]},
    )
