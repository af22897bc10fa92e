"""A folder in which nothing may be written any more while the register is open: said, and nothing is lost."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from factories import make_case
from safes import FIRST, SECOND, THIRD, Clock, no_file_grows, ordinary_user, reachable_place, refusing
from thuisplan_desktop.actions import access, backups, board, cases, destroying, opening, pruning, putting_back
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.crypto.derivation import FLOOR
from thuisplan_desktop.errors import CannotWrite
from thuisplan_desktop.store import backup_file

LEAVER = "Bas Bedacht"
WRITES: dict[str, Callable[[OpenRegister], object]] = {
    "save": lambda register: cases.save_case(register, make_case(id="c2")),
    "backup": backups.make,
    "destroy": lambda register: destroying.destroy_case(register, "c1", "bewaartermijn verstreken"),
    "prune": lambda register: pruning.prune(register, pruning.usual_day(register)),
    "restore": lambda register: putting_back.restore(register, the_backup(register.workspace.folder)),
    "add": lambda register: access.add_person(register, "Cas Collega", THIRD, FLOOR),
    "remove": lambda register: access.remove(register, access.view(register).persons[-1].slot_id),
    "passphrase": lambda register: access.change_passphrase(register, FIRST, THIRD, FLOOR),
    "code": access.new_recovery_code,
    "board": lambda register: access.set_board(
        register, access.read_board_key(board.make_key("Bestuur", THIRD, FLOOR)[1])
    ),
    "new key": lambda register: access.new_key(register, FIRST),
}  # fmt: skip


def the_backup(folder: Path) -> Path:
    return backup_file.paths_in(folder / "backups")[0]


@pytest.fixture
def shared(code: str, folder: Path, clock: Clock) -> Iterator[Path]:
    """The register with a colleague in it and a backup, where an ordinary user can reach it."""
    register = opening.open_register(folder, FIRST, clock=clock)
    access.add_person(register, LEAVER, SECOND, FLOOR)
    register.close()
    with reachable_place() as place:
        shared = Path(shutil.copytree(folder, place / folder.name))
        with ordinary_user(shared):
            yield shared


@contextmanager
def without_rights(folder: Path) -> Iterator[None]:
    """All of it, as an administrator does with one wrong click. SQLite writes on in the files that it has open."""
    for path in (*folder.rglob("*"), folder):
        path.chmod(0o500 if path.is_dir() else 0o400)
    yield
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)


@contextmanager
def mounted_for_reading(_: Path) -> Iterator[None]:
    """The disk itself takes nothing any more: no byte, no name."""
    with no_file_grows(0), refusing(0, once=False):
        yield


@pytest.mark.parametrize("protected", [without_rights, mounted_for_reading])
def test_nothing_can_be_written_any_more_while_it_is_open(
    shared: Path, clock: Clock, protected: Callable[[Path], AbstractContextManager[None]]
) -> None:
    """What can't be done is refused in the same words, with everything as it was, and reading goes on. What was not
    refused is kept. With the rights back the session goes on, and it opens for everybody as they were told.
    """
    register = opening.open_register(shared, FIRST, clock=clock)
    (backup,) = backup_file.paths_in(shared / "backups")
    done, kept = dict[str, Any](), {"c1"}
    with protected(shared):
        for name, act in WRITES.items():
            with suppress(CannotWrite):
                done[name] = act(register)
            kept = ({"c2"} if "save" in done else set()) | (set() if "destroy" in done else {"c1"})
            assert {row.id for row in cases.list_cases(register)} == kept, name
    assert set(done) == ({"save", "destroy", "prune"} if protected is without_rights else set())
    assert all(backup.name in " ".join(gone.value.still_there) for name, gone in done.items() if name == "destroy")
    assert register.check() == ()
    cases.save_case(register, make_case(id="c3"))
    register.close()
    for passphrase in (SECOND, FIRST):
        register = opening.open_register(shared, passphrase, clock=clock)
        assert {row.id for row in cases.list_cases(register)} == {*kept, "c3"}
        assert (register.warnings, register.check()) == ((), ())
        register.close()


def test_closing_where_nothing_can_be_written_loses_nothing(shared: Path, clock: Clock) -> None:
    """No backup can be made and the note of who has it open stays: the same computer gets in all the same."""
    register = opening.open_register(shared, FIRST, clock=clock)
    cases.save_case(register, make_case(id="c2"))
    with without_rights(shared):
        register.close()
        with pytest.raises(CannotWrite):
            opening.open_register(shared, FIRST, clock=clock)
    register = opening.open_register(shared, FIRST, clock=clock)
    assert {row.id for row in cases.list_cases(register)} == {"c1", "c2"}
    assert (register.warnings, register.check()) == ((), ())
    register.close()
