"""Saving what can be saved of a damaged register, and saying what could not."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from thuisplan_desktop.actions import rescue
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister, WayIn
from thuisplan_desktop.actions.putting_back import Found, found_in
from thuisplan_desktop.actions.rescue import Rescue
from thuisplan_desktop.crypto import keyfile
from thuisplan_desktop.errors import (
    CannotRead,
    NoSuchFile,
    NotARegister,
    OtherRegister,
    RegisterDamaged,
    ThuisplanError,
    WrongBoardKey,
    WrongPassphrase,
    WrongRecoveryCode,
)
from thuisplan_desktop.store import backups, beside, files, losses, register_file, salvage

MENDED = "Alleen keys.json was beschadigd; het is hersteld uit een reservekopie. Er is niets verloren."
"""What to say where `mend_keys` helped."""


def salvage_register(folder: Path, unlock: WayIn, now: datetime, *, take_over: bool = False) -> Rescue:
    """Replace a damaged register.db by what can still be read of it; the damaged one is set aside, never thrown away.

    Raises WrongPassphrase, WrongRecoveryCode, WrongBoardKey, RegisterInUse, RegisterLocked, NothingToSalvage, DiskFull;
    the folder is then as it was, and after a crash there is the damaged register or the salvaged one, which opens.
    `take_over` is as of `open_by`.
    """
    keys = keyfile.from_json(register_file.read_keys(folder))
    data_key = unlock(keys).data_key
    beside.require_closed(folder, data_key, take_over=take_over)
    found = salvage.salvage(folder, data_key)
    try:
        compared = rescue.compare_and_mark(folder, keys.register_id, data_key, found, now)
        aside = files.copy_aside(folder, now)
        files.take_place(folder, folder / salvage.FRESH)
    except BaseException:
        salvage.remove(folder)
        with suppress(ThuisplanError):
            files.drop_unused_aside(folder)
        raise
    workspace = register_file.open_(folder, data_key, keys.register_id)
    try:
        workspace.keep_head()
    finally:
        workspace.close()
    return Rescue(found, compared, aside)


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
