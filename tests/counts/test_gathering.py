"""All that readers have, in one file: the audit over it knows every sum that connects the tables."""

import json
from datetime import timedelta

import pytest

from counts.test_tables_by_dimension import FLOWING, QUARTER_END, QUARTER_START, away, counted, many, missing
from thuisplan_desktop.actions.tables import audit_tables
from thuisplan_desktop.counts import linked
from thuisplan_desktop.counts.crossing import coarser, restricted
from thuisplan_desktop.counts.gathering import gathered
from thuisplan_desktop.counts.protect import protect, protect_together, released
from thuisplan_desktop.counts.reports import report_of
from thuisplan_desktop.errors import MalformedTable
from thuisplan_desktop.exchange import table_v1

FILES = [*many(FLOWING[:1], 9), *many([away(QUARTER_END - timedelta(days=70)), missing(), FLOWING[3]], 7), FLOWING[5]]


def test_tables_of_two_days_with_their_stroom() -> None:
    """Stand, stand and stroom: certified as one, with sums that none of them has by itself."""
    begin, end, stroom = (
        counted(FILES, name, day)
        for name, day in (
            ("overzicht-po", QUARTER_START),
            ("overzicht-po", QUARTER_END),
            ("stroom-kwartaal-po", QUARTER_END),
        )
    )
    first = protect(begin)
    others = protect_together([end, stroom], earlier=[first], beside=[begin])
    kept = [(true, released(made)) for true, made in zip((begin, end, stroom), (first, *others), strict=True)]
    whole = gathered(kept)
    derived = audit_tables([table_v1.encode_release(whole)])
    assert derived.certified
    assert not derived.broken
    page = whole.published
    assert page.hidden == frozenset().union(*(one.hidden for _, one in kept))
    assert len(page.cells) + len(page.hidden) == len({cell for _, one in kept for cell in (*one.cells, *one.hidden)})
    assert set(page.totals) > {total for _, one in kept for total in one.totals}
    assert all(len(cell) < 500 for total in page.totals for cell in (total.total, *total.parts))
    apart = [audit_tables([table_v1.as_kept(one).encode()]).bounds for _, one in kept]
    wider = [cell for own in apart for cell in own if own[cell] != derived.bounds[cell]]
    assert wider, "together they tell more of some cell, and that is what the certificate says"


def test_of_a_coarser_table_no_more_than_was_published() -> None:
    """The true table has finer cells; none is in the file, not even by name."""
    table = counted(FILES, "duur-aanbod-po", QUARTER_END)
    less = restricted(table, next(coarser(report_of(table))))
    page = gathered([(table, released(protect(less)))]).published
    named = {cell for total in page.totals for cell in (total.total, *total.parts)}
    assert len(less.cells) < len(table.cells)
    assert named | page.cells.keys() | page.hidden == {linked.scope(table) + cell for cell in less.cells}


@pytest.mark.parametrize("member", ["cells", "hidden"])
def test_a_helper_is_never_published(member: str) -> None:
    """A file that calls a printed cell nobody's count is refused."""
    cells = {"t": 12, "a": 6}
    helpers = ["h" if member == "hidden" else "a"]
    page = {"threshold": 5, "cells": cells, "hidden": ["h"], "totals": [], "helpers": helpers}
    with pytest.raises(MalformedTable):
        table_v1.decode_release(json.dumps(page).encode())
