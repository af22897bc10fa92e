"""keys.json and the register's own copy of it: which of the two is right, and changing both so that nobody is shut out.

The register keeps the text of its keys.json inside itself. So an older or edited file is named after opening, put
back, and who was taken off it does not get in. A change is first noted inside, then written, then confirmed inside.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from thuisplan_desktop.crypto import keyfile
from thuisplan_desktop.crypto.keyfile import KeyFile, Unlocked
from thuisplan_desktop.errors import (
    BrokenSeal,
    NotARegister,
    RegisterDamaged,
    RegisterStopped,
    SlotWithdrawn,
    ThuisplanError,
    WrongBoardKey,
    WrongPassphrase,
    WrongRecoveryCode,
)
from thuisplan_desktop.store import damaged, files, register_file, reserve, settings
from thuisplan_desktop.store.faults import named
from thuisplan_desktop.store.register_file import Connection, Workspace

_NEXT = "keys_next"

_OLDER = "Het sleutelbestand keys.json kwam uit een oudere kopie. Het goede bestand is teruggezet."
_EDITED = "Het sleutelbestand keys.json was veranderd. Het goede bestand is teruggezet."
_REGISTER_OLDER = (
    "Het register is ouder dan zijn sleutelbestand: waarschijnlijk is register.db teruggezet uit een kopie. "
    "Kijk na of er iets ontbreekt."
)


@dataclass(frozen=True)
class Found:
    """What comparing the two gave: sentences for the screen (`doubts` until somebody answers them), actions for the
    logbook, and whether to go no further."""

    warnings: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    withdrawn: bool = False
    doubts: tuple[str, ...] = ()


def remember(connection: Connection, text: str) -> None:
    """Let the register know its own keys.json."""
    settings.put(connection, settings.KEYS, text)
    settings.put(connection, _NEXT, "")


def stored(connection: Connection, data_key: bytes, epoch: int = 0) -> str:
    """The text of the slots of now: of what the register knows of itself, that which wraps its key; of two such, that
    of `epoch`. After a renewal or a change of which the end could not be noted, that is the one that waited.
    """
    known, waiting = settings.get(connection, settings.KEYS), settings.get(connection, _NEXT)
    ours = [text for text in (known, waiting) if text and _wraps(text, data_key)]
    exact = [text for text in ours if keyfile.from_json(text).epoch == epoch]
    return (*exact, *ours, known)[0]


def of_now(workspace: Workspace) -> str:
    """The text of the slots by which an open register opens."""
    with workspace.read() as connection:
        return stored(connection, workspace.data_key, workspace.epoch)


def _wraps(text: str, data_key: bytes) -> bool:
    with suppress(ThuisplanError):
        return _is_genuine(keyfile.from_json(text), data_key)
    return False


_NOT_BY_THESE = (RegisterDamaged, NotARegister, BrokenSeal, WrongPassphrase, WrongRecoveryCode, WrongBoardKey)


def enter(
    folder: Path, unlock: Callable[[KeyFile], Unlocked], *, take_over: bool, older: bool = False
) -> tuple[KeyFile, Unlocked, Workspace]:
    """Unlock and open. A new key that was cut short leaves two key files, of which one opens the register.

    `older` opens it too where the note beside it knows of later slots. Raises OlderRegister otherwise.
    """
    former: list[bytes] = []
    try:
        found = _enter_by(register_file.read_keys(folder), folder, unlock, former, take_over=take_over, older=older)
    except _NOT_BY_THESE:
        waiting = register_file.read_next_keys(folder)
        if not waiting:
            raise
        with suppress(*_NOT_BY_THESE):
            found = _enter_by(waiting, folder, unlock, former, take_over=take_over, older=older)
            _take_up(folder, waiting)
            return found
        raise
    register_file.drop_next_keys(folder)
    return found


def _enter_by(
    text: str,
    folder: Path,
    unlock: Callable[[KeyFile], Unlocked],
    former: list[bytes],
    *,
    take_over: bool,
    older: bool,
) -> tuple[KeyFile, Unlocked, Workspace]:
    """`former` gets the key that these slots gave: where it does not open the register, it is that of before."""
    keys = keyfile.from_json(text)
    unlocked = unlock(keys)
    label = keyfile.labels(keys, unlocked.data_key)[unlocked.slot.id]
    before = former[0] if former else b""
    former.append(unlocked.data_key)
    workspace = register_file.open_(
        folder,
        unlocked.data_key,
        keys.register_id,
        who=label,
        take_over=take_over,
        former_key=before,
        epoch=0 if older else keys.epoch,
    )
    return keys, unlocked, workspace


def _take_up(folder: Path, waiting: str) -> None:
    """The slots that waited take the place of those of before; where that can't be done now, they go on waiting."""
    with suppress(ThuisplanError):
        register_file.write_keys(folder, waiting)
        register_file.drop_next_keys(folder)


def finish_renewal(folder: Path, unlock: Callable[[KeyFile], Unlocked]) -> None:
    """Before a register that doesn't open is salvaged or put back: where its pages are under a new key of which the
    slots still wait beside keys.json, let those take its place. Else what was taken off would be back in.
    """
    waiting = register_file.read_next_keys(folder)
    with suppress(ThuisplanError):
        if waiting and register_file.begins_under(folder, unlock(keyfile.from_json(waiting)).data_key):
            _take_up(folder, waiting)


def settle(workspace: Workspace, keys: KeyFile, unlocked: Unlocked) -> Found:
    """Compare keys.json with what the register knows, and make them equal again."""
    text = keyfile.to_json(keys)
    with workspace.read() as connection:
        known, waiting = stored(connection, workspace.data_key), settings.get(connection, _NEXT)
    if text == known and not waiting and _is_noted(workspace, text):
        workspace.epoch = keys.epoch
        return Found()
    own = keyfile.from_json(known) if _wraps(known, unlocked.data_key) else keys
    if text in (known, waiting) or own is keys:
        _adopt(workspace, keys, text)
        return Found()
    genuine = _is_genuine(keys, unlocked.data_key)
    if genuine and keys.epoch > own.epoch:
        _adopt(workspace, keys, text)
        return Found(actions=("register_older_than_keys",), doubts=(_REGISTER_OLDER,))
    with suppress(ThuisplanError):  # the register goes by its own all the same; the next opening tries again
        register_file.write_keys(workspace.folder, known)
    _adopt(workspace, own, known)
    action, warning = ("older_keys_put_back", _OLDER) if genuine else ("edited_keys_put_back", _EDITED)
    return Found((warning,), (action,), withdrawn=unlocked.slot not in own.slots)


def _is_noted(workspace: Workspace, text: str) -> bool:
    with workspace.read() as connection:
        return settings.get(connection, settings.KEYS) == text


def refuse_withdrawn(found: Found) -> None:
    """Raise SlotWithdrawn when the way in that was used is no longer the register's."""
    if found.withdrawn:
        raise SlotWithdrawn


def _adopt(workspace: Workspace, keys: KeyFile, text: str) -> None:
    workspace.epoch = keys.epoch
    with workspace.note(makes_room=True) as connection:
        remember(connection, text)


def _is_genuine(keys: KeyFile, data_key: bytes) -> bool:
    try:
        keyfile.check_set(keys, data_key)
    except BrokenSeal:
        return False
    return True


def replace_set_aside(workspace: Workspace, keys: KeyFile) -> tuple[str, ...]:
    """Give the registers that were set aside when damaged the same slots; the names of those that keep their old ones.

    Those are under another data key, or their own slots can't be read: other slots would shut everybody out.
    """
    left = []
    for aside in damaged.set_aside_in(workspace.folder):
        try:
            if _is_ours(aside, workspace.data_key):
                register_file.write_keys(aside, keyfile.to_json(keys))
        except ThuisplanError:
            left.append(aside.name)
    return tuple(left)


def _is_ours(aside: Path, data_key: bytes) -> bool:
    """Whether it has slots of this data key; raise BrokenSeal or the like when it has others."""
    if (aside / files.NEXT_KEYS).exists():  # a new key was cut short there: which of the two files opens it is unsure
        raise BrokenSeal
    if not (aside / files.KEYS).exists():
        return False
    keyfile.check_set(keyfile.from_json(register_file.read_keys(aside)), data_key)
    return True


Log = Callable[[Connection], None]
"""The lines of a change of keys in the logbook, and what else goes with them; or the line that it failed."""


def replace(workspace: Workspace, keys: KeyFile, log: Log, log_failed: Log) -> None:
    """Let the register have another set of slots. Whatever cuts this short, one of the two sets opens it.

    A full disk keeps nobody from taking a leaver off: the reserve is for this too. Raises DiskFull, CannotWrite with
    the set of before still in place; never once keys.json is the new one. (A crash in between leaves either; the next
    opening takes up what keys.json is.)
    """
    text = keyfile.to_json(keys)
    before = _settle_own(workspace)
    with workspace.change(makes_room=True) as connection:
        settings.put(connection, _NEXT, text)
        log(connection)
    try:
        _write(workspace.folder, text)
    except ThuisplanError:
        _undo(workspace, before, log_failed)
        raise
    _take_effect(workspace, keys, text)
    register_file.drop_next_keys(workspace.folder)


def _settle_own(workspace: Workspace) -> dict[str, str]:
    """Let the register know the slots of now as its own, where an earlier change could not; its settings then."""
    own = of_now(workspace)
    with workspace.read() as connection:
        before = settings.get_all(connection, "")
    if before.get(settings.KEYS) != own or before.get(_NEXT):
        with workspace.note(makes_room=True) as connection:
            remember(connection, own)
        before |= {settings.KEYS: own, _NEXT: ""}
    return before


def _write(folder: Path, text: str) -> None:
    """Raises DiskFull, CannotWrite only where keys.json is not this: the name may stand there before the disk fails."""
    try:
        register_file.write_keys(folder, text)
    except ThuisplanError:
        with suppress(ThuisplanError):
            if register_file.read_keys(folder) == text:
                return
        raise


def _take_effect(workspace: Workspace, keys: KeyFile, text: str) -> None:
    """What the register itself could not note now, its next opening notes."""
    workspace.epoch = keys.epoch
    with suppress(ThuisplanError):
        _adopt(workspace, keys, text)


def _undo(workspace: Workspace, before: Mapping[str, str], log_failed: Log) -> None:
    """The register says again what it said, as far as the disk allows; what still waits in it the next opening settles.

    That it was begun and failed stays in the logbook.
    """
    with suppress(ThuisplanError), workspace.change(makes_room=True) as connection:
        for key in settings.get_all(connection, "").keys() | before.keys():
            if key in before:
                settings.put(connection, key, before[key])
            else:
                settings.drop(connection, key)
        log_failed(connection)


def renew(workspace: Workspace, keys: KeyFile, data_key: bytes, log: Log, log_failed: Log) -> None:
    """Another data key with its own set of slots: every page is written anew.

    The new set is written beside first, so that either set opens whichever pages a crash leaves. Raises DiskFull,
    CannotWrite with everything as it was, RegisterStopped; never once the pages are under the new key. Where keys.json
    can't be replaced then, the set beside it is what the next opening goes by.
    """
    text = keyfile.to_json(keys)
    with named():
        size = (workspace.folder / files.DATABASE).stat().st_size
    reserve.need_room(workspace.folder, reserve.ROOM_BYTES + 2 * size)
    before = _settle_own(workspace)
    _write(workspace.folder, before[settings.KEYS])  # else what waits beside may be all that opens it
    try:
        register_file.write_next_keys(workspace.folder, text)
        with workspace.change() as connection:
            settings.put(connection, _NEXT, text)
            log(connection)
        workspace.renew_key(data_key)
    except RegisterStopped:
        raise  # which of the two opens it the next opening finds out
    except ThuisplanError:
        register_file.drop_next_keys(workspace.folder)
        _undo(workspace, before, log_failed)
        raise
    _take_effect(workspace, keys, text)
    with suppress(ThuisplanError):
        _write(workspace.folder, text)
        register_file.drop_next_keys(workspace.folder)
