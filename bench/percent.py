"""The rule of pytauargus on counts, for the comparison only: FREQ(k, p).

A cell of 1 to k - 1 must be able to be p percent lower and p percent higher, in broken numbers; a hidden cell can be
anything from 0 up, and zeros are shown. That promises less than ours: nobody is kept from seeing that it is small.
"""

from math import inf

from thuisplan_desktop.counts.additive import AdditiveTable
from thuisplan_desktop.counts.audit import Goal
from thuisplan_desktop.counts.narrowing import Box
from thuisplan_desktop.counts.puzzle import Puzzle


class PercentPuzzle(Puzzle):
    """The same table under the other rule."""

    whole = False

    def __init__(self, table: AdditiveTable, percent: float) -> None:
        super().__init__(table)
        self.system.equations = [e for e in self.system.equations if e.total < len(table.cells)]
        self.values = self.values[: len(table.cells)]
        self.pockets, self.spreads, self.under_small = [], [], frozenset()
        share = percent / 100.0
        self.candidates = tuple(c for c in self.candidates if self.values[c] > 0)
        self.choosable = frozenset(self.candidates)
        self.hideable = self.small | self.choosable
        wanted = [(c, self.values[c] * (1 + sign * share), sign > 0) for c in sorted(self.small) for sign in (1, -1)]
        self.goals = tuple(Goal(column, value, up=up) for column, value, up in wanted)  # type: ignore[arg-type]  # broken numbers: theirs, not ours

    def box(self, column: int, *, hidden: bool, zeros: bool) -> Box:  # noqa: ARG002  (zeros stay shown here)
        value = self.values[column]
        return (0, inf) if hidden and value > 0 else (value, value)
