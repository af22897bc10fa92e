"""Disks that refuse, and keys.json: a clear error, and the earlier state intact."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from factories import make_case
from safes import ordinary_user, reachable_place
from thuisplan_desktop.errors import CannotRead, CannotWrite, DiskFull, NotARegister
from thuisplan_desktop.store import cases, register_file
from thuisplan_desktop.store.cipher import pragma
from thuisplan_desktop.store.register_file import Workspace, WorkspaceKind

KEY = bytes(range(32))


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A place that an ordinary user can reach, unlike pytest's own."""
    with reachable_place() as place:
        yield place / "Proef.thuisplan"


def test_a_read_only_folder_is_refused_and_unchanged(shared_folder: Path) -> None:
    """Without room for a journal nothing may be changed, so the register isn't opened at all."""
    register_file.create(shared_folder, WorkspaceKind.COORDINATOR, KEY, "x", keys="{}").close()
    before = (shared_folder / "register.db").read_bytes()
    shared_folder.chmod(0o500)
    with ordinary_user(shared_folder):
        with pytest.raises(CannotWrite):
            register_file.open_(shared_folder, KEY)
        with pytest.raises(CannotWrite):
            register_file.write_keys(shared_folder, "{'nieuw'}")
        with pytest.raises(CannotWrite):
            register_file.create(shared_folder / "Binnen.thuisplan", WorkspaceKind.REGION, KEY, "y")
    shared_folder.chmod(0o700)
    assert (shared_folder / "register.db").read_bytes() == before
    assert register_file.read_keys(shared_folder) == "{}"
    left = sorted(path.name for path in shared_folder.iterdir())
    assert left == ["backups", "keys.json", "register.db", "reserve.bin"]


def test_a_read_only_file_is_refused(shared_folder: Path) -> None:
    """SQLite would silently open it for reading only."""
    register_file.create(shared_folder, WorkspaceKind.COORDINATOR, KEY, "x").close()
    (shared_folder / "register.db").chmod(0o400)
    with ordinary_user(shared_folder), pytest.raises(CannotWrite):
        register_file.open_(shared_folder, KEY)


def _save_many(workspace: Workspace) -> None:
    """One change of about half a megabyte."""
    with workspace.change() as connection:
        for number in range(200):
            cases.save_case(connection, make_case(note="x" * 2000, pupil_key=str(number)))


def test_keys_that_may_not_be_read_are_named(shared_folder: Path) -> None:
    """Not being allowed to is another thing than not being a register."""
    register_file.create(shared_folder, WorkspaceKind.COORDINATOR, KEY, "x", keys="{}").close()
    (shared_folder / "keys.json").chmod(0o000)
    with ordinary_user(shared_folder), pytest.raises(CannotRead):
        register_file.read_keys(shared_folder)


def test_a_full_disk_is_named_and_loses_nothing(workspace: Workspace, folder: Path) -> None:
    """What was kept stays, the change that didn't fit is wholly gone, and reading goes on."""
    kept = make_case()
    with workspace.change() as connection:
        cases.save_case(connection, kept)
    pages = pragma(workspace.raw, "page_count")[0][0]
    pragma(workspace.raw, f"max_page_count = {pages + 2}")
    with pytest.raises(DiskFull):
        _save_many(workspace)
    with workspace.read() as connection:
        assert [file.case for file in cases.load_case_files(connection)] == [kept]
    assert workspace.check() == ()
    workspace.close()
    register_file.open_(folder, KEY).close()


def test_a_write_that_the_system_stops_half_way_loses_nothing(workspace: Workspace, folder: Path) -> None:
    """A limit on the size of files makes the write itself fail, as a pulled stick does."""
    resource = pytest.importorskip("resource")
    kept = make_case()
    with workspace.change() as connection:
        cases.save_case(connection, kept)
    size = (folder / "register.db").stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 8192, hard))
    try:
        with pytest.raises((CannotWrite, DiskFull)):
            _save_many(workspace)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    with workspace.read() as connection:
        assert [file.case for file in cases.load_case_files(connection)] == [kept]
    assert workspace.check() == ()


# --- keys.json


def test_keys_are_replaced_as_a_whole(folder: Path) -> None:
    """The last text written is the one read, and nothing else is left in the folder."""
    folder.mkdir()
    for text in ("eerste", "tweede, langer é", "x"):
        register_file.write_keys(folder, text)
        assert register_file.read_keys(folder) == text
    assert [path.name for path in folder.iterdir()] == ["keys.json"]


def test_keys_that_could_not_be_replaced_stay(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure half-way leaves the old file, and no half new one."""
    folder.mkdir()
    register_file.write_keys(folder, "oud")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device", "geheim-pad")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        register_file.write_keys(folder, "nieuw")
    assert register_file.read_keys(folder) == "oud"
    assert [path.name for path in folder.iterdir()] == ["keys.json"]


@pytest.mark.parametrize("data", [b"\xff\xfe{", b"{" * (1 << 20) + b"}"], ids=["no text", "too long"])
def test_keys_that_can_not_be_keys_are_refused(folder: Path, data: bytes) -> None:
    """Before anything parses them."""
    folder.mkdir()
    (folder / "keys.json").write_bytes(data)
    with pytest.raises(NotARegister):
        register_file.read_keys(folder)
