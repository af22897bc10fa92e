"""A program that is killed at any moment loses nothing that it was told is kept."""

import os
import random
import subprocess
import sys
from pathlib import Path

from thuisplan_desktop.store import cases, register_file
from thuisplan_desktop.store.register_file import WorkspaceKind

KEY = bytes(range(32))

WRITER = """
import sys
from pathlib import Path
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.store import cases, register_file

workspace = register_file.open_(Path(sys.argv[1]), bytes(range(32)))
number = int(sys.argv[2])
while True:
    with workspace.change() as connection:
        for part in "ab":
            cases.save_case(connection, Case(id=f"{number}{part}", nickname="Femke", note="x" * 1500))
    print(number, flush=True)
    number += 1
"""


def test_no_acknowledged_write_is_lost(folder: Path) -> None:
    """Ten kills in a row on one register: all that was acknowledged is there, no half transaction is."""
    chance = random.Random(3)
    register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "proefregister").close()
    acknowledged = -1
    for _ in range(10):
        acknowledged = _killed_after(folder, acknowledged + 1, chance.randrange(1, 25))
        found = _numbers(folder)
        assert set(range(acknowledged + 1)) <= found["a"]
        assert found["a"] == found["b"]
        acknowledged = max(found["a"])


def _killed_after(folder: Path, first: int, writes: int) -> int:
    """Let a child write from `first` on and kill it after so many writes; the last number it acknowledged."""
    source = str(Path(register_file.__file__).parents[2])
    command = [sys.executable, "-c", WRITER, str(folder), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": source}) as child:
        assert child.stdout is not None
        for _ in range(writes):
            assert child.stdout.readline()
        child.kill()
        rest = child.stdout.read().split()
    return int(rest[-1]) if rest else first + writes - 1


def _numbers(folder: Path) -> dict[str, set[int]]:
    workspace = register_file.open_(folder, KEY)
    assert workspace.check() == ()
    with workspace.read() as connection:
        ids = [file.case.id for file in cases.load_case_files(connection)]
    workspace.close()
    return {part: {int(case_id[:-1]) for case_id in ids if case_id.endswith(part)} for part in "ab"}
