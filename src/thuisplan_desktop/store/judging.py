"""The rows by which every case of a register is judged, as they are stored: nothing is decoded here.

A telling reads hundreds of thousands of periods, so they stream by, one case at a time. The database gathers those of
a case into one row, which costs less than making an object of every value, and finds them side by side in the index
on `absences`, however they lie in the file. What few cases have (an exemption, an earlier school) is read whole.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection


class CaseRows(NamedTuple):
    """A case and what hangs on it, as stored. `periods`: the columns of `register.stretch.Periods`, or nothing."""

    case: Sequence[Any]
    periods: Sequence[str]
    exemptions: Sequence[Any]
    schools: Sequence[Any]


_PERIODS = """
SELECT case_id, group_concat(kind, ' '), group_concat(starts_on, ' '),
  group_concat(coalesce(max(starts_on, ends_on), '~'), ' '), group_concat(minutes, ' ')
FROM absences WHERE starts_on <= ? GROUP BY case_id ORDER BY case_id
"""
_TOLD_UNTIL = """
SELECT case_id, starts_on, listed_until FROM absences
WHERE ends_on IS NULL AND minutes > 0 AND listed_until IS NOT NULL AND kind = ?
"""
_EXEMPTIONS = "SELECT case_id, kind, duration, starts_on, ends_on FROM exemptions ORDER BY starts_on, rowid"
_SCHOOLS = "SELECT case_id, starts_on, ends_on FROM school_periods ORDER BY starts_on, rowid"


def stream(connection: Connection, columns: Sequence[str], on: date) -> Iterator[CaseRows]:
    """Every case as a plain row of these columns (the id first), with what hangs on it, in the order of the ids.

    Periods that had begun by that day; a last day is `~` while it lasts, and never before the first. Exemptions and
    earlier schools by their first day.
    """
    exemptions, schools = _by_case(connection, _EXEMPTIONS), _by_case(connection, _SCHOOLS)
    names = ", ".join(columns)
    cases = _cursor(connection, f"SELECT {names} FROM cases ORDER BY id")  # noqa: S608  (our own columns)
    periods = _cursor(connection, _PERIODS, on.isoformat())
    nobody = ("",)
    found = next(periods, nobody)
    for case in cases:
        mine: Sequence[str] = ()
        if case[0] == found[0]:
            mine, found = found[1:], next(periods, nobody)
        yield CaseRows(case, mine, exemptions.get(case[0], ()), schools.get(case[0], ()))


def told_until(connection: Connection, kind: str) -> dict[str, dict[int, int]]:
    """Of each case the periods of this kind that last: by their first day the last day of which a list told minutes."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for case_id, start, until in _cursor(connection, _TOLD_UNTIL, kind):
        found[case_id][date.fromisoformat(start).toordinal()] = date.fromisoformat(until).toordinal()
    return found


def _cursor(connection: Connection, statement: str, *values: str) -> Iterator[Any]:
    """The library's own cursor: the rows of SQLAlchemy cost as much again as reading them."""
    cursor: Any = connection.exec_driver_sql(statement, values).cursor
    return iter(cursor)


def _by_case(connection: Connection, statement: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in _cursor(connection, statement):
        found[row[0]].append(row[1:])
    return found
