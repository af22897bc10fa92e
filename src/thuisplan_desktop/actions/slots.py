"""keys.json and the register's own copy of it: which of the two is right, and changing both so that nobody is shut out.

The register keeps the text of its keys.json inside itself. So an older or edited file is named after opening, put
back, and who was taken off it does not get in. A change is first noted inside, then written, then confirmed inside.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from thuisplan_desktop.crypto import keyfile
from thuisplan_desktop.crypto.keyfile import KeyFile, Unlocked
from thuisplan_desktop.errors import BrokenSeal, RegisterDamaged, SlotWithdrawn, ThuisplanError
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


def stored(connection: Connection) -> str:
    """The text of keys.json as the register knows it."""
    return settings.get(connection, settings.KEYS)


def enter(
    folder: Path, unlock: Callable[[KeyFile], Unlocked], *, take_over: bool, older: bool = False
) -> tuple[KeyFile, Unlocked, Workspace]:
    """Unlock and open. A new key that was cut short leaves two key files, of which one opens the register.

    `older` opens it too where the note beside it knows of later slots. Raises OlderRegister otherwise.
    """
    keys = keyfile.from_json(register_file.read_keys(folder))
    unlocked = unlock(keys)
    label = keyfile.labels(keys, unlocked.data_key)[unlocked.slot.id]
    try:
        workspace = register_file.open_(
            folder,
            unlocked.data_key,
            keys.register_id,
            who=label,
            take_over=take_over,
            epoch=0 if older else keys.epoch,
        )
    except RegisterDamaged:
        waiting = register_file.read_next_keys(folder)
        if not waiting:
            raise
        keys, former = keyfile.from_json(waiting), unlocked.data_key
        unlocked = unlock(keys)
        workspace = register_file.open_(
            folder, unlocked.data_key, keys.register_id, who=label, take_over=take_over, former_key=former
        )
        register_file.write_keys(folder, waiting)
    register_file.drop_next_keys(folder)
    return keys, unlocked, workspace


def settle(workspace: Workspace, keys: KeyFile, unlocked: Unlocked) -> Found:
    """Compare keys.json with what the register knows, and make them equal again."""
    text = keyfile.to_json(keys)
    with workspace.read() as connection:
        known, waiting = settings.get(connection, settings.KEYS), settings.get(connection, _NEXT)
    if text == known and not waiting:
        workspace.epoch = keys.epoch
        return Found()
    own = keyfile.from_json(known) if known else keys
    if text in (known, waiting) or not known:
        _adopt(workspace, keys, text)
        return Found()
    genuine = _is_genuine(keys, unlocked.data_key)
    if genuine and keys.epoch > own.epoch:
        _adopt(workspace, keys, text)
        return Found(actions=("register_older_than_keys",), doubts=(_REGISTER_OLDER,))
    register_file.write_keys(workspace.folder, known)
    _adopt(workspace, own, known)
    action, warning = ("older_keys_put_back", _OLDER) if genuine else ("edited_keys_put_back", _EDITED)
    return Found((warning,), (action,), withdrawn=unlocked.slot not in own.slots)


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


def replace(workspace: Workspace, keys: KeyFile, log: Callable[[Connection], None]) -> None:
    """Let the register have another set of slots. Whatever cuts this short, one of the two sets opens it.

    A full disk keeps nobody from taking a leaver off: the reserve is for this too. Raises DiskFull, CannotWrite with
    the set of before still in place. (A crash in between leaves either; the next opening takes up what keys.json is.)
    """
    text = keyfile.to_json(keys)
    with workspace.change(makes_room=True) as connection:
        before = stored(connection)
        settings.put(connection, _NEXT, text)
        log(connection)
    try:
        register_file.write_keys(workspace.folder, text)
        _adopt(workspace, keys, text)
    except ThuisplanError:
        _go_back(workspace, before)
        raise


def _go_back(workspace: Workspace, before: str) -> None:
    """As far as the disk allows. What stays of the new set is not what the register says, or waits in it: settled."""
    workspace.epoch = keyfile.from_json(before).epoch
    with suppress(ThuisplanError):
        register_file.write_keys(workspace.folder, before)
        with workspace.change(makes_room=True) as connection:
            settings.put(connection, _NEXT, "")


def renew(workspace: Workspace, keys: KeyFile, data_key: bytes, log: Callable[[Connection], None]) -> None:
    """Another data key with its own set of slots: every page is written anew.

    The new set is written beside first, so that either set opens whichever pages a crash leaves.
    """
    text = keyfile.to_json(keys)
    with named():
        size = (workspace.folder / files.DATABASE).stat().st_size
    reserve.need_room(workspace.folder, reserve.ROOM_BYTES + 2 * size)
    register_file.write_next_keys(workspace.folder, text)
    with workspace.change() as connection:
        settings.put(connection, _NEXT, text)
        log(connection)
    workspace.renew_key(data_key)
    register_file.write_keys(workspace.folder, text)
    _adopt(workspace, keys, text)
    register_file.drop_next_keys(workspace.folder)
