"""Three sums together: of two parts of the senders, and of both parts and one school more (decision 2).

No two of those are near each other, and yet the third less the first two is that one school. So each answer is also
held against every two earlier ones, added and taken off. Of four and more `docs/threats.md` says what is left.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from thuisplan_desktop.region.contributing import of_kinds
from thuisplan_desktop.region.membership import Member, SetChange
from thuisplan_desktop.region.telling import Profile


def triple_changes(
    now: Sequence[Member], earlier: Sequence[Sequence[Member]], profile: Profile
) -> tuple[SetChange, ...]:
    """Each sector in which now and two earlier sums come down to fewer than `min_senders` besturen; mostly none."""
    sectors = sorted({layout.sector for layout in profile.layouts})
    found = ((sector, _fewest(sector, now, earlier, profile.min_senders)) for sector in sectors)
    return tuple(SetChange(sector, 0, 0, number) for sector, number in found if number)


def _fewest(sector: str, now: Sequence[Member], earlier: Sequence[Sequence[Member]], least: int) -> int:
    """Among all, among schools, and among those who count for leerplicht, unless one of these counts alone."""
    sets = [tuple(one for one in members if sector in one.sectors) for members in (now, *earlier)]
    kinds = [of_kinds(members) for members in sets]
    groups = [sets, [schools for schools, _ in kinds]]
    others = [others for _, others in kinds]
    if any(len({one.board.casefold() for one in members}) > 1 for members in others):
        groups.append(others)
    return min((number for group in groups if (number := _smallest(group, least))), default=0)


def _smallest(sets: Sequence[Iterable[Member]], least: int) -> int:
    """The fewest besturen, below `least`, that remain of the first set with two of the others; 0 when none does."""
    bits = _Bits.of(sets)
    now, *earlier = (bits.mask(members) for members in sets)
    counts = (
        bits.boards_in(more, less, least)
        for one, two in combinations(dict.fromkeys(earlier), 2)
        for more, less in remainders(now, one, two)
    )
    return min((number for number in counts if 0 < number < least), default=0)


def remainders(now: int, one: int, two: int) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
    """Who remains of now - one - two, now + one - two and now - one + two: a bit for each sender that does.

    Of each of these first who is more often added than taken off, then who is less often.
    """
    return (
        (now & ~one & ~two, (one | two) & ~now | one & two),
        (now & one | (now | one) & ~two, two & ~now & ~one),
        (now & two | (now | two) & ~one, one & ~now & ~two),
    )


@dataclass(frozen=True)
class _Bits:
    """A bit for each sender, and for each bestuur the bits of its senders."""

    senders: dict[bytes, int]
    boards: dict[int, int]

    @staticmethod
    def of(sets: Iterable[Iterable[Member]]) -> "_Bits":
        senders: dict[bytes, int] = {}
        named: dict[str, int] = {}
        homes: dict[int, str] = {}
        for one in (one for members in sets for one in members):
            bit = senders.setdefault(one.signing, 1 << len(senders))
            homes[bit] = one.board.casefold()
            named[one.board.casefold()] = named.get(one.board.casefold(), 0) | bit
        return _Bits(senders, {bit: named[home] for bit, home in homes.items()})

    def mask(self, members: Iterable[Member]) -> int:
        return sum({self.senders[one.signing] for one in members})

    def boards_in(self, more: int, less: int, most: int) -> int:
        """How many besturen surely remain, counted no further than `most`; at least 1 when any sender does.

        Of a bestuur with a key in `more` and another in `less` nothing may be left: that may be one school.
        """
        mask, number = more | less, 0
        if not mask:
            return 0
        while mask and number < most:
            board = self.boards[mask & -mask]
            mask &= ~board
            number += not (board & more and board & less)
        return max(number, 1)
