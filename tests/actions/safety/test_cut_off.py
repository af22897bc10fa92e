"""Putting a backup back, cut off or refused anywhere: nothing destroyed comes back, nor who left; nothing is lost."""

import shutil
from pathlib import Path

import pytest

from factories import make_case
from safes import FIRST, SECOND, Clock, Opener, PowerCutError, one_of_three, power_cut, steps
from thuisplan_desktop.actions import access, backups, cases, destroying, opening, putting_back
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.crypto.derivation import FLOOR
from thuisplan_desktop.errors import BackupTooNew, DiskFull, ThuisplanError, WrongPassphrase
from thuisplan_desktop.store import damaged, files, restoring, schema

LEAVER = "Bas Bedacht"
WAY = opening.by_passphrase(FIRST)


@pytest.fixture
def old(open_it: Opener, folder: Path, tmp_path: Path, clock: Clock) -> Path:
    """A backup on a stick, of before a case was destroyed and somebody left."""
    register = open_it()
    cases.save_case(register, make_case(id="c2"))
    access.add_person(register, LEAVER, SECOND, FLOOR)
    (tmp_path / "stick").mkdir()
    kept = Path(shutil.copy(backups.make(register).value.path, tmp_path / "stick"))
    clock.pass_days(1)
    destroying.destroy_case(register, "c1", "bewaartermijn verstreken")
    access.remove(register, next(each.slot_id for each in access.view(register).persons if each.label == LEAVER))
    register.close()
    return kept


def damage(folder: Path, what: str) -> None:
    path = folder / files.DATABASE
    if what == "pages":
        path.write_bytes(bytes(8192) + path.read_bytes()[8192:])
    elif what == "gone":
        path.unlink()
    elif what == "keys":
        (folder / files.KEYS).write_bytes(b"kapot")
    elif what == "both":
        damage(folder, "pages")
        damage(folder, "keys")


def stand(whole: Path, folder: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree(whole, folder)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def opened(folder: Path, clock: Clock) -> OpenRegister | None:
    try:
        return opening.open_register(folder, FIRST, clock=clock)
    except ThuisplanError:
        return None


def require_right(folder: Path, clock: Clock) -> None:
    register = opening.open_register(folder, FIRST, clock=clock)
    assert [row.id for row in cases.list_cases(register)] == ["c2"]
    assert LEAVER not in {person.label for person in access.view(register).persons}
    assert not [told for told in register.warnings if LEAVER in told or "notitie" in told]
    register.workspace.close()
    with pytest.raises(WrongPassphrase):
        opening.open_register(folder, SECOND, clock=clock)


@pytest.mark.parametrize("what", ["nothing", "pages", "gone", "keys", "both"])
def test_a_register_that_is_put_back_lacks_what_was_destroyed_and_who_left(
    old: Path, folder: Path, clock: Clock, what: str
) -> None:
    """Whatever of the register is damaged: the newest backups know it too."""
    damage(folder, what)
    told = putting_back.preview_closed(folder, old, WAY, clock())
    assert (LEAVER in told, "gepubliceerd" in told) == (False, what in ("pages", "gone", "both"))
    putting_back.restore_closed(folder, old, WAY, clock())
    require_right(folder, clock)


def test_what_was_set_aside_last_knows_it_too(old: Path, folder: Path, clock: Clock) -> None:
    """Where no backup is left and the register stands in the folder of damaged ones alone; that stays as it is."""
    aside = damaged.copy_aside(folder, clock())
    for name in (files.DATABASE, files.KEYS):
        (folder / name).unlink()
    shutil.rmtree(folder / files.BACKUPS)
    before = snapshot(aside)
    putting_back.restore_closed(folder, old, WAY, clock())
    assert snapshot(aside) == before
    require_right(folder, clock)


@one_of_three
@pytest.mark.parametrize("what", ["nothing", "both"])
def test_a_restore_cut_off_anywhere_can_be_done_again(
    old: Path, folder: Path, tmp_path: Path, clock: Clock, what: str, part: int
) -> None:
    """Before each file that is made, named anew or removed: there is what was there, or what came back."""
    damage(folder, what)
    shutil.copytree(folder, tmp_path / "whole")
    for step in steps(part):
        stand(tmp_path / "whole", folder)
        try:
            with power_cut(step):
                putting_back.restore_closed(folder, old, WAY, clock())
            break
        except PowerCutError:
            pass
        assert (folder / files.DATABASE).exists()
        register = opened(folder, clock)
        if what == "nothing":
            assert register is not None
        if register is not None:
            register.workspace.close()
            require_right(folder, clock)
        putting_back.restore_closed(folder, old, WAY, clock())
        require_right(folder, clock)
    require_right(folder, clock)
    assert step > 10


def test_what_can_not_be_put_back_changes_nothing(
    old: Path, folder: Path, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup of a later program, and a disk that runs full at whichever step; nor in a place that is new."""

    def full(*_: object, **__: object) -> None:
        raise DiskFull

    damage(folder, "pages")
    before = snapshot(folder)
    kind = schema.WorkspaceKind.COORDINATOR
    steps = [(restoring, "_prepare"), (restoring, "build"), (damaged, "prepare_keys"), (damaged, "copy_aside")]
    for place in (folder, tmp_path / "nieuw.thuisplan"):
        with monkeypatch.context() as patch:
            patch.setitem(schema.REVISIONS, kind, schema.REVISIONS[kind] - 1)
            with pytest.raises(BackupTooNew):
                putting_back.restore_closed(place, old, WAY, clock())
        for room, step in steps if place == folder else steps[:3]:
            with monkeypatch.context() as patch:
                patch.setattr(room, step, full)
                with pytest.raises(DiskFull):
                    putting_back.restore_closed(place, old, WAY, clock())
    assert snapshot(folder) == before
    assert not place.exists()


@one_of_three
def test_a_live_restore_cut_off_anywhere_keeps_what_this_computer_knows(
    open_it: Opener, folder: Path, tmp_path: Path, clock: Clock, part: int
) -> None:
    """The second place, and that it still holds what was destroyed: so that goes there too once it is back."""
    stick = tmp_path / "stick"
    stick.mkdir()
    register = open_it()
    cases.save_case(register, make_case(id="c2"))
    old = Path(shutil.copy(backups.make(register).value.path, tmp_path))
    backups.choose_second_place(register, stick)
    stick.rename(tmp_path / "in de la")
    destroying.destroy_case(register, "c1", "bewaartermijn verstreken")
    register.close()
    shutil.copytree(folder, tmp_path / "whole")
    cut = True
    for step in steps(part):
        stand(tmp_path / "whole", folder)
        register = open_it()
        try:
            with power_cut(step):
                putting_back.restore(register, old)
            cut = False
        except PowerCutError:
            pass
        register.workspace.close()
        register = open_it()
        assert register.warnings == (), step
        seen = backups.view(register)
        assert seen.second_place == str(stick)
        assert any("wat vernietigd is" in told for told in seen.concerns), step
        assert [row.id for row in cases.list_cases(register)] == ["c2"]
        register.workspace.close()
        if not cut:
            break
    assert step > 10
