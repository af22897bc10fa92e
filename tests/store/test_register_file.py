"""Making, opening, locking and closing a workspace folder, and what it refuses."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import text

from factories import make_case, make_consent, make_contact
from thuisplan_desktop.errors import (
    AlreadyExists,
    CannotWrite,
    DiskFull,
    NoSuchFile,
    NotARegister,
    OtherRegister,
    RegisterDamaged,
    RegisterInUse,
    RegisterTooNew,
    StoreRefused,
    ThuisplanError,
)
from thuisplan_desktop.store import cases, cipher, consents, register_file, rows, schema, settings
from thuisplan_desktop.store.cipher import pragma
from thuisplan_desktop.store.register_file import Workspace, WorkspaceKind

KEY = bytes(range(32))
OTHER_KEY = bytes(32)


@pytest.mark.parametrize("kind", list(WorkspaceKind))
def test_a_new_workspace_opens_again(kind: WorkspaceKind, folder: Path) -> None:
    """Kind and id are the file's own, and a new file has no problems."""
    register_file.create(folder, kind, KEY, "proefregister").close()
    workspace = register_file.open_(folder, KEY, "proefregister")
    assert (workspace.kind, workspace.register_id, workspace.folder) == (kind, "proefregister", folder)
    assert workspace.check() == ()
    workspace.close()
    workspace.close()


def test_a_representation_shows_no_path(workspace: Workspace) -> None:
    """The name of a folder may be that of a school."""
    assert repr(workspace) == "Workspace(kind='coordinator')"


def test_what_was_changed_is_there_after_opening_again(workspace: Workspace, folder: Path) -> None:
    """A transaction that ended is on the disk."""
    case = make_case()
    with workspace.change() as connection:
        cases.save_case(connection, case)
    workspace.close()
    again = register_file.open_(folder, KEY)
    with again.read() as connection:
        assert cases.load_case(connection, case.id) == case
    again.close()


def test_a_change_that_fails_leaves_nothing(workspace: Workspace) -> None:
    """All of a transaction or none of it."""

    def fails() -> None:
        with workspace.change() as connection:
            cases.save_case(connection, make_case())
            raise KeyError

    with pytest.raises(KeyError):
        fails()
    with workspace.read() as connection:
        assert cases.load_case_files(connection) == ()


def test_reading_can_not_write(workspace: Workspace) -> None:
    """A look at the register changes nothing, also by mistake; the next change works."""
    with pytest.raises(CannotWrite), workspace.read() as connection:
        cases.save_case(connection, make_case())
    with workspace.change() as connection:
        cases.save_case(connection, make_case())


def test_every_setting_of_the_file_is_on(workspace: Workspace) -> None:
    """The settings of decision 6, as the open connection answers them."""
    answers = {
        "cipher_status": "1",
        "locking_mode": "exclusive",
        "journal_mode": "delete",
        "synchronous": 2,
        "temp_store": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "cache_size": -65536,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "page_size": "4096",
    }
    assert {name: pragma(workspace.raw, name)[0][0] for name in answers} == answers


def test_the_library_reads_no_configuration_of_the_machine() -> None:
    """The OpenSSL inside SQLCipher is pointed at nothing before it is loaded."""
    assert os.environ["OPENSSL_CONF"] == os.devnull
    assert Path(os.environ["OPENSSL_MODULES"]) == Path(cipher.__file__).parent


def test_plain_sqlite_is_never_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library without encryption ignores the key without a word; then there is no register at all."""
    monkeypatch.setattr(cipher, "dbapi2", sqlite3)
    with pytest.raises(RegisterDamaged) as failure:
        register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "x")
    assert failure.value.facts == {"part": "cipher"}
    assert not folder.exists()


def test_the_self_test_of_every_start_knows_a_plain_file(tmp_path: Path) -> None:
    """Random bytes that only the own key opens pass; SQLite's own first words don't."""
    good, plain = tmp_path / "good.db", tmp_path / "plain.db"
    register_file.fill(good, WorkspaceKind.REGION, KEY, "x")
    plain.write_bytes(b"SQLite format 3\x00" + bytes(4096))
    with ExitStack() as handles:
        register_file._require_encrypted(good, handles)
        with pytest.raises(NotARegister):
            register_file._require_encrypted(plain, handles)


def test_a_file_that_any_key_opens_is_refused(
    workspace: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The self-test takes a key that can't be right. Where that works, nothing is what it seems; nothing is held."""
    workspace.close()
    with monkeypatch.context() as patch:
        patch.setattr(cipher.secrets, "token_bytes", lambda _: KEY)
        with pytest.raises(RegisterDamaged) as refused:
            register_file.open_(folder, KEY)
        assert refused.value.facts == {"part": "cipher"}
    register_file.open_(folder, KEY).close()


def test_the_self_test_leaves_a_journal_of_a_crash_alone(workspace: Workspace, folder: Path) -> None:
    """It looks at the file as it lies there: a rollback is for who has the key."""
    workspace.close()
    (folder / "register.db-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600))
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    cipher.refused_without_key(folder / "register.db").close()
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_no_plaintext_in_any_file_of_the_folder(workspace: Workspace, folder: Path) -> None:
    """The canary: a name that was saved, and changed, stands in no file, journal included, open or closed."""
    case = make_case(nickname="Kanarievogeltje", surname="Wachterswoord", note="Geheimzinnigheid 🐤 ş")
    contact = make_contact(case, email="kanarie@wachterswoord.invalid")
    with workspace.change() as connection:
        cases.save_case(connection, case)
        cases.save_contact(connection, contact)
        consents.save_consent(connection, make_consent(case, contact, recorded_by="Wachterswoord"))
        settings.put(connection, "laatste", "Kanarievogeltje")
    for number in range(30):  # so that old pages go through the journal
        with workspace.change() as connection:
            cases.save_contact(connection, make_contact(case, surname=f"Wachterswoord{number}"))
    assert (folder / "register.db-journal").stat().st_size > 0
    _assert_no_canary(folder)
    workspace.close()
    _assert_no_canary(folder)


def _assert_no_canary(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    words = ["Kanarievogeltje", "Wachterswoord", "Geheimzinnigheid", "🐤", "SQLite format", "CREATE TABLE"]
    forms = [word.encode(form) for word in words for form in ("utf-8", "utf-16-le", "utf-16-be")]
    forms += [KEY, KEY.hex().encode()]
    for path in files:
        data = path.read_bytes()
        assert not [form for form in forms if form in data], path.name


def test_only_the_owner_may_look_into_the_folder(workspace: Workspace, folder: Path) -> None:
    """Folder, database and keys are for the owner alone, whatever the umask."""
    register_file.write_keys(folder, "{}")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "backups").stat().st_mode & 0o777 == 0o700
    for name in ("register.db", "keys.json"):
        assert (folder / name).stat().st_mode & 0o777 == 0o600


# --- refusals at creation


def test_a_folder_that_holds_something_is_not_taken(folder: Path) -> None:
    """An existing register, or somebody's own files, are never written over."""
    folder.mkdir()
    (folder / "brief.txt").write_text("van mij", "utf-8")
    with pytest.raises(AlreadyExists):
        register_file.create(folder, WorkspaceKind.REGION, KEY, "x")
    assert [path.name for path in folder.iterdir()] == ["brief.txt"]


def test_a_second_register_in_the_same_folder_is_refused(workspace: Workspace, folder: Path) -> None:
    """Creating never replaces."""
    with pytest.raises(AlreadyExists):
        register_file.create(folder, WorkspaceKind.COORDINATOR, OTHER_KEY, "y")
    assert workspace.check() == ()


def test_a_creation_that_fails_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a register would be taken for one."""

    def fails(*_: object) -> None:
        raise DiskFull

    monkeypatch.setattr(register_file, "fill", fails)
    with pytest.raises(DiskFull):
        register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "x", keys="{}")
    assert not folder.exists()


@pytest.mark.parametrize("key", [b"", bytes(31), bytes(33), bytes(64)])
def test_a_key_of_another_length_is_refused(key: bytes, folder: Path) -> None:
    """SQLCipher would silently take it for a passphrase."""
    with pytest.raises(ValueError, match="32 bytes"):
        register_file.create(folder, WorkspaceKind.COORDINATOR, key, "x")
    assert not folder.exists()


# --- refusals at opening


def test_a_missing_folder_is_named(folder: Path) -> None:
    """No folder is another thing than a folder that is no register."""
    with pytest.raises(NoSuchFile):
        register_file.open_(folder, KEY)
    with pytest.raises(NoSuchFile):
        register_file.read_keys(folder)
    assert not folder.exists()


def test_a_folder_without_a_database_is_no_register(folder: Path) -> None:
    """Nothing is made in it either."""
    folder.mkdir()
    with pytest.raises(NotARegister):
        register_file.open_(folder, KEY)
    with pytest.raises(NotARegister):
        register_file.read_keys(folder)
    assert list(folder.iterdir()) == []


def test_another_key_does_not_open_it(workspace: Workspace, folder: Path) -> None:
    """The key came out of keys.json, so a register.db it doesn't fit is damaged or of another folder."""
    workspace.close()
    before = (folder / "register.db").read_bytes()
    with pytest.raises(RegisterDamaged) as failure:
        register_file.open_(folder, OTHER_KEY)
    assert failure.value.facts == {"part": "key"}
    assert (folder / "register.db").read_bytes() == before


def test_a_register_of_another_id_is_named(workspace: Workspace, folder: Path) -> None:
    """A keys.json of another register that happens to hold the same key is noticed."""
    workspace.close()
    with pytest.raises(OtherRegister):
        register_file.open_(folder, KEY, "een-ander")
    register_file.open_(folder, KEY, "proefregister").close()


def test_a_newer_register_is_left_alone(workspace: Workspace, folder: Path) -> None:
    """An older program does not guess at what a newer one wrote."""
    with workspace.change() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    workspace.close()
    with pytest.raises(RegisterTooNew):
        register_file.open_(folder, KEY)


@pytest.mark.parametrize(
    "statement",
    ["DROP TABLE workspace", "DELETE FROM workspace", "UPDATE workspace SET kind = 'keuken'",
     "INSERT INTO workspace VALUES ('region', 'x')", "UPDATE alembic_version SET version_num = 'a1b2'"],
)  # fmt: skip
def test_an_encrypted_file_that_is_no_register_is_refused(statement: str, workspace: Workspace, folder: Path) -> None:
    """It opens with the key but doesn't say whose workspace it is."""
    with workspace.change() as connection:
        connection.exec_driver_sql(statement)
    workspace.close()
    with pytest.raises(NotARegister):
        register_file.open_(folder, KEY)


def test_a_second_opening_in_the_same_program_is_refused(workspace: Workspace, folder: Path) -> None:
    """Whatever the second one knows of the key; and the first one keeps its lock."""
    for key in (KEY, OTHER_KEY):
        with pytest.raises(RegisterInUse):
            register_file.open_(folder, key)
    workspace.close()
    workspace = register_file.open_(folder, KEY, who="Anja Voorbeeld")
    with pytest.raises(RegisterInUse) as refused:
        register_file.open_(folder, KEY)
    assert re.fullmatch(r" door Anja Voorbeeld, sinds \d\d-\d\d-\d{4} \d\d:\d\d", str(refused.value.facts["by"]))
    with pytest.raises(RegisterInUse) as refused:
        register_file.open_(folder, OTHER_KEY)
    assert refused.value.facts["by"] == ""
    assert _opens_elsewhere(folder) == "RegisterInUse"
    workspace.close()


def test_a_second_program_is_refused_until_the_first_closes(workspace: Workspace, folder: Path) -> None:
    """One writer: the file is locked from opening to closing, also while nothing is being written."""
    assert _opens_elsewhere(folder) == "RegisterInUse"
    with workspace.change() as connection:
        cases.save_case(connection, make_case())
    assert _opens_elsewhere(folder) == "RegisterInUse"
    workspace.close()
    assert _opens_elsewhere(folder) == "opened"


def _opens_elsewhere(folder: Path) -> str:
    script = (
        "import sys; from pathlib import Path; from thuisplan_desktop.store import register_file\n"
        "try: register_file.open_(Path(sys.argv[1]), bytes(range(32))).close(); print('opened')\n"
        "except Exception as error: print(type(error).__name__)"
    )
    command = [sys.executable, "-c", script, str(folder)]
    source = str(Path(register_file.__file__).parents[2])
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": source})
    return done.stdout.strip()


# --- the database's own exceptions stay inside


def test_a_refusal_of_the_database_holds_no_values(workspace: Workspace) -> None:
    """Neither the error nor anything hung on it knows what was to be saved."""
    contact = make_contact(make_case(), surname="Wachterswoord", case_id="bestaat-niet")
    with pytest.raises(StoreRefused) as failure, workspace.change() as connection:
        rows.save(connection, schema.contacts, contact)
    _assert_clean(failure.value)
    assert failure.value.facts == {"code": "SQLITE_CONSTRAINT"}


@pytest.mark.parametrize("note", ["half een teken \ud83d", object(), ["lijst"]], ids=["surrogate", "object", "list"])
def test_a_value_no_column_can_take_is_refused_without_showing_it(workspace: Workspace, note: object) -> None:
    """A text with half a character comes from a broken paste; the rest is a mistake of ours."""
    with pytest.raises(StoreRefused) as failure, workspace.change() as connection:
        cases.save_case(connection, make_case(note=note))
    _assert_clean(failure.value)


def test_a_mistake_in_a_statement_shows_no_values(workspace: Workspace) -> None:
    """SQLAlchemy's own exception would carry what was to be filled in."""
    with pytest.raises(StoreRefused) as failure, workspace.change() as connection:
        connection.execute(text("SELECT :missing"), {"given": "Wachterswoord"})
    assert failure.value.facts == {"code": "StatementError"}
    _assert_clean(failure.value)


def _assert_clean(error: ThuisplanError) -> None:
    hung: BaseException | None = error
    while hung is not None:
        assert isinstance(hung, ThuisplanError) or not (hung.args or getattr(hung, "params", None))
        hung = hung.__cause__ or hung.__context__
