"""What is left open once simple reasoning is done: the programs of the audit are over these columns alone.

A shown total less the least of its other parts is a ceiling; less the most of them, a floor. Repeated, this fixes many
variables and bounds the rest, so that the solver gets a small program and often has nothing to prove.
"""

from collections.abc import Mapping, Sequence
from math import inf

from thuisplan_desktop.counts.additive import Equation
from thuisplan_desktop.counts.solver import Row

Box = tuple[float, float]

_ROUNDS = 12  # ranges only get narrower; where they go on doing so, the solver takes over


class Narrowed:
    """Boxes made narrower by the equations; `columns` are those not fixed, `rows` what binds them among each other.

    `impossible` when no table agrees. Every table that agrees with the boxes and equations is still there.
    """

    def __init__(self, equations: Sequence[Equation], boxes: Sequence[Box]) -> None:
        self._low = [low for low, _ in boxes]
        self._high = [high for _, high in boxes]
        for _ in range(_ROUNDS):
            narrower = [self._narrow(equation) for equation in equations]
            if not any(narrower):
                break
        pairs = list(zip(self._low, self._high, strict=True))
        self.impossible = any(low > high for low, high in pairs)
        self.columns = tuple(column for column, (low, high) in enumerate(pairs) if low < high)
        self.number = {column: number for number, column in enumerate(self.columns)}
        self.boxes = [pairs[column] for column in self.columns]
        self.rows = list(self._rows(equations))

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

    def _rows(self, equations: Sequence[Equation]) -> Sequence[Row]:
        """Each equation over the open columns, what is fixed on the other side; every row once."""
        found: dict[tuple[tuple[int, float], ...], Row] = {}
        for equation in equations:
            signs = [(equation.total, 1.0), *((column, -1.0) for column in equation.columns)]
            fixed = -sum(sign * self._low[column] for column, sign in signs if column not in self.number)
            terms = {self.number[column]: sign for column, sign in signs if column in self.number}
            if terms:
                found.setdefault(tuple(sorted(terms.items())), Row(terms, fixed, fixed))
        return list(found.values())

    def expand(self, values: Sequence[float]) -> list[float]:
        """A whole table from the open columns: the others have their one value."""
        table = list(self._low)
        for column, value in zip(self.columns, values, strict=True):
            table[column] = value
        return table

    def costs(self, column: int, *, up: bool) -> Mapping[int, float]:
        return {self.number[column]: 1.0 if up else -1.0}

    def range_of(self, column: int) -> Box:
        return self._low[column], self._high[column]
