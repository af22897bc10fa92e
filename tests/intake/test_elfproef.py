"""A BSN by its digits: what counts as one, and what certainly is something else."""

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
    ],
)  # fmt: skip
def test_found_in_a_text(text: str) -> None:
    """In groups, behind letters, beside a telephone number, in digits of another script; taken out, nothing is left."""
    assert elfproef.stands_in(text)
    assert not elfproef.stands_in(elfproef.without(text))
    assert elfproef.LEFT_OUT in elfproef.without(text)


@pytest.mark.parametrize(
    "text",
    [
        "0612345678", "06-12345678", "06 12 34 56 78", "(072) 512 34 56", "+31 6 12345678", "+31 (0)6 12345678",
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
