"""What the register knows of the case: names in every spelling, places, schools and addresses."""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.casebook import Sought, word_parts
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.finders.housenumbers import HOUSE_NUMBER
from thuisplan_desktop.anonymise.findings import ADDRESS, ORG, PERSON
from thuisplan_desktop.anonymise.namebook import Names
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Token
from thuisplan_desktop.anonymise.words import fold

_DETERMINERS = a_set("""
    een de het mijn jouw zijn haar hun ons onze uw geen deze elke iedere veel weinig meer zo'n weer wat als in
    op door zo te heel erg volgende vorige hele
""")
_EVERYDAY_SCHOOL = a_set(
    "school nieuwe oude grote kleine hoge lage groene brug kring meer plein bos dorp stad berg huis weg"
)
_AS_IT_STANDS = ("naam uit het register", 1.0)
_MISSPELT = ("lijkt op een naam uit het register", 0.9)
_MOST_INFIXES = 3
_SHORTEST_SMALL = 4  # letters a word without capital must have more than
_NUMBER = re.compile(rf"[ ,]{{1,2}}{HOUSE_NUMBER}")


def find(reading: Reading) -> Iterator[Span]:
    """Known surnames with their infix, then known strings; single names come from `people`."""
    yield from _strings(reading)
    yield from _with_digits(reading)
    yield from _postcodes(reading)
    yield from _organisation_words(reading)


def people(reading: Reading, names: Names) -> dict[int, Span]:
    """Words that are a known name, by their place in the text."""
    tokens, found = reading.tokens, dict[int, Span]()
    if not names.owners:
        return found
    for i in reading.uncommon:  # a misspelling only counts when it is no ordinary word: 'roots' is not Roos
        if (name := names.match(tokens[i].folded)) is not None:
            _add(reading, names, i, name, found)
    for i in reading.own:
        token = tokens[i]
        own = names.exact.get(token.folded) if token.facts & is_.COMMON else None
        if own is not None and (own == token.folded or token.capital):
            _add(reading, names, i, own, found)
    for i in _behind_own_names(reading, names):
        if i not in found and (name := names.match(tokens[i].folded)) is not None:
            _add(reading, names, i, name, found)
    return dict(sorted(found.items()))


def _add(reading: Reading, names: Names, i: int, name: str, found: dict[int, Span]) -> None:
    if _is_meant(reading, names, i, name):
        token = reading.tokens[i]
        how = _AS_IT_STANDS if token.folded in names.exact else _MISSPELT
        found[i] = Span(token.start, _name_end(token, name), PERSON, *how)


def _behind_own_names(reading: Reading, names: Names) -> Iterator[int]:
    """The words behind a known name and infixes: there a slip of an ordinary word counts, 'sharon de wind'."""
    tokens = reading.tokens
    for first in (i for i in reading.own if tokens[i].folded in names.owners):
        at = first + 1
        while at <= first + _MOST_INFIXES and at + 1 < len(tokens) and tokens[at].facts & is_.INFIX:
            at += 1
            if not tokens[at].capital:
                yield at


def _behind_own_name(reading: Reading, names: Names, i: int) -> bool:
    """'sharon de wind' of Sharon de Windt: a known name and infixes before it make a slip of an ordinary word."""
    at = i - 1
    while at >= 0 and i - at <= _MOST_INFIXES and reading.tokens[at].facts & is_.INFIX:
        at -= 1
    return 0 <= at < i - 1 and reading.tokens[at].folded in names.owners


def _name_end(token: Token, name: str) -> int:
    """The end of the name without a possessive ending that an apostrophe sets apart."""
    ending = token.folded[len(name) :] if token.folded.startswith(name) else ""
    return token.end - len(ending) if ending in ("'s", "'") and len(token.folded) == len(token.text) else token.end


_USUAL = is_.LISTED | is_.FUNCTION | is_.HARMLESS


def _is_meant(reading: Reading, names: Names, i: int, name: str) -> bool:
    """Whether a known name that is an ordinary word as well stands for the person here."""
    token = reading.tokens[i]
    if token.capital or not token.facts & _USUAL:
        return True
    if reading.titled(i) or reading.introduced(i) or _behind_own_name(reading, names, i):
        return True
    before = reading.near(i, i - 1)
    if before is not None and before.folded in names.owners and before.folded != token.folded:
        return True
    person = names.owners[name]
    called = name in fold(f"{person.nickname} {person.first_names}").split()
    if not called and before is not None and before.folded in ("vd", "vdr", "v"):
        return True
    if not called and (person.infix or token.facts & (is_.FUNCTION | is_.VERB | is_.HARMLESS)):
        return False
    spelt = any(other.folded == token.folded and other.capital for other in reading.tokens)
    determined = before is not None and before.folded in _DETERMINERS
    numbered = re.match(r"[ ]?\d", reading.text[token.end : token.end + 2])
    return reading.lower_style and not spelt and not determined and not numbered


def _strings(reading: Reading) -> Iterator[Span]:
    """Known strings word by word, whatever sign stands between the words."""
    for i, wanted in _candidates(reading, reading.book.sought):
        end = _end_of(reading, i, wanted.words)
        if end is None:
            continue
        start = reading.tokens[i].start
        if wanted.words[0] in ("s", "t") and reading.text[start - 1 : start] in ("'", "’"):
            start -= 1
        if wanted.kind is ADDRESS and (number := _NUMBER.match(reading.text, end)):
            end = number.end()
        yield Span(start, end, wanted.kind, wanted.reason)


def _candidates(reading: Reading, sought: dict[str, list[Sought]]) -> Iterator[tuple[int, Sought]]:
    """Where a known string may start: at its first word, or at a word that starts with it and a hyphen."""
    for i in reading.own:
        for wanted in sought.get(reading.tokens[i].folded, ()):
            yield i, wanted
    for i in reading.hyphened:
        for wanted in sought.get(reading.tokens[i].folded.partition("-")[0], ()):
            yield i, wanted


def _with_digits(reading: Reading) -> Iterator[Span]:
    """A class such as '8b' is no word of letters; it is looked for as it is written, alone."""
    for written in reading.book.with_digits:
        for found in written.finditer(reading.text):
            yield Span(found.start(), found.end(), ORG, "klas of organisatie uit het register")


def _end_of(reading: Reading, i: int, words: tuple[str, ...]) -> int | None:
    """Where the words end in the text when they all stand there from word i on."""
    if len(words) == 1 and reading.tokens[i].folded == words[0]:
        return reading.tokens[i].end  # most are one word
    left = list(words)
    for number in range(i, min(len(reading.tokens), i + len(words))):
        token = reading.tokens[number]
        parts = list(word_parts(token.folded)) if token.folded != left[0] else [token.folded]
        if left[: len(parts)] != parts or (number > i and len(token.gap) > 3):
            return None
        left = left[len(parts) :]
        if not left:
            return token.end
    return None


_POSTCODE = 4  # digits
_LETTERS = re.compile(r"[ ]?[A-Z]{2}(?!\w)")


def _postcodes(reading: Reading) -> Iterator[Span]:
    """The digits of a known postcode, with its letters or without."""
    digits = reading.book.postcodes
    for at, end, behind in reading.numbers if digits else ():
        if end - at == _POSTCODE and reading.text[at:end] in digits and not behind[:1].isdigit():
            letters = _LETTERS.match(reading.text, at + 4)
            yield Span(at, letters.end() if letters else at + 4, ADDRESS, "adres uit het register")


def _organisation_words(reading: Reading) -> Iterator[Span]:
    """The distinguishing words of a known school: 'het Glasland', 'bij de vlonder'."""
    words = reading.book.organisation_words
    for token in (reading.tokens[i] for i in reading.own):
        least = _SHORTEST_SMALL if token.capital else _SHORTEST_SMALL + 1
        if token.folded in words and len(token.folded) >= least and not _is_general(token):
            yield Span(token.start, token.end, ORG, "naam van de school uit het register", 0.9)


_GENERAL = is_.ORG_TYPE | is_.INFIX | is_.FUNCTION | is_.HARMLESS


def _is_general(token: Token) -> bool:
    return token.folded in _EVERYDAY_SCHOOL or bool(token.facts & _GENERAL)
