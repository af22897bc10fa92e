"""Expressions that are tried only where they may start: `finditer` looks at every character of a text."""

import re
from collections.abc import Iterable, Iterator

from thuisplan_desktop.anonymise.tokens import Token


def matches(
    pattern: re.Pattern[str], text: str, starts: Iterable[int], end: int | None = None
) -> Iterator[re.Match[str]]:
    """What `finditer` finds of an expression that starts at no other place than these, which are in order."""
    last, end = 0, len(text) if end is None else end
    for start in starts:
        if start >= last and (m := pattern.match(text, start, end)):
            last = m.end()
            yield m


def starts_in(token: Token) -> Iterator[int]:
    """Where a word starts, and each part of it that a hyphen or apostrophe sets apart."""
    yield token.start
    if not token.text.isalpha():
        yield from (at for at, c in enumerate(token.text, token.start + 1) if not c.isalpha())
