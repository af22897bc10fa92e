"""Putting a backup back: what it would cost, doing it, and doing it where the register does not open any more."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from thuisplan_desktop.actions import doubts, in_place, keeping, slots
from thuisplan_desktop.actions.in_place import InPlace
from thuisplan_desktop.actions.opening import OpenRegister, WayIn
from thuisplan_desktop.crypto import keyfile
from thuisplan_desktop.dutch import part
from thuisplan_desktop.errors import (
    DamagedBackup,
    NeedsOlderPassphrase,
    NoSuchFile,
    OtherRegistersBackup,
    ThuisplanError,
)
from thuisplan_desktop.store import (
    backup_file,
    backups,
    beside,
    cases,
    files,
    places,
    register_file,
    reserve,
    restoring,
    settings,
)
from thuisplan_desktop.store.backup_file import Told
from thuisplan_desktop.store.faults import named
from thuisplan_desktop.store.register_file import Workspace
from thuisplan_desktop.store.restoring import Losses


@dataclass(frozen=True)
class Preview:
    """What putting one backup back would cost. `names` are the cases that would be gone, for the screen alone."""

    losses: Losses
    names: tuple[str, ...]
    made_at: datetime

    def __repr__(self) -> str:
        return f"Preview(made_at={self.made_at!r})"

    @property
    def costs(self) -> tuple[str, ...]:
        """What would be lost, one Dutch phrase each; nothing when nothing would."""
        found = self.losses
        lines = [f"{part('cases', len(self.names))}: {', '.join(self.names)}"] if self.names else []
        if found.changed_cases:
            lines.append(f"wijzigingen in {part('cases', len(found.changed_cases))}")
        lines += [part(name, count) for name, count in found.fewer_rows.items() if name not in _SAID_OTHERWISE]
        if found.log_lines:
            lines.append(part("logbook", found.log_lines))
        return tuple(lines)


_SAID_OTHERWISE = ("cases", "log_cases", "settings")


def preview_restore(register: OpenRegister, backup: Path, passphrase: str = "") -> Preview:
    """What would be lost. Raises DamagedBackup, OtherRegistersBackup, NeedsOlderPassphrase, WrongPassphrase.

    `passphrase` is for a backup that still opens with an older key.
    """
    workspace = register.workspace
    key = _key_of(register, backup, passphrase)
    folder = workspace.folder / files.BACKUPS
    with backups.opened(backup, key, folder) as (head, _, copy), copy.begin(), register.read() as live:
        found = restoring.losses(live, copy, workspace.kind)
        names = tuple(cases.load_case(live, case_id).full_name for case_id in found.new_cases)
    return Preview(found, names, head.made_at)


def restore(register: OpenRegister, backup: Path, passphrase: str = "") -> None:
    """Put a backup back; the register is closed afterwards and has to be unlocked again.

    What is there now is backed up first, and kept for a month whatever comes after. Cases that were destroyed stay
    destroyed, given answers stay given. Raises as `preview_restore`, and DiskFull with nothing changed.
    """
    workspace = register.workspace
    key = _key_of(register, backup, passphrase)
    _need_room(workspace, backup_file.read_head(backup))
    with register.change() as connection:
        register.log(connection, "register_restored")
        settings.put(connection, keeping.RESTORED, register.today().isoformat())
        keys = slots.stored(connection)
        carried = restoring.gather(connection, workspace.kind, register.now(), register.who)
        of_now = in_place.settings_of_now(connection)
    keeping.keep(workspace, register.now(), backups.BEFORE_RESTORE)
    folder, data_key = workspace.folder, workspace.data_key
    workspace.changed = False
    register.close()
    restoring.put_back(folder, backup, key, data_key, keys, carried)
    _log_restored(folder, data_key, register.who, register.now(), of_now)


def _need_room(workspace: Workspace, head: Told) -> None:
    """For the backup of what is there now and for what comes in its place: before anything is written or closed."""
    with named():
        size = (workspace.folder / files.DATABASE).stat().st_size
    reserve.need_room(workspace.folder, reserve.ROOM_BYTES + 2 * size + 2 * head.size)


def _log_restored(
    folder: Path, data_key: bytes, who: str, now: datetime, of_now: Mapping[str, str], returns: str = ""
) -> None:
    """The line stands in the logbook of before; the one that came back gets it too, and a fresh note beside it."""
    workspace = register_file.open_(folder, data_key, who=who)
    try:
        register = OpenRegister(workspace, lambda: now, who=who)
        with workspace.note() as connection:
            register.log(connection, "register_restored")
            settings.put(connection, keeping.RESTORED, register.today().isoformat())
            for key, value in of_now.items():
                settings.put(connection, key, value)
            if returns:
                register.log(connection, "slots_restored")
                doubts.keep(connection, (returns,), now)
    finally:
        workspace.close()


@dataclass(frozen=True)
class Found:
    """A backup as its head tells, before anybody has a key: so it is shown, and not believed. `size` is in bytes."""

    path: Path
    made_at: datetime
    size: int


def found_in(folder: Path) -> tuple[Found, ...]:
    """The backups of a register that doesn't open, newest first; one that can't be read is left out.

    Raises CannotRead when nobody can look into their folder.
    """
    found = []
    try:
        paths = backup_file.paths_in(folder / files.BACKUPS)
    except NoSuchFile:
        return ()
    for path in paths:
        with suppress(ThuisplanError):
            found.append(look_at(path))
    return tuple(found)


def look_at(backup: Path) -> Found:
    """One backup from anywhere; raises NotABackup, BackupTooNew, DamagedBackup, CannotRead."""
    head = backup_file.read_head(backup)
    return Found(backup, head.made_at, head.size)


def preview_closed(folder: Path, backup: Path, unlock: WayIn, now: datetime, *, take_over: bool = False) -> str:
    """Who gets in by the slots of then, as a Dutch sentence; empty when the slots of now stay. Raises as
    `restore_closed`, and changes nothing.
    """
    return _look(folder, backup, unlock, now, take_over=take_over).there.returns


def restore_closed(folder: Path, backup: Path, unlock: WayIn, now: datetime, *, take_over: bool = False) -> Path | None:
    """Put a backup back where the register itself can't be opened any more, or isn't there at all.

    It opens with what opened the register then. What was there is moved aside, never thrown away: its place is the
    answer. Raises WrongPassphrase, WrongRecoveryCode, WrongBoardKey, DamagedBackup, SynchronisedFolder, RegisterInUse,
    RegisterLocked (unless `take_over`, as of `open_by`), AlreadyExists when the folder holds another register,
    WayTakenOff, and DiskFull with nothing changed. Where the register does open, cases that were destroyed in it stay
    destroyed. The newest slots stay; where only those of then are known, it is said until somebody answers.
    """
    found = _look(folder, backup, unlock, now, take_over=take_over)
    back = found.there
    aside = files.set_aside(folder, now)
    restoring.put_back(folder, backup, found.key, back.data_key, back.keys, back.carried)
    register_file.write_keys(folder, back.keys)
    _log_restored(folder, back.data_key, found.who, now, back.of_now, back.returns)
    return aside


@dataclass(frozen=True, repr=False)
class _Closed:
    """A backup that opened with `key` for `who`, and what stands where it goes."""

    key: bytes
    who: str
    there: InPlace


def _look(folder: Path, backup: Path, unlock: WayIn, now: datetime, *, take_over: bool) -> _Closed:
    places.require_local(folder)
    head = backup_file.read_head(backup)
    keys = keyfile.from_json(head.keys)
    unlocked = unlock(keys)
    backup_file.proven(head, unlocked.data_key)
    backup_file.check_content(backup, head)
    beside.require_closed(folder, unlocked.data_key, take_over=take_over)
    room = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    reserve.need_room(room, reserve.ROOM_BYTES + 2 * head.size)
    who = keyfile.labels(keys, unlocked.data_key)[unlocked.slot.id]
    return _Closed(unlocked.data_key, who, in_place.look(folder, head, unlock, unlocked.data_key, now, who))


def _key_of(register: OpenRegister, backup: Path, passphrase: str) -> bytes:
    """The data key of a backup: today's, or with the passphrase of then."""
    head = backup_file.read_head(backup)
    if head.register_id != register.workspace.register_id:
        raise OtherRegistersBackup
    try:
        backup_file.proven(head, register.workspace.data_key)
        key = register.workspace.data_key
    except DamagedBackup:
        if not backups.is_of_other_key(head, register.workspace.data_key):
            raise
        key = _older_key(head, passphrase)
    backups.check(backup, register.workspace.register_id, key)
    return key


def _older_key(head: Told, passphrase: str) -> bytes:
    if not passphrase:
        raise NeedsOlderPassphrase
    return keyfile.unlock(keyfile.from_json(head.keys), passphrase).data_key
