"""The launcher: no register, no key, no window; a locked window is followed by a fresh one."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from thuisplan_desktop import LOCKED, __main__


class Children:
    """Stands in for the processes that are started: each ends with the next code."""

    def __init__(self, *codes: int) -> None:
        self.codes = list(codes)
        self.started: list[list[str]] = []
        self.demo_was_there: list[bool] = []

    def __call__(self, command: list[str], check: bool) -> SimpleNamespace:
        assert command[:3] == [sys.executable, "-m", "thuisplan_desktop"]
        self.started.append(command[3:])
        self.demo_was_there += [Path(part).parent.is_dir() for part in command if "thuisplan-demo-" in part]
        return SimpleNamespace(returncode=self.codes.pop(0))


def start(monkeypatch: pytest.MonkeyPatch, children: Children, *arguments: str) -> int:
    monkeypatch.setattr(subprocess, "run", children)
    monkeypatch.setattr(sys, "argv", ["thuisplan", *arguments])
    return __main__.main()


def test_locked_starts_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as a child ends with LOCKED there is a new one; any other code is the end, and is given on."""
    children = Children(LOCKED, LOCKED, 0)
    assert start(monkeypatch, children) == 0
    assert children.started == [["--window-child"]] * 3
    crashed = Children(LOCKED, -11, 0)
    assert start(monkeypatch, crashed) == -11
    assert len(crashed.started) == 2
    assert LOCKED == 75


def test_a_register_folder_opens_the_window(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A double click on a register unlocks that one; a folder of another name is a command, and no such one."""
    folder = tmp_path / "De Boom.thuisplan"
    folder.mkdir()
    children = Children(0)
    assert start(monkeypatch, children, str(folder)) == 0
    assert children.started == [["--window-child", str(folder)]]
    with pytest.raises(SystemExit) as ended:
        start(monkeypatch, Children(), str(tmp_path))
    assert ended.value.code == 2


def test_the_demonstration_leaves_nothing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Its registers live in a folder of their own, which is gone when the last window closes."""
    children = Children(0, LOCKED, 0)
    assert start(monkeypatch, children, "--demo") == 0
    made, *windows = children.started
    assert made[0] == "journey"
    folder = made[made.index("--out") + 1]
    assert windows == [["--window-child", "--demo", folder]] * 2
    assert children.demo_was_there == [True] * 3
    assert not Path(folder).parent.exists()
    assert "verzonnen" in capsys.readouterr().out


def test_a_demonstration_that_fails_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """When a promise breaks while the registers are made, no window shows them, and they are gone too."""
    children = Children(1)
    assert start(monkeypatch, children, "--demo") == 1
    (made,) = children.started
    assert not Path(made[made.index("--out") + 1]).parent.exists()


def test_an_interrupted_demonstration_is_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C while a window is open removes the invented registers as well; no traceback, the code of SIGINT."""
    children = Children(0)

    def interrupted(command: list[str], check: bool) -> SimpleNamespace:
        if not children.codes:
            raise KeyboardInterrupt
        return children(command, check)

    monkeypatch.setattr(subprocess, "run", interrupted)
    monkeypatch.setattr(sys, "argv", ["thuisplan", "--demo"])
    assert __main__.main() == 130
    made = children.started[0]
    assert not Path(made[made.index("--out") + 1]).parent.exists()


def test_a_command_starts_no_window(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Anything else is a command of this process."""
    with pytest.raises(SystemExit) as ended:
        start(monkeypatch, Children(), "--help")
    assert ended.value.code == 0
    assert "OPDRACHT" in capsys.readouterr().out


def test_the_child_is_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child process runs the app, without the mark that made it one."""
    from thuisplan_desktop import app

    seen: list[list[str]] = []
    monkeypatch.setattr(app, "run", lambda arguments: seen.append(list(arguments)) or LOCKED)
    assert start(monkeypatch, Children(), "--window-child", "De Boom.thuisplan") == LOCKED
    assert seen == [["De Boom.thuisplan"]]
