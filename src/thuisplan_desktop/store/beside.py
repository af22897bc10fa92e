"""Two notes beside the register, closed with its key: where the logbook ends, and who has it open.

Neither can be read or forged without the key. The first shows a lost tail: a register.db put back from before, or
commits that a damaged disk swallowed. The second holds where the locks of a file share don't.
"""

import hashlib
import os
import platform
import secrets
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from errno import EACCES, EAGAIN, EDEADLK
from pathlib import Path

from thuisplan_desktop import paths
from thuisplan_desktop.crypto import canonical, guard
from thuisplan_desktop.crypto.canonical import Malformed, blob
from thuisplan_desktop.errors import BrokenSeal, RegisterInUse, RegisterLocked, ThuisplanError, UnclearLock
from thuisplan_desktop.store import files
from thuisplan_desktop.store.faults import named

HEAD, LOCK = "register.head", "register.lock"

_HEAD_PURPOSE, _LOCK_PURPOSE = "register/v1/head", "register/v1/lock"
_LIMIT = 4096
_NAMELESS = "-"


@dataclass(frozen=True)
class HeadNote:
    """Number and hash of the newest line of the logbook, and the epoch of the slot set, as last noted."""

    number: int
    hash: bytes
    epoch: int


def write_head(folder: Path, data_key: bytes, register_id: str, note: HeadNote) -> None:
    """Replace the note; raises DiskFull, CannotWrite."""
    value = {"epoch": note.epoch, "hash": blob(note.hash), "number": note.number, "register": register_id}
    files.replace_file(folder / HEAD, guard.close_note(data_key, _HEAD_PURPOSE, value))


REPLACES = "replaces_note"
"""The setting by which a register that was put back knows the note of the one before it, until it has its own."""


def trace_of(folder: Path) -> str:
    """Which note stands there, by its hash; 'none' when none does."""
    try:
        with named():
            return hashlib.sha256(files.read_small(folder / HEAD, _LIMIT)).hexdigest()
    except ThuisplanError:
        return "none"


def read_head(folder: Path, data_key: bytes, register_id: str) -> HeadNote | None:
    """The note, None when there is none; raise BrokenSeal when it is not one of this register."""
    try:
        with named():
            data = files.read_small(folder / HEAD, _LIMIT)
    except ThuisplanError:
        return None
    record = guard.open_note(data_key, _HEAD_PURPOSE, data, "epoch", "hash", "number", "register")
    try:
        if record.text("register") != register_id:
            raise BrokenSeal
        number, epoch = record.integer("number", 0, 2**53), record.integer("epoch", 0, 2**31)
        return HeadNote(number, record.blob("hash", 32), epoch)
    except Malformed:
        raise BrokenSeal from None


# --- one writer


@dataclass(frozen=True)
class Holder:
    """Who has the register open. `computer` is random and means nothing elsewhere."""

    who: str
    since: datetime
    computer: str


def require_unlocked(folder: Path, data_key: bytes, *, key_is_proven: bool, former_key: bytes = b"") -> None:
    """Raise RegisterLocked when another computer has the register open, UnclearLock when its note is damaged.

    A note of this computer is no reason: the lock of the database itself is certain here. Nor is a note that can't be
    read as long as the key may be the wrong one. A crash while the key was renewed leaves a note under `former_key`.
    """
    holder = _holder(folder, data_key)
    if former_key and holder is not None and not holder.computer:
        holder = _holder(folder, former_key)
    if holder is None or holder.computer == _computer() or not (holder.computer or key_is_proven):
        return
    if not holder.computer:
        raise UnclearLock(since=_moment(holder))
    raise RegisterLocked(who=_name(holder) or "onbekend", since=_moment(holder))


def in_use(folder: Path, data_key: bytes) -> RegisterInUse:
    """The refusal when the lock of the database itself holds; it says who and since when, if the note does."""
    holder = _holder(folder, data_key)
    name = _name(holder) if holder else ""
    return RegisterInUse(by=f" door {name}, sinds {_moment(holder)}" if holder and name else "")


def require_closed(folder: Path, data_key: bytes, *, take_over: bool = False) -> None:
    """Raise RegisterInUse when another program has register.db open: what it saves would go along when that is moved.
    Raise RegisterLocked for the note of another computer, unless it was asked about: `take_over`; InTheWay as
    `files.require_plain`.

    Asked of the system, by the bytes that SQLite locks (fileformat2.html §1.3.1 of its documentation, os_unix.c), and
    not through SQLite: it would first work up a journal, which may be the best that is left of a damaged register.
    """
    path = folder / files.DATABASE
    files.require_plain(folder)
    if not take_over:
        require_unlocked(folder, data_key, key_is_proven=False)
    if not path.is_file():
        return
    with named(), path.open("r+b") as file:
        if not _locks(file.fileno()):
            raise in_use(folder, data_key)


_LOCK_BYTES_AT, _LOCK_BYTES = 0x40000000, 512


def _locks(handle: int) -> bool:
    """Whether we could be the only one at it. The lock goes with the handle; no other program waits for it."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415  (not there elsewhere)

            os.lseek(handle, _LOCK_BYTES_AT, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, _LOCK_BYTES)
            os.lseek(handle, _LOCK_BYTES_AT, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_UNLCK, _LOCK_BYTES)
        else:
            import fcntl  # noqa: PLC0415  (not there on Windows)

            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCK_BYTES, _LOCK_BYTES_AT)
    except OSError as error:
        if error.errno not in (EACCES, EAGAIN, EDEADLK):
            raise
        return False
    return True


def _name(holder: Holder) -> str:
    return "" if holder.who == _NAMELESS else holder.who


def _moment(holder: Holder) -> str:
    return f"{holder.since.astimezone():%d-%m-%Y %H:%M}"


def lock(folder: Path, data_key: bytes, who: str, now: datetime) -> None:
    """Say that we have it open."""
    value = {
        "computer": _computer(),
        "since": now.isoformat(timespec="seconds"),
        "who": canonical.tidy(who) or _NAMELESS,
    }
    files.replace_file(folder / LOCK, guard.close_note(data_key, _LOCK_PURPOSE, value))


def unlock(folder: Path, data_key: bytes) -> None:
    """We no longer have it open. The note of another computer that took over from us stays: it protects who is in."""
    holder = _holder(folder, data_key)
    if holder is not None and holder.computer not in ("", _computer()):
        return
    with suppress(OSError):
        (folder / LOCK).unlink()


def _holder(folder: Path, data_key: bytes) -> Holder | None:
    try:
        with named():
            data = files.read_small(folder / LOCK, _LIMIT)
    except ThuisplanError:
        return None
    try:
        record = guard.open_note(data_key, _LOCK_PURPOSE, data, "computer", "since", "who")
        return Holder(record.text("who"), datetime.fromisoformat(record.text("since")), record.text("computer"))
    except (BrokenSeal, Malformed, ValueError):
        return Holder("", datetime.fromtimestamp((folder / LOCK).stat().st_mtime).astimezone(), "")


def _computer() -> str:
    """The name of this computer may be that of its image, so a random number stands beside it."""
    return f"{platform.node()}/{_own_number()}"


_OF_THIS_RUN = secrets.token_hex(8)


def _own_number() -> str:
    """As kept on this computer; where nothing can be kept, that of this run. Then only a crash makes us ask about our
    own note.
    """
    with suppress(OSError):
        path = paths.config_folder() / "computer"
        with suppress(OSError, ValueError):
            return path.read_text("ascii").strip()
        path.write_text(_OF_THIS_RUN, "ascii")
    return _OF_THIS_RUN
