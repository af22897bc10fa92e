"""Words that finders wait for: each text is looked through once for the words of all of them together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

_WAITING: dict[str, tuple[int, ...]] = {}
"""For each word the numbers of the lists it stands in."""


class Watched(frozenset[str]):
    """A set of folded words, of which `standing` tells where they stand. Made when a finder is loaded."""

    _made = 0

    number: int

    def __new__(cls, words: Iterable[str]) -> "Watched":
        made = super().__new__(cls, words)
        made.number = Watched._made
        Watched._made += 1
        for word in made:
            _WAITING[word] = (*_WAITING.get(word, ()), made.number)
        return made


def standing(folded: Sequence[str]) -> dict[int, list[int]]:
    """Where the words of each list stand in a text, in its order: by the number of the list, only lists that do."""
    found = defaultdict[int, list[int]](list)
    for i, lists in [(i, lists) for i, lists in enumerate(map(_WAITING.get, folded)) if lists]:
        for number in lists:
            found[number].append(i)
    found.default_factory = None
    return found
