"""Which cells to hide: as few as keep the promise, proven by an integer program with cuts from the audit.

The master program picks cells; the audit (`Reader`) tests the choice against the strictest reader, who knows of
every hidden cell but the true zeros that it is at least 1. What fails comes back as a cut: an inequality that every
choice keeping the promise satisfies. A greedy step then makes the choice safe, which gives a safe table at any time
and many cuts for one run of the master. When the best safe choice is as small as the master's, none is smaller.

One thing that strictest reader is not asked: whether a small total can be 1 over two or more hidden cells. It can't,
if each is at least 1; it can where a zero may be hidden, and a group of one is always in one column. Those goals are
asked of the reader who allows for hidden zeros under small totals.

The model of hidden cells as an integer program with cuts from attackers' problems is that of M. Fischetti and
J.J. Salazar-González, 'Models and algorithms for optimizing cell suppression in tabular data with linear
constraints', Journal of the American Statistical Association 95 (2000).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor, inf

from thuisplan_desktop.counts.additive import AdditiveTable
from thuisplan_desktop.counts.audit import Goal
from thuisplan_desktop.counts.puzzle import Puzzle
from thuisplan_desktop.counts.solver import Budget, Outcome, OutOfTime, Program, Result, Row
from thuisplan_desktop.errors import CannotProtect

Cut = Mapping[int, float]
"""Over the hideable cells: factors whose sum over the hidden ones must be 1 or more."""

_TINY = 1e-7
_SMALL_TABLE = 150  # up to this many hideable cells, ties are settled in the best way too


@dataclass(frozen=True)
class Choice:
    """The cells to hide. `least_extra` is the proven smallest number of hidden cells beside the small ones.

    The proof counts on it that a reader allows for a zero in each hidden cell of `zeros`.
    """

    small: frozenset[str]
    extra: frozenset[str]
    least_extra: int
    zeros: frozenset[str]


def choose(table: AdditiveTable, seconds: float) -> Choice:
    """The smallest set of cells that keeps the promise for this table; among equals, one that keeps totals shown.

    When the time is up before the smallest is proven, the best audited choice so far. Raises CannotProtect when
    no choice keeps the promise (a coarser table is needed) or none was found in time; ValueError when the table
    does not add up or does not hold what an earlier release hides.
    """
    search = _Search(Puzzle(table), Budget(seconds))
    try:
        while not search.proven:
            search.step()
    except OutOfTime:
        if search.best is None:
            raise CannotProtect from None
    return search.choice()


class _Search:
    """The best safe choice so far, and the least that any safe choice hides."""

    def __init__(self, puzzle: Puzzle, budget: Budget) -> None:
        self._puzzle = puzzle
        self._budget = budget
        self._master = _Master(puzzle, budget)
        self.best: frozenset[int] | None = None

    @property
    def proven(self) -> bool:
        return self.best is not None and len(self.best) <= self._master.least

    def step(self) -> None:
        """One run of the master; then make its choice safe, and let the master know why it was not."""
        extra = self._master.next_choice()
        cuts = _failures(self._puzzle, extra, self._budget)
        if not cuts:
            self.best = extra
        while cuts:
            self._master.add(cuts)
            extra = self._cover(extra, cuts)
            cuts = _failures(self._puzzle, extra, self._budget)
        if self.best is None:
            self.best = extra
        self._prune(extra)

    def _cover(self, extra: frozenset[int], cuts: Sequence[Cut]) -> frozenset[int]:
        """Add cells until every cut is satisfied, each time the one that helps most."""
        chosen = set(extra)
        open_cuts = [(cut, 1.0 - sum(cut.get(column, 0.0) for column in chosen)) for cut in cuts]
        while open_cuts := [(cut, lack) for cut, lack in open_cuts if lack > _TINY]:
            help_of: dict[int, float] = {}
            for cut, lack in open_cuts:
                for column, factor in cut.items():
                    if column not in chosen:
                        help_of[column] = help_of.get(column, 0.0) + min(factor, lack)
            if not help_of:
                raise CannotProtect
            taken = max(help_of, key=lambda column: (help_of[column], -self._puzzle.burden(column), -column))
            chosen.add(taken)
            open_cuts = [(cut, lack - cut.get(taken, 0.0)) for cut, lack in open_cuts]
        return frozenset(chosen)

    def _prune(self, extra: frozenset[int]) -> None:
        """Show again what need not be hidden; keep the result when it beats the best."""
        for column in sorted(extra, key=lambda column: (-self._puzzle.burden(column), column)):
            without = extra - {column}
            if not _failures(self._puzzle, without, self._budget, first_only=True):
                extra = without
        if self.best is None or len(extra) < len(self.best):
            self.best = extra

    def choice(self) -> Choice:
        assert self.best is not None  # `choose` raised otherwise
        names = self._puzzle.system.names
        return Choice(
            small=frozenset(names[column] for column in self._puzzle.small),
            extra=frozenset(names[column] for column in self.best),
            least_extra=min(self._master.least, len(self.best)),
            zeros=frozenset(names[column] for column in self._zeros(self.best)),
        )

    def _zeros(self, extra: frozenset[int]) -> frozenset[int]:
        true_zeros = frozenset(column for column in extra if self._puzzle.values[column] == 0)
        return true_zeros | (self._puzzle.under_small & (self._puzzle.small | extra))


class _Master:
    """The smallest choice that satisfies every cut so far."""

    def __init__(self, puzzle: Puzzle, budget: Budget) -> None:
        self._columns = puzzle.candidates
        self._number = {column: number for number, column in enumerate(self._columns)}
        count = len(self._columns)
        self._weight = 2 * count + 1
        gap = 0.5 if count <= _SMALL_TABLE else self._weight - 0.5
        self._costs = {number: -float(self._weight + puzzle.burden(column)) for column, number in self._number.items()}
        self._program = Program([(0.0, 1.0)] * count, [], budget, integers=True, gap=gap)
        self.least = 0

    def add(self, cuts: Iterable[Cut]) -> None:
        for cut in cuts:
            row = {self._number[column]: factor for column, factor in cut.items()}
            self._program.add_row(Row(row, 1.0 - 1e-6, inf))

    def next_choice(self) -> frozenset[int]:
        outcome = self._program.maximise(self._costs)
        if outcome.result is not Result.OPTIMAL:
            raise CannotProtect
        self.least = floor(-outcome.value / self._weight + _TINY)
        return frozenset(column for column, taken in zip(self._columns, outcome.columns, strict=True) if taken > 0.5)


def _failures(puzzle: Puzzle, extra: frozenset[int], budget: Budget, *, first_only: bool = False) -> list[Cut]:
    """Cuts for every goal that this choice misses (or for the first); none when a reader can derive nothing.

    First with broken numbers, which is quick and gives strong cuts; only when all pass in whole numbers.
    """
    strict, lenient = (puzzle.reader(extra, budget, zeros=zeros) for zeros in (False, True))
    cuts: list[Cut] = []
    passed = []
    for goal in puzzle.goals:
        reader = lenient if goal.zeros else strict
        outcome = reader.relaxed_best(goal)
        if _reached(goal, outcome):
            passed.append((goal, reader, outcome))
            continue
        cuts.append(_cut_from_prices(puzzle, goal, outcome))
        if first_only:
            return cuts
    if cuts:
        return cuts
    for goal, reader, outcome in passed:
        if not reader.keeps(goal, outcome):
            return [_cut_by_growing(puzzle, goal, extra, budget)]
    return []


def _reached(goal: Goal, outcome: Outcome) -> bool:
    return outcome.result is Result.OPTIMAL and goal.met(outcome.columns[goal.column])


def _cut_from_prices(puzzle: Puzzle, goal: Goal, outcome: Outcome) -> Cut:
    """What hidden cells must give way for this goal, by the duality of linear programs.

    All equations are sums equal to zero, so over every table that adds up the goal's column equals the sum of
    price × variable. Its distance to the goal must then come from the room that hidden cells have.
    """
    if outcome.result is not Result.OPTIMAL:
        raise CannotProtect
    distance = abs(goal.value - puzzle.values[goal.column])
    room = {
        column: _room(puzzle, goal, column, price) for column, price in enumerate(outcome.prices) if abs(price) > _TINY
    }
    choosable = puzzle.hideable - puzzle.small
    needed = distance - sum(space for column, space in room.items() if column not in choosable)
    if needed < _TINY:
        raise CannotProtect
    cut = {column: min(space / needed, 1.0) for column, space in room.items() if column in choosable and space > _TINY}
    if not cut:
        raise CannotProtect
    return cut


def _room(puzzle: Puzzle, goal: Goal, column: int, price: float) -> float:
    """How far this variable, once hidden, can move the goal: up to its ceiling, or down to its floor."""
    low, high = puzzle.box(column, hidden=column in puzzle.hideable, zeros=goal.zeros)
    value = puzzle.values[column]
    return price * (high - value) if price > 0 else -price * (value - low)


def _cut_by_growing(puzzle: Puzzle, goal: Goal, extra: frozenset[int], budget: Budget) -> Cut:
    """Where only whole numbers fail: grow the hidden set while it still fails; one cell outside must be hidden."""

    def fails(hidden: Iterable[int]) -> bool:
        return not puzzle.reader(frozenset(hidden), budget, zeros=goal.zeros).keeps(goal)

    if fails(puzzle.candidates):
        raise CannotProtect
    failing = set(extra)
    waiting: list[Sequence[int]] = [[column for column in puzzle.candidates if column not in extra]]
    needed: set[int] = set()
    while waiting:
        group = waiting.pop()
        if fails(failing.union(group)):
            failing |= set(group)
        elif len(group) == 1:
            needed.add(group[0])
        else:
            middle = len(group) // 2
            waiting += [group[:middle], group[middle:]]
    return dict.fromkeys(needed, 1.0)
