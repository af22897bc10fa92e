"""What the register knows of the case: names in every spelling, places, schools and addresses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.context import Context
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.known import KnownPerson
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.spelling import is_near
from thuisplan_desktop.anonymise.tokens import Reading, Token
from thuisplan_desktop.anonymise.words import fold

_PARTS = re.compile(r"[^\W_]+")
_DETERMINERS = a_set("""
    een de het mijn jouw zijn haar hun ons onze uw geen deze elke iedere veel weinig meer zo'n weer wat als in
    op door zo te heel erg volgende vorige hele
""")
_EVERYDAY_SCHOOL = a_set(
    "school nieuwe oude grote kleine hoge lage groene brug kring meer plein bos dorp stad berg huis weg"
)


def find(reading: Reading) -> Iterator[Span]:
    """Known surnames with their infix, then known strings; single names come from `people`."""
    yield from _strings(reading, _full_names(reading), Kind.PERSON, "naam uit het register")
    yield from _strings(reading, reading.known.places, Kind.PLACE, "plaats uit het register")
    yield from _strings(reading, reading.known.organisations, Kind.ORG, "school of organisatie uit het register")
    yield from _strings(reading, reading.known.addresses, Kind.ADDRESS, "adres uit het register")
    yield from _organisation_words(reading)


@dataclass
class Names:
    """Folded names of the people in the register, and to whom each belongs."""

    owners: dict[str, KnownPerson] = field(default_factory=dict)

    @staticmethod
    def of(persons: tuple[KnownPerson, ...]) -> "Names":
        """Earlier people win a shared surname, so the pupil comes first in the register's list."""
        names = Names()
        for person in persons:
            for name in name_parts(person):
                names.owners.setdefault(name, person)
        return names

    def match(self, word: str) -> str | None:
        """The known name a word is: the same, a possessive, a call name of it, or a small misspelling."""
        for form in (word, word.removesuffix("'s"), word.removesuffix("'"), word.removesuffix("s")):
            if form in self.owners:
                return form
        if len(word) < 4:
            return None
        return next((name for name in self.owners if _resembles(word, name)), None)


def name_parts(person: KnownPerson) -> list[str]:
    """Each first name, the nickname, the surname and its hyphenated parts, folded."""
    first = _parts(f"{person.nickname} {person.first_names}")
    return list(dict.fromkeys([*first, *surname_parts(person)]))


def surname_parts(person: KnownPerson) -> list[str]:
    return _parts(person.surname)


def _parts(name: str) -> list[str]:
    parts = [part for word in fold(name).split() for part in (word, *word.split("-"))]
    return [part for part in parts if len(part) > 1 and part not in cues.INFIXES]


def _resembles(word: str, name: str) -> bool:
    if len(name) < 4:
        return False
    return is_near(word, name) or is_near(word.removesuffix("'s").removesuffix("s"), name)


def people(context: Context) -> dict[int, Span]:
    """Words that are a known name, by their place in the text."""
    reading, names = context.reading, Names.of(context.reading.known.persons)
    known = {token.folded: _match(reading, names, token.folded) for token in reading.tokens}
    found: dict[int, Span] = {}
    for i, token in enumerate(reading.tokens):
        name = known[token.folded]
        if name is not None and _is_meant(context, names, i, name):
            found[i] = Span(token.start, _name_end(token, name), Kind.PERSON, "naam uit het register")
    return found


def _match(reading: Reading, names: Names, word: str) -> str | None:
    """A misspelling only counts when it is no ordinary word: 'roots' is not Roos."""
    if reading.words.is_common(word):
        return next(
            (form for form in (word, word.removesuffix("'s"), word.removesuffix("s")) if form in names.owners), None
        )
    return names.match(word)


def _name_end(token: Token, name: str) -> int:
    """The end of the name without a possessive ending."""
    ending = token.folded[len(name) :] if token.folded.startswith(name) else ""
    return token.end - len(ending) if ending in ("'s", "s", "'") and len(token.folded) == len(token.text) else token.end


def _is_meant(context: Context, names: Names, i: int, name: str) -> bool:
    """Whether a known name that is an ordinary word as well stands for the person here."""
    reading, token = context.reading, context.reading.tokens[i]
    if token.capital or not reading.words.is_common(token.folded):
        return True
    before = context.near(i, i - 1)
    if context.titled(i) or context.introduced(i):
        return True
    if before is not None and before.folded in names.owners and before.folded != token.folded:
        return True
    person = names.owners[name]
    if name not in fold(f"{person.nickname} {person.first_names}").split():
        return before is not None and before.folded in ("vd", "vdr", "v")
    spelt = any(other.folded == token.folded and other.capital for other in reading.tokens)
    determined = before is not None and before.folded in _DETERMINERS
    numbered = re.match(r"[ ]?\d", reading.text[token.end : token.end + 2])
    return context.lower_style and not spelt and not determined and not numbered


def _full_names(reading: Reading) -> tuple[str, ...]:
    """Surnames with their infix: the infix alone is never searched."""
    return tuple(f"{p.infix} {p.surname}" for p in reading.known.persons if p.infix and p.surname)


def _strings(reading: Reading, strings: tuple[str, ...], kind: Kind, reason: str) -> Iterator[Span]:
    for string in strings:
        parts = [re.escape(part) for part in _PARTS.findall(string)]
        if parts:
            pattern = re.compile(r"(?<!\w)(?:['’](?=[st] ))?" + r"[\W_]{0,3}".join(parts) + r"(?!\w)", re.IGNORECASE)
            for m in pattern.finditer(reading.text):
                yield Span(m.start(), m.end(), kind, reason)


def _organisation_words(reading: Reading) -> Iterator[Span]:
    """The distinguishing words of a known school: 'het Glasland', 'bij de vlonder'."""
    wanted = set()
    for name in reading.known.organisations:
        wanted |= {word for word in fold(name).split() if len(word) > 3 and not _is_general(reading, word)}
    for token in reading.tokens:
        if token.folded in wanted and (token.capital or len(token.folded) > 4):
            yield Span(token.start, token.end, Kind.ORG, "naam van de school uit het register", 0.9)


def _is_general(reading: Reading, word: str) -> bool:
    return (
        word in cues.ORGANISATION_TYPES
        or word in cues.INFIXES
        or word in _EVERYDAY_SCHOOL
        or word in reading.words.function_words
        or word in reading.words.harmless
    )
