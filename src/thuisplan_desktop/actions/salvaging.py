"""Saving what can be saved of a damaged register, and saying what could not."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from thuisplan_desktop import dutch
from thuisplan_desktop.actions.opening import WayIn
from thuisplan_desktop.actions.putting_back import Found, found_in
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
from thuisplan_desktop.store import backups, beside, cases, files, register_file, salvage
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.salvage import Salvaged
from thuisplan_desktop.store.schema import WorkspaceKind

MENDED = "Alleen keys.json was beschadigd; het is hersteld uit een reservekopie. Er is niets verloren."
"""What to say where `mend_keys` helped."""


@dataclass(frozen=True, repr=False)
class Rescue:
    """What was read and what was lost. `missing` names cases that a backup of `compared_with` knows and we lost."""

    salvaged: Salvaged
    missing: tuple[str, ...]
    compared_with: datetime | None
    aside: Path | None

    @property
    def told(self) -> tuple[str, ...]:
        """What was saved and what was not, as Dutch sentences; they name pupils, for the screen alone."""
        read, lost, unsure = self.salvaged.read, self.salvaged.lost, self.salvaged.unsure
        known = sorted(
            read, key=lambda name: list(dutch.PARTS).index(name) if name in dutch.PARTS else len(dutch.PARTS)
        )
        shown = [name for name in known if name not in _INTERNAL and (read[name] or lost[name] or name in unsure)]
        lines = [_line(name, read[name], lost[name], unsure=name in unsure) for name in shown]
        if self.salvaged.log_restarted:
            lines.append("Van het logboek ontbreken regels; het begint opnieuw achter een controlepunt.")
        if self.compared_with is not None:
            lines.append(f"Vergeleken met de reservekopie van {self.compared_with.astimezone():%d-%m-%Y %H:%M}.")
        lines += [f"Niet gered: {name}" for name in self.missing]
        if self.aside is not None:
            lines.append(f"Het beschadigde register is bewaard in de map {self.aside.name}.")
        return tuple(lines)


_INTERNAL = ("settings", "log_cases", "log_checkpoints")


def _line(table: str, read: int, lost: int, *, unsure: bool) -> str:
    unreadable = f"; {lost} niet leesbaar" if lost else ""
    more = "; het eind van de lijst is niet te lezen, dus er kunnen er meer geweest zijn" if unsure else ""
    return f"Gered: {dutch.part(table, read)}{unreadable}{more}."


def salvage_register(folder: Path, unlock: WayIn, now: datetime, *, take_over: bool = False) -> Rescue:
    """Replace a damaged register.db by what can still be read of it; the damaged one is set aside, never thrown away.

    Raises WrongPassphrase, WrongRecoveryCode, WrongBoardKey, RegisterInUse, RegisterLocked, NothingToSalvage, DiskFull;
    the folder is then as it was. `take_over` is as of `open_by`.
    """
    text = register_file.read_keys(folder)
    keys = keyfile.from_json(text)
    data_key = unlock(keys).data_key
    beside.require_closed(folder, data_key, take_over=take_over)
    found = salvage.salvage(folder, data_key)
    salvage.remember(folder, data_key, backups.SALVAGED, now)
    missing, compared = _missing(folder, keys.register_id, data_key, found)
    aside = files.set_aside(folder, now)
    (folder / salvage.FRESH).replace(folder / files.DATABASE)
    register_file.write_keys(folder, text)
    workspace = register_file.open_(folder, data_key, keys.register_id)
    workspace.keep_head()
    workspace.close()
    return Rescue(found, missing, compared, aside)


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


def _missing(
    folder: Path, register_id: str, data_key: bytes, found: Salvaged
) -> tuple[tuple[str, ...], datetime | None]:
    """The newest backup that can be read knows the names of what was lost."""
    place = folder / files.BACKUPS
    if found.kind is not WorkspaceKind.COORDINATOR:
        return (), None
    try:
        listed = backups.listing(place, register_id, data_key)
    except (CannotRead, NoSuchFile):
        return (), None
    for kept in listed:
        try:
            with backups.opened(kept.path, data_key, place) as (head, _, connection), connection.begin():
                return _names(connection, found), head.made_at
        except ThuisplanError:
            continue
    return (), None


def _names(connection: Connection, found: Salvaged) -> tuple[str, ...]:
    known = cases.load_case_files(connection)
    return tuple(file.case.full_name for file in known if file.case.id not in found.case_ids)
