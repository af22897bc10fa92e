"""Removing backups that a later one supersedes: never one that may hold more, nor for one that can't be read whole."""

from datetime import UTC, datetime
from pathlib import Path

from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.store import backups, logbook, rotation, settings
from thuisplan_desktop.store.backup_file import Head
from thuisplan_desktop.store.faults import named
from thuisplan_desktop.store.workspace import Connection, Workspace

BEFORE_RESTORE = "restore"
"""The reason of a backup that the rotation leaves alone for a month."""
SALVAGED = "salvaged_at"
"""The setting that holds when the register was last salvaged: what was made before may hold what was lost."""


def rotate(workspace: Workspace, folder: Path, now: datetime, newest: Path) -> int:
    """Remove what is superseded by a later backup that was read whole just now; the number that went.

    A backup that can't be read, or opens with another key, takes nobody's place and is left to a person. One that may
    hold more than the register stays a month. `newest` is the one just made: a clock that was set back doesn't make it
    old.
    """
    heads = _for_rotation(workspace, folder, now)
    made = [(path, head.made_at) for path, head in heads.items()]
    made.sort(key=lambda pair: (pair[0].name == newest.name, pair[1]), reverse=True)
    proven: dict[Path, bool] = {}
    removed = 0
    for old, instead in rotation.superseded(made).items():
        if heads[old].log_number > heads[instead].log_number and now - heads[old].made_at < rotation.SET_ASIDE:
            continue  # a wrong clock: it says to be the older one, and holds more
        if instead not in proven:
            proven[instead] = _is_whole(instead, workspace.register_id, workspace.data_key)
        if proven[instead]:
            with named():
                old.unlink(missing_ok=True)
            removed += 1
    return removed


def _for_rotation(workspace: Workspace, folder: Path, now: datetime) -> dict[Path, Head]:
    found = backups.listing(folder, workspace.register_id, workspace.data_key)
    heads = {kept.path: kept.head for kept in found if kept.head is not None}
    with workspace.read() as live:
        return {path: head for path, head in heads.items() if now >= _kept_until(live, head)}


def _kept_until(live: Connection, head: Head) -> datetime:
    """From when the rotation may judge it at all."""
    salvaged = _salvaged_at(live)
    if salvaged is not None and head.made_at <= salvaged:
        return salvaged + rotation.SET_ASIDE
    aside = head.reason == BEFORE_RESTORE or may_hold_more(live, head)
    return head.made_at + rotation.SET_ASIDE if aside else datetime.min.replace(tzinfo=UTC)


def may_hold_more(live: Connection, head: Head) -> bool:
    """Whether a backup may hold what the register lacks: after a salvage, an older restore, a register put back by
    hand. Then where its logbook ended is no line of the register's, or it is from before the salvage.
    """
    salvaged = _salvaged_at(live)
    before = salvaged is not None and head.made_at <= salvaged
    return before or logbook.hash_at(live, head.log_number) != head.log_hash


def _salvaged_at(live: Connection) -> datetime | None:
    known = settings.get(live, SALVAGED)
    return datetime.fromisoformat(known) if known else None


def _is_whole(path: Path, register_id: str, data_key: bytes) -> bool:
    try:
        backups.check(path, register_id, data_key)
    except ThuisplanError:
        return False
    return True
