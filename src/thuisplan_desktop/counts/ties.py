"""The sums besides those that the tables print: what else a reader knows of everything that is published together.

They are written down by what the words mean alone, so whichever cells are published, and in whichever order: a number
in between that nobody publishes is `open`. What is open is worked out at the end, when all sums are there (`settle`).
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from thuisplan_desktop.counts.solver import OutOfTime, Program, Result, Row, budget_of
from thuisplan_desktop.counts.table import Total
from thuisplan_desktop.errors import ChangedSinceBefore, NoTimeToProtect

_SECONDS = 60.0


@dataclass(frozen=True)
class _Inside:
    """Whom `inner` counts `outer` counts too; `rest` is how many more. Always, or where the numbers don't tell else."""

    inner: tuple[str, ...]
    outer: tuple[str, ...]
    rest: str
    always: bool

    @property
    def cells(self) -> tuple[str, ...]:
        return *self.inner, *self.outer


class Ties:
    """Sums over cells by their scoped names, with the true counts; cells that nobody publishes are added to these.

    `helpers` are the cells that stand for a sum or a rest to reason with, or that these sums leave open. They are
    nobody's count, so none is small. `unregistered` are lines that count nobody, whether or not they are cells.
    """

    def __init__(self, cells: dict[str, int | None], unregistered: Collection[str] = ()) -> None:
        self.cells = cells
        self.unregistered = frozenset(unregistered)
        self.open: dict[str, None] = {}
        self.helpers: set[str] = set()
        self._totals: dict[Total, None] = {}
        self._inside: dict[_Inside, None] = {}

    @property
    def totals(self) -> tuple[Total, ...]:
        return tuple(self._totals)

    def knows(self, cell: str) -> bool:
        """Whether it is a cell at all, counted or open; what is not registered is none."""
        return cell in self.open or self.cells.get(cell) is not None

    def is_unregistered(self, cell: str) -> bool:
        """Whether it counts nobody because that is not registered, as a table says or a definition set."""
        return not self.knows(cell) and (cell in self.unregistered or cell in self.cells)

    def place(self, name: str, *, helper: bool) -> str:
        """A cell that nobody publishes, unless it is there; with `helper` it is nobody's count, whatever follows."""
        if name not in self.cells and name not in self.open:
            self.open[name] = None
            if helper:
                self.helpers.add(name)
        return name

    def add(self, total: Total) -> None:
        self._totals[total] = None

    def equal(self, some: Sequence[str], others: Sequence[str]) -> None:
        """Both have the same sum."""
        whole, parts = (some, others) if len(some) == 1 else (others, some)
        self.add(Total(self._sum(whole), tuple(parts)))

    def within(self, inner: Sequence[str], outer: Sequence[str], *, always: bool = False) -> None:
        """Whom the inner cells count the outer ones count too. Says nothing where a cell is missing or not registered,
        nor where it doesn't hold, because definition sets count differently; with `always` that is a contradiction."""
        self._inside[_Inside(tuple(inner), tuple(outer), f"{'+'.join(outer)} - {'+'.join(inner)}", always)] = None

    def rest(self, whole: str, part: str, name: str) -> None:
        """What a 'waarvan' line leaves, by a name of its own."""
        self._inside[_Inside((part,), (whole,), name, always=False)] = None

    def settle(self) -> None:
        """Give every open cell its number: what follows from the sums is a number of pupils; where there are more ways,
        it is one of them, to reason with. Raises ChangedSinceBefore when no numbers fit, NoTimeToProtect when that
        can't be found out."""
        self._follow(self._totals)
        for one in self._inside:
            self._hold(one)
        self._follow(self._totals)
        if self.open:
            self._fit()

    def _hold(self, one: _Inside) -> None:
        if not all(map(self.knows, one.cells)):
            return
        counted = self.open.keys().isdisjoint(one.cells)
        if counted and self._value(one.outer) < self._value(one.inner):
            if one.always:
                raise ChangedSinceBefore
            return
        self.add(Total(self._sum(one.outer), (*one.inner, self.place(one.rest, helper=True))))

    def _sum(self, cells: Sequence[str]) -> str:
        """The one cell, or a helper that is the sum of more."""
        if len(cells) == 1:
            return cells[0]
        name = self.place("+".join(cells), helper=True)
        self.add(Total(name, tuple(cells)))
        return name

    def _follow(self, totals: Iterable[Total]) -> None:
        """Work out what one sum tells, until none tells more."""
        waiting = list(totals)
        while len(left := [one for one in waiting if not self._tells(one)]) < len(waiting):
            waiting = left

    def _tells(self, total: Total) -> bool:
        """Whether a sum leaves nothing open now. Raises ChangedSinceBefore when it doesn't hold."""
        unknown = [cell for cell in _cells(total) if cell in self.open]
        if len(unknown) > 1:
            return False
        left = self._left(total)
        for cell in unknown:
            del self.open[cell]
            self.cells[cell] = left = -left if cell == total.total else left
        if left < 0 or (left and not unknown):
            raise ChangedSinceBefore
        return True

    def _fit(self) -> None:
        """Whole numbers for what is left open, of which all sums are true."""
        columns = {name: number for number, name in enumerate(self.open)}
        rows = []
        for total in self._totals:
            own = {columns[part]: 1.0 for part in total.parts if part in columns}
            if total.total in columns:
                own[columns[total.total]] = -1.0
            if own:
                rows.append(Row(own, *[float(self._left(total))] * 2))
        program = Program([(0.0, float("inf"))] * len(columns), rows, budget_of(_SECONDS), integers=True)
        try:
            outcome = program.maximise({})
        except OutOfTime:
            raise NoTimeToProtect from None
        if outcome.result is not Result.OPTIMAL:
            raise ChangedSinceBefore
        self.cells |= {name: round(outcome.columns[number]) for name, number in columns.items()}
        self.helpers |= columns.keys()
        self.open.clear()
        self._follow(self._totals)

    def _left(self, total: Total) -> int:
        """What the parts leave of the total, open cells taken for nobody."""
        return self._value([total.total]) - self._value(total.parts)

    def _value(self, cells: Iterable[str]) -> int:
        return sum(self.cells.get(cell) or 0 for cell in cells)


def _cells(total: Total) -> Iterator[str]:
    yield total.total
    yield from total.parts
