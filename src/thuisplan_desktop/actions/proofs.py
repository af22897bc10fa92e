"""A verwijderbewijs can be made only once: what stands on it waits in the register until the paper was saved."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from thuisplan_desktop.actions import files
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.pdf import destruction
from thuisplan_desktop.pdf.destruction import Facts
from thuisplan_desktop.store import settings
from thuisplan_desktop.store.register_file import Connection

_WAITING = "unsaved_proof:"


@dataclass(frozen=True)
class Waiting:
    """A proof that was not saved yet: the name under which it waits, and what stands on it. It names no pupil."""

    key: str
    facts: Facts


def keep(connection: Connection, facts: Facts) -> str:
    """Let it wait, in place of what waited of the same cases; the name under which it does."""
    key = facts.entries[0][0]
    settings.put(connection, _WAITING + key, json.dumps({**asdict(facts), "on": facts.on.isoformat()}))
    return key


def waiting(register: OpenRegister) -> tuple[Waiting, ...]:
    """What was not saved yet, oldest first."""
    with register.read() as connection:
        kept = settings.get_all(connection, _WAITING)
    found = [Waiting(key, _facts(text)) for key, text in kept.items()]
    return tuple(sorted(found, key=lambda each: (each.facts.on, each.key)))


def _facts(text: str) -> Facts:
    kept = json.loads(text)
    pairs, still = tuple((one, why) for one, why in kept.pop("entries")), tuple(kept.pop("still_there"))
    return Facts(**{**kept, "entries": pairs, "still_there": still, "on": date.fromisoformat(kept["on"])})


def save(register: OpenRegister, key: str, proof: bytes, path: Path, *, force: bool = False) -> Changed:
    """Write the paper; only then it waits no more. Raises AlreadyExists, CannotWrite, DiskFull: then it still waits.

    On a register that can't be written, such as on a full disk, a proof that was saved is offered once more.
    """
    files.write(path, proof, force=force)
    with suppress(ThuisplanError), register.change(makes_room=True) as connection:
        settings.drop(connection, _WAITING + key)
    return changed(Kind.CASES)


def save_waiting(register: OpenRegister, found: Waiting, path: Path, *, force: bool = False) -> Changed:
    """As `save`, of one that waited."""
    return save(register, found.key, destruction.proof(found.facts), path, force=force)
