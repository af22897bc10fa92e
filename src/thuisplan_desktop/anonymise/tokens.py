"""A text as words with their place in it, each judged once.

Made column by column: so nearly all of it runs inside the interpreter.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate, compress, count, repeat
from typing import Any, NamedTuple, cast

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


NONE, SOFT, HARD = Opening.NONE, Opening.SOFT, Opening.HARD
"""As `findings.PERSON`: much sooner found than `Opening.HARD`."""


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
    signals: Sequence[tuple[int, ...]]
    """Of their facts the signals alone, one by one."""
    rare: Sequence[bool]
    """Whether they are no usual word, or may be a name all the same."""
    capitals: Sequence[int]
    """The numbers of the words that start with a capital."""
    parted: dict[str, list[int]]
    """The numbers of the words by what stands before them, where that is more or less than one space."""
    hard: Sequence[int]
    """The numbers of the words that open a text, a line or a sentence."""


def columns_of(text: str, words: Words) -> Columns:
    """The words of a text, each with its facts and the gap before it."""
    parts = _pattern(text).split(text)  # a gap, a word, a gap, ...
    gaps, written, ends = parts[:-1:2], parts[1::2], list(accumulate(map(len, parts)))
    if not written:
        return Columns([], (), (), (), (), (), (), (), (), {}, ())
    known, judge = words.written.get, words.judged
    met = list(map(known, written))
    new = not all(met)
    judged = [one or judge(word) for one, word in zip(met, written, strict=True)] if new else cast(list[Judged], met)
    folded, facts, capital, shapes, signals, rare = zip(*judged, strict=True)
    parted = defaultdict[str, list[int]](list)
    apart = [i for i, gap in enumerate(gaps) if gap != " "]
    for i in apart:
        parted[gaps[i]].append(i)
    openings, starts = _openings(parted, gaps, written, judged), ends[:-1:2]
    tokens = _tokens(starts, ends[1::2], written, gaps, judged, openings)
    capitals = list(compress(count(), capital))
    hard = [i for i in apart if openings[i] is HARD]
    return Columns(tokens, starts, gaps, folded, facts, shapes, signals, rare, capitals, parted, hard)


def _tokens(*columns: Sequence[Any]) -> list[Token]:
    """A token for each word, filled without a call of `Token` for each: that takes half as long again."""
    made: list[Token] = list(map(object.__new__, repeat(Token, len(columns[0]))))
    rows = zip(made, *columns, strict=True)
    for t, t.start, t.end, t.text, t.gap, (t.folded, t.facts, t.capital, _, _, _), t.opening in rows:  # noqa: B007  (it fills them)
        pass
    return made


def _openings(parted: dict[str, list[int]], gaps: list[str], written: list[str], judged: list[Judged]) -> list[Opening]:
    """For each word what explains its capital; a space alone explains none."""
    found, signed = [NONE] * len(gaps), list[int]()
    for gap, places in parted.items():
        if (gap.startswith(".") and "\n" not in gap) or gap == "/ ":
            signed += places
        elif (opening := COMMON_GAPS[gap] if gap in COMMON_GAPS else _of_gap(gap)) is not NONE:
            for i in places:
                found[i] = opening
    found[0] = HARD
    for i in sorted(signed) if len(signed) > 1 else signed:
        if i:
            found[i] = _behind_sign(gaps[i], gaps[i - 1], written[i - 1], judged[i - 1], found[i - 1])
    return found


def _behind_sign(gap: str, further: str, before: str, judged: Judged, opening: Opening) -> Opening:
    """A dot ends a sentence, but not behind a title, an abbreviation or a letter."""
    if len(before) > 1 and not judged[1] & is_.TITLE and judged[0] not in _ABBREVIATION:
        return COMMON_GAPS[gap] if gap in COMMON_GAPS else _of_gap(gap)
    if _is_numbered(gap, further, before, judged, opening):
        return HARD
    return NONE


def _is_numbered(gap: str, further: str, before: str, judged: Judged, opening: Opening) -> bool:
    """'a. Stage', 'E/ Anemie': behind the letter of a list at the start of a line; 'A. Jansen' has an initial.

    Also behind an address: 'mail@example.nl. Kennismaking'.
    """
    if judged[0] == "nl" and further == "." and gap == ". ":
        return True
    if len(before) > 1 or opening is not HARD:
        return False
    return gap == "/ " or (gap == ". " and not judged[2] and "\n" in further)


_GAPS = 500  # that are remembered


@lru_cache(maxsize=_GAPS)
def _of_gap(gap: str) -> Opening:
    if _HARD.search(gap):
        return HARD
    return SOFT if _SOFT.search(gap) else NONE


# What stands between most words that a space alone does not part.
COMMON_GAPS = {
    gap: _of_gap(gap)
    for gap in (
        *("", ", ", ". ", ": ", " (", ") ", "; ", "? ", "! ", "), ", "). ", ": '", " - ", " '"),
        *("\n", "\n\n", ".\n", ".\n\n", ",\n", ",\n\n", "?\n\n", ")\n\n", "\n- "),
    )
}
