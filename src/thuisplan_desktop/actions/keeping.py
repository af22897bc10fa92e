"""Backups that nobody has to think of: at closing and every day, rotated, and copied to a second place."""

import shutil
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from thuisplan_desktop import logs
from thuisplan_desktop.actions import former_keys, other_places, slots
from thuisplan_desktop.actions.other_places import (
    MISSED,
    SECOND_FAILED,
    SECOND_MARK,
    SECOND_PLACE,
    SECOND_SEEN,
    SECOND_STALE,
)
from thuisplan_desktop.errors import DamagedBackup, ThuisplanError
from thuisplan_desktop.store import backup_file, backups, destroying, files, medium, restoring, settings, superseding
from thuisplan_desktop.store.backups import Kept
from thuisplan_desktop.store.faults import named
from thuisplan_desktop.store.register_file import Connection, Workspace

OWN_STALE = "own_backups_stale"
_OWED = "owed"
FAILED = "backup_failed"
RESTORED = "restored_on"
DAILY = timedelta(hours=24)


def keep(workspace: Workspace, now: datetime, reason: str) -> Path:
    """Make a verified backup, rotate the older ones, and copy it to the second place when that is there.

    Raises BackupDiffers, DiskFull, CannotWrite when no backup could be made; what went before stays. That the copy
    could not be made is remembered.
    """
    path = backups.make(workspace, now, reason, slots.of_now(workspace))
    if reason != superseding.BEFORE_RESTORE:  # putting one back never costs another
        with suppress(ThuisplanError):
            _catch_up(workspace, path.parent)
        superseding.rotate(workspace, path.parent, now, path)
    _remember(workspace, FAILED, "")
    try:
        copy_to_second_place(workspace, path, now)
    except ThuisplanError as error:
        logs.info("second_place_failed", kind=type(error).__name__)
        _remember(workspace, SECOND_FAILED, "1")
    return path


def keep_quietly(workspace: Workspace, now: datetime, reason: str) -> None:
    """As `keep`, where nothing may stop: that it failed is remembered, for the next time somebody looks."""
    try:
        keep(workspace, now, reason)
    except ThuisplanError as error:
        logs.info("backup_failed", kind=type(error).__name__)
        with suppress(ThuisplanError):
            _remember(workspace, FAILED, now.isoformat())


def is_due(workspace: Workspace, now: datetime) -> bool:
    """Whether there is no backup of the last day to be seen. One from days to come was made by a wrong clock."""
    try:
        found = backups.listing(own_place(workspace), workspace.register_id, workspace.data_key)
    except ThuisplanError:
        return True
    heads = [kept.head for kept in found if kept.head is not None and not kept.fault]
    return not any(timedelta() <= now - head.made_at < DAILY for head in heads)


def own_place(workspace: Workspace) -> Path:
    """The folder of the backups beside the register itself."""
    return workspace.folder / files.BACKUPS


def places(workspace: Workspace) -> tuple[Path, ...]:
    """The register's own folder with backups, and the second place when that can be reached now."""
    second = other_places.second_place(workspace)
    mine = own_place(workspace)
    return (mine, second) if second is not None and other_places.is_there(workspace, second) else (mine,)


def copy_to_second_place(workspace: Workspace, backup: Path, now: datetime) -> bool:
    """Copy a backup there and rotate what is there; False when there is no second place or it isn't there now."""
    other_places.recognise(workspace)
    place = other_places.second_place(workspace)
    if place is None or not other_places.is_there(workspace, place):
        return False
    beside = place / f".{backup.name}.new"
    try:
        files.remove_scratch(place)
        with named():
            shutil.copyfile(backup, beside)
            backup_file.check_content(beside, backup_file.read_head(beside))
            files.sync_file(beside)  # a stick is pulled out soon
            beside.replace(place / backup.name)
            files.sync_folder(place)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    _remember(workspace, SECOND_MARK, medium.put_mark(place))  # one that was chosen before there were marks
    _catch_up(workspace, place)
    superseding.rotate(workspace, place, now, backup)
    _remember(workspace, SECOND_SEEN, now.isoformat())
    _remember(workspace, SECOND_FAILED, "")
    return True


def owe(connection: Connection) -> None:
    """In the transaction of a change of keys or a destruction: every place still has to follow, whatever cuts it short.

    `settle` takes it back for a place that did.
    """
    for key in (OWN_STALE, SECOND_STALE) if settings.get(connection, SECOND_PLACE) else (OWN_STALE,):
        settings.put(connection, key, MISSED if settings.get(connection, key) else _OWED)
    other_places.put_former(connection, dict.fromkeys(other_places.load_former(connection), True))


def settle(workspace: Workspace, place: Path, *, missed: bool) -> None:
    """What `owe` noted is done in this place, or was missed there. What was missed before stays so."""
    key = _stale_key(workspace, place)
    with suppress(ThuisplanError):
        with workspace.read() as connection:
            before = settings.get(connection, key)
        _remember(workspace, key, MISSED if missed or before == MISSED else "", makes_room=True)


def catch_up(workspace: Workspace) -> None:
    """At opening: what a crash cut off, or what can be reached again. It stops nobody."""
    with suppress(ThuisplanError):
        other_places.recognise(workspace)
        with workspace.read() as connection:
            own, second = settings.get(connection, OWN_STALE), settings.get(connection, SECOND_STALE)
        if own:
            destroying.remove_leftovers(workspace.folder)
        for place in places(workspace) if own or second else ():
            with suppress(ThuisplanError):
                _catch_up(workspace, place)


def mark_unreached(workspace: Workspace) -> bool:
    """Remember that the second place missed a change of keys or a destruction; whether it did is the answer."""
    place = other_places.second_place(workspace)
    if place is None or other_places.is_there(workspace, place):
        return False
    settle(workspace, place, missed=True)
    return True


def _stale_key(workspace: Workspace, place: Path) -> str:
    return OWN_STALE if place == own_place(workspace) else SECOND_STALE


def _catch_up(workspace: Workspace, place: Path) -> None:
    """Do in a place what it missed while it wasn't there, or was full; what still can't be is tried again next time."""
    key, keys = _stale_key(workspace, place), slots.of_now(workspace)
    with workspace.read() as connection:
        stale = settings.get(connection, key)
        destroyed = restoring.destroyed_in(connection)
    if not stale:
        _close_counts(workspace, place)
        return
    files.remove_scratch(place)  # what a crash left there holds what was destroyed, under the key of then
    left = _renew_pages(workspace, place, keys) + _rewrite_keys(workspace, place, keys)
    unread = _take_out(workspace, place, keys, destroyed) if destroyed else ()
    if not left and all(kept.fault for kept in unread):  # what is damaged is named elsewhere, until it is gone
        _remember(workspace, key, "")
        forget_former_keys(workspace)


def forget_former_keys(workspace: Workspace) -> None:
    """As soon as no place has to follow any more."""
    with workspace.read() as connection:
        stale = settings.get(connection, OWN_STALE) or settings.get(connection, SECOND_STALE)
        needed = stale or any(other_places.load_former(connection).values()) or not former_keys.known(connection)
    if not needed:
        with workspace.note(makes_room=True) as connection:
            former_keys.forget(connection)


def _take_out(workspace: Workspace, place: Path, keys: str, destroyed: frozenset[str]) -> tuple[Kept, ...]:
    _, unread = destroying.rewrite_backups(place, workspace.register_id, workspace.data_key, keys, destroyed)
    return unread


def _renew_pages(workspace: Workspace, place: Path, keys: str) -> int:
    """Encrypt anew what still opens with a key of before; how many could not. Of other keys nobody here knows."""
    with workspace.read() as connection:
        former, left = former_keys.known(connection), 0
    for kept in backups.listing(place, workspace.register_id, workspace.data_key) if former else ():
        if kept.head is None:
            try:
                former_keys.renew(kept, former, workspace.data_key, keys)
            except DamagedBackup:
                continue  # named in the list of backups
            except ThuisplanError:
                left += 1
    return left


def _rewrite_keys(workspace: Workspace, place: Path, keys: str) -> int:
    """Let every backup there open by the slots of now; how many could not. One that fails holds up no other."""
    left = 0
    for kept in backups.listing(place, workspace.register_id, workspace.data_key):
        if kept.head is not None and (kept.head.keys != keys or kept.head.version < backup_file.VERSION):
            try:
                backups.rewrite_keys(kept.path, workspace.data_key, keys)
            except ThuisplanError:
                left += 1
    return left


def _close_counts(workspace: Workspace, place: Path) -> None:
    """A backup of the first version tells how many cases there are to whoever finds it: those get the head of now."""
    for kept in backups.listing(place, workspace.register_id, workspace.data_key):
        if kept.head is not None and kept.head.version < backup_file.VERSION:
            with suppress(ThuisplanError):
                backups.rewrite_keys(kept.path, workspace.data_key, kept.head.keys)


def _remember(workspace: Workspace, key: str, value: str, *, makes_room: bool = False) -> None:
    with workspace.read() as connection:
        known = settings.get(connection, key)
    if known != value:
        with workspace.note(makes_room=makes_room) as connection:
            settings.put(connection, key, value)
