"""The outside of every file that travels: one canonical JSON object with kind, version, body and signatures.

Reading checks the outside only; what stands in the body, and who had to sign it, is for the reader of that kind.
`docs/formats/container.md` holds the bytes.
"""

import contextlib
import errno
import hashlib
import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Never

from thuisplan_desktop.crypto import canonical, envelope
from thuisplan_desktop.crypto.canonical import Malformed, Record, blob
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.errors import (
    CannotRead,
    CannotWrite,
    DiskFull,
    FileTooLarge,
    FileTooNew,
    NoSuchFile,
    NotAThuisplanFile,
    OtherKindOfFile,
)
from thuisplan_desktop.paths import open_regular

FORMAT = "thuisplan"
VERSION = 1
SIZE_LIMIT_MB = 16
"""A telling of 10,000 senders is 1 MB; nothing that many senders send one by one comes near."""

REQUEST_LIMIT_MB = 64
"""Of a sum request alone, which holds a half of every sender: 10,000 of 100 cells each, one file a telling."""

_MEMBERS = ("body", "format", "kind", "signatures", "version")


class Kind(StrEnum):
    """What a file is. The value stands in the file; `label` is its name on screen."""

    PROFILE = "profile"
    ENROLMENT = "enrolment"
    TELLING = "telling"
    COUNTS = "counts"
    SUM_REQUEST = "sum-request"
    SUM_ANSWER = "sum-answer"
    PSEUDONYMS = "pseudonyms"
    PROTECTED_COUNTS = "protected-counts"
    BOARD = "board-key"
    RECEIVING_KEY = "receiving-key"
    HANDOVER = "case-handover"

    @property
    def label(self) -> str:
        """Dutch, lower case, without article."""
        return _LABELS[self]


_LABELS = {
    Kind.PROFILE: "regioprofiel",
    Kind.ENROLMENT: "aanmelding",
    Kind.TELLING: "tellingverzoek",
    Kind.COUNTS: "verzegelde telling",
    Kind.SUM_REQUEST: "optelverzoek",
    Kind.SUM_ANSWER: "optelantwoord",
    Kind.PSEUDONYMS: "deelnemerslijst zonder namen",
    Kind.PROTECTED_COUNTS: "verzegelde, afgeschermde telling",
    Kind.BOARD: "openbare bestuurssleutel",
    Kind.RECEIVING_KEY: "ontvangstsleutel",
    Kind.HANDOVER: "verzegelde overdracht",
}

_NEWEST = {Kind.SUM_ANSWER: 2}
"""Kinds that were written in more than one version."""


@dataclass(frozen=True)
class Container:
    """A file whose outside is right. The signatures, by role, are not yet checked."""

    kind: Kind
    body: object
    signatures: Mapping[str, bytes]
    version: int = VERSION


def limit_mb(kind: Kind | None = None) -> int:
    """How large a file of this kind may be; without a kind, how large one of unknown kind may be read."""
    return REQUEST_LIMIT_MB if kind is Kind.SUM_REQUEST else SIZE_LIMIT_MB


def _limit(kind: Kind | None) -> int:
    return limit_mb(kind) * 1024 * 1024


def newest(kind: Kind) -> int:
    """The version in which this kind is written now; every earlier one can still be read."""
    return _NEWEST.get(kind, VERSION)


def pack(kind: Kind, body: object, signatures: Mapping[str, bytes], version: int = VERSION) -> bytes:
    """The bytes of a file."""
    signed = {role: blob(signature) for role, signature in signatures.items()}
    return canonical.encode(
        {"body": body, "format": FORMAT, "kind": kind.value, "signatures": signed, "version": version}
    )


def unpack(data: bytes, needed: Kind) -> Container:
    """Read the outside; raise NotAThuisplanFile, FileTooNew or OtherKindOfFile."""
    container = _unpack(data, needed)
    if container.kind is not needed:
        raise OtherKindOfFile(found=container.kind.label, needed=needed.label)
    return container


def kind_of(data: bytes) -> Kind:
    """Which kind of file this is; raise NotAThuisplanFile or FileTooNew."""
    return _unpack(data, Kind.SUM_REQUEST).kind


def file_hash(data: bytes) -> bytes:
    """SHA-256 of a file: how the next file, a telling's id and a roll of received files refer to it."""
    return hashlib.sha256(data).digest()


def context(kind: Kind, role: str, version: int = VERSION) -> bytes:
    """What a signature or seal is for: decision 7 binds task, role and version."""
    return f"{FORMAT}/{kind.value}/v{version}/{role}".encode("ascii")


def sign_body(identity: Identity, kind: Kind, role: str, body: object, version: int = VERSION) -> bytes:
    """The signature of one role over a body."""
    return envelope.sign(identity, context(kind, role, version), canonical.encode(body))


def verify_body(container: Container, role: str, signing: bytes) -> None:
    """Return only if `signing` signed this body in this role; raise BrokenSeal otherwise."""
    message = canonical.encode(container.body)
    signed = context(container.kind, role, container.version)
    envelope.verify(signing, signed, message, container.signatures.get(role, b""))


@contextlib.contextmanager
def reading() -> Iterator[None]:
    """Around every reader of a body: whatever is odd in it is NotAThuisplanFile."""
    try:
        yield
    except Malformed:
        raise NotAThuisplanFile from None


def _unpack(data: bytes, largest: Kind) -> Container:
    """Not even the outside of a file is read that is larger than one of kind `largest` may be."""
    with reading():
        value = canonical.decode(data, _limit(largest))
        _refuse_newer(value)
        record = Record(value, *_MEMBERS)
        kind = Kind(record.text("kind"))
        if len(data) > _limit(kind):
            raise Malformed
        version = record.integer("version", VERSION, newest(kind))
        return Container(kind, record.value("body"), _signatures(record.value("signatures")), version)


def _refuse_newer(value: object) -> None:
    """Only what every version promises is looked at: `format`, `kind` and `version` at the top."""
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise Malformed
    version, kind = value.get("version"), value.get("kind")
    if not isinstance(version, int) or isinstance(version, bool) or not isinstance(kind, str):
        raise Malformed
    if kind not in {known.value for known in Kind} or version > newest(Kind(kind)):
        raise FileTooNew


def _signatures(value: object) -> dict[str, bytes]:
    if not isinstance(value, dict):
        raise Malformed
    record = Record(value, *value)
    return {role: record.blob(role, envelope.SIGNATURE_LENGTH) for role in value}


def read(path: Path, kind: Kind | None = None) -> bytes:
    """The bytes of a file, of whichever kind; raise NoSuchFile, CannotRead, or FileTooLarge before reading more than
    one of `kind` may hold.
    """
    most = _limit(kind)
    try:
        with open_regular(path) as file:
            data = file.read(most + 1)
    except FileNotFoundError:
        raise NoSuchFile from None
    except OSError:
        raise CannotRead from None
    if len(data) > most:
        raise FileTooLarge(limit_mb=limit_mb(kind))
    return data


def write(path: Path, data: bytes) -> None:
    """Write beside, then replace: there is the old file or the whole new one, readable by its owner alone.

    Raises DiskFull or CannotWrite; the file beside is then gone and an older file untouched.
    """
    beside = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        _write_new(beside, data)
        beside.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        _raise_named(error)


def _write_new(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no handle on a folder to sync; NTFS journals the replacement.
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _raise_named(error: OSError) -> Never:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        raise DiskFull from None
    raise CannotWrite from None
