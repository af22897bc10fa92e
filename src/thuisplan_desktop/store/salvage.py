"""Reading what can still be read of a damaged register, row by row, into a new one beside it."""

import itertools
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from thuisplan_desktop.errors import NothingToSalvage, RegisterTooNew, ThuisplanError
from thuisplan_desktop.store import (
    cipher,
    damaged,
    files,
    journal,
    logbook,
    missing,
    register_file,
    restoring,
    schema,
)
from thuisplan_desktop.store.cipher import pragma
from thuisplan_desktop.store.faults import named
from thuisplan_desktop.store.missing import Missing
from thuisplan_desktop.store.schema import WorkspaceKind
from thuisplan_desktop.store.workspace import as_sqlalchemy

FRESH = ".salvaged.db"

_FILLED = ("workspace", "alembic_version")
_MISSES = 5000
"""After so many row numbers without a row a table is taken to have ended, when its own end can't be read."""


@dataclass(frozen=True)
class Salvaged:
    """How many rows of each table were read and lost, and the ids of the cases that are there again.

    Of the tables in `unsure` the end could not be read either: more may be lost than was counted. `missing` says of
    which cases. At `log_holes` places the logbook lacks lines; the others are all there.
    """

    kind: WorkspaceKind
    read: dict[str, int]
    lost: dict[str, int]
    unsure: frozenset[str]
    case_ids: frozenset[str]
    log_holes: int
    missing: Missing = field(default_factory=Missing)


class _Source:
    """The damaged file. After one unreadable page SQLCipher answers nothing more, so it is then opened again."""

    def __init__(self, path: Path, data_key: bytes) -> None:
        self._path, self._key = path, data_key
        self._raw = cipher.connect(path, data_key)

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]] | None:
        """What it answers; None when that can't be read."""
        try:
            return [tuple(row) for row in self._raw.execute(statement, values).fetchall()]
        except cipher.dbapi2.Error:
            self._again()
            return None

    def some(self, statement: str) -> tuple[list[tuple[Any, ...]], bool]:
        """What it answers until something can't be read, and whether that was all."""
        found: list[tuple[Any, ...]] = []
        try:
            found.extend(tuple(row) for row in self._raw.execute(statement))
        except cipher.dbapi2.Error:
            self._again()
            return found, False
        return found, True

    def _again(self) -> None:
        self._raw.close()
        self._raw = cipher.connect(self._path, self._key)

    def close(self) -> None:
        self._raw.close()


def salvage(folder: Path, data_key: bytes, now: datetime) -> Salvaged:
    """Make `FRESH` in the folder out of what can be read of register.db, which is left as it is, with its journal.

    Raises NothingToSalvage when not even its first page can be read, DiskFull, CannotWrite.
    """
    remove(folder)
    try:
        with _source_of(folder) as path:
            return _from(path, folder / FRESH, data_key, now)
    except BaseException:
        remove(folder)
        raise


@contextmanager
def _source_of(folder: Path) -> Iterator[Path]:
    """The damaged file itself, which reading leaves alone; where a journal is beside it, a copy in which that is played
    back as far as it goes: SQLite would do so in the file itself, and stop at the first damage.
    """
    if not damaged.has_journal(folder):
        yield folder / files.DATABASE
        return
    with damaged.copied(folder, folder) as copy:
        journal.play(copy)
        yield copy


def _from(path: Path, fresh: Path, data_key: bytes, now: datetime) -> Salvaged:
    try:
        with named():
            source = _Source(path, data_key)
    except ThuisplanError:
        raise NothingToSalvage from None
    try:
        with named():
            return _into(fresh, source, data_key, now)
    finally:
        source.close()


@contextmanager
def saved(folder: Path, data_key: bytes) -> Iterator[Connection]:
    """What was salvaged, to look into and to add to in one transaction; raises DiskFull, CannotWrite, and then it is
    gone."""
    try:
        with named():
            raw = cipher.connect(folder / FRESH, data_key)
            try:
                with as_sqlalchemy(raw) as connection, connection.begin():
                    yield connection
            finally:
                raw.close()
    except BaseException:
        remove(folder)
        raise


def remove(folder: Path) -> None:
    """Take away an unfinished attempt."""
    for name in (FRESH, f"{FRESH}-journal"):
        with suppress(OSError):
            (folder / name).unlink()


def _into(fresh: Path, source: _Source, data_key: bytes, now: datetime) -> Salvaged:
    kind, register_id, revision = _whose(source)
    register_file.fill(fresh, kind, data_key, register_id, revision)
    fresh.chmod(0o600)
    raw = cipher.connect(fresh, data_key)
    try:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("BEGIN")
        read, lost, unsure = {}, {}, set()
        for table in _tables(raw):
            read[table], lost[table], ended = _copy(source, raw, table)
            unsure |= set() if ended else {table}
        _drop_orphans(raw, read, lost)
        gone = _account(source, raw, lost, unsure)
        raw.execute("COMMIT")
        raw.execute("PRAGMA foreign_keys = ON")
        register_file.bring_up_to_date(raw, None, kind, revision)
        with as_sqlalchemy(raw) as connection, connection.begin():
            restoring.remember_destroyed(connection)
            holes = logbook.mark_holes(connection, now)
            found = connection.execute(select(schema.cases.c.id)).scalars() if kind is WorkspaceKind.COORDINATOR else ()
            return Salvaged(kind, read, lost, frozenset(unsure), frozenset(found), holes, gone)
    finally:
        raw.close()


def _whose(source: _Source) -> tuple[WorkspaceKind, str, int]:
    """Kind, id and revision. A damaged register may be one that its own damage kept from being brought up to date."""
    rows = source.rows("SELECT kind, register_id FROM workspace")
    if not rows or rows[0][0] not in list(WorkspaceKind):
        raise NothingToSalvage
    kind = WorkspaceKind(rows[0][0])
    version = source.rows("SELECT version_num FROM alembic_version")
    revision = int(version[0][0]) if version and str(version[0][0]).isdecimal() else schema.REVISIONS[kind]
    if revision > schema.REVISIONS[kind]:
        raise RegisterTooNew
    return kind, str(rows[0][1]), revision


def _tables(raw: Any) -> tuple[str, ...]:
    """The tables to fill, of whichever revision they are; who the register is stands in them already."""
    found = (str(row[1]) for row in pragma(raw, "table_list") if row[0] == "main" and row[2] == "table")
    return tuple(name for name in found if not name.startswith("sqlite_") and name not in _FILLED)


def _copy(source: _Source, raw: Any, table: str) -> tuple[int, int, bool]:
    """Rows read, row numbers that could not be read, and whether the table's own end is known."""
    columns = [str(row[1]) for row in pragma(raw, f'table_info("{table}")')]
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" for _ in columns)
    insert = f'INSERT INTO "{table}" (rowid, {names}) VALUES (?, {marks})'  # noqa: S608  (names of our own tables)
    read = lost = waiting = 0
    for row in _each(source, raw, table, names):
        if row is None:
            waiting += 1
            continue
        raw.execute(insert, row)
        read, lost, waiting = read + 1, lost + waiting, 0
    ended = _end(source, table) is not None
    return read, lost + (waiting if ended else 0), ended  # beyond an unknown end there may never have been a row


def _each(source: _Source, saved: Any, table: str, names: str) -> Iterator[tuple[Any, ...] | None]:
    """Every row with its number before it, None for one that can't be read. An index says which numbers there are."""
    wanted = f'SELECT rowid, {names} FROM "{table}"'  # noqa: S608  (names of our own tables)
    if (whole := source.rows(f"{wanted} ORDER BY rowid")) is not None:
        yield from whole
        return
    numbers, all_known = missing.listed(source, saved, table)
    misses = 0
    for number in sorted(numbers) if all_known else _numbers(_end(source, table), numbers):
        found = source.rows(f"{wanted} WHERE rowid = ?", number)
        misses = 0 if found else misses + 1
        if found is None:
            yield None
        yield from found or ()
        if misses >= _MISSES and not all_known:
            return


def _numbers(end: int | None, numbers: Collection[int]) -> Iterator[int]:
    """Every number up to the end, or where that is not known to be near."""
    last = max((end or 0, *numbers))
    yield from range(1, last + 1)
    yield from itertools.count(last + 1) if end is None else ()


def _end(source: _Source, table: str) -> int | None:
    """The number of the last row, by the table itself or by what the database counts; None when neither can be read."""
    for statement in (
        f'SELECT max(rowid) FROM "{table}"',  # noqa: S608  (names of our own tables)
        f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'",  # noqa: S608  (as above)
    ):
        if found := source.rows(statement):
            return int(found[0][0] or 0)
    return None


def _account(source: _Source, raw: Any, lost: dict[str, int], unsure: set[str]) -> Missing:
    """Which rows of which case are gone. Where an index tells, it corrects what was only guessed from row numbers."""
    keys, unknown = {}, set()
    for table in {name for name, count in lost.items() if count} | unsure:
        keys[table], whole = missing.gone(source, raw, table)
        if whole:
            lost[table] = len(keys[table])
            unsure.discard(table)
        else:
            unknown.add(table)
    return missing.collect(keys, frozenset(unknown))


_LOOSE = ("sharings.meeting_id", "agreements.meeting_id", "papers.consent_id", "corrections.request_id")
"""What stays true without what it refers to. A consent for one meeting would become one for all."""


def _drop_orphans(raw: Any, read: dict[str, int], lost: dict[str, int]) -> None:
    """What hung on a row that could not be read goes with it, and is counted as lost; unless it can stand alone."""
    while orphans := {(row[0], row[1]): row[3] for row in pragma(raw, "foreign_key_check")}:
        for (table, number), which in orphans.items():
            column = _column_of(raw, table, which)
            if f"{table}.{column}" in _LOOSE:
                wanted = f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?'  # noqa: S608  (our own names)
            else:
                wanted = f'DELETE FROM "{table}" WHERE rowid = ?'  # noqa: S608  (names of our own tables)
                read[table] -= 1
                lost[table] += 1
            raw.execute(wanted, (number,))


def _column_of(raw: Any, table: str, which: int) -> str:
    """The column of a table that holds this one of its references."""
    return next(str(row[3]) for row in pragma(raw, f'foreign_key_list("{table}")') if row[0] == which)
