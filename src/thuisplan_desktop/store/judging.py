"""The rows by which every case of a register is judged, as they are stored: nothing is decoded here.

A telling reads hundreds of thousands of periods, so they stream by, one case at a time. What few cases have (an
exemption, an earlier school) is read whole.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

CaseRows = tuple[Sequence[Any], Sequence[Any], Sequence[Any], Sequence[Any]]
"""A case, its periods, its exemptions and its earlier schools."""

_CASE_OF = itemgetter(0)
_PERIODS = (
    "SELECT case_id, kind, starts_on, coalesce(max(starts_on, ends_on), '~'), minutes FROM absences"
    " WHERE starts_on <= ? ORDER BY case_id"
)
_EXEMPTIONS = "SELECT case_id, kind, duration, starts_on, ends_on FROM exemptions ORDER BY starts_on, rowid"
_SCHOOLS = "SELECT case_id, starts_on, ends_on FROM school_periods ORDER BY starts_on, rowid"


def stream(connection: Connection, columns: Sequence[str], on: date) -> Iterator[CaseRows]:
    """Every case as a plain row of these columns (the id first), with what hangs on it, in the order of the ids.

    Periods that had begun by that day, in any order: case, kind, first day, last day (`~` while it lasts; never
    before the first), minutes. Exemptions and earlier schools by their first day.
    """
    exemptions, schools = _by_case(connection, _EXEMPTIONS), _by_case(connection, _SCHOOLS)
    names = ", ".join(columns)
    cases = _cursor(connection, f"SELECT {names} FROM cases ORDER BY id")  # noqa: S608  (our own columns)
    periods = groupby(_cursor(connection, _PERIODS, on.isoformat()), key=_CASE_OF)
    nobody: tuple[str, Iterator[Any]] = ("", iter(()))
    case_id, rows = next(periods, nobody)
    for case in cases:
        mine: Sequence[Any] = ()
        if case[0] == case_id:
            mine = list(rows)
            case_id, rows = next(periods, nobody)
        yield case, mine, exemptions.get(case[0], ()), schools.get(case[0], ())


def _cursor(connection: Connection, statement: str, *values: str) -> Iterator[Any]:
    """The library's own cursor: the rows of SQLAlchemy cost as much again as reading them."""
    cursor: Any = connection.exec_driver_sql(statement, values).cursor
    return iter(cursor)


def _by_case(connection: Connection, statement: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in _cursor(connection, statement):
        found[row[0]].append(row[1:])
    return found
