"""Which rows a damaged register had and what was saved of it lacks, case by case.

A table and its indexes stand on other pages: where rows can't be read, an index still says which there were.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import Connection, Table, select

from thuisplan_desktop.store import destroying, schema
from thuisplan_desktop.store.cipher import pragma


class Source(Protocol):
    """A damaged register that is read by rows."""

    def some(self, statement: str) -> tuple[list[tuple[Any, ...]], bool]:
        """What it answers until something can't be read, and whether that was all."""


@dataclass(frozen=True)
class Missing:
    """Rows of cases by case and table; the ids of cases themselves, and keys of settings.

    Of the tables in `unknown` not even the index could be read whole: more may be missing than stands here.
    """

    parts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    cases: frozenset[str] = frozenset()
    settings: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()


def listed(source: Source, saved: Any, table: str) -> tuple[dict[int, str], bool]:
    """The numbers of the rows that an index knows, each with what that is about: its case where it has one, else its
    key. And whether those are all.
    """
    column, index = _index_of(saved, table)
    if not index:
        return {}, False
    wanted = f'SELECT rowid, "{column}" FROM "{table}" INDEXED BY "{index}"'  # noqa: S608  (names of our own tables)
    found, whole = source.some(f'{wanted} ORDER BY "{column}"')
    if not whole:
        found += source.some(f'{wanted} ORDER BY "{column}" DESC')[0]
    return {int(number): str(key) for number, key in found}, whole


def gone(source: Source, saved: Any, table: str) -> tuple[list[str], bool]:
    """What every row was about that `saved` lacks, where the others have the same numbers; and whether that is all."""
    found, whole = listed(source, saved, table)
    kept = {row[0] for row in saved.execute(f'SELECT rowid FROM "{table}"')}  # noqa: S608  (as above)
    return [key for number, key in found.items() if number not in kept], whole


def _index_of(saved: Any, table: str) -> tuple[str, str]:
    """The first column and the name of an index: one by case, else that of the primary key."""
    found = []
    for row in pragma(saved, f'index_list("{table}")'):
        columns = [str(part[2]) for part in pragma(saved, f'index_info("{row[1]}")')]
        if columns[0] == "case_id" or row[3] == "pk":
            found.append((columns[0], str(row[1])))
    return min(found, key=lambda pair: pair[0] != "case_id", default=("", ""))


def collect(keys: Mapping[str, Iterable[str]], unknown: frozenset[str]) -> Missing:
    """What `gone` said of every table that was hurt, put together."""
    parts: dict[str, Counter[str]] = {}
    for table in destroying.parts_of_a_case():
        for case_id in keys.get(table.name, ()) if table is not schema.log_cases else ():
            parts.setdefault(case_id, Counter())[table.name] += 1
    return Missing(parts, frozenset(keys.get("cases", ())), frozenset(keys.get("settings", ())), unknown)


def beside_copy(missing: Missing, copy: Connection, saved: Connection) -> Missing:
    """The same with what a backup shows besides, of the tables whose own index did not tell everything.

    What was removed by hand since that backup counts as missing then: too much is said rather than too little.
    """
    parts = {case_id: Counter(tables) for case_id, tables in missing.parts.items()}
    for table in destroying.parts_of_a_case():
        if table.name in missing.unknown and table is not schema.log_cases:
            for case_id, count in _lacking(table, copy, saved).items():
                told = parts.setdefault(case_id, Counter())
                told[table.name] = max(told[table.name], count)
    return Missing(parts, missing.cases, missing.settings, missing.unknown)


def _lacking(table: Table, copy: Connection, saved: Connection) -> Counter[str]:
    kept = set(saved.execute(select(table.c.id)).scalars())
    return Counter(case_id for case_id, id_ in copy.execute(select(table.c.case_id, table.c.id)) if id_ not in kept)
