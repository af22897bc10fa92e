"""A text as words with their place in it, each judged once."""

import re
from enum import IntEnum
from typing import NamedTuple

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.words import Words

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


class Opening(IntEnum):
    """How sure a capital is explained by the place of the word alone."""

    NONE = 0  # inside a sentence: the capital is the word's own
    SOFT = 1  # after a colon, bracket, quote or dash: it may be either
    HARD = 2  # start of the text, a line or a sentence


class Token(NamedTuple):
    """One word: letters, with inner apostrophes and hyphens. `folded` as in `words.fold`, `gap` what stands before."""

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
    if _MARKED.search(text):
        return WORD
    return _SIMPLE if _OTHER.search(text) else _LATIN


def tokens_of(text: str, words: Words) -> list[Token]:
    """The words of a text in order, each with its facts and the gap before it."""
    found: list[Token] = []
    end, last, judged, none = 0, None, words.judged, Opening.NONE
    known, add, make = words.written, found.append, tuple.__new__  # half the time of the class's own constructor
    parts = iter(_pattern(text).split(text))  # a gap, a word, a gap, ...
    for gap, word in zip(parts, parts, strict=False):
        folded, facts, capital = known.get(word) or judged(word)
        start = end + len(gap)
        end = start + len(word)
        opening = none if gap == " " and last is not None else _opening(gap, last)
        last = make(Token, (start, end, word, gap, folded, facts, capital, opening))
        add(last)
    return found


def _opening(gap: str, before: Token | None) -> Opening:
    if before is None or "\n" in gap:
        return Opening.HARD
    if _is_numbering(gap, before) or (before.folded == "nl" and before.gap == "." and gap == ". "):
        return Opening.HARD  # 'a. Stage', 'E/ Anemie', 'mail@example.nl. Kennismaking'
    if gap[:1] == "." and (before.facts & is_.TITLE or before.folded in _ABBREVIATION or len(before.text) == 1):
        return Opening.NONE
    return _SHORT_GAPS[gap] if gap in _SHORT_GAPS else _of_gap(gap)


def _is_numbering(gap: str, before: Token) -> bool:
    """The letter of a list at the start of a line; a capital with a dot is an initial: 'A. Jansen'."""
    if len(before.text) > 1 or before.opening is not Opening.HARD:
        return False
    return gap == "/ " or (gap == ". " and not before.capital and "\n" in before.gap)


def _of_gap(gap: str) -> Opening:
    if _HARD.search(gap):
        return Opening.HARD
    return Opening.SOFT if _SOFT.search(gap) else Opening.NONE


# What stands between most words that a space alone does not part.
_SHORT_GAPS = {
    gap: _of_gap(gap) for gap in (", ", ". ", ": ", " (", ") ", "; ", "? ", "! ", "), ", "). ", ": '", " - ")
}
