"""The encrypted folder of one workspace: make it, open it, and work in it one transaction at a time.

A workspace is used on the thread that opened it (SQLCipher refuses another). It holds the file exclusively until it
is closed. No database exception leaves this room.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, StaticPool, create_engine, event, insert

from thuisplan_desktop.errors import NotARegister, OtherRegister, RegisterDamaged, RegisterTooNew
from thuisplan_desktop.store import cipher, files, schema
from thuisplan_desktop.store.faults import name_failure, named
from thuisplan_desktop.store.files import read_keys, write_keys
from thuisplan_desktop.store.integrity import problems
from thuisplan_desktop.store.schema import WorkspaceKind

__all__ = ["Connection", "Workspace", "WorkspaceKind", "create", "open_", "read_keys", "write_keys"]


class Workspace:
    """An open folder. Close it on the thread that opened it."""

    def __init__(self, raw: Any, header: BinaryIO, kind: WorkspaceKind, register_id: str, folder: Path) -> None:
        self.kind = kind
        self.register_id = register_id
        self.folder = folder
        self._raw = raw
        self._header = header
        self._connection = _sqlalchemy(raw)

    def __repr__(self) -> str:
        return f"Workspace(kind={self.kind.value!r})"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent look at the register; writing in it is refused."""
        with named(), self._connection.begin():
            self._raw.execute("PRAGMA query_only = ON")
            try:
                yield self._connection
            finally:
                self._raw.execute("PRAGMA query_only = OFF")

    @contextmanager
    def change(self) -> Iterator[Connection]:
        """One transaction: everything in the block is on the disk when it ends, or nothing of it.

        Raises DiskFull, CannotWrite, StoreRefused; the register is then as it was.
        """
        with named(), self._connection.begin():
            yield self._connection

    def check(self) -> tuple[str, ...]:
        """Look through the whole file. Each problem is a Dutch sentence without personal data; none: all is well."""
        return problems(self._raw)

    def close(self) -> None:
        """Release the file. Doing so twice is fine."""
        with named():
            self._connection.close()
            self._connection.engine.dispose()
            self._raw.close()
            self._header.close()  # last: closing any handle of the file would release SQLite's own lock (POSIX)


def create(folder: Path, kind: WorkspaceKind, data_key: bytes, register_id: str, keys: str = "") -> Workspace:
    """Make a new, empty workspace and return it open. `keys` is the text of its keys.json, unless written later.

    Raises AlreadyExists unless the folder is missing or empty, CannotWrite, DiskFull; then nothing is left behind.
    """
    files.make_folder(folder)
    try:
        if keys:
            write_keys(folder, keys)
        with named():
            _fill(folder / files.DATABASE, kind, data_key, register_id)
        return open_(folder, data_key, register_id)
    except BaseException:
        files.remove_unfinished(folder)
        raise


def _fill(path: Path, kind: WorkspaceKind, data_key: bytes, register_id: str) -> None:
    """Build the tables and say whose they are, in one transaction."""
    raw = cipher.connect(path, data_key)
    try:
        with _sqlalchemy(raw) as connection, connection.begin():
            schema.TABLES[kind].create_all(connection)
            version = schema.TABLES[kind].tables["alembic_version"]
            connection.execute(insert(version).values(version_num=schema.revision_name(schema.REVISIONS[kind])))
            connection.execute(insert(schema.workspace).values(kind=kind.value, register_id=register_id))
    finally:
        raw.close()


def open_(folder: Path, data_key: bytes, register_id: str = "") -> Workspace:
    """Open a workspace for reading and writing; an older one is copied aside and brought up to date first.

    `register_id` is what keys.json says; another one in the file raises OtherRegister. Also raises NoSuchFile,
    NotARegister, RegisterDamaged, RegisterInUse, RegisterTooNew, CannotWrite, DiskFull; nothing is changed then.
    """
    path = files.require_register(folder)
    with named():
        raw = _connected(path, data_key)
        try:
            return _opened(raw, path, register_id)
        except BaseException:
            raw.close()
            raise


def _opened(raw: Any, path: Path, register_id: str) -> Workspace:
    # Only now (see Workspace.close), and for writing: SQLite itself opens a read-only file without a word.
    header = path.open("r+b")
    try:
        _require_encrypted(header)
        kind, found_id, revision = _identity(raw)
        if register_id and register_id != found_id:
            raise OtherRegister
        _bring_up_to_date(raw, path, kind, revision)
        return Workspace(raw, header, kind, found_id, path.parent)
    except BaseException:
        raw.close()
        header.close()
        raise


def _connected(path: Path, data_key: bytes) -> Any:
    """The connection, or why there is none."""
    try:
        return cipher.connect(path, data_key)
    except cipher.dbapi2.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") != "SQLITE_NOTADB":
            raise
    raise _why_unreadable(path)


def _why_unreadable(path: Path) -> NotARegister | RegisterDamaged:
    """Nobody holds a lock here, so the file may be looked into."""
    with path.open("rb") as file:
        head = file.read(cipher.PAGE_BYTES)
    plain = head.startswith(cipher.PLAIN_HEADER) or len(head) < cipher.PAGE_BYTES
    return NotARegister() if plain else RegisterDamaged(part="key")


def _require_encrypted(header: BinaryIO) -> None:
    """The self-test of every start: a real register begins with a random salt, never with SQLite's own words."""
    if header.read(len(cipher.PLAIN_HEADER)) == cipher.PLAIN_HEADER:
        raise NotARegister


def _identity(raw: Any) -> tuple[WorkspaceKind, str, int]:
    """Kind, register id and revision as the file says them; raises NotARegister."""
    tables = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"workspace", "alembic_version"} <= tables:
        raise NotARegister
    rows = raw.execute("SELECT kind, register_id, version_num FROM workspace, alembic_version").fetchall()
    if len(rows) != 1 or rows[0][0] not in list(WorkspaceKind) or not str(rows[0][2]).isdecimal():
        raise NotARegister
    kind, register_id, revision = rows[0]
    return WorkspaceKind(kind), str(register_id), int(revision)


def _bring_up_to_date(raw: Any, path: Path, kind: WorkspaceKind, revision: int) -> None:
    if revision > schema.REVISIONS[kind]:
        raise RegisterTooNew
    if revision < schema.REVISIONS[kind]:
        # Alembic takes longer to import than everything else here together.
        from thuisplan_desktop.store import migrate  # noqa: PLC0415

        with _sqlalchemy(raw) as connection:
            migrate.upgrade(raw, connection, path, kind)


def _sqlalchemy(raw: Any) -> Connection:
    """The raw connection as SQLAlchemy sees it.

    Every transaction begins as a writer, so that it never fails half-way; every failure has its name at once.
    """
    engine = create_engine(
        "sqlite://", creator=lambda: raw, module=cipher.dbapi2, poolclass=StaticPool, hide_parameters=True
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    event.listen(engine, "handle_error", name_failure)
    return engine.connect()
