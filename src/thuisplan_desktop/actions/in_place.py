"""What stands in the place where a backup is put back: what of it must survive, and which slots are the newest.

An older backup brings older slots. Whoever was taken off since would be back in, so they come only where nothing newer
can be read, and then it is said who gets in by them.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from thuisplan_desktop.actions import (
    access,
    former_keys,
    keeping,
    other_places,
    slots,
)
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
from thuisplan_desktop.store import backups, beside, damaged, files, register_file, restoring, settings
from thuisplan_desktop.store.backup_file import Told
from thuisplan_desktop.store.backups import Kept
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.restoring import Carried

OF_NOW = (
    other_places.SECOND_PLACE, other_places.SECOND_MARK, other_places.SECOND_APART, other_places.SECOND_SEEN,
    other_places.SECOND_STALE, other_places.FORMER_PLACES, other_places.GONE_PLACES, keeping.OWN_STALE,
    former_keys.KEY, access.REHEARSED,
)  # fmt: skip
"""Settings about this computer and the keys of now, not about what the register held then."""

_RETURN = (
    "Met de reservekopie van {day} komen haar sleutels mee terug. Wie het register dan kan openen: {names}. Wie "
    "sindsdien is vertrokken, kan er met de wachtzin van toen weer in: haal die bij Beheer opnieuw weg."
)
_ENOUGH = 3
"""Backups of one place: more than one, for a clock that was wrong."""
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
    owed: bool = False
    """Whether a place for backups may still have to follow a destruction or a new key, without anybody knowing."""


def settings_of_now(connection: Connection) -> dict[str, str]:
    """What a restore leaves as it is."""
    return {key: settings.get(connection, key) for key in OF_NOW}


def look(folder: Path, backup: Path, head: Told, unlock: WayIn, data_key: bytes, now: datetime, who: str) -> InPlace:
    """Look at what is in `folder`, for `backup` that opened with `data_key`. Nothing is changed.

    Raises AlreadyExists where another register stands there, and WayTakenOff when newer slots are known that this way
    in doesn't open.
    """
    of_backup, there = keyfile.from_json(head.keys), _keys_beside(folder, head.register_id)
    if there is not None and there.register_id != head.register_id:
        raise AlreadyExists
    key = data_key if there is None else _key_of_now(there, of_backup, unlock, data_key)
    _require_of_now(folder, key, unlock)
    found = _opened(folder, head.register_id, key, now, who) or _remembered(folder, backup, head, key, now, who)
    known = [keys for keys in (there, found.own) if keys is not None and _is_genuine(keys, key)]
    if key == data_key:
        known.append(of_backup)
    if not known:  # what stands there was edited, and doesn't open
        return InPlace(data_key, head.keys, found.carried, _returning(head, of_backup, data_key), owed=found.owed)
    newest = max(known, key=lambda keys: keys.epoch)
    if newest not in (there, of_backup):
        _require_opens(newest, unlock)
    back = newest == of_backup and newest != there and not _is_of_now(folder, newest, key)
    returns = _returning(head, newest, key) if back else ""
    return InPlace(key, keyfile.to_json(newest), found.carried, returns, found.of_now, found.owed)


@dataclass(frozen=True)
class _Opened:
    """What the register told that stands there; or what is remembered of it elsewhere when it doesn't open."""

    carried: Carried
    own: KeyFile | None = None
    of_now: Mapping[str, str] = field(default_factory=dict)
    owed: bool = False


def _keys_beside(folder: Path, register_id: str) -> KeyFile | None:
    """Those that stand there; where none can be read, those of this register that were set aside last."""
    with suppress(ThuisplanError):
        return keyfile.from_json(register_file.read_keys(folder))
    for aside in _set_aside(folder):
        with suppress(ThuisplanError):
            keys = keyfile.from_json(register_file.read_keys(aside))
            return keys if keys.register_id == register_id else None
    return None


def _set_aside(folder: Path) -> tuple[Path, ...]:
    """The newest damaged register alone: those before it are older than what was put back over them."""
    return damaged.set_aside_in(folder)[-1:] if folder.is_dir() else ()


def _key_of_now(there: KeyFile, of_backup: KeyFile, unlock: WayIn, data_key: bytes) -> bytes:
    """Under which the register stands there, as far as this way in tells."""
    try:
        return unlock(there).data_key
    except _REFUSED:
        if there.epoch > of_backup.epoch:
            raise WayTakenOff from None
    return data_key


def _require_of_now(folder: Path, key: bytes, unlock: WayIn) -> None:
    """Where a new key was cut short, its slots wait beside keys.json. Unless the pages are still under `key`, those of
    then let nobody back: raise WayTakenOff for who is not among the slots that wait.
    """
    waiting = _waiting(folder)
    if waiting is not None and not register_file.begins_under(folder, key):
        _require_opens(waiting, unlock)


def _waiting(folder: Path) -> KeyFile | None:
    with suppress(ThuisplanError):
        if text := register_file.read_next_keys(folder):
            return keyfile.from_json(text)
    return None


def _require_opens(keys: KeyFile, unlock: WayIn) -> None:
    try:
        unlock(keys)
    except _REFUSED:
        raise WayTakenOff from None


def _opened(folder: Path, register_id: str, key: bytes, now: datetime, who: str) -> _Opened | None:
    """None where it doesn't open, or can't be read."""
    try:
        workspace = register_file.open_(folder, key, register_id, who=who, take_over=True)
    except ThuisplanError:
        return None
    try:
        with workspace.read() as connection:
            return _told_by(connection, key, workspace.kind, now, who)
    except ThuisplanError:
        return None
    finally:
        workspace.close()


def _told_by(connection: Connection, key: bytes, kind: register_file.WorkspaceKind, now: datetime, who: str) -> _Opened:
    own = slots.stored(connection, key)
    carried = restoring.gather(connection, kind, now, who)
    return _Opened(carried, keyfile.from_json(own) if own else None, settings_of_now(connection))


def _remembered(folder: Path, backup: Path, head: Told, key: bytes, now: datetime, who: str) -> _Opened:
    """What the register set aside and the newest backups in reach tell, where the register itself tells nothing.

    Which cases were destroyed from all of them; slots and what this computer knows from its own alone: a stick may be
    somebody's who left.
    """
    here = folder / files.BACKUPS
    own = _in_backups(here, here, head.register_id, key, now, who)  # first: what was set aside may be of long ago
    own += [told for aside in _set_aside(folder) if (told := _in_copy(aside, folder, head.register_id, key, now, who))]
    second = {Path(place) for each in own[:1] if (place := each.of_now.get(other_places.SECOND_PLACE))}
    places = sorted((second | {backup.parent}) - {here})
    others = [found for place in places for found in _in_backups(place, here, head.register_id, key, now, who)]
    carried = restoring.together(tuple(each.carried for each in (*own, *others)), now, who)
    slot_sets = [each.own for each in own if each.own is not None and _is_genuine(each.own, key)]
    newest = max(slot_sets, key=lambda keys: keys.epoch, default=None)
    return _Opened(carried, newest, own[0].of_now if own else {}, owed=True)


def _in_backups(place: Path, own: Path, register_id: str, key: bytes, now: datetime, who: str) -> list[_Opened]:
    """Of the newest that open with this key, and of those no more than it takes: each knows what those before knew."""
    found: list[_Opened] = []
    room = own if own.is_dir() else place  # a stick may be for reading alone
    try:
        listed = [kept for kept in backups.listing(place, register_id, key) if kept.head is not None]
    except ThuisplanError:
        return found
    for kept in sorted(listed, key=_made_at, reverse=True):
        with suppress(ThuisplanError), backups.opened(kept.path, key, room) as (head, _, copy), copy.begin():
            found.append(_told_by(copy, key, register_file.WorkspaceKind(head.kind), now, who))
        if len(found) == _ENOUGH:
            break
    return found


def _made_at(kept: Kept) -> datetime:
    return kept.head.made_at if kept.head else datetime.min.replace(tzinfo=UTC)


def _in_copy(aside: Path, folder: Path, register_id: str, key: bytes, now: datetime, who: str) -> _Opened | None:
    """Of a copy: what was set aside stays as it is, its journal too."""
    with suppress(ThuisplanError), damaged.copied(aside, folder) as copy, register_file.looked_into(copy, key) as found:
        kind, found_id, connection = found
        return _told_by(connection, key, kind, now, who) if found_id == register_id else None
    return None


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
