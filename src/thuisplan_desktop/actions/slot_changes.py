"""Changing who can open a register: inside it and in keys.json, so that nobody is shut out whatever cuts it short.

A change is first noted inside, then written, then confirmed inside. Where it fails, the logbook says that too: at once,
or where the disk refuses even that, with the next change of keys or the next opening (`slots.settle`).
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from thuisplan_desktop.actions import slots
from thuisplan_desktop.crypto import keyfile
from thuisplan_desktop.crypto.keyfile import KeyFile
from thuisplan_desktop.errors import BrokenSeal, RegisterStopped, ThuisplanError
from thuisplan_desktop.store import damaged, files, register_file, reserve, settings
from thuisplan_desktop.store.faults import named
from thuisplan_desktop.store.register_file import Connection, Workspace

Log = Callable[[Connection], None]
"""The lines of a change of keys in the logbook, and what else goes with them; or the line that it failed."""


def replace(workspace: Workspace, keys: KeyFile, log: Log, log_failed: Log) -> None:
    """Let the register have another set of slots. Whatever cuts this short, one of the two sets opens it.

    A full disk keeps nobody from taking a leaver off: the reserve is for this too. Raises DiskFull, CannotWrite with
    the set of before still in place; never once keys.json is the new one. (A crash in between leaves either; the next
    opening takes up what keys.json is.)
    """
    text = keyfile.to_json(keys)
    before = _settle_own(workspace, log_failed)
    with workspace.change(makes_room=True) as connection:
        settings.put(connection, slots.NEXT, text)
        log(connection)
    try:
        _write(workspace.folder, text)
    except ThuisplanError:
        _undo(workspace, before, log_failed)
        raise
    _take_effect(workspace, keys, text)
    register_file.drop_next_keys(workspace.folder)


def _settle_own(workspace: Workspace, log_failed: Log) -> dict[str, str]:
    """Let the register know the slots of now as its own, where an earlier change could not; its settings then."""
    own = slots.of_now(workspace)
    with workspace.read() as connection:
        before = settings.get_all(connection, "")
    if before.get(settings.KEYS) != own or before.get(slots.NEXT):
        with workspace.note(makes_room=True) as connection:
            slots.remember(connection, own)
            if before.get(slots.NEXT, "") not in ("", own):
                log_failed(connection)
        before |= {settings.KEYS: own, slots.NEXT: ""}
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
        slots.adopt(workspace, keys, text)


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
    before = _settle_own(workspace, log_failed)
    _write(workspace.folder, before[settings.KEYS])  # else what waits beside may be all that opens it
    try:
        register_file.write_next_keys(workspace.folder, text)
        with workspace.change() as connection:
            settings.put(connection, slots.NEXT, text)
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
