"""An open workspace: work in it one transaction at a time, look through it, write it anew, close it.

It is used on the thread that opened it (SQLCipher refuses another). It holds the file exclusively until it is closed.
No database exception leaves this room.
"""

from collections.abc import Iterator, MutableMapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy import Connection, Engine, NullPool, StaticPool, create_engine, event
from sqlalchemy.util import LRUCache

from thuisplan_desktop.dutch import plural
from thuisplan_desktop.errors import CannotWrite, RegisterDamaged, RegisterStopped, ThuisplanError
from thuisplan_desktop.store import beside, cipher, files, given, journal, logbook, reserve
from thuisplan_desktop.store.beside import HeadNote
from thuisplan_desktop.store.faults import name_failure, named
from thuisplan_desktop.store.integrity import problems
from thuisplan_desktop.store.schema import WorkspaceKind

__all__ = ["Access", "Connection", "Workspace", "WorkspaceKind", "as_sqlalchemy"]

_STRANGERS = (
    "In de map van het register is niet alles van Thuisplan: er staat {files} bij, zoals een kopie van een "
    "cloudopslag. Het register zelf is register.db; bewaar de rest ergens anders."
)

_WORKED_OUT: MutableMapping[Any, Any] = LRUCache(500)
"""Statements as SQL, each worked out once for whatever this process opens: a backup that is proven, a copy that is
looked into. They are as many as SQLAlchemy keeps for one connection, and are gone with the process, as a lock ends it.
"""


@dataclass(frozen=True, repr=False)
class Access:
    """By what and for whom a workspace is opened. `take_over` removes the note of another computer, after asking.

    `former_key` is the key of before, when renewing it was cut short: the note may still be closed with it. `epoch` is
    that of the keys.json it opens by; 0 opens it however old it is.
    """

    data_key: bytes
    register_id: str = ""
    who: str = ""
    take_over: bool = False
    former_key: bytes = b""
    epoch: int = 0


class Workspace:
    """An open folder. Close it on the thread that opened it.

    `warnings` are Dutch sentences about what opening found; those of them that are `doubts`, of what the note beside
    the register told otherwise, are gone from there with the next change, so whoever opens keeps them. `changed` says
    whether more than the logbook was written.
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
        self.doubts: tuple[str, ...] = ()
        self.raw = raw
        self._handles = handles
        self._connection = as_sqlalchemy(raw)
        self._noted: HeadNote | None = None
        self._damaged = self._stopped = False
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
        with self.beside_note(makes_room=makes_room) as connection:
            yield connection
        self.keep_head()
        if makes_room:
            reserve.hold(self.folder)

    @contextmanager
    def beside_note(self, *, makes_room: bool = False) -> Iterator[Connection]:
        """Like `note`, but the note beside the register stays what it is: it is not yet judged."""
        self._find_room(makes_room)
        with self._sound(), named(), self._connection.begin():
            yield self._connection

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """SQLCipher answers nothing more after one unreadable page, and names other reasons: so we remember."""
        if self._stopped:
            raise RegisterStopped
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
        with suppress(ThuisplanError), self._sound(), named():
            with self._connection.begin():
                head = logbook.head(self._connection)
            note = HeadNote(head.number, head.hash, self.epoch)
            if note != self._noted:
                beside.write_head(self.folder, self.data_key, self.register_id, note)
                self._noted = note

    def write_given(self) -> None:
        """Note beside the register which sums were given. Raises DiskFull, CannotWrite."""
        if self.kind is WorkspaceKind.KEYHOLDER:
            with self.read() as connection:
                known = given.load_given(connection)
            given.write(self.folder, self.data_key, self.register_id, known)

    def check(self) -> tuple[str, ...]:
        """Look through the whole file. Each problem is a Dutch sentence without personal data; none: all is well."""
        with self._sound():
            return (*self.warnings, *problems(self.raw, self._connection), *self._beside())

    def _beside(self) -> tuple[str, ...]:
        count = files.strangers(self.folder)
        return (_STRANGERS.format(files=plural(count, "ander bestand", "andere bestanden")),) if count else ()

    def rewrite(self) -> None:
        """Write the whole file anew, so that nothing removed stays in it, nor in its journal. Raises DiskFull."""
        with self._sound(), named():
            try:
                self.raw.execute("PRAGMA journal_mode = TRUNCATE")
                self.raw.execute("VACUUM")
            finally:
                self.raw.execute("PRAGMA journal_mode = DELETE")

    def renew_key(self, data_key: bytes) -> None:
        """Encrypt every page anew under another key, in one transaction. Raises DiskFull, CannotWrite with every page
        as it was, and RegisterStopped where even that is for the next opening to see.

        Once the pages are under the new key nothing raises: no note beside them is worth that.
        """
        if not self._pages_renewed(data_key) and not self._connect_again(data_key):
            self._say_why()
        self.data_key, self._noted = data_key, None
        with suppress(ThuisplanError):
            self.say_here()
        self.keep_head()
        with suppress(ThuisplanError):
            self.write_given()

    def _pages_renewed(self, data_key: bytes) -> bool:
        """SQLCipher is silent too where the disk failed at the end: then the journal that undoes it is still there."""
        with suppress(ThuisplanError):
            with self._sound(), named():
                self.raw.execute(f"PRAGMA rekey = \"x'{cipher.hex_of(data_key)}'\"")
            return not journal.waits(self.folder / files.DATABASE)
        return False

    def _say_why(self) -> NoReturn:
        """SQLCipher tells of a full disk, and of a page that it can't read, only that something went wrong."""
        with named():
            size = (self.folder / files.DATABASE).stat().st_size
        reserve.need_room(self.folder, reserve.ROOM_BYTES + 2 * size)
        if problems(self.raw, self._connection):
            raise RegisterDamaged(part="page")
        raise CannotWrite

    def _connect_again(self, other: bytes) -> bool:
        """After a renewal that failed; whether the pages are under the other key after all.

        SQLCipher then goes on writing under the key that it did not get to, among pages of the old one. So nothing is
        written through that connection any more. Raises RegisterStopped where neither key opens it now, or a journal
        waits: opening looks at that with care.
        """
        path = self.folder / files.DATABASE
        self._stopped = True
        with suppress(ThuisplanError), named():
            self._connection.close()
            self._connection.engine.dispose()
            self.raw.close()
        for key in (self.data_key, other):
            with suppress(ThuisplanError), named():
                if journal.needs_rollback(path):
                    break
                self.raw = cipher.connect(path, key)
                self._connection, self._stopped = as_sqlalchemy(self.raw), False
                return key == other
        raise RegisterStopped

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
                beside.unlock(self.folder, self.data_key)


def as_sqlalchemy(raw: Any) -> Connection:
    """The raw connection as SQLAlchemy sees it.

    Every transaction begins as a writer, so that it never fails half-way; every failure has its name at once.
    """
    first = _first_engine()
    pool = StaticPool(lambda: raw, dialect=first.dialect)
    engine = Engine(pool, first.dialect, first.url, hide_parameters=True)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    event.listen(engine, "handle_error", name_failure)
    return engine.connect().execution_options(compiled_cache=_WORKED_OUT)


@cache
def _first_engine() -> Engine:
    """What every engine has of this one: a dialect of its own would work out every statement anew."""
    engine = create_engine("sqlite://", module=cipher.dbapi2, poolclass=NullPool, hide_parameters=True)
    with engine.connect():  # only then the dialect knows which SQLite it speaks to
        return engine
