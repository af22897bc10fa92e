"""Saving what can be saved of a damaged register, and saying what could not."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from thuisplan_desktop.actions import rescue, slots
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister, WayIn
from thuisplan_desktop.actions.putting_back import Found, found_in
from thuisplan_desktop.actions.rescue import Rescue
from thuisplan_desktop.crypto import keyfile
from thuisplan_desktop.crypto.keyfile import KeyFile, Unlocked
from thuisplan_desktop.errors import (
    BrokenSeal,
    CannotRead,
    NoSuchFile,
    NotARegister,
    OlderRegister,
    OtherRegister,
    RegisterDamaged,
    SlotWithdrawn,
    ThuisplanError,
    WrongBoardKey,
    WrongPassphrase,
    WrongRecoveryCode,
)
from thuisplan_desktop.store import (
    backups,
    beside,
    damaged,
    logbook,
    losses,
    places,
    register_file,
    salvage,
)
from thuisplan_desktop.store.beside import HeadNote

MENDED = "Alleen keys.json was beschadigd; het is hersteld uit een reservekopie. Er is niets verloren."
"""What to say where `mend_keys` helped."""


def salvage_register(folder: Path, unlock: WayIn, now: datetime, *, take_over: bool = False) -> Rescue:
    """Replace a damaged register.db by what can still be read of it; the damaged one is set aside, never thrown away.

    Raises WrongPassphrase, WrongRecoveryCode, WrongBoardKey, RegisterInUse, RegisterLocked, NothingToSalvage, DiskFull,
    SynchronisedFolder, and OlderRegister or SlotWithdrawn where this way in is of before a change of who may open it.
    The folder is then as it was; after a crash there is the damaged register or the salvaged one, which opens.
    `take_over` as of `open_by`.
    """
    places.require_local(folder)
    damaged.settle_journal(folder)
    slots.finish_renewal(folder, unlock)
    keys = keyfile.from_json(register_file.read_keys(folder))
    unlocked = unlock(keys)
    data_key = unlocked.data_key
    beside.require_closed(folder, data_key, take_over=take_over)
    found = salvage.salvage(folder, data_key, now)
    try:
        note = _note_of(folder, keys, unlocked)
        compared = rescue.compare_and_mark(folder, keys.register_id, data_key, found, now)
        aside = damaged.copy_aside(folder, now)
        beside.write_head(folder, data_key, keys.register_id, note)
        damaged.take_place(folder, folder / salvage.FRESH)
    except BaseException:
        salvage.remove(folder)
        with suppress(ThuisplanError):
            damaged.drop_unused_aside(folder)
        raise
    return Rescue(found, compared, aside)


def _note_of(folder: Path, keys: KeyFile, unlocked: Unlocked) -> HeadNote:
    """Where the logbook of what was salvaged ends, and the newest slots that anything here knows of. The damaged one
    fits it too, as its logbook went at least as far."""
    with salvage.saved(folder, unlocked.data_key) as connection:
        end, known = logbook.head(connection), slots.stored(connection, unlocked.data_key)
    own = keyfile.from_json(known) if known else keys
    noted = _epoch_noted(folder, keys.register_id, unlocked.data_key)
    if noted > max(keys.epoch, own.epoch):
        raise OlderRegister
    if own.epoch > keys.epoch and unlocked.slot not in own.slots:
        raise SlotWithdrawn
    return HeadNote(end.number, end.hash, max(noted, keys.epoch, own.epoch))


def _epoch_noted(folder: Path, register_id: str, data_key: bytes) -> int:
    """0 where the note is gone or damaged too."""
    with suppress(BrokenSeal):
        note = beside.read_head(folder, data_key, register_id)
        return note.epoch if note else 0
    return 0


def seen(register: OpenRegister, case_id: str) -> Changed:
    """Somebody read what the case lacks: its page says so no more. What the gate does not believe stays so."""
    with register.change() as connection:
        found = losses.load_losses(connection)
        if case_id in found:
            losses.save_losses(connection, {**found, case_id: replace(found[case_id], seen=True)})
            register.log(connection, "salvage_seen", case_id)
    return changed(Kind.CASES, case_id=case_id)


def mend_keys(folder: Path, unlock: WayIn, *, take_over: bool = False) -> bool:
    """Where keys.json alone is damaged, take it from a backup: then nothing at all is lost. Whether that helped.

    Not where the register opens by the keys.json that is there, nor where its pages are damaged too. The register knows
    its own slots, and puts them right at the next opening. Raises what `unlock` raises when no backup has a slot that
    it opens, RegisterInUse, RegisterLocked.
    """
    refused: ThuisplanError | None = None
    for backup in (None, *_backups_of(folder)):
        try:
            text = backups.keys_of(backup.path) if backup else register_file.read_keys(folder)
            whole = _opens_whole(folder, text, unlock, take_over=take_over)
        except (WrongPassphrase, WrongRecoveryCode, WrongBoardKey) as error:
            refused = error if backup else None
        except (RegisterDamaged, NotARegister, OtherRegister, NoSuchFile):
            continue
        else:
            if backup and whole:
                register_file.write_keys(folder, text)
            return backup is not None and whole
    if refused is not None:
        raise refused
    return False


def _opens_whole(folder: Path, text: str, unlock: WayIn, *, take_over: bool) -> bool:
    """Whether nothing is wrong with the register that these slots open; raises why they open none."""
    keys = keyfile.from_json(text)
    workspace = register_file.open_(folder, unlock(keys).data_key, keys.register_id, take_over=take_over)
    try:
        return set(workspace.check()) <= set(workspace.warnings)
    finally:
        workspace.close()


def _backups_of(folder: Path) -> tuple[Found, ...]:
    """Those that can be read; without any the keys can't be mended, which says nothing of what else can be done."""
    try:
        return found_in(folder)
    except CannotRead:
        return ()
