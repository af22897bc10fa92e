"""keys.json and the register's own copy of it: getting in by either, and which of the two is right.

The register keeps the text of its keys.json inside itself. So an older or edited file is named after opening, put
back, and who was taken off it does not get in. Changing both: `slot_changes`.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from thuisplan_desktop.crypto import keyfile
from thuisplan_desktop.crypto.keyfile import KeyFile, Unlocked
from thuisplan_desktop.errors import (
    BrokenSeal,
    NotARegister,
    RegisterDamaged,
    SlotWithdrawn,
    ThuisplanError,
    WrongBoardKey,
    WrongPassphrase,
    WrongRecoveryCode,
)
from thuisplan_desktop.store import register_file, settings
from thuisplan_desktop.store.register_file import Connection, Workspace

NEXT = "keys_next"
"""The setting with the slots of a change that was begun; empty once it took effect, or failed and was taken back."""

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
    settings.put(connection, NEXT, "")


def stored(connection: Connection, data_key: bytes, epoch: int = 0) -> str:
    """The text of the slots of now: of what the register knows of itself, that which wraps its key; of two such, that
    of `epoch`. After a renewal or a change of which the end could not be noted, that is the one that waited.
    """
    known, waiting = settings.get(connection, settings.KEYS), settings.get(connection, NEXT)
    ours = [text for text in (known, waiting) if text and wraps(text, data_key)]
    exact = [text for text in ours if keyfile.from_json(text).epoch == epoch]
    return (*exact, *ours, known)[0]


def of_now(workspace: Workspace) -> str:
    """The text of the slots by which an open register opens."""
    with workspace.read() as connection:
        return stored(connection, workspace.data_key, workspace.epoch)


def wraps(text: str, data_key: bytes) -> bool:
    """Whether a text is of slots under this key, sealed by it."""
    with suppress(ThuisplanError):
        return is_genuine(keyfile.from_json(text), data_key)
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
    """Compare keys.json with what the register knows, and make them equal again. A change that was begun and did not
    take effect is an action of its own: the logbook says already that it was done.
    """
    text = keyfile.to_json(keys)
    with workspace.read() as connection:
        known, waiting = stored(connection, workspace.data_key), settings.get(connection, NEXT)
    if text == known and not waiting and _is_noted(workspace, text):
        workspace.epoch = keys.epoch
        return Found()
    own = keyfile.from_json(known) if wraps(known, unlocked.data_key) else keys
    failed = ("keys_change_failed",) if waiting not in ("", text, known) else ()
    if text in (known, waiting) or own is keys:
        adopt(workspace, keys, text)
        return Found(actions=failed)
    genuine = is_genuine(keys, unlocked.data_key)
    if genuine and keys.epoch > own.epoch:
        adopt(workspace, keys, text)
        return Found(actions=("register_older_than_keys",), doubts=(_REGISTER_OLDER,))
    with suppress(ThuisplanError):  # the register goes by its own all the same; the next opening tries again
        register_file.write_keys(workspace.folder, known)
    adopt(workspace, own, known)
    action, warning = ("older_keys_put_back", _OLDER) if genuine else ("edited_keys_put_back", _EDITED)
    return Found((warning,), (*failed, action), withdrawn=unlocked.slot not in own.slots)


def _is_noted(workspace: Workspace, text: str) -> bool:
    with workspace.read() as connection:
        return settings.get(connection, settings.KEYS) == text


def refuse_withdrawn(found: Found) -> None:
    """Raise SlotWithdrawn when the way in that was used is no longer the register's."""
    if found.withdrawn:
        raise SlotWithdrawn


def adopt(workspace: Workspace, keys: KeyFile, text: str) -> None:
    """Let an open register know these slots as its own, and nothing waiting. Raises DiskFull, CannotWrite."""
    workspace.epoch = keys.epoch
    with workspace.note(makes_room=True) as connection:
        remember(connection, text)


def is_genuine(keys: KeyFile, data_key: bytes) -> bool:
    """Whether a set is sealed by this key."""
    try:
        keyfile.check_set(keys, data_key)
    except BrokenSeal:
        return False
    return True
