"""All that readers have of tables that hang together, as one published table with one certificate.

Each table by itself knows its own sums only. What connects it to the others (a line in two reports, a stroom, a group
within a group) is known to this one, so that anyone can repeat the audit over everything at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from thuisplan_desktop.counts import linked
from thuisplan_desktop.counts.additive import AdditiveTable, Published
from thuisplan_desktop.counts.audit import DEFAULT_SECONDS, could_be_zero, examine
from thuisplan_desktop.counts.joining import joined
from thuisplan_desktop.counts.proving import RULE, Certificate, Release, check, fingerprint
from thuisplan_desktop.counts.solver import Time
from thuisplan_desktop.counts.table import CountTable, Total


def gathered(kept: Sequence[tuple[CountTable, Published]], seconds: Time = DEFAULT_SECONDS) -> Release:
    """Every table with what readers have of it, as one release. It tells nothing that they don't have already.

    Raises GivenAwayBefore when it gives a cell away, NoTimeToProtect, and for true tables that contradict each other
    as `joined`.
    """
    releases = [release for _, release in kept]
    whole = _numbered(joined([_as_released(table, release) for table, release in kept]))
    published = _one_of(releases, whole)
    found = examine((published,), published.threshold, seconds)
    check(replace(whole, threshold=published.threshold, published_before=tuple(releases)), found)
    proof = Certificate(RULE, published.threshold, fingerprint(published), MappingProxyType(dict(found.bounds)))
    return Release(published, proof)


def _numbered(whole: AdditiveTable) -> AdditiveTable:
    """The helpers by a number: their own names list all that they are the sum of, and get long."""
    names = {name: f"hulp {number}" for number, name in enumerate(sorted(whole.helpers), 1)}

    def called(cell: str) -> str:
        return names.get(cell, cell)

    return replace(
        whole,
        cells={called(cell): value for cell, value in whole.cells.items()},
        totals=tuple(Total(called(one.total), tuple(map(called, one.parts)), one.remainder) for one in whole.totals),
        auxiliary=frozenset(map(called, whole.auxiliary)),
        helpers=frozenset(names.values()),
    )


def _as_released(table: CountTable, release: Published) -> CountTable:
    """The part of a table that readers have: of a coarser one that was published, no more than that."""
    scope = linked.scope(table)
    cells = {
        cell: value for cell, value in table.cells.items() if scope + cell in release.cells.keys() | release.hidden
    }
    totals = tuple(total for total in table.totals if {total.total, *total.parts} <= cells.keys())
    return replace(table, cells=cells, totals=totals)


def _one_of(releases: Sequence[Published], whole: AdditiveTable) -> Published:
    """The lowest threshold, because a number that was shown under it is shown. A hidden zero only where every release
    leaves one open, and all of them together do."""
    cells: Mapping[str, int | None] = {cell: value for one in releases for cell, value in one.cells.items()}
    hidden = frozenset(cell for one in releases for cell in one.hidden)
    positive = frozenset(cell for one in releases for cell in one.hidden - one.may_be_zero)
    published = Published(
        threshold=min(one.threshold for one in releases),
        cells=cells,
        hidden=hidden,
        totals=whole.totals,
        helpers=whole.helpers,
    )
    return replace(published, may_be_zero=could_be_zero(published) - positive)
