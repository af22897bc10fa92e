"""What a salvage keeps besides the cases: every line of the logbook that can be read, what was destroyed, where the
backups are; and the damaged file, with its journal, byte for byte.
"""

import random
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path

import pytest

from factories import make_case
from safes import FIRST, PAGE, Clock, Opener, PowerCutError, damage, one_of_three, power_cut, refusing, root_of, steps
from thuisplan_desktop.actions import (
    backups,
    cases,
    destroying,
    opening,
    other_places,
    pruning,
    salvaging,
)
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.rescue import Rescue
from thuisplan_desktop.errors import SynchronisedFolder, ThuisplanError
from thuisplan_desktop.store import destroying as destroying_store
from thuisplan_desktop.store import files, journal, logbook, restoring


def rescue(folder: Path, clock: Clock) -> Rescue:
    return salvaging.salvage_register(folder, opening.by_passphrase(FIRST), clock())


def lines_of(register: OpenRegister) -> dict[int, bytes]:
    with register.read() as connection:
        return {entry.number: entry.hash for entry in logbook.load_log(connection)}


# --- the logbook


@pytest.fixture
def long_log(open_it: Opener, folder: Path) -> dict[int, bytes]:
    """A destroyed case, and three hundred lines after it; no backup of any of it."""
    register = open_it()
    destroying.destroy_case(register, "c1", "bewaartermijn verstreken")
    cases.save_case(register, make_case(id="c2"))
    for _ in range(300):
        register.log_reading("case_opened", "c2")
    register.flush_log()
    known = lines_of(register)
    register.workspace.close()
    shutil.rmtree(folder / files.BACKUPS)
    return known


def test_every_line_that_can_be_read_stays(
    long_log: dict[int, bytes], open_it: Opener, folder: Path, tmp_path: Path, clock: Clock
) -> None:
    """Before the hole and behind it, with a checkpoint between that says how many are missing."""
    shutil.copytree(folder, tmp_path / "whole")
    for page in range((folder / files.DATABASE).stat().st_size // PAGE, 1, -3):
        shutil.rmtree(folder)
        shutil.copytree(tmp_path / "whole", folder)
        damage(folder, page)
        found = rescue(folder, clock)
        register = open_it()
        left = dict(lines_of(register).items() & long_log.items())  # a number behind a lost end is given anew
        told = pruning.told(register)
        assert len(left) == len(long_log) - found.salvaged.lost["logbook"]
        assert register.check() == ()
        assert destroying_store.mark_of("c1") in restored_marks(register)
        if 0 < len(left) < len(long_log) and max(left) == max(long_log):
            assert f"ontbraken {len(long_log) - len(left)} regels van het logboek, voor regel " in told[0]
            assert any("controlepunt" in line for line in found.told)
            clock.pass_days(1500)
            assert pruning.prune(register, pruning.usual_day(register)).value >= len(left)
            assert register.check() == ()
            register.workspace.close()
            return
        register.workspace.close()
    pytest.fail("no page held lines with others before and behind them")


def restored_marks(register: OpenRegister) -> frozenset[str]:
    with register.read() as connection:
        return restoring.destroyed_in(connection)


# --- the settings


def test_what_the_settings_knew_comes_from_the_newest_backup(
    open_it: Opener, folder: Path, tmp_path: Path, clock: Clock
) -> None:
    """Which cases were destroyed, whose register it is, and the second place: that it still has to follow, too."""
    register = open_it()
    stick = tmp_path / "stick"
    stick.mkdir()
    backups.choose_second_place(register, stick)
    destroying.destroy_case(register, "c1", "bewaartermijn verstreken")
    title = register.settings.title
    known, page = restored_marks(register), root_of(register, "settings")
    backups.make(register)
    register.close()
    damage(folder, page)
    assert "Instellingen die niet te lezen waren, komen uit die reservekopie." in rescue(folder, clock).told
    register = open_it()
    assert known <= restored_marks(register)
    assert register.settings.title == title
    assert other_places.second_place(register.workspace) == stick
    register.close()


def test_without_a_backup_the_kind_of_register_is_known_all_the_same(tmp_path: Path, clock: Clock) -> None:
    """That of a region does not become one of a school."""
    folder = tmp_path / "regio.thuisplan"
    register = opening.create_register(
        folder, role=opening.Role.REGION, owner="Rob Regio", passphrase=FIRST, place=opening.Place(name="Regio"),
        parameters=opening.derivation.FLOOR, clock=clock,
    ).register  # fmt: skip
    page = root_of(register, "settings")
    register.workspace.close()
    damage(folder, page)
    rescue(folder, clock)
    register = opening.open_register(folder, FIRST, clock=clock)
    assert register.role is opening.Role.REGION
    assert register.check() == ()
    register.close()


# --- a journal beside


@pytest.fixture
def cut_off(open_it: Opener, folder: Path) -> tuple[bytes, bytes]:
    """A register half-way a change of every case, with the journal that SQLite made for it: both as on the disk."""
    register = open_it()
    for number in range(20):
        cases.save_case(register, make_case(id=f"c{number}", note=f"oud {number} " * 200))
    register.workspace.close()
    register = open_it()
    raw = register.workspace.raw
    raw.execute("PRAGMA cache_spill = 1")
    raw.execute("PRAGMA cache_size = 1")
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("UPDATE cases SET note = replace(note, 'oud', 'nieuw')")
    taken = (folder / files.DATABASE).read_bytes(), (folder / "register.db-journal").read_bytes()
    raw.execute("ROLLBACK")
    register.workspace.close()
    return taken


def test_beside_a_damaged_journal_both_are_kept_and_every_page_that_is_whole_is_read(
    cut_off: tuple[bytes, bytes], open_it: Opener, folder: Path, tmp_path: Path, clock: Clock
) -> None:
    """Whatever byte of the journal changed: the damaged files stay as they are, no case is half of before and half of
    the change that was never finished, and what is gone is told."""
    database, waiting = cut_off
    shutil.copytree(folder, tmp_path / "whole")
    chance, saved = random.Random(5), []
    assert len(waiting) > 10 * PAGE
    for place in (*range(0, 28, 9), *(chance.randrange(600, len(waiting)) for _ in range(5))):
        shutil.rmtree(folder)
        shutil.copytree(tmp_path / "whole", folder)
        changed = waiting[:place] + bytes([waiting[place] ^ 4]) + waiting[place + 1 :]
        (folder / files.DATABASE).write_bytes(database)
        (folder / "register.db-journal").write_bytes(changed)
        found = rescue(folder, clock)
        assert (found.aside / files.DATABASE).read_bytes() == database
        assert (found.aside / "register.db-journal").read_bytes() == changed
        register = open_it()
        notes = [cases.open_case(register, row.id).file.case.note for row in cases.list_cases(register)]
        assert not [note for note in notes if "oud" in note and "nieuw" in note]
        assert len(notes) + found.salvaged.lost["cases"] >= 20
        assert register.check() == ()
        saved.append(len(notes))
        register.workspace.close()
    assert min(saved) > 10
    assert max(saved) == 20


def refused_once(after: int) -> AbstractContextManager[object]:
    return refusing(after, once=True)


@one_of_three
@pytest.mark.parametrize("cut", [power_cut, refused_once])
def test_a_salvage_that_stops_anywhere_leaves_no_half_change(
    cut: Callable[[int], AbstractContextManager[object]],
    cut_off: tuple[bytes, bytes],
    open_it: Opener,
    folder: Path,
    tmp_path: Path,
    clock: Clock,
    part: int,
) -> None:
    """The journal stays with the register that it belongs to, until the salvaged one stands there: whether the power
    goes or one file is held by another program, what opens afterwards was never half-way a change.
    """
    (folder / files.DATABASE).write_bytes(cut_off[0])
    (folder / "register.db-journal").write_bytes(cut_off[1])
    shutil.copytree(folder, tmp_path / "half")
    for number in steps(part):
        shutil.rmtree(folder)
        shutil.copytree(tmp_path / "half", folder)
        stopped = False
        with cut(number), suppress(ThuisplanError, PowerCutError):
            try:
                rescue(folder, clock)
            except (ThuisplanError, PowerCutError):
                stopped = True
                raise
        register = open_it()
        notes = [cases.open_case(register, row.id).file.case.note for row in cases.list_cases(register)]
        assert (len(notes), [note for note in notes if "nieuw" in note]) == (20, [])
        assert not [path for path in folder.iterdir() if path.name.endswith(".journal")]
        register.workspace.close()
        if not stopped and number > 60:
            break


def test_a_journal_that_is_none_changes_nothing(tmp_path: Path) -> None:
    """Rubbish in its place is not put over the pages."""
    copy = tmp_path / ".0.db"
    for rubbish in (b"", b"kort", bytes(9000), random.Random(1).randbytes(9000), journal.MAGIC):
        copy.write_bytes(bytes(2 * PAGE))
        copy.with_name(".0.db-journal").write_bytes(rubbish)
        journal.play(copy)
        assert copy.read_bytes() == bytes(2 * PAGE)
        assert not copy.with_name(".0.db-journal").exists()


def test_in_a_folder_that_a_cloud_copies_nothing_is_salvaged(
    open_it: Opener, folder: Path, tmp_path: Path, clock: Clock
) -> None:
    """It would not open there either: it has to be moved first, and stays as it is."""
    register = open_it()
    page = root_of(register, "contacts")
    register.close()
    damage(folder, page)
    (tmp_path / "Dropbox").mkdir()
    moved = folder.rename(tmp_path / "Dropbox" / folder.name)
    with pytest.raises(SynchronisedFolder):
        rescue(moved, clock)
    rescue(moved.rename(folder), clock)
    open_it().close()
