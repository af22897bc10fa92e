"""One way to write a value as bytes, and a reader that accepts no other.

The form is that of RFC 8785 (JSON Canonicalization Scheme) without fractions: UTF-8, members sorted, no white space.
A reader that re-encodes and compares leaves nothing to interpretation: no member twice, no second spelling, no
trailing bytes, so a signature over a value is a signature over exactly one text.
"""

import base64
import json
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Never, TypeVar

_T = TypeVar("_T")

DEPTH = 8
"""No format nests deeper."""

_FORBIDDEN = frozenset({"Cc", "Cf", "Cs", "Co"})
"""Control, direction-changing, surrogate and private-use characters: invisible, so a name could pose as another."""


class Malformed(ValueError):
    """Bytes that are not in this form. Callers turn it into their own named error."""


def encode(value: object) -> bytes:
    """The one text of `value`: dictionaries, lists, strings, whole numbers, booleans and None."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def decode(data: bytes, limit: int) -> object:
    """Read back what `encode` wrote; raise Malformed on anything else or on more than `limit` bytes."""
    if len(data) > limit:
        raise Malformed
    try:
        value: object = json.loads(data.decode("utf-8"), parse_float=_refuse, parse_constant=_refuse)
        same = encode(value) == data
    except (ValueError, RecursionError):
        raise Malformed from None
    if not same:
        raise Malformed
    _check_depth(value, DEPTH)
    return value


def _refuse(_: str) -> Never:
    raise Malformed


def _check_depth(value: object, left: int) -> None:
    if not isinstance(value, dict | list):
        return
    if left == 0:
        raise Malformed
    for child in value.values() if isinstance(value, dict) else value:
        _check_depth(child, left - 1)


def tidy(text: str) -> str:
    """Text as a person typed it, in the only form a file may hold: NFC, single spaces, nothing invisible."""
    spaced = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFC", text))
    return " ".join("".join(c for c in spaced if unicodedata.category(c) not in _FORBIDDEN).split())


def blob(data: bytes) -> str:
    """Bytes as they stand in a file: base64 of RFC 4648 §4, with padding."""
    return base64.b64encode(data).decode("ascii")


class Record:
    """A JSON object with exactly the members named; every reader checks type and size and raises Malformed."""

    def __init__(self, value: object, *members: str) -> None:
        if not isinstance(value, dict) or value.keys() != set(members):
            raise Malformed
        self._value: dict[str, object] = value

    def value(self, name: str) -> object:
        """The member as it stands, for a nested reader."""
        return self._value[name]

    def text(self, name: str, limit: int = 200) -> str:
        """A non-empty line of tidy text."""
        return _text(self._value[name], limit)

    def integer(self, name: str, lowest: int, highest: int) -> int:
        """A whole number within the bounds, both included."""
        value = self._value[name]
        if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
            raise Malformed
        return value

    def blob(self, name: str, length: int) -> bytes:
        """Exactly `length` bytes."""
        data = self.blob_up_to(name, length)
        if len(data) != length:
            raise Malformed
        return data

    def blob_up_to(self, name: str, limit: int) -> bytes:
        """At most `limit` bytes."""
        return _blob(self._value[name], limit)

    def day(self, name: str) -> date:
        """A day as YYYY-MM-DD."""
        text = self.text(name, 10)
        try:
            value = date.fromisoformat(text)
        except ValueError:
            raise Malformed from None
        if value.isoformat() != text:
            raise Malformed
        return value

    def texts(self, name: str, limit: int) -> tuple[str, ...]:
        """A list of at most `limit` different lines of text."""
        found = self._each(name, limit, lambda value: _text(value, 200))
        if len(set(found)) != len(found):
            raise Malformed
        return found

    def blobs(self, name: str, length: int, limit: int) -> tuple[bytes, ...]:
        """A list of at most `limit` byte strings of exactly `length` bytes."""
        found = self._each(name, limit, lambda value: _blob(value, length))
        if any(len(data) != length for data in found):
            raise Malformed
        return found

    def records(self, name: str, limit: int, *members: str) -> tuple["Record", ...]:
        """A list of at most `limit` objects with exactly the members named."""
        return self._each(name, limit, lambda value: Record(value, *members))

    def _each(self, name: str, limit: int, read: Callable[[object], _T]) -> tuple[_T, ...]:
        values = self._value[name]
        if not isinstance(values, list) or len(values) > limit:
            raise Malformed
        return tuple(read(value) for value in values)


def _text(value: object, limit: int) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= limit or tidy(value) != value:
        raise Malformed
    return value


def _blob(value: object, limit: int) -> bytes:
    if not isinstance(value, str) or len(value) > 4 * (limit // 3 + 1):
        raise Malformed
    try:
        data = base64.b64decode(value, validate=True)
    except ValueError:
        raise Malformed from None
    if len(data) > limit or blob(data) != value:
        raise Malformed
    return data
