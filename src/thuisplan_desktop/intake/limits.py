"""How large a list from elsewhere may be, checked before anything is read or parsed."""

from thuisplan_desktop.errors import EmptyFile, FileTooLarge

MAX_MB = 50
MAX_BYTES = MAX_MB * 1024 * 1024
"""A whole school of 2,000 pupils is about 2 MB of EDEXML; a year of lesson hours about 20 MB of CSV."""
MAX_PUPILS = 50_000
MAX_ROWS = 500_000


def check_size(size: int) -> None:
    """Raise FileTooLarge or EmptyFile for a file of `size` bytes; call it with the size on disk before reading."""
    if size > MAX_BYTES:
        raise too_large()
    if size == 0:
        raise EmptyFile


def too_large() -> FileTooLarge:
    """The one FileTooLarge of this room, also for a small file that unfolds into too many rows."""
    return FileTooLarge(limit_mb=MAX_MB)
