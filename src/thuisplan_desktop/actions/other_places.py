"""The second place for backups and those of before: which stick or disk it is, and what each of them missed."""

import json
from contextlib import suppress
from datetime import date
from pathlib import Path

from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.store import files, medium, settings
from thuisplan_desktop.store.register_file import Connection, Workspace

SECOND_PLACE, SECOND_SEEN, SECOND_STALE = "second_place", "second_place_seen", "second_place_stale"
SECOND_APART, SECOND_FAILED = "second_place_apart", "second_place_failed"
SECOND_MARK = "second_place_mark"
FORMER_PLACES, GONE_PLACES = "former_second_places", "gone_second_places"
MISSED = "1"
"""Of a place that still has to follow, because it did not when it had to."""


def second_place(workspace: Workspace) -> Path | None:
    """The folder for a second copy, if one was chosen."""
    with workspace.read() as connection:
        chosen = settings.get(connection, SECOND_PLACE)
    return Path(chosen) if chosen else None


def is_another(workspace: Workspace) -> bool:
    """Whether another stick or disk stands where the second place was chosen."""
    second, known = second_place(workspace), _mark(workspace)
    if second is None or not known or not files.can_be_read(second) or not _is_plugged_in(workspace, second):
        return False
    return medium.mark_of(second) != known


def recognise(workspace: Workspace) -> None:
    """Two sticks that are put in by turns, each chosen once: the one that is there now is the second place."""
    if not is_another(workspace):
        return
    place = second_place(workspace)
    found = medium.mark_of(place) if place else ""
    with workspace.read() as connection:
        known = {_split(key)[0] for key in load_former(connection)}
    if found and found in known:
        with workspace.note() as connection:
            leave_second_place(connection, str(place), found)


def leave_second_place(connection: Connection, chosen: str, mark: str) -> None:
    """Another second place is chosen, or none: what the one of before holds is remembered with its name.

    One that is chosen again missed what happened meanwhile. It is known by its mark, wherever it stands now; one from
    before there were marks by its folder.
    """
    before, known = settings.get(connection, SECOND_PLACE), settings.get(connection, SECOND_MARK)
    settings.put(connection, SECOND_PLACE, chosen)
    settings.put(connection, SECOND_MARK, mark)
    if (known == mark) if known and mark else before == chosen:
        return
    former, stale = load_former(connection), settings.get(connection, SECOND_STALE)
    back = [former.pop(key) for key in list(former) if _is_place(key, chosen, mark)]
    back.append(_found_again(connection, chosen))
    put_former(connection, {**former, f"{known}|{before}": bool(stale)} if before else former)
    settings.put(connection, SECOND_STALE, MISSED if any(back) else "")


def former_places(workspace: Workspace) -> tuple[str, ...]:
    """The second places of before that missed a change of keys or a destruction, by the names of their folders."""
    with workspace.read() as connection:
        now = settings.get(connection, SECOND_PLACE)
        found = [_split(key)[1] for key, missed in load_former(connection).items() if missed]
    return tuple(sorted(_ANOTHER.format(place=place) if place == now else place for place in found))


def former_folders(workspace: Workspace) -> tuple[str, ...]:
    """The folders of the second places of before, whatever they missed."""
    with workspace.read() as connection:
        return tuple(sorted({_split(key)[1] for key in load_former(connection)}))


def given_up(workspace: Workspace) -> tuple[str, ...]:
    """One Dutch clause for each second place that was given up: what is there can't be reached."""
    with workspace.read() as connection:
        found = gone_places(connection)
    return tuple(
        _GONE.format(place=place, day=format_date(date.fromisoformat(day))) for place, day in sorted(found.items())
    )


_GONE = "de reservekopieën op {place}, een plek die er volgens de melding van {day} niet meer is"


def give_up(connection: Connection, folder: str, on: date) -> bool:
    """Somebody says that this second place, of now or of before, is gone for good; whether there was one.

    It is asked for no more. That it held backups stays known: what is in them can't be reached.
    """
    if settings.get(connection, SECOND_PLACE) == folder:
        leave_second_place(connection, "", "")
    former = load_former(connection)
    left = {key: missed for key, missed in former.items() if _split(key)[1] != folder}
    if left == former:
        return False
    put_former(connection, left)
    settings.put(connection, GONE_PLACES, json.dumps({**gone_places(connection), folder: on.isoformat()}))
    return True


def gone_places(connection: Connection) -> dict[str, str]:
    """The second places that somebody gave up, by folder, with the day on which that was said."""
    found: dict[str, str] = json.loads(settings.get(connection, GONE_PLACES) or "{}")
    return found


def is_there(workspace: Workspace, second: Path) -> bool:
    """Where a stick was, its empty folder may stay behind when it is pulled out: that is on the register's own disk."""
    if not files.can_be_read(second):
        return False
    known = _mark(workspace)
    return _is_plugged_in(workspace, second) and (not known or medium.mark_of(second) == known)


def _is_plugged_in(workspace: Workspace, second: Path) -> bool:
    with workspace.read() as connection:
        apart = settings.get(connection, SECOND_APART)
    with suppress(ThuisplanError):
        return not (apart and files.same_disk(workspace.folder, second))
    return False


def _mark(workspace: Workspace) -> str:
    with workspace.read() as connection:
        return settings.get(connection, SECOND_MARK)


def _found_again(connection: Connection, chosen: str) -> bool:
    """One that was given up and is chosen after all missed what happened meanwhile."""
    gone = gone_places(connection)
    if gone.pop(chosen, None) is None:
        return False
    settings.put(connection, GONE_PLACES, json.dumps(gone))
    return True


_ANOTHER = "{place} (een andere stick of schijf dan die van nu)"


def _split(key: str) -> tuple[str, str]:
    """The mark and the folder by which a second place of before is kept; before there were marks, the folder alone."""
    mark, bar, place = key.partition("|")
    return (mark, place) if bar and len(mark) in (0, 32) else ("", key)


def _is_place(key: str, chosen: str, mark: str) -> bool:
    known, place = _split(key)
    return known == mark if known else place == chosen


def load_former(connection: Connection) -> dict[str, bool]:
    """Every second place of before, and whether it missed something since."""
    found: dict[str, bool] = json.loads(settings.get(connection, FORMER_PLACES) or "{}")
    return found


def put_former(connection: Connection, former: dict[str, bool]) -> None:
    settings.put(connection, FORMER_PLACES, json.dumps(former, sort_keys=True))
