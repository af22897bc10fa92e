"""The usual peildata and the period of a stroom."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuisplan_desktop.counts.declared import Rhythm
from thuisplan_desktop.counts.rhythm import period_start, presets


def test_presets_of_a_day_in_march() -> None:
    """Half maart has just been; the others lie behind, the latest first."""
    assert [(one.label.split()[0], one.peildatum) for one in presets(date(2026, 3, 24))] == [
        ("kwartaal", date(2026, 3, 15)),
        ("einde", date(2026, 2, 28)),
        ("1", date(2026, 2, 1)),
        ("1", date(2025, 10, 1)),
        ("31", date(2025, 7, 31)),
    ]


def test_today_can_be_a_preset() -> None:
    """On the last day of the month and on 1 oktober nobody has to wait."""
    assert date(2026, 1, 31) in {one.peildatum for one in presets(date(2026, 1, 31))}
    assert date(2026, 10, 1) in {one.peildatum for one in presets(date(2026, 10, 1))}


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_no_preset_lies_ahead(today: date) -> None:
    """Nobody counts a day that has not come, and none is more than a year ago."""
    for one in presets(today):
        assert today - timedelta(days=366) <= one.peildatum <= today


@pytest.mark.parametrize(
    ("rhythm", "end", "start"),
    [
        (Rhythm.MONTH, date(2026, 2, 28), date(2026, 1, 31)),
        (Rhythm.MONTH, date(2026, 3, 24), date(2026, 2, 24)),
        (Rhythm.QUARTER, date(2026, 3, 15), date(2025, 12, 15)),
        (Rhythm.QUARTER, date(2026, 3, 31), date(2025, 12, 31)),
        (Rhythm.YEAR, date(2026, 7, 31), date(2025, 7, 31)),
    ],
)
def test_a_period_begins_at_the_peildatum_before(rhythm: Rhythm, end: date, start: date) -> None:
    """So that the stand at the start of one is the stand at the end of the one before."""
    assert period_start(rhythm, end) == start
