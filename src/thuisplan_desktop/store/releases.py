"""What was published of the tellingen of this register: a later release is protected beside all of it.

Readers keep their paper when a backup is put back, so that goes along (`store/carrying.py`). Where the register that
was replaced could not tell what it published, that time stays in the settings until somebody answers.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from thuisplan_desktop.errors import RegisterDamaged
from thuisplan_desktop.store import settings

KEY = "releases"
_FORGOTTEN = "releases_forgotten"
SETTINGS = KEY, _FORGOTTEN


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
    return _read(settings.get(connection, KEY))


def _read(kept: str) -> tuple[KeptRelease, ...]:
    try:
        rows = json.loads(kept or "[]")
        return tuple(KeptRelease(snapshot, date.fromisoformat(day), str(text)) for snapshot, day, text in rows)
    except (ValueError, TypeError):
        raise RegisterDamaged(part="releases") from None


def add_releases(connection: Connection, releases: tuple[KeptRelease, ...]) -> None:
    """Keep releases behind those that are there; one that is there already stays as it is."""
    kept = load_releases(connection)
    known = {(one.snapshot_id, one.text) for one in kept}
    new = [one for one in releases if (one.snapshot_id, one.text) not in known]
    rows = [[one.snapshot_id, one.published_on.isoformat(), one.text] for one in (*kept, *new)]
    settings.put(connection, KEY, json.dumps(rows))


@dataclass(frozen=True)
class Forgotten:
    """A backup of the day `since` was put back on `until`: what was published between them is not known here."""

    since: date
    until: date


def load_forgotten(connection: Connection) -> Forgotten | None:
    """None when this register knows all that readers have. Raises RegisterDamaged."""
    return _forgotten(settings.get(connection, _FORGOTTEN))


def _forgotten(kept: str) -> Forgotten | None:
    try:
        since, until = (date.fromisoformat(day) for day in kept.split()) if kept else (None, None)
    except ValueError:
        raise RegisterDamaged(part="releases") from None
    return Forgotten(since, until) if since and until else None


def keep_forgotten(connection: Connection, found: Forgotten) -> None:
    """Remember it, as one time with what was forgotten before."""
    known = load_forgotten(connection) or found
    days = min(known.since, found.since), max(known.until, found.until)
    settings.put(connection, _FORGOTTEN, " ".join(day.isoformat() for day in days))


def drop_forgotten(connection: Connection) -> None:
    """Somebody said that nothing was published in that time."""
    settings.drop(connection, _FORGOTTEN)


def joined(kept: Iterable[str]) -> str:
    """The releases of several copies of one register as one text, each once, in the order of the copies."""
    found = {(one.snapshot_id, one.text): one for text in kept for one in _read(text)}
    return json.dumps([[one.snapshot_id, one.published_on.isoformat(), one.text] for one in found.values()])


def take_over(connection: Connection, kept: Mapping[str, str], *, newer: bool) -> None:
    """What another copy of this register published, behind what is here. One that is `newer` knows what was said since,
    unless it can't tell at all."""
    add_releases(connection, _read(kept.get(KEY, "")))
    told = _forgotten(kept.get(_FORGOTTEN, ""))
    if newer and _FORGOTTEN in kept:
        drop_forgotten(connection)
    if told is not None:
        keep_forgotten(connection, told)
