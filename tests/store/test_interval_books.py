"""Interval sums are kept as the text they were published as, and a spoilt text is named."""

import random

import pytest

from region.protected_factory import PROFILE, random_table
from region.telling_factory import make_roster, make_telling, sender
from thuisplan_desktop.counts.protect import protect
from thuisplan_desktop.errors import RegisterDamaged
from thuisplan_desktop.region import intervals
from thuisplan_desktop.store import interval_books


def test_what_was_kept_is_what_was_added() -> None:
    """Every cell, whatever its state, with how many register it; the same text again."""
    dice = random.Random(3)
    sent = {sender(number): [protect(random_table(dice))] for number in range(3)}
    made = intervals.add_up(make_telling(make_roster(4)), PROFILE, sent)
    text = interval_books.to_text(made)
    assert interval_books.from_text(text) == made
    assert interval_books.to_text(interval_books.from_text(text)) == text


@pytest.mark.parametrize("text", ["", "{", "[1]", '[{"report": "nk-po-2017"}]'])
def test_a_spoilt_text_is_named(text: str) -> None:
    """Never a traceback, and never half a table."""
    with pytest.raises(RegisterDamaged):
        interval_books.from_text(text)
