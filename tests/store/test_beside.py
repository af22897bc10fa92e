"""The notes beside a register: who has it open, and what stands in their place."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from thuisplan_desktop.errors import InTheWay, RegisterLocked, UnclearLock
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.store import beside, given, logbook, register_file
from thuisplan_desktop.store.register_file import WorkspaceKind

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))


def test_another_computer_is_named_and_can_be_removed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who and since when; after confirmation it opens. The note says nothing to who has no key."""
    workspace = register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "proefregister")
    workspace.close()
    workspace = register_file.open_(folder, KEY, who="Anja Voorbeeld")
    note = (folder / beside.LOCK).read_bytes()
    assert b"Anja" not in note
    workspace.close()
    assert not (folder / beside.LOCK).exists()
    (folder / beside.LOCK).write_bytes(note)
    monkeypatch.setattr(beside, "_computer", lambda: "een andere")
    with pytest.raises(RegisterLocked) as refused:
        register_file.open_(folder, KEY)
    assert refused.value.facts["who"] == "Anja Voorbeeld"
    assert str(refused.value.facts["since"]).count("-") == 2
    register_file.open_(folder, KEY, take_over=True).close()
    register_file.open_(folder, KEY).close()


@pytest.mark.parametrize("note", [b"", b"kort", b"{}", bytes(5000)])
def test_a_damaged_note_of_who_is_in_is_called_that(folder: Path, note: bytes) -> None:
    """Not a colleague on another computer; after confirmation it opens."""
    register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "proefregister").close()
    (folder / beside.LOCK).write_bytes(note)
    with pytest.raises(UnclearLock) as refused:
        register_file.open_(folder, KEY)
    assert "beschadigde notitie" in message_for(refused.value).what
    register_file.open_(folder, KEY, take_over=True).close()
    register_file.open_(folder, KEY).close()


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_stands_in_the_way_is_named_and_nothing_waits_for_it(folder: Path, make: Callable[[Path], None]) -> None:
    """A pipe or a folder by the name of one of our files: refused by that name, with every byte as it was."""
    register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "proefregister").close()
    before = (folder / "register.db").read_bytes()
    for name in ("register.lock", "register.head", "register.db-journal", "register.db-wal", "register.given"):
        (folder / name).unlink(missing_ok=True)
        make(folder / name)
        for attempt in (lambda: register_file.open_(folder, KEY), lambda: beside.require_closed(folder, KEY)):
            with pytest.raises(InTheWay) as refused:
                attempt()
            assert name in message_for(refused.value).what
        (folder / name).rename(folder.parent / f"weg-{name}")
    assert (folder / "register.db").read_bytes() == before
    register_file.open_(folder, KEY).close()


def test_who_was_taken_over_from_leaves_the_note_of_the_new_holder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Closing takes away only an own note: a third computer is still told that the second one is in."""
    workspace = register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "proefregister")
    with monkeypatch.context() as patch:
        patch.setattr(beside, "_computer", lambda: "een andere")
        beside.lock(folder, KEY, "Piet Verzonnen", datetime.now(UTC))
    workspace.close()
    with pytest.raises(RegisterLocked) as refused:
        register_file.open_(folder, KEY)
    assert refused.value.facts["who"] == "Piet Verzonnen"
    (folder / beside.LOCK).unlink()


def test_notes_that_a_new_key_left_behind_are_read_with_the_key_of_before(folder: Path) -> None:
    """Cut off between the pages and the notes: nothing is called missing, and a key holder goes on giving sums."""
    workspace = register_file.create(folder, WorkspaceKind.KEYHOLDER, KEY, "proefregister")
    with workspace.change() as connection:
        logbook.add(connection, datetime.now(UTC), "Anja", "iets")
    workspace.write_given()
    workspace.raw.execute(f"PRAGMA rekey = \"x'{OTHER.hex()}'\"")
    workspace.close()
    workspace = register_file.open_(folder, OTHER, former_key=KEY)
    assert workspace.warnings == ()
    with workspace.read() as connection:
        assert given.unknown_until(connection) is None
    workspace.keep_head()
    workspace.close()
    assert given.is_readable(folder, OTHER, "proefregister")
    workspace = register_file.open_(folder, OTHER)
    assert workspace.check() == ()
    workspace.close()


def test_a_home_in_which_nothing_can_be_kept_shuts_nobody_out(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The number of this computer is then that of this run: our own note is ours, and goes when we close."""
    (tmp_path / "geen map").write_bytes(b"")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "geen map"))
    register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "x").close()
    assert not (folder / "register.lock").exists()
    register_file.open_(folder, KEY).close()
    assert not (folder / "register.lock").exists()
