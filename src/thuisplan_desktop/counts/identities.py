"""Sums that hold between the lines of different reports, whoever made them.

A reader knows what the words mean: in one region's table 'thuiszittend' is what the overview prints as two lines. So
these sums are in the audit of everything that is published together, and what only they give away is protected too.
"""

from collections.abc import Iterator, Mapping

from thuisplan_desktop.counts.table import Total

_EXEMPT = ("vrijstelling_5_onder_a", "vrijstelling_5_onder_b", "vrijstelling_5_onder_c")

SUMS = (
    Total("thuiszittend", ("verzuim_4_weken_tot_3_maanden", "langdurig_verzuim_langer_dan_3_maanden")),
    Total("thuiszitters_totaal", ("thuiszittend", "niet_ingeschreven_leerplichtig")),
    Total("dreigend_en_thuiszittend_totaal", ("dreigend_thuiszittend", "thuiszittend")),
    Total("vrijstelling_5_totaal", _EXEMPT),
    Total("vrijstelling_5_onder_a_b_c_samen", _EXEMPT),
    Total("vrijstelling_5_totaal", ("vrijstelling_5_onder_a_b_c_samen",)),
    Total("vrijgesteld:", ("vrijstelling_5_totaal", "vrijstelling_15")),
    Total("vrijgesteld:", ("vrijstelling_5_onder_a_b_c_samen", "vrijstelling_15")),
)
"""By the ids of cells; every report that prints one of them counts the same cases in it."""

_WHOLES = frozenset(one.total for one in SUMS)


def links(scope: str, cells: dict[str, int | None]) -> Iterator[Total]:
    """The sums of one scope that a reader can use; a cell that follows from the others is added, to be protected.

    `cells` are the true counts by scoped name. A sum with a cell that is not registered (None), or with two cells
    that nobody counted, says nothing.
    """
    used: set[Total] = set()
    while found := [one for one in SUMS if one not in used and _complete(scope, one, cells)]:
        for one in found:
            used.add(one)
            yield Total(scope + one.total, tuple(scope + part for part in one.parts))


def _complete(scope: str, total: Total, cells: dict[str, int | None]) -> bool:
    """Whether every cell of a sum is known by now, and it holds; a line that is missing is filled in.

    A sum itself is never filled in: where it is small its hidden lines are, and these are protected already.
    """
    names = [scope + name for name in (total.total, *total.parts)]
    missing = [name for name in names if name not in cells]
    if any(cells.get(name, 0) is None for name in names):
        return False
    if missing and (len(missing) > 1 or missing[0].removeprefix(scope) in _WHOLES):
        return False
    if missing:
        cells[missing[0]] = _rest(names, missing[0], cells)
    return cells[names[0]] == sum(cells[name] or 0 for name in names[1:])


def _rest(names: list[str], missing: str, cells: Mapping[str, int | None]) -> int:
    return (cells[names[0]] or 0) - sum(cells[name] or 0 for name in names[1:] if name != missing)
