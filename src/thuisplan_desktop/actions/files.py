"""Read and write the files that a user names: whole, beside and replaced, never over something by accident."""

import os
import tempfile
from pathlib import Path

from thuisplan_desktop.errors import AlreadyExists, CannotRead, CannotWrite, NoSuchFile
from thuisplan_desktop.exchange import sealed_file
from thuisplan_desktop.intake import limits
from thuisplan_desktop.paths import open_regular
from thuisplan_desktop.store.files import is_register


def write(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write a new file, readable by this user alone. Raises AlreadyExists, CannotWrite (also for a place inside a
    register's own folder), DiskFull.
    """
    _require_outside_registers(path)
    if not force:
        check_free(path)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise CannotWrite from None
    sealed_file.write(path, data)


def check_free(path: Path) -> None:
    """Raise AlreadyExists when there is something: asked before the work whose result goes there."""
    try:
        taken = path.exists()
    except OSError:
        raise CannotWrite from None
    if taken:
        raise AlreadyExists


def _require_outside_registers(path: Path) -> None:
    """No result over register.db or keys.json, however surely somebody asked to overwrite what is there."""
    for folder in path.absolute().parents:
        if is_register(folder):
            raise CannotWrite


def check_writable(path: Path, *, force: bool = False) -> None:
    """Raise AlreadyExists or CannotWrite when `write` would: asked before a register changes for the result.

    A folder that is not there yet is not made: then the one that it would stand in must take a new file.
    """
    _require_outside_registers(path)
    if not force:
        check_free(path)
    try:
        folder = next((parent for parent in path.absolute().parents if parent.exists()), path)
        with tempfile.TemporaryFile(dir=folder):
            occupied = path.is_dir()
    except OSError:
        raise CannotWrite from None
    if occupied:
        raise CannotWrite


def read(path: Path) -> bytes:
    """A list from elsewhere. Raises NoSuchFile, CannotRead, FileTooLarge, EmptyFile: the last two before reading."""
    try:
        with open_regular(path) as file:
            limits.check_size(os.fstat(file.fileno()).st_size)
            return file.read()
    except FileNotFoundError:
        raise NoSuchFile from None
    except OSError:
        raise CannotRead from None


def read_sealed(path: Path) -> bytes:
    """A file of Thuisplan itself. Raises NoSuchFile, CannotRead, FileTooLarge."""
    return sealed_file.read(path)


def read_request(path: Path) -> bytes:
    """A file that may be a sum request, the one kind that holds something of every sender. Raises as `read_sealed`."""
    return sealed_file.read(path, sealed_file.Kind.SUM_REQUEST)


def make_empty(folder: Path) -> None:
    """Make a folder that must not hold anything yet. Raises AlreadyExists, CannotWrite."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        occupied = any(folder.iterdir())
    except OSError:
        raise CannotWrite from None
    if occupied:
        raise AlreadyExists
