"""Which days of a case can't be."""

from datetime import date
from typing import Any

import pytest

from factories import make_case
from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.register.case_dates import check

TODAY = date(2026, 3, 16)
OFFER = date(2026, 2, 20)


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"nickname": "", "surname": ""}, "nickname", "naam"),
        ({"birth_date": date(2026, 3, 17)}, "birth_date", "toekomst"),
        ({"birth_date": date(1979, 12, 31)}, "birth_date", "ouder dan 30"),
        ({"birth_date": date(1995, 3, 16)}, "birth_date", "ouder dan 30"),
        ({"enrolled_on": date(2014, 9, 2)}, "enrolled_on", "voor de geboortedatum"),
        ({"enrolled_on": date(2025, 9, 2), "left_on": date(2025, 9, 1)}, "left_on", "eerder"),
        ({"place_available_on": OFFER}, "place_available_on", "wanneer het aanbod is gedaan"),
        ({"offered_on": OFFER, "place_available_on": date(2026, 2, 19)}, "place_available_on", "eerder beschikbaar"),
    ],
)
def test_an_impossible_day_is_refused(changes: dict[str, Any], field: str, reason: str) -> None:
    """The refusal names the field and why, without the value."""
    with pytest.raises(InvalidCase) as refused:
        check(make_case(**changes), TODAY)
    assert refused.value.facts["field"] == field
    assert reason in str(refused.value.facts["reason"])


@pytest.mark.parametrize(
    "changes",
    [
        {"birth_date": None, "enrolled_on": date(2014, 9, 2)},
        {"birth_date": date(1995, 3, 17), "enrolled_on": date(1995, 3, 17)},
        {"offered_on": OFFER, "place_available_on": OFFER},
        {"offered_on": OFFER, "place_available_on": date(2026, 8, 1)},
        {"offered_on": OFFER},
    ],
)
def test_an_unlikely_day_that_can_be_is_kept(changes: dict[str, Any]) -> None:
    """On the edge, or not known yet; a place may still lie ahead."""
    check(make_case(**changes), TODAY)
