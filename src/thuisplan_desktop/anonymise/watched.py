"""Words that finders wait for: each text is looked through once for the words of all of them together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar


class Watched(frozenset[str]):
    """A set of folded words, of which `standing` tells where they stand. Made when a finder is loaded."""

    waiting: ClassVar[dict[str, tuple[int, ...]]] = {}
    """For each word the numbers of the lists it stands in."""
    number: int
    _made: ClassVar[int] = 0

    def __new__(cls, words: Iterable[str]) -> "Watched":
        made = super().__new__(cls, words)
        made.number = Watched._made
        Watched._made += 1
        for word in made:
            cls.waiting[word] = (*cls.waiting.get(word, ()), made.number)
        return made


class WatchedSmall(Watched):
    """Words that are waited for only where capitals are left out: most texts are never asked for them."""

    waiting: ClassVar[dict[str, tuple[int, ...]]] = {}


def standing(folded: Sequence[str], waiting: Mapping[str, tuple[int, ...]]) -> dict[int, list[int]]:
    """Where the words of each list stand in a text, in its order: by the number of the list, only lists that do."""
    found = defaultdict[int, list[int]](list)
    for i, lists in [(i, lists) for i, lists in enumerate(map(waiting.get, folded)) if lists]:
        for number in lists:
            found[number].append(i)
    found.default_factory = None
    return found
