"""Which sums of a telling are not for readers: with earlier ones they would come down to those of one school.

Of such a telling the region has totals only. It may know them; on paper they would stand beside last month's, and
anybody could take one from the other. So they wait for a telling of the same senders, or of others enough.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from thuisplan_desktop.actions import history
from thuisplan_desktop.actions.agreeing import own_membership
from thuisplan_desktop.actions.released import reports_out
from thuisplan_desktop.exchange import profile_v1
from thuisplan_desktop.region.membership import COMPARED_FOR, Earlier
from thuisplan_desktop.region.telling import Profile
from thuisplan_desktop.store import region_books, summed_boards, telling_books
from thuisplan_desktop.store.register_file import Connection


@dataclass(frozen=True)
class _Shown:
    """A telling that was added up, and the sectors in which readers have it, or may have it."""

    earlier: Earlier
    sectors: frozenset[str]


def withheld(connection: Connection, telling_id: bytes) -> frozenset[str]:
    """The reports of this telling that are not printed, nor shown in any other way that leaves the page Optellen.

    It is held against the tellingen less than three years away, one by one and two by two, each as far as readers may
    have it. What was let out once is with readers for ever, whatever would be judged of it now, and also when it was
    answered later; of what never was, a telling that is withheld itself takes nothing away from a later one. And where
    the key holder gave totals for a reason that isn't in our list, our list may have been put back from a copy.
    """
    ours = own_membership(connection)
    summed = [
        (known_id, _as_summed(connection, known_id, one)) for known_id, one in history.summed_here(connection, ours)
    ]
    profiles = {known_id: _profile_of(connection, known_id, ours.profile) for known_id, _ in summed}
    out = {known_id: _sectors_out(connection, known_id, profiles[known_id]) for known_id, _ in summed}
    known: list[_Shown] = []
    for number, (known_id, now) in enumerate(summed):
        profile, let_out = profiles[known_id], out[known_id]
        later = [_Shown(one, out[other] or frozenset()) for other, one in summed[number + 1 :]]
        others = [one for other, one in summed if other != known_id]
        sectors = _withheld(now, [*known, *later], profile) | _unexplained(connection, known_id, now, others, profile)
        if known_id == telling_id:
            return frozenset(one.report for one in profile.layouts if one.sector in sectors)
        known.append(_Shown(now, _every(profile) - sectors if let_out is None else let_out))
    return frozenset()


def _profile_of(connection: Connection, telling_id: bytes, today: Profile) -> Profile:
    """The version under which a telling was counted, with the reports of which there was a sum: a later one may count
    other reports, and of a sector in which too few delivered there is none.

    The smallest number of besturen is the higher of then and today: both are promises to the schools.
    """
    then = profile_v1.decode(telling_books.load_telling(connection, telling_id).profile)
    there = {one.table.report for one in region_books.load_combined(connection, telling_id)}
    layouts = tuple(layout for layout in then.layouts if layout.report in there)
    return replace(then, layouts=layouts, min_senders=max(then.min_senders, today.min_senders))


def _as_summed(connection: Connection, telling_id: bytes, earlier: Earlier) -> Earlier:
    """With the besturen of the day on which it was added up: who was struck off since has none any more.

    What was answered in full is left out: on paper it isn't what the region knows that counts, but what readers have.
    """
    boards = summed_boards.load_boards(connection, telling_id)
    members = tuple(replace(one, board=boards.get(one.signing, one.board)) for one in earlier.members)
    return replace(earlier, members=members, cells=frozenset())


def _every(profile: Profile) -> frozenset[str]:
    return frozenset(one.sector for one in profile.layouts)


def _sectors_out(connection: Connection, telling_id: bytes, profile: Profile) -> frozenset[str] | None:
    """The sectors of a telling that readers have; None when nothing of it was ever let out."""
    reports = reports_out(connection, telling_id)
    return None if reports is None else frozenset(one.sector for one in profile.layouts if one.report in reports)


def _withheld(now: Earlier, known: Iterable[_Shown], profile: Profile) -> frozenset[str]:
    near = [one for one in known if abs(one.earlier.peildatum - now.peildatum) <= COMPARED_FOR]
    return frozenset(
        sector
        for sector in _every(profile)
        if _is_small(sector, now, [one.earlier for one in near if sector in one.sectors], profile)
    )


def _unexplained(
    connection: Connection, telling_id: bytes, now: Earlier, others: Sequence[Earlier], profile: Profile
) -> frozenset[str]:
    """The sectors of which only totals were answered, while no telling that we know of is a reason for that.

    The key holder then knows of one that we forgot, or forgot one himself: readers may have what we don't know of.
    """
    coarse = region_books.load_totals_only(connection, telling_id, profile)
    sectors = frozenset(one.sector for one in profile.layouts if one.report in coarse)
    return frozenset(sector for sector in sectors if not _is_small(sector, now, others, profile))


def _is_small(sector: str, now: Earlier, shown: Sequence[Earlier], profile: Profile) -> bool:
    """Whether in this sector too few besturen remain of it beside what is shown, as the key holder judges it."""
    changes = history.changes_of([now.members], shown, now.peildatum, profile)
    return any(change.sector == sector and change.is_small(profile.min_senders) for each in changes for change in each)
