"""Start Thuisplan: a command, or the window behind its launcher.

The launcher holds no register, key or passphrase. It starts the window as a child process; when the child ends
with LOCKED, everything of the register has left memory with it, and a fresh child asks for the passphrase again.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from thuisplan_desktop import LOCKED

_CHILD = "--window-child"
_DEMO = "--demo"


_INTERRUPTED = 130
"""128 and the number of SIGINT, as shells have it."""


def main() -> int:
    """Entry point of `thuisplan` and `thuisplan-desktop`; returns the exit code."""
    try:
        return _run_as_asked(sys.argv[1:])
    except KeyboardInterrupt:
        return _INTERRUPTED


def _run_as_asked(arguments: Sequence[str]) -> int:
    if _CHILD in arguments:
        return _child([argument for argument in arguments if argument != _CHILD])
    if not arguments or arguments == [_DEMO] or _is_register(arguments):
        return _launch(arguments)
    from thuisplan_desktop import cli

    return cli.run(arguments)


def _child(arguments: Sequence[str]) -> int:
    """The window itself, or a walk through it without a person."""
    match list(arguments):
        case ["--verify-offline"]:
            from thuisplan_desktop import tour

            return tour.verify_offline()
        case ["--pictures", folder, pictures]:
            from thuisplan_desktop import tour

            return tour.take_pictures(Path(folder), Path(pictures))
        case _:
            from thuisplan_desktop import app

            return app.run(arguments)


def _is_register(arguments: Sequence[str]) -> bool:
    """A double click on a register folder, or a shortcut to one."""
    return len(arguments) == 1 and arguments[0].endswith(".thuisplan") and Path(arguments[0]).is_dir()


def _launch(arguments: Sequence[str]) -> int:
    if list(arguments) != [_DEMO]:
        return _children(arguments)
    folder = Path(tempfile.mkdtemp(prefix="thuisplan-demo-"))
    try:
        sys.stdout.write("De verzonnen registers worden klaargezet…\n")
        made = _run(["journey", "--today", "--quiet", "--out", str(folder / "demo")])
        return made or _children([_DEMO, str(folder / "demo")])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _children(arguments: Sequence[str]) -> int:
    """One window after another, as long as they end because they were locked."""
    code = LOCKED
    while code == LOCKED:
        code = _run([_CHILD, *arguments])
    return code


def _run(arguments: Sequence[str]) -> int:
    """This program again, in a process of its own."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "thuisplan_desktop"]
    return subprocess.run([*program, *arguments], check=False).returncode  # noqa: S603  (our own program)


if __name__ == "__main__":
    sys.exit(main())
