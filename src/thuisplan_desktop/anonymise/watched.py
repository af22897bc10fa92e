"""Words that finders wait for: each text is looked through once for the words of all of them together."""

from collections.abc import Iterable, Sequence
from itertools import compress, count
from typing import ClassVar


class Watched(frozenset[str]):
    """A set of folded words, of which `standing` tells where they stand. Made when a finder is loaded."""

    lists: ClassVar[dict["Watched", list[int]]] = {}
    """All lists, none of which stands anywhere."""
    waiting: ClassVar[dict[str, tuple["Watched", ...]]] = {}
    """For each word the lists it stands in."""

    def __new__(cls, words: Iterable[str]) -> "Watched":
        made = super().__new__(cls, words)
        cls.lists[made] = []
        for word in made:
            cls.waiting[word] = (*cls.waiting.get(word, ()), made)
        return made

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


class WatchedSmall(Watched):
    """Words that are waited for only where capitals are left out: most texts are never asked for them."""

    lists: ClassVar[dict["Watched", list[int]]] = {}
    waiting: ClassVar[dict[str, tuple["Watched", ...]]] = {}


def standing(folded: Sequence[str], group: type[Watched]) -> dict[Watched, list[int]]:
    """The numbers of the words of each list of a group in a text, in its order; of most lists there are none."""
    found = group.lists.copy()
    waited = list(map(group.waiting.get, folded))
    for i, lists in zip(compress(count(), waited), filter(None, waited), strict=True):
        for watched in lists:
            if places := found[watched]:
                places.append(i)
            else:
                found[watched] = [i]
    return found
