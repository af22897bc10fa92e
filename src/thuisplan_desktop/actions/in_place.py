"""What stands in the place where a backup is put back: what of it must survive, and which slots are the newest.

An older backup brings older slots. Whoever was taken off since would be back in, so they come only where nothing newer
can be read, and then it is said who gets in by them.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from thuisplan_desktop.actions import access, keeping, slots
from thuisplan_desktop.actions.opening import WayIn
from thuisplan_desktop.crypto import keyfile
from thuisplan_desktop.crypto.keyfile import KeyFile, SlotKind
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.errors import (
    AlreadyExists,
    ThuisplanError,
    WayTakenOff,
    WrongBoardKey,
    WrongPassphrase,
    WrongRecoveryCode,
)
from thuisplan_desktop.store import beside, register_file, restoring, settings
from thuisplan_desktop.store.backup_file import Told
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.restoring import Carried

OF_NOW = (
    keeping.SECOND_PLACE, keeping.SECOND_MARK, keeping.SECOND_APART, keeping.SECOND_SEEN, keeping.SECOND_STALE,
    keeping.OWN_STALE, keeping.FORMER_PLACES, keeping.GONE_PLACES, access.REHEARSED,
)  # fmt: skip
"""Settings about this computer and the keys of now, not about what the register held then."""

_RETURN = (
    "Met de reservekopie van {day} komen haar sleutels mee terug. Wie het register dan kan openen: {names}. Wie "
    "sindsdien is vertrokken, kan er met de wachtzin van toen weer in: haal die bij Beheer opnieuw weg."
)
_REFUSED = (WrongPassphrase, WrongRecoveryCode, WrongBoardKey)


@dataclass(frozen=True, repr=False)
class InPlace:
    """`keys` is the text of the slots to come back with, which wrap `data_key`; `returns` says who gets in by slots of
    then, empty where newer ones are known. The rest is what the register that stands there told, if it opened.
    """

    data_key: bytes
    keys: str
    carried: Carried
    returns: str = ""
    of_now: Mapping[str, str] = field(default_factory=dict)


def settings_of_now(connection: Connection) -> dict[str, str]:
    """What a restore leaves as it is."""
    return {key: settings.get(connection, key) for key in OF_NOW}


def look(folder: Path, head: Told, unlock: WayIn, data_key: bytes, now: datetime, who: str) -> InPlace:
    """Look at what is in `folder`, for a backup that opened with `data_key`. Nothing is changed.

    Raises AlreadyExists where another register stands there, and WayTakenOff when newer slots are known that this way
    in doesn't open.
    """
    of_backup, there = keyfile.from_json(head.keys), _keys_beside(folder)
    if there is not None and there.register_id != head.register_id:
        raise AlreadyExists
    key = data_key if there is None else _key_of_now(there, of_backup, unlock, data_key)
    found = _opened(folder, head.register_id, key, now, who)
    known = [keys for keys in (found.own, there) if keys is not None and _is_genuine(keys, key)]
    if key == data_key:
        known.append(of_backup)
    if not known:  # what stands there was edited, and doesn't open
        return InPlace(data_key, head.keys, found.carried, _returning(head, of_backup, data_key))
    newest = max(known, key=lambda keys: keys.epoch)
    if newest not in (there, of_backup):
        _require_opens(newest, unlock)
    back = newest is of_backup and not _is_of_now(folder, newest, key)
    returns = _returning(head, newest, key) if back else ""
    return InPlace(key, keyfile.to_json(newest), found.carried, returns, found.of_now)


@dataclass(frozen=True)
class _Opened:
    """What the register told that stands there; nothing when it doesn't open."""

    carried: Carried
    own: KeyFile | None = None
    of_now: Mapping[str, str] = field(default_factory=dict)


def _keys_beside(folder: Path) -> KeyFile | None:
    with suppress(ThuisplanError):
        return keyfile.from_json(register_file.read_keys(folder))
    return None


def _key_of_now(there: KeyFile, of_backup: KeyFile, unlock: WayIn, data_key: bytes) -> bytes:
    """Under which the register stands there, as far as this way in tells."""
    try:
        return unlock(there).data_key
    except _REFUSED:
        if there.epoch > of_backup.epoch:
            raise WayTakenOff from None
    return data_key


def _require_opens(keys: KeyFile, unlock: WayIn) -> None:
    try:
        unlock(keys)
    except _REFUSED:
        raise WayTakenOff from None


def _opened(folder: Path, register_id: str, key: bytes, now: datetime, who: str) -> _Opened:
    try:
        workspace = register_file.open_(folder, key, register_id, who=who, take_over=True)
    except ThuisplanError:
        return _Opened(Carried(now, ""))
    try:
        with workspace.read() as connection:
            carried = restoring.gather(connection, workspace.kind, now, who)
            own = slots.stored(connection)
            return _Opened(carried, keyfile.from_json(own) if own else None, settings_of_now(connection))
    except ThuisplanError:
        return _Opened(Carried(now, ""))
    finally:
        workspace.close()


def _is_genuine(keys: KeyFile, key: bytes) -> bool:
    with suppress(ThuisplanError):
        keyfile.check_set(keys, key)
        return True
    return False


def _is_of_now(folder: Path, keys: KeyFile, key: bytes) -> bool:
    """Whether nobody was taken off since: the note beside knows of no later slots."""
    with suppress(ThuisplanError):
        note = beside.read_head(folder, key, keys.register_id)
        return note is not None and note.epoch == keys.epoch
    return False


def _returning(head: Told, keys: KeyFile, key: bytes) -> str:
    labels = keyfile.labels(keys, key)
    persons = [labels[slot.id] for slot in keys.slots if slot.kind is not SlotKind.RECOVERY]
    names = ", ".join((*persons, "wie de herstelcode van toen heeft"))
    return _RETURN.format(day=format_date(head.made_at.astimezone().date()), names=names)
