"""The people in the register by their names, in every spelling a hurried writer uses."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.known import KnownPerson
from thuisplan_desktop.anonymise.spelling import is_near
from thuisplan_desktop.anonymise.words import fold


@dataclass
class Names:
    """Folded names of the people in the register, and to whom each belongs."""

    owners: dict[str, KnownPerson] = field(default_factory=dict)
    firsts: dict[str, KnownPerson] = field(default_factory=dict)
    families: dict[str, list[KnownPerson]] = field(default_factory=dict)
    _met: dict[str, str | None] = field(default_factory=dict)

    @staticmethod
    def of(persons: tuple[KnownPerson, ...]) -> "Names":
        """Earlier people win a shared surname, so the pupil comes first in the register's list."""
        names = Names()
        for person in persons:
            called, family = _split(f"{person.nickname} {person.first_names}"), _parts(person.surname)
            for name in (*called, *family):
                if len(name) > 1:
                    names.owners.setdefault(name, person)
            for name in (*called, fold(person.first_names)):
                names.firsts.setdefault(name, person)
            for name in family:
                names.families.setdefault(name, []).append(person)
        return names

    def exact(self, word: str) -> str | None:
        """The known name a word is, possessive or not."""
        owners = self.owners
        if word in owners:
            return word
        if word.endswith(("s", "'")):
            forms = (word.removesuffix("'s"), word.removesuffix("'"), word.removesuffix("s"))
            return next((form for form in forms if form in owners), None)
        return None

    def match(self, word: str) -> str | None:
        """As `exact`, or a small misspelling of a known name."""
        if word not in self._met:
            self._met[word] = self.exact(word) or self._nearest(word)
        return self._met[word]

    def _nearest(self, word: str) -> str | None:
        if len(word) < 4:
            return None
        bare = word.removesuffix("s").removesuffix("'")
        for form in dict.fromkeys((word, bare)):
            for name in self._alike(form):
                if is_near(form, name):
                    return name
        return None

    def _alike(self, word: str) -> Iterable[str]:
        """Names of about the same length that share the first or the last letter."""
        yield from self._by_edge.get((0, word[:1]), ())
        yield from self._by_edge.get((-1, word[-1:]), ())

    @cached_property
    def _by_edge(self) -> dict[tuple[int, str], list[str]]:
        found: dict[tuple[int, str], list[str]] = {}
        for name in self.owners:
            if len(name) > 3:
                found.setdefault((0, name[0]), []).append(name)
                found.setdefault((-1, name[-1]), []).append(name)
        return found


def _parts(name: str) -> list[str]:
    return [part for part in _split(name) if len(part) > 1 and part not in cues.INFIXES]


def _split(name: str) -> list[str]:
    found: list[str] = []
    for word in fold(name).split():
        found.append(word)
        if "-" in word:
            found += word.split("-")
    return found
