"""What hidden cells do for each other, before any other cell is hidden for them: many goals from one change.

A program of its own for each goal is what took the time. One that moves all small cells at once, each a way drawn at
random, reaches half of the goals; the same change backwards reaches others, as far as no cell goes below its room.
"""

from collections.abc import Mapping
from math import copysign, inf
from random import Random

from thuisplan_desktop.counts.audit import Goal
from thuisplan_desktop.counts.changes import TINY, Change, Changes

_FEW = 5  # goals: when a run reaches no more, those left are asked one by one


def reached_together(changes: Changes, needs: Mapping[Goal, float], *, whole: bool) -> Mapping[Goal, Change]:
    """A change of hidden cells for as many of these goals as a few runs find.

    `needs` is how far each goal is from the truth; `whole`: a change is used a whole number of times.
    """
    search = _Search(changes, needs, whole=whole)
    search.run()
    return search.reached


class _Search:
    def __init__(self, changes: Changes, needs: Mapping[Goal, float], *, whole: bool) -> None:
        self._changes = changes
        self._open = dict(needs)
        self._whole = whole
        self._chance = Random(len(needs))  # noqa: S311  (the same each time; no secret)
        self.reached: dict[Goal, Change] = {}

    def run(self) -> None:
        """Until a run reaches few."""
        before = -_FEW
        while self._open and len(self.reached) - before >= _FEW:
            before = len(self.reached)
            change = self._changes.towards(self._drawn())
            for way in (1.0, -1.0):
                self._take(change, way)

    def _drawn(self) -> Mapping[int, float]:
        """For each column that a goal is left of, how far one of those is."""
        ways: dict[int, list[float]] = {}
        for goal, need in self._open.items():
            ways.setdefault(goal.column, []).append(need)
        return {column: self._chance.choice(needs) for column, needs in ways.items()}

    def _take(self, change: Change, way: float) -> None:
        """The goals that this change reaches, as many times over as hidden cells have room for."""
        most = self._changes.times(change, way)
        times = copysign(float(int(most + TINY)) if self._whole and most < inf else min(most, 1.0 / TINY), way)
        scaled = {column: times * value for column, value in change.items()}
        for goal, need in list(self._open.items()):
            if scaled.get(goal.column, 0.0) * copysign(1.0, need) >= abs(need) - TINY:
                self.reached[goal] = scaled
                del self._open[goal]
