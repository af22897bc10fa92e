"""The reader of `searcher.py` with a solver at hand, for tables too wide to search. Imports nothing of ours."""

from collections.abc import Mapping, Sequence

import highspy

from counts.searcher import Adds


class Solving:
    """`low` and `high` are what he knows of each cell before he adds anything up."""

    def __init__(self, low: Mapping[str, int], high: Mapping[str, int], sums: Sequence[Adds]) -> None:
        self._known = {cell: (float(low[cell]), float(high[cell])) for cell in low}
        self._number = {cell: number for number, cell in enumerate(self._known)}
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]  # its constructor has no annotations
        self._highs.setOptionValue("output_flag", False)
        for number, (least, most) in enumerate(self._known.values()):
            self._highs.addVar(least, most)
            self._highs.changeColIntegrality(number, highspy.HighsVarType.kInteger)
        for one in sums:
            cells = [self._number[one.whole], *(self._number[part] for part in one.parts)]
            self._highs.addRow(0.0, 0.0, len(cells), cells, [1.0] + [-1.0] * len(one.parts))

    def possible(self, cell: str, low: int, high: int) -> bool:
        """Whether some table of whole numbers agrees with everything and has low to high in this cell."""
        known = self._known[cell]
        least, most = max(known[0], low), min(known[1], high)
        if least > most:
            return False
        self._highs.changeColBounds(self._number[cell], least, most)
        self._highs.run()
        status = self._highs.getModelStatus()
        self._highs.changeColBounds(self._number[cell], *known)
        assert status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)
        return bool(status == highspy.HighsModelStatus.kOptimal)
