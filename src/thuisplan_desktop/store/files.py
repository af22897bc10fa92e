"""The folder of a workspace on disk: who may read it, its keys.json, and writing without ever losing the old file."""

import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from thuisplan_desktop.errors import AlreadyExists, CannotRead, InTheWay, NoSuchFile, NotARegister
from thuisplan_desktop.paths import open_regular
from thuisplan_desktop.store.faults import named

DATABASE, KEYS, NEXT_KEYS, BACKUPS = "register.db", "keys.json", "keys.next.json", "backups"
GIVEN = "register.given"
"""The note of given sums. It is never moved aside: it has to outlive the register that it stands beside."""

OURS = ("register.head", "register.lock", "reserve.bin")
"""What stands beside the database while a register is used."""

DAMAGED = "damaged-"
"""How the folders begin in which a damaged register is set aside."""
_ASIDE = f"{DAMAGED}%Y%m%dT%H%M%S"

_SCRATCH = re.compile(r"\.([0-9a-f]{12}\.(db|restored)|salvaged\.db)(-journal)?|\..+\.thuisplan-backup\.new")
"""Our own names for copies that live for a moment. A second place is somebody's own folder, so nothing wider."""

_NEW = ".{name}.new"
_KEYS_LIMIT = 1 << 20
_JOURNAL = f"{DATABASE}-journal"
_LOCK = "register.lock"
_NOTES = ("register.head", _LOCK)
_MINE = (DATABASE, _JOURNAL, KEYS, NEXT_KEYS, BACKUPS, *OURS)
_OF_THE_SYSTEM = ("thumbs.db", "desktop.ini")


def make_folder(folder: Path) -> None:
    """Make the folder and an empty database file in it, for the owner alone; raises AlreadyExists, CannotWrite."""
    if folder.is_symlink() or (folder.exists() and not _is_empty_folder(folder)):
        raise AlreadyExists
    with named():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        (folder / BACKUPS).mkdir(mode=0o700)
        # Made here, before SQLite would, so that it is never readable by others; the journal takes over its mode.
        os.close(os.open(folder / DATABASE, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _is_empty_folder(folder: Path) -> bool:
    with named():
        return folder.is_dir() and not any(folder.iterdir())


def remove_unfinished(folder: Path) -> None:
    """Take away what `make_folder` made, after a failure half-way. A file that is not ours stays."""
    for name in (KEYS, DATABASE, f"{DATABASE}-journal", *OURS):
        with suppress(OSError):
            (folder / name).unlink()
    for place in (folder / BACKUPS, folder):
        with suppress(OSError):
            place.rmdir()


def require_register(folder: Path) -> Path:
    """The database file of a workspace folder; raises NoSuchFile, NotARegister, CannotWrite."""
    if not folder.exists():
        raise NoSuchFile
    path = folder / DATABASE
    with named():
        if not path.is_file() or path.stat().st_size == 0:
            raise NotARegister
    require_writable(folder)
    return path


def require_plain(folder: Path) -> None:
    """Raise InTheWay where one of our files, or one of SQLite's, is a folder or a pipe: waiting for what comes
    out of a pipe would never end.
    """
    for name in (DATABASE, _JOURNAL, f"{DATABASE}-wal", f"{DATABASE}-shm", KEYS, NEXT_KEYS, GIVEN, *OURS):
        with named():
            if (folder / name).exists() and not (folder / name).is_file():
                raise InTheWay(name=name)


def read_small(path: Path, most: int) -> bytes:
    """The first bytes of a file; raises OSError also for a folder or a pipe."""
    with open_regular(path) as file:
        return file.read(most)


def require_writable(folder: Path) -> None:
    """Raise CannotWrite where no file can be made: a rollback journal is needed before anything changes."""
    with named(), tempfile.TemporaryFile(dir=folder, prefix=".thuisplan-"):
        pass


def read_keys(folder: Path) -> str:
    """The text of keys.json, unjudged; raises NoSuchFile, NotARegister, CannotRead."""
    if not folder.exists():
        raise NoSuchFile
    path = folder / KEYS
    if not path.is_file():
        raise NotARegister
    try:
        with path.open("rb") as file:
            data = file.read(_KEYS_LIMIT + 1)
    except OSError:
        raise CannotRead from None
    if len(data) > _KEYS_LIMIT:
        raise NotARegister
    return _as_text(data)


def _as_text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass  # the exception would quote the bytes
    raise NotARegister


def write_keys(folder: Path, text: str) -> None:
    """Replace keys.json as a whole; raises DiskFull or CannotWrite with the old one still in place."""
    replace_file(folder / KEYS, text.encode("utf-8"))


def write_next_keys(folder: Path, text: str) -> None:
    """Put the keys of a new data key beside the present ones; raises DiskFull, CannotWrite."""
    replace_file(folder / NEXT_KEYS, text.encode("utf-8"))


def read_next_keys(folder: Path) -> str:
    """What `write_next_keys` left; empty when nothing was."""
    try:
        return _as_text(read_small(folder / NEXT_KEYS, _KEYS_LIMIT))
    except OSError:
        return ""


def drop_next_keys(folder: Path) -> None:
    with suppress(OSError):
        (folder / NEXT_KEYS).unlink()


def make_place(folder: Path) -> None:
    """A folder for a register that is put back; what stands in it stays. Raises CannotWrite."""
    with named():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / BACKUPS).mkdir(mode=0o700, exist_ok=True)


def drop_empty_place(folder: Path) -> None:
    """Take away what `make_place` made, where nothing came in it."""
    for place in (folder / BACKUPS, folder):
        with suppress(OSError):
            place.rmdir()


def is_left_in(folder: Path) -> bool:
    """Whether anything of a register stands there, backups not counted."""
    return any((folder / name).exists() for name in _MINE if name != BACKUPS)


def _make_aside(folder: Path, now: datetime) -> Path:
    while (aside := folder / f"{now.astimezone(UTC):{_ASIDE}}").exists():
        now += timedelta(seconds=1)  # twice in one second
    aside.mkdir(mode=0o700)
    return aside


def copy_aside(folder: Path, now: datetime) -> Path:
    """Let what is left of a register stand in a folder of its own inside too. Nothing is moved: a crash before
    `take_place` leaves the register as it was. Raises DiskFull, CannotWrite, with no such folder left.
    """
    with named():
        drop_unused_aside(folder)
        aside = _make_aside(folder, now)
        try:
            for name in (DATABASE, _JOURNAL, KEYS, NEXT_KEYS, *_NOTES):
                if (folder / name).is_file():
                    _also_as(folder / name, aside / name)
            sync_folder(aside)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
    return aside


def has_journal(folder: Path) -> bool:
    """Whether a journal that says something stands beside the database."""
    with named():
        return (folder / _JOURNAL).is_file() and (folder / _JOURNAL).stat().st_size > 0


@contextmanager
def copied(aside: Path, folder: Path) -> Iterator[Path]:
    """A copy of a damaged register and its journal, in `folder`, and gone afterwards. Raises DiskFull, CannotWrite."""
    copy = folder / f".{secrets.token_hex(6)}.db"
    journal = copy.with_name(f"{copy.name}-journal")
    try:
        with named():
            shutil.copyfile(aside / DATABASE, copy)
            if (aside / _JOURNAL).is_file():
                shutil.copyfile(aside / _JOURNAL, journal)
        yield copy
    finally:
        for path in (copy, journal):
            with suppress(OSError):
                path.unlink(missing_ok=True)


def drop_unused_aside(folder: Path) -> None:
    """What a crash left of an earlier attempt: nothing yet, or the damaged register under a second name; unless its
    journal is there alone. Raises CannotWrite for a folder that can't be looked into.
    """
    for aside in set_aside_in(folder):
        with suppress(OSError):
            aside.rmdir()  # only an empty one goes
        with suppress(OSError):
            if (aside / DATABASE).samefile(folder / DATABASE) and not (aside / _JOURNAL).exists():
                shutil.rmtree(aside)


def _also_as(path: Path, other: Path) -> None:
    """The same file under another name; a copy where the disk knows no second names, as a stick."""
    try:
        os.link(path, other)
    except OSError:
        shutil.copyfile(path, other)
        other.chmod(0o600)
        sync_file(other)


def take_place(folder: Path, fresh: Path, keys: Path | None = None) -> None:
    """Put a whole register where the damaged one stands: at every moment there is one of the two. `keys` is its
    keys.json where that changes, whole too; the register knows its own until then.

    A journal goes first: it would be played back onto the new one. The keys of a new key that was cut short go last:
    maybe they alone open the damaged one. Raises CannotWrite.
    """
    with named():
        for name in (_JOURNAL, _LOCK):
            (folder / name).unlink(missing_ok=True)
        sync_folder(folder)
        fresh.replace(folder / DATABASE)
        sync_folder(folder)
        if keys is not None:
            keys.replace(folder / KEYS)
        (folder / NEXT_KEYS).unlink(missing_ok=True)
        sync_folder(folder)


def prepare_keys(folder: Path, text: str) -> Path:
    """keys.json beside the present one, for `take_place`; raises DiskFull, CannotWrite."""
    beside = folder / _NEW.format(name=KEYS)
    with named():
        beside.unlink(missing_ok=True)
        _write_through(beside, text.encode("utf-8"))
    return beside


def set_aside_in(folder: Path) -> tuple[Path, ...]:
    """The folders in which a damaged register was set aside, oldest first."""
    with named():
        found = [path for path in folder.iterdir() if path.name.startswith(DAMAGED)]
        return tuple(sorted(path for path in found if path.is_dir() and not path.is_symlink()))


def set_aside_at(aside: Path) -> datetime:
    """When it was set aside, by its name; by the system where somebody changed that."""
    with suppress(ValueError):
        return datetime.strptime(aside.name, _ASIDE).replace(tzinfo=UTC)
    with named():
        return datetime.fromtimestamp(aside.stat().st_mtime, UTC)


def remove_set_aside(aside: Path) -> None:
    """Throw such a folder away with all that is in it; raises CannotWrite when something of it would not go."""
    with named():
        shutil.rmtree(aside)


def remove_scratch(folder: Path) -> tuple[str, ...]:
    """Remove the encrypted copies that a crash left half-way; the names of those that would not go.

    Only for who holds the register: what is being made by another would go too. A folder that can't be read is passed
    by: this stands in the middle of what has to go on.
    """
    try:
        found = [path for path in folder.iterdir() if _SCRATCH.fullmatch(path.name)]
    except OSError:
        return ()
    for path in found:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    return tuple(path.name for path in found if path.exists())


def remove_unreplaced(folder: Path) -> None:
    """Remove the halves of our own small files that a crash left before they took the place of the old ones."""
    for name in (KEYS, NEXT_KEYS, GIVEN, *OURS):
        with suppress(OSError):
            (folder / _NEW.format(name=name)).unlink(missing_ok=True)


def can_be_read(folder: Path) -> bool:
    """Whether it is there and lets itself be looked into: a stick that was pulled out may leave its folder behind."""
    try:
        with os.scandir(folder) as found:
            next(found, None)
    except OSError:
        return False
    return True


def stands_there(folder: Path) -> bool:
    """Whether there is anything by that name, readable or not."""
    try:
        folder.lstat()
    except OSError:
        return False
    return True


def same_disk(folder: Path, other: Path) -> bool:
    """Whether both are on one disk or stick, as far as the system says."""
    with named():
        return folder.stat().st_dev == other.stat().st_dev


def strangers(folder: Path) -> int:
    """How many files in the folder are not ours: conflict copies of a cloud service, copies made by hand."""
    with named():
        names = [path.name for path in folder.iterdir()]
    ours = (*_MINE, GIVEN, *_OF_THE_SYSTEM)
    return sum(
        not name.startswith((".", DAMAGED)) and name not in ours and name.casefold() not in ours for name in names
    )


def replace_file(path: Path, data: bytes) -> None:
    """Write beside, then replace: there is the old file or the whole new one. Raises DiskFull, CannotWrite."""
    beside = path.with_name(_NEW.format(name=path.name))
    try:
        with named():
            beside.unlink(missing_ok=True)
            _write_through(beside, data)
            beside.replace(path)
            sync_folder(path.parent)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _write_through(path: Path, data: bytes) -> None:
    """Write a new file for the owner alone, and wait until the disk has it."""
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_file(path: Path) -> None:
    """Wait until the disk has what was written into a file."""
    with path.open("r+b") as file:  # for writing: Windows syncs no other
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the names in the folder too. Windows has no such call, and needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
