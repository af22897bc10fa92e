"""Which files an answer of the key holder is the sum of, and the exact totals that follow from it and our halves."""

from collections.abc import Iterable, Iterator, Sequence

from thuisplan_desktop.actions import history, spoilt
from thuisplan_desktop.actions.joining import Membership
from thuisplan_desktop.errors import SetsDiffer
from thuisplan_desktop.exchange import counts_v1, sum_v2
from thuisplan_desktop.region import combine as combining
from thuisplan_desktop.region import shares
from thuisplan_desktop.region.membership import answered_layouts, totals_only
from thuisplan_desktop.region.telling import CombinedTable, Profile, Telling
from thuisplan_desktop.store import region_books, telling_books
from thuisplan_desktop.store.region_books import Received
from thuisplan_desktop.store.register_file import Connection


def still_enrolled(connection: Connection, latest: Iterable[Received]) -> tuple[Received, ...]:
    """Without the files of who was struck off since."""
    enrolled = {kept.enrolment.keys.signing for kept in telling_books.load_enrolments(connection)}
    return tuple(received for received in latest if received.sender in enrolled)


def summable_files(telling: Telling, profile: Profile, files: Sequence[Received]) -> tuple[Received, ...]:
    """Without those of who is in a sector that is short alone: nothing of them is summed, nor can it spoil a sum."""
    senders = history.counted_of(telling, [one.sender for one in files], profile)
    return tuple(one for one in files if one.sender in senders)


def summed(
    connection: Connection, member: Membership, telling: Telling, answer: bytes
) -> tuple[tuple[Received, ...], sum_v2.SumAnswer]:
    """The files that an answer covers. Raises SetsDiffer when they are none that were asked for."""
    differs = SetsDiffer()
    for files in _asked_for(connection, member, telling):
        try:
            return files, _decoded(answer, member, telling, files)
        except SetsDiffer as error:
            differs = error
    raise differs


def _asked_for(connection: Connection, member: Membership, telling: Telling) -> Iterator[tuple[Received, ...]]:
    """All that came in and can be summed, those of whom a later request passed on, and those without one group."""
    latest = region_books.load_latest(connection, telling.id)
    yield summable_files(telling, member.profile, latest)
    yield summable_files(telling, member.profile, still_enrolled(connection, latest))
    kept = spoilt.load(connection, telling.id)
    if kept is not None:
        for part in spoilt.parts_of(kept, telling, member.profile):
            rest = frozenset(kept.senders) - part
            yield tuple(one for one in latest if one.sender in rest)


def _decoded(answer: bytes, member: Membership, telling: Telling, files: Iterable[Received]) -> sum_v2.SumAnswer:
    expected = [counts_v1.read_forwarded(received.envelope_b).hash for received in files]
    return sum_v2.decode_answer(answer, telling, member.profile, member.identity, expected)


def combined(
    connection: Connection,
    member: Membership,
    telling: Telling,
    latest: Sequence[Received],
    given: sum_v2.SumAnswer,
) -> tuple[CombinedTable, ...]:
    """The exact totals of the sectors in which enough besturen delivered; no more than totals where our own list of
    tellingen says so. Raises ImplausibleSum."""
    layouts, senders = member.profile.layouts, [received.sender for received in latest]
    asked = history.summable_of(telling, senders, member.profile)
    coarse = given.totals_only | totals_only(history.changes_here(connection, member, telling, senders), asked)
    answered, kept = answered_layouts(asked.layouts, given.totals_only), answered_layouts(asked.layouts, coarse)
    sum_a = shares.add(shares.from_bytes(received.share_a, layouts) for received in latest)
    return combining.combine(
        shares.narrowed(sum_a, layouts, kept),
        shares.narrowed(shares.from_bytes(given.share, answered), answered, kept),
        telling,
        asked,
        senders=senders,
        totals_only=coarse,
    )
