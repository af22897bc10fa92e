"""The people in the register by their names, in every spelling a hurried writer uses."""

from dataclasses import dataclass, field

from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.known import OTHER_PUPIL, KnownPerson
from thuisplan_desktop.anonymise.once import once
from thuisplan_desktop.anonymise.spelling import is_near
from thuisplan_desktop.anonymise.words import fold

_SHORTEST = 3  # letters of a name cut short; of a name of three letters two
_MOST_SLIPS = 2  # in a misspelt name: see `spelling.is_near`


@dataclass
class Names:
    """Folded names of the people in the register, and to whom each belongs."""

    owners: dict[str, KnownPerson] = field(default_factory=dict)
    firsts: dict[str, list[KnownPerson]] = field(default_factory=dict)
    families: dict[str, list[KnownPerson]] = field(default_factory=dict)
    exact: dict[str, str] = field(default_factory=dict)
    """The known name each of its forms is, possessive or not."""
    cut_short: frozenset[str] = frozenset()
    """What the first names are cut to: three letters or more, two of a name of three."""
    _met: dict[str, str | None] = field(default_factory=dict)

    @staticmethod
    def of(persons: tuple[KnownPerson, ...]) -> "Names":
        """Earlier people win a shared name, so the pupil comes first in the register's list."""
        names = Names()
        for person in persons:
            called, family = _split(f"{person.nickname} {person.first_names}"), _parts(person.surname)
            for name in (*called, *family):
                if len(name) > 1:
                    names.owners.setdefault(name, person)
            for name in {*called, fold(person.first_names)} - {""}:
                names.firsts.setdefault(name, []).append(person)
            for name in family:
                names.families.setdefault(name, []).append(person)
        names.exact, names.cut_short = names._exact(), names._cut_short()
        return names

    def _exact(self) -> dict[str, str]:
        forms = {name + ending: name for ending in ("s", "'", "'s") for name in self.owners}
        return forms | {name: name for name in self.owners}

    def _cut_short(self) -> frozenset[str]:
        cuts = ((name, range(min(_SHORTEST, len(name) - 1), len(name) - 1)) for name in self.firsts if " " not in name)
        long = {name[:at] for name, ends in cuts for at in ends}
        return frozenset(long | {name[:2] for name in self.firsts if len(name) == _SHORTEST})

    @once
    def bearers(self) -> dict[str, list[KnownPerson]]:
        """Who has a role in the case, by each first name and surname."""
        firsts, families = self.firsts, self.families
        return {
            name: [person for person in (*firsts.get(name, ()), *families.get(name, ())) if person.role]
            for name in (*firsts, *families)
        }

    @once
    def has_other_pupils(self) -> bool:
        """Whether somebody here is the pupil of another case."""
        return any(person.role == OTHER_PUPIL for persons in self.firsts.values() for person in persons)

    def match(self, word: str) -> str | None:
        """The known name a word is, possessive or not, or by a small misspelling."""
        if word not in self._met:
            self._met[word] = self.exact.get(word) or self._nearest(word)
        return self._met[word]

    def _nearest(self, word: str) -> str | None:
        if len(word) < 4:
            return None
        by_first, by_last = self._by_edge
        bare = word.removesuffix("s").removesuffix("'") if word[-1] in "s'" else word
        for form in (word, bare) if bare and bare != word else (word,):
            letters = len(form)
            likely: list[str] = by_first.get(form[0], []) + by_last.get(form[-1], [])
            for name in likely:
                if -_MOST_SLIPS <= letters - len(name) <= _MOST_SLIPS and is_near(form, name):
                    return name
        return None

    @once
    def _by_edge(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """Names of four letters or more by their first and by their last letter: a misspelling keeps one of the two."""
        first: dict[str, list[str]] = {}
        last: dict[str, list[str]] = {}
        for name in self.owners:
            if len(name) > 3:
                first.setdefault(name[0], []).append(name)
                last.setdefault(name[-1], []).append(name)
        return first, last


def _parts(name: str) -> list[str]:
    return [part for part in _split(name) if len(part) > 1 and part not in cues.INFIXES]


def _split(name: str) -> list[str]:
    found: list[str] = []
    for word in fold(name).split():
        found.append(word)
        if "-" in word:
            found += word.split("-")
    return found
