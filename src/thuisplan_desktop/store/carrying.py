"""What a register keeps through a restore: what others have a copy of, and what readers have.

A backup put back makes nobody else forget. Profiles were pinned, tellingen were closed, sums were given and printed,
and who was struck off had a laptop stolen: all that stays as it was just before (decision 2). Targets, gaps and notes
are the region's own, and go back. A school keeps what it published, and the tellingen that it published of.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from thuisplan_desktop.errors import RegisterDamaged
from thuisplan_desktop.store import releases, schema, settings
from thuisplan_desktop.store.schema import WorkspaceKind

Rows = Mapping[str, tuple[Mapping[str, Any], ...]]

KEPT: Mapping[WorkspaceKind, tuple[str, ...]] = {
    WorkspaceKind.COORDINATOR: (),
    WorkspaceKind.REGION: (
        "profiles", "enrolments", "tellingen", "received", "sum_answers", "combined", "releases",
    ),
    WorkspaceKind.KEYHOLDER: ("enrolments", "tellingen", "answers", "given"),
}  # fmt: skip
"""The tables of each kind; one that points at another comes after it."""

SNAPSHOTS = "snapshots"
"""How the rows of published tellingen are called among those that are kept."""
_SETTINGS = ("summed_boards_", "spoilt_sum:", "jump_asked:", "pseudonym_list")
"""How the settings begin that belong to tellingen."""


def rows_of(connection: Connection, kind: WorkspaceKind) -> Rows:
    """The rows of a register that is kept. Of a sum that was added up the halves did their work, and stay behind."""
    tables = [schema.TABLES[kind].tables[name] for name in KEPT[kind]]
    found: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for table in tables:
        found[table.name] = tuple(dict(row) for row in connection.execute(_all(table)).mappings())
    if kind is WorkspaceKind.COORDINATOR:
        found[SNAPSHOTS] = _published(connection) if knows_published(connection, kind) else ()
    if kind is WorkspaceKind.REGION:
        found["received"] = (*found["received"], *_links_of_the_answered(connection))
    return found


def knows_published(connection: Connection, kind: WorkspaceKind) -> bool:
    """Whether a school's register can tell all that it published. A region's stands in its rows."""
    if kind is not WorkspaceKind.COORDINATOR:
        return True
    try:
        releases.load_releases(connection)
        releases.load_forgotten(connection)
    except RegisterDamaged:
        return False
    return True


def _published(connection: Connection) -> tuple[Mapping[str, Any], ...]:
    """The tellingen that readers have something of: a later table is judged by the true numbers."""
    table, known = schema.snapshots, [one.snapshot_id for one in releases.load_releases(connection)]
    return tuple(dict(row) for row in connection.execute(select(table).where(table.c.id.in_(known))).mappings())


def united(copies: Sequence[tuple[Rows, Mapping[str, str]]]) -> tuple[Rows, Mapping[str, str]]:
    """What several older copies of one register keep, newest first: that of the newest, and all that was published."""
    rows, kept = dict(copies[0][0]), dict(copies[0][1])
    older_first = copies[::-1]
    if SNAPSHOTS in rows:
        rows[SNAPSHOTS] = tuple({row["id"]: row for each, _ in older_first for row in each[SNAPSHOTS]}.values())
        kept[releases.KEY] = releases.joined(each.get(releases.KEY, "") for _, each in older_first)
    return rows, kept


def _all(table: Table) -> Any:
    if table is not schema.received:
        return select(table)
    return select(table).where(table.c.telling_id.not_in(select(schema.sum_answers.c.telling_id)))


def _links_of_the_answered(connection: Connection) -> tuple[Mapping[str, Any], ...]:
    table = schema.received
    columns = [column for column in table.columns if column.name not in ("share_a", "envelope_b")]
    answered = select(*columns).where(table.c.telling_id.in_(select(schema.sum_answers.c.telling_id)))
    return tuple({**row, "share_a": b"", "envelope_b": b""} for row in connection.execute(answered).mappings())


def settings_of(connection: Connection, kind: WorkspaceKind) -> Mapping[str, str]:
    """The settings that are kept with them."""
    table = schema.settings
    if kind is WorkspaceKind.COORDINATOR:
        names = releases.SETTINGS if knows_published(connection, kind) else ()
        return {key: settings.get(connection, key) for key in names}
    found = connection.execute(select(table.c.key, table.c.value)).all() if KEPT[kind] else ()
    return {key: value for key, value in found if key.startswith(_SETTINGS)}


def put(connection: Connection, kind: WorkspaceKind, rows: Rows, kept: Mapping[str, str], *, newer: bool) -> None:
    """What comes back gets what is missing in it. Of rows that are `newer`, what they no longer hold goes too."""
    tables = schema.TABLES[kind].tables
    if newer:
        for name in ("enrolments", "received"):
            if name in rows:
                _drop_others(connection, tables[name], rows[name])
    for name, found in rows.items():
        _add_missing(connection, tables[name], found)
    for row in rows.get("tellingen", ()):
        _close(connection, row)
    if kind is WorkspaceKind.COORDINATOR:
        releases.take_over(connection, kept, newer=newer)
        return
    for key, value in kept.items():
        if newer or not settings.get(connection, key):
            settings.put(connection, key, value)


def put_identities(
    connection: Connection, kind: WorkspaceKind, rows: Iterable[Mapping[str, Any]], *, newer: bool
) -> None:
    """The keys by which others know this region or key holder, and the version of the profile that they have.

    `rows` may tell of a region more than once, the newest first. A school makes its keys anew, and is enrolled again.
    """
    own = schema.identities
    newest = {row["region"]: row for row in reversed(tuple(rows))} if KEPT[kind] else {}
    for row in newest.values():
        _add_missing(connection, own, [row])
        if newer and row["profile"]:
            connection.execute(update(own).where(own.c.region == row["region"]).values(profile=row["profile"]))


def _key(table: Table, row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table.primary_key)


def _drop_others(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    wanted = {_key(table, row) for row in rows}
    columns = tuple(table.primary_key)
    for found in connection.execute(select(*columns)).all():
        if tuple(found) not in wanted:
            same = [column == value for column, value in zip(columns, found, strict=True)]
            connection.execute(delete(table).where(*same))


def _add_missing(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    there = {tuple(found) for found in connection.execute(select(*table.primary_key))}
    missing = [dict(row) for row in rows if _key(table, row) not in there]
    if missing:
        connection.execute(insert(table), missing)


def _close(connection: Connection, row: Mapping[str, Any]) -> None:
    """A telling that was closed takes no file any more, whatever the copy says."""
    table = schema.tellingen
    if row["closed_on"] is not None:
        still_open = (table.c.id == row["id"]) & table.c.closed_on.is_(None)
        connection.execute(update(table).where(still_open).values(closed_on=row["closed_on"]))
