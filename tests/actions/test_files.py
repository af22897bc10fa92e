"""Files that a user names: never over something by accident, never larger than fits, never half."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from thuisplan_desktop.actions import files
from thuisplan_desktop.errors import (
    AlreadyExists,
    CannotRead,
    CannotWrite,
    EmptyFile,
    FileTooLarge,
    NoSuchFile,
)
from thuisplan_desktop.store import backup_file


def test_a_new_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    """Also in a folder that has to be made."""
    path = tmp_path / "nieuw" / "rapport.pdf"
    files.write(path, b"een")
    assert path.read_bytes() == b"een"
    assert [child.name for child in path.parent.iterdir()] == ["rapport.pdf"]
    if os.name != "nt":
        assert path.stat().st_mode & 0o777 == 0o600


def test_nothing_is_overwritten_without_being_told(tmp_path: Path) -> None:
    """What is there stays, unless the user said so."""
    path = tmp_path / "rapport.pdf"
    path.write_bytes(b"oud")
    with pytest.raises(AlreadyExists):
        files.write(path, b"nieuw")
    with pytest.raises(AlreadyExists):
        files.check_free(path)
    assert path.read_bytes() == b"oud"
    files.write(path, b"nieuw", force=True)
    assert path.read_bytes() == b"nieuw"


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    """A file in the place of a folder is named."""
    (tmp_path / "bestand").write_bytes(b"x")
    for work in (
        lambda: files.write(tmp_path / "bestand" / "rapport.pdf", b"x"),
        lambda: files.make_empty(tmp_path / "bestand"),
    ):
        with pytest.raises(CannotWrite):
            work()


def test_an_empty_folder(tmp_path: Path) -> None:
    """Made when it isn't there, taken when it is empty, refused when something is in it."""
    for _ in range(2):
        files.make_empty(tmp_path / "uit")
    (tmp_path / "uit" / "iets").write_bytes(b"")
    with pytest.raises(AlreadyExists):
        files.make_empty(tmp_path / "uit")


def test_a_list_of_one_gigabyte_is_refused_by_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of it is read; a sealed file of that size is read no further than its limit."""
    huge = tmp_path / "leerlingen.xml"
    with huge.open("wb") as file:
        file.truncate(1024**3)
    with pytest.raises(FileTooLarge):
        files.read_sealed(huge)
    monkeypatch.setattr(Path, "read_bytes", lambda _path: pytest.fail("it was read"))
    with pytest.raises(FileTooLarge) as refused:
        files.read(huge)
    assert refused.value.facts == {"limit_mb": 50}


@pytest.mark.parametrize("reading", [files.read, files.read_sealed, files.read_request, backup_file.read_head])
def test_a_pipe_or_a_device_is_not_waited_for(tmp_path: Path, reading: Callable[[Path], object]) -> None:
    """Nobody writes the other end, or it never ends: refused at once, like a folder."""
    pipe = tmp_path / "telling.tplan"
    if hasattr(os, "mkfifo"):  # where it is not, no file can be a pipe
        os.mkfifo(pipe)
    odd = [path for path in (tmp_path, pipe, Path("/dev/zero"), Path("/dev/null")) if path.exists()]
    for path in odd:
        with pytest.raises(CannotRead):
            reading(path)


def test_what_cannot_be_read(tmp_path: Path) -> None:
    """A missing file, a folder and an empty list each have their own name."""
    (tmp_path / "leeg.csv").write_bytes(b"")
    for reading in (files.read, files.read_sealed):
        with pytest.raises(NoSuchFile):
            reading(tmp_path / "weg")
        with pytest.raises(CannotRead):
            reading(tmp_path)
    with pytest.raises(EmptyFile):
        files.read(tmp_path / "leeg.csv")


@pytest.mark.parametrize("name", ["register.db", "keys.json", "backups/rapport.pdf", "nieuw.pdf"])
def test_no_result_lands_in_the_folder_of_a_register(tmp_path: Path, name: str) -> None:
    """However surely somebody asked to overwrite what is there."""
    folder = tmp_path / "school.thuisplan"
    (folder / "backups").mkdir(parents=True)
    for mine in ("register.db", "keys.json"):
        (folder / mine).write_bytes(b"van het register")
    for ask in (lambda path: files.check_writable(path, force=True), lambda path: files.write(path, b"x", force=True)):
        with pytest.raises(CannotWrite):
            ask(folder / name)
    assert (folder / "register.db").read_bytes() == b"van het register"
    assert sorted(path.name for path in folder.rglob("*")) == ["backups", "keys.json", "register.db"]
