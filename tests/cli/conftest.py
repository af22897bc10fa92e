"""Commands are run in this process, on real folders, with a log of their own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from regions import AgreedOf, Clock, Maker, Region, Templates, copy_of
from thuisplan_desktop import cli
from thuisplan_desktop.crypto import derivation, keyfile

PASSPHRASE = "vier losse woorden samen"


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Logs and preferences of this test alone."""
    for name in ("STATE", "CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "thuis"))
    return tmp_path / "thuis"


_derive = cache(derivation.derive)


@pytest.fixture(autouse=True)
def derive_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Registers copied from one template share a salt: the same guess needs no second derivation."""
    monkeypatch.setattr(keyfile, "derive", _derive)
    monkeypatch.setattr(derivation, "calibrate", lambda: derivation.FLOOR)


@dataclass(frozen=True)
class Ran:
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def message(self) -> str:
        """The one message of a refusal: one line, in Dutch, without a traceback, after what opening had to say."""
        assert self.code == 1, self.out
        *notes, said = self.err.splitlines(keepends=True)
        assert all(note.startswith("thuisplan: let op: ") for note in notes), self.err
        assert said.startswith("thuisplan: ")
        assert said.endswith("\n")
        assert "Traceback" not in self.err
        return said.removeprefix("thuisplan: ").rstrip("\n")


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `thuisplan` with these arguments."""

    def run(*arguments: object) -> Ran:
        code = cli.run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run


@pytest.fixture
def secret(tmp_path: Path) -> tuple[str, str]:
    """The option that gives the passphrase of every register made here."""
    path = tmp_path / "wachtzin.txt"
    path.write_text(f"{PASSPHRASE}\n", "utf-8")
    return "--passphrase-file", str(path)


@pytest.fixture
def maker(register_templates: Templates, tmp_path: Path) -> Iterator[Maker]:
    made = Maker(register_templates, tmp_path, Clock())
    yield made
    made.close()


@pytest.fixture
def five(maker: Maker, agreed_of: AgreedOf) -> Region:
    return copy_of(agreed_of(5), maker)
