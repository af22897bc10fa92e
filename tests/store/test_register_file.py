"""Making, opening, locking and closing a workspace folder, and what it refuses."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from factories import make_case, make_consent, make_contact
from thuisplan_desktop.errors import (
    AlreadyExists,
    CannotRead,
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
    assert {name: pragma(workspace._raw, name)[0][0] for name in answers} == answers


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

    monkeypatch.setattr(register_file, "_fill", fails)
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
    assert _opens_elsewhere(folder) == "RegisterInUse"


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


# --- disks that refuse


@contextmanager
def ordinary_user(folder: Path) -> Iterator[None]:
    """Be somebody whom permissions stop: for the superuser they don't."""
    if os.geteuid() != 0:
        yield
        return
    for path in (folder, *folder.rglob("*")):
        os.chown(path, 65534, 65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A place that an ordinary user can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        yield Path(place) / "Proef.thuisplan"


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
    assert sorted(path.name for path in shared_folder.iterdir()) == ["backups", "keys.json", "register.db"]


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
    pages = pragma(workspace._raw, "page_count")[0][0]
    pragma(workspace._raw, f"max_page_count = {pages + 2}")
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


def _assert_clean(error: ThuisplanError) -> None:
    hung: BaseException | None = error
    while hung is not None:
        assert isinstance(hung, ThuisplanError) or not (hung.args or getattr(hung, "params", None))
        hung = hung.__cause__ or hung.__context__


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
