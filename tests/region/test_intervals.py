"""Sums of protected tables: the truth lies between the two numbers, and nobody can tell more than from the tables."""

import random
from collections.abc import Sequence
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counts import attacker
from counts.attacker import Page, Sum
from region.protected_factory import DECLARED, LEAVES, PARTS, PROFILE, as_shown, counted, random_table, shown
from region.telling_factory import make_roster, make_telling, sender
from thuisplan_desktop.counts.protect import ProtectedTable, examined, protect
from thuisplan_desktop.counts.table import CountTable, Mark
from thuisplan_desktop.errors import NotProtected
from thuisplan_desktop.region.intervals import Interval, IntervalTable, add_up
from thuisplan_desktop.region.targets import Standing, Target, TargetKind, standing

ON = date(2026, 10, 1)
TELLING = make_telling(make_roster(12))
CEILING = 19
"""Above every total of three cells of six: whatever has a ceiling of its own has a lower one."""


def summed(tables: Sequence[CountTable]) -> tuple[IntervalTable, list[ProtectedTable]]:
    """Protected at each school, examined again at the region, and added."""
    sent = [examined([shown(table)], 5)[0] for table in tables]
    (made,) = add_up(TELLING, PROFILE, {sender(number): [one] for number, one in enumerate(sent)})
    return made, sent


def holds(value: int | Interval | None, numbers: Sequence[int | None]) -> bool:
    """Whether the true sum over the schools that register a cell lies where the region says."""
    known = [number for number in numbers if number is not None]
    if value is None or not known:
        return value is None and not known
    low, high = (value, value) if isinstance(value, int) else (value.low, value.high)
    return low <= sum(known) and (high is None or sum(known) <= high)


@given(seed=st.integers(0, 2**32), schools=st.integers(0, 6))
@settings(max_examples=40)
def test_the_true_sum_always_lies_between(seed: int, schools: int) -> None:
    """For random regions, with nulls, zeros, small and large numbers, in every cell."""
    check_region(random.Random(seed), schools)


@pytest.mark.long
def test_the_true_sum_lies_between_in_a_thousand_regions() -> None:
    """As promised."""
    for seed in range(1000):
        check_region(random.Random(f"region {seed}"), seed % 12)


def check_region(dice: random.Random, schools: int) -> None:
    tables = [random_table(dice) for _ in range(schools)]
    made, sent = summed(tables)
    for cell in DECLARED.cells:
        value = made.cells[cell]
        assert holds(value, [table.cells[cell] for table in tables]), cell
        assert made.registering[cell] == sum(table.cells[cell] is not None for table in tables)
        if isinstance(value, int) and value:
            assert all(not isinstance(table.cells[cell], Mark) for table in sent)
            assert value >= 5


@given(seed=st.integers(0, 2**32))
@settings(max_examples=15)
def test_a_region_says_no_more_than_its_schools_tables(seed: int) -> None:
    """Two small schools: whatever true tables fit what each published, each pair of them gives a sum within the
    region's, and its lowest and highest are each the sum of such a pair. So the print rules out nothing more."""
    dice = random.Random(seed)
    tables = [counted(dict.fromkeys(LEAVES, 0) | {cell: dice.choice((0, 1, 2, 6)) for cell in PARTS}) for _ in range(2)]
    made, sent = summed(tables)
    possible = [reader(one) for one in sent]
    for cell in (*PARTS, "thuiszitters_totaal"):
        sums = [a + b for a, b in product(*(one[cell] for one in possible))]
        value = made.cells[cell]
        assert value is not None
        low, high = (value, value) if isinstance(value, int) else (value.low, value.high)
        assert min(sums) == low
        assert high is None or max(sums) == high


def reader(table: ProtectedTable) -> dict[str, set[int]]:
    """The values that an attacker who tries all tables, and knows nothing of the program, can't exclude."""
    cells = (*PARTS, "thuiszitters_totaal")
    known = {cell: value for cell in cells if isinstance(value := table.cells[cell], int)}
    hidden = frozenset(cell for cell in cells if cell not in known)
    page = Page(known, hidden, [Sum("thuiszitters_totaal", PARTS)], table.may_be_zero & hidden)
    found: dict[str, set[int]] = {cell: set() for cell in cells}
    for whole in attacker.tables(page, CEILING):
        for cell in cells:
            found[cell].add(whole[cell])
    return found


def test_a_hidden_cell_is_never_a_zero_or_a_midpoint() -> None:
    """One child of seven at one school, eight of seventeen at another: eight at the least, for all
    seven may be in one line, and fifteen at the most."""
    one = counted(dict.fromkeys(LEAVES, 0) | {PARTS[0]: 1, PARTS[1]: 6})
    made, _ = summed([one, counted(dict.fromkeys(LEAVES, 0) | {PARTS[0]: 8, PARTS[1]: 9})])
    assert (made.cells[PARTS[0]], made.cells["thuiszitters_totaal"]) == (Interval(8, 15), 24)
    assert Interval(9, None).text == "9 of meer"
    assert Interval(1200, 1210).text == "1.200 t/m 1.210"


def test_not_registered_is_a_state_of_its_own() -> None:
    """No school registers it: neither zero nor an interval; a school that does counts as one."""
    nothing = counted({cell: 0 for cell in LEAVES if cell != PARTS[2]})
    made, _ = summed([nothing, nothing])
    assert (made.cells[PARTS[2]], made.registering[PARTS[2]]) == (None, 0)
    more, _ = summed([nothing, counted(dict.fromkeys(LEAVES, 0))])
    assert (more.cells[PARTS[2]], more.registering[PARTS[2]], more.delivered, more.enrolled) == (0, 1, 2, 12)


# --- what is not protected is refused


def test_what_was_protected_is_taken_over_with_the_same_bounds() -> None:
    """The region finds, from the published table alone, the bounds that the school's own audit found."""
    dice = random.Random(7)
    for _ in range(25):
        made = protect(random_table(dice))
        (again,) = examined([as_shown(made)], 5)
        assert (again.cells, again.certificate.bounds) == (made.cells, made.certificate.bounds)


FORGED = {
    "a small number that is shown": ({PARTS[0]: 1, "thuiszitters_totaal": 1}, "klein aantal"),
    "hidden, and shown by its total": ({PARTS[0]: Mark.HIDDEN, "thuiszitters_totaal": 0}, "spreken elkaar tegen"),
    "hidden small ones under a total below the threshold": (
        {PARTS[0]: Mark.HIDDEN, PARTS[1]: Mark.HIDDEN, "thuiszitters_totaal": 5}, "te berekenen"),
    "one hidden cell that its total gives away": (
        {PARTS[0]: Mark.HIDDEN, PARTS[1]: 6, "thuiszitters_totaal": 9}, "te berekenen"),
    "parts that aren't the total": ({PARTS[0]: 6, "thuiszitters_totaal": 7}, "spreken elkaar tegen"),
    "more children than there are": ({PARTS[0]: 10_001, "thuiszitters_totaal": 10_001}, "boven 10000"),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGED)
def test_a_table_that_does_not_keep_the_rule_is_refused(name: str) -> None:
    """Whoever made it, and whatever certificate came with it: the region repeats the audit."""
    changes, reason = FORGED[name]
    cells = {**dict.fromkeys(DECLARED.cells, 0), **changes}
    with pytest.raises(NotProtected) as caught:
        examined([shown(counted(dict.fromkeys(LEAVES, 0)), cells=cells)], 5)
    assert reason in str(caught.value.facts["reason"])


def test_a_lower_threshold_is_refused() -> None:
    """A school's program can't promise less than the region's definitions ask."""
    with pytest.raises(NotProtected):
        examined([shown(counted(dict.fromkeys(LEAVES, 0)))], 4)
    with pytest.raises(NotProtected):
        examined([shown(counted(dict.fromkeys(LEAVES, 0)))], 5, least=10)


# --- targets


AT_MOST_TEN = Target(id="t", report=DECLARED.id, cell=PARTS[0], kind=TargetKind.ABSOLUTE, value=10, due_on=ON)
FEWER = Target(id="t", report=DECLARED.id, cell=PARTS[0], kind=TargetKind.DOWN, baseline=10, baseline_source="hier")


@pytest.mark.parametrize(
    ("target", "value", "said"),
    [
        (AT_MOST_TEN, Interval(3, 10), Standing.REACHED),
        (AT_MOST_TEN, Interval(11, None), Standing.NOT_REACHED),
        (AT_MOST_TEN, Interval(10, 11), Standing.UNKNOWN),
        (AT_MOST_TEN, Interval(3, None), Standing.UNKNOWN),
        (FEWER, Interval(1, 9), Standing.REACHED),
        (FEWER, Interval(10, None), Standing.NOT_REACHED),
        (FEWER, Interval(9, 12), Standing.UNKNOWN),
    ],
)
def test_an_interval_on_both_sides_of_a_target_says_nothing(target: Target, value: Interval, said: Standing) -> None:
    """'Niet te zeggen', and never a guess."""
    assert standing(target, value, ON) is said
