"""Backups as a person sees them: what there is, making one, and a second place."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from thuisplan_desktop.actions import (
    keeping,
    other_places,
)
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.crypto.keyring import words_of
from thuisplan_desktop.errors import (
    CannotWrite,
    NoSuchFile,
    OwnFolder,
    ThuisplanError,
)
from thuisplan_desktop.store import (
    backup_file,
    backups,
    files,
    medium,
    settings,
    superseding,
)
from thuisplan_desktop.store.backups import Kept

SECOND_PLACE_PATIENCE = timedelta(days=7)
_SECOND = "op de tweede plek"

_FAULTS = {
    "OtherKey": "opent nog met de oude sleutel",
    "DamagedBackup": "beschadigd",
    "BackupTooNew": "van een nieuwere versie",
    "NotABackup": "geen reservekopie",
}


@dataclass(frozen=True)
class BackupRow:
    """One backup on the list. `cases` is None where a workspace has none; `words` is the end of its logbook.

    `place` is empty for the folder of the register itself; `more` says that it may hold what the register lacks.
    """

    path: Path
    made_at: datetime | None
    reason: str
    cases: int | None
    words: str
    size: int
    fault: str
    place: str = ""
    more: bool = False

    @property
    def old_key(self) -> bool:
        """Whether it opens with a key of before alone."""
        return self.fault == _FAULTS["OtherKey"]

    @property
    def state(self) -> str:
        """What is wrong with it, or worth knowing."""
        return self.fault or ("kan meer bevatten dan het register" if self.more else "in orde")


@dataclass(frozen=True)
class BackupsView:
    """What there is to go back to, and what needs doing about it, as Dutch sentences.

    `failed` says that the last backup could not be made; `second_reached` whether what is there could be looked at.
    """

    rows: tuple[BackupRow, ...]
    second_place: str
    second_seen: datetime | None
    second_reached: bool
    restored_on: date | None
    concerns: tuple[str, ...]
    failed: bool
    unreached: tuple[str, ...] = ()
    """Second places, of now and of before, that somebody can say are gone for good."""


def view(register: OpenRegister) -> BackupsView:
    """Every backup in the folder of the register, newest first; then what only the second place has, or has wrong."""
    listed = _listed(register)
    with register.read() as connection:
        known = {key: settings.get(connection, key) for key in _REMEMBERED}
    second, seen = known[other_places.SECOND_PLACE], known[other_places.SECOND_SEEN]
    return BackupsView(
        rows=_rows(listed),
        second_place=second,
        second_seen=datetime.fromisoformat(seen) if seen else None,
        second_reached=listed.there is not None,
        restored_on=date.fromisoformat(known[keeping.RESTORED]) if known[keeping.RESTORED] else None,
        concerns=tuple(_concerns(register, listed, known)),
        failed=bool(known[keeping.FAILED]),
        unreached=_unreached(register, listed, second),
    )


_REMEMBERED = (
    other_places.SECOND_PLACE, other_places.SECOND_SEEN, other_places.SECOND_STALE, other_places.SECOND_FAILED,
    keeping.OWN_STALE, keeping.FAILED, keeping.RESTORED,
)  # fmt: skip


@dataclass(frozen=True)
class _Listed:
    """What each place holds; None for one that can't be looked into, which is not the same as holding nothing."""

    own: tuple[Kept, ...] | None
    there: tuple[Kept, ...] | None
    more: frozenset[str] = frozenset()
    """The names of those that may hold what the register lacks."""


def _listed(register: OpenRegister) -> _Listed:
    workspace = register.workspace
    found: dict[Path, tuple[Kept, ...]] = {}
    for place in keeping.places(workspace):
        with suppress(ThuisplanError):
            found[place] = backups.listing(place, workspace.register_id, workspace.data_key)
    own = found.pop(keeping.own_place(workspace), None)
    there = next(iter(found.values()), None)
    with register.read() as live:
        seen = [kept for kept in (*(own or ()), *(there or ())) if kept.head is not None]
        more = frozenset(kept.path.name for kept in seen if kept.head and superseding.may_hold_more(live, kept.head))
    return _Listed(own, there, more)


def _unreached(register: OpenRegister, listed: _Listed, second: str) -> tuple[str, ...]:
    now = (second,) if second and listed.there is None else ()
    return tuple(dict.fromkeys((*now, *other_places.former_folders(register.workspace))))


def _rows(listed: _Listed) -> tuple[BackupRow, ...]:
    own = listed.own or ()
    here = {kept.path.name for kept in own}
    there = [kept for kept in listed.there or () if kept.fault or kept.path.name not in here]
    rows = (*map(_row, own), *(_row(kept, _SECOND) for kept in there))
    return tuple(replace(row, more=row.path.name in listed.more) for row in rows)


def _row(kept: Kept, place: str = "") -> BackupRow:
    told, head = kept.told, kept.head
    fault = _FAULTS.get(kept.fault, "niet te lezen") if kept.fault else ""
    if told is None:
        return BackupRow(kept.path, None, "", None, "", 0, fault, place)
    cases, words = (head.rows.get("cases"), words_of(head.log_hash)) if head else (None, "")
    return BackupRow(kept.path, told.made_at, told.reason, cases, words, told.size, fault, place)


def _fault_of(row: BackupRow) -> str:
    """The rotation never removes what it can't judge, so a person has to."""
    where = f" {row.place}" if row.place else ""
    opens = " Wie van het register is gehaald, kan haar met de wachtzin van toen nog openen." if row.old_key else ""
    return (
        f"Reservekopie {row.path.name}{where}: {row.fault}.{opens} Hier kan ook nog in staan wat later is vernietigd. "
        "Ze verdwijnt niet vanzelf: verwijder het bestand met de hand als u het niet meer nodig hebt."
    )


_STALE = (
    "Reservekopieën {where} openen nog met de oude sleutel, of er staat nog in wat vernietigd is. Thuisplan "
    "probeert ze bij de volgende reservekopie te herschrijven: {then}."
)
_OWN_STALE = _STALE.format(where="op deze computer", then="maak die zodra er genoeg ruimte is")
_SECOND_STALE = _STALE.format(where="op de tweede plek", then="sluit de schijf of stick aan en maak er dan een")
_FORMER_STALE = (
    "Reservekopieën op een vroegere tweede plek, {place}, openen nog met de oude sleutel, of er staat nog in wat "
    "vernietigd is. Kies die plek nog eens: dan herschrijft Thuisplan ze. Of verwijder ze daar met de hand."
)
_OWN_UNREAD = (
    "De map met reservekopieën is niet te lezen. Welke er zijn is nu niet te zien. Kijk of die map er nog is, en of u "
    "er rechten op hebt."
)


def _concerns(register: OpenRegister, listed: _Listed, known: Mapping[str, str]) -> Iterator[str]:
    rows = _rows(listed)
    if listed.own is None:
        yield _OWN_UNREAD
    elif not any(not row.fault and not row.place for row in rows):
        yield "Er is nog geen reservekopie."
    if known[keeping.FAILED]:
        yield "De laatste reservekopie is mislukt; controleer of de schijf vol is."
    yield from (_fault_of(row) for row in rows if row.fault)
    if known[keeping.OWN_STALE]:
        yield _OWN_STALE
    yield from (_FORMER_STALE.format(place=place) for place in other_places.former_places(register.workspace))
    yield from _about_second(register, listed, known)


def _about_second(register: OpenRegister, listed: _Listed, known: Mapping[str, str]) -> Iterator[str]:
    if not known[other_places.SECOND_PLACE]:
        yield "Er is geen tweede plek. Gaat deze computer stuk of wordt hij gestolen, dan is alles weg."
        return
    if known[other_places.SECOND_STALE]:
        yield _SECOND_STALE
    if known[other_places.SECOND_FAILED]:
        yield "De laatste reservekopie kon niet op de tweede plek komen. Is die vol, of tegen schrijven beveiligd?"
    seen = known[other_places.SECOND_SEEN]
    if other_places.is_another(register.workspace):
        yield _ANOTHER.format(place=known[other_places.SECOND_PLACE])
    elif not seen or register.now() - datetime.fromisoformat(seen) > SECOND_PLACE_PATIENCE:
        yield "De tweede plek is al meer dan een week niet gezien. Sluit de schijf of stick aan."
    elif listed.there is None and files.stands_there(Path(known[other_places.SECOND_PLACE])):
        yield _SECOND_UNREAD


_ANOTHER = (
    "Op de tweede plek, {place}, staat een andere stick of schijf dan u koos. Daar komt niets op. Wisselt u twee "
    "sticks af, kies de plek dan nog eens: daarna herkent Thuisplan ze allebei. (Het herkent een plek aan het bestand "
    "thuisplan-plek.txt.)"
)
_SECOND_UNREAD = (
    "De tweede plek is niet te bereiken, hoewel de map er staat. Is de stick of schijf eruit, of hebt u er geen "
    "rechten op? Wat daar aan reservekopieën is, is nu niet te zien."
)


def make(register: OpenRegister) -> Changed:
    """A backup now; its value is the row. Raises BackupDiffers, DiskFull, CannotWrite."""
    register.flush_log()
    with register.change() as connection:
        register.log(connection, "backup_made")
    path = keeping.keep(register.workspace, register.now(), "hand")
    register.workspace.changed = False
    told = backup_file.read_head(path)
    head = backup_file.proven(told, register.workspace.data_key)
    return changed(Kind.SETTINGS, value=_row(Kept(path, told, head)))


def make_if_due(register: OpenRegister) -> bool:
    """The daily backup, when a day went by without one. It never stops anybody; whether it was due is the answer."""
    if not keeping.is_due(register.workspace, register.now()):
        return False
    keeping.keep_quietly(register.workspace, register.now(), "daily")
    return True


def choose_second_place(register: OpenRegister, folder: Path | None) -> Changed:
    """Where a copy of each backup goes: a stick, a disk, a network folder, also one that a cloud service copies.

    Raises CannotWrite when it isn't there or can't be written, OwnFolder in the register's own. None ends it.
    """
    own = register.workspace.folder.resolve()
    if folder is not None and own in (folder.resolve(), *folder.resolve().parents):
        raise OwnFolder
    if folder is not None and not files.can_be_read(folder):
        raise CannotWrite
    apart = folder is not None and not files.same_disk(own, folder)
    chosen, mark = (str(folder.resolve()), medium.put_mark(folder)) if folder else ("", "")
    with register.change() as connection:
        other_places.leave_second_place(connection, chosen, mark)
        settings.put(connection, other_places.SECOND_APART, "1" if apart else "")
        settings.put(connection, other_places.SECOND_SEEN, "")
        register.log(connection, "second_place_chosen")
    keeping.keep(register.workspace, register.now(), "hand")
    return changed(Kind.SETTINGS)


def give_up_place(register: OpenRegister, folder: str) -> Changed:
    """A second place is gone for good: a stick that was lost, a share that was taken down. Nobody is asked for it any
    more; every verwijderbewijs goes on naming it. Raises NoSuchFile for what was no second place.
    """
    with register.change() as connection:
        if not other_places.give_up(connection, folder, register.today()):
            raise NoSuchFile
        register.log(connection, "second_place_given_up")
    return changed(Kind.SETTINGS)
