"""How many pupils a remaining detail fits is told as an estimate, not as a count that nobody made."""

import pytest
from pytestqt.qtbot import QtBot

from thuisplan_desktop.actions.traceability import Remainder
from thuisplan_desktop.ui.caseload.trace_panel import TracePanel, words_of


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


def test_a_long_line_to_tick_stays_within_the_page(qtbot: QtBot) -> None:
    """All words are there, over more lines."""
    said = ("8 tot en met 11 jaar", "primair onderwijs (PO)", "3 tot 6 maanden afwezig")
    line = Remainder("together", "Alles samen", said, "", 1, 719_138)
    panel = TracePanel()
    qtbot.addWidget(panel)
    panel.show_lines([line])
    shown = panel.boxes["together"].text()
    assert shown.split() == words_of(line).split()
    assert panel.sizeHint().width() < 900
