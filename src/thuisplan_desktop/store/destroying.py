"""Taking a case away for good: from the register, its journal and file, and from every backup that can be reached."""

import hashlib
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, Table, delete, func, select

from thuisplan_desktop.errors import NoSuchCase, ThuisplanError
from thuisplan_desktop.store import backups, files, losses, schema, settings
from thuisplan_desktop.store.backups import Kept

DESTROYED = "case_destroyed"
"""The action by which the logbook knows it."""

_MARKS = "destroyed_marks"
_LEFTOVERS = ("before-migration.db", ".before-migration.new", ".after-crash.db", ".after-crash.db-journal")


def remove_case(connection: Connection, case_id: str) -> dict[str, int]:
    """Remove a case with everything that hangs on it; how many rows of each table went. Raises NoSuchCase."""
    if not connection.execute(select(func.count()).where(schema.cases.c.id == case_id)).scalar_one():
        raise NoSuchCase
    _remove_drafts(connection, case_id)
    losses.forget(connection, case_id)
    # The mapping is among these: from here on nothing says which lines of the logbook were about whom.
    went = {table.name: _remove_rows(connection, table, case_id) for table in parts_of_a_case()}
    del went[schema.log_cases.name]
    _remember(connection, case_id)
    connection.execute(delete(schema.cases).where(schema.cases.c.id == case_id))
    return {"cases": 1, **went}


def parts_of_a_case() -> tuple[Table, ...]:
    """Every table whose rows belong to a case, those that refer to others first."""
    return tuple(table for table in reversed(schema.COORDINATOR.sorted_tables) if "case_id" in table.c)


def _remove_rows(connection: Connection, table: Table, case_id: str) -> int:
    return int(connection.execute(delete(table).where(table.c.case_id == case_id)).rowcount)


def _remove_drafts(connection: Connection, case_id: str) -> None:
    """A draft waits in the settings under a key that ends in the id of its case or discussion."""
    found = connection.execute(select(schema.discussions.c.id).where(schema.discussions.c.case_id == case_id)).scalars()
    for owner in (case_id, *found):
        kept = schema.settings.c.key.endswith(f":{owner}", autoescape=True)
        connection.execute(delete(schema.settings).where(kept))


def remove_leftovers(folder: Path) -> tuple[str, ...]:
    """Copies made before a migration or after a crash hold the case too; once the register is well they can go.

    The names of those that would not go are the answer: by then the case is out of the register, and that stays so.
    """
    left = [folder / files.BACKUPS / name for name in _LEFTOVERS]
    for path in left:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    return tuple(path.name for path in left if files.stands_there(path))


def rewrite_backups(
    place: Path, register_id: str, data_key: bytes, keys: str, destroyed: frozenset[str]
) -> tuple[int, tuple[Kept, ...]]:
    """Take cases out of every backup in a place: how many held one, and those that could not be rewritten.

    A backup knows a case as `cases_known_as` says.
    """
    rewritten, left = 0, []
    for kept in backups.listing(place, register_id, data_key):
        try:
            rewritten += _rewrite(kept, data_key, keys, destroyed)
        except ThuisplanError:
            left.append(kept)
    return rewritten, tuple(left)


def _rewrite(kept: Kept, data_key: bytes, keys: str, destroyed: frozenset[str]) -> bool:
    with backups.opened(kept.path, data_key, kept.path.parent) as (_, _raw, copy), copy.begin():
        if not cases_known_as(copy, destroyed):
            return False
    with backups.rewritten(kept.path, data_key, data_key, keys) as (raw, copy):
        with copy.begin():
            for case_id in cases_known_as(copy, destroyed):
                remove_case(copy, case_id)
        raw.execute("VACUUM")
    return True


def cases_known_as(connection: Connection, destroyed: frozenset[str]) -> tuple[str, ...]:
    """The cases in this copy that were destroyed: by the reference of the logbook, or by their mark.

    A case that was brought in and never looked at had no reference yet when a backup was made.
    """
    known = connection.execute(select(schema.log_cases.c.case_id).where(schema.log_cases.c.case_ref.in_(destroyed)))
    called = set(known.scalars())
    ids = connection.execute(select(schema.cases.c.id)).scalars()
    return tuple(case_id for case_id in ids if case_id in called or mark_of(case_id) in destroyed)


def mark_of(case_id: str) -> str:
    """What stays of a destroyed case: a hash of its random id, by which a backup that holds it is recognised."""
    return hashlib.sha256(b"thuisplan/destroyed/v1\x00" + case_id.encode("utf-8")).hexdigest()


def marks_in(connection: Connection) -> frozenset[str]:
    """The marks of every case that was destroyed here."""
    return frozenset(settings.get(connection, _MARKS).split())


def keep_marks(connection: Connection, marks: frozenset[str]) -> None:
    """Sorted, so that their order says nothing of when."""
    settings.put(connection, _MARKS, " ".join(sorted(marks_in(connection) | marks)))


def _remember(connection: Connection, case_id: str) -> None:
    keep_marks(connection, frozenset({mark_of(case_id)}))
