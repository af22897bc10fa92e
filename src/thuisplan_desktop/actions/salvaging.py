"""Saving what can be saved of a damaged register, and saying what could not."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from thuisplan_desktop.crypto import keyfile
from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.store import backups, cases, files, register_file, salvage
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.salvage import Salvaged
from thuisplan_desktop.store.schema import WorkspaceKind


@dataclass(frozen=True, repr=False)
class Rescue:
    """What was read and what was lost. `missing` names cases that a backup of `compared_with` knows and we lost."""

    salvaged: Salvaged
    missing: tuple[str, ...]
    compared_with: datetime | None
    aside: Path | None


def salvage_register(folder: Path, passphrase: str, now: datetime) -> Rescue:
    """Replace a damaged register.db by what can still be read of it; the damaged one is set aside, never thrown away.

    Raises WrongPassphrase, NothingToSalvage, DiskFull; the folder is then as it was.
    """
    text = register_file.read_keys(folder)
    keys = keyfile.from_json(text)
    data_key = keyfile.unlock(keys, passphrase).data_key
    found = salvage.salvage(folder, data_key)
    missing, compared = _missing(folder, keys.register_id, data_key, found)
    aside = files.set_aside(folder, now)
    (folder / salvage.FRESH).replace(folder / files.DATABASE)
    register_file.write_keys(folder, text)
    workspace = register_file.open_(folder, data_key, keys.register_id)
    workspace.keep_head()
    workspace.close()
    return Rescue(found, missing, compared, aside)


def _missing(
    folder: Path, register_id: str, data_key: bytes, found: Salvaged
) -> tuple[tuple[str, ...], datetime | None]:
    """The newest backup that can be read knows the names of what was lost."""
    place = folder / files.BACKUPS
    if found.kind is not WorkspaceKind.COORDINATOR:
        return (), None
    for kept in backups.listing(place, register_id, data_key):
        try:
            with backups.opened(kept.path, data_key, place) as (head, _, connection), connection.begin():
                return _names(connection, found), head.made_at
        except ThuisplanError:
            continue
    return (), None


def _names(connection: Connection, found: Salvaged) -> tuple[str, ...]:
    known = cases.load_case_files(connection)
    return tuple(file.case.full_name for file in known if file.case.id not in found.case_ids)
