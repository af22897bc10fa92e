"""The folder of a workspace on disk: who may read it, its keys.json, and writing without ever losing the old file."""

import os
import re
import tempfile
from contextlib import suppress
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

_SCRATCH = re.compile(r"\.([0-9a-f]{12}\.(db|restored)|salvaged\.db)(-journal)?|\..+\.thuisplan-backup\.new")
"""Our own names for copies that live for a moment. A second place is somebody's own folder, so nothing wider."""

NEW = ".{name}.new"
"""How a file is called until it takes the place of the old one."""
_KEYS_LIMIT = 1 << 20
JOURNAL = f"{DATABASE}-journal"
LOCK = "register.lock"
NOTES = ("register.head", LOCK)
MINE = (DATABASE, JOURNAL, KEYS, NEXT_KEYS, BACKUPS, *OURS)
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
    for name in (DATABASE, JOURNAL, f"{DATABASE}-wal", f"{DATABASE}-shm", KEYS, NEXT_KEYS, GIVEN, *OURS):
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


def is_register(folder: Path) -> bool:
    """Whether the files of a register stand in this folder."""
    try:
        return (folder / DATABASE).exists() or (folder / KEYS).exists()
    except OSError:
        return False


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
            (folder / NEW.format(name=name)).unlink(missing_ok=True)


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
    ours = (*MINE, GIVEN, *_OF_THE_SYSTEM)
    return sum(
        not name.startswith((".", DAMAGED)) and name not in ours and name.casefold() not in ours for name in names
    )


def replace_file(path: Path, data: bytes) -> None:
    """Write beside, then replace: there is the old file or the whole new one. Raises DiskFull, CannotWrite."""
    beside = path.with_name(NEW.format(name=path.name))
    try:
        with named():
            beside.unlink(missing_ok=True)
            write_through(beside, data)
            beside.replace(path)
            sync_folder(path.parent)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def write_through(path: Path, data: bytes) -> None:
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
