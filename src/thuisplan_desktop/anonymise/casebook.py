"""What the register knows of a case, prepared for reading: made once, not again for each text about the case."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.known import Known
from thuisplan_desktop.anonymise.namebook import Names
from thuisplan_desktop.anonymise.tokens import WORD
from thuisplan_desktop.anonymise.words import fold

_CASES = 4  # whose book is kept; a reader works on one at a time
_SHORTEST_NUMBER = 3  # letters and digits of a number that is sought
_BETWEEN = r"[ .\-/()\u00a0]{0,2}"
_WORD_PARTS = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Sought:
    """A string of the register word by word, and what a finding of it says."""

    words: tuple[str, ...]
    kind: Kind
    reason: str


class Number(NamedTuple):
    """A number of the register: its digits, how it may be spaced, and the digit it starts with, if it is one."""

    digits: str
    pattern: re.Pattern[str]
    first: str


@dataclass(frozen=True)
class Casebook:
    """Names, strings and numbers of one case as the finders look for them; words are folded."""

    names: Names
    full_surnames: frozenset[str]
    initials: frozenset[str]
    letters: frozenset[str]
    """What these initials start with."""
    pupil_letters: frozenset[str]
    places: frozenset[str]
    sought: dict[str, list[Sought]]
    numbers: tuple[Number, ...]
    with_digits: tuple[re.Pattern[str], ...]
    postcodes: frozenset[str]
    organisation_words: frozenset[str]
    words: frozenset[str]
    """Every word that stands for something of the case by itself or opens what does: looked up together."""

    def __repr__(self) -> str:
        return "Casebook()"


@lru_cache(maxsize=_CASES)
def casebook(known: Known) -> Casebook:
    """The book of a case. Pure: the same knowledge gives the same book."""
    pupil, names, sought, initials = known.persons[:1], Names.of(known.persons), _sought(known), _initials(known)
    organisation_words = frozenset(word for name in known.organisations for word in fold(name).split())
    return Casebook(
        names=names,
        full_surnames=frozenset(fold(f"{p.infix} {p.surname}") for p in known.persons if p.infix),
        initials=initials,
        letters=frozenset(letters[0] for letters in initials),
        pupil_letters=frozenset(fold(n)[:1] for p in pupil for n in (p.first_names, p.nickname)) - {""},
        places=frozenset(map(fold, known.places)),
        sought=sought,
        numbers=tuple(_numbers(known.numbers)),
        with_digits=tuple(_with_digits(known.organisations)),
        postcodes=frozenset(address[:4] for address in known.addresses if address[:4].isdigit()),
        organisation_words=organisation_words,
        words=frozenset((*names.exact, *names.cut_short, *sought, *organisation_words)),
    )


def _initials(known: Known) -> frozenset[str]:
    """First letters of each known first name and surname, with and without the infix."""
    found = set()
    for person in known.persons:
        end = fold(person.surname[:2])[:1]
        middle = "".join(word[0] for word in fold(person.infix).replace("'", "").split())
        for first in (person.first_names, person.nickname):
            if first and end:
                start = fold(first[:2])[:1]
                found |= {start + end, start + middle + end}
    return frozenset(found)


def _sought(known: Known) -> dict[str, list[Sought]]:
    """Known strings by their first word."""
    full = (f"{p.infix} {p.surname}" for p in known.persons if p.infix and p.surname)
    found: dict[str, list[Sought]] = {}
    for strings, kind, reason in (
        (full, Kind.PERSON, "naam uit het register"),
        (known.places, Kind.PLACE, "plaats uit het register"),
        (known.organisations, Kind.ORG, "school of organisatie uit het register"),
        (known.addresses, Kind.ADDRESS, "adres uit het register"),
    ):
        for string in strings:
            words = word_parts(string)
            if words and (len(words) > 1 or len(words[0]) > 2):
                found.setdefault(words[0], []).append(Sought(words, kind, reason))
    return found


def word_parts(string: str) -> tuple[str, ...]:
    """The folded words of a string, without hyphens and apostrophes."""
    if string.isascii() and string.isalpha():
        return (string.lower(),)  # most are one plain word
    return tuple(part for m in WORD.finditer(string) for part in _WORD_PARTS.findall(fold(m[0])))


def _numbers(numbers: tuple[str, ...]) -> list[Number]:
    """Each number with what gives a quick look whether a text can hold it."""
    found = []
    for number in numbers:
        core = [c for c in number if c.isalnum()]
        if len(core) >= _SHORTEST_NUMBER:
            pattern = re.compile(r"(?<!\w)" + _BETWEEN.join(map(re.escape, core)) + r"(?!\w)", re.IGNORECASE)
            digits = "".join(c for c in core if c.isdigit())
            found.append(Number(digits, pattern, core[0] if core[0].isdecimal() else ""))
    return found


def _with_digits(organisations: tuple[str, ...]) -> list[re.Pattern[str]]:
    """A class such as '8b' is no word of letters; it is looked for as it is written, alone."""
    mixed = [one for one in organisations if _DIGIT.search(one) and _LETTER.search(one)]
    written = (r"\s*".join(map(re.escape, one.split())) for one in mixed)
    return [re.compile(rf"(?<!\w){one}(?!\w)", re.IGNORECASE) for one in written]
