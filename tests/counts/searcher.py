"""A reader who searches: for one hidden cell, is there a table with this many in it? Written from decision 3 alone.

He imports nothing of ours and no solver: ranges that he makes narrower by the sums, and trying where that ends. He
takes every release together, and per group: stand + instroom = stand + uitstroom. It reaches further than trying
every table, so that whole chains can be judged. Where he is told a table that agrees, he looks near it first: that
makes him quick and changes nothing of what he finds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

Range = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Adds:
    """`whole` is exactly the sum of `parts`."""

    whole: str
    parts: tuple[str, ...]


class Searcher:
    """`low` and `high` are what he knows of each cell before he adds anything up."""

    def __init__(
        self,
        low: Mapping[str, int],
        high: Mapping[str, int],
        sums: Sequence[Adds],
        near: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        self._near = near
        self._of: dict[str, dict[Adds, None]] = {}
        for one in sums:
            for cell in (one.whole, *one.parts):
                self._of.setdefault(cell, {})[one] = None
        self._start = {cell: (low[cell], high[cell]) for cell in low}
        self._agrees = self._narrow(self._start, dict.fromkeys(sums))
        self._tables: list[Mapping[str, Range]] = []

    def possible(self, cell: str, low: int, high: int) -> bool:
        """Whether some table agrees with everything and has low to high in this cell. What he found once he knows."""
        if any(low <= table[cell][0] <= high for table in self._tables):
            return True
        known = dict(self._start)
        known[cell] = (max(low, known[cell][0]), min(high, known[cell][1]))
        return self._agrees and known[cell][0] <= known[cell][1] and self._search(known, dict(self._of.get(cell, {})))

    def _search(self, known: dict[str, Range], dirty: dict[Adds, None]) -> bool:
        if not self._narrow(known, dirty):
            return False
        open_cells = [cell for cell, (low, high) in known.items() if low < high]
        if not open_cells:
            self._tables.append(known)
            return True
        cell = min(open_cells, key=lambda one: known[one][1] - known[one][0])
        return any(
            self._search({**known, cell: part}, dict(self._of.get(cell, {})))
            for part in _parts(known[cell], self._near.get(cell))
        )

    def _narrow(self, known: dict[str, Range], dirty: dict[Adds, None]) -> bool:
        while dirty:
            for cell, low, high in _told(dirty.popitem()[0], known):
                before = known[cell]
                now = (max(low, before[0]), min(high, before[1]))
                if now[0] > now[1]:
                    return False
                if now != before:
                    known[cell] = now
                    dirty.update(self._of[cell])
        return True


def _parts(known: Range, near: int | None) -> Iterator[Range]:
    """All of a range, in parts to try one after another."""
    low, high = known
    if near is None:
        middle = (low + high) // 2
        yield low, middle
        yield middle + 1, high
        return
    near = min(max(near, low), high)
    yield near, near
    if near > low:
        yield low, near - 1
    if near < high:
        yield near + 1, high


def _told(one: Adds, known: Mapping[str, Range]) -> Iterator[tuple[str, int, int]]:
    """What one sum says of each of its cells."""
    least, most = (sum(known[part][side] for part in one.parts) for side in (0, 1))
    yield one.whole, least, most
    low, high = known[one.whole]
    for part in one.parts:
        own = known[part]
        yield part, low - (most - own[1]), high - (least - own[0])
