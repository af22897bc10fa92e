"""How commands are called: help in Dutch for every one, 2 for wrong usage, and nothing on the wrong stream."""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from thuisplan_desktop import cli

ROOT = Path(__file__).parents[2]
COMMANDS = {
    "register create", "register check", "import", "cases", "count", "published", "join", "seal", "anonymise",
    "journey", "verify-offline", "region create", "region profile", "region enrol", "region open-telling",
    "region start-telling", "region receive", "region close", "region combine", "region gap", "region report",
    "keyholder create", "keyholder present", "keyholder pin", "keyholder enrol", "keyholder cosign",
    "keyholder answer", "register backup", "register restore", "register salvage", "register unlock",
    "register accept-older", "register proof",
    "register destroy-case", "register recover", "register keys list", "register keys add", "register keys remove",
    "register keys change", "register keys recovery", "register keys rehearse", "register keys board",
    "register keys new-key", "register prune-log", "register set-aside", "region readmit", "region dataset",
    "region strike", "keyholder strike", "handover key", "handover seal",
    "handover open", "board make-key", "board show", "protect", "audit",
    "region take-list", "region add-up", "keyholder list", "keyholder pass-on", "keyholder read",
    "region tellings", "region target list", "region target add", "region target remove", "region note", "region trend",
    "rules show", "rules definitions", "rules calendar", "rules limits",
}  # fmt: skip
ENGLISH = {"the", "this", "file", "show", "write", "with", "and", "of the", "password", "folder"}


def parsers(parser: argparse.ArgumentParser, path: str = "") -> Iterator[tuple[str, argparse.ArgumentParser, str]]:
    """Every command with its own parser and the line that its parent shows about it."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            lines = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, child in action.choices.items():
                below = list(parsers(child, f"{path}{name} "))
                yield from below or [(f"{path}{name}", child, lines[name])]


def test_the_commands_are_those_of_the_manual() -> None:
    """No command appeared or went unnoticed."""
    assert {name for name, _, _ in parsers(cli._parser())} == COMMANDS


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_in_dutch(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command says in Dutch what it does and what each option wants, and exits 0."""
    with pytest.raises(SystemExit) as ended:
        cli.run([*name.split(), "--help"])
    assert ended.value.code == 0
    assert f"thuisplan {name}" in capsys.readouterr().out
    parser, line = next((parser, line) for found, parser, line in parsers(cli._parser()) if found == name)
    texts = [line, *(action.help or "" for action in parser._actions)]
    assert line
    assert not {word for text in texts for word in text.casefold().split()} & ENGLISH
    assert all(action.help for action in parser._actions if action.option_strings)


@pytest.mark.parametrize(
    "arguments",
    [
        ["bestaat-niet"],
        ["register"],
        ["cases"],
        ["count", "map"],
        ["count", "map", "--peildatum", "31-02-2026"],
        ["count", "map", "--peildatum", "morgen"],
        ["seal", "map"],
        ["register", "create", "map", "--owner", "A", "--name", "B", "--role", "region"],
        ["cases", "map", "--passphrase", "geheim"],
    ],
)
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2 with the usage on stderr; a passphrase can't be given on the command line."""
    with pytest.raises(SystemExit) as ended:
        cli.run(arguments)
    assert ended.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "thuisplan" in captured.err


def test_as_a_program(own_folders: Path, tmp_path: Path) -> None:
    """`python -m thuisplan_desktop` gives the same codes, one line of Dutch and no traceback; no window, no Qt."""
    for arguments, code, told in (
        (["--help"], 0, "OPDRACHT"),
        (["cases"], 2, "gebruik: "),
        (["cases", str(tmp_path / "weg.thuisplan"), "--passphrase-file", "-"], 1, "thuisplan: "),
    ):
        done = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "thuisplan_desktop", *arguments],
            check=False, input="een wachtzin van stdin\n", capture_output=True, text=True, timeout=300,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )  # fmt: skip
        told_lines = [line for line in done.stderr.splitlines() if not line.startswith("import time:")]
        assert done.returncode == code, done.stderr
        assert told in done.stdout + "\n".join(told_lines)
        assert "Traceback" not in done.stderr
        assert "PySide6" not in done.stderr
        assert code != 1 or len(told_lines) == 1
    assert own_folders.is_dir()


def test_a_narrow_console(own_folders: Path, tmp_path: Path) -> None:
    """A console that can't show every letter gets a question mark, not an error."""
    (tmp_path / "in.jsonl").write_text('{"id": "1", "known": {}, "text": "Rust."}\n', "utf-8")
    program = [sys.executable, "-m", "thuisplan_desktop", "anonymise", str(tmp_path / "in.jsonl")]
    done = subprocess.run(
        [*program, str(tmp_path / "Łucja.jsonl")], check=False, capture_output=True, timeout=300,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "cp1252"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"?ucja" in done.stdout
    assert own_folders.parent == tmp_path


def test_an_unforeseen_error_has_a_code_and_no_content(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], own_folders: Path, canary: str
) -> None:
    """Nobody sees a traceback; the log has file and line under the same code, and no text of the error."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError(canary)

    monkeypatch.setattr("thuisplan_desktop.actions.files.read", fail)
    assert cli.run(["anonymise", canary, "uit.jsonl"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("thuisplan: er ging iets onverwachts mis (code ")
    (log,) = own_folders.rglob("thuisplan.log")
    written = log.read_text("utf-8")
    assert told.split("code ")[1].split(")")[0] in written
    assert "ZeroDivisionError" in written
    assert canary not in told + written


def test_a_reader_that_stops(own_folders: Path, tmp_path: Path) -> None:
    """`| head` closes the pipe: the command ends without a word and with the code of SIGPIPE."""
    (tmp_path / "in.jsonl").write_text('{"id": "1", "known": {}, "text": "Rust."}\n', "utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    program = [sys.executable, "-m", "thuisplan_desktop", "anonymise", str(tmp_path / "in.jsonl")]
    done = subprocess.run(
        [*program, str(tmp_path / "uit.jsonl")], check=False, stdout=writing, stderr=subprocess.PIPE, timeout=300,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")
    assert own_folders.parent == tmp_path


def test_interrupted(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl+C ends a command with one word and exit code 1."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("thuisplan_desktop.actions.files.read", interrupt)
    assert cli.run(["anonymise", "in.jsonl", "uit.jsonl"]) == 1
    assert capsys.readouterr().err == "thuisplan: afgebroken.\n"
