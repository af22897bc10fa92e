"""Registers that were set aside when they were damaged: which there are, and throwing one away for good.

What is in one is what the register held then, with who could open it then: nothing rewrites it, no rotation removes it.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.errors import NoSuchFile
from thuisplan_desktop.store import damaged


@dataclass(frozen=True)
class SetAside:
    """One folder inside the folder of the register. `at` is when it was set aside, `size` its bytes."""

    name: str
    at: datetime
    size: int

    @property
    def moment(self) -> str:
        return f"{self.at.astimezone():%d-%m-%Y %H:%M}"


def set_aside(register: OpenRegister) -> tuple[SetAside, ...]:
    """Oldest first. Raises CannotWrite for a folder that can't be looked into."""
    return tuple(_told(path) for path in damaged.set_aside_in(register.workspace.folder))


def _told(path: Path) -> SetAside:
    found = [each.stat() for each in path.rglob("*") if each.is_file()]
    return SetAside(path.name, damaged.set_aside_at(path), sum(each.st_size for each in found))


def remove(register: OpenRegister, name: str) -> Changed:
    """Throw one away; it does not come back. On a full disk too. Raises NoSuchFile, CannotWrite.

    What could not be removed stays listed.
    """
    path = next((each for each in damaged.set_aside_in(register.workspace.folder) if each.name == name), None)
    if path is None:
        raise NoSuchFile
    with register.change(makes_room=True) as connection:
        register.log(connection, "set_aside_removed")
        damaged.remove_set_aside(path)
    return changed(Kind.SETTINGS)


def concerns(register: OpenRegister) -> tuple[str, ...]:
    """One Dutch sentence for each: it may hold what was destroyed since."""
    return tuple(
        f"Er staat nog een beschadigd register opzij, van {each.moment}. Daarin kan staan wat later is vernietigd. "
        "Verwijder het bij Beheer als u er niets meer uit nodig hebt."
        for each in set_aside(register)
    )
