"""Who did what to which case when, without content.

An entry names a case by a random reference only. The mapping stands in another table and goes with the case, so that
what stays in the logbook after a destruction leads nowhere. Entries can't be changed or removed.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from thuisplan_desktop.store import rows, schema


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line. `case_ref` is empty when no case was concerned."""

    number: int
    at: datetime
    who: str
    action: str
    case_ref: str

    def __repr__(self) -> str:
        return f"Entry(number={self.number})"


def add(connection: Connection, at: datetime, who: str, action: str, case_id: str = "") -> None:
    """Write one line: `action` says what was done in general words, never what it was done with."""
    line = {"at": at.isoformat(), "who": who, "action": action, "case_ref": _reference(connection, case_id)}
    connection.execute(insert(schema.logbook).values(line))


def load_log(connection: Connection) -> tuple[Entry, ...]:
    """The whole logbook, oldest first."""
    return rows.load(connection, schema.logbook, Entry)


def load_log_of_case(connection: Connection, case_id: str) -> tuple[Entry, ...]:
    """The lines about one case, oldest first."""
    known = select(schema.log_cases.c.case_ref).where(schema.log_cases.c.case_id == case_id)
    return rows.load(connection, schema.logbook, Entry, schema.logbook.c.case_ref.in_(known))


def _reference(connection: Connection, case_id: str) -> str:
    """The random reference of a case, made at its first line."""
    if not case_id:
        return ""
    table = schema.log_cases
    new = upsert(table).values(case_id=case_id, case_ref=secrets.token_hex(16))
    connection.execute(new.on_conflict_do_nothing())
    return str(connection.execute(select(table.c.case_ref).where(table.c.case_id == case_id)).scalar_one())
