"""A damaged register: set aside in a folder of its own, read from a copy, and replaced without a moment of neither."""

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from thuisplan_desktop.store import files
from thuisplan_desktop.store.faults import named
from thuisplan_desktop.store.files import BACKUPS, DAMAGED, DATABASE, JOURNAL, KEYS, LOCK, MINE, NEXT_KEYS, NOTES

_ASIDE = f"{DAMAGED}%Y%m%dT%H%M%S"
_WAITING = re.compile(r"\.([0-9a-f]{64})\.journal")
"""A journal that waits until another register stands in the place of the one that it belongs to: of these bytes."""


def is_left_in(folder: Path) -> bool:
    """Whether anything of a register stands there, backups not counted."""
    return any((folder / name).exists() for name in MINE if name != BACKUPS)


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


def has_journal(folder: Path) -> bool:
    """Whether a journal that says something stands beside the database."""
    with named():
        return (folder / JOURNAL).is_file() and (folder / JOURNAL).stat().st_size > 0


@contextmanager
def copied(aside: Path, folder: Path) -> Iterator[Path]:
    """A copy of a damaged register and its journal, in `folder`, and gone afterwards. Raises DiskFull, CannotWrite."""
    copy = folder / f".{secrets.token_hex(6)}.db"
    journal = copy.with_name(f"{copy.name}-journal")
    try:
        with named():
            shutil.copyfile(aside / DATABASE, copy)
            if (aside / JOURNAL).is_file():
                shutil.copyfile(aside / JOURNAL, journal)
        yield copy
    finally:
        for path in (copy, journal):
            with suppress(OSError):
                path.unlink(missing_ok=True)


def copy_aside(folder: Path, now: datetime) -> Path:
    """Let what is left of a register stand in a folder of its own inside too. Nothing is moved: a crash before
    `take_place` leaves the register as it was. Raises DiskFull, CannotWrite, with no such folder left.
    """
    with named():
        drop_unused_aside(folder)
        aside = _make_aside(folder, now)
        try:
            for name in (DATABASE, JOURNAL, KEYS, NEXT_KEYS, *NOTES):
                if (folder / name).is_file():
                    _also_as(folder / name, aside / name)
            files.sync_folder(aside)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
    return aside


def _make_aside(folder: Path, now: datetime) -> Path:
    while (aside := folder / f"{now.astimezone(UTC):{_ASIDE}}").exists():
        now += timedelta(seconds=1)  # twice in one second
    aside.mkdir(mode=0o700)
    return aside


def _also_as(path: Path, other: Path) -> None:
    """The same file under another name; a copy where the disk knows no second names, as a stick."""
    try:
        os.link(path, other)
    except OSError:
        shutil.copyfile(path, other)
        other.chmod(0o600)
        files.sync_file(other)


def drop_unused_aside(folder: Path) -> None:
    """What a crash left of an earlier attempt: nothing yet, or the damaged register under a second name; unless its
    journal is there alone. Raises CannotWrite for a folder that can't be looked into.
    """
    for aside in set_aside_in(folder):
        with suppress(OSError):
            aside.rmdir()  # only an empty one goes
        with suppress(OSError):
            if (aside / DATABASE).samefile(folder / DATABASE) and not (aside / JOURNAL).exists():
                shutil.rmtree(aside)


def prepare_keys(folder: Path, text: str) -> Path:
    """keys.json beside the present one, for `take_place`; raises DiskFull, CannotWrite."""
    beside = folder / files.NEW.format(name=KEYS)
    with named():
        beside.unlink(missing_ok=True)
        files.write_through(beside, text.encode("utf-8"))
    return beside


def take_place(folder: Path, fresh: Path, keys: Path | None = None) -> None:
    """Put a whole register where the damaged one stands: at every moment there is one of the two. `keys` is its
    keys.json where that changes, whole too; the register knows its own until then.

    A journal goes first: it would be played back onto the new one; `settle_journal` brings it back to the damaged one
    where that stays. The keys of a new key that was cut short go last: maybe they alone open the damaged one. Raises
    CannotWrite.
    """
    with named():
        try:
            _take_journal_away(folder)
            (folder / LOCK).unlink(missing_ok=True)
            files.sync_folder(folder)
            fresh.replace(folder / DATABASE)
        finally:
            settle_journal(folder)
        files.sync_folder(folder)
        if keys is not None:
            keys.replace(folder / KEYS)
        (folder / NEXT_KEYS).unlink(missing_ok=True)
        files.sync_folder(folder)


def _take_journal_away(folder: Path) -> None:
    if not has_journal(folder):
        (folder / JOURNAL).unlink(missing_ok=True)
        return
    (folder / JOURNAL).replace(folder / f".{_hash_of(folder / DATABASE)}.journal")


def settle_journal(folder: Path) -> None:
    """Where a damaged register was to be replaced and was not, its journal is beside it again: without that it would
    seem whole with half a change in it. Where another stands there, the journal goes. Raises CannotWrite.
    """
    with named():
        for path in folder.iterdir() if folder.is_dir() else ():
            if (of := _WAITING.fullmatch(path.name)) and (folder / DATABASE).is_file():
                if of[1] == _hash_of(folder / DATABASE):
                    path.replace(folder / JOURNAL)
                else:
                    path.unlink()


def _hash_of(path: Path) -> str:
    """Of a file that may not be there: then nothing is like it."""
    if not path.is_file():
        return "0" * 64
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
