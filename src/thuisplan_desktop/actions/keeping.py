"""Backups that nobody has to think of: at closing and every day, rotated, and copied to a second place."""

import json
import shutil
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

from thuisplan_desktop import logs
from thuisplan_desktop.actions import former_keys, slots
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.errors import DamagedBackup, ThuisplanError
from thuisplan_desktop.store import backup_file, backups, destroying, files, medium, restoring, settings
from thuisplan_desktop.store.backups import Kept
from thuisplan_desktop.store.faults import named
from thuisplan_desktop.store.register_file import Connection, Workspace

SECOND_PLACE, SECOND_SEEN, SECOND_STALE = "second_place", "second_place_seen", "second_place_stale"
SECOND_APART, SECOND_FAILED = "second_place_apart", "second_place_failed"
SECOND_MARK = "second_place_mark"
OWN_STALE = "own_backups_stale"
FORMER_PLACES, GONE_PLACES = "former_second_places", "gone_second_places"
_OWED, _MISSED = "owed", "1"
FAILED = "backup_failed"
RESTORED = "restored_on"
DAILY = timedelta(hours=24)


def keep(workspace: Workspace, now: datetime, reason: str) -> Path:
    """Make a verified backup, rotate the older ones, and copy it to the second place when that is there.

    Raises BackupDiffers, DiskFull, CannotWrite when no backup could be made; what went before stays. That the copy
    could not be made is remembered.
    """
    path = backups.make(workspace, now, reason, slots.of_now(workspace))
    if reason != backups.BEFORE_RESTORE:  # putting one back never costs another
        with suppress(ThuisplanError):
            _catch_up(workspace, path.parent)
        backups.rotate(workspace, path.parent, now, path)
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


def second_place(workspace: Workspace) -> Path | None:
    """The folder for a second copy, if one was chosen."""
    with workspace.read() as connection:
        chosen = settings.get(connection, SECOND_PLACE)
    return Path(chosen) if chosen else None


def own_place(workspace: Workspace) -> Path:
    """The folder of the backups beside the register itself."""
    return workspace.folder / files.BACKUPS


def places(workspace: Workspace) -> tuple[Path, ...]:
    """The register's own folder with backups, and the second place when that can be reached now."""
    second = second_place(workspace)
    mine = own_place(workspace)
    return (mine, second) if second is not None and _is_there(workspace, second) else (mine,)


def _is_there(workspace: Workspace, second: Path) -> bool:
    """Where a stick was, its empty folder may stay behind when it is pulled out: that is on the register's own disk."""
    if not files.can_be_read(second):
        return False
    known = _mark(workspace)
    return _is_plugged_in(workspace, second) and (not known or medium.mark_of(second) == known)


def _is_plugged_in(workspace: Workspace, second: Path) -> bool:
    with workspace.read() as connection:
        apart = settings.get(connection, SECOND_APART)
    with suppress(ThuisplanError):
        return not (apart and files.same_disk(workspace.folder, second))
    return False


def _mark(workspace: Workspace) -> str:
    with workspace.read() as connection:
        return settings.get(connection, SECOND_MARK)


def is_another(workspace: Workspace) -> bool:
    """Whether another stick or disk stands where the second place was chosen."""
    second, known = second_place(workspace), _mark(workspace)
    if second is None or not known or not files.can_be_read(second) or not _is_plugged_in(workspace, second):
        return False
    return medium.mark_of(second) != known


def recognise(workspace: Workspace) -> None:
    """Two sticks that are put in by turns, each chosen once: the one that is there now is the second place."""
    if not is_another(workspace):
        return
    place = second_place(workspace)
    found = medium.mark_of(place) if place else ""
    with workspace.read() as connection:
        known = {_split(key)[0] for key in _former(connection)}
    if found and found in known:
        with workspace.note() as connection:
            leave_second_place(connection, str(place), found)


def copy_to_second_place(workspace: Workspace, backup: Path, now: datetime) -> bool:
    """Copy a backup there and rotate what is there; False when there is no second place or it isn't there now."""
    recognise(workspace)
    place = second_place(workspace)
    if place is None or not _is_there(workspace, place):
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
    backups.rotate(workspace, place, now, backup)
    _remember(workspace, SECOND_SEEN, now.isoformat())
    _remember(workspace, SECOND_FAILED, "")
    return True


def owe(connection: Connection) -> None:
    """In the transaction of a change of keys or a destruction: every place still has to follow, whatever cuts it short.

    `settle` takes it back for a place that did.
    """
    for key in (OWN_STALE, SECOND_STALE) if settings.get(connection, SECOND_PLACE) else (OWN_STALE,):
        settings.put(connection, key, _MISSED if settings.get(connection, key) else _OWED)
    _put_former(connection, dict.fromkeys(_former(connection), True))


def settle(workspace: Workspace, place: Path, *, missed: bool) -> None:
    """What `owe` noted is done in this place, or was missed there. What was missed before stays so."""
    key = _stale_key(workspace, place)
    with suppress(ThuisplanError):
        with workspace.read() as connection:
            before = settings.get(connection, key)
        _remember(workspace, key, _MISSED if missed or before == _MISSED else "", makes_room=True)


def catch_up(workspace: Workspace) -> None:
    """At opening: what a crash cut off, or what can be reached again. It stops nobody."""
    with suppress(ThuisplanError):
        recognise(workspace)
        with workspace.read() as connection:
            own, second = settings.get(connection, OWN_STALE), settings.get(connection, SECOND_STALE)
        if own:
            destroying.remove_leftovers(workspace.folder)
        for place in places(workspace) if own or second else ():
            with suppress(ThuisplanError):
                _catch_up(workspace, place)


def leave_second_place(connection: Connection, chosen: str, mark: str) -> None:
    """Another second place is chosen, or none: what the one of before holds is remembered with its name.

    One that is chosen again missed what happened meanwhile. It is known by its mark, wherever it stands now; one from
    before there were marks by its folder.
    """
    before, known = settings.get(connection, SECOND_PLACE), settings.get(connection, SECOND_MARK)
    settings.put(connection, SECOND_PLACE, chosen)
    settings.put(connection, SECOND_MARK, mark)
    if (known == mark) if known and mark else before == chosen:
        return
    former, stale = _former(connection), settings.get(connection, SECOND_STALE)
    back = [former.pop(key) for key in list(former) if _is_place(key, chosen, mark)]
    back.append(_found_again(connection, chosen))
    _put_former(connection, {**former, f"{known}|{before}": bool(stale)} if before else former)
    settings.put(connection, SECOND_STALE, _MISSED if any(back) else "")


def former_places(workspace: Workspace) -> tuple[str, ...]:
    """The second places of before that missed a change of keys or a destruction, by the names of their folders."""
    with workspace.read() as connection:
        now = settings.get(connection, SECOND_PLACE)
        found = [_split(key)[1] for key, missed in _former(connection).items() if missed]
    return tuple(sorted(_ANOTHER.format(place=place) if place == now else place for place in found))


def former_folders(workspace: Workspace) -> tuple[str, ...]:
    """The folders of the second places of before, whatever they missed."""
    with workspace.read() as connection:
        return tuple(sorted({_split(key)[1] for key in _former(connection)}))


def given_up(workspace: Workspace) -> tuple[str, ...]:
    """One Dutch clause for each second place that was given up: what is there can't be reached."""
    with workspace.read() as connection:
        found = gone_places(connection)
    return tuple(
        _GONE.format(place=place, day=format_date(date.fromisoformat(day))) for place, day in sorted(found.items())
    )


_GONE = "de reservekopieën op {place}, een plek die er volgens de melding van {day} niet meer is"


def give_up(connection: Connection, folder: str, on: date) -> bool:
    """Somebody says that this second place, of now or of before, is gone for good; whether there was one.

    It is asked for no more. That it held backups stays known: what is in them can't be reached.
    """
    if settings.get(connection, SECOND_PLACE) == folder:
        leave_second_place(connection, "", "")
    former = _former(connection)
    left = {key: missed for key, missed in former.items() if _split(key)[1] != folder}
    if left == former:
        return False
    _put_former(connection, left)
    settings.put(connection, GONE_PLACES, json.dumps({**gone_places(connection), folder: on.isoformat()}))
    return True


def gone_places(connection: Connection) -> dict[str, str]:
    """The second places that somebody gave up, by folder, with the day on which that was said."""
    found: dict[str, str] = json.loads(settings.get(connection, GONE_PLACES) or "{}")
    return found


def _found_again(connection: Connection, chosen: str) -> bool:
    """One that was given up and is chosen after all missed what happened meanwhile."""
    gone = gone_places(connection)
    if gone.pop(chosen, None) is None:
        return False
    settings.put(connection, GONE_PLACES, json.dumps(gone))
    return True


_ANOTHER = "{place} (een andere stick of schijf dan die van nu)"


def _split(key: str) -> tuple[str, str]:
    """The mark and the folder by which a second place of before is kept; before there were marks, the folder alone."""
    mark, bar, place = key.partition("|")
    return (mark, place) if bar and len(mark) in (0, 32) else ("", key)


def _is_place(key: str, chosen: str, mark: str) -> bool:
    known, place = _split(key)
    return known == mark if known else place == chosen


def _former(connection: Connection) -> dict[str, bool]:
    """Every second place of before, and whether it missed something since."""
    found: dict[str, bool] = json.loads(settings.get(connection, FORMER_PLACES) or "{}")
    return found


def _put_former(connection: Connection, former: dict[str, bool]) -> None:
    settings.put(connection, FORMER_PLACES, json.dumps(former, sort_keys=True))


def mark_unreached(workspace: Workspace) -> bool:
    """Remember that the second place missed a change of keys or a destruction; whether it did is the answer."""
    place = second_place(workspace)
    if place is None or _is_there(workspace, place):
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
    left = _renew_pages(workspace, place, keys) + _rewrite_keys(workspace, place, keys)
    unread = _take_out(workspace, place, keys, destroyed) if destroyed else ()
    if not left and all(kept.fault for kept in unread):  # what is damaged is named elsewhere, until it is gone
        _remember(workspace, key, "")
        forget_former_keys(workspace)


def forget_former_keys(workspace: Workspace) -> None:
    """As soon as no place has to follow any more."""
    with workspace.read() as connection:
        stale = settings.get(connection, OWN_STALE) or settings.get(connection, SECOND_STALE)
        needed = stale or any(_former(connection).values()) or not former_keys.known(connection)
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
