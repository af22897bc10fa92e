"""A long proof can be followed and ended; what was looked at can be asked for again."""

import random
from dataclasses import dataclass, field

import pytest

from counts.test_disclosure_tables import cube, keeps_the_promise
from thuisplan_desktop.counts.additive import AdditiveTable
from thuisplan_desktop.counts.proving import protect_cells


def table() -> AdditiveTable:
    """Three by three by three: what is found first is not yet the smallest."""
    chance = random.Random(2)
    keys = [tuple(chance.choices("abc", (10, 7, 5))[0] for _ in range(3)) for _ in range(100)]
    return cube([(key, 1) for key in keys], (0, 1, 2))


@dataclass
class Someone:
    """Has had enough after hearing so many times how far it is."""

    patience: int
    heard: list[tuple[int, int]] = field(default_factory=list)

    def hear(self, least: int, found: int) -> None:
        self.heard.append((least, found))

    def enough(self) -> bool:
        return len(self.heard) >= self.patience


@pytest.fixture(scope="module")
def patient() -> Someone:
    return Someone(10_000)


def test_who_waits_hears_how_far_it_is(patient: Someone) -> None:
    """What is needed at least only grows, what was found only shrinks, and they meet."""
    done = protect_cells(table(), following=patient)
    assert done.proved
    least, found = ([pair[side] for pair in patient.heard] for side in (0, 1))
    assert least == sorted(least)
    assert found == sorted(found, reverse=True)
    assert least[-1] <= done.hidden_extra <= found[-1]
    assert patient.heard[0][0] < patient.heard[0][1]


def test_who_has_had_enough_gets_the_best_so_far() -> None:
    """Safe, audited, and not called the smallest."""
    someone = Someone(1)
    done = protect_cells(table(), following=someone)
    assert not done.proved
    assert (done.lower_bound_extra, done.hidden_extra) == someone.heard[0]
    keeps_the_promise(table(), done)


def test_what_was_looked_at_stays_hidden() -> None:
    """No other choice is sought as long as that one keeps the promise; else it is as if nothing was asked."""
    first = protect_cells(table(), following=Someone(1)).published.hidden
    again = protect_cells(table(), asked=first)
    assert again.published.hidden == first
    assert not again.proved
    keeps_the_promise(table(), again)
    small = frozenset(cell for cell in table().cells if table().is_small(cell))
    keeps_the_promise(table(), protect_cells(table(), asked=small))
