"""Whom in the register a name stands for, if anybody: many people share a first name or a surname with a pupil."""

from collections.abc import Sequence

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.callnames import others
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.known import (
    CARER,
    GUARDIAN,
    OTHER_PUPIL,
    PARENT,
    PUPIL,
    RELATIVE,
    SOMEBODY,
    KnownPerson,
)
from thuisplan_desktop.anonymise.namebook import Names
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.said import (
    GENERATIONS,
    OF_NEIGHBOURS,
    OF_PARENTS,
    OF_PEERS,
    OF_PUPILS,
    OF_RELATIVES,
    OF_SOMEBODYS,
    OF_WORKERS,
    SAYING_PARENT,
    Said,
)
from thuisplan_desktop.anonymise.spelling import sounds
from thuisplan_desktop.anonymise.words import fold

_PUPILS = frozenset({PUPIL, OTHER_PUPIL})
_AT_HOME = frozenset({PARENT, CARER, RELATIVE, GUARDIAN})
ROLES_AT_HOME = _AT_HOME | {PUPIL}

_TITLES_OF_ONE = cues.TITLES - a_set("familie fam gezin pleeggezin")
_STRANGERS = OF_WORKERS | OF_NEIGHBOURS | OF_PEERS
_OF_KIN = OF_PARENTS | OF_RELATIVES | GENERATIONS
_OF = a_set("van v")
_TWO_LETTERS = 2
_INFIX_LETTERS = a_set("v d t")  # 'v.d. Zandloper'
_ANNOUNCED = (
    (OF_PARENTS, _AT_HOME),
    (OF_PUPILS, _PUPILS),
    (OF_PEERS, frozenset({OTHER_PUPIL})),
    (OF_RELATIVES, frozenset({RELATIVE, OTHER_PUPIL})),
    (GENERATIONS, frozenset({RELATIVE})),
    ({OF_SOMEBODYS}, _PUPILS | {RELATIVE}),
)


def meant(reading: Reading, parts: Sequence[str], said: Said) -> KnownPerson | None:
    """Who in the register has these names, and may be what the words around them say.

    By a first name or call name with the surname or without another, by initials where a surname is shared. `parts`
    are folded. A pupil of another case is known by his full name, or behind a word for a pupil: his first name alone
    is everybody's.
    """
    if is_owner(reading, parts):
        parts, said = parts[1:], Said()
    elif _is_father(reading, parts):
        parts, said = parts[1:], said._replace(called="vdr", told="vdr")
    names, announcer = reading.book.names, said.called
    named = [p for i, p in enumerate(parts) if len(p) > 1 and (p not in cues.INFIXES or (not i and p in names.firsts))]
    matched = [_matched(reading, part) for part in named]
    if not any(matched):
        return _called(reading, named, matched, announcer) if named else _by_letters(reading, parts, announcer)
    bearers = [one for name in matched if name for one in names.bearers[name] if not announcer or _fits(one, announcer)]
    firsts = [name for name in matched if name in names.firsts]
    surnames = [name for name in matched if name in names.families]
    called, family = (bearers, []) if firsts else ([], bearers)
    if firsts and surnames:  # by identity: to compare two people is to compare all their names
        by_first = {id(one) for name in firsts for one in names.firsts[name]}
        by_surname = {id(one) for name in surnames for one in names.families[name]}
        called = [one for one in bearers if id(one) in by_first]
        family = [one for one in bearers if id(one) in by_surname]
        for one in called:
            if id(one) in by_surname:
                return one
    while called and not matched[0] and not reading.words.facts(named[0]) & is_.NAME:
        named, matched = named[1:], matched[1:]  # no part of the name: 'Dear Lakshmi'
    if called:
        return _alone(reading, parts, named, matched, called, said)
    family = [one for one in family if one.role != OTHER_PUPIL]
    return _of_family(reading, parts, family, said) or _called(reading, named, matched, announcer)


def whose_parent(reading: Reading, parts: Sequence[str], said: Said) -> KnownPerson | None:
    """The pupil in 'tel moeder Tijn', where nobody in the register is a mother of that name."""
    one = meant(reading, parts, Said(said.before)) if said.whose else None
    return one if one is not None and one.role == PUPIL and parts[0] in first_names(one) else None


def first_names(one: KnownPerson) -> list[str]:
    """Folded, the one he is called by first."""
    return fold(f"{one.nickname} {one.first_names}").split()


def is_owner(reading: Reading, parts: Sequence[str]) -> bool:
    """Whether these words tell whose somebody is: 'van Luca' behind 'de oom', and not the surname Van Luca."""
    return len(parts) > 1 and parts[0] in _OF and _matched(reading, parts[1]) in reading.book.names.firsts


def _is_father(reading: Reading, parts: Sequence[str]) -> bool:
    """'vdr Groot', where nobody in the register is called Van der Groot."""
    if len(parts) < 2 or parts[0] != "vdr":
        return False
    bearers = reading.book.names.families.get(_matched(reading, parts[-1]), ())
    return bool(bearers) and not any("der" in fold(one.infix) for one in bearers)


def is_relative(reading: Reading, parts: Sequence[str], said: Said) -> bool:
    """Whether somebody the register does not know has the surname of the pupil's family.

    Behind a name of his own, a title or a word for who he is; nobody who is told to be something else.
    """
    if not parts or any(word in _STRANGERS for word in said):
        return False
    if not (_own(parts)[:-1] or said.before in _TITLES_OF_ONE or said.told in _OF_KIN):
        return False
    return _is_of_family(reading.book.names, _matched(reading, parts[-1]))


def _is_of_family(names: Names, surname: str) -> bool:
    return any(person.role in ROLES_AT_HOME for person in names.families.get(surname, ()))


def _matched(reading: Reading, part: str) -> str:
    """The name in the register that a word is; empty for none. Also in a double surname, as of who is married.

    Of two names in the lists neither is a slip of the pen, unless they sound the same: Anna is not Anne or Hanna.
    """
    if len(part) < _TWO_LETTERS:
        return ""
    names = reading.book.names
    name = names.match(part)
    if name is None and "-" in part:
        name = next((one for one in part.split("-") if one in names.families), None)
    elif name is not None and part not in names.exact and reading.words.facts(part) & is_.NAME:
        name = name if sounds(part) == sounds(name) else None
    return name or ""


def _fits(person: KnownPerson, announcer: str) -> bool:
    """Whether he may be announced so: 'juf Anna' is no pupil, 'zus Anna' no parent, 'moeder Anna' neither."""
    if not announcer or person.role == SOMEBODY:
        return True
    if announcer in OF_WORKERS:
        return person.role not in _PUPILS and person.role not in _AT_HOME
    return next((person.role in roles for words, roles in _ANNOUNCED if announcer in words), True)


def _alone(
    reading: Reading,
    parts: Sequence[str],
    named: Sequence[str],
    matched: Sequence[str],
    called: Sequence[KnownPerson],
    said: Said,
) -> KnownPerson | None:
    """Who is called so without a surname of his own: 'Karin Hofstra' and 'Karin V.' are others than Karin Bakker.

    With the surname of another at home he may be himself: a mother with the name of her child. So is the mother with
    any surname, where it is said that she is one.
    """
    starts: list[str] = []
    if said.called in SAYING_PARENT or said.told in SAYING_PARENT:
        parents = [one for one in called if one.role in _AT_HOME]
        if len(parents) == 1 and matched[0] == named[0]:
            return parents[0]
    if len(parts) > 1:
        facts, behind = reading.words.facts, parts[parts.index(named[0]) + 1 :]
        more = [name for name, known in zip(named, matched, strict=True) if not known]
        more = [name for name in more if name is named[0] or facts(name) & is_.NAME != is_.FIRST]  # 'Fenna Geertruida'
        names = reading.book.names
        surnames = (name for name in matched if name and name not in names.firsts)
        more = [name for name in more if not any(_sounds_like(name, one.surname) for one in called)]
        if any(facts(name) & is_.NAME for name in more) or not all(_is_of_family(names, name) for name in surnames):
            return None
        starts = [*more, *(part for part in behind if len(part) == 1)]
    likely = (one for one in called if one.role != OTHER_PUPIL or said.called in OF_PUPILS | OF_PEERS)
    return next((one for one in likely if _begin(one, starts)), None)


def _sounds_like(name: str, surname: str) -> bool:
    """'Kovaltsjoek' is how Kovalchuk is said."""
    return name[:1] == fold(surname[:1]) and sounds(name) == sounds(fold(surname))


def _of_family(reading: Reading, parts: Sequence[str], family: Sequence[KnownPerson], said: Said) -> KnownPerson | None:
    """Who of those with this surname: by how his first name starts, or a grown-up behind a title, or else the first.

    The first is the pupil. Nobody where the name of another stands before the surname, or a title where only a pupil is
    known, or where the words around it tell of somebody else: 'Groot sr.', 'Groot, leerplichtambtenaar'.
    """
    own = [part for part in _own(parts) if not _matched(reading, part)]
    telling = [said.told]
    if said.before in _TITLES_OF_ONE:
        family = [one for one in family if one.role not in _PUPILS]
    elif not own:
        telling.append(said.beside)
    family = [one for one in family if all(_fits(one, word) for word in telling)]
    starts = tuple(part for part in own if len(part) == 1 or not reading.words.facts(part) & is_.NAME)
    for one in family if starts else ():
        if fold(one.nickname).startswith(starts) or fold(one.first_names).startswith(starts):
            return one
    return next(iter(family), None) if {"t"}.issuperset(own) else None  # ''t Hart'


def _own(parts: Sequence[str]) -> list[str]:
    """The names and initials among these words, without the infix of 'v.d. Zandloper'."""
    short = _INFIX_LETTERS if "v" in parts[:-1] else frozenset[str]()
    return [part for part in parts if (len(part) == 1 or part not in cues.INFIXES) and part not in short]


def _by_letters(reading: Reading, parts: Sequence[str], announcer: str) -> KnownPerson | None:
    """'F.' and 'F. v.d. Z.': nothing but letters with which his names start, a first name first."""
    letters = [part for part in parts if len(part) == 1]
    for one in reading.known.persons if letters else ():
        called = {fold(one.nickname)[:1], fold(one.first_names)[:1]} - {""}
        if one.role in ("", OTHER_PUPIL) or letters[0] not in called or not _fits(one, announcer):
            continue
        if _begin(one, letters):
            return one
    return None


def _begin(person: KnownPerson, starts: Sequence[str]) -> bool:
    """Whether each of these is the start of one of his names, or all letters of his surname: 'Sanne vdV'."""
    if not starts:
        return True
    surname = fold(f"{person.infix} {person.surname}").replace("-", " ").split()
    names = [*fold(f"{person.nickname} {person.first_names}").replace("-", " ").split(), *surname]
    letters = "".join(name[0] for name in surname)
    return all(start == letters or any(name.startswith(start) for name in names) for start in starts)


def _called(reading: Reading, named: Sequence[str], matched: Sequence[str], announcer: str) -> KnownPerson | None:
    """Who in the register may be called so, where no other surname stands behind it: 'Roel' for Roelof."""
    if not all(matched[1:]):
        return None
    names = reading.book.names
    found = {
        id(one): one
        for form in others(named[0])
        for one in names.firsts.get(form, ())
        if one.role not in ("", OTHER_PUPIL)
        and _fits(one, announcer)
        and all(one in names.bearers[name] for name in matched[1:])
    }
    return next(iter(found.values())) if len(found) == 1 else None
