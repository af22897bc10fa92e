"""Where things live on this computer, and the one way to open a file that somebody names."""

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import platformdirs

_APP = "Thuisplan"
_SOURCE_ROOT = Path(__file__).resolve().parent.parent.parent


def resource(*names: str) -> Path:
    """A file of `resources/`: beside the package in a wheel or a frozen program, at the top of a checkout."""
    installed = Path(__file__).resolve().parent / "resources"
    base = installed if getattr(sys, "frozen", False) or installed.is_dir() else _SOURCE_ROOT / "resources"
    return base.joinpath(*names)


def edexml_examples() -> tuple[Path, ...]:
    """The official EDEXML examples beside a source checkout. They may not be shipped: an installed program has none."""
    return tuple(sorted((_SOURCE_ROOT / "tests" / "data" / "edexml").glob("*.xml")))


def config_folder() -> Path:
    """Preferences without personal data. Made when needed, readable by this user alone."""
    return _private(Path(platformdirs.user_config_dir(_APP, appauthor=False)))


def log_folder() -> Path:
    return _private(Path(platformdirs.user_log_dir(_APP, appauthor=False)))


def registers_folder() -> Path:
    """Where registers live by default: local application data, which no cloud service takes over."""
    return _private(Path(platformdirs.user_data_dir(_APP, appauthor=False, roaming=False)) / "registers")


def open_regular(path: Path) -> BinaryIO:
    """Open a file to read. Raises OSError also for a folder, a pipe or a device: waiting for one would never end."""
    # Not to wait is asked when it is opened: a pipe of which nobody writes the other end would hang here already.
    waits_not = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    number = os.open(path, os.O_RDONLY | waits_not)
    try:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise IsADirectoryError
        return os.fdopen(number, "rb")
    except BaseException:
        os.close(number)
        raise


def _private(folder: Path) -> Path:
    with suppress(OSError):  # a full or closed home: who writes there meets it, and can do without
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
