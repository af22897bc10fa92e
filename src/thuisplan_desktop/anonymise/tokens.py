"""A text as words with their place in it, and what is known while reading it."""

import re
from dataclasses import dataclass
from functools import cached_property

from thuisplan_desktop.anonymise.known import Known
from thuisplan_desktop.anonymise.words import Words, fold

# Combining accents and invisible characters belong to the word they stand in, so that none can hide a name.
_MARK = "\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff"
_LETTER = rf"[^\W\d_][{_MARK}]*"
WORD = re.compile(rf"(?:{_LETTER})+(?:['’ʼ-](?:{_LETTER})+)*")


@dataclass(frozen=True, slots=True)
class Token:
    """One word: letters, with inner apostrophes and hyphens. `folded` as in `words.fold`."""

    start: int
    end: int
    text: str
    folded: str

    @property
    def capital(self) -> bool:
        return self.text[0].isupper() or self.text[0].istitle()

    @property
    def all_capitals(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


@dataclass(frozen=True)
class Reading:
    """One text being read: made once and handed to every finder."""

    text: str
    known: Known
    words: Words

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tuple(Token(m.start(), m.end(), m[0], fold(m[0])) for m in WORD.finditer(self.text))

    def between(self, left: Token, right: Token) -> str:
        return self.text[left.end : right.start]
