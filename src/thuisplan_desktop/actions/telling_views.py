"""How each telling of a region stands: who delivered, who came and went, whether it was added up. No counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.actions import awaited, history, spoilt
from thuisplan_desktop.actions.agreeing import own_membership
from thuisplan_desktop.actions.delivering import UNKNOWN
from thuisplan_desktop.actions.joining import Membership, kept_telling
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.crypto.keyring import words_of
from thuisplan_desktop.region.deliveries import Received as Delivered
from thuisplan_desktop.region.deliveries import deliveries
from thuisplan_desktop.region.membership import SetChange, totals_only
from thuisplan_desktop.region.telling import MIN_SENDERS, Mode, Profile, Telling
from thuisplan_desktop.register.codes import Role, Sector
from thuisplan_desktop.store import region_books, telling_books
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.telling_books import KeptTelling


@dataclass(frozen=True)
class SpoiltView:
    """A telling whose sum could not be right: which of `groups` is left out next, or was at last, and who is in it.

    Of a region too small for groups `groups` is 0; when each was left out in vain `group` is. The telling is lost then.
    """

    group: int
    groups: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class TellingView:
    """One telling and where it stands.

    `changes` say who came and went among those who delivered, since the tellingen that it has to be compared with;
    `totals_only` are the reports of which therefore only totals are answered, or were. `mode` says how it is added up.
    In the sectors of `short` too few besturen delivered for a sum (see `min_senders`). It `awaits` files, though
    closed, that an answer covers and that are not here. Who is `left_out` delivered, and is in no sum: the sum with
    their group could not be right.
    """

    id: bytes
    words: str
    peildatum: date
    opened_on: date
    closed_on: date | None
    enrolled: int
    delivered: tuple[str, ...]
    missing: tuple[str, ...]
    answered: bool
    changes: tuple[tuple[SetChange, ...], ...] = ()
    totals_only: frozenset[str] = frozenset()
    mode: Mode = Mode.SPLIT
    spoilt: SpoiltView | None = None
    short: tuple[Sector, ...] = ()
    awaits: bool = False
    left_out: tuple[str, ...] = ()
    min_senders: int = MIN_SENDERS


def list_tellingen(register: OpenRegister) -> tuple[TellingView, ...]:
    """Every telling of this region, the newest peildatum first."""
    need(register, Role.REGION)
    with register.read() as connection:
        views = [view_of(connection, kept) for kept in telling_books.load_tellingen(connection)]
    return tuple(sorted(views, key=lambda view: view.peildatum, reverse=True))


def find(register: OpenRegister, telling_id: bytes) -> TellingView:
    """One of them. Raises NoSuchTelling."""
    need(register, Role.REGION)
    with register.read() as connection:
        return view_of(connection, telling_books.load_telling(connection, telling_id))


def view_of(connection: Connection, kept: KeptTelling) -> TellingView:
    """The same for one telling, inside a transaction."""
    member, telling = kept_telling(own_membership(connection), kept)
    names = {one.enrolment.keys.signing: one.enrolment.name for one in telling_books.load_enrolments(connection)}
    files = region_books.load_received(connection, kept.id)
    response = deliveries(telling, (Delivered(one.sender, one.sequence, one.file_hash, one.epoch) for one in files))
    answered = is_summed(connection, kept, member.profile)
    split = member.profile.mode is Mode.SPLIT
    asked = [one.signing for one in response.counted if answered or one.signing in names]
    left_out = spoilt.without(connection, kept.id) if answered else frozenset()
    missing = [line.signing for line in response.missing if line.signing not in left_out]
    summable = history.summable_of(telling, asked, member.profile)
    changes = history.changes_here(connection, member, telling, asked) if split and not answered else ()
    return TellingView(
        id=kept.id,
        words=words_of(kept.id),
        peildatum=kept.peildatum,
        opened_on=kept.opened_on,
        closed_on=kept.closed_on,
        enrolled=len(telling.roster),
        delivered=_named(names, [*(one.signing for one in response.counted), *left_out]),
        missing=_named(names, missing),
        answered=answered,
        changes=changes,
        totals_only=_coarse(connection, kept.id, changes, member.profile, answered=answered),
        mode=member.profile.mode,
        spoilt=_spoilt_view(connection, member, telling, names),
        short=history.short_sectors(member.profile, summable) if split else (),
        left_out=_named(names, left_out),
        awaits=not answered and bool(awaited.load(connection, kept.id)),
        min_senders=member.profile.min_senders,
    )


def _named(names: Mapping[bytes, str], senders: Iterable[bytes]) -> tuple[str, ...]:
    return tuple(sorted(names.get(one, UNKNOWN) for one in senders))


def _spoilt_view(
    connection: Connection, member: Membership, telling: Telling, names: Mapping[bytes, str]
) -> SpoiltView | None:
    kept = spoilt.load(connection, telling.id)
    if kept is None:
        return None
    parts = spoilt.parts_of(kept, telling, member.profile)
    if not parts:
        return SpoiltView(0, 0, ())
    number = kept.left_out or (kept.asked if kept.asked <= len(parts) else 0)
    left_out = parts[number - 1] if number else ()
    return SpoiltView(number, len(parts), _named(names, left_out))


def is_summed(connection: Connection, kept: KeptTelling, profile: Profile) -> bool:
    """Whether the sums of a telling are there. Protected tables are added up when it closes, in one step."""
    if profile.mode is Mode.PROTECTED:
        return kept.closed_on is not None
    return region_books.load_sum_answer(connection, kept.id) is not None


def _coarse(
    connection: Connection,
    telling_id: bytes,
    changes: tuple[tuple[SetChange, ...], ...],
    profile: Profile,
    *,
    answered: bool,
) -> frozenset[str]:
    if answered:
        return region_books.load_totals_only(connection, telling_id, profile)
    return totals_only(changes, profile)
