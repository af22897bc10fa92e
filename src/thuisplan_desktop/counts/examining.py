"""Whether a table that somebody else published keeps the rule, judged from nothing but what is published.

In a region that counts protected tables the samenwerkingsverband never sees a true count: it repeats the audit on what
it received (decision 2, `protected`). What the rule promises of small cells shows in what is hidden: a cell that only
small numbers fit in, or only one number, is given away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from thuisplan_desktop.counts.additive import MIN_THRESHOLD, Published
from thuisplan_desktop.counts.audit import Bounds, audit
from thuisplan_desktop.counts.table import MAX_COUNT, Mark, Total
from thuisplan_desktop.errors import NotProtected

_CONTRADICTION = "de aantallen spreken elkaar tegen"

HIGHEST_THRESHOLD = 100
"""A table under a higher one hides everything, and its sums would have no upper limit."""

AUDIT_SECONDS = 20.0
"""For one school's tables, which take milliseconds; a table made to take longer is refused."""


@dataclass(frozen=True)
class Shown:
    """A table as its maker published it. Nothing about it is proved yet; `counts.protect.examined` does that."""

    report: str
    report_version: int
    definitions: str
    definitions_version: str
    peildatum: date
    cells: Mapping[str, int | Mark | None]
    totals: tuple[Total, ...]
    may_be_zero: frozenset[str] = frozenset()


def bounds_of(releases: Sequence[Published], least: int = MIN_THRESHOLD) -> Mapping[str, Bounds]:
    """What a reader knows of each hidden cell of releases that were made together.

    Raises NotProtected when a shown number is small or impossible, when the numbers contradict each other, or when a
    hidden cell is given away; `least` is the lowest threshold they may have. NoTimeToProtect as `audit`.
    """
    for release in releases:
        _check_shown(release, least)
    try:
        bounds = audit(releases, AUDIT_SECONDS)
    except ValueError:
        raise NotProtected(reason=_CONTRADICTION) from None
    if not all(_adds_up(total, release, bounds) for release in releases for total in release.totals):
        raise NotProtected(reason=_CONTRADICTION)
    threshold = max((release.threshold for release in releases), default=least)
    zeros = frozenset(cell for release in releases for cell in release.may_be_zero)
    if any(_gives_away(pair, threshold, zero=cell in zeros) for cell, pair in bounds.items()):
        raise NotProtected(reason="een afgeschermd aantal is uit de andere te berekenen")
    return bounds


def _check_shown(release: Published, least: int) -> None:
    if release.threshold < least:
        raise NotProtected(reason="de drempel is lager dan in deze regio mag")
    if release.threshold > HIGHEST_THRESHOLD:
        raise NotProtected(reason=f"de drempel is hoger dan {HIGHEST_THRESHOLD}")
    numbers = [value for value in release.cells.values() if value is not None]
    if any(0 < value < release.threshold for value in numbers):
        raise NotProtected(reason="er staat een klein aantal in dat afgeschermd moest zijn")
    if any(value > MAX_COUNT for value in numbers):
        raise NotProtected(reason=f"er staat een aantal boven {MAX_COUNT} in")


def _adds_up(total: Total, release: Published, bounds: Mapping[str, Bounds]) -> bool:
    """Whether parts and total leave each other room: the audit looks no further than what is hidden."""
    pairs = [_range(part, release, bounds) for part in total.parts]
    low, high = _range(total.total, release, bounds)
    return sum(low for low, _ in pairs) <= high and (total.remainder or sum(high for _, high in pairs) >= low)


def _range(cell: str, release: Published, bounds: Mapping[str, Bounds]) -> tuple[int, float]:
    if cell in release.hidden:
        low, high = bounds[cell]
        return low, inf if high is None else high
    value = release.cells[cell] or 0
    return value, value


def _gives_away(pair: Bounds, threshold: int, *, zero: bool) -> bool:
    """A hidden zero may have a low ceiling; any other hidden cell with one can be nothing but small."""
    low, high = pair
    return low == high or (high is not None and high < threshold and not zero)
