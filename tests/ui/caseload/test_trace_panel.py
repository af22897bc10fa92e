"""How many pupils a remaining detail fits is told as an estimate, not as a count that nobody made."""

import pytest

from thuisplan_desktop.actions.traceability import Remainder
from thuisplan_desktop.ui.caseload.trace_panel import words_of


@pytest.mark.parametrize(
    ("outside", "told"),
    [(0, "0"), (7, "7"), (99, "99"), (123, "120"), (4_960, "5.000"), (40_618, "41.000"), (719_138, "720.000")],
)
def test_an_estimate_has_two_figures(outside: int, told: str) -> None:
    """DUO's numbers are of schools, not of pupils like this one."""
    line = Remainder("school_type", "Schoolsoort", ("vso",), "", 2, outside)
    assert words_of(line) == (
        f"Schoolsoort (vso): past op 2 leerlingen in uw register, naar schatting {told} op zulke scholen (DUO)"
    )
