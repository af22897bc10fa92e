"""Sums that hold between the lines of different reports, whoever made them: derived from what each line counts.

A reader knows what the words mean: in one region's table 'thuiszittend' is what the overview prints as two lines, and
the thuiszitters of a table by school sort are those of the table by kind. So these sums are in the audit of everything
that is published together, and what only they give away is protected too.

Under equal conditions (of one school sort, say) a cell is a set of categories. Where such a set follows from others by
adding and taking off, so does the number: together these relations are the null space of the cells. From condition to
condition the tables add up themselves, for each has all its margins.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from thuisplan_desktop.counts.meaning import Conditions, Meaning, lines, meaning
from thuisplan_desktop.counts.table import Total
from thuisplan_desktop.counts.ties import Ties
from thuisplan_desktop.register.codes import Category, Sector

_Sets = Mapping[str, frozenset[Category]]
"""Cells under equal conditions, with the categories that each counts."""

_Row = dict[str, Fraction]
"""Factors of cells and of categories; over the cells of a relation they add up to zero."""


def tie(scope: str, sector: Sector, ties: Ties, totals: Iterable[Total]) -> None:
    """Add the sums of one scope that a reader can use besides `totals`, and each line that follows, to be protected.

    What is not registered (None) is in no sum. A sum that doesn't hold is a contradiction: then these numbers were not
    counted together, and what is between them is a number of pupils.
    """
    sums = [one for one in totals if not one.remainder]
    for conditions, sets in by_conditions(scope, sector, ties).items():
        told = [_row_of(one) for one in sums if {one.total, *one.parts} <= sets.keys()]
        for relation in list(_relations(sets, told)):
            _use(relation, ties)
        for relation in _following(sets, _missing(scope, sector, conditions, ties)):
            _use(relation, ties)


def by_conditions(scope: str, sector: Sector, ties: Ties) -> Mapping[Conditions, _Sets]:
    """The cells of a scope that say whom they count, and which registered categories those are, by what is asked
    besides."""
    found: dict[Conditions, dict[str, frozenset[Category]]] = {}
    for cell, means in _meanings(scope, sector, (*ties.cells, *ties.open)):
        if ties.knows(cell):
            found.setdefault(means.conditions, {})[cell] = means.categories
    return {conditions: _registered(sets, _gone(scope, sector, conditions, ties)) for conditions, sets in found.items()}


def _missing(scope: str, sector: Sector, conditions: Conditions, ties: Ties) -> _Sets:
    """Lines under these conditions that no table here has."""
    sets = {
        scope + name: means.categories
        for name, means in lines(sector).items()
        if means.conditions == conditions and scope + name not in ties.cells and scope + name not in ties.open
    }
    return _registered(sets, _gone(scope, sector, conditions, ties))


def _gone(scope: str, sector: Sector, conditions: Conditions, ties: Ties) -> frozenset[Category]:
    """Whom no cell under these conditions counts: what is not registered, in a table here or anywhere."""
    cells = {*ties.unregistered, *(cell for cell, value in ties.cells.items() if value is None)}
    meant = (means for _, means in _meanings(scope, sector, cells))
    return frozenset[Category]().union(*(one.categories for one in meant if one.conditions <= conditions))


def _registered(sets: _Sets, gone: frozenset[Category]) -> _Sets:
    return {cell: left for cell, counted in sets.items() if (left := counted - gone)}


def _meanings(scope: str, sector: Sector, cells: Iterable[str]) -> Iterator[tuple[str, Meaning]]:
    """The cells of a scope that say whom they count."""
    for cell in cells:
        if cell.startswith(scope) and (means := meaning(sector, cell.removeprefix(scope))):
            yield cell, means


class _Rows:
    """Independent rows; each begins with a column of one kind that no row after it has."""

    def __init__(self, kind: type) -> None:
        self._kind = kind
        self._rows: dict[str, _Row] = {}

    def rest(self, row: _Row) -> _Row:
        """What is left of a row when all that follows from these is taken off."""
        for first, one in self._rows.items():
            if factor := row.get(first):
                row = {
                    column: left
                    for column in {**row, **one}
                    if (left := row.get(column, Fraction(0)) - factor * one.get(column, Fraction(0)))
                }
        return row

    def add(self, row: _Row) -> _Row | None:
        """Keep a row that does not follow from the others; of one that does, what is left in the other columns."""
        rest = self.rest(row)
        first = next((column for column in rest if isinstance(column, self._kind)), None)
        if first is None:
            return rest
        self._rows[first] = {column: factor / rest[first] for column, factor in rest.items()}
        return None


def _relations(sets: _Sets, told: Iterable[_Row]) -> Iterator[_Row]:
    """The relations among these cells that what was told does not tell already, each as short as the smallest sets
    make it."""
    known, basis = _Rows(str), _Rows(Category)
    for row in told:
        known.add(row)
    for cell in _smallest_first(sets):
        relation = basis.add(_counting(cell, sets[cell]))
        if relation is not None and known.add(relation) is None:
            yield relation


def _following(sets: _Sets, missing: _Sets) -> Iterator[_Row]:
    """How each missing line that can be computed is. A mere sum of lines is left out: where it is small its lines are,
    and these are protected already."""
    basis = _Rows(Category)
    for cell in _smallest_first(sets):
        basis.add(_counting(cell, sets[cell]))
    for cell in _smallest_first(missing):
        relation = basis.rest(_counting(cell, missing[cell]))
        follows = not any(isinstance(column, Category) for column in relation)
        if follows and any(factor > 0 for column, factor in relation.items() if column != cell):
            yield relation


def _smallest_first(sets: _Sets) -> list[str]:
    return sorted(sets, key=lambda cell: (len(sets[cell]), cell))


def _counting(cell: str, categories: frozenset[Category]) -> _Row:
    return {**dict.fromkeys(sorted(categories), Fraction(1)), cell: Fraction(1)}


def _row_of(total: Total) -> _Row:
    return {total.total: Fraction(1), **dict.fromkeys(total.parts, Fraction(-1))}


def _use(relation: _Row, ties: Ties) -> None:
    """A relation as sums over cells; the one cell that nobody counted gets its place."""
    if any(abs(factor) != 1 for factor in relation.values()):
        return  # lines overlap nowhere so that one counts twice: the test over all reports would tell
    for cell in relation:
        ties.place(cell, helper=False)
    added, taken = (sorted(cell for cell in relation if relation[cell] * sign > 0) for sign in (1, -1))
    for some, others in ((added, taken), (taken, added)):
        if len(some) == 1 and some[0] in ties.open and ties.open.keys().isdisjoint(others):
            ties.helpers.add(some[0])  # a mere sum of lines
    ties.equal(added, taken)
