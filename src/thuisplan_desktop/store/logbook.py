"""Who did what to which case when, without content, in a chain: each line holds the hash of all before it.

A line names a case by a random reference only. The mapping stands in another table and goes with the case, so that
what stays in the logbook after a destruction leads nowhere. Lines can't be changed; old ones can only be pruned up to
a checkpoint that stays. Where a salvage could not read lines, a checkpoint on the first line behind the hole says so.
Who has the key can make a whole new chain: `docs/threats.md`.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from thuisplan_desktop.store import rows, schema

OPENED = "case_opened"
"""The line of who only looked at a case."""

_START = b"thuisplan/logbook/v1\x00"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line. `case_ref` is empty when no case was concerned; `hash` is over this line and the hash before it."""

    number: int
    at: datetime
    who: str
    action: str
    case_ref: str
    hash: bytes

    def __repr__(self) -> str:
        return f"Entry(number={self.number})"


@dataclass(frozen=True)
class Head:
    """The end of the chain. An empty logbook ends at number 0."""

    number: int
    hash: bytes


@dataclass(frozen=True, kw_only=True)
class Checkpoint:
    """Where the chain was pruned: the last line that went, its hash, when, and how many went.

    Or where lines were lost: the first line behind them, which is still there, and how many are missing before it.
    """

    number: int
    hash: bytes
    at: datetime
    removed: int


def add(connection: Connection, at: datetime, who: str, action: str, case_id: str = "") -> None:
    """Write one line: `action` says what was done in general words, never what it was done with."""
    add_about(connection, at, who, action, _reference(connection, case_id))


def add_about(connection: Connection, at: datetime, who: str, action: str, case_ref: str) -> None:
    """Write one line about a case that is known by its reference only, because it is no longer there."""
    _add(connection, at, who, action, case_ref, 1)


def add_same(connection: Connection, at: datetime, who: str, action: str, times: int) -> None:
    """Write the same line so many times: one for each of many files that were taken in together."""
    _add(connection, at, who, action, "", times)


def _add(connection: Connection, at: datetime, who: str, action: str, case_ref: str, times: int) -> None:
    before = head(connection)
    moment, link, lines = at.astimezone(UTC).isoformat(), before.hash, []
    for number in range(before.number + 1, before.number + 1 + times):
        line: dict[str, int | str] = {"number": number, "at": moment, "who": who, "action": action}
        line["case_ref"] = case_ref
        link = _link(link, line)
        lines.append({**line, "hash": link})
    if lines:
        connection.execute(insert(schema.logbook), lines)


def load_log(connection: Connection) -> tuple[Entry, ...]:
    """The whole logbook, oldest first."""
    return rows.load(connection, schema.logbook, Entry)


def first_day(connection: Connection) -> date | None:
    """The day of the oldest line that is kept; None for an empty logbook."""
    table = schema.logbook
    found = connection.execute(select(table.c.at).order_by(table.c.number).limit(1)).scalar()
    return None if found is None else datetime.fromisoformat(str(found)).date()


def first_number(connection: Connection) -> int:
    """The number of the oldest line that is kept; of an empty logbook, that of the next."""
    first = connection.execute(select(func.min(schema.logbook.c.number))).scalar()
    return head(connection).number + 1 if first is None else int(first)


def load_log_of_case(connection: Connection, case_id: str) -> tuple[Entry, ...]:
    """The lines about one case, oldest first."""
    known = select(schema.log_cases.c.case_ref).where(schema.log_cases.c.case_id == case_id)
    return rows.load(connection, schema.logbook, Entry, schema.logbook.c.case_ref.in_(known))


def last_changes(connection: Connection) -> dict[str, date]:
    """By case: the day on which something was last done to it. Looking is no change; a pruned line is forgotten."""
    log, cases = schema.logbook, schema.log_cases
    same = log.c.case_ref == cases.c.case_ref
    found = select(cases.c.case_id, func.max(log.c.at)).join(log, same).where(log.c.action != OPENED)
    grouped = connection.execute(found.group_by(cases.c.case_id)).all()
    return {str(case_id): datetime.fromisoformat(at).date() for case_id, at in grouped}


def load_checkpoints(connection: Connection) -> tuple[Checkpoint, ...]:
    return rows.load(connection, schema.log_checkpoints, Checkpoint)


def reference_of(connection: Connection, case_id: str) -> str:
    """The random reference of a case, made when it has none yet."""
    return _reference(connection, case_id)


def head(connection: Connection) -> Head:
    """Where the chain ends now."""
    table = schema.logbook
    last = connection.execute(select(table.c.number, table.c.hash).order_by(table.c.number.desc()).limit(1)).first()
    return Head(int(last.number), last.hash) if last else _foundation(connection)


def hash_at(connection: Connection, number: int) -> bytes | None:
    """The hash of one line, or of the checkpoint that stands for it; None when neither is there."""
    for table in (schema.logbook, schema.log_checkpoints):
        found = connection.execute(select(table.c.hash).where(table.c.number == number)).scalar()
        if found is not None:
            return bytes(found)
    return _foundation(connection).hash if number == 0 else None


def prune(connection: Connection, before: datetime, now: datetime) -> int:
    """Remove the lines from before a moment, leaving a checkpoint; the number of lines that went."""
    table, limit = schema.logbook, before.astimezone(UTC).isoformat()  # as text: moments are kept in UTC
    first = connection.execute(select(func.min(table.c.number)).where(table.c.at >= limit)).scalar()
    upto = (int(first) if first is not None else head(connection).number + 1) - 1
    return _cut(connection, upto, now)


def mark_holes(connection: Connection, now: datetime) -> int:
    """Leave a checkpoint behind each place where lines were lost, so that every line that is left stays; how many
    places there were.
    """
    found = tuple(_breaks(connection))
    for before, line in found:
        missing = max(0, line.number - before - 1)
        point = {"number": line.number, "hash": line.hash, "at": now.isoformat(), "removed": missing}
        connection.execute(insert(schema.log_checkpoints).values(point))
    return len(found)


def _cut(connection: Connection, upto: int, now: datetime) -> int:
    table = schema.logbook
    last = connection.execute(select(table.c.hash).where(table.c.number == upto)).scalar()
    if last is None:
        return 0
    count = connection.execute(select(func.count()).where(table.c.number <= upto)).scalar_one()
    if upto not in {point.number for point in load_checkpoints(connection)}:  # one behind a hole does for both
        point = {"number": upto, "hash": last, "at": now.isoformat(), "removed": count}
        connection.execute(insert(schema.log_checkpoints).values(point))
    connection.execute(delete(table).where(table.c.number <= upto))
    return int(count)


def broken_at(connection: Connection) -> int | None:
    """The number of the first line that does not fit the chain; None when all do."""
    return next((line.number for _, line in _breaks(connection)), None)


def _breaks(connection: Connection) -> Iterator[tuple[int, Head]]:
    """Every line that fits neither the one before it nor a checkpoint of its own, and the number before it."""
    known = {point.number: point.hash for point in load_checkpoints(connection)}
    before: Head | None = None
    for line, stored in _lines(connection):
        here = Head(int(line["number"]), stored)
        before = before or _foundation(connection, here.number)
        follows = here.number == before.number + 1 and stored == _link(before.hash, line)
        if not follows and known.get(here.number) != stored:
            yield before.number, here
        before = here


def _lines(connection: Connection) -> Iterator[tuple[dict[str, int | str], bytes]]:
    table = schema.logbook
    for row in connection.execute(select(table).order_by(table.c.number)).mappings():
        yield {name: row[name] for name in ("number", "at", "who", "action", "case_ref")}, bytes(row["hash"])


def _foundation(connection: Connection, first: int | None = None) -> Head:
    """What the first line is linked to: the newest checkpoint before it, or the register itself."""
    table = schema.log_checkpoints
    points = select(table.c.number, table.c.hash).order_by(table.c.number.desc()).limit(1)
    last = connection.execute(points if first is None else points.where(table.c.number < first)).first()
    if last:
        return Head(int(last.number), last.hash)
    register_id = connection.execute(select(schema.workspace.c.register_id)).scalar()
    return Head(0, hashlib.sha256(_START + str(register_id).encode("utf-8")).digest())


def _link(before: bytes, line: dict[str, int | str]) -> bytes:
    text = json.dumps([line[name] for name in ("number", "at", "who", "action", "case_ref")], ensure_ascii=False)
    return hashlib.sha256(before + text.encode("utf-8")).digest()


def _reference(connection: Connection, case_id: str) -> str:
    """The random reference of a case, made at its first line."""
    if not case_id:
        return ""
    table = schema.log_cases
    new = upsert(table).values(case_id=case_id, case_ref=secrets.token_hex(16))
    connection.execute(new.on_conflict_do_nothing())
    return str(connection.execute(select(table.c.case_ref).where(table.c.case_id == case_id)).scalar_one())
