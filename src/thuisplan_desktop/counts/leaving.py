"""What is left of a larger group when all that is told of it is taken off: it is never less than nobody.

'In beeld: 12' is a ceiling for every line of that day, also where no table lists the rest. Of cells under equal
conditions the kinds that stand in the same of them are one part; each cell is the sum of its parts. A part that no
cell counts by itself gets a place of its own.
"""

from collections.abc import Mapping, Sequence

from thuisplan_desktop.counts.audit import DEFAULT_SECONDS
from thuisplan_desktop.counts.identities import by_conditions
from thuisplan_desktop.counts.solver import OutOfTime, Program, Result, Row, budget_of
from thuisplan_desktop.counts.table import Total
from thuisplan_desktop.counts.ties import Ties
from thuisplan_desktop.errors import ChangedSinceBefore, NoTimeToProtect
from thuisplan_desktop.register.codes import Category, Sector

_Sets = Mapping[str, frozenset[Category]]
_Parts = Mapping[frozenset[Category], str]
"""What each part is called: by the cell that counts just that, or by a name of its own."""


def tie(scope: str, sector: Sector, ties: Ties) -> None:
    """Add every cell of one scope as the sum of its parts. Raises ChangedSinceBefore when no numbers fit."""
    for conditions, sets in by_conditions(scope, sector, ties.cells).items():
        parts = _parts(sets, f"{scope}rest {','.join(sorted(conditions))}")
        own = {name for name in parts.values() if name not in sets}
        sums = [
            Total(cell, tuple(sorted(parts[part] for part in parts if part <= counted)))
            for cell, counted in sets.items()
            if parts.get(counted) != cell
        ]
        useful = [one for one in sums if own & set(one.parts)]
        if useful:
            _give_places(own, useful, ties)
            for one in useful:
                ties.add(one)


def _parts(sets: _Sets, name: str) -> _Parts:
    """The largest groups of kinds that every cell counts whole or not at all."""
    together: dict[frozenset[str], set[Category]] = {}
    for category in frozenset[Category]().union(*sets.values()):
        cells = frozenset(cell for cell, counted in sets.items() if category in counted)
        together.setdefault(cells, set()).add(category)
    counted_by = {counted: cell for cell, counted in sorted(sets.items(), reverse=True)}
    return {
        part: counted_by.get(part, f"{name} {'+'.join(sorted(part))}") for part in map(frozenset, together.values())
    }


def _give_places(own: set[str], sums: Sequence[Total], ties: Ties) -> None:
    """A number for each part that nobody counted. What follows from one sum is a number of pupils and is protected like
    any other; where the counts leave more than one way, it is one of them, to reason with."""
    rests = [(own & set(one.parts), ties.left(one.total, set(one.parts) - own)) for one in sums]
    known = {next(iter(names)): rest for names, rest in rests if len(names) == 1}
    found = known if known.keys() == own else _fitting(sorted(own), rests)
    if min(found.values()) < 0 or any(sum(found[name] for name in names) != rest for names, rest in rests):
        raise ChangedSinceBefore
    for name in sorted(own):
        ties.place(name, found[name], helper=name not in known)


def _fitting(names: list[str], rests: Sequence[tuple[set[str], int]]) -> Mapping[str, int]:
    """Whole numbers of which these sums are true. Raises ChangedSinceBefore when there are none, NoTimeToProtect when
    that can't be found out."""
    columns = {name: number for number, name in enumerate(names)}
    rows = [Row({columns[name]: 1.0 for name in some}, rest, rest) for some, rest in rests]
    most = float(max(0, *(rest for _, rest in rests)))
    program = Program([(0.0, most)] * len(names), rows, budget_of(DEFAULT_SECONDS), integers=True)
    try:
        outcome = program.maximise({})
    except OutOfTime:
        raise NoTimeToProtect from None
    if outcome.result is not Result.OPTIMAL:
        raise ChangedSinceBefore
    return {name: round(outcome.columns[number]) for name, number in columns.items()}
