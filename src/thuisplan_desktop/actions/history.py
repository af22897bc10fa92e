"""Who was summed before, as region and key holder each remember it, and who came and went since (decision 2)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from thuisplan_desktop.actions.joining import Membership, kept_telling
from thuisplan_desktop.errors import NoSuchTelling
from thuisplan_desktop.exchange import profile_v1
from thuisplan_desktop.region.contributing import counted, summable
from thuisplan_desktop.region.groups import unions
from thuisplan_desktop.region.membership import (
    UNKNOWN_BOARD,
    Cells,
    Earlier,
    Member,
    SetChange,
    as_summed,
    cells_of,
    repeated,
    set_changes,
    to_compare,
)
from thuisplan_desktop.region.telling import Profile, RosterLine, Telling
from thuisplan_desktop.region.triples import triple_changes
from thuisplan_desktop.register.codes import Sector
from thuisplan_desktop.store import given, region_books, telling_books
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.telling_books import KeptTelling


def summable_of(telling: Telling, senders: Collection[bytes], profile: Profile) -> Profile:
    """The reports of which these senders of a telling may be summed: by its roster, so that both parties agree."""
    return summable(_lines(telling, senders), telling.roster, profile)


def counted_of(telling: Telling, senders: Collection[bytes], profile: Profile) -> frozenset[bytes]:
    """Those of these senders of whom a number is in the sum: not who is in a sector that is short alone."""
    return frozenset(line.signing for line in counted(_lines(telling, senders), telling.roster, profile))


def _lines(telling: Telling, senders: Collection[bytes]) -> list[RosterLine]:
    wanted = frozenset(senders)
    return [line for line in telling.roster if line.signing in wanted]


def members_of(connection: Connection, telling: Telling, senders: Collection[bytes]) -> tuple[Member, ...]:
    """These senders of a telling with the bestuur under which they are enrolled here."""
    wanted = frozenset(senders)
    boards = {one.enrolment.keys.signing: one.enrolment.board for one in telling_books.load_enrolments(connection)}
    return tuple(
        Member(line.signing, boards.get(line.signing, UNKNOWN_BOARD), line.sectors)
        for line in telling.roster
        if line.signing in wanted
    )


def summed_members(
    connection: Connection, telling: Telling, senders: Collection[bytes], summed: Profile
) -> tuple[Member, ...]:
    """Those of these senders of whom a number is in a sum of these reports, with no more sectors than that."""
    sectors = {layout.sector for layout in summed.layouts}
    return as_summed(members_of(connection, telling, senders), sectors)


def short_sectors(profile: Profile, asked: Profile) -> tuple[Sector, ...]:
    """The sectors of a profile that are not in what may be summed of it."""
    there = {layout.sector for layout in asked.layouts}
    return tuple(map(Sector, sorted({layout.sector for layout in profile.layouts} - there)))


def changes_since(
    connection: Connection,
    answered: Sequence[Earlier],
    telling: Telling,
    senders: Collection[bytes],
    profile: Profile,
) -> tuple[tuple[SetChange, ...], ...]:
    """What changed in the set of senders since each telling that has to be compared with, the last one first.

    Of a sector that is short nothing is answered, so nothing changed in it.
    """
    asked = summable_of(telling, senders, profile)
    return changes_of([members_of(connection, telling, senders)], answered, telling.peildatum, asked)


def changes_of(
    now: Iterable[Collection[Member]], answered: Sequence[Earlier], peildatum: date, profile: Profile
) -> tuple[tuple[SetChange, ...], ...]:
    """The same for several sets that are answered together, and with every sum that follows from those of one day.

    Last come the changes that show only when now and two earlier sums are taken together. A sector in which a set had
    the same answer before is left out (`region.membership.repeated`).
    """
    earlier: dict[date, list[tuple[Member, ...]]] = {}
    for one in to_compare(peildatum, answered):
        earlier.setdefault(one.peildatum, []).append(one.members)
    known = [members for sets in earlier.values() for members in unions(sets)]
    sets = [(tuple(members), repeated(members, peildatum, answered, profile)) for members in now]
    pairs = tuple(
        tuple(change for change in set_changes(members, before, profile) if change.sector not in same)
        for members, same in sets
        for before in known
    )
    triples = (
        tuple(change for change in triple_changes(members, known, profile) if change.sector not in same)
        for members, same in sets
    )
    return (*pairs, *(changes for changes in triples if changes))


# --- the key holder


def given_here(connection: Connection, ours: Membership) -> list[Earlier]:
    """Every telling of this region of which the key holder gave the sum, in the order of giving."""
    profiles = {one.id: one.profile for one in telling_books.load_tellingen(connection)}
    found = []
    for one in given.load_given(connection):
        if one.region == ours.profile.region:
            members = one.senders or _whole_roster(connection, ours, one.telling_id)
            cells = _cells(profiles.get(one.telling_id), one.totals_only) if one.senders else frozenset()
            found.append(Earlier(one.peildatum, members, cells))
    return found


def _cells(profile: bytes | None, coarse: Collection[str]) -> frozenset[Cells]:
    """What was answered in full under the profile of a telling; nothing is sure of one that isn't kept any more."""
    return cells_of(profile_v1.decode(profile), coarse) if profile else frozenset()


def _whole_roster(connection: Connection, ours: Membership, telling_id: bytes) -> tuple[Member, ...]:
    """Who was summed was not kept at first; then everybody who could be counts."""
    try:
        kept = telling_books.load_telling(connection, telling_id)
    except NoSuchTelling:
        return ()
    _, telling = kept_telling(ours, kept)
    return members_of(connection, telling, [line.signing for line in telling.roster])


# --- the region


def answered_here(connection: Connection, ours: Membership) -> list[Earlier]:
    """Every telling that was added up here, in the order in which the answers came."""
    return [earlier for _, earlier in summed_here(connection, ours)]


def summed_here(connection: Connection, ours: Membership) -> list[tuple[bytes, Earlier]]:
    """The same, each with the id of its telling, and only with those of whom a number was in it."""
    found = []
    for kept in _summed(connection):
        then, telling = kept_telling(ours, kept)
        delivered = region_books.load_senders(connection, kept.id)
        profile = _summed_of(connection, kept.id, then.profile)
        members = summed_members(connection, telling, delivered, profile)
        cells = cells_of(profile, region_books.load_totals_only(connection, kept.id, profile))
        found.append((kept.id, Earlier(kept.peildatum, members, cells)))
    return found


def _summed_of(connection: Connection, telling_id: bytes, profile: Profile) -> Profile:
    """Its profile with the reports of which there was a sum."""
    there = {one.table.report for one in region_books.load_combined(connection, telling_id)}
    return replace(profile, layouts=tuple(layout for layout in profile.layouts if layout.report in there))


def changes_here(
    connection: Connection, member: Membership, telling: Telling, senders: Collection[bytes]
) -> tuple[tuple[SetChange, ...], ...]:
    """What changed since, by the region's own list of tellingen; nothing while nobody delivered."""
    if not senders:
        return ()
    return changes_since(connection, answered_here(connection, member), telling, senders, member.profile)


def last_answered(connection: Connection, ours: Membership) -> Telling | None:
    """The telling that was added up last."""
    summed = _summed(connection)
    return kept_telling(ours, summed[-1])[1] if summed else None


def _summed(connection: Connection) -> list[KeptTelling]:
    kept = {one.id: one for one in telling_books.load_tellingen(connection)}
    return [kept[answer.telling_id] for answer in region_books.load_sum_answers(connection)]
