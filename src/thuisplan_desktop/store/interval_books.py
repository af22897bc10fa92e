"""Interval sums as they are kept: the release of a telling of protected tables, which never changes.

They hold nothing that readers may not have, so the text is what a report is printed from, years later too.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.errors import RegisterDamaged
from thuisplan_desktop.region.intervals import Interval, IntervalTable

_PLAIN = ("report", "report_version", "definitions", "definitions_version", "threshold", "delivered", "enrolled")


def to_text(tables: Iterable[IntervalTable]) -> str:
    """A cell is a number, a pair (without a ceiling the second is null), or null: niet geregistreerd."""
    return json.dumps([_plain(table) for table in tables], sort_keys=True)


def from_text(text: str) -> tuple[IntervalTable, ...]:
    """The tables again. Raises RegisterDamaged."""
    try:
        return tuple(_table(one) for one in json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise RegisterDamaged(part="releases") from None


def _plain(table: IntervalTable) -> dict[str, Any]:
    return {
        **{name: getattr(table, name) for name in _PLAIN},
        "peildatum": table.peildatum.isoformat(),
        "cells": {cell: _pair(value) for cell, value in table.cells.items()},
        "registering": dict(table.registering),
    }


def _pair(value: int | Interval | None) -> int | list[int | None] | None:
    return [value.low, value.high] if isinstance(value, Interval) else value


def _table(plain: Mapping[str, Any]) -> IntervalTable:
    cells = {cell: Interval(*value) if isinstance(value, list) else value for cell, value in plain["cells"].items()}
    return IntervalTable(
        **{name: plain[name] for name in _PLAIN},
        peildatum=date.fromisoformat(plain["peildatum"]),
        cells=MappingProxyType(cells),
        totals=report(plain["report"]).totals,
        registering=MappingProxyType(dict(plain["registering"])),
    )
