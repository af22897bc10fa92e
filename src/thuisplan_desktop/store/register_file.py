"""The encrypted folder of one workspace: make it and open it. What then can be done in it is in `workspace`.

No database exception leaves this room.
"""

# The order of opening matters: is another computer at it, did a crash leave a whole journal, the key, the self-test,
# the schema, and at last whether the logbook still ends where it was noted.

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from thuisplan_desktop.errors import (
    KeysDoNotFit,
    NotARegister,
    OtherRegister,
    RegisterDamaged,
    RegisterTooNew,
)
from thuisplan_desktop.store import after_opening, beside, cipher, damaged, files, journal, places, reserve, schema
from thuisplan_desktop.store.faults import named
from thuisplan_desktop.store.files import drop_next_keys, read_keys, read_next_keys, write_keys, write_next_keys
from thuisplan_desktop.store.workspace import Access, Connection, Workspace, WorkspaceKind, as_sqlalchemy

__all__ = [
    "Connection",
    "Workspace",
    "WorkspaceKind",
    "create",
    "drop_next_keys",
    "looked_into",
    "open_",
    "read_keys",
    "read_next_keys",
    "write_keys",
    "write_next_keys",
]


def create(
    folder: Path, kind: WorkspaceKind, data_key: bytes, register_id: str, keys: str = "", who: str = ""
) -> Workspace:
    """Make a new, empty workspace and return it open. `keys` is the text of its keys.json, unless written later;
    `who` stands in the note for other computers.

    Raises AlreadyExists unless the folder is missing or empty, SynchronisedFolder, CannotWrite, DiskFull; then
    nothing is left behind.
    """
    places.require_local(folder)
    files.make_folder(folder)
    try:
        reserve.need_room(folder)
        if keys:
            write_keys(folder, keys)
        with named():
            fill(folder / files.DATABASE, kind, data_key, register_id)
        return open_(folder, data_key, register_id, who=who)
    except BaseException:
        files.remove_unfinished(folder)
        raise


def fill(path: Path, kind: WorkspaceKind, data_key: bytes, register_id: str, revision: int = 0) -> None:
    """Build the tables and say whose they are, in one transaction: the newest ones, or those of an older `revision`."""
    raw = cipher.connect(path, data_key)
    try:
        with as_sqlalchemy(raw) as connection, connection.begin():
            _build(connection, kind, revision or schema.REVISIONS[kind])
            connection.execute(insert(schema.workspace).values(kind=kind.value, register_id=register_id))
    finally:
        raw.close()


def _build(connection: Connection, kind: WorkspaceKind, revision: int) -> None:
    if revision == schema.REVISIONS[kind]:
        schema.TABLES[kind].create_all(connection)
        version = schema.TABLES[kind].tables["alembic_version"]
        connection.execute(insert(version).values(version_num=schema.revision_name(revision)))
        return
    from thuisplan_desktop.store import migrate  # noqa: PLC0415  (as in `bring_up_to_date`)

    migrate.build(connection, kind, revision)


def open_(
    folder: Path,
    data_key: bytes,
    register_id: str = "",
    *,
    who: str = "",
    take_over: bool = False,
    former_key: bytes = b"",
    epoch: int = 0,
) -> Workspace:
    """Open a workspace for reading and writing; an older one is copied aside and brought up to date first.

    `register_id` is what keys.json says; another one in the file raises OtherRegister. `who` stands in the note for
    other computers, `take_over` removes theirs, and `former_key` is that of before a renewal cut short. `epoch` is that
    of keys.json: where the note beside knows of a later one, OlderRegister; 0 opens it all the same. Also raises
    NoSuchFile, NotARegister, RegisterDamaged, RegisterInUse, RegisterLocked, RegisterTooNew, SynchronisedFolder,
    CannotWrite, DiskFull; nothing is changed then.
    """
    access = Access(data_key, register_id, who, take_over, former_key, epoch)
    path = files.require_register(folder)
    places.require_local(folder)
    files.require_plain(folder)
    if not access.take_over:
        beside.require_unlocked(folder, data_key, key_is_proven=False, former_key=former_key)
    damaged.settle_journal(folder)
    after_crash = _prepare_rollback(path)
    try:
        with named():
            workspace = _unlocked(path, access)
        return _settled(workspace, access, after_crash=after_crash)
    except RegisterDamaged:
        if after_crash and journal.has_copy(path):
            journal.put_back(path)
        raise


def _unlocked(path: Path, access: Access) -> Workspace:
    raw = _connected(path, access.data_key)
    try:
        if not access.take_over:
            former = access.former_key
            beside.require_unlocked(path.parent, access.data_key, key_is_proven=True, former_key=former)
        return _opened(raw, path, access)
    except BaseException:
        raw.close()
        raise


def _prepare_rollback(path: Path) -> bool:
    """Whether a crash left a transaction to undo; both files are then copied aside first."""
    if journal.needs_rollback(path):
        journal.copy_aside(path)
        return True
    return journal.has_copy(path)


def _settled(workspace: Workspace, access: Access, *, after_crash: bool) -> Workspace:
    """Prove what a rollback left, look at the end of the logbook, and say that we are here."""
    try:
        if after_crash:
            if workspace.check():
                raise RegisterDamaged(part="journal")
            journal.remove_copy(workspace.folder / files.DATABASE)
        after_opening.judge(workspace, access)
        workspace.say_here()
        _sweep(workspace.folder)
        reserve.hold(workspace.folder)
    except BaseException:
        workspace.close()
        raise
    return workspace


def _sweep(folder: Path) -> None:
    """Copies that a crash left half-way hold what the register held; nothing opens or removes them later.

    So does a half keys.json: the slot in it may be of somebody who was taken off since.
    """
    files.remove_unreplaced(folder)
    with suppress(OSError):
        (folder / files.BACKUPS).mkdir(mode=0o700, exist_ok=True)
    for place in (folder, folder / files.BACKUPS):
        files.remove_scratch(place)


def _opened(raw: Any, path: Path, access: Access) -> Workspace:
    with ExitStack() as handles:
        handles.callback(raw.close)
        _require_encrypted(path, handles)
        kind, found_id, revision = identity_of(raw)
        if access.register_id and access.register_id != found_id:
            raise OtherRegister
        bring_up_to_date(raw, path, kind, revision)
        return Workspace(raw, handles.pop_all(), kind, replace(access, register_id=found_id), path.parent)


def _connected(path: Path, data_key: bytes) -> Any:
    """The connection, or why there is none."""
    try:
        return cipher.connect(path, data_key)
    except cipher.dbapi2.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        if name in ("SQLITE_BUSY", "SQLITE_LOCKED"):
            raise beside.in_use(path.parent, data_key) from None
        if name != "SQLITE_NOTADB":
            raise
    raise _why_unreadable(path)


def _why_unreadable(path: Path) -> NotARegister | KeysDoNotFit:
    """Nobody holds a lock here, so the file may be looked into."""
    with path.open("rb") as file:
        head = file.read(cipher.PAGE_BYTES)
    plain = head.startswith(cipher.PLAIN_HEADER) or len(head) < cipher.PAGE_BYTES
    return NotARegister() if plain else KeysDoNotFit(part="key")


def _require_encrypted(path: Path, handles: ExitStack) -> None:
    """The self-test of every start: the file begins with a random salt, not with SQLite's own words, and a key that
    is not its own fails.

    Only now, with our lock on it (see Workspace.close), and for writing: SQLite opens a read-only file without a word.
    """
    header = path.open("r+b")
    handles.push(header)
    if header.read(len(cipher.PLAIN_HEADER)) == cipher.PLAIN_HEADER:
        raise NotARegister
    handles.callback(cipher.refused_without_key(path).close)


def identity_of(raw: Any) -> tuple[WorkspaceKind, str, int]:
    """Kind, register id and revision as the file says them; raises NotARegister."""
    tables = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"workspace", "alembic_version"} <= tables:
        raise NotARegister
    rows = raw.execute("SELECT kind, register_id, version_num FROM workspace, alembic_version").fetchall()
    if len(rows) != 1 or rows[0][0] not in list(WorkspaceKind) or not str(rows[0][2]).isdecimal():
        raise NotARegister
    kind, register_id, revision = rows[0]
    return WorkspaceKind(kind), str(register_id), int(revision)


@contextmanager
def looked_into(copy: Path, data_key: bytes) -> Iterator[tuple[WorkspaceKind, str, Connection]]:
    """Read a copy of a register.db, brought up to date; raises RegisterDamaged, NotARegister, RegisterTooNew."""
    with named():
        raw = _connected(copy, data_key)
        try:
            kind, found_id, revision = identity_of(raw)
            bring_up_to_date(raw, None, kind, revision)
            with as_sqlalchemy(raw) as connection, connection.begin():
                yield kind, found_id, connection
        finally:
            raw.close()


def begins_under(folder: Path, data_key: bytes) -> bool:
    """Whether this key opens the first page of register.db, whatever is damaged in the others; no where there is none.
    It looks at a copy: SQLite would work up a journal. Raises DiskFull, CannotWrite.
    """
    if not (folder / files.DATABASE).is_file():
        return False
    with damaged.copied(folder, folder) as copy:
        try:
            cipher.connect(copy, data_key).close()
        except cipher.dbapi2.Error:
            return False
    return True


def bring_up_to_date(raw: Any, path: Path | None, kind: WorkspaceKind, revision: int) -> None:
    """Run the steps that a file still needs; raise RegisterTooNew for one of later.

    The file at `path` is copied aside first. None is for what is itself a copy.
    """
    if revision > schema.REVISIONS[kind]:
        raise RegisterTooNew
    if revision < schema.REVISIONS[kind]:
        from thuisplan_desktop.store import migrate  # noqa: PLC0415  (Alembic imports slower than all else together)

        with as_sqlalchemy(raw) as connection:
            migrate.upgrade(raw, connection, path, kind)
