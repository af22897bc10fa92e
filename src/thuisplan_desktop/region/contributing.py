"""Who can contribute to a cell of a report, by the rule who counts what (`register.counted_by`, domain §5.3.10).

A school has one sector. Who has more than one is a consulent or leerplicht: it counts who is enrolled nowhere or
exempt, and schools count the others. So the samenwerkingsverband's own consulent is no fifth school: whoever runs that
register takes its counts off the sum.
"""

from collections.abc import Collection, Hashable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from thuisplan_desktop.errors import TooFewCounters, TooFewSenders
from thuisplan_desktop.region.telling import Profile


class Sender(Protocol):
    """A line of a roster or a member of a sum: a bestuur by name or number, and its sectors."""

    @property
    def board(self) -> Hashable: ...
    @property
    def sectors(self) -> frozenset[str]: ...


_S = TypeVar("_S", bound=Sender)


@dataclass(frozen=True)
class Counters:
    """The besturen of one sector that can contribute: to what schools count, and to what the others do.

    Where only one of the two takes part, it counts everything: one register is then all there is for those children.
    Who takes part says the roster: schools that all stay away leave to leerplicht no more than it counted before.
    """

    sector: str
    schools: frozenset[Hashable]
    others: frozenset[Hashable]
    with_schools: bool

    @property
    def is_own_account(self) -> bool:
        """Whether one bestuur counts some cells alone: 'eigen opgave', of which nothing is promised (decision 2)."""
        return self.with_schools and len(self.others) == 1

    @property
    def counting(self) -> frozenset[Hashable]:
        """The besturen that count most of a sector."""
        return self.schools if self.with_schools else self.others

    def check(self, least: int) -> None:
        """Raise TooFewSenders or TooFewCounters when some cell is the sum of too few besturen."""
        if len(self.counting) < least:
            raise TooFewSenders(found=len(self.counting), needed=least)
        if self.with_schools and 1 < len(self.others) < least:
            raise TooFewCounters(found=len(self.others), needed=least)


def is_school(sender: Sender) -> bool:
    return len(sender.sectors) == 1


def of_kinds(senders: Iterable[_S]) -> tuple[tuple[_S, ...], tuple[_S, ...]]:
    """The schools, and those who count for leerplicht."""
    everybody = tuple(senders)
    return tuple(filter(is_school, everybody)), tuple(one for one in everybody if not is_school(one))


def counters(senders: Collection[Sender], roster: Collection[Sender], profile: Profile) -> tuple[Counters, ...]:
    """Who of these senders can contribute, for each sector of the profile; `roster` is everybody who takes part."""
    (schools, others), (taking_part, _) = of_kinds(senders), of_kinds(roster)
    return tuple(
        Counters(sector, _boards(schools, sector), _boards(others, sector), bool(_boards(taking_part, sector)))
        for sector in sorted({layout.sector for layout in profile.layouts})
    )


def _boards(senders: Iterable[Sender], sector: str) -> frozenset[Hashable]:
    return frozenset(_same(one.board) for one in senders if sector in one.sectors)


def _same(board: Hashable) -> Hashable:
    return board.casefold() if isinstance(board, str) else board


def check_enough(senders: Collection[Sender], roster: Collection[Sender], profile: Profile) -> None:
    """Return only if each cell that is summed is that of enough besturen. Raises TooFewSenders, TooFewCounters."""
    for one in counters(senders, roster, profile):
        one.check(profile.min_senders)


def enough_sectors(senders: Collection[Sender], roster: Collection[Sender], profile: Profile) -> frozenset[str]:
    """The sectors of which these senders may be summed: each of its cells is that of enough besturen."""
    found = set()
    for one in counters(senders, roster, profile):
        with suppress(TooFewSenders, TooFewCounters):
            one.check(profile.min_senders)
            found.add(one.sector)
    return frozenset(found)


def summable(senders: Collection[Sender], roster: Collection[Sender], profile: Profile) -> Profile:
    """The profile with no more than the reports of which these senders may be summed.

    A sector that is short has no sum, and takes none from another: whoever computes this from the same senders finds
    the same, so that no file has to say it; also of those alone whose files are passed on (`counted`).
    """
    sectors = enough_sectors(senders, roster, profile)
    return replace(profile, layouts=tuple(layout for layout in profile.layouts if layout.sector in sectors))


def check_some(senders: Collection[Sender], roster: Collection[Sender], profile: Profile) -> None:
    """Return only if these senders may be summed in some sector. Raises what `check_enough` raises of the first."""
    if not enough_sectors(senders, roster, profile):
        check_enough(senders, roster, profile)


def counted(senders: Collection[_S], roster: Collection[Sender], profile: Profile) -> tuple[_S, ...]:
    """Those of these senders of whom a number is in the sum: they count in a sector that may be summed."""
    sectors = enough_sectors(senders, roster, profile)
    return tuple(one for one in senders if one.sectors & sectors)
