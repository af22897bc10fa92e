"""The window as a process: opening, locking, closing, hanging and crashing, each with its exit code."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from thuisplan_desktop import LOCKED
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.register.codes import Role

DRIVER = Path(__file__).parent / "drive_app.py"
CANARY_IN_ERROR = "Kanarie-Zwartewater"

Drive = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def drive(tmp_path: Path, open_copy: Callable[[Role], OpenRegister], passphrase: str) -> Drive:
    """Run the window in a process of its own, with a home of its own, and let a driver do one thing in it."""
    open_copy(Role.SCHOOL).close()
    folder = tmp_path / "school.thuisplan"
    homes = {f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in ("CONFIG", "DATA", "STATE", "CACHE")}

    def run(deed: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(DRIVER), deed, str(folder), passphrase],
            env={**os.environ, **homes, "HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip

    return run


def log_of(tmp_path: Path) -> str:
    return "".join(path.read_text("utf-8") for path in tmp_path.rglob("thuisplan.log"))


def test_it_ends_with_the_code_that_the_launcher_knows(drive: Drive, tmp_path: Path) -> None:
    """Closed is 0, locked is LOCKED, also when the worker hangs, which is ended after three seconds; each time the file
    is released, and the next window comes back at its own register."""
    for deed, code in (("close", 0), ("hang", LOCKED), ("lock", LOCKED)):
        result = drive(deed)
        said = [line for line in result.stderr.splitlines() if "propagateSizeHints" not in line]
        assert (result.returncode, said) == (code, [])
        assert "school.thuisplan" in "".join(path.read_text() for path in tmp_path.rglob("settings.json"))


def test_who_gives_up_at_the_door_ends_it(drive: Drive) -> None:
    """Closing the window that asks for the passphrase is closing the program."""
    assert drive("give-up").returncode == 0


def test_a_crash_shows_a_code_and_tells_the_log_no_more_than_where(drive: Drive, tmp_path: Path) -> None:
    """The text of the error, which may hold a name, is nowhere."""
    result = drive("crash")
    assert result.returncode == 1
    shown = re.search(r"beheerder: ([0-9a-f]{6}) \(ValueError\)", result.stdout)
    assert shown
    log = log_of(tmp_path)
    assert f"crash code={shown[1]} kind=ValueError" in log
    assert CANARY_IN_ERROR not in result.stdout + result.stderr + log


def test_a_second_window_is_not_opened(drive: Drive) -> None:
    """One at a time: the second says so and ends."""
    result = drive("second")
    assert result.returncode == 0
    assert "Thuisplan is al open" in result.stdout
    assert "second ended with 1" in result.stdout
