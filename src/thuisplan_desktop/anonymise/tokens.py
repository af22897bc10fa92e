"""A text as words with their place in it, each judged once.

Made column by column: so nearly all of it runs inside the interpreter.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate, compress, count
from typing import NamedTuple

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.plain_members import plain_members
from thuisplan_desktop.anonymise.words import Judged, Words

# Combining accents and invisible characters belong to the word they stand in, so that none can hide a name.
_MARK = "\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff"
_LETTER = rf"[^\W\d_][{_MARK}]*"
WORD = re.compile(rf"((?:{_LETTER})+(?:['’ʼ-](?:{_LETTER})+)*)")
_SIMPLE = re.compile(r"([^\W\d_]+(?:['’ʼ-][^\W\d_]+)*)")  # the same in a text without such characters, and faster
_LATIN_LETTER = (
    "[A-Za-zª²³µ¹º¼-¾À-ÖØ-öø-\u02c1]"  # every letter below U+02C2: half the time of asking what no letter is
)
_LATIN = re.compile(rf"({_LATIN_LETTER}+(?:['’ʼ-]{_LATIN_LETTER}+)*)")
_OTHER = re.compile("[^\\x00-\u02c1\u2010-\u206f\u20a0-\u20bf\u2190-\u21ff\u2600-\u2775]")  # may be a letter beyond
_MARKED = re.compile(f"[{_MARK}]")

_HARD = re.compile(r"[.!?…\n\r]")
_SOFT = re.compile(r"[:;(\[\"“„‘'|→>=*•–—+]|- ")
_ABBREVIATION = a_set(
    "nr tel st jr sr bijv bv incl excl mn oa ivm fam geb loc gem vest nl joh burg past prof lt kol gebr coll"
)


@plain_members
class Opening(IntEnum):
    """How sure a capital is explained by the place of the word alone."""

    NONE = 0  # inside a sentence: the capital is the word's own
    SOFT = 1  # after a colon, bracket, quote or dash: it may be either
    HARD = 2  # start of the text, a line or a sentence


@dataclass(slots=True, eq=False, repr=False)
class Token:
    """One word: letters, with inner apostrophes and hyphens. `folded` as in `words.fold`, `gap` what stands before.

    With slots, not a tuple: a note asks its words some thousands of things, and a slot answers in a third of the time.
    """

    start: int
    end: int
    text: str
    gap: str
    folded: str
    facts: int
    capital: bool
    opening: Opening

    @property
    def all_capitals(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()

    @property
    def plain_space(self) -> bool:
        """Whether one space and nothing else stands before the word."""
        return self.gap == " "

    def __repr__(self) -> str:
        return f"Token({self.start}, {self.end})"


def _pattern(text: str) -> re.Pattern[str]:
    """The fastest expression that finds every word of this text; `WORD` would do for all."""
    if text.isascii():
        return _LATIN
    if _OTHER.search(text):
        return WORD if _MARKED.search(text) else _SIMPLE
    return WORD if "\u00ad" in text or "\u2060" in text else _LATIN  # the only marks that `_OTHER` passes over


class Columns(NamedTuple):
    """The words of a text in order, and what is asked of all of them at once: much faster than word by word."""

    tokens: list[Token]
    starts: Sequence[int]
    gaps: Sequence[str]
    folded: Sequence[str]
    facts: Sequence[int]
    shapes: Sequence[int]
    signals: Sequence[int]
    """Of their facts the signals alone."""
    rare: Sequence[bool]
    """Whether they are no usual word, or may be a name all the same."""
    capitals: Sequence[int]
    """The numbers of the words that start with a capital."""
    apart: Sequence[int]
    """The numbers of the words before which more or less than one space stands."""


def columns_of(text: str, words: Words) -> Columns:
    """The words of a text, each with its facts and the gap before it."""
    parts = _pattern(text).split(text)  # a gap, a word, a gap, ...
    gaps, written, ends = parts[:-1:2], parts[1::2], list(accumulate(map(len, parts)))
    if not written:
        return Columns([], (), (), (), (), (), (), (), (), ())
    known, judge = words.written.get, words.judged
    met = list(map(known, written))
    new = None in met
    judged = [one or judge(word) for one, word in zip(met, written, strict=True)] if new else [*filter(None, met)]
    folded, facts, capital, shapes, signals, rare = zip(*judged, strict=True)
    apart = [i for i, gap in enumerate(gaps) if gap != " "]
    openings, starts = _openings(gaps, written, judged, apart), ends[:-1:2]
    tokens = list(map(Token, starts, ends[1::2], written, gaps, folded, facts, capital, openings))
    capitals = list(compress(count(), capital))
    return Columns(tokens, starts, gaps, folded, facts, shapes, signals, rare, capitals, apart)


def _openings(gaps: list[str], written: list[str], judged: list[Judged], apart: list[int]) -> list[Opening]:
    """For each word what explains its capital; a space alone explains none."""
    found, hard = [Opening.NONE] * len(gaps), Opening.HARD
    found[0] = hard
    for i in apart:
        gap = gaps[i]
        if not i or "\n" in gap:
            found[i] = hard
        elif gap[:1] != "." and gap != "/ ":
            found[i] = COMMON_GAPS[gap] if gap in COMMON_GAPS else _of_gap(gap)
        elif _is_numbered(gap, gaps[i - 1], written[i - 1], judged[i - 1], found[i - 1]):
            found[i] = hard
        else:
            found[i] = _behind_sign(gap, written[i - 1], judged[i - 1])
    return found


def _is_numbered(gap: str, further: str, before: str, judged: Judged, opening: Opening) -> bool:
    """'a. Stage', 'E/ Anemie': behind the letter of a list at the start of a line; 'A. Jansen' has an initial.

    Also behind an address: 'mail@example.nl. Kennismaking'.
    """
    if judged[0] == "nl" and further == "." and gap == ". ":
        return True
    if len(before) > 1 or opening is not Opening.HARD:
        return False
    return gap == "/ " or (gap == ". " and not judged[2] and "\n" in further)


def _behind_sign(gap: str, before: str, judged: Judged) -> Opening:
    """A dot ends a sentence, but not behind a title, an abbreviation or a letter."""
    if gap[:1] == "." and (judged[1] & is_.TITLE or judged[0] in _ABBREVIATION or len(before) == 1):
        return Opening.NONE
    return COMMON_GAPS[gap] if gap in COMMON_GAPS else _of_gap(gap)


_GAPS = 500  # that are remembered


@lru_cache(maxsize=_GAPS)
def _of_gap(gap: str) -> Opening:
    if _HARD.search(gap):
        return Opening.HARD
    return Opening.SOFT if _SOFT.search(gap) else Opening.NONE


# What stands between most words that a space alone does not part.
COMMON_GAPS = {
    gap: _of_gap(gap) for gap in (", ", ". ", ": ", " (", ") ", "; ", "? ", "! ", "), ", "). ", ": '", " - ")
}
