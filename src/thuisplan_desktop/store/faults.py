"""Database and disk failures become named errors here, and nowhere else.

A database exception holds the values it was called with, and an OSError the path; neither leaves this room, not
even as the context of the error that replaces it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from errno import EDQUOT, ENOSPC

from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import StatementError

from thuisplan_desktop.errors import (
    CannotWrite,
    DiskFull,
    RegisterDamaged,
    RegisterInUse,
    StoreRefused,
    ThuisplanError,
)
from thuisplan_desktop.store.cipher import dbapi2

_KINDS: dict[str, type[ThuisplanError]] = {
    "SQLITE_FULL": DiskFull,
    "SQLITE_BUSY": RegisterInUse,
    "SQLITE_LOCKED": RegisterInUse,
    "SQLITE_NOTADB": RegisterDamaged,
    "SQLITE_CORRUPT": RegisterDamaged,
    "SQLITE_READONLY": CannotWrite,
    "SQLITE_CANTOPEN": CannotWrite,
    "SQLITE_PERM": CannotWrite,
    "SQLITE_IOERR": CannotWrite,
}


@contextmanager
def named() -> Iterator[None]:
    """Let no database exception and no OSError through: each becomes its named kind."""
    try:
        yield
    except ThuisplanError as error:
        error.__cause__ = error.__context__ = None  # SQLAlchemy hangs the database's own exception on it
        raise
    except StatementError as error:  # a value no column can take: it never reached the database
        error.params = error.statement = error.orig = error.__cause__ = error.__context__ = None
        error.args = ()
        raise StoreRefused(code=type(error).__name__) from None
    except UnicodeEncodeError as error:  # half a character: no text the database can take
        error.object, error.args = "", ()
        raise StoreRefused(code="text") from None
    except dbapi2.Error as error:
        raise _database_kind(error) from None
    except OSError as error:
        error.filename = error.filename2 = None
        raise _disk_kind(error) from None


def name_failure(context: ExceptionContext) -> ThuisplanError | None:
    """Listener of SQLAlchemy: what the database refuses is raised as its named kind, without statement or values."""
    refused = isinstance(context.original_exception, dbapi2.Error)
    return _database_kind(context.original_exception) if refused else None


def _database_kind(error: BaseException) -> ThuisplanError:
    """The kind by SQLite's own error name. What no kind explains is `StoreRefused` with that name."""
    name = str(getattr(error, "sqlite_errorname", None) or type(error).__name__)
    kind = _KINDS.get(name)
    return kind() if kind else StoreRefused(code=name)


def _disk_kind(error: OSError) -> ThuisplanError:
    return DiskFull() if error.errno in (ENOSPC, EDQUOT) else CannotWrite()
