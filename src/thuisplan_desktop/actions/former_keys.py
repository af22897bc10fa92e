"""The keys of before a *nieuwe sleutel*, kept inside the register until every backup in reach was encrypted anew.

Without them a crash in between, or a stick that was away, would leave backups that only a passphrase of then opens, and
so whoever was taken off since. Who reads them here has the register open: they open nothing that tells more.
"""

from thuisplan_desktop.store import backups, settings
from thuisplan_desktop.store.backups import Kept
from thuisplan_desktop.store.register_file import Connection

KEY = "former_keys"


def keep(connection: Connection, data_key: bytes) -> None:
    """In the transaction of the change, before any page is written under the new one."""
    known = settings.get(connection, KEY).split()
    settings.put(connection, KEY, " ".join((*known, data_key.hex())))


def known(connection: Connection) -> tuple[bytes, ...]:
    """Newest first."""
    return tuple(bytes.fromhex(each) for each in reversed(settings.get(connection, KEY).split()))


def forget(connection: Connection) -> None:
    """No place has to follow any more."""
    settings.drop(connection, KEY)


def renew(kept: Kept, former: tuple[bytes, ...], data_key: bytes, keys: str) -> bool:
    """Encrypt a backup that opens with a former key anew; whether one of these was its key. Raises DiskFull,
    CannotWrite, DamagedBackup with the backup as it was.
    """
    for key in former:
        if kept.told is not None and backups.opens_with(kept.told, key):
            backups.rewrite_pages(kept.path, key, data_key, keys)
            return True
    return False
