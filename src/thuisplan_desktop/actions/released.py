"""What readers have of a telling of sums: its kept release, and the sums of which that was made."""

import json

from thuisplan_desktop.counts import linked
from thuisplan_desktop.counts.additive import Published
from thuisplan_desktop.exchange import table_v1
from thuisplan_desktop.region.telling import CombinedTable
from thuisplan_desktop.store import region_books, target_books
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.target_books import Release


def texts_of(kept: Release) -> list[Published]:
    """The tables of a release as readers have them."""
    return [table_v1.decode_release(json.dumps(one).encode()).published for one in json.loads(kept.document)]


def sums_of(combined: tuple[CombinedTable, ...], kept: Release) -> tuple[CombinedTable, ...]:
    """The sums of which this release was made: a sector is in it as a whole or not at all."""
    cells = [cell for text in texts_of(kept) for cell in (*text.cells, *text.hidden)]
    return tuple(one for one in combined if any(cell.startswith(linked.scope(one.table)) for cell in cells))


def readable(combined: CombinedTable, kept: Release | None, cell: str) -> bool:
    """Whether readers have the number of a line of this sum, as published in `kept`."""
    name = linked.scope(combined.table) + cell
    return kept is not None and any(name in text.cells for text in texts_of(kept))


def reports_out(connection: Connection, telling_id: bytes) -> frozenset[str] | None:
    """The reports of a telling that readers have; None when nothing of it was ever let out."""
    kept = target_books.load_release(connection, telling_id)
    if kept is None:
        return None
    return frozenset(one.table.report for one in sums_of(region_books.load_combined(connection, telling_id), kept))
