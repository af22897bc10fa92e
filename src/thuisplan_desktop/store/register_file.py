"""The encrypted folder of one workspace: make it, open it, and work in it one transaction at a time.

A workspace is used on the thread that opened it (SQLCipher refuses another). It holds the file exclusively until it
is closed. No database exception leaves this room.
"""

# The order of opening matters: is another computer at it, did a crash leave a whole journal, the key, the self-test,
# the schema, and at last whether the logbook still ends where it was noted.

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, StaticPool, create_engine, event, insert

from thuisplan_desktop.dutch import plural
from thuisplan_desktop.errors import (
    BrokenSeal,
    KeysDoNotFit,
    NotARegister,
    OtherRegister,
    RegisterDamaged,
    RegisterTooNew,
    ThuisplanError,
)
from thuisplan_desktop.store import beside, cipher, files, given, journal, logbook, places, reserve, schema
from thuisplan_desktop.store.beside import HeadNote
from thuisplan_desktop.store.faults import name_failure, named
from thuisplan_desktop.store.files import drop_next_keys, read_keys, read_next_keys, write_keys, write_next_keys
from thuisplan_desktop.store.integrity import problems
from thuisplan_desktop.store.schema import WorkspaceKind

__all__ = [
    "Connection",
    "Workspace",
    "WorkspaceKind",
    "as_sqlalchemy",
    "create",
    "drop_next_keys",
    "open_",
    "read_keys",
    "read_next_keys",
    "write_keys",
    "write_next_keys",
]

_TAIL_LOST = (
    "Het register eindigt eerder dan de notitie ernaast zegt: er ontbreken de laatste {count} regels van het logboek. "
    "Is register.db teruggezet uit een kopie? Zo niet, zet dan een reservekopie terug."
)
_OTHER_TAIL = "Het logboek is anders dan de notitie ernaast zegt: het register is vervangen of nagemaakt."
_NOTE_UNREADABLE = "De notitie naast het register is beschadigd: of er iets ontbreekt, is nu niet na te gaan."
_GIVEN_MISSED = (
    "Dit register is ouder dan de lijst van gegeven sommen ernaast. Wat eraan ontbrak is overgenomen: een som die al "
    "gegeven is, wordt geen tweede keer gegeven."
)
_GIVEN_BROKEN = (
    "De lijst van gegeven sommen naast het register is niet te lezen. Voor peildatums tot drie weken na vandaag geeft "
    "dit register daarom geen som meer; open voor zo'n telling een nieuwe peildatum."
)
_NOTE_GONE = "De notitie naast het register ontbreekt: of er iets ontbreekt, is nu niet na te gaan."
_STRANGERS = (
    "In de map van het register staat {files} dat niet van Thuisplan is, zoals een kopie van een cloudopslag. Het "
    "register zelf is register.db; bewaar de rest ergens anders."
)


@dataclass(frozen=True, repr=False)
class Access:
    """By what and for whom a workspace is opened. `take_over` removes the note of another computer, after asking.

    `former_key` is the key of before, when renewing it was cut short: the note may still be closed with it.
    """

    data_key: bytes
    register_id: str = ""
    who: str = ""
    take_over: bool = False
    former_key: bytes = b""


class Workspace:
    """An open folder. Close it on the thread that opened it.

    `warnings` are Dutch sentences about what opening found; `changed` says whether more than the logbook was written.
    """

    def __init__(self, raw: Any, handles: ExitStack, kind: WorkspaceKind, access: Access, folder: Path) -> None:
        self.kind = kind
        self.register_id = access.register_id
        self._who = access.who
        self.data_key = access.data_key
        self.folder = folder
        self.epoch = 0
        self.changed = False
        self.warnings: tuple[str, ...] = ()
        self.raw = raw
        self._handles = handles
        self._connection = as_sqlalchemy(raw)
        self._noted: HeadNote | None = None
        self._damaged = False
        self._closed = False

    def __repr__(self) -> str:
        return f"Workspace(kind={self.kind.value!r})"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent look at the register; writing in it is refused."""
        with self._sound(), named(), self._connection.begin():
            self.raw.execute("PRAGMA query_only = ON")
            try:
                yield self._connection
            finally:
                self.raw.execute("PRAGMA query_only = OFF")

    @contextmanager
    def change(self, *, makes_room: bool = False) -> Iterator[Connection]:
        """One transaction: everything in the block is on the disk when it ends, or nothing of it.

        Raises DiskFull, CannotWrite, StoreRefused; the register is then as it was. What `makes_room` may use the
        reserve when the disk is full.
        """
        with self.note(makes_room=makes_room) as connection:
            yield connection
        self.changed = True

    @contextmanager
    def note(self, *, makes_room: bool = False) -> Iterator[Connection]:
        """Like `change`, for lines of the logbook alone: nothing that a fresh backup is made for."""
        self._find_room(makes_room)
        with self._sound(), named(), self._connection.begin():
            yield self._connection
        self.keep_head()
        if makes_room:
            reserve.hold(self.folder)

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """SQLCipher answers nothing more after one unreadable page, and names other reasons: so we remember."""
        if self._damaged:
            raise RegisterDamaged(part="page")
        try:
            yield
        except RegisterDamaged:
            self._damaged = True
            raise

    def _find_room(self, makes_room: bool) -> None:
        try:
            reserve.need_room(self.folder)
        except ThuisplanError:
            if not makes_room:
                raise
            reserve.release(self.folder)

    def keep_head(self) -> None:
        """Note where the logbook ends. If that fails the old note stays, which the longer logbook still fits."""
        with suppress(ThuisplanError), named():
            with self._connection.begin():
                head = logbook.head(self._connection)
            note = HeadNote(head.number, head.hash, self.epoch)
            if note != self._noted:
                beside.write_head(self.folder, self.data_key, self.register_id, note)
                self._noted = note

    def judge_head(self) -> None:
        """Compare the end of the logbook with the note; what doesn't fit becomes a warning."""
        try:
            note = beside.read_head(self.folder, self.data_key, self.register_id)
        except BrokenSeal:
            self.warnings = (*self.warnings, _NOTE_UNREADABLE)
            return
        with named(), self._connection.begin():
            number, hash_there = logbook.head(self._connection).number, None
            if note is not None:
                hash_there = logbook.hash_at(self._connection, note.number)
        if note is None:
            found = _NOTE_GONE if number else ""
        elif number < note.number:
            found = _TAIL_LOST.format(count=note.number - number)
        else:
            found = _OTHER_TAIL if hash_there not in (None, note.hash) else ""
        self.warnings = (*self.warnings, *([found] if found else []))

    def keep_given(self) -> None:
        """A key holder's register and the note beside it each get the given sums that the other has more."""
        if self.kind is not WorkspaceKind.KEYHOLDER:
            return
        with self.read() as connection:
            found = given.compare(connection, self.folder, self.data_key, self.register_id)
        if found.changes_register:
            with self.note() as connection:
                given.take_over(connection, found, datetime.now(UTC).date())
            self.warnings = (*self.warnings, _GIVEN_BROKEN if found.broken else _GIVEN_MISSED)
        if found.changes_register or found.note_lacks:
            with suppress(ThuisplanError):  # a full disk keeps nobody out; the next opening tries again
                self.write_given()

    def write_given(self) -> None:
        """Note beside the register which sums were given. Raises DiskFull, CannotWrite."""
        if self.kind is WorkspaceKind.KEYHOLDER:
            with self.read() as connection:
                known = given.load_given(connection)
            given.write(self.folder, self.data_key, self.register_id, known)

    def check(self) -> tuple[str, ...]:
        """Look through the whole file. Each problem is a Dutch sentence without personal data; none: all is well."""
        return (*self.warnings, *problems(self.raw, self._connection), *self._beside())

    def _beside(self) -> tuple[str, ...]:
        count = files.strangers(self.folder)
        return (_STRANGERS.format(files=plural(count, "bestand", "bestanden")),) if count else ()

    def rewrite(self) -> None:
        """Write the whole file anew, so that nothing removed stays in it, nor in its journal. Raises DiskFull."""
        with named():
            try:
                self.raw.execute("PRAGMA journal_mode = TRUNCATE")
                self.raw.execute("VACUUM")
            finally:
                self.raw.execute("PRAGMA journal_mode = DELETE")

    def renew_key(self, data_key: bytes) -> None:
        """Encrypt every page anew under another key, in one transaction."""
        with named():
            self.raw.execute(f"PRAGMA rekey = \"x'{cipher.hex_of(data_key)}'\"")
        self.data_key, self._noted = data_key, None
        self.say_here()
        self.keep_head()
        self.write_given()

    def say_here(self) -> None:
        """Note beside the register, under its key of now, that we have it open. Raises DiskFull, CannotWrite."""
        beside.lock(self.folder, self.data_key, self._who, datetime.now(UTC))

    def close(self) -> None:
        """Release the file. Doing so twice is fine."""
        with named():
            self._connection.close()
            self._connection.engine.dispose()
            self.raw.close()
            self._handles.close()  # last: closing any handle of the file would release SQLite's own lock (POSIX)
            if not self._closed:
                self._closed = True
                beside.unlock(self.folder)


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
) -> Workspace:
    """Open a workspace for reading and writing; an older one is copied aside and brought up to date first.

    `register_id` is what keys.json says; another one in the file raises OtherRegister. `who` stands in the note for
    other computers, `take_over` removes theirs, and `former_key` is that of before a renewal cut short. Also raises
    NoSuchFile, NotARegister, RegisterDamaged, RegisterInUse, RegisterLocked, RegisterTooNew, SynchronisedFolder,
    CannotWrite, DiskFull; nothing is changed then.
    """
    access = Access(data_key, register_id, who, take_over, former_key)
    path = files.require_register(folder)
    places.require_local(folder)
    if not access.take_over:
        beside.require_unlocked(folder, data_key, key_is_proven=False, former_key=former_key)
    after_crash = _prepare_rollback(path)
    try:
        with named():
            workspace = _unlocked(path, access)
        return _settled(workspace, after_crash=after_crash)
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


def _settled(workspace: Workspace, *, after_crash: bool) -> Workspace:
    """Prove what a rollback left, look at the end of the logbook, and say that we are here."""
    try:
        if after_crash:
            if workspace.check():
                raise RegisterDamaged(part="journal")
            journal.remove_copy(workspace.folder / files.DATABASE)
        workspace.judge_head()
        workspace.keep_given()
        workspace.say_here()
        _sweep(workspace.folder)
        reserve.hold(workspace.folder)
    except BaseException:
        workspace.close()
        raise
    return workspace


def _sweep(folder: Path) -> None:
    """Copies that a crash left half-way hold what the register held; nothing opens or removes them later."""
    for place in (folder, folder / files.BACKUPS):
        if place.is_dir():
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


def as_sqlalchemy(raw: Any) -> Connection:
    """The raw connection as SQLAlchemy sees it.

    Every transaction begins as a writer, so that it never fails half-way; every failure has its name at once.
    """
    engine = create_engine(
        "sqlite://", creator=lambda: raw, module=cipher.dbapi2, poolclass=StaticPool, hide_parameters=True
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    event.listen(engine, "handle_error", name_failure)
    return engine.connect()
