"""Putting a backup back: what it would cost, doing it, and doing it where the register does not open any more."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from thuisplan_desktop.actions import doubts, in_place, keeping, slots
from thuisplan_desktop.actions.in_place import InPlace
from thuisplan_desktop.actions.opening import OpenRegister, WayIn
from thuisplan_desktop.crypto import keyfile
from thuisplan_desktop.dutch import format_date, part
from thuisplan_desktop.errors import (
    BackupTooNew,
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
    damaged,
    files,
    logbook,
    places,
    register_file,
    reserve,
    restoring,
    schema,
    settings,
    superseding,
)
from thuisplan_desktop.store.backup_file import Told
from thuisplan_desktop.store.faults import named
from thuisplan_desktop.store.register_file import Connection, Workspace
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

    @property
    def published(self) -> str:
        """What becomes of what readers have and the backup doesn't know, as Dutch sentences; empty without any."""
        count = self.losses.published
        if count is None:
            return _forgotten_since(self.made_at)
        return _STAYS.format(releases=part("releases", count)) if count else ""


_STAYS = "{releases}, van na de reservekopie, onthoudt Thuisplan: lezers hebben die al."
_FORGETS = (
    "Wat na {day} is gepubliceerd, weet de reservekopie niet. Thuisplan publiceert daarom alleen over dagen na het "
    "terugzetten, totdat u bij Tellen zegt dat er sindsdien niets is gepubliceerd."
)
_SAID_OTHERWISE = ("cases", "log_cases", "settings")


def _forgotten_since(made_at: datetime) -> str:
    return _FORGETS.format(day=format_date(made_at.astimezone().date()))


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
    head = backup_file.read_head(backup)
    _require_known(head)
    _need_room(workspace, head)
    with register.change() as connection:
        register.log(connection, "register_restored")
        settings.put(connection, keeping.RESTORED, register.today().isoformat())
        keys = slots.stored(connection, workspace.data_key, workspace.epoch)
        carried = restoring.gather(connection, workspace.kind, register.now(), register.who)
        of_now = in_place.settings_of_now(connection)
    keeping.keep(workspace, register.now(), superseding.BEFORE_RESTORE)
    folder, data_key = workspace.folder, workspace.data_key
    workspace.changed = False
    register.close()
    finish = _finish(register.who, register.now(), of_now)
    restoring.put_back(folder, backup, key, data_key, keys, carried, finish)
    _settle(folder, data_key, register.who)


def _need_room(workspace: Workspace, head: Told) -> None:
    """For the backup of what is there now and for what comes in its place: before anything is written or closed."""
    with named():
        size = (workspace.folder / files.DATABASE).stat().st_size
    reserve.need_room(workspace.folder, reserve.ROOM_BYTES + 2 * size + 2 * head.size)


def _require_known(head: Told) -> None:
    """Raise BackupTooNew for the schema of a later program, before anything is closed or moved."""
    if head.revision > schema.REVISIONS[schema.WorkspaceKind(head.kind)]:
        raise BackupTooNew


def _finish(
    who: str, now: datetime, of_now: Mapping[str, str], returns: str = "", *, owed: bool = False
) -> Callable[[Connection], None]:
    """What stands in the register that comes back before it is there, so that no crash comes between: the line that
    the logbook of before has too, what this computer knows, which places have to follow, and who gets in again.
    """

    def write(connection: Connection) -> None:
        logbook.add(connection, now, who, "register_restored")
        settings.put(connection, keeping.RESTORED, now.astimezone().date().isoformat())
        for key, value in of_now.items():
            settings.put(connection, key, value)
        if owed:
            keeping.owe(connection)
        if returns:
            logbook.add(connection, now, who, "slots_restored")
            doubts.keep(connection, (returns,), now)

    return write


def _settle(folder: Path, data_key: bytes, who: str) -> None:
    """Open it once: what a crash left goes, given sums are taken over. What fails here the next opening does."""
    with suppress(ThuisplanError):
        register_file.open_(folder, data_key, who=who).close()


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
    """Who gets in by the slots of then, and that it is forgotten what was published, as Dutch sentences; empty when
    the slots of now stay and nothing is forgotten. Raises as `restore_closed`, and changes nothing.
    """
    found = _look(folder, backup, unlock, now, take_over=take_over)
    return " ".join(told for told in (found.there.returns, found.forgets) if told)


def restore_closed(folder: Path, backup: Path, unlock: WayIn, now: datetime, *, take_over: bool = False) -> Path | None:
    """Put a backup back where the register itself can't be opened any more, or isn't there at all.

    It opens with what opened the register then. What was there is moved aside, never thrown away: its place is the
    answer. After a crash there is what was there, or what came back; doing it again ends the same. Raises
    WrongPassphrase, WrongRecoveryCode, WrongBoardKey, DamagedBackup, BackupTooNew, SynchronisedFolder, RegisterInUse,
    RegisterLocked (unless `take_over`, as of `open_by`), AlreadyExists when the folder holds another register,
    WayTakenOff, and DiskFull with nothing changed. Cases that were destroyed stay destroyed, as far as the register
    knows or, where that doesn't open, the newest backups in reach. The newest slots stay; where only those of then are
    known, it is said until somebody answers.
    """
    found = _look(folder, backup, unlock, now, take_over=take_over)
    damaged.make_place(folder)
    try:
        aside = _put_in_place(folder, backup, found, now)
    except BaseException:
        damaged.drop_empty_place(folder)
        raise
    _settle(folder, found.there.data_key, found.who)
    return aside


def _put_in_place(folder: Path, backup: Path, found: "_Closed", now: datetime) -> Path | None:
    """All that can fail comes before the first file is moved."""
    back = found.there
    finish = _finish(found.who, now, back.of_now, back.returns, owed=back.owed)
    built = restoring.build(folder, backup, found.key, back.data_key, back.keys, back.carried, finish)
    try:
        keys = damaged.prepare_keys(folder, back.keys)
        aside = damaged.copy_aside(folder, now) if damaged.is_left_in(folder) else None
        damaged.take_place(folder, built.path, keys)
    except BaseException:
        restoring.discard(built)
        files.remove_unreplaced(folder)
        with suppress(ThuisplanError):
            damaged.drop_unused_aside(folder)
        raise
    beside.write_head(folder, back.data_key, built.register_id, built.note)
    return aside


@dataclass(frozen=True, repr=False)
class _Closed:
    """A backup that opened with `key` for `who`, and what stands where it goes."""

    key: bytes
    who: str
    there: InPlace
    forgets: str


def _look(folder: Path, backup: Path, unlock: WayIn, now: datetime, *, take_over: bool) -> _Closed:
    places.require_local(folder)
    damaged.settle_journal(folder)
    slots.finish_renewal(folder, unlock)
    head = backup_file.read_head(backup)
    keys = keyfile.from_json(head.keys)
    unlocked = unlock(keys)
    backup_file.proven(head, unlocked.data_key)
    backup_file.check_content(backup, head)
    _require_known(head)
    beside.require_closed(folder, unlocked.data_key, take_over=take_over)
    room = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    reserve.need_room(room, reserve.ROOM_BYTES + 2 * head.size)
    who = keyfile.labels(keys, unlocked.data_key)[unlocked.slot.id]
    there = in_place.look(folder, backup, head, unlock, unlocked.data_key, now, who)
    return _Closed(unlocked.data_key, who, there, _forgets(head, there))


def _forgets(head: Told, there: InPlace) -> str:
    of_a_school = schema.WorkspaceKind(head.kind) is schema.WorkspaceKind.COORDINATOR
    return _forgotten_since(head.made_at) if of_a_school and not there.carried.published else ""


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
