"""Room on the disk: looked for before a write, and a reserve for when there is none.

On a full disk even a DELETE fails, because its journal needs room. So two megabytes are held, to be let go then.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from thuisplan_desktop.errors import DiskFull, ThuisplanError
from thuisplan_desktop.store.faults import named

NAME = "reserve.bin"
RESERVE_BYTES = 2 * 1024 * 1024
ROOM_BYTES = 1024 * 1024
"""Less than this and nothing new is begun: a write that fails half-way costs more than one that was not begun."""


def need_room(folder: Path, amount: int = ROOM_BYTES) -> None:
    """Raise DiskFull when less than `amount` bytes are free; CannotWrite when the folder is gone."""
    with named():
        free = shutil.disk_usage(folder).free
    if free < amount:
        raise DiskFull


def hold(folder: Path) -> None:
    """Make the reserve if it isn't there and the disk has four times as much room. It matters to nobody if it fails."""
    path = folder / NAME
    if path.exists():
        return
    try:
        need_room(folder, 4 * RESERVE_BYTES)
        with named(), os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(bytes(RESERVE_BYTES))
    except ThuisplanError:
        with suppress(OSError):
            path.unlink()


def release(folder: Path) -> bool:
    """Give the room back to the disk; whether there was any."""
    with suppress(OSError):
        (folder / NAME).unlink()
        return True
    return False
