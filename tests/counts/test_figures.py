"""Percentages and means: only where domain §5.3.6 allows them."""

import pytest

from thuisplan_desktop.counts.declared import Value
from thuisplan_desktop.counts.figures import Mean, Shown, mean_weeks, percentage
from thuisplan_desktop.counts.table import Mark


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (5, 10, 50),
        (0, 10, 0),
        (10, 10, 100),
        (4, 20, None),
        (5, 9, None),
        (Mark.HIDDEN, 20, None),
        (5, Mark.HIDDEN, None),
        (None, 20, None),
        (7, None, None),
        (5, 0, None),
    ],
)
def test_percentages(part: Shown, whole: Shown, shown: int | None) -> None:
    """Of 10 or more, for 0 or 5 or more; never of what is hidden or not registered."""
    assert percentage(part, whole) == shown


BANDS = (Value("a", "a", weeks=2), Value("b", "b", weeks=8), Value("c", "c", weeks=43, open=True))
UNKNOWN = Value("u", "u", unknown=True)


@pytest.mark.parametrize(
    ("counts", "mean"),
    [
        ((5, 5, 0), Mean(5, 10, at_least=False)),
        ((0, 5, 5), Mean(26, 10, at_least=True)),
        ((0, 0, 0), None),
        ((5, Mark.HIDDEN, 5), None),
        ((5, None, 5), Mean(22, 10, at_least=True)),
        ((None, None, None), None),
    ],
)
def test_means_come_from_bands(counts: tuple[Shown, ...], mean: Mean | None) -> None:
    """Over 5 or more, every band shown that is registered; an open band makes it a least."""
    assert mean_weeks(list(zip(BANDS, counts, strict=True))) == mean


def test_who_has_no_duration_is_left_out() -> None:
    """An unknown first day is no band, hidden or not."""
    assert mean_weeks([*zip(BANDS, (5, 5, 0), strict=True), (UNKNOWN, Mark.HIDDEN)]) == Mean(5, 10, at_least=False)
    assert mean_weeks([(UNKNOWN, 12)]) is None
