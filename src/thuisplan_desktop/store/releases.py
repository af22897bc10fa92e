"""What was published of the tellingen of this register: a later release is protected beside all of it."""

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from thuisplan_desktop.errors import RegisterDamaged
from thuisplan_desktop.store import settings

_KEY = "releases"


@dataclass(frozen=True)
class KeptRelease:
    """One published table: of which snapshot, when, and its text as readers have it."""

    snapshot_id: str
    published_on: date
    text: str

    def __repr__(self) -> str:
        return f"KeptRelease({self.snapshot_id!r})"


def load_releases(connection: Connection) -> tuple[KeptRelease, ...]:
    """Every release, the oldest first. Raises RegisterDamaged."""
    try:
        rows = json.loads(settings.get(connection, _KEY, "[]"))
        return tuple(KeptRelease(snapshot, date.fromisoformat(day), str(text)) for snapshot, day, text in rows)
    except (ValueError, TypeError):
        raise RegisterDamaged(part="releases") from None


def add_releases(connection: Connection, releases: tuple[KeptRelease, ...]) -> None:
    """Keep releases behind those that are there; one that is there already stays as it is."""
    kept = load_releases(connection)
    known = {(one.snapshot_id, one.text) for one in kept}
    new = [one for one in releases if (one.snapshot_id, one.text) not in known]
    rows = [[one.snapshot_id, one.published_on.isoformat(), one.text] for one in (*kept, *new)]
    settings.put(connection, _KEY, json.dumps(rows))
