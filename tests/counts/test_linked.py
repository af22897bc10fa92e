"""Which tables hang together, so that none is protected without what readers can lay beside it."""

from datetime import date

import pytest

from thuisplan_desktop.counts.linked import together
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.table import CountTable

QUARTER = ("stroom-kwartaal-vo", date(2026, 12, 15))


def table(name: str, peildatum: date) -> CountTable:
    declared = report(name)
    return CountTable(name, declared.version, "landelijk", "1", peildatum, dict.fromkeys(declared.cells, 0), ())


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param(("stroom-maand-vo", date(2026, 11, 15)), id="a month in its middle"),
        pytest.param(("overzicht-vo", date(2026, 10, 1)), id="a day in it"),
        pytest.param(("overzicht-vo", date(2026, 9, 15)), id="the day that it began"),
        pytest.param(("overzicht-vo", date(2026, 12, 15)), id="the day that it ended"),
        pytest.param(("stroom-kwartaal-vo", date(2027, 1, 31)), id="a quarter that overlaps it"),
    ],
)
def test_who_was_there_on_a_day_of_a_quarter_was_there_in_the_quarter(inside: tuple[str, date]) -> None:
    """Whichever of the two came first: the later is protected beside the earlier."""
    assert together([table(*inside)], {"kept": table(*QUARTER)}) == ["kept"]
    assert together([table(*QUARTER)], {"kept": table(*inside)}) == ["kept"]


@pytest.mark.parametrize(
    "outside", [("overzicht-vo", date(2026, 9, 14)), ("overzicht-vo", date(2026, 12, 16)), ("overzicht-po", QUARTER[1])]
)
def test_another_time_or_another_sector_is_another_matter(outside: tuple[str, date]) -> None:
    assert together([table(*outside)], {"kept": table(*QUARTER)}) == []


def test_tables_hang_together_by_way_of_others() -> None:
    """Spring and autumn, when the summer between them was told of too."""
    spring, summer, autumn = (table("stroom-kwartaal-vo", date(2026, month, 15)) for month in (6, 9, 12))
    assert together([autumn], {"spring": spring}) == []
    assert sorted(together([autumn], {"spring": spring, "summer": summer})) == ["spring", "summer"]
