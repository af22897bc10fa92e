"""What changes a register or its keys: cut off before each file that it touches, or without room at any moment."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factories import make_case
from safes import (
    FIRST,
    SECOND,
    THIRD,
    Clock,
    Opener,
    PowerCutError,
    one_of_three,
    power_cut,
    quick,
    small_disk,
    steps,
)
from thuisplan_desktop.actions import access, backups, cases, destroying, opening, putting_back, salvaging
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.crypto import keyfile
from thuisplan_desktop.crypto.derivation import FLOOR
from thuisplan_desktop.errors import DiskFull, WrongPassphrase
from thuisplan_desktop.store import backup_file, files
from thuisplan_desktop.store import backups as backup_store
from thuisplan_desktop.store import cases as case_store

LEAVER = "Bas Bedacht"
Act = Callable[[OpenRegister], object]

CHANGES: dict[str, Act] = {
    "passphrase": lambda register: access.change_passphrase(register, FIRST, THIRD, FLOOR),
    "remove": lambda register: access.remove(register, slot_of(register, LEAVER)),
    "new key": lambda register: access.new_key(register, FIRST),
    "destroy": lambda register: destroying.destroy_case(register, "c1", "bewaartermijn verstreken"),
    "backup": backups.make,
}


@pytest.fixture(scope="module", autouse=True)
def derive_once() -> Iterator[None]:
    """Instead of the one that all of these tests have."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyfile, "derive", quick)
        yield


def slot_of(register: OpenRegister, label: str) -> str:
    return next(person.slot_id for person in access.view(register).persons if person.label == label)


@pytest.fixture
def whole(open_it: Opener, folder: Path, tmp_path: Path) -> Path:
    """Two cases, a colleague and a backup; the reserve is let go, so that there is no more room than there is."""
    register = open_it()
    cases.save_case(register, make_case(id="c2", note="Verzonnen toelichting. " * 2000))
    access.add_person(register, LEAVER, SECOND, FLOOR)
    register.close()
    (folder / "reserve.bin").unlink()
    return Path(shutil.move(folder, tmp_path / "heel"))


def opened(folder: Path, clock: Clock) -> OpenRegister:
    """With whichever passphrase is right now."""
    try:
        return opening.open_register(folder, FIRST, clock=clock)
    except WrongPassphrase:
        return opening.open_register(folder, THIRD, clock=clock)


def require_all(folder: Path, clock: Clock, act: str) -> None:
    """The register opens without a word, holds every case, and its backups follow what it says."""
    register = opened(folder, clock)
    assert register.warnings == ()
    assert register.check() == ()
    here = {row.id for row in cases.list_cases(register)}
    assert here >= ({"c2"} if act == "destroy" else {"c1", "c2"})
    rows = backups.view(register).rows
    assert rows
    left = LEAVER not in {person.label for person in access.view(register).persons}
    for row in rows:
        assert row.fault == ""
        if left:
            with pytest.raises(WrongPassphrase):
                keyfile.unlock(keyfile.from_json(backup_store.keys_of(row.path)), SECOND)
        with backup_store.opened(row.path, register.workspace.data_key, folder) as (_, _raw, copy), copy.begin():
            assert {line.id for line in case_store.load_lines(copy)} - here == set()
    register.close()
    assert not [path.name for path in folder.rglob(".*")]


@one_of_three
@pytest.mark.parametrize("act", CHANGES)
def test_cut_off_before_any_file_it_touches(whole: Path, folder: Path, clock: Clock, act: str, part: int) -> None:
    """All of it happened or nothing, and the next opening does what was left undone."""
    for step in steps(part):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(whole, folder)
        register = opening.open_register(folder, FIRST, clock=clock)
        try:
            with power_cut(step):
                CHANGES[act](register)
            break
        except PowerCutError:
            pass
        finally:
            register.workspace.close()
        require_all(folder, clock, act)
    require_all(folder, clock, act)
    assert step > 5


@pytest.mark.parametrize("act", [*CHANGES, "restore", "restore closed", "salvage"])
def test_without_room_from_any_moment_on(whole: Path, tmp_path: Path, clock: Clock, act: str) -> None:
    """Said by name with all that was there intact, or done; half of nothing is left lying about."""
    place = tmp_path / "schijf"
    place.mkdir()
    needed = sum(-(-path.stat().st_size // 4096) * 4096 + 4096 for path in whole.rglob("*") if path.is_file()) / 2**20
    outcomes = set()
    for more in (0.1, 1.3, 1.6, 2, 2.5, 3, 4, 9):
        with small_disk(place, needed + more):
            folder = Path(shutil.copytree(whole, place / "school.thuisplan"))
            try:
                _do(act, folder, clock)
                outcomes.add("done")
            except DiskFull:
                outcomes.add("full")
            after = Path(shutil.copytree(folder, tmp_path / "daarna"))
            shutil.rmtree(folder)
        if act in ("restore closed", "salvage"):
            _do(act, after, clock)
        require_all(after, clock, act)
        shutil.rmtree(after)
    assert "done" in outcomes


def _do(act: str, folder: Path, clock: Clock) -> None:
    way, backup = opening.by_passphrase(FIRST), backup_file.paths_in(folder / files.BACKUPS)[-1]
    if act == "salvage":
        salvaging.salvage_register(folder, way, clock())
        return
    if act == "restore closed":
        putting_back.restore_closed(folder, backup, way, clock())
        return
    register = opening.open_register(folder, FIRST, clock=clock)
    try:
        if act == "restore":
            putting_back.restore(register, backup)
        else:
            CHANGES[act](register)
    finally:
        register.workspace.close()
