"""Lines of a sum that moved further than a region's counts do between two tellingen.

One sender that makes up counts can lift every line above the threshold; the report then hides nothing, and that sender
takes its own number off (`docs/threats.md`). Nobody sees who it was. What shows is the jump, before readers have it.
"""

from collections.abc import Iterable

from thuisplan_desktop.region.telling import CombinedTable

STEP = 10
"""A line that moved by no more than so many pupils never jumped."""
LIFTED = 3
"""So many small lines that are small no longer, and half of all that were, rose together."""


def jumped(now: CombinedTable, before: CombinedTable, threshold: int) -> tuple[str, ...]:
    """The cells, in the report's order, that differ by more than `STEP` and by more than half from what as many
    senders counted before; and those that were below `threshold` and aren't, where that is so of many at once.

    Of what either doesn't have, or doesn't register, nothing is said.
    """
    pairs = {
        cell: (count, was)
        for cell, count in now.table.cells.items()
        if count is not None and (was := before.table.cells.get(cell)) is not None
    }
    share = now.delivered / max(before.delivered, 1)
    found = {cell for cell, (count, was) in pairs.items() if _is_far(count, was * share)}
    return tuple(cell for cell in pairs if cell in found | _lifted(pairs.items(), threshold))


def _is_far(count: int, expected: float) -> bool:
    return abs(count - expected) > max(STEP, expected / 2)


def _lifted(pairs: Iterable[tuple[str, tuple[int, int]]], threshold: int) -> set[str]:
    small = {cell: count for cell, (count, was) in pairs if was < threshold}
    lifted = {cell for cell, count in small.items() if count >= threshold}
    return lifted if len(lifted) >= max(LIFTED, len(small) / 2) else set()


def comparable(now: CombinedTable, before: CombinedTable) -> bool:
    """Whether both counted the same: this report, under these definitions."""
    return _counted(now) == _counted(before)


def _counted(one: CombinedTable) -> tuple[str, int, str, str]:
    table = one.table
    return table.report, table.report_version, table.definitions, table.definitions_version
