"""One spelling per value: what is read back is what was written, and nothing else is read at all."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuisplan_desktop.crypto import canonical
from thuisplan_desktop.crypto.canonical import Malformed, Record, blob

LIMIT = 10_000
characters = st.characters(exclude_categories=["Cs"])
leaves = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(characters, max_size=20)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(characters, max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(values)
@settings(max_examples=150)
def test_what_is_written_is_read_back(value: object) -> None:
    """Encoding and decoding lose nothing, and encoding twice gives the same bytes."""
    data = canonical.encode(value)
    try:
        assert canonical.decode(data, len(data)) == value
    except Malformed:
        assert data.count(b"[") + data.count(b"{") > canonical.DEPTH


@given(values.filter(lambda value: isinstance(value, dict | list) and bool(value)))
@settings(max_examples=100)
def test_another_spelling_is_refused(value: object) -> None:
    """The same JSON with white space is not the same file."""
    with pytest.raises(Malformed):
        canonical.decode(json.dumps(value, indent=1, sort_keys=True).encode(), 100_000)


@given(st.binary(max_size=200))
@settings(max_examples=300)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Never another error than Malformed."""
    try:
        value = canonical.decode(data, LIMIT)
    except Malformed:
        return
    assert canonical.encode(value) == data


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1,"a":1}',
        '{"b":1,"a":1}',
        '{"a":1.0}',
        '{"a":1e2}',
        '{"a":-0}',
        '{"a":NaN}',
        '{"a":Infinity}',
        '{"a":"\\u0041"}',
        '{"a":"\\ud800"}',
        '{"a":1}\n',
        '\ufeff{"a":1}',
        '{"a":1',
        '{"a":' + "9" * 5000 + "}",
        "[" * 100_000,
        "[" * 9 + "]" * 9,
        "",
    ],
)
def test_odd_spellings_are_refused(text: str) -> None:
    """Duplicate, unsorted, fractional, escaped, trailing, unfinished, huge or deep: no reading."""
    with pytest.raises(Malformed):
        canonical.decode(text.encode("utf-8", "surrogatepass"), 200_000)


def test_depth_and_size_have_a_limit() -> None:
    """Eight levels and `limit` bytes are read, one more is not."""
    data = b"[" * 8 + b"]" * 8
    canonical.decode(data, 16)
    with pytest.raises(Malformed):
        canonical.decode(data, 15)


@given(st.text(max_size=60))
@settings(max_examples=200)
def test_tidy_text_is_accepted_by_the_reader(text: str) -> None:
    """Whatever is typed becomes text that a file may hold, and tidying twice changes nothing."""
    tidied = canonical.tidy(text)
    assert canonical.tidy(tidied) == tidied
    if tidied:
        assert Record({"a": tidied}, "a").text("a") == tidied


def test_tidy_removes_what_can_not_be_seen() -> None:
    """A name can't pose as another by direction marks, joined accents or double spaces."""
    assert canonical.tidy(" De\u202e  Cafe\u0301\x00\tschool ") == "De Café school"


@pytest.mark.parametrize("value", [None, 1, [], {}, {"a": 1, "b": 2}, {"b": 1}])
def test_a_record_has_exactly_its_members(value: object) -> None:
    """A member too few or too many is malformed."""
    with pytest.raises(Malformed):
        Record(value, "a")


@pytest.mark.parametrize("value", [None, 1, True, "", " a", "a ", "a\nb", "a\u200bb", "e\u0301", "x" * 11, []])
def test_text_is_a_short_tidy_line(value: object) -> None:
    """Empty, untidy, long or other values are no text."""
    with pytest.raises(Malformed):
        Record({"a": value}, "a").text("a", 10)


@pytest.mark.parametrize("value", [None, True, "1", 0, 6, 2**70, []])
def test_a_number_stays_within_its_bounds(value: object) -> None:
    """A boolean is no number."""
    with pytest.raises(Malformed):
        Record({"a": value}, "a").integer("a", 1, 5)


@pytest.mark.parametrize("value", [None, 1, "AAE", "AAE=\n", "AAF=", "AA E=", "AAEC", "é===", "====", "A" * 9])
def test_bytes_have_one_spelling_and_one_length(value: object) -> None:
    """Wrong length, loose bits, white space or padding: refused."""
    assert Record({"a": "AAE="}, "a").blob("a", 2) == b"\x00\x01"
    with pytest.raises(Malformed):
        Record({"a": value}, "a").blob("a", 2)


@pytest.mark.parametrize("value", ["2026-02-30", "20260201", "2026-W01-1", "2026-2-1", "1 feb", 20260201])
def test_a_day_is_written_one_way(value: object) -> None:
    """YYYY-MM-DD and a day that exists."""
    assert Record({"a": "2026-02-01"}, "a").day("a") == date(2026, 2, 1)
    with pytest.raises(Malformed):
        Record({"a": value}, "a").day("a")


def test_lists_are_checked_item_by_item() -> None:
    """A list too long, of the wrong kind, with a text twice or bytes of another length is refused."""
    with pytest.raises(Malformed):
        Record({"a": ["x", "y", "z"]}, "a").texts("a", 2)
    with pytest.raises(Malformed):
        Record({"a": ["x", "x"]}, "a").texts("a", 2)
    with pytest.raises(Malformed):
        Record({"a": "xy"}, "a").texts("a", 2)
    with pytest.raises(Malformed):
        Record({"a": [blob(b"12"), blob(b"1")]}, "a").blobs("a", 2, 5)
    with pytest.raises(Malformed):
        Record({"a": [{"b": 1}, {"c": 1}]}, "a").records("a", 5, "b")
    assert [item.integer("b", 0, 9) for item in Record({"a": [{"b": 1}]}, "a").records("a", 5, "b")] == [1]
