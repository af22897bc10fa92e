"""Full disks and second places that can't be reached: what must be possible is; what was missed is told, then done."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from factories import make_case
from safes import FIRST, SECOND, THIRD, Clock, Opener, actions_of, fill_disk, small_disk
from thuisplan_desktop.actions import (
    access,
    backups,
    cases,
    destroying,
    opening,
    other_places,
    pruning,
    putting_back,
)
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.crypto import keyfile
from thuisplan_desktop.crypto.derivation import FLOOR
from thuisplan_desktop.errors import CannotRead, DiskFull, NoSuchFile, WrongPassphrase
from thuisplan_desktop.store import backup_file, settings
from thuisplan_desktop.store import backups as backup_store

LEAVER = "Bas Bedacht"


@pytest.fixture
def on_small_disk(open_it: Opener, folder: Path, tmp_path: Path) -> Iterator[Path]:
    """The register with a colleague in it, on a disk of six megabytes that is not full yet."""
    register = open_it()
    access.add_person(register, LEAVER, SECOND, FLOOR)
    register.close()
    place = tmp_path / "schijf"
    place.mkdir()
    with small_disk(place, 6):
        yield Path(shutil.copytree(folder, place / folder.name))


def _slot_of(register: OpenRegister, label: str) -> str:
    return next(person.slot_id for person in access.view(register).persons if person.label == label)


def test_a_full_disk_keeps_no_leaver_on(on_small_disk: Path, clock: Clock) -> None:
    """The reserve is for this too; backups that found no room are named, and follow when there is room again."""
    register = opening.open_register(on_small_disk, FIRST, clock=clock)
    cases.open_case(register, "c1")
    filler = fill_disk(on_small_disk.parent)
    access.remove(register, _slot_of(register, LEAVER))
    fill_disk(on_small_disk.parent)
    register.workspace.close()
    filler.unlink()
    with pytest.raises(WrongPassphrase):
        opening.open_register(on_small_disk, SECOND, clock=clock)
    register = opening.open_register(on_small_disk, FIRST, clock=clock)
    assert register.warnings == ()
    assert register.check() == ()
    backups.make(register)
    for row in backups.view(register).rows:
        with pytest.raises(WrongPassphrase):
            keyfile.unlock(keyfile.from_json(backup_file.read_head(row.path).keys), SECOND)
    assert not any("oude sleutel" in concern for concern in backups.view(register).concerns)
    register.close()


def test_a_passphrase_is_changed_on_a_full_disk(on_small_disk: Path, clock: Clock) -> None:
    """Somebody looked over a shoulder: that doesn't wait for a bigger disk."""
    register = opening.open_register(on_small_disk, FIRST, clock=clock)
    filler = fill_disk(on_small_disk.parent)
    access.change_passphrase(register, FIRST, THIRD, FLOOR)
    register.workspace.close()
    filler.unlink()
    with pytest.raises(WrongPassphrase):
        opening.open_register(on_small_disk, FIRST, clock=clock)
    opening.open_register(on_small_disk, THIRD, clock=clock).close()


def test_old_lines_of_the_logbook_go_on_a_full_disk(on_small_disk: Path, clock: Clock) -> None:
    """What is to be forgotten doesn't wait for a bigger disk, and makes room."""
    register = opening.open_register(on_small_disk, FIRST, clock=clock)
    clock.pass_days(1500)
    cases.open_case(register, "c1")
    fill_disk(on_small_disk.parent)
    assert pruning.prune(register, pruning.usual_day(register)).value > 2
    assert len(pruning.told(register)) == 1
    assert register.check() == ()
    register.workspace.close()


def test_without_a_reserve_the_set_of_before_stays(on_small_disk: Path, clock: Clock) -> None:
    """Every change of keys, a new key too, says that the disk is full; everybody still gets in, nothing is missing."""
    register = opening.open_register(on_small_disk, FIRST, clock=clock)
    (on_small_disk / "reserve.bin").unlink()
    filler = fill_disk(on_small_disk.parent)
    keys = (on_small_disk / "keys.json").read_bytes()
    for change in (
        lambda: access.remove(register, _slot_of(register, LEAVER)),
        lambda: access.change_passphrase(register, FIRST, THIRD, FLOOR),
        lambda: access.new_key(register, FIRST),
    ):
        with pytest.raises(DiskFull):
            change()
    assert (on_small_disk / "keys.json").read_bytes() == keys
    register.workspace.close()
    filler.unlink()
    opening.open_register(on_small_disk, SECOND, clock=clock).close()
    register = opening.open_register(on_small_disk, FIRST, clock=clock)
    assert register.warnings == ()
    assert register.check() == ()
    assert [row.id for row in cases.list_cases(register)] == ["c1"]
    register.close()


def test_a_case_goes_where_the_file_can_not_be_written_anew(open_it: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    """That takes as much room again. The case is gone, and the proof claims no more than what was done."""
    register = open_it()

    def full() -> None:
        raise DiskFull

    monkeypatch.setattr(register.workspace, "rewrite", full)
    destroyed = destroying.destroy_case(register, "c1", "proef").value
    assert "niet opnieuw geschreven: de schijf was vol" in destroyed.still_there[0]
    told = " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(destroyed.proof)).pages).split())
    assert "in zijn geheel opnieuw geschreven" not in told
    assert "zijn de plekken waar dit stond overschreven" in told
    assert cases.list_cases(register) == ()
    register.close()


def test_keys_that_the_register_can_not_confirm_hold(
    open_it: Opener, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """keys.json was written and then the disk was full: the change took effect, so it is not called a failure, and the
    next opening notes it."""
    register = open_it()

    def full(*_: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patch:
        patch.setattr("thuisplan_desktop.actions.slots.remember", full)
        access.change_passphrase(register, FIRST, THIRD, FLOOR)
    register.close()
    with pytest.raises(WrongPassphrase):
        open_it(FIRST)
    register = open_it(THIRD)
    assert register.warnings == ()
    register.close()


# --- places that can't be looked into


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    return place


def _spoil(place: Path) -> Path:
    """Something stands there that gives no list, as a disk that fails or a folder without rights; where it went."""
    aside = place.with_name("elders")
    place.rename(aside)
    place.write_bytes(b"")
    return aside


def test_a_place_that_gives_no_list_is_not_an_empty_one(open_it: Opener, stick: Path) -> None:
    """Gone, or there and unreadable: both are named."""
    register = open_it()
    with pytest.raises(NoSuchFile):
        backup_store.listing(stick / "weg", register.workspace.register_id, register.workspace.data_key)
    _spoil(stick)
    with pytest.raises(CannotRead):
        backup_store.listing(stick, register.workspace.register_id, register.workspace.data_key)
    register.close()


def test_a_second_place_that_can_not_be_read_is_told(open_it: Opener, stick: Path) -> None:
    """At once, and not as a place without backups; once it is back nothing is said."""
    register = open_it()
    backups.choose_second_place(register, stick)
    assert backups.view(register).second_reached
    aside = _spoil(stick)
    view = backups.view(register)
    assert not view.second_reached
    assert any("niet te bereiken" in concern for concern in view.concerns)
    backups.make(register)
    stick.unlink()
    aside.rename(stick)
    assert backups.view(register).concerns == ()
    register.close()


def test_a_backup_folder_that_can_not_be_read_is_not_called_empty(open_it: Opener, folder: Path) -> None:
    """Opening and closing go on; what is there is still there afterwards."""
    register = open_it()
    aside = _spoil(folder / "backups")
    view = backups.view(register)
    assert view.rows == ()
    assert any("niet te lezen" in concern for concern in view.concerns)
    assert not any("nog geen reservekopie" in concern for concern in view.concerns)
    assert backups.make_if_due(register)
    destroyed = destroying.destroy_case(register, "c1", "proef").value
    assert any("mag die map nu niet lezen" in line for line in destroyed.still_there)
    with pytest.raises(CannotRead):
        putting_back.found_in(folder)
    (folder / "backups").unlink()
    aside.rename(folder / "backups")
    backups.make(register)
    for row in backups.view(register).rows:
        assert (row.fault, row.cases) == ("", 0)
    assert not any("oude sleutel" in concern for concern in backups.view(register).concerns)
    register.close()


@pytest.mark.parametrize("how", ["away", "unreadable", "pulled"])
def test_a_second_place_that_missed_a_change_of_keys_is_listed_until_it_followed(
    open_it: Opener, stick: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Away, without a list, or pulled out while it was written: it still opens the old way, and that is said."""
    register = open_it()
    backups.choose_second_place(register, stick)
    (kept,) = stick.glob("*-backup")
    real = backup_store.rewrite_keys

    def pulled(path: Path, data_key: bytes, keys: str) -> None:
        if path.parent == stick:
            raise CannotRead
        real(path, data_key, keys)

    with monkeypatch.context() as patch:
        if how == "pulled":
            patch.setattr(backup_store, "rewrite_keys", pulled)
        aside = {"away": lambda: stick.rename(stick.with_name("elders")), "unreadable": lambda: _spoil(stick)}.get(how)
        moved = aside() if aside else None
        told = access.change_passphrase(register, FIRST, THIRD, FLOOR).value.still_old
    assert told == ((kept.name,) if how == "pulled" else ("de reservekopieën op de tweede plek",))
    assert any("openen nog met de oude sleutel" in concern for concern in backups.view(register).concerns)
    if moved is not None:
        stick.unlink(missing_ok=True)
        moved.rename(stick)
    backups.make(register)
    assert backups.view(register).concerns == ()
    for path in stick.glob("*-backup"):
        assert keyfile.unlock(keyfile.from_json(backup_file.read_head(path).keys), THIRD)
    register.close()


def _protect(patch: pytest.MonkeyPatch, place: Path) -> None:
    """What a stick with its little switch on does: everything that would write is refused, also taking away nothing."""

    def refusing(real: Callable[..., Any], which: int) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            writes = real is not os.open or arguments[1] & os.O_CREAT
            if writes and Path(arguments[which]).parent == place:
                raise OSError(errno.EROFS, "alleen-lezen")
            return real(*arguments, **named)

        return call

    patch.setattr(os, "open", refusing(os.open, 0))
    patch.setattr(os, "unlink", refusing(os.unlink, 0))
    patch.setattr(shutil, "copyfile", refusing(shutil.copyfile, 1))


def test_a_write_protected_stick_stops_no_change_of_keys(
    open_it: Opener, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be written there is told, and done when the switch is off again."""
    register = open_it()
    backups.choose_second_place(register, stick)
    (kept,) = stick.glob("*-backup")
    with monkeypatch.context() as patch:
        _protect(patch, stick)
        assert access.change_passphrase(register, FIRST, THIRD, FLOOR).value.still_old == (kept.name,)
        backups.make(register)
        concerns = " ".join(backups.view(register).concerns)
    assert "openen nog met de oude sleutel" in concerns
    assert "tegen schrijven beveiligd" in concerns
    backups.make(register)
    assert backups.view(register).concerns == ()
    register.close()


def test_a_restore_keeps_what_is_of_this_computer(open_it: Opener, stick: Path, tmp_path: Path) -> None:
    """Where the second place is and what it missed, and that the code of now was rehearsed, are no older than today."""
    register = open_it()
    old = Path(shutil.copy(backups.make(register).value.path, tmp_path / "oud.thuisplan-backup"))
    backups.choose_second_place(register, stick)
    access.rehearse(register, access.new_recovery_code(register).value.recovery_code)
    seen = backups.view(register).second_seen
    aside = _spoil(stick)
    access.change_passphrase(register, FIRST, THIRD, FLOOR)
    putting_back.restore(register, old)
    register = open_it(THIRD)
    view = backups.view(register)
    assert (view.second_place, view.second_seen) == (str(stick), seen)
    assert any("openen nog met de oude sleutel" in concern for concern in view.concerns)
    assert access.rehearsed_on(register) == register.today()
    stick.unlink()
    aside.rename(stick)
    backups.make(register)
    assert backups.view(register).concerns == ()
    register.close()


def test_a_restore_over_a_closed_register_that_does_not_fit_changes_nothing(on_small_disk: Path, clock: Clock) -> None:
    """The register that is there is moved aside only when another fits."""
    (backup,) = (on_small_disk / "backups").iterdir()
    fill_disk(on_small_disk.parent)
    before = sorted(path.name for path in on_small_disk.iterdir())
    with pytest.raises(DiskFull):
        putting_back.restore_closed(on_small_disk, backup, opening.by_passphrase(FIRST), clock())
    assert sorted(path.name for path in on_small_disk.iterdir()) == before
    opening.open_register(on_small_disk, FIRST, clock=clock).workspace.close()


def test_a_restore_that_does_not_fit_changes_nothing(on_small_disk: Path, clock: Clock) -> None:
    """Not even a line in the logbook, and the register stays open."""
    register = opening.open_register(on_small_disk, FIRST, clock=clock)
    path = backups.make(register).value.path
    filler = fill_disk(on_small_disk.parent)
    with pytest.raises(DiskFull):
        putting_back.restore(register, path)
    assert "register_restored" not in actions_of(register)
    assert backups.view(register).restored_on is None
    assert [row.id for row in cases.list_cases(register)] == ["c1"]
    filler.unlink()
    register.close()


def test_the_empty_folder_that_a_stick_leaves_behind_is_no_stick(open_it: Opener, stick: Path) -> None:
    """It was on another disk when it was chosen, and now it is on that of the register: nothing is copied there."""
    register = open_it()
    backups.choose_second_place(register, stick)
    with register.change() as connection:
        assert settings.get(connection, other_places.SECOND_APART) == ""
        settings.put(connection, other_places.SECOND_APART, "1")
    (copy,) = stick.glob("*-backup")
    copy.unlink()
    backups.make(register)
    assert list(stick.glob("*-backup")) == []
    assert not backups.view(register).second_reached
    register.close()


def test_a_half_keys_file_does_not_stay(open_it: Opener, folder: Path) -> None:
    """A crash left it before it took its place; the slot in it may be of who was taken off since."""
    for name in (".keys.json.new", ".keys.next.json.new", ".register.head.new"):
        (folder / name).write_text("half")
    register = open_it()
    cases.save_case(register, make_case(id="c2"))
    assert not [path for path in folder.iterdir() if path.name.endswith(".new")]
    register.close()
