"""Every history of four tellings of a few schools, played against a reader who keeps every answer and can subtract.

The counts stand still: that is the worst that can be. A telling is answered in full or by its totals, as the rule says.
The reader adds and takes off up to three full answers; and he reckons with luck: a set of schools of which the totals
come down to zero has zero in each cell, so that it falls out of whatever it was added to.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import combinations
from random import Random

import pytest

from region.telling_factory import make_profile, sender
from thuisplan_desktop.actions.history import changes_of
from thuisplan_desktop.region.membership import COMPARED_FOR, Earlier, Member, cells_of, totals_only
from thuisplan_desktop.region.shares import ANSWER_DISTANCE
from thuisplan_desktop.region.triples import remainders

PROFILE = make_profile("nk-po-2017")
LEAST = PROFILE.min_senders
MONTH = timedelta(days=30)
FIRST = date(2026, 1, 31)

Sets = tuple[int, ...]
"""The senders of each telling, a bit for each school."""
Answers = tuple[bool, ...]
"""Whether each telling was answered in full."""
Rule = Callable[[Sets, Answers, int], bool]


def members(mask: int) -> list[Member]:
    numbers = (number for number in range(mask.bit_length()) if mask >> number & 1)
    return [Member(sender(number), f"Bestuur {number}", frozenset({"po"})) for number in numbers]


def earlier(sets: Sets, answers: Answers, *, cells: bool = True) -> list[Earlier]:
    whole = cells_of(PROFILE)
    return [
        Earlier(FIRST + MONTH * number, tuple(members(mask)), whole if full and cells else frozenset())
        for number, (mask, full) in enumerate(zip(sets, answers, strict=True))
    ]


def the_rule(sets: Sets, answers: Answers, now: int) -> bool:
    """What region and key holder compute."""
    known = earlier(sets, answers)
    return not totals_only(changes_of([members(now)], known, FIRST + MONTH * len(sets), PROFILE), PROFILE)


def compared_with_all(sets: Sets, answers: Answers, now: int) -> bool:
    """The same without the exception for the same senders: every telling is held against every other."""
    known = earlier(sets, answers, cells=False)
    return not totals_only(changes_of([members(now)], known, FIRST + MONTH * len(sets), PROFILE), PROFILE)


def compared_with_full(sets: Sets, answers: Answers, now: int) -> bool:
    """What was weighed and isn't done: tellingen of totals alone don't count."""
    known = [one for one, full in zip(earlier(sets, answers, cells=False), answers, strict=True) if full]
    return not totals_only(changes_of([members(now)], known, FIRST + MONTH * len(sets), PROFILE), PROFILE)


def exposed(sets: Sets, answers: Answers) -> set[tuple[int, int]]:
    """Each set of too few schools of which the cells follow, with the set that must have a total of zero for it."""
    full = list(dict.fromkeys(mask for mask, is_full in zip(sets, answers, strict=True) if is_full))
    zeros = {0, *sets, *(one & ~other for one in sets for other in sets if other & ~one == 0)}
    left = {(one, 0) for one in full}
    left |= {(one & ~other, other & ~one) for one, other in combinations(full, 2)}
    left |= {pair for three in combinations(full, 3) for pair in remainders(*three)}
    found = (((more | less) & ~zero, zero) for more, less in left for zero in zeros)
    return {(rest, zero) for rest, zero in found if 0 < rest.bit_count() < LEAST}


def choices(blocks: tuple[int, ...]) -> list[int]:
    """Every union of blocks in which enough schools are; a block is schools that always come or stay together."""
    unions = [sum(chosen) for size in range(len(blocks) + 1) for chosen in combinations(blocks, size)]
    return [mask for mask in unions if mask.bit_count() >= LEAST]


def blocks_of(*sizes: int) -> tuple[int, ...]:
    starts = [sum(sizes[:place]) for place in range(len(sizes))]
    return tuple(((1 << size) - 1) << start for size, start in zip(sizes, starts, strict=True))


def histories(options: list[int], rule: Rule, length: int = 4) -> Iterator[tuple[Sets, Answers]]:
    """Every history of so many tellingen, and every beginning of one."""
    waiting: list[tuple[Sets, Answers]] = [((), ())]
    while waiting:
        sets, answers = waiting.pop()
        if sets:
            yield sets, answers
        if len(sets) < length:
            waiting += [((*sets, now), (*answers, rule(sets, answers, now))) for now in options]


REGIONS = [(1,) * 6, (4, 1, 1, 1), (5, 1, 1, 1), (4, 4, 1, 1), (5, 4, 1), (5, 5, 1)]
"""Six schools each on its own; and seven to eleven, of which some come and go together."""


def check(sizes: tuple[int, ...], length: int) -> int:
    """Every history of a region; gives how many answers the exception gave in full."""
    gained = 0
    strict: dict[Sets, Answers] = {(): ()}
    for sets, answers in histories(choices(blocks_of(*sizes)), the_rule, length):
        before = strict[sets[:-1]]
        strict[sets] = (*before, compared_with_all(sets[:-1], before, sets[-1]))
        found = exposed(sets, answers)
        assert not [rest for rest, zero in found if not zero], "no sum of full answers is of too few"
        assert found == exposed(sets, strict[sets]), "nothing more follows than without the exception"
        gained += answers[-1] and not strict[sets][-1]
    return gained


@pytest.mark.parametrize("sizes", REGIONS, ids=str)
def test_the_same_senders_again_tell_nothing_more(sizes: tuple[int, ...]) -> None:
    """Three tellingen in a normal run, four in the long one."""
    assert check(sizes, 3) > 0


@pytest.mark.long
@pytest.mark.parametrize("sizes", [*REGIONS, (4, 3, 2, 1), (3, 3, 3, 2), (2, 2, 2, 1, 1)], ids=str)
def test_the_same_senders_again_tell_nothing_more_in_four(sizes: tuple[int, ...]) -> None:
    """As promised."""
    assert check(sizes, 4) > 0


def test_tellingen_of_totals_are_compared_too_or_a_zero_tells() -> None:
    """Six in full, with one more in totals, with that one and four more: ten against six hide five, unless the four
    have nobody; the totals tell. The reader who keeps everything finds it, where only full answers are compared."""
    six, seven, eleven = (1 << 6) - 1, (1 << 7) - 1, (1 << 11) - 1
    four, one = eleven & ~seven, seven & ~six
    loose = (True, False, compared_with_full((six, seven), (True, False), eleven))
    assert loose[-1]
    assert (one, four) in exposed((six, seven, eleven), loose)
    held = (True, False, the_rule((six, seven), (True, False), eleven))
    assert not held[-1]
    assert (one, four) not in exposed((six, seven, eleven), held)


def test_late_once_costs_one_telling() -> None:
    """All, all but one, and all again each month: one telling of totals, and of another one who is late another."""
    everybody, five, other = 0b111111, 0b011111, 0b111110
    sets: Sets = ()
    answers: Answers = ()
    for now in (everybody, five, everybody, everybody, other, everybody):
        sets, answers = (*sets, now), (*answers, the_rule(sets, answers, now))
    assert answers == (True, False, True, True, False, True)


# --- days that the samenwerkingsverband chooses, in any order

Told = tuple[date, int, bool]
"""A telling: its peildatum, its senders, and whether it was answered in full."""
GAPS = (22, 27, 40, 400, 1072, COMPARED_FOR.days, COMPARED_FOR.days + 1, 1200)
"""Days before or after a telling that was answered; three years and a little less and more are where a rule slips."""


def next_day(told: list[Told], chance: Random) -> date:
    """Some day at such a gap from an earlier telling, before it or after it, and too near to none."""
    while told:
        day = chance.choice(told)[0] + timedelta(days=chance.choice(GAPS)) * chance.choice((1, -1))
        if all(abs(day - known) > ANSWER_DISTANCE for known, _, _ in told):
            return day
    return FIRST


def dated_history(sizes: tuple[int, ...], chance: Random, length: int) -> list[Told]:
    """So many tellingen of two to four sets, each on a day of choice, answered as the rule says."""
    options = choices(blocks_of(*sizes))
    few = chance.sample(options, min(len(options), chance.randint(2, 4)))
    told: list[Told] = []
    for _ in range(length):
        day, now = next_day(told, chance), chance.choice(few)
        known = [
            Earlier(on, tuple(members(mask)), cells_of(PROFILE) if full else frozenset()) for on, mask, full in told
        ]
        full = not totals_only(changes_of([members(now)], known, day, PROFILE), PROFILE)
        told.append((day, now, full))
    return told


def left_of_dated(told: list[Told]) -> set[int]:
    """What is left of every two and three full answers that lie within three years together, where it is too few."""
    full = [(day, mask) for day, mask, is_full in told if is_full]
    left = {one & ~other | other & ~one for (day, one), (on, other) in combinations(full, 2) if within(day, on)}
    for (day, one), (on, two), (at, three) in combinations(full, 3):
        if within(day, on, at):
            left |= {more | less for more, less in remainders(one, two, three)}
    return {rest for rest in left if 0 < rest.bit_count() < LEAST}


def within(*days: date) -> bool:
    return max(days) - min(days) <= COMPARED_FOR


def check_dated(sizes: tuple[int, ...], number: int, length: int) -> None:
    chance = Random(f"{sizes}")
    repeats = 0
    for _ in range(number):
        told = dated_history(sizes, chance, length)
        assert not left_of_dated(told), told
        full = [mask for _, mask, is_full in told if is_full]
        repeats += len(full) - len(set(full))
    assert repeats > 0


@pytest.mark.parametrize("sizes", [(5, 1), (5, 1, 1, 1), (5, 5, 1), (1,) * 6], ids=str)
def test_no_choice_of_days_makes_a_sum_of_too_few(sizes: tuple[int, ...]) -> None:
    """Tellingen of years ago, of yesterday and of days between are opened in any order, in some hundred histories."""
    check_dated(sizes, 100, 4)


@pytest.mark.long
@pytest.mark.parametrize("sizes", REGIONS, ids=str)
def test_no_choice_of_days_makes_a_sum_of_too_few_in_six(sizes: tuple[int, ...]) -> None:
    """The same, with more and longer histories."""
    check_dated(sizes, 5_000, 6)
