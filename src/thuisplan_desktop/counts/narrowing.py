"""What is left open once simple reasoning is done: the programs of the audit are over these columns alone.

A shown total less the least of its other parts is a ceiling; less the most of them, a floor. Repeated, this fixes many
variables and bounds the rest, so that the solver gets a small program and often has nothing to prove.
"""

from collections.abc import Mapping, Sequence
from math import inf

from thuisplan_desktop.counts.additive import Equation
from thuisplan_desktop.counts.finest import Terms, distinct, over_finest
from thuisplan_desktop.counts.solver import Program, Row

Box = tuple[float, float]

_FIXED = -1  # stands for what is fixed, among the columns of a sum
_ROUNDS = 12  # ranges only get narrower; where they go on doing so, the solver takes over


class Narrowed:
    """Boxes made narrower by the equations; programs are over `boxes`, those of the finest columns that are open.

    `impossible` when no table agrees. Every table that agrees with the boxes and equations is still there.
    """

    def __init__(self, equations: Sequence[Equation], boxes: Sequence[Box]) -> None:
        self._low = [low for low, _ in boxes]
        self._high = [high for _, high in boxes]
        for _ in range(_ROUNDS):
            narrower = [self._narrow(equation) for equation in equations]
            if not any(narrower):
                break
        self._pairs = list(zip(self._low, self._high, strict=True))
        self.impossible = any(low > high for low, high in self._pairs)
        self._sums, agreeing = over_finest(equations, self._finest)
        self._number = {
            column: number
            for number, column in enumerate(c for c in range(len(boxes)) if self.is_open(c) and c not in self._sums)
        }
        self.boxes = [self._pairs[column] for column in self._number]
        self._row_of: dict[int, int] = {}
        self.rows = self._rows(agreeing)

    def _finest(self, column: int) -> Mapping[int, float]:
        return {column: 1.0} if self.is_open(column) else {_FIXED: self._low[column]}

    def is_open(self, column: int) -> bool:
        """Whether more than one number is left for this column."""
        low, high = self._pairs[column]
        return low < high

    def _narrow(self, equation: Equation) -> bool:
        parts, total = equation.columns, equation.total
        least = sum(self._low[part] for part in parts)
        most = sum(self._high[part] for part in parts)
        endless = sum(self._high[part] == inf for part in parts)
        finite = sum(self._high[part] for part in parts if self._high[part] < inf) if endless else most
        changed = self._tighten(total, least, most)
        low, high = self._low[total], self._high[total]
        for part in parts:
            own = self._high[part]
            others = finite - own if own < inf else finite
            unbounded = endless - (own == inf) > 0
            changed |= self._tighten(part, -inf if unbounded else low - others, high - (least - self._low[part]))
        return changed

    def _tighten(self, column: int, low: float, high: float) -> bool:
        changed = low > self._low[column] or high < self._high[column]
        self._low[column] = max(self._low[column], low)
        self._high[column] = min(self._high[column], high)
        return changed

    def _rows(self, agreeing: Sequence[Terms]) -> list[Row]:
        """The sums over the finest open columns, what is fixed on the other side; every row once."""
        known = [
            {**terms, _FIXED: terms.get(_FIXED, 0.0) - self._low[c]}
            for c, terms in self._sums.items()
            if not self.is_open(c)
        ]
        rows = [self._row(terms, 0.0, 0.0) for terms in distinct([*known, *agreeing])]
        rows = [row for row in rows if row.terms]
        for column, terms in self._sums.items():
            if self.is_open(column):
                self._row_of[column] = len(rows)
                rows.append(self._row(terms, *self._pairs[column]))
        return rows

    def _row(self, terms: Terms, low: float, high: float) -> Row:
        fixed = terms.get(_FIXED, 0.0)
        return Row(self._open_terms(terms), low - fixed, high - fixed)

    def _open_terms(self, terms: Terms) -> Terms:
        return {self._number[column]: factor for column, factor in terms.items() if column != _FIXED}

    def bind(self, program: Program, column: int, low: float, high: float) -> None:
        """Let the program look for this range of an open column only."""
        if column in self._number:
            program.bound(self._number[column], low, high)
        else:
            fixed = self._sums[column].get(_FIXED, 0.0)
            program.bound_row(self._row_of[column], low - fixed, high - fixed)

    def expand(self, values: Sequence[float]) -> list[float]:
        """A whole table from the finest open columns: the others follow, or have their one value."""
        table = list(self._low)
        for column, value in zip(self._number, values, strict=True):
            table[column] = value
        for column in self._row_of:
            table[column] = sum(
                factor * (1.0 if part == _FIXED else table[part]) for part, factor in self._sums[column].items()
            )
        return table

    def costs(self, column: int, *, up: bool) -> Mapping[int, float]:
        """The aim of a program: the most of this column, or the least."""
        sign = 1.0 if up else -1.0
        terms = self._open_terms(self._sums[column]) if column in self._row_of else {self._number[column]: 1.0}
        return {number: sign * factor for number, factor in terms.items()}

    def range_of(self, column: int) -> Box:
        return self._pairs[column]
