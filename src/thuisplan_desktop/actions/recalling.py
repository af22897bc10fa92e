"""What a salvaged register can't tell of itself any more and its newest backup can: settings, and who was destroyed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from thuisplan_desktop.actions import in_place, keeping
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import destroying, given, restoring, settings
from thuisplan_desktop.store.missing import Missing
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.schema import WorkspaceKind
from thuisplan_desktop.store.settings import Settings

_RECALLED = (
    *(each.name for each in fields(Settings) if each.name != "sharing_rules"),
    *in_place.OF_NOW,
    given.UNKNOWN_UNTIL,
)
"""By name: what else is in a backup may have been taken away since, such as the draft of a case that was destroyed.

Not the sharing rules: an organisation may have become stricter since, so they close until somebody chooses again.
"""


@dataclass(frozen=True, repr=False)
class Memory:
    """What a backup remembers; `destroyed` are references of the logbook, `marks` hashes of ids."""

    destroyed: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    settings: Mapping[str, str] = field(default_factory=dict)


def memory_of(copy: Connection, kind: WorkspaceKind) -> Memory:
    """Look into the database of a backup."""
    kept = settings.get_all(copy, "")
    if kind is not WorkspaceKind.COORDINATOR:
        return Memory(settings=kept)
    return Memory(restoring.references_in(copy), destroying.marks_in(copy), kept)


def recall(saved: Connection, kind: WorkspaceKind, gone: Missing, memory: Memory) -> bool:
    """Let what was salvaged know it too; whether settings were taken from there.

    No old backup brings back a case that was destroyed. Where settings are gone, every place for backups counts as one
    that still has to follow: whether it had to is not known any more.
    """
    if kind is WorkspaceKind.COORDINATOR:
        restoring.remember_destroyed(saved, memory.destroyed)
        destroying.keep_marks(saved, memory.marks)
    there, unknown = settings.get_all(saved, ""), "settings" in gone.unknown
    taken = [
        key for key in _RECALLED if key in memory.settings and key not in there and (unknown or key in gone.settings)
    ]
    for key in taken:
        settings.put(saved, key, memory.settings[key])
    if kind is not WorkspaceKind.COORDINATOR and "role" not in {*there, *taken}:
        settings.put(saved, "role", Role(kind.value).value)  # there is one for such a register
    if unknown or gone.settings:
        keeping.owe(saved)
    return bool(taken)
