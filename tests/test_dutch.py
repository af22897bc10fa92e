"""Dates, numbers and words as a Dutch reader writes them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuisplan_desktop import dutch

days = st.dates(min_value=date(1000, 1, 1))


def test_dates() -> None:
    """Day before month, months in lower case, no leading zero where a word follows."""
    day = date(2026, 11, 3)
    assert dutch.format_date(day) == "3 november 2026"
    assert dutch.format_date_short(day) == "03-11-2026"
    assert dutch.format_weekday(day) == "dinsdag 3 november 2026"
    names = (
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
        "november", "december",
    )  # fmt: skip
    assert tuple(dutch.format_date(date(2026, month, 1)).split()[1] for month in range(1, 13)) == names


@given(days)
@settings(max_examples=100)
def test_a_written_date_reads_back(day: date) -> None:
    """Every way in which people write a day gives that day; day and month never swap."""
    for text in (
        dutch.format_date_short(day), day.isoformat(), f"{day.day}-{day.month}-{day.year}",
        f" {day.day}/{day.month}/{day.year} ", f"{day.day}.{day.month}.{day.year}",
    ):  # fmt: skip
        assert dutch.parse_date(text) == day


@given(days)
@settings(max_examples=60)
def test_weekdays_follow_each_other(day: date) -> None:
    """Seven days have seven names, and a week later it is the same one."""
    if day.year < 9999:
        week = [dutch.format_weekday(day + timedelta(days=number)).split()[0] for number in range(8)]
        assert len(set(week)) == 7
        assert week[0] == week[7]


@pytest.mark.parametrize(
    "text",
    ["", "3 november", "31-02-2026", "00-01-2026", "1-13-2026", "03-11-26", "2026-11", "1-2-3-4", "１-2-2026",
     "-1-2-2026",      "11-3-20260", "2026-1-32", "gisteren", "0000-01-01"],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    """A date that can't be, or that has two readings, is none."""
    assert dutch.parse_date(text) is None


def test_endless_numbers_are_no_date() -> None:
    """More digits than the machine counts with are no day, and no crash."""
    assert dutch.parse_date("3-" + "9" * 10 + "-2014") is None
    assert dutch.parse_date("9" * 5000 + "-1-2014") is None


@given(st.text(max_size=20))
@settings(max_examples=200)
def test_any_text_is_a_date_or_none(text: str) -> None:
    """Whatever is typed, there is no error."""
    found = dutch.parse_date(text)
    assert found is None or isinstance(found, date)


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (5, "5"), (999, "999"), (1000, "1.000"), (1234567, "1.234.567"), (-1234, "-1.234"), (12.5, "12,5"),
     (1234.56, "1.234,6"), (0.0, "0,0")],
)  # fmt: skip
def test_numbers(number: float, text: str) -> None:
    """A point between thousands, a comma before decimals."""
    assert dutch.format_number(number) == text


def test_plurals_and_lists() -> None:
    """One has the singular, zero and more the plural; the last of a list gets 'en', without a comma."""
    counted = [dutch.plural(count, "dag", "dagen") for count in (0, 1, 2, 1200)]
    assert counted == ["0 dagen", "1 dag", "2 dagen", "1.200 dagen"]
    assert [dutch.join_words(["a", "b", "c"][:count]) for count in range(4)] == ["", "a", "a en b", "a, b en c"]


def test_one_cell_stays_readable() -> None:
    """The verb goes with how many stay, the noun with how many there are."""
    told = [dutch.readable_cells(*each) for each in ((0, 4), (1, 4), (3, 4), (1, 1))]
    assert told == [
        "0 van de 4 cellen blijven leesbaar.", "1 van de 4 cellen blijft leesbaar.",
        "3 van de 4 cellen blijven leesbaar.", "1 van de 1 cel blijft leesbaar.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 dagen"), (1, "1 dag"), (20, "20 dagen"), (21, "3 weken"), (91, "13 weken"), (92, "3 maanden"),
     (183, "6 maanden"), (364, "11 maanden"), (365, "12 maanden"), (731, "24 maanden")],
)  # fmt: skip
def test_durations(count: int, text: str) -> None:
    """Days below three weeks, weeks below three months, then whole months."""
    assert dutch.format_duration(count) == text
