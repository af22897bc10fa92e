"""Counts on one peildatum, kept unchangeably: the database itself refuses to alter or remove them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from thuisplan_desktop.counts.table import CountTable, Told, Total
from thuisplan_desktop.errors import NoSuchTelling, RegisterDamaged
from thuisplan_desktop.store import rows, schema


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """True counts as they were taken, by whom, and when."""

    id: str
    taken_on: date
    taken_by: str
    table: CountTable

    def __repr__(self) -> str:
        return f"Snapshot(id={self.id!r})"


@dataclass(frozen=True, kw_only=True)
class _Row:
    id: str
    taken_on: date
    taken_by: str
    report: str
    report_version: int
    definitions: str
    definitions_version: str
    peildatum: date
    cells: str
    totals: str
    incomplete: str
    told: str


def save_snapshot(connection: Connection, snapshot: Snapshot) -> None:
    """Keep the counts. A second snapshot with the same id is refused (StoreRefused)."""
    columns = table_columns(snapshot.table)
    told = _told_text(snapshot.table.told)
    row = _Row(id=snapshot.id, taken_on=snapshot.taken_on, taken_by=snapshot.taken_by, told=told, **columns)
    rows.add(connection, schema.snapshots, [row])


def load_snapshots(connection: Connection) -> tuple[Snapshot, ...]:
    """Every snapshot, in the order in which they were taken."""
    return tuple(_snapshot(row) for row in rows.load(connection, schema.snapshots, _Row))


def load_snapshot(connection: Connection, snapshot_id: str) -> Snapshot:
    """One snapshot; raises NoSuchTelling."""
    found = rows.load(connection, schema.snapshots, _Row, schema.snapshots.c.id == snapshot_id)
    if not found:
        raise NoSuchTelling
    return _snapshot(found[0])


def _snapshot(row: _Row) -> Snapshot:
    table = replace(table_from(row), told=_told_from(row.told))
    return Snapshot(id=row.id, taken_on=row.taken_on, taken_by=row.taken_by, table=table)


def _told_text(told: Told | None) -> str:
    """What the definition set told of the table: the set itself may be replaced."""
    if told is None:
        return ""
    known = {"threshold": told.threshold, "norm": told.norm, "needs_place": told.needs_place}
    return json.dumps({**known, "unregistered": sorted(told.unregistered), "no_one": sorted(told.no_one)})


def _told_from(text: str) -> Told | None:
    """None for a table that was kept without it. Raises RegisterDamaged."""
    if not text:
        return None
    value = _parsed(text, dict)
    try:
        norm = int(value.get("norm", Told.norm)), bool(value.get("needs_place", Told.needs_place))  # not told at first
        sets = frozenset(value["unregistered"]), frozenset(value["no_one"])
        return Told(int(value["threshold"]), *sets, *norm)
    except (KeyError, TypeError, ValueError):
        pass  # the exception would quote the text
    raise RegisterDamaged(part="counts")


def table_columns(table: CountTable) -> dict[str, Any]:
    """A count table as the columns that `snapshots` and `combined` share."""
    return {
        "report": table.report,
        "report_version": table.report_version,
        "definitions": table.definitions,
        "definitions_version": table.definitions_version,
        "peildatum": table.peildatum,
        "cells": counts_text(table.cells),
        "totals": json.dumps([[total.total, list(total.parts), total.remainder] for total in table.totals]),
        "incomplete": json.dumps(table.incomplete),
    }


def table_from(row: Any) -> CountTable:
    """The count table in a row of `snapshots` or `combined`; raises RegisterDamaged."""
    totals = _parsed(row.totals, list)
    return CountTable(
        report=row.report,
        report_version=row.report_version,
        definitions=row.definitions,
        definitions_version=row.definitions_version,
        peildatum=row.peildatum,
        cells=counts_from(row.cells),
        totals=tuple(Total(total, tuple(parts), remainder) for total, parts, remainder in totals),
        incomplete=tuple(_parsed(row.incomplete, list)),
    )


def counts_text(counts: Mapping[str, int | None]) -> str:
    """Counts by cell, in their own order; None stays None ('niet geregistreerd')."""
    return json.dumps(dict(counts))


def counts_from(text: str) -> dict[str, Any]:
    """Counts by cell as `counts_text` wrote them; raises RegisterDamaged."""
    return dict(_parsed(text, dict))


def _parsed(text: str, kind: type[Any]) -> Any:
    try:
        value = json.loads(text)
    except ValueError:
        value = None  # the exception would quote the text
    if not isinstance(value, kind):
        raise RegisterDamaged(part="counts")
    return value
