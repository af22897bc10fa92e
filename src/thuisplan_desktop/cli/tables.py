"""A protected table as JSON and as text. There is no function here for a table that is not protected."""

from collections.abc import Iterator
from typing import Any

from thuisplan_desktop.counts.protect import ProtectedTable
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.region.intervals import Interval, IntervalTable, shown


def as_json(table: ProtectedTable | IntervalTable) -> dict[str, Any]:
    """`cells` holds what is shown (null is 'niet geregistreerd'); a hidden id stands in `hidden` alone.

    Of a sum between two numbers `between` holds both, the second null without a ceiling.
    """
    between = {cell: [value.low, value.high] for cell, value in table.cells.items() if isinstance(value, Interval)}
    return {
        "report": table.report,
        "cells": {cell: value for cell, value in table.cells.items() if value is None or isinstance(value, int)},
        **({"between": between} if isinstance(table, IntervalTable) else {"hidden": sorted(table.hidden)}),
        "definitions": table.definitions,
        "definitions_version": table.definitions_version,
        "peildatum": table.peildatum.isoformat(),
        "incomplete": list(table.incomplete),
    }


def as_text(table: ProtectedTable | IntervalTable) -> Iterator[str]:
    declared = report(table.report)
    for line in declared.lines:
        if line.id not in table.cells:
            continue  # only totals were answered
        yield f"  {line.label:<55} {shown(table.cells[line.id]):>18}"
