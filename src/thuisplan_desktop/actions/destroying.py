"""Destroying a case: out of the register and out of every backup that can be reached, with a proof on paper."""

from dataclasses import dataclass
from datetime import datetime

from thuisplan_desktop.actions import keeping, slots
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.crypto.keyring import words_of
from thuisplan_desktop.pdf import destruction
from thuisplan_desktop.store import cases, destroying, logbook, rotation
from thuisplan_desktop.store.backups import Kept


@dataclass(frozen=True)
class Destroyed:
    """What went and what may still be somewhere. `proof` is the verwijderbewijs; it names nobody."""

    proof: bytes
    backups_rewritten: int
    still_there: tuple[str, ...]


def destroy_case(register: OpenRegister, case_id: str, reason: str) -> Changed:
    """Remove a case for good. Raises NoSuchCase, DiskFull with nothing changed.

    `reason` is what stands on the proof, such as 'bewaartermijn verstreken', without a name. On a full disk the
    reserve is used. The file is written anew, so that nothing of the case stays in it or in its journal.
    """
    workspace = register.workspace
    with register.change(makes_room=True) as connection:
        cases.load_case(connection, case_id)
        reference = logbook.reference_of(connection, case_id)
        register.log(connection, "case_destroyed", case_id)  # by this name a restore knows it: `DESTROYED`
        went = destroying.remove_case(connection, case_id)
        keys = slots.stored(connection)
    workspace.rewrite()
    destroying.remove_leftovers(workspace.folder)
    rewritten, left = 0, list[Kept]()
    for place in keeping.places(workspace):
        count, unread = destroying.rewrite_backups(
            place, workspace.register_id, workspace.data_key, keys, frozenset({reference})
        )
        rewritten, left = rewritten + count, [*left, *unread]
    still = _still_there(register, tuple(left))
    with register.read() as connection:
        words = words_of(logbook.head(connection).hash)
    proof = destruction.proof(
        destruction.Facts(
            reference=reference[:8].upper(),
            place=register.settings.title,
            reason=reason,
            on=register.today(),
            by=register.who,
            rows=went,
            backups_rewritten=rewritten,
            still_there=still,
            logbook_words=words,
        )
    )
    return changed(Kind.CASES, Kind.SETTINGS, case_id=case_id, value=Destroyed(proof, rewritten, still))


def _still_there(register: OpenRegister, left: tuple[Kept, ...]) -> tuple[str, ...]:
    """What could not be reached, each with the day on which it is gone, where one can be named."""
    workspace = register.workspace
    found = [_until("Een reservekopie op deze computer", kept, register.now()) for kept in left]
    if keeping.mark_unreached(workspace):
        last = rotation.last_day(register.now())
        found.append(
            f"De reservekopieën op de tweede plek, die er nu niet was: uiterlijk {last:%d-%m-%Y}, of eerder door de "
            "stick of schijf aan te sluiten en een reservekopie te maken."
        )
    return tuple(found)


def _until(what: str, kept: Kept, now: datetime) -> str:
    made = kept.head.made_at if kept.head else now
    return f"{what} die niet kon worden herschreven: uiterlijk {rotation.last_day(made):%d-%m-%Y}."
