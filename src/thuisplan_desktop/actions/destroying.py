"""Destroying a case: out of the register and out of every backup that can be reached, with a proof on paper."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from thuisplan_desktop.actions import (
    keeping,
    other_places,
    proofs,
    retaining,
    slots,
)
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.naming import known_of, names_somebody
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.crypto.keyring import words_of
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.errors import (
    CaseHeld,
    CaseOpen,
    InvalidCase,
    NothingSelected,
    ThuisplanError,
)
from thuisplan_desktop.pdf import destruction
from thuisplan_desktop.register import retention
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.request_rules import erasure_granted
from thuisplan_desktop.store import cases, damaged, destroying, files, logbook, rotation
from thuisplan_desktop.store.backups import Kept
from thuisplan_desktop.store.register_file import Connection, Workspace


@dataclass(frozen=True)
class Destroyed:
    """What went and what may still be somewhere. `proof` is the verwijderbewijs; it names nobody. It waits
    in the register as `key` until `proofs.save` has written it.
    """

    proof: bytes
    key: str
    backups_rewritten: int
    still_there: tuple[str, ...]


def destroy_case(register: OpenRegister, case_id: str, reason: str) -> Changed:
    """As `destroy_cases`, of one."""
    return destroy_cases(register, {case_id: reason})


def destroy_cases(register: OpenRegister, reasons: Mapping[str, str]) -> Changed:
    """Remove cases for good. Raises NoSuchCase, CaseHeld, CaseOpen, InvalidCase, NothingSelected, DiskFull with
    nothing changed.

    A reason is what stands on the proof, such as 'bewaartermijn verstreken'; one that names somebody is refused, for
    that paper stays when all else is gone. A postponement is kept, unless a request to erase was granted. While
    a request about a case waits or its data are restricted it stays (AVG article 18), and an open case stays unless a
    request to erase it was granted (article 17). On a full disk the reserve is used. The file
    is written anew, so that nothing of the cases stays in it or in its journal.
    """
    if not reasons:
        raise NothingSelected
    if not all(reason.strip() for reason in reasons.values()):
        raise InvalidCase(field="reason", reason="er staat niet waarom de casus wordt vernietigd")
    workspace = register.workspace
    with register.change(makes_room=True) as connection:
        lines = [_remove(register, connection, case_id, reason) for case_id, reason in reasons.items()]
        keys = slots.stored(connection, workspace.data_key, workspace.epoch)
        keeping.owe(connection)
        facts = _facts(register, lines, words_of(logbook.head(connection).hash))
        key = proofs.keep(connection, facts)
    whole = _rewritten(workspace)
    known = frozenset((*(line.reference for line in lines), *map(destroying.mark_of, reasons)))
    rewritten, still = _take_out(register, keys, known)
    still = still if whole else (_NOT_REWRITTEN, *still)
    facts = replace(facts, file_rewritten=whole, backups_rewritten=rewritten, still_there=still)
    with suppress(ThuisplanError), register.change(makes_room=True) as connection:
        proofs.keep(connection, facts)
    return changed(Kind.CASES, Kind.SETTINGS, value=Destroyed(destruction.proof(facts), key, rewritten, still))


_NOT_TOLD = (
    "Het bestand van het register en de reservekopieën: dit bewijs is bewaard voordat vaststond waar dit overal uit "
    "is. Maak een reservekopie: dan wist Thuisplan de casus uit elke reservekopie die er dan is."
)


def _rewritten(workspace: Workspace) -> bool:
    """Write the file anew, which takes as much room again: on a full disk the case goes, and the proof says this."""
    try:
        workspace.rewrite()
    except ThuisplanError:
        return False
    return True


_NOT_REWRITTEN = (
    "Het bestand van het register is niet opnieuw geschreven: de schijf was vol of liet het niet toe. De plekken waar "
    "dit stond zijn er wel in overschreven. Bij een volgende vernietiging met genoeg ruimte gebeurt het alsnog."
)


def _take_out(register: OpenRegister, keys: str, known: frozenset[str]) -> tuple[int, tuple[str, ...]]:
    """Out of every backup that can be reached: from how many, and what is still somewhere.

    For each that stays it says what makes it go, never a day that may not come true. It raises nothing: the case is
    gone from the register, and whoever asked for that gets the proof.
    """
    try:
        return _reached(register, keys, known)
    except ThuisplanError:
        return 0, (_NOT_REACHED,)


_NOT_REACHED = (
    "De reservekopieën, op deze computer en op de tweede plek: Thuisplan kon er nu niet in schrijven. Open het "
    "register opnieuw en maak een reservekopie: dan wist Thuisplan de casus daar."
)


def _reached(register: OpenRegister, keys: str, known: frozenset[str]) -> tuple[int, tuple[str, ...]]:
    workspace, rewritten, still = register.workspace, 0, list[str]()
    by_hand = _not_by_itself(register)
    for place in keeping.places(workspace):
        own = place == keeping.own_place(workspace)
        try:
            count, left = destroying.rewrite_backups(place, workspace.register_id, workspace.data_key, keys, known)
            found = [_until("op deze computer" if own else "op de tweede plek", kept) for kept in left]
        except ThuisplanError:
            count, found = 0, [_OWN_UNREAD if own else _AWAY]
        keeping.settle(workspace, place, missed=bool(found))
        rewritten, still = rewritten + count, [*still, *found]
    if keeping.mark_unreached(workspace):
        still.append(_AWAY)
    still += [_FORMER.format(place=former) for former in other_places.former_places(workspace)]
    still += [_GIVEN_UP.format(what=what) for what in other_places.given_up(workspace)]
    return rewritten, (*still, *by_hand)


_NAMES_SOMEBODY = "op het verwijderbewijs staan geen namen; schrijf de reden zonder naam, nummer of adres"


def _check_postponed(register: OpenRegister, connection: Connection, file: CaseFile) -> None:
    until = retaining.decided(connection, file.case.id).until
    if until is None or until <= register.today() or erasure_granted(file.requests, register.today()):
        return
    raise InvalidCase(
        reason=f"het vernietigen is uitgesteld tot {format_date(until)}; kies bij Opruimen een eerdere dag, of wacht"
    )


@dataclass(frozen=True)
class _Line:
    reference: str
    reason: str
    rows: Mapping[str, int]


def _remove(register: OpenRegister, connection: Connection, case_id: str, reason: str) -> _Line:
    file = cases.load_case_file(connection, case_id)
    held = retention.held_because(file, register.today())
    if held:
        raise CaseHeld(reason=held)
    if retention.is_open(file, register.today()):
        raise CaseOpen
    _check_postponed(register, connection, file)
    if names_somebody(reason, known_of(register, file, ())):
        raise InvalidCase(field="reason", reason=_NAMES_SOMEBODY)
    reference = logbook.reference_of(connection, case_id)
    register.log(connection, "case_destroyed", case_id)  # by this name a restore knows it: `DESTROYED`
    return _Line(reference, reason, destroying.remove_case(connection, case_id))


def _facts(register: OpenRegister, lines: Sequence[_Line], words: str) -> destruction.Facts:
    """What is sure before the backups were looked at: it is kept with the removal, so that no crash takes it along."""
    rows = Counter[str]()
    for line in lines:
        rows.update(line.rows)
    return destruction.Facts(
        entries=tuple((line.reference[:8].upper(), line.reason) for line in lines),
        place=register.settings.title,
        on=register.today(),
        by=register.who,
        rows=dict(rows),
        file_rewritten=False,
        backups_rewritten=0,
        still_there=(_NOT_TOLD,),
        logbook_words=words,
    )


_AWAY = (
    "De reservekopieën op de tweede plek, die er nu niet was. Sluit de stick of schijf aan en maak een reservekopie: "
    "dan wist Thuisplan de casus daar. Wat beschadigd is of met een oudere sleutel opent, verdwijnt niet vanzelf: "
    "Thuisplan noemt het in de lijst van reservekopieën, en u verwijdert het met de hand."
)


_GIVEN_UP = (
    "Niet te bereiken: {what}. Wie die plek ooit vindt, heeft er reservekopieën van waar de casus nog in kan staan; ze "
    "blijven versleuteld."
)
_FORMER = (
    "De reservekopieën op een vroegere tweede plek, {place}. Kies die nog eens als tweede plek: dan wist Thuisplan de "
    "casus daar. Of verwijder ze daar met de hand."
)


_OWN_UNREAD = (
    "De reservekopieën op deze computer: Thuisplan mag die map nu niet lezen. Herstel dat en maak een reservekopie: "
    "dan wist Thuisplan de casus daar."
)


def _not_by_itself(register: OpenRegister) -> tuple[str, ...]:
    """What no rotation ever removes: a register set aside when it was damaged, a copy that a crash left and won't go.

    A damaged file can't be rewritten with any certainty, and throwing it away is for a person to decide.
    """
    aside = [
        f"De map {path.name} in de map van het register, met wat er was toen het beschadigd raakte: verdwijnt niet "
        "vanzelf. Verwijder die map bij Beheer als u er niets meer uit nodig hebt."
        for path in damaged.set_aside_in(register.workspace.folder)
    ]
    stuck = [
        name
        for place in (register.workspace.folder, *keeping.places(register.workspace))
        for name in files.remove_scratch(place)
    ]
    stuck += destroying.remove_leftovers(register.workspace.folder)
    return (
        *aside,
        *(f"Het bestand {name}, een kopie die een storing achterliet: verwijder het met de hand." for name in stuck),
    )


def _until(where: str, kept: Kept) -> str:
    what = f"Reservekopie {kept.path.name} {where} kon niet worden herschreven"
    if kept.head is None or kept.fault:  # `superseding.rotate` leaves these to a person
        return f"{what} en verdwijnt niet vanzelf. Verwijder dit bestand met de hand."
    return (
        f"{what}. Thuisplan probeert het bij elke reservekopie opnieuw, of verwijder dit bestand met de hand. Lukt "
        "geen van beide, dan verdwijnt het pas bij de eerste reservekopie na "
        f"{rotation.last_day(kept.head.made_at):%d-%m-%Y}, als er tot dan elke maand een gave reservekopie bij komt."
    )
