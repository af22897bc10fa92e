"""What turns the true table into another one that agrees with all that is shown: changes that cancel out in every sum.

Every number is a sum of the finest ones, so the programs here are over those alone: a hidden sum is a row with room on
both sides, a shown one a row without. Only a sum that has a price (not hidden yet) has changes of its own.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

from thuisplan_desktop.counts.additive import Equation
from thuisplan_desktop.counts.audit import Goal
from thuisplan_desktop.counts.finest import Terms, distinct, over_finest
from thuisplan_desktop.counts.puzzle import Puzzle
from thuisplan_desktop.counts.solver import Budget, Program, Result, Row

Change = dict[int, float]
"""How much each variable differs from the truth; what is absent does not differ."""

TINY = 1e-6
_MANY = 50  # bounds: from here on telling all of them at once is quicker
_HIDDEN_COST = 1e-3  # a priced change goes through few hidden cells too, so that later each cell matters to few goals


class Changes:
    """The linear program over changes of the finest numbers, upwards and downwards apart.

    Without `priced` cells it only asks whether hidden cells can reach a goal, each time on from its last answer, as
    few bounds differ. With them it finds the changes for which the fewest of those are hidden.
    """

    def __init__(self, puzzle: Puzzle, budget: Budget, *, zeros: bool, priced: bool) -> None:
        self._values, self._system = puzzle.values, puzzle.system
        self._room = _rooms(puzzle, zeros=zeros)
        self._now = list(self._room)  # without room as long as the cell is shown
        self._price = {
            column: 1.0 + 0.01 * puzzle.burden(column) for column in puzzle.choosable if priced and self._moves(column)
        }
        self._up: Mapping[int, int] = {}
        self._row_of: dict[int, int] = {}
        self._untold: set[int] = set()  # whose bounds the program has otherwise
        self._into: dict[int, list[tuple[int, float]]] = {}
        rows = self._rows(puzzle.system.equations)
        self._program = Program(self._bounds(), rows, budget, fresh=priced)
        count = len(self._up)
        self._sparing = {n: -1.0 for c, u in self._up.items() if c in puzzle.choosable for n in (u, u + count)}

    def _rows(self, equations: Sequence[Equation]) -> list[Row]:
        """What binds the finest numbers and the priced sums; hidden sums come last, so that each has its own row."""
        sums, agreeing = over_finest(equations, lambda column: {column: 1.0} if self._moves(column) else {})
        own = [c for c in range(len(self._room)) if self._moves(c) and (c not in sums or c in self._price)]
        self._up = {column: number for number, column in enumerate(own)}
        tied = [{**terms, column: -1.0} for column, terms in sums.items() if column in self._up]
        still = [terms for column, terms in sums.items() if not self._moves(column)]
        rows = [Row(self._both_ways(terms), 0.0, 0.0) for terms in distinct([*tied, *still, *agreeing])]
        self._sums = {c: terms for c, terms in sums.items() if terms and self._moves(c) and c not in self._up}
        self._row_of = {column: number for number, column in enumerate(self._sums, len(rows))}
        for column, terms in self._sums.items():
            for part, factor in terms.items():
                self._into.setdefault(part, []).append((column, factor))
        return rows + [Row(self._both_ways(terms), *self._range(column)) for column, terms in self._sums.items()]

    def _moves(self, column: int) -> bool:
        return self._room[column] != (0.0, 0.0)

    def _both_ways(self, terms: Terms) -> Terms:
        count = len(self._up)
        ups = {self._up[column]: factor for column, factor in terms.items()}
        return ups | {number + count: -factor for number, factor in ups.items()}

    def _range(self, column: int) -> tuple[float, float]:
        up, down = self._now[column]
        return -down, up

    def _bounds(self) -> list[tuple[float, float]]:
        rooms = [self._now[column] for column in self._up]
        return [(0.0, room[side]) for side in (0, 1) for room in rooms]

    def show(self, column: int) -> None:
        """From here on this cell doesn't change."""
        self._now[column] = (0.0, 0.0)
        self._bound_sum(column)

    def hide(self, column: int) -> None:
        self._now[column] = self._room[column]
        self._bound_sum(column)

    def _bound_sum(self, column: int) -> None:
        if column in self._row_of:
            self._program.bound_row(self._row_of[column], *self._range(column))
        elif column in self._up:
            self._untold.add(column)

    def _tell_bounds(self) -> None:
        """To the program, of what was shown or hidden since, or asked for by one goal."""
        count = len(self._up)
        if len(self._untold) > _MANY:
            self._program.bound_all(self._bounds())
        else:
            for column in self._untold:
                number, (up, down) = self._up[column], self._now[column]
                self._program.bound(number, 0.0, up)
                self._program.bound(number + count, 0.0, down)
        self._untold.clear()

    def fits(self, change: Change, times: float) -> bool:
        """Whether hidden cells have room for so many times all of this."""
        rooms = self._now
        for column, value in change.items():
            size = times * value
            up, down = rooms[column]
            if size > up + TINY or -size > down + TINY:
                return False
        return True

    def times(self, change: Change, way: float) -> float:
        """How many times over hidden cells have room for this: forwards, or backwards where `way` is below zero."""
        rooms = self._now
        return min((rooms[c][size * way < 0] / abs(size) for c, size in change.items()), default=0.0)

    def towards(self, needs: Mapping[int, float]) -> Change:
        """What hidden cells can do for many columns at once: each as far as it needs to go, or a part of that."""
        bounds = self._bounds()
        costs: defaultdict[int, float] = defaultdict(float)
        able = {column: need for column, need in needs.items() if column in self._up or column in self._row_of}
        for column, need in able.items():
            self._stop_at(column, need, bounds)
            for part, factor in self._sums.get(column, {column: 1.0}).items():
                costs[self._up[part]] += factor / need
                costs[self._up[part] + len(self._up)] -= factor / need
        self._program.bound_all(bounds)
        outcome = self._program.maximise(costs)
        for column in able:
            self._bound_sum(column)
        return self._change(outcome.columns) if outcome.result is Result.OPTIMAL else {}

    def _stop_at(self, column: int, need: float, bounds: list[tuple[float, float]]) -> None:
        up, down = self._now[column]
        up, down = (min(up, need), down) if need > 0 else (up, min(down, -need))
        if column in self._row_of:
            self._program.bound_row(self._row_of[column], -down, up)
        else:
            bounds[self._up[column]], bounds[self._up[column] + len(self._up)] = (0.0, up), (0.0, down)

    def reaching(self, goal: Goal, hidden: Set[int] = frozenset()) -> Change | None:
        """The changes that reach the goal: the cheapest, where priced cells not yet `hidden` cost most."""
        need = goal.value - self._values[goal.column]
        up, down = self._now[goal.column]
        if need > up or -need > down or self._is_blocked(goal.column, need):
            return None
        if goal.column not in self._up and goal.column not in self._row_of:
            return None
        self._tell_bounds()
        self._require(goal.column, need)
        outcome = self._program.maximise(self._costs(hidden))
        self._bound_sum(goal.column)
        return self._change(outcome.columns) if outcome.result is Result.OPTIMAL else None

    def _is_blocked(self, column: int, need: float) -> bool:
        """Whether one sum alone forbids it, as what else is in it has too little room: that needs no program."""
        now, far, (same, other) = self._now, abs(need) - TINY, (0, 1) if need > 0 else (1, 0)
        if any(sum([now[part][same] for part in one.columns]) < far for one in self._system.sums_to(column)):
            return True
        return any(
            now[one.total][same] + sum([now[part][other] for part in one.columns if part != column]) < far
            for one in self._system.sums_over(column)
        )

    def _require(self, column: int, need: float) -> None:
        up, down = self._now[column]
        if column in self._row_of:
            self._program.bound_row(self._row_of[column], *((need, up) if need > 0 else (-down, need)))
            return
        there, back = (self._up[column], self._up[column] + len(self._up))[:: 1 if need > 0 else -1]
        self._program.bound(there, abs(need), up if need > 0 else down)
        self._program.bound(back, 0.0, 0.0)

    def _costs(self, hidden: Set[int]) -> Mapping[int, float]:
        if not self._price:
            return self._sparing
        count = len(self._up)
        costs = dict.fromkeys(range(2 * count), -_HIDDEN_COST)
        for column in self._price.keys() - hidden:
            costs[self._up[column]] = costs[self._up[column] + count] = -self._price[column]
        return costs

    def _change(self, columns: Sequence[float]) -> Change:
        count = len(self._up)
        change: Change = {}
        moves = zip(self._up, columns[:count], columns[count:], strict=True)
        for own, moved in [(own, up - down) for own, up, down in moves if up != down]:
            if abs(moved) > TINY:
                change[own] = change.get(own, 0.0) + moved
                for total, factor in self._into.get(own, ()):
                    change[total] = change.get(total, 0.0) + factor * moved
        return {column: value for column, value in change.items() if abs(value) > TINY}


def _rooms(puzzle: Puzzle, *, zeros: bool) -> list[tuple[float, float]]:
    """Of every variable, if hidden where that may be: how far up, how far down."""
    rooms = []
    for column, value in enumerate(puzzle.values):
        low, high = puzzle.box(column, hidden=column in puzzle.hideable, zeros=zeros)
        rooms.append((high - value, value - low))
    return rooms
