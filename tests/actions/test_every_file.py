"""One changed byte in each page of every file of a register's folder and its second place: noticed, or harmless."""

import random
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from factories import make_absence, make_case, make_contact
from thuisplan_desktop.actions import access, backups, cases, opening, putting_back
from thuisplan_desktop.actions.opening import Place
from thuisplan_desktop.crypto import derivation, keyfile
from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import cases as case_store

PASSPHRASE, OTHER = "zeven fietsen over een brug", "rood blauw geel groen"
PAGE = 4096
NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)
MOST_PAGES = 3
"""Of each file in a normal run: the first, the last, and some between. The long run does them all, three times."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with everything that can stand in it, and a stick: also what a crash in the middle of things leaves."""
    derive = derivation.derive
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyfile, "derive", cache(derive))
        place = tmp_path_factory.mktemp("whole")
        folder, stick = place / "school.thuisplan", place / "stick"
        stick.mkdir()
        register = opening.create_register(
            folder, role=Role.SCHOOL, owner="Anja Doedel", passphrase=PASSPHRASE,
            place=Place(name="Boom", board="Bestuur", brin="99XA"), parameters=derivation.FLOOR, clock=lambda: NOW,
        ).register  # fmt: skip
        for number in range(12):
            case = make_case(id=f"c{number}", note=f"{number} " * 300)
            cases.save_case(register, case)
            cases.save_contact(register, make_contact(case))
            cases.save_absence(register, make_absence(case))
        access.add_person(register, "Bas Bedacht", OTHER, derivation.FLOOR)
        backups.choose_second_place(register, stick)
        backups.make(register)
        _leave_as_a_crash_does(folder)
        register.close()
        (folder / "backups" / ".after-crash.db").unlink()
        yield place


def _leave_as_a_crash_does(folder: Path) -> None:
    """The register as it lies there while it is open, set aside; then what opening finds after a power cut."""
    shutil.copyfile(folder / "keys.json", folder / "keys.next.json")
    shutil.copyfile(folder / "register.db", folder / "backups" / "before-migration.db")
    shutil.copyfile(folder / "register.db", folder / "backups" / ".after-crash.db")
    shutil.copyfile(folder / "register.lock", folder / "register.lock.kept")


def _look(folder: Path) -> tuple[object, tuple[str, ...], dict[str, str]]:
    """All data, all problems, and what is said of each backup."""
    register = opening.open_register(folder, PASSPHRASE, clock=lambda: NOW + timedelta(hours=1))
    try:
        problems = register.check()
        faults = {row.path.name: row.fault or _proven(register, row.path) for row in backups.view(register).rows}
        with register.read() as connection:
            return case_store.load_case_files(connection), problems, faults
    finally:
        register.workspace.close()


def _proven(register: opening.OpenRegister, path: Path) -> str:
    try:
        putting_back.preview_restore(register, path)
    except ThuisplanError as error:
        return type(error).__name__
    return ""


def _changes(data: bytes, chance: random.Random, *, all_pages: bool) -> Iterator[bytes]:
    pages = list(range(max(1, -(-len(data) // PAGE))))
    if not all_pages and len(pages) > MOST_PAGES:
        pages = [pages[0], pages[-1], *chance.sample(pages[1:-1], MOST_PAGES - 2)]
    for page in pages:
        place = chance.randrange(page * PAGE, min(len(data), (page + 1) * PAGE))
        yield data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :]


def _try_all(whole: Path, work: Path, chance: random.Random, *, all_pages: bool) -> int:
    shutil.copytree(whole, work)
    folder = work / "school.thuisplan"
    (folder / "register.lock.kept").replace(folder / "register.lock")
    (folder / "keys.next.json").unlink()
    before, problems, faults = _look(folder)
    assert problems == ()
    assert set(faults.values()) == {""}
    tried = 0
    for path in sorted(path for path in whole.rglob("*") if path.is_file() and path.stat().st_size):
        for changed in _changes(path.read_bytes(), chance, all_pages=all_pages):
            shutil.rmtree(work)
            shutil.copytree(whole, work)
            (folder / "register.lock.kept").replace(folder / "register.lock")
            target = work / path.relative_to(whole)
            target = target.with_name("register.lock") if target.name == "register.lock.kept" else target
            target.write_bytes(changed)
            _judge(folder, target, before, faults, whole / "school.thuisplan" / "keys.next.json")
            tried += 1
    return tried


def _judge(folder: Path, changed: Path, before: object, faults: dict[str, str], waiting: Path) -> None:
    """Refused by name; or opened with every word right, and the damaged part named where it says something; but a
    keys.json is mended without a word by the keys that wait beside it.
    """
    with suppress(ThuisplanError):
        found, problems, said = _look(folder)
        assert found == before, changed.name
        assert said.keys() == faults.keys(), changed.name
        is_backup = changed.parent == folder / "backups" and changed.name in said
        assert {name for name, fault in said.items() if fault} == ({changed.name} if is_backup else set())
        mended = changed.name == "keys.json" and waiting.is_file() and changed.read_bytes() == waiting.read_bytes()
        assert problems or mended or changed.name not in ("register.db", "keys.json", "register.head"), changed.name


def test_a_changed_byte_in_some_pages_of_every_file(whole: Path, tmp_path: Path) -> None:
    """Never a traceback, never other data; a damaged backup hides no other."""
    assert _try_all(whole, tmp_path / "work", random.Random(7), all_pages=False) > 15


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3))
def test_a_changed_byte_in_every_page_of_every_file(whole: Path, tmp_path: Path, seed: int) -> None:
    """All of them, three times."""
    assert _try_all(whole, tmp_path / "work", random.Random(seed), all_pages=True) > 100


@pytest.mark.parametrize("name", ["keys.json", "register.head", "register.lock"])
def test_bytes_all_through_a_small_file_beside(whole: Path, tmp_path: Path, name: str) -> None:
    """keys.json above all: bytes from its begin to its end, by the passphrase of the first person."""
    work = tmp_path / "work"
    folder = work / "school.thuisplan"
    data = (whole / "school.thuisplan" / ("register.lock.kept" if name == "register.lock" else name)).read_bytes()
    shutil.copytree(whole, work)
    (folder / "register.lock.kept").unlink()
    (folder / "keys.next.json").unlink()
    before, _, faults = _look(folder)
    step = max(1, len(data) // 12)
    for place in range(0, len(data), step):
        for path in (whole / "school.thuisplan").iterdir():
            if path.is_file() and path.name != "register.lock.kept" and path.name != "keys.next.json":
                shutil.copyfile(path, folder / path.name)
        (folder / name).write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        _judge(folder, folder / name, before, faults, folder / "keys.next.json")
