"""Which cells to hide: as few as keep the promise, proven by an integer program with cuts from the audit.

First `quick` finds a safe choice. Then the master program picks cells; the audit (`Reader`) tests the choice against
the strictest reader, who knows of every hidden cell but the true zeros that it is at least 1. What fails comes back
as cuts: inequalities that every choice keeping the promise satisfies. When the best safe choice is as small as the
master's, none is smaller.

Two things make the proof quick. The master starts from cuts for choices in parts (its linear program), which bring
the bound close before one whole choice is tried. And it knows that a hidden cell alone in a sum with shown cells is
no secret: some smallest choice hides no such cell.

One thing that strictest reader is not asked: whether a small total can be 1 over two or more hidden cells. It can't,
if each is at least 1; it can where a zero may be hidden, and a group of one is always in one column. Those goals are
asked of the reader who allows for hidden zeros under small totals.

The model of hidden cells as an integer program with cuts from attackers' problems is that of M. Fischetti and
J.J. Salazar-González, 'Models and algorithms for optimizing cell suppression in tabular data with linear
constraints', Journal of the American Statistical Association 95 (2000).
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import Protocol

from thuisplan_desktop.counts.additive import AdditiveTable
from thuisplan_desktop.counts.cuts import TINY, Cut, failures
from thuisplan_desktop.counts.master import WHOLE, Master
from thuisplan_desktop.counts.puzzle import Puzzle
from thuisplan_desktop.counts.quick import Trails
from thuisplan_desktop.counts.slices import slices, thinnest
from thuisplan_desktop.counts.solver import Budget, OutOfTime, Time, budget_of
from thuisplan_desktop.errors import CannotProtect, NoTimeToProtect

_SMALL_TABLE = 150  # up to this many hideable cells, ties are settled in the best way too
_TIE_SHARE, _TIE_SECONDS = 0.2, 15.0  # of the time that is left when the smallest number is known; at most
_LARGE_TABLE = 600  # above so many variables a proof is out of reach, and only a bound is looked for
_SLICE_SHARE, _SLICE_SECONDS = 0.05, 30.0  # of the time that is left, for each slice; at most
_NEAR = 0.4  # of what is open between found and proven: how far from the smallest a next choice may be
_FREED, _MORE, _PATIENCE = 8, 2, 4  # cells of the best choice let go at once; how many more after so often in vain
_MET = 8  # choices that the master met on its way, to learn from besides the one it returns
_BOUND_SHARE = 0.4  # of the time that a safe choice left, for that bound
_THIN_SHARE = 0.8  # of that time, for what its slices tell


@dataclass(frozen=True)
class Choice:
    """The cells to hide. `least_extra` is the proven smallest number of hidden cells beside the small ones.

    The proof counts on it that a reader allows for a zero in each hidden cell of `zeros`.
    """

    small: frozenset[str]
    extra: frozenset[str]
    least_extra: int
    zeros: frozenset[str]


class Following(Protocol):
    """Who waits for a long proof hears how far it is, and may have had enough."""

    def hear(self, least: int, found: int) -> None:
        """Every safe choice hides at least `least` cells besides; the best so far hides `found`."""

    def enough(self) -> bool:
        """Whether the best so far will do. Asked often."""


def choose(
    table: AdditiveTable, seconds: Time, *, asked: frozenset[str] | None = None, following: Following | None = None
) -> Choice:
    """The smallest set of cells that keeps the promise for this table; among equals, one that keeps totals shown.

    `asked`: the cells hidden when somebody looked at it. When these keep the promise they are the choice, unproven.
    When the time is up before the smallest is proven, the best audited choice so far. Raises CannotProtect when
    no choice keeps the promise (a coarser table is needed), NoTimeToProtect when none was found in time; ValueError
    when the table does not add up or does not hold what an earlier release hides.
    """
    budget = budget_of(seconds)
    puzzle = Puzzle(table)
    try:
        puzzle.aim(budget)
        search = Search(puzzle, budget, following)
    except OutOfTime:
        raise NoTimeToProtect from None
    try:
        if asked is None or not search.takes(asked):
            search.run()
    except OutOfTime:
        if search.best is None:
            raise NoTimeToProtect from None
    return search.choice()


class Search:
    """The best safe choice so far, and the least that any safe choice hides."""

    def __init__(self, puzzle: Puzzle, budget: Budget, following: Following | None = None) -> None:
        self._puzzle = puzzle
        self._budget = budget
        self._following = following
        self._trails = Trails(puzzle, budget)
        self._master = Master(puzzle, budget)
        self._chance = Random(len(puzzle.values))  # noqa: S311  (the same each time; no secret)
        self._freed, self._missed, self._took = _FREED, 0, 0.0
        self.best: frozenset[int] | None = None

    def run(self) -> None:
        """Until the smallest number is proven, and for small tables the best among those. Raises OutOfTime."""
        self._make_safe(frozenset())
        if self._is_large:
            self._budget.limit(self._budget.left * _BOUND_SHARE)
        self.prove()
        if len(self._puzzle.candidates) <= _SMALL_TABLE:
            self._settle_ties()

    def takes(self, asked: frozenset[str]) -> bool:
        """Whether these hidden cells are a safe choice; they are the best then. Raises OutOfTime."""
        index = self._puzzle.system.index
        extra = frozenset(index[name] for name in asked & index.keys()) - self._puzzle.small
        if extra <= self._puzzle.choosable and not self._failing(extra):
            self.best = extra
        return self.best is not None

    def prove(self) -> None:
        """Find the smallest number of cells to hide, and a safe choice that hides no more. Raises OutOfTime."""
        if self.best is None:
            self._make_safe(frozenset())
        if self._is_large:
            self._learn_from_thin_slices()
        else:
            self._learn_from_slices()
        self._master.tighten()
        while not self.proven and not self._is_large:
            self._tell()
            before = self._budget.left
            self._step()
            self._took = before - self._budget.left
            self._look_around()

    def _tell(self) -> None:
        if self._following is not None and self.best is not None:
            self._following.hear(self._master.least, len(self.best))

    def _learn_from_slices(self) -> None:
        """What each slice needs hidden, the whole needs hidden there; and why goes for the whole as well."""
        for equations in slices(self._puzzle.system.equations):
            part = self._puzzle.part(equations)
            budget = self._budget.part(_SLICE_SHARE, _SLICE_SECONDS)
            inside = Search(part, budget)
            with suppress(OutOfTime):
                inside.prove()
            self._budget.check()
            self._master.add(inside.cuts)
            self._master.at_least(part.candidates, inside.least)

    def _learn_from_thin_slices(self) -> None:
        """Of a table too large for a proof: a floor under what each of its tables of two dimensions needs hidden."""
        budget = self._budget.part(_THIN_SHARE)
        with suppress(OutOfTime):
            for equations in thinnest(self._puzzle.system.equations):
                part = self._puzzle.part(equations)
                inside = Master(part, budget)
                inside.tighten()
                self._master.add(inside.cuts)
                self._master.at_least(part.candidates, inside.least)

    @property
    def cuts(self) -> Sequence[Cut]:
        return self._master.cuts

    @property
    def least(self) -> int:
        return self._master.least

    def _look_around(self) -> None:
        """Smaller choices that keep most of the best: let go of more of it each time that there is none.

        These programs are small, and what each teaches goes for the whole. As long as the step before took.
        """
        assert self.best is not None
        until = self._budget.left - self._took
        while not self.proven and self._freed < len(self.best) and self._budget.left > until:
            if self._keeping(frozenset(self._chance.sample(sorted(self.best), len(self.best) - self._freed))):
                self._missed = 0
            else:
                self._missed += 1
                self._freed += _MORE * (self._missed % _PATIENCE == 0)

    def _keeping(self, kept: frozenset[int]) -> bool:
        """Whether a safe choice smaller than the best keeps all of these; it is the best from then on."""
        assert self.best is not None
        while (extra := self._master.next_choice(len(self.best) - 1, keep=kept)) is not None:
            if not self._failing(extra):
                self.best = extra
                self._tell()
                return True
        return False

    @property
    def _is_large(self) -> bool:
        return len(self._puzzle.values) > _LARGE_TABLE

    @property
    def proven(self) -> bool:
        return self.best is not None and len(self.best) <= self._master.least

    def _step(self) -> None:
        """One run of the master for a choice smaller than the best; its failures go back as cuts."""
        assert self.best is not None
        near = _NEAR * (len(self.best) - self._master.least)
        extra = self._master.next_choice(len(self.best) - 1, near=max(near, WHOLE))
        if extra is None:
            return
        for one in sorted(self._master.met() - {extra}, key=lambda one: (len(one), sorted(one)))[:_MET]:
            if not self._failing(one):
                self.best = min(self.best, one, key=len)
        if self._failing(extra):
            self._make_safe(extra)
        elif len(extra) < len(self.best):
            self.best = extra

    def _failing(self, extra: frozenset[int]) -> bool:
        """Whether this choice is not safe; the master learns why."""
        parts = {column: float(column in extra) for column in self._puzzle.candidates}
        cuts = self._master.separator.cuts(parts) or failures(self._puzzle, extra, self._budget)
        self._master.add(cuts)
        return bool(cuts)

    def _make_safe(self, extra: frozenset[int]) -> None:
        """Hide what is needed besides, show what is not; the result becomes the best when it is safe and smaller."""
        found = self._trails.pruned(self._trails.safe(extra))
        if self.best is not None and len(found) >= len(self.best):
            return
        tables = self._trails.tables()
        while cuts := failures(self._puzzle, found, self._budget, tables):
            self._master.add(cuts)
            found = self._cover(found, cuts)
        if self.best is None or len(found) < len(self.best):
            self.best = found

    def _cover(self, extra: frozenset[int], cuts: Iterable[Cut]) -> frozenset[int]:
        """Add cells until every cut is satisfied, each time the one that helps most."""
        chosen = set(extra)
        open_cuts = [(cut, 1.0 - sum(cut.get(column, 0.0) for column in chosen)) for cut in cuts]
        while open_cuts := [(cut, lack) for cut, lack in open_cuts if lack > TINY]:
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

    def _settle_ties(self) -> None:
        """Among the smallest choices the one that a reader misses least; when time is up, the best so far stays."""
        assert self.best is not None
        self._budget.limit(min(self._budget.left * _TIE_SHARE, _TIE_SECONDS))
        while (extra := self._master.lightest(len(self.best))) is not None and self._failing(extra):
            pass
        if extra is not None and self._burden(extra) < self._burden(self.best):
            self.best = extra

    def _burden(self, extra: Iterable[int]) -> int:
        return sum(map(self._puzzle.burden, extra))

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
