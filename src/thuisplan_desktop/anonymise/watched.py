"""Words that finders wait for: each text is looked through once for the words of all of them together."""

from collections.abc import Iterable, Sequence

_WAITING: dict[str, int] = {}
"""For each word the numbers of the lists it stands in, one bit a list."""


class Watched:
    """A list of folded words, of which `Places` tells where they stand. Made when a finder is loaded."""

    _made = 0

    def __init__(self, words: Iterable[str]) -> None:
        self.bit = 1 << Watched._made
        Watched._made += 1
        for word in words:
            _WAITING[word] = _WAITING.get(word, 0) | self.bit


class Places:
    """Where the watched words of one text stand."""

    def __init__(self, folded: Sequence[str]) -> None:
        self._every, self._found = 0, [(i, bits) for i, bits in enumerate(map(_WAITING.get, folded)) if bits]
        for _, bits in self._found:
            self._every |= bits

    def of(self, watched: Watched) -> list[int]:
        """The numbers of the words of a list, in the order of the text."""
        bit = watched.bit
        return [i for i, bits in self._found if bits & bit] if self._every & bit else []
