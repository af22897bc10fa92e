"""The one door to SQLCipher: a keyed connection with every setting of decision 6, or a named error.

The library's own OpenSSL would read a configuration file, on Windows from a folder that ordinary users can make,
and could load a module from there. So it is pointed at nothing before it is imported: the order below matters.
"""

import os
import re
import secrets
from pathlib import Path
from typing import Any

from thuisplan_desktop.errors import RegisterDamaged

os.environ["OPENSSL_CONF"] = os.devnull
os.environ["OPENSSL_MODULES"] = os.environ["OPENSSL_ENGINES"] = str(Path(__file__).parent)

from sqlcipher3 import dbapi2

__all__ = ["connect", "dbapi2", "pragma", "refused_without_key"]

PAGE_BYTES = 4096
_KEY_BYTES = 32
PLAIN_HEADER = b"SQLite format 3\x00"
_WAIT_SECONDS = 0.5
"""Long enough for a program that is just closing, short enough to refuse a second one at once."""

_SETTINGS = (
    "cipher_compatibility = 4",
    "locking_mode = EXCLUSIVE",  # before the first access: from then on the file is ours alone
    "journal_mode = DELETE",
    "synchronous = FULL",
    "fullfsync = ON",  # macOS: a plain fsync may stop in the cache of the drive
    "temp_store = MEMORY",
    "foreign_keys = ON",
    "secure_delete = ON",
    "cache_size = -65536",
    "cache_spill = OFF",  # a transaction goes to the disk when it ends, so that its journal has one part
    "cell_size_check = ON",
    "trusted_schema = OFF",
)


def connect(path: Path, data_key: bytes) -> Any:
    """Return a DB-API connection to `path`: the key is proven on its first page, and the file is locked for us alone.

    It starts no transaction by itself, and may be used on this thread only. Raises the library's own exceptions.
    """
    connection = dbapi2.connect(str(path), isolation_level=None, timeout=_WAIT_SECONDS)
    try:
        _unlock(connection, data_key)
    except BaseException:
        connection.close()
        raise
    return connection


def _unlock(connection: Any, data_key: bytes) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")  # else it writes to stderr at a damaged page
    connection.execute(f"PRAGMA key = \"x'{hex_of(data_key)}'\"")
    _require_cipher(connection)
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    connection.execute("BEGIN EXCLUSIVE")  # from here until it is closed; reading alone would share the file
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.execute("COMMIT")


def hex_of(data_key: bytes) -> str:
    """The key as a PRAGMA takes it. SQLCipher silently takes a raw key of another length for a passphrase."""
    text = data_key.hex()
    if re.fullmatch(r"[0-9a-f]{64}", text) is None:
        raise ValueError("the data key must be 32 bytes")
    return text


def _require_cipher(connection: Any) -> None:
    """Plain SQLite ignores `PRAGMA key` without a word, and would write everything readably."""
    status = connection.execute("PRAGMA cipher_status").fetchone()
    if status is None or str(status[0]) != "1":
        raise RegisterDamaged(part="cipher")


def refused_without_key(path: Path) -> Any:
    """Try the file with a key that is certainly wrong; raise RegisterDamaged unless that is refused.

    The look is at the file as it lies there, without locks or journal. Returns the connection: to be closed after the
    real one, because closing any handle of a file releases the locks of the process on it (POSIX).
    """
    place = path.absolute().as_uri()
    if not place.startswith("file:///"):  # on a share of Windows: SQLite takes no server there
        place = place.replace("file://", "file:////", 1)
    probe = dbapi2.connect(f"{place}?immutable=1", isolation_level=None, uri=True)
    try:
        probe.execute("PRAGMA cipher_log_level = NONE")
        probe.execute(f"PRAGMA key = \"x'{hex_of(secrets.token_bytes(_KEY_BYTES))}'\"")
        probe.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError:
        return probe
    probe.close()
    raise RegisterDamaged(part="cipher")


def pragma(connection: Any, name: str) -> list[tuple[Any, ...]]:
    """The rows a PRAGMA answers with."""
    return [tuple(row) for row in connection.execute(f"PRAGMA {name}").fetchall()]
