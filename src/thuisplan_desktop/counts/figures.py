"""Percentages and means of a protected table: from what is shown alone, never from true counts (domain §5.3.6)."""

from collections.abc import Sequence
from dataclasses import dataclass

from thuisplan_desktop.counts.additive import MIN_THRESHOLD
from thuisplan_desktop.counts.declared import Value
from thuisplan_desktop.counts.table import Mark

SMALLEST_DENOMINATOR = 10
"""No percentage of fewer than this many pupils: one of them would be more than a tenth."""

Shown = int | Mark | None


@dataclass(frozen=True)
class Mean:
    """A mean in whole weeks, estimated from bands. `at_least`: somebody is in a band without an upper end."""

    weeks: int
    pupils: int
    at_least: bool


def percentage(part: Shown, whole: Shown) -> int | None:
    """Whole percents, or None: both numbers must be shown, the part 0 or at least 5, the whole at least 10."""
    if not isinstance(part, int) or not isinstance(whole, int):
        return None
    if whole < SMALLEST_DENOMINATOR or 0 < part < MIN_THRESHOLD:
        return None
    return round(100 * part / whole)


def mean_weeks(bands: Sequence[tuple[Value, Shown]]) -> Mean | None:
    """The mean over bands of which every number is shown, over 5 pupils or more; no smallest or largest, ever.

    A band counts with the middle that its declaration gives, one that is not registered with nobody. None when a band
    is hidden: then no mean can be true.
    """
    known = [(value, count) for value, count in bands if not value.unknown and count is not None]
    if not known or not all(isinstance(count, int) for _, count in known):
        return None
    counted = [(value, count) for value, count in known if isinstance(count, int)]
    pupils = sum(count for _, count in counted)
    if pupils < MIN_THRESHOLD:
        return None
    weeks = sum((value.weeks or 0) * count for value, count in counted)
    return Mean(round(weeks / pupils), pupils, any(value.open and count for value, count in counted))
