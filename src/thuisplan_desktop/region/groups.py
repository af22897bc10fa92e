"""One sum in groups, for when it can't be right: which senders may be left out together, so that none shows alone.

A sender's halves may stand for any number, so one of them can spoil the sum of all, and nobody sees which. A second sum
over the very same files without one whole group tells no more than the sum of that group. The groups follow from who
was summed; nobody chooses them (docs/decisions/0008).
"""

from collections.abc import Collection, Iterable

from thuisplan_desktop.region.contributing import enough_sectors
from thuisplan_desktop.region.membership import Member
from thuisplan_desktop.region.telling import Profile

MOST_GROUPS = 4
"""A region loses a quarter of its schools for one telling, and asks at most four times more."""


def groups(summed: Collection[Member], profile: Profile) -> tuple[frozenset[bytes], ...]:
    """The senders of a sum in two to four groups, each with enough besturen for every cell that was summed; else none.

    A bestuur stands in one group as a whole. The same senders give the same groups at both parties and in every
    telling: the order is that of the lowest key of each bestuur.
    """
    boards: dict[str, list[Member]] = {}
    for one in summed:
        boards.setdefault(one.board.casefold(), []).append(one)
    ordered = sorted(boards.values(), key=lambda ones: (_kinds(ones), min(one.signing for one in ones)))
    for number in range(MOST_GROUPS, 1, -1):
        dealt = tuple(
            frozenset(one.signing for ones in ordered[start::number] for one in ones) for start in range(number)
        )
        if all(_is_safe(part, summed, profile) for part in dealt):
            return dealt
    return ()


def _kinds(ones: Iterable[Member]) -> list[tuple[str, ...]]:
    """What a bestuur can contribute to: besturen that can do the same are dealt out evenly."""
    return sorted({tuple(sorted(one.sectors)) for one in ones})


def _is_safe(part: Collection[bytes], summed: Collection[Member], profile: Profile) -> bool:
    """Enough besturen in the group for all that was summed, which is something, and without it nothing more is."""
    group, rest = ([one for one in summed if (one.signing in part) is within] for within in (True, False))
    sectors = enough_sectors(summed, summed, profile)
    enough, left = enough_sectors(group, summed, profile), enough_sectors(rest, summed, profile)
    return bool(sectors) and sectors <= enough and left <= sectors


def unions(sets: Iterable[Collection[Member]]) -> tuple[tuple[Member, ...], ...]:
    """Every set of senders whose sum follows from the sums of these sets, when they were taken of the same files.

    One set gives itself; a set and a part of it also give the rest.
    """
    known: dict[bytes, Member] = {}
    within: dict[bytes, tuple[int, ...]] = {}
    for number, members in enumerate(sets):
        for one in members:
            known.setdefault(one.signing, one)
            within[one.signing] = (*within.get(one.signing, ()), number)
    atoms: dict[tuple[int, ...], list[Member]] = {}
    for signing, numbers in within.items():
        atoms.setdefault(numbers, []).append(known[signing])
    found: list[tuple[Member, ...]] = [()]
    for atom in atoms.values():
        found += [(*before, *atom) for before in found]
    return tuple(found[1:])
