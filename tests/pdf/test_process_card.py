"""The procesplaat: every rule that holds, in words, with its source; and no pupil."""

import io
from collections.abc import Callable
from datetime import date

import pypdf
import pytest

from thuisplan_desktop.pdf.process_card import process_card
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.sharing_rules import national

ON = date(2026, 3, 10)


@pytest.mark.parametrize("holder", [Role.SCHOOL, Role.CONSULENT])
def test_every_rule_stands_on_it(holder: Role, words: Callable[[bytes], str]) -> None:
    """Step, ground, limits, where to record, and the source with its date (domain §2.7)."""
    shown = words(process_card(national(), holder, ON))
    for rule in national().rules:
        assert (rule.step in shown) is (holder in rule.holders), rule.id
        if holder in rule.holders:
            assert all(limit in shown for limit in rule.limits), rule.id
            assert rule.cited in shown, rule.id
            assert rule.record_in in shown
    assert "Landelijke deelregels, versie 1" in shown


@pytest.mark.parametrize("holder", [Role.SCHOOL, Role.CONSULENT])
def test_the_first_page_shows_everything_at_one_look(holder: Role) -> None:
    """The whole table stands under the opening, each number in one piece."""
    first = pypdf.PdfReader(io.BytesIO(process_card(national(), holder, ON))).pages[0].extract_text()
    steps = [rule for rule in national().rules if holder in rule.holders]
    assert "In één oogopslag" in first
    assert set(map(str, range(1, len(steps) + 1))) <= set(first.split())


def test_a_rule_that_does_not_hold_is_left_out(words: Callable[[bytes], str]) -> None:
    shown = words(process_card(national(), Role.SCHOOL, date(2017, 1, 1)))
    assert "Ongeoorloofd verzuim melden" in shown
    assert "Overleg in het eigen team" not in shown
