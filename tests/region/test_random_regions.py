"""Random regions: split and sum equal the plain sum, with nulls, late files, corrections; one half says nothing."""

import random
from collections import Counter
from dataclasses import dataclass
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from region.telling_factory import ON, make_profile, make_roster, make_telling, sender
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.table import MAX_COUNT, CountTable
from thuisplan_desktop.region.combine import combine
from thuisplan_desktop.region.deliveries import Received, deliveries
from thuisplan_desktop.region.membership import answered_layouts, total_cells
from thuisplan_desktop.region.shares import (
    MODULUS,
    Share,
    add,
    from_bytes,
    narrowed,
    split,
    to_bytes,
    to_vector,
)

PROFILE = make_profile("nk-po-2017")
DECLARED = report("nk-po-2017")
LEAVES = [line.id for line in DECLARED.lines if not line.is_sum]


def table(counts: dict[str, int | None]) -> CountTable:
    """A school's table with totals as its program makes them: over what is registered."""
    cells = {cell: counts.get(cell) for cell in DECLARED.cells}
    for total in DECLARED.totals:
        known = [value for part in total.parts if (value := cells[part]) is not None]
        cells[total.total] = sum(known) if known else None
    return CountTable(
        DECLARED.id, DECLARED.version, PROFILE.definitions, PROFILE.definitions_version, ON, MappingProxyType(cells),
        DECLARED.totals,
    )  # fmt: skip


@dataclass(frozen=True)
class Sent:
    """One file: whose, which number, what it holds, and its two halves on their way."""

    who: int
    number: int
    counts: CountTable
    halves: tuple[bytes, bytes]


def send(who: int, number: int, counts: dict[str, int | None]) -> Sent:
    made = table(counts)
    first, second = split(to_vector({DECLARED.id: made}, PROFILE.layouts))
    return Sent(who, number, made, (to_bytes(first), to_bytes(second)))


def sums(files: list[Sent], size: int, coarse: frozenset[str] = frozenset()):
    """What the region gets of these files, in whatever order they came, of a roster of `size`."""
    telling = make_telling(make_roster(size))
    received = [Received(sender(one.who), one.number, bytes([one.who, one.number])) for one in files]
    counted = {(one.signing, one.sequence) for one in deliveries(telling, received).counted}
    chosen = [one for one in files if (sender(one.who), one.number) in counted]
    answered = answered_layouts(PROFILE.layouts, coarse)
    halves = [
        narrowed(add(from_bytes(one.halves[side], PROFILE.layouts) for one in chosen), PROFILE.layouts, answered)
        for side in (0, 1)
    ]
    (combined,) = combine(*halves, telling, PROFILE, [sender(one.who) for one in chosen], totals_only=coarse)
    return chosen, combined


def check(files: list[Sent], size: int) -> None:
    """Every cell is the plain sum of the newest file of each sender; null where nobody registers."""
    chosen, combined = sums(files, size)
    newest = {who: max(one.number for one in files if one.who == who) for who in {one.who for one in files}}
    assert {(one.who, one.number) for one in chosen} == set(newest.items())
    for cell in DECLARED.cells:
        values = [one.counts.cells[cell] for one in chosen]
        known = [value for value in values if value is not None]
        assert combined.table.cells[cell] == (sum(known) if known else None)
        assert combined.registering[cell] == len(known)
        assert combined.contributing[cell] == sum(value > 0 for value in known)
    assert (combined.delivered, combined.enrolled) == (len(newest), size)


def random_region(dice: random.Random) -> tuple[list[Sent], int]:
    """Six to forty senders; some stay away, some correct themselves twice, some don't register a line."""
    size = dice.randint(6, 40)
    present = dice.sample(range(size), dice.randint(5, size))
    files = [
        send(who, number, {cell: dice.choice((None, 0, 0, 1, 2, dice.randint(0, MAX_COUNT // 50))) for cell in LEAVES})
        for who in present
        for number in range(1, dice.choice((2, 2, 2, 3, 4)))
    ]
    dice.shuffle(files)
    return files, size


def test_random_regions_equal_the_plain_sum() -> None:
    """Two hundred regions, each with nulls, late files and corrections."""
    for seed in range(200):
        check(*random_region(random.Random(seed)))


@pytest.mark.long
def test_a_thousand_random_regions_equal_the_plain_sum() -> None:
    """As promised."""
    for seed in range(1000):
        check(*random_region(random.Random(10_000 + seed)))


def test_totals_only_are_those_totals() -> None:
    """Nothing else is in the table, and what is there equals the whole table."""
    for seed in range(20):
        files, size = random_region(random.Random(seed))
        _, whole = sums(files, size)
        _, coarse = sums(files, size, frozenset({DECLARED.id}))
        assert tuple(coarse.table.cells) == total_cells(PROFILE.layouts[0]) == (
            "thuiszitters_totaal", "vrijstelling_5_totaal",
        )  # fmt: skip
        assert all(whole.table.cells[cell] == value for cell, value in coarse.table.cells.items())


# --- one half alone


def chi_square(counts: Counter[int], kinds: int) -> float:
    expected = counts.total() / kinds
    return sum((counts[kind] - expected) ** 2 / expected for kind in range(kinds))


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("count", [0, 1, 4])
def test_a_half_alone_is_uniformly_random(side: int, count: int) -> None:
    """Each of its eight bytes takes all 256 values alike, whatever is counted.

    The sum of squares over 256 values has 255 degrees of freedom: 255 on average, with a deviation of 22.6. Beyond 420
    lies less than one chance in ten milliard, for each of 48 bytes tried here.
    """
    rounds = 400
    words = [word for _ in range(rounds) for word in split([count] * 64)[side].words]
    for place in range(8):
        assert chi_square(Counter(word >> (8 * place) & 255 for word in words), 256) < 420


def test_halves_of_one_count_are_not_told_from_those_of_another() -> None:
    """Neither by their average nor by how often they are equal: no word of 20,000 comes twice."""
    several = {count: [split([count])[1].words[0] for _ in range(10_000)] for count in (0, 4)}
    average = {count: sum(words) / len(words) / MODULUS for count, words in several.items()}
    assert all(abs(value - 0.5) < 0.02 for value in average.values()), "seven deviations of an average of 10,000"
    assert len({word for words in several.values() for word in words}) == 20_000


@settings(max_examples=100)
@given(word=st.integers(0, MODULUS - 1), count=st.integers(0, MAX_COUNT))
def test_every_half_fits_every_count(word: int, count: int) -> None:
    """Whatever word is seen, each count has exactly one other word that goes with it: nothing is excluded."""
    other = (count - word) % MODULUS
    assert add([Share((word,)), Share((other,))]).words == (count,)
