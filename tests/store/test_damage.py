"""Damaged and foreign files: a named error or a named problem, never a traceback, never wrong data."""

import random
import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest

from factories import make_absence, make_case, make_consent, make_contact
from thuisplan_desktop.errors import NotARegister, RegisterDamaged
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.consent import Consent
from thuisplan_desktop.store import cases, consents, register_file
from thuisplan_desktop.store.register_file import WorkspaceKind

KEY = bytes(range(32))
PAGE = 4096
Content = tuple[tuple[CaseFile, ...], dict[str, tuple[Consent, ...]]]


@pytest.fixture
def filled(folder: Path) -> tuple[bytes, Content]:
    """The bytes of a closed register with some forty cases, and what it holds."""
    workspace = register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "proefregister")
    with workspace.change() as connection:
        for number in range(40):
            case = make_case(note=f"{number} " * 150)
            contact = make_contact(case)
            cases.save_case(connection, case)
            cases.save_absence(connection, make_absence(case))
            cases.save_contact(connection, contact)
            consents.save_consent(connection, make_consent(case, contact))
    with workspace.read() as connection:
        content = cases.load_case_files(connection), consents.load_all_consents(connection)
    workspace.close()
    return (folder / "register.db").read_bytes(), content


def _look(folder: Path) -> tuple[Content, tuple[str, ...]]:
    workspace = register_file.open_(folder, KEY)
    try:
        problems = workspace.check()
        with workspace.read() as connection:
            return (cases.load_case_files(connection), consents.load_all_consents(connection)), problems
    finally:
        workspace.close()


def test_a_changed_byte_in_any_page_is_noticed(folder: Path, filled: tuple[bytes, Content]) -> None:
    """One byte in each page in turn: opening or reading is refused, or the check names it and all data is right."""
    data, content = filled
    chance = random.Random(20261103)
    for page in range(len(data) // PAGE):
        place = page * PAGE + chance.randrange(PAGE)
        changed = data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :]
        (folder / "register.db").write_bytes(changed)
        with suppress(RegisterDamaged):
            found, problems = _look(folder)
            assert found == content, page
            assert problems, page
        assert (folder / "register.db").read_bytes() == changed


def test_a_whole_register_has_no_problems(folder: Path, filled: tuple[bytes, Content]) -> None:
    """The yardstick for the others."""
    assert _look(folder) == (filled[1], ())


@pytest.mark.parametrize("cut", [1, 100, PAGE, 5 * PAGE, -PAGE, -PAGE - 700])
def test_a_truncated_register_is_named(folder: Path, filled: tuple[bytes, Content], cut: int) -> None:
    """Cut off at the end, or with nothing but its first page left."""
    (folder / "register.db").write_bytes(filled[0][:-cut])
    with pytest.raises(RegisterDamaged):
        _look(folder)
    assert (folder / "register.db").read_bytes() == filled[0][:-cut]


def test_pages_of_nothing_but_zeros_are_named(folder: Path, filled: tuple[bytes, Content]) -> None:
    """SQLCipher takes a page of zeros for an unwritten one; the structure then gives it away."""
    data, content = filled
    for page in range(1, len(data) // PAGE):
        (folder / "register.db").write_bytes(data[: page * PAGE] + bytes(PAGE) + data[(page + 1) * PAGE :])
        with suppress(RegisterDamaged):
            found, problems = _look(folder)
            assert found == content or problems, page


def _plain_sqlite(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE workspace (kind TEXT)")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("form", ["empty", "short", "text", "plain"])
def test_a_foreign_file_is_no_register(folder: Path, form: str) -> None:
    """Empty, too short, or a readable SQLite file: it is refused and stays as it was."""
    folder.mkdir()
    path = folder / "register.db"
    if form == "plain":
        _plain_sqlite(path)
    else:
        path.write_bytes({"empty": b"", "short": b"\x07" * 1000, "text": b"Beste ouders,\n" * 10}[form])
    before = path.read_bytes()
    with pytest.raises(NotARegister):
        register_file.open_(folder, KEY)
    assert path.read_bytes() == before
    assert [file.name for file in folder.iterdir()] == ["register.db"]


def test_a_long_foreign_file_is_named(folder: Path) -> None:
    """Random bytes can't be told from a register of another folder: 'damaged, or not of this folder'."""
    folder.mkdir()
    (folder / "register.db").write_bytes(random.Random(1).randbytes(5 * PAGE))
    with pytest.raises(RegisterDamaged):
        register_file.open_(folder, KEY)


def test_a_folder_in_place_of_the_file_is_no_register(folder: Path) -> None:
    """A directory of that name is not opened."""
    (folder / "register.db").mkdir(parents=True)
    with pytest.raises(NotARegister):
        register_file.open_(folder, KEY)


def test_a_foreign_journal_is_harmless(folder: Path, filled: tuple[bytes, Content]) -> None:
    """Rubbish where the journal belongs is not rolled back into the register."""
    (folder / "register.db-journal").write_bytes(random.Random(2).randbytes(3 * PAGE))
    assert _look(folder) == (filled[1], ())


def test_a_broken_reference_is_a_problem(folder: Path, filled: tuple[bytes, Content]) -> None:
    """What an outside tool with the key could leave behind is named by table."""
    workspace = register_file.open_(folder, KEY)
    workspace.raw.execute("PRAGMA foreign_keys = OFF")
    workspace.raw.execute("DELETE FROM cases WHERE rowid = 1")
    problems = workspace.check()
    workspace.close()
    assert len(problems) == 3
    assert all("verwijst naar iets dat er niet is" in problem for problem in problems)
