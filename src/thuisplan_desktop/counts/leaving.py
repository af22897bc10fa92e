"""What is left of a larger group when all that is told of it is taken off: it is never less than nobody.

'In beeld: 12' is a ceiling for every line of that day, also where no table lists the rest. Of cells under equal
conditions the kinds that stand in the same of them are one part; each cell is the sum of its parts. A part that no
cell counts by itself gets a place of its own, and so does what is left of one group when another is taken off it.
"""

from collections.abc import Mapping
from itertools import permutations

from thuisplan_desktop.counts.identities import by_conditions
from thuisplan_desktop.counts.table import Total
from thuisplan_desktop.counts.ties import Ties
from thuisplan_desktop.register.codes import Category, Sector

_Kinds = frozenset[Category]
_Named = dict[_Kinds, str]
"""What each group of kinds is called: by the cell that counts just that, or by a name of its own."""


def tie(scope: str, sector: Sector, ties: Ties) -> None:
    """Add every cell of one scope as the sum of its parts, and what one leaves of another."""
    for conditions, sets in by_conditions(scope, sector, ties).items():
        _Day(f"{scope}rest {','.join(sorted(conditions))}", sets, ties).tie()


class _Day:
    """The cells of a day under equal conditions."""

    def __init__(self, name: str, sets: Mapping[str, _Kinds], ties: Ties) -> None:
        self._name, self._ties = name, ties
        self._cells: _Named = {counted: cell for cell, counted in sorted(sets.items(), reverse=True)}
        self._parts = _parts(sets)
        self._unlisted = _Kinds().union(*(part for part in self._parts if part not in self._cells))

    def tie(self) -> None:
        """What cells and their differences leave over the parts that no cell counts."""
        groups: _Named = {}
        for counted, cell in self._cells.items():
            if rest := counted & self._unlisted:
                groups[rest] = name = self._placed(rest)
                if listed := [self._cells[part] for part in self._parts if part <= counted - rest]:
                    self._ties.add(Total(cell, (*sorted(listed), name)))
        self._subtract(groups)
        for kinds, name in groups.items():
            parts = sorted(self._placed(part) for part in self._parts if part <= kinds)
            if parts != [name]:
                self._ties.add(Total(name, tuple(parts)))

    def _subtract(self, groups: _Named) -> None:
        """What a smaller group leaves of a larger one, and what that leaves, until there is nothing new."""
        while new := {
            larger - smaller: (larger, smaller)
            for larger, smaller in permutations(groups, 2)
            if smaller < larger and larger - smaller not in groups
        }:
            for left, (larger, smaller) in new.items():
                groups[left] = self._placed(left)
                self._ties.add(Total(groups[larger], (groups[smaller], groups[left])))

    def _placed(self, kinds: _Kinds) -> str:
        return self._cells.get(kinds) or self._ties.place(f"{self._name} {'+'.join(sorted(kinds))}", helper=False)


def _parts(sets: Mapping[str, _Kinds]) -> list[_Kinds]:
    """The largest groups of kinds that every cell counts whole or not at all."""
    together: dict[frozenset[str], set[Category]] = {}
    for category in sorted(_Kinds().union(*sets.values())):
        cells = frozenset(cell for cell, counted in sets.items() if category in counted)
        together.setdefault(cells, set()).add(category)
    return [frozenset(part) for part in together.values()]
