"""Somebody of the case whom another finder takes for something else: there the register knows better.

'Zara' is a shop as well, 'school Femke' no school of that name, "Fenna '14 dagen" no club, 'Tamar Hoop 15' no address.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.classes import CODE
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.known import OTHER_PUPIL
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Token

_REASON = "naam uit het register"
_NOT_OF_THE_CASE = frozenset(("", OTHER_PUPIL))
_TO = a_set("in te naar uit rond bij nabij")
# What may stand behind a name, and tells no more of an organisation or an address than the name does.
_NO_MORE = re.compile(r"(?:[ ](?:van|de|der|den|uit|bij|op|el|al))+|\W*")
_QUOTED = re.compile(r"[ ]['’‘`]\d\d(?=[ ](?:dag|keer|x|uur|uren|les|week|weken|maand|jaar|%))")  # "'92" is a club's
_AGE = re.compile(r"[,. ]{1,2}(?:bijna |al |net |nr )?\d{1,2}(?:[a-z]|[ ]?j(?:r|aar)?\b\.?)?", re.IGNORECASE)
_AT = re.compile(r"[ ](?:van|uit|bij|van de|uit de|bij de|van het|bij het)[ ](?=[A-ZÀ-Þ])")
# What other finders see for what it is: '15 jr', 'nr 06', '3b', '4e week'; '44a' is a house number.
_SEEN = re.compile(rf"(?<!\d)(?:{CODE}|\de)(?![a-z])|\dj| j|nr", re.IGNORECASE)
_INSIDE = frozenset((" ", ". ", "-", "."))
_FEW = 3  # letters that stand for a surname with its infix
_NEXT = re.compile(r",[ ]|\.[ ]|[ \t]*\n\s*")


class _Named(NamedTuple):
    """How far the name of somebody of the case reaches, and whether it is more than a surname."""

    end: int
    called: bool


def claimed(reading: Reading, found: list[Span]) -> list[Span]:
    """The findings; of one that starts with the name of somebody of the case no more is left than is not the name."""
    org, home, place = Kind.ORG, Kind.ADDRESS, Kind.PLACE
    tokens, exact = reading.tokens, reading.book.names.exact
    divided: dict[int, Iterator[Span]] = {}
    for number, span in enumerate(found):
        kind = span.kind
        if kind is not org and kind is not home and kind is not place:
            continue
        i = reading.after(span.start)
        if i < len(tokens) and (tokens[i].folded in exact or tokens[i].facts & is_.INFIX):
            named = _named(reading, i, span.end)
            if named is not None:
                divided[number] = _divided(reading, i, span, named)
    if not divided:
        return found
    kept = [span for number, span in enumerate(found) if number not in divided]
    return [*kept, *chain.from_iterable(divided.values())]


def _divided(reading: Reading, i: int, span: Span, named: _Named) -> Iterator[Span]:
    """The name, and what else the finding was about; the finding as it is where it may hold more than a name."""
    rest = reading.text[named.end : span.end]
    called = named.called or reading.titled(i) or reading.introduced(i)
    person = Span(span.start, named.end, Kind.PERSON, _REASON)
    home = span.kind is Kind.ADDRESS
    if home and called and _AGE.fullmatch(rest):
        yield person
        behind = reading.text[span.end : span.end + 2]
        if not _SEEN.search(rest + behind) and not (rest[:2] == ", " and behind[:1] in (",", ")")):
            yield replace(span, start=named.end + len(rest) - len(rest.lstrip(",. ")))
    elif (m := _NEXT.match(rest)) is not None and m.end() < len(rest) and (home or named.called):
        yield person
        yield replace(span, start=named.end + m.end())
    elif home or not called or (span.kind is Kind.PLACE and _is_place(reading, i)):
        yield span
    elif _NO_MORE.fullmatch(rest) or ((m := _QUOTED.match(reading.text, named.end)) and m.end() == span.end):
        yield person
    elif named.called and (m := _AT.match(rest)) is not None:
        yield person
        yield replace(span, start=named.end + m.end())
    else:
        yield span


def _named(reading: Reading, first: int, limit: int) -> _Named | None:
    """The name of somebody of the case that starts at word `first`; None where no word of it is the register's."""
    names = reading.book.names
    named: _Named | None = None
    called, at = "", first
    while (token := reading.around[at]) is not None and token.end <= limit:
        if at > first and token.gap not in _INSIDE:
            break
        name = names.exact.get(token.folded) or names.exact.get(token.folded.rpartition("-")[2], "")
        if token.facts & is_.COMMON and not token.capital and not called:
            name = ""
        if any(one.role not in _NOT_OF_THE_CASE for one in names.bearers.get(name, ())):
            called = called or (name if name in names.firsts else "")
        elif not (named and _is_more(reading, first, token, called)):
            if not token.facts & is_.INFIX:
                break
            at += 1
            continue  # part of the name where more of it follows
        end = token.end - 2 if token.folded.endswith("'s") else token.end
        dot = len(token.text) == 1 and end < limit and reading.text[end] == "."
        named = _Named(end + dot, bool(called))
        at += 1
    return named


def _is_more(reading: Reading, first: int, token: Token, called: str) -> bool:
    """The letters of a surname behind a first name, 'Amine El B.', 'Max dH'; one that the register does not know."""
    if not called:
        return False
    letters = f"{called[0]}{token.folded}"
    if (len(token.text) == 1 and token.capital) or (len(token.text) <= _FEW and letters in reading.book.initials):
        return True
    told = reading.introduced(first) or reading.labelled(first)
    return told and token.capital and bool(token.facts & is_.SURNAME)


def _is_place(reading: Reading, i: int) -> bool:
    """'in Florence': a town that somebody is called after."""
    before = reading.around[i - 1]
    return before is not None and before.folded in _TO
