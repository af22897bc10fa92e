"""Read and write the files that a user names: whole, beside and replaced, never over something by accident."""

from pathlib import Path

from thuisplan_desktop.errors import AlreadyExists, CannotRead, CannotWrite, FileTooLarge, NoSuchFile
from thuisplan_desktop.exchange import sealed_file

LIST_LIMIT_MB = 60
"""Lists from elsewhere have limits of their own (`intake/limits.py`); nothing larger is even read."""


def write(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write a new file, readable by this user alone. Raises AlreadyExists, CannotWrite, DiskFull."""
    if path.exists() and not force:
        raise AlreadyExists
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise CannotWrite from None
    sealed_file.write(path, data)


def read(path: Path) -> bytes:
    """The bytes of a file. Raises NoSuchFile, CannotRead, FileTooLarge."""
    try:
        if path.stat().st_size > LIST_LIMIT_MB * 1_000_000:
            raise FileTooLarge(limit_mb=LIST_LIMIT_MB)
        return path.read_bytes()
    except FileNotFoundError:
        raise NoSuchFile from None
    except OSError:
        raise CannotRead from None


def make_empty(folder: Path) -> None:
    """Make a folder that must not hold anything yet. Raises AlreadyExists, CannotWrite."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        occupied = any(folder.iterdir())
    except OSError:
        raise CannotWrite from None
    if occupied:
        raise AlreadyExists
