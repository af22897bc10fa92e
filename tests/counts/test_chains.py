"""Four releases after each other, with those who came and went: what a reader of all of them together can compute.

The attackers are `attacker.py`, who tries every table, and `searcher.py`, who reaches whole chains; both are written
from the text of the decision and import nothing of ours. They hold every release at once: shown cells, hidden cells,
and per group stand + instroom = volgende stand + uitstroom.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pytest

from counts.attacker import Page, Sum, ranges
from counts.searcher import Adds, Searcher
from thuisplan_desktop.counts.additive import AdditiveTable, Published
from thuisplan_desktop.counts.proving import protect_cells
from thuisplan_desktop.counts.table import Total
from thuisplan_desktop.errors import CannotProtect

GROUPS = ("po", "vo")
K = 5
CEILING = 200
"""Far above any number of these histories."""


@dataclass(frozen=True)
class Moment:
    """One peildatum: the stand per group, and who came and went since the one before."""

    stand: tuple[int, ...]
    came: tuple[int, ...]
    went: tuple[int, ...]


def history(seed: int, length: int = 4) -> list[Moment]:
    """Numbers as a region sees them: some dozens, each quarter a few come and a few go."""
    chance = random.Random(seed)
    stand = tuple(chance.choice((1, 2, 3, 4, 6, 9, 14)) for _ in GROUPS)
    moments = [Moment(stand, (), ())]
    for _ in range(length - 1):
        went = tuple(chance.randint(0, min(6, one)) for one in stand)
        came = tuple(chance.choice((0, 0, 1, 2, 3, 5, 7)) for _ in stand)
        stand = tuple(a + b - c for a, b, c in zip(stand, came, went, strict=True))
        moments.append(Moment(stand, came, went))
    return moments


def cells_of(number: int, moment: Moment, before: Moment | None) -> tuple[dict[str, int], list[Total]]:
    """The cells that this release publishes, and the sums that hold over them; `bruto` is never published."""
    cells: dict[str, int] = {}
    totals: list[Total] = []

    def row(name: str, values: tuple[int, ...]) -> None:
        ids = tuple(f"{name}{number}.{group}" for group in GROUPS)
        cells.update(zip(ids, values, strict=True))
        cells[f"{name}{number}.t"] = sum(values)
        totals.append(Total(f"{name}{number}.t", ids))

    row("stand", moment.stand)
    if before is not None:
        row("in", moment.came)
        row("uit", moment.went)
    return cells, totals


def flows(number: int, cells: Mapping[str, int]) -> tuple[dict[str, int], list[Total]]:
    """stand + instroom = bruto = volgende stand + uitstroom, per group."""
    gross, totals = {}, []
    for group in (*GROUPS, "t"):
        name = f"bruto{number}.{group}"
        gross[name] = cells[f"stand{number}.{group}"] + cells[f"uit{number}.{group}"]
        totals.append(Total(name, (f"stand{number - 1}.{group}", f"in{number}.{group}")))
        totals.append(Total(name, (f"stand{number}.{group}", f"uit{number}.{group}")))
    return gross, totals


def publish_all(moments: list[Moment]) -> tuple[list[Published], dict[str, int], list[Total]]:
    """Each release protected beside all before it. A release that would open a cell is left out, and the next
    one keeps the sums with the cells that were never published."""
    known: dict[str, int] = {}
    sums: list[Total] = []
    releases: list[Published] = []
    for number, moment in enumerate(moments):
        before = moments[number - 1] if number else None
        cells, totals = cells_of(number, moment, before)
        old = frozenset(known)
        known |= cells
        sums += totals
        if before is not None:
            gross, linked = flows(number, known)
            known |= gross
            sums += linked
        hold_back = old | (known.keys() - cells.keys())
        table = AdditiveTable(dict(known), tuple(sums), auxiliary=hold_back, published_before=tuple(releases))
        try:
            releases.append(protect_cells(table).published)
        except CannotProtect:
            continue
    return releases, known, sums


def judged(releases: list[Published], truth: Mapping[str, int]) -> None:
    """No hidden cell is known exactly, and none that is small is known to be small: by a search of its own."""
    searcher = reader_of(releases, truth)
    for cell in sorted({cell for one in releases for cell in one.hidden}):
        value = truth[cell]
        assert searcher.possible(cell, value, value), "the truth itself must agree"
        assert searcher.possible(cell, 0, value - 1) or searcher.possible(cell, value + 1, CEILING)
        if 0 < value < K:
            assert searcher.possible(cell, 0, 1)
            assert searcher.possible(cell, K, CEILING)


def reader_of(releases: list[Published], near: Mapping[str, int] = MappingProxyType({})) -> Searcher:
    """What a reader of all of them knows: a hidden cell is 1 or more, unless it is named as a possible zero."""
    sums = [Adds(total.total, total.parts) for total in dict.fromkeys(t for one in releases for t in one.totals)]
    cells = sorted({cell for one in sums for cell in (one.whole, *one.parts)})
    low, high = dict.fromkeys(cells, 0), dict.fromkeys(cells, CEILING)
    for one in releases:
        for cell in one.hidden - one.may_be_zero:
            low[cell] = max(low[cell], 1)
        for cell, value in one.cells.items():
            if value is not None:
                low[cell] = high[cell] = value
    return Searcher(low, high, sums, near)


def tried(releases: list[Published], truth: Mapping[str, int]) -> None:
    """The same by trying every table of the first two releases, importing nothing of the audit."""
    both = releases[:2]
    shown = {cell: value for one in both for cell, value in one.cells.items() if value is not None}
    hidden = frozenset(cell for one in both for cell in one.hidden)
    zeros = frozenset(cell for one in both for cell in one.may_be_zero)
    sums = [Sum(total.total, total.parts) for total in dict.fromkeys(t for one in both for t in one.totals)]
    unseen = {name for total in sums for name in (total.whole, *total.parts)} - shown.keys() - hidden
    page = Page(shown, hidden | unseen, sums, zeros | unseen)
    ceiling = max([K + 1, *shown.values()]) + 1
    found = ranges(page, ceiling, {cell: (lambda table, cell=cell: table[cell]) for cell in hidden})
    for cell, values in found.items():
        assert len(values) > 1
        if 0 < truth[cell] < K:
            assert min(values) <= 1
            assert max(values) >= K


def play(seed: int, *, length: int = 4) -> int:
    releases, truth, _ = publish_all(history(seed, length))
    if releases:
        judged(releases, truth)
    return len(releases)


def test_chains_of_four_releases_give_nothing_away() -> None:
    """Twenty chains with stroom: no hidden cell is computable, no small one shown to be small; most are published."""
    made = sum(play(seed) for seed in range(20))
    assert made >= 20


@pytest.mark.long
def test_a_thousand_chains_give_nothing_away() -> None:
    """The same, a thousand chains of four and a thousand pairs."""
    assert sum(play(seed) for seed in range(1000)) >= 1000
    assert sum(play(seed, length=2) for seed in range(1000, 2000)) >= 1000


def test_the_searcher_is_awake() -> None:
    """A naive pair of releases: what is hidden twice is their difference, and he finds it."""
    first = Published(5, {"a1": 12}, frozenset(), ())
    second = Published(5, {"a2": 14}, frozenset({"in", "uit"}), (Total("b", ("a1", "in")), Total("b", ("a2", "uit"))))
    searcher = reader_of([first, second])
    assert not searcher.possible("in", 0, 2)
    assert searcher.possible("in", 3, 3)
    single = reader_of([Published(5, {"t": 9, "b": 6}, frozenset("a"), (Total("t", ("a", "b")),))])
    assert single.possible("a", 3, 3)
    assert not single.possible("a", 4, CEILING)
    assert not single.possible("a", 0, 2)


def test_attacker_agrees_on_pairs() -> None:
    """Trying every table of two releases finds nothing either: of the pair with the fewest tables to try."""
    pairs = [publish_all(history(seed, 2)) for seed in range(12)]
    both = [(releases, truth) for releases, truth, _ in pairs if len(releases) == 2]
    for releases, truth in sorted(both, key=lambda pair: tables_to_try(pair[0]))[:1]:
        tried(releases, truth)


def tables_to_try(releases: list[Published]) -> int:
    shown = [value for one in releases for value in one.cells.values() if value is not None]
    return int(max([K + 1, *shown]) ** sum(len(one.hidden) for one in releases))
