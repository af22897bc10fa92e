"""The form of a database: columns, references, indexes and triggers, so that two can be compared.

The order of columns doesn't matter: a step of a migration adds at the end.
"""

from functools import cache
from typing import Any

from sqlalchemy import StaticPool, create_engine

from thuisplan_desktop.store.cipher import dbapi2, pragma
from thuisplan_desktop.store.schema import TABLES, WorkspaceKind

Shape = dict[str, Any]

_NOT_OURS = {"alembic_version", "sqlite_sequence", "sqlite_schema", "sqlite_temp_schema"}


def of(raw: Any) -> Shape:
    """What is there."""
    tables = {str(row[1]): row[5] for row in pragma(raw, "table_list") if row[1] not in _NOT_OURS}
    found: Shape = {name: (strict, *_parts(raw, name)) for name, strict in tables.items()}
    for name, sql in raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall():
        found[f"trigger {name}"] = " ".join(str(sql).split())
    return found


def _parts(raw: Any, table: str) -> tuple[Any, ...]:
    columns = sorted(row[1:] for row in pragma(raw, f'table_xinfo("{table}")'))
    references = sorted(row[2:] for row in pragma(raw, f'foreign_key_list("{table}")'))
    indexes = sorted(
        (row[1:], tuple(pragma(raw, f'index_info("{row[1]}")'))) for row in pragma(raw, f'index_list("{table}")')
    )
    return columns, references, indexes


@cache
def wanted(kind: WorkspaceKind) -> Shape:
    """What this version of the program makes."""
    raw = dbapi2.connect(":memory:")
    engine = create_engine("sqlite://", creator=lambda: raw, module=dbapi2, poolclass=StaticPool)
    with engine.connect() as connection:
        TABLES[kind].create_all(connection)
        found = of(raw)
    engine.dispose()
    raw.close()
    return found
