"""Which sums of a telling are not for readers: their difference with an earlier telling would be that of one school.

Of such a telling the region has totals only. It may know them; on paper they would stand beside last month's, and
anybody could take one from the other. So they wait for a telling of the same senders, or of others enough.
"""

from dataclasses import dataclass

from thuisplan_desktop.actions import history
from thuisplan_desktop.actions.agreeing import own_membership
from thuisplan_desktop.region.membership import COMPARED_FOR, Earlier, set_changes
from thuisplan_desktop.region.telling import Profile
from thuisplan_desktop.store.register_file import Connection


@dataclass(frozen=True)
class _Shown:
    """A telling that was added up, and the sectors in which readers may have it."""

    earlier: Earlier
    withheld: frozenset[str]


def withheld(connection: Connection, telling_id: bytes) -> frozenset[str]:
    """The reports of this telling that are not printed, nor shown in any other way that leaves the page Optellen.

    It is held against the tellingen that were answered before it and are less than three years away, each as far as
    readers may have it: one that is withheld itself takes nothing away from a later one.
    """
    ours = own_membership(connection)
    before: list[_Shown] = []
    for known_id, earlier in history.summed_here(connection, ours):
        shown = _Shown(earlier, _sectors(earlier, before, ours.profile))
        if known_id == telling_id:
            return frozenset(one.report for one in ours.profile.layouts if one.sector in shown.withheld)
        before.append(shown)
    return frozenset()


def _sectors(now: Earlier, before: list[_Shown], profile: Profile) -> frozenset[str]:
    return frozenset(
        change.sector
        for one in before
        if abs(one.earlier.peildatum - now.peildatum) <= COMPARED_FOR
        for change in set_changes(now.members, one.earlier.members, profile)
        if change.is_small(profile.min_senders) and change.sector not in one.withheld
    )
