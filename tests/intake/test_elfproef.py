"""A BSN by its digits: what counts as one, and what certainly is something else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuisplan_desktop.intake import elfproef

ONE = "123456782"


def test_the_elfproef() -> None:
    """Eight digits are nine with a zero that a spreadsheet dropped; a day, a telephone number or zeros are none."""
    assert all(map(elfproef.is_like, (ONE, "111222333", "1234.56.782", " 123456782 ", "12345672")))
    assert not any(map(elfproef.is_like, ("123456783", "20061109", "09112006", "0612345678", "0", "000000000", "")))


@pytest.mark.parametrize(
    "text",
    [
        ONE, f"bsn {ONE}", f"LL{ONE}", f"{ONE}a", "123 456 782", "123-456-782", "1234.56.782", "1234 56782",
        f"Bel 06-12345678, {ONE}.", f"+{ONE}", f"op 3-9-2026 {ONE}", "\u0661\u0662\u0663456782", f"8b\n{ONE}",
        "+31 6 12345678 123 456 782", f"0032 475 12 34 56 / {ONE}",
    ],
)  # fmt: skip
def test_found_in_a_text(text: str) -> None:
    """In groups, behind letters, beside a telephone number, in digits of another script; taken out, nothing is left."""
    assert elfproef.stands_in(text)
    assert not elfproef.stands_in(elfproef.without(text))
    assert elfproef.LEFT_OUT in elfproef.without(text)


BLANKS = ("\u00a0", "\u202f", "\u2009", "  ", " \u00a0", "\u200b", "\u00ad", ".")


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize(
    "groups", ["123 456 782", "1234 56 782", "12 34 56 782", "123 45 67 82", "1234 56782", "12 123 456 782"]
)
def test_found_with_whatever_blank_in_it(groups: str, blank: str) -> None:
    """As Word, a PDF and Excel write them: they look like plain ones, or like nothing."""
    number = groups.replace(" ", blank)
    for text in (number, f"Het nummer is {number} volgens moeder"):
        assert elfproef.stands_in(text)
        assert not elfproef.stands_in(elfproef.without(text))


@pytest.mark.parametrize(
    "text",
    [
        "123-45-6782", "123\u2011456\u2011782", "123 - 456 - 782", "bsn 010000069 2 gesprekken",
        "(bsn 010000069) 2x gebeld", "010000069 - 3 uur", "010000069\n1 afspraak", "0 123456782", "010 000 069 2 keer",
    ],
)  # fmt: skip
def test_found_with_hyphens_or_a_number_behind_it(text: str) -> None:
    """Behind a BSN that begins with 0 a lone digit may follow: no telephone number ends so."""
    assert elfproef.stands_in(text)
    assert not elfproef.stands_in(elfproef.without(text))


@pytest.mark.parametrize(
    "text",
    [
        "geb. 03-09-2014/123 456 782", "leerling 4001/123 456 782", "1.123 456 782", "14.30/123 456 782",
        "3-123 456 782", "123 456 782/1", "123 456 782-2014", "geb. 12-05-2014 1234 56 782", "03-09-2014 1234.56.782",
        "12/05/2014 12 34 56 782", "12-05-2014/1234.56.782",
    ],
)  # fmt: skip
def test_found_right_beside_a_day_or_another_number(text: str) -> None:
    """Of three digits nothing is a part of a day; and the birth date before it makes it no telephone number."""
    assert elfproef.stands_in(text)
    assert not elfproef.stands_in(elfproef.without(text))


@pytest.mark.parametrize("text", ["123 456\n782", "123\r\n456 782", "1234\t56782", "12 34\n56 782"])
def test_found_where_a_line_or_a_cell_ends_in_it(text: str) -> None:
    """Once: who copies from a narrow column gets it so."""
    assert elfproef.stands_in(f"nummer {text} volgens moeder")
    assert elfproef.without(text) == elfproef.LEFT_OUT


@given(
    st.lists(st.tuples(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(10, 480)), min_size=1, max_size=20),
    st.sampled_from(["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"]),
    st.sampled_from([" ", "\t", ": ", " - "]),
)
def test_an_overview_that_was_pasted_holds_none(rows: list[tuple[date, int]], form: str, between: str) -> None:
    """Days and minutes under each other, or minutes alone: none of their digits run on into the next row."""
    days = "\n".join(f"{day.strftime(form)}{between}{minutes}" for day, minutes in rows)
    minutes = "\n".join(str(minutes) for _, minutes in rows)
    for text in (days, minutes):
        assert not elfproef.stands_in(text)
        assert elfproef.without(text) == text


def test_a_column_of_numbers_is_none() -> None:
    """Three numbers under each other of which the digits together pass."""
    assert elfproef.is_like("24824859")
    assert not elfproef.stands_in("248\n248\n59")


def test_what_stands_around_it_stays() -> None:
    """Blanks, hyphens and digits of other scripts too."""
    text = "\u0661\u00a0keer, 123\u00a0456\u00a0782 en\t123456782\nbel 06\u201112345678"
    left = "\u0661\u00a0keer, [nummer weggelaten] en\t[nummer weggelaten]\nbel 06\u201112345678"
    assert elfproef.without(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "0612345678", "06-12345678", "06\u00a012345678", "06\u201112345678", "06.12.34.56.78", "06/12345672",
        "06 12345672", "072 - 5 12 34 56", "0229-123456", "(0)612345678", "+32 2 555 12 12", "0612345678 2x gebeld",
        "10 11 12 13 2", "0612345672 / 0687654321", "12.03.2014 10.30", "2025-2026-1",
        "12-03-2026 - 110 minuten", "03-09-2014 06-12345672",
        "014 12 34 56", "bel 014 12 34 56.", "06 12 34 56 78", "(072) 512 34 56", "+31 6 12345678", "+31 (0)6 12345678",
        "0031612345678", "zaak 123456783", "3-9-2014", "2025-2026", "20061109", "1234567890123", "12345-6782", "",
    ],
)  # fmt: skip
def test_certainly_something_else(text: str) -> None:
    """Telephone numbers, days, other numbers, and one that somebody put a hyphen in to say that it is none."""
    assert not elfproef.stands_in(text)
    assert elfproef.without(text) == text


@given(
    st.integers(10_000_000, 999_999_999), st.sampled_from(["{}", "nr. {} van de leerling", "a{}b", "{}\n06-12345678"])
)
def test_no_number_that_passes_is_overlooked(number: int, text: str) -> None:
    """Whatever stands around it, and only where it passes."""
    assert elfproef.stands_in(text.format(number)) is elfproef.is_like(str(number))


def test_a_series_of_the_school_is_its_own() -> None:
    """Nine that fail make no series, ten do; a series of which more than one in six passes is none."""
    passing, others = "900000016", [f"9000000{last}" for last in range(10, 50)]
    failing = [number for number in others if not elfproef.is_like(number)]

    def doubtful(*numbers: str) -> frozenset[str]:
        seen = elfproef.PupilNumbers()
        for number in numbers:
            seen.see(number)
        return seen.doubtful

    assert elfproef.is_like(passing)
    assert doubtful(passing, *failing[:9]) == {passing}
    assert doubtful(passing, *failing[:10]) == set()
    assert doubtful(passing, ONE, *failing[:10]) == {ONE}
    three = set(others) - set(failing)
    assert len(three) > 2
    assert doubtful(*three, *failing[:14]) == three
