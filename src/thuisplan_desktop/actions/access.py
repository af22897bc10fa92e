"""Who can open this register: persons, the printed code, the school board; and a new key when that is in doubt.

Every change goes into the backups that can be reached too; the others still open with the old way in, and are named.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from thuisplan_desktop.actions import (
    former_keys,
    keeping,
    other_places,
    slot_changes,
    slots,
)
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.crypto import derivation, keyfile, strength
from thuisplan_desktop.crypto.derivation import Parameters
from thuisplan_desktop.crypto.keyfile import AnySlot, KeyFile, SlotKind
from thuisplan_desktop.crypto.strength import Strength
from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.exchange import board_v1
from thuisplan_desktop.exchange.shown_key import ShownKey
from thuisplan_desktop.pdf import recovery_sheet
from thuisplan_desktop.store import backups, damaged, destroying, files, logbook, settings
from thuisplan_desktop.store.register_file import Connection

__all__ = ["AccessView", "KeysChanged", "Person", "ShownKey"]

REHEARSED = "recovery_rehearsed"
"""The setting with the day on which the code of now was rehearsed."""


@dataclass(frozen=True)
class Person:
    """One way in. `label` is whose it is; `cost` says what a guess costs, `mine` that it opened this register now."""

    slot_id: str
    kind: SlotKind
    label: str
    cost: Parameters | None
    mine: bool


@dataclass(frozen=True)
class AccessView:
    """Who can open the register, when the recovery code was rehearsed, and when code or board key was last used."""

    persons: tuple[Person, ...]
    rehearsed_on: date | None
    code_used_at: datetime | None
    board_used_at: datetime | None


@dataclass(frozen=True)
class KeysChanged:
    """What a change of keys gave: a new recovery code if there is one, and the backups that it did not reach."""

    recovery_code: str = ""
    still_old: tuple[str, ...] = ()


def judge_passphrase(passphrase: str, own: Sequence[str] = ()) -> Strength:
    """How good a passphrase is beside what anybody knows of the place (`own`); refuses nothing."""
    return strength.strength(passphrase, own)


def own_words(register: OpenRegister) -> tuple[str, ...]:
    """What a thief of this register would try first: whose it is, and of which school and board."""
    kept = register.settings
    return (kept.owner, kept.title, kept.school_name, kept.board, kept.municipality)


def view(register: OpenRegister) -> AccessView:
    """Everybody who can open the register."""
    keys, names = _keys(register), _names(register)
    with register.read() as connection:
        last = {entry.action: entry.at for entry in logbook.load_log(connection)}
    return AccessView(
        persons=tuple(_person(register, slot, names[slot.id]) for slot in keys.slots),
        rehearsed_on=rehearsed_on(register),
        code_used_at=last.get("opened_by_recovery_code"),
        board_used_at=last.get("opened_by_board"),
    )


def _person(register: OpenRegister, slot: AnySlot, label: str) -> Person:
    cost = slot.parameters if isinstance(slot, keyfile.Slot) else None
    return Person(slot.id, slot.kind, label, cost, mine=slot.id == register.slot_id)


def add_person(register: OpenRegister, label: str, passphrase: str, parameters: Parameters | None = None) -> Changed:
    """One more person with an own passphrase. Raises WeakPassphrase, TooManySlots."""
    keyfile.check_strength(passphrase, (*own_words(register), label))
    cost = parameters or derivation.calibrate()
    keys = keyfile.add_passphrase(_keys(register), _key(register), passphrase, cost, label)
    return _replace(register, keys, "person_added")


def change_passphrase(register: OpenRegister, old: str, new: str, parameters: Parameters | None = None) -> Changed:
    """Another passphrase for whoever the old one is of. Raises WrongPassphrase, WeakPassphrase."""
    keyfile.check_strength(new, own_words(register))
    keys = _keys(register)
    slot = keyfile.unlock(keys, old).slot
    cost = parameters or derivation.calibrate()
    return _replace(register, keyfile.change_passphrase(keys, _key(register), slot.id, new, cost), "passphrase_changed")


def remove(register: OpenRegister, slot_id: str) -> Changed:
    """Take a leaver, or the board, off the register. Raises NoSuchSlot, LastWayIn.

    Whoever knew the key may have kept a copy of register and key together; against that only `new_key` helps.
    """
    return _replace(register, keyfile.remove_slot(_keys(register), _key(register), slot_id), "person_removed")


def new_recovery_code(register: OpenRegister) -> Changed:
    """A new code to print; the old sheet opens nothing from now on, and has to be rehearsed anew."""
    keys, code = keyfile.replace_recovery(_keys(register), _key(register))
    return _replace(register, keys, "recovery_code_renewed", code=code)


def read_board_key(data: bytes) -> ShownKey:
    """The board's public key file; raises NotAThuisplanFile, BrokenSeal and the like."""
    return board_v1.decode(data)


def set_board(register: OpenRegister, board: ShownKey) -> Changed:
    """Let the board open this register with its own key. Whose key it is was compared over the telephone."""
    keys = keyfile.set_board(_keys(register), _key(register), board.keys.signing, board.keys.sealing, board.name)
    return _replace(register, keys, "board_key_set")


def new_key(register: OpenRegister, passphrase: str) -> Changed:
    """A new data key: every page, and every backup that can be reached, is encrypted anew. Raises WrongPassphrase.

    Only whose passphrase this is stays, and the board; the others are added again, and a new sheet is printed.
    """
    register.flush_log()
    workspace, old_key = register.workspace, _key(register)
    keys, fresh, code = keyfile.renew(_keys(register), old_key, passphrase)
    slot_changes.renew(
        workspace,
        keys,
        fresh,
        lambda connection: _log_change(register, connection, "new_key", code, old_key),
        lambda connection: register.log(connection, "keys_change_failed"),
    )
    register.slot_id = keys.slots[0].id
    text = keyfile.to_json(keys)
    # A copy from before a migration or a crash is under the old key, and nobody asks for it any more.
    copies = destroying.remove_leftovers(workspace.folder)
    still_old = _in_backups(register, lambda path: backups.rewrite_pages(path, old_key, fresh, text))
    with suppress(ThuisplanError):
        keeping.forget_former_keys(workspace)
    # What was set aside damaged can't be encrypted anew, and would be lost to everybody without its old slots.
    aside = _names_aside(workspace.folder)
    return changed(Kind.SETTINGS, value=KeysChanged(code, (*still_old, *copies, *aside)))


def _names_aside(folder: Path) -> tuple[str, ...]:
    try:
        return tuple(path.name for path in damaged.set_aside_in(folder))
    except ThuisplanError:
        return (_ASIDE,)


_ASIDE = "wat eerder beschadigd opzij is gezet, als dat er is"


def rehearse(register: OpenRegister, code: str) -> Changed:
    """Open a copy of the register with a typed recovery code, as one day somebody will have to.

    Makes a backup for it. Raises RecoveryCodeMistyped, WrongRecoveryCode; that it worked is remembered.
    """
    path = keeping.keep(register.workspace, register.now(), "rehearsal")
    prove_code(path, path.parent, code)
    with register.change() as connection:
        settings.put(connection, REHEARSED, register.today().isoformat())
        register.log(connection, "recovery_rehearsed")
    return changed(Kind.SETTINGS)


def rehearsed_on(register: OpenRegister) -> date | None:
    """When the recovery code of now was typed back and opened a copy; None when it never was."""
    with register.read() as connection:
        found = settings.get(connection, REHEARSED)
    return date.fromisoformat(found) if found else None


def prove_code(backup: Path, folder: Path, code: str) -> None:
    """Open a backup with nothing but the file and the code."""
    keys = keyfile.from_json(backups.keys_of(backup))
    data_key = keyfile.unlock_with_recovery(keys, code).data_key
    with backups.opened(backup, data_key, folder) as (_, _raw, connection), connection.begin():
        logbook.head(connection)


def recovery_sheet_pdf(register: OpenRegister, code: str) -> bytes:
    """The sheet for the safe. The code is not kept anywhere, so it can only be printed while it is known."""
    with register.change() as connection:
        register.log(connection, "recovery_sheet")
    return recovery_sheet.recovery_sheet(code, place=register.settings.title, on=register.today())


def _keys(register: OpenRegister) -> KeyFile:
    with register.read() as connection:
        return keyfile.from_json(slots.stored(connection, _key(register), register.workspace.epoch))


def _key(register: OpenRegister) -> bytes:
    return register.workspace.data_key


def _names(register: OpenRegister) -> dict[str, str]:
    return keyfile.labels(_keys(register), _key(register))


def _replace(register: OpenRegister, keys: KeyFile, action: str, code: str = "") -> Changed:
    register.flush_log(makes_room=True)
    mine = _find_mine(register, keys)
    slot_changes.replace(
        register.workspace,
        keys,
        lambda connection: _log_change(register, connection, action, code),
        lambda connection: register.log(connection, "keys_change_failed"),
    )
    register.slot_id = mine
    text = keyfile.to_json(keys)
    still_old = _in_backups(register, lambda path: backups.rewrite_keys(path, _key(register), text))
    try:
        aside = slot_changes.replace_set_aside(register.workspace, keys)
    except ThuisplanError:
        aside = (_ASIDE,)
    return changed(Kind.SETTINGS, value=KeysChanged(code, (*still_old, *aside)))


def _find_mine(register: OpenRegister, keys: KeyFile) -> str:
    """A changed passphrase has a slot of another id in the same place."""
    before = [slot.id for slot in _keys(register).slots]
    after = [slot.id for slot in keys.slots]
    if register.slot_id in after or register.slot_id not in before or len(before) != len(after):
        return register.slot_id
    return after[before.index(register.slot_id)]


def _log_change(register: OpenRegister, connection: Connection, action: str, code: str, former: bytes = b"") -> None:
    if code:
        settings.put(connection, REHEARSED, "")
    register.log(connection, action)
    keeping.owe(connection)
    if former:
        former_keys.keep(connection, former)


_OWN = "de reservekopieën van dit register"
_SECOND = "de reservekopieën op de tweede plek"


def _in_backups(register: OpenRegister, rewrite: Callable[[Path], None]) -> tuple[str, ...]:
    """Rewrite every backup that can be reached; which still open the old way, by name or place.

    What was missed is remembered, and done when there is room or the second place is back. It raises nothing: the
    change itself took effect, and whoever asked for it has to hear so.
    """
    try:
        return _reached(register, rewrite)
    except ThuisplanError:
        return (_OWN, _SECOND)


def _reached(register: OpenRegister, rewrite: Callable[[Path], None]) -> tuple[str, ...]:
    workspace, left = register.workspace, list[str]()
    for place in keeping.places(workspace):
        missed = _in_place(register, place, rewrite)
        keeping.settle(workspace, place, missed=bool(missed))
        left.extend(missed)
    if keeping.mark_unreached(workspace):
        left.append(_SECOND)
    return (
        *left,
        *(f"de reservekopieën op een vroegere tweede plek, {name}" for name in other_places.former_places(workspace)),
        *other_places.given_up(workspace),
    )


def _in_place(register: OpenRegister, place: Path, rewrite: Callable[[Path], None]) -> tuple[str, ...]:
    workspace, left = register.workspace, list(files.remove_scratch(place))
    try:
        found = backups.listing(place, workspace.register_id, _key(register))
    except ThuisplanError:
        return (*left, _OWN if place == keeping.own_place(workspace) else _SECOND)
    for kept in found:
        try:
            rewrite(kept.path)
        except ThuisplanError:
            left.append(kept.path.name)
    return tuple(left)
