"""Whether a table that somebody else published keeps the rule, judged from nothing but what is published.

In a region that counts protected tables the samenwerkingsverband never sees a true count: it repeats the audit on what
it received (decision 2, `protected`). What the rule promises of small cells shows in what is hidden: a cell that only
small numbers fit in, or only one number, is given away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.counts.additive import MIN_THRESHOLD, Published
from thuisplan_desktop.counts.audit import Bounds, examine, is_given_away
from thuisplan_desktop.counts.table import MAX_COUNT, Mark, Total
from thuisplan_desktop.errors import NotProtected

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
    threshold = max((release.threshold for release in releases), default=least)
    try:
        found = examine(releases, threshold, AUDIT_SECONDS)
    except ValueError:
        raise NotProtected(reason="de aantallen spreken elkaar tegen") from None
    if any(is_given_away(pair, threshold) for pair in found.bounds.values()):
        raise NotProtected(reason="een afgeschermd aantal is uit de andere te berekenen")
    if found.rests:
        raise NotProtected(reason="wat een waarvan-regel overlaat is klein en te berekenen")
    return found.bounds


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
