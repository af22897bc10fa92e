"""What a samenwerkingsverband may ask of a key holder: every refusal of decision 2, for reading and for signing."""

from collections.abc import Collection
from contextlib import suppress
from datetime import date, timedelta

from thuisplan_desktop.actions import history, spoilt
from thuisplan_desktop.actions.agreeing import own_membership
from thuisplan_desktop.actions.joining import Membership, kept_telling
from thuisplan_desktop.actions.spoilt import Rest
from thuisplan_desktop.crypto.keyring import words_of
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.errors import (
    AlreadyAnswered,
    AnswersForgotten,
    BrokenSeal,
    NoSuchTelling,
    NotCosigned,
    NotForUs,
    OtherTelling,
    ProfileRefused,
    ShareDoesNotOpen,
    TellingMisdated,
    UnknownSender,
)
from thuisplan_desktop.exchange import counts_v1, parties_v1, sealed_file, shares_v1, sum_v1, telling_v1
from thuisplan_desktop.exchange.counts_v1 import ForwardedShare
from thuisplan_desktop.region import shares
from thuisplan_desktop.region.membership import COMPARED_FOR, SetChange, totals_only
from thuisplan_desktop.region.telling import Mode, Profile, Telling, check_opened
from thuisplan_desktop.store import given, telling_books
from thuisplan_desktop.store.register_file import Connection


def judged(connection: Connection, member: Membership, proposal: bytes, today: date) -> Telling:
    """The proposed telling, when none of the refusals of `cosign` applies."""
    proposed = telling_v1.decode_proposal(proposal, member.profile)
    check_opened(proposed)
    if not _is_cosigned(connection, member, proposal):
        _refuse_other_day(proposed, today)
    _check_roster(connection, proposed)
    shares.check_roster(proposed, member.profile)
    _refuse_second(connection, proposed)
    return proposed


_WAITED = timedelta(days=31)
"""A proposal may lie this long before somebody co-signs it: a holiday. Until then an earlier version that it was made
under may hold."""


def _refuse_other_day(proposed: Telling, today: date) -> None:
    """The second signature is for the day too: under which version a school counts follows from it. Two clocks may
    be a day apart.
    """
    if not today - _WAITED <= proposed.opened_on <= today + timedelta(days=1):
        raise TellingMisdated(
            reason=f"zij is van {format_date(proposed.opened_on)}, en die dag is te lang geleden of moet nog komen"
        )


def _is_cosigned(connection: Connection, member: Membership, proposal: bytes) -> bool:
    """Whether this very proposal was co-signed here: one whose file got lost is signed again, however late.

    A file that bears our own signature tells so too, when our register came back from a copy of before.
    """
    with suppress(NotCosigned, BrokenSeal):
        telling_v1.decode(proposal, member.profile)
        return True
    documents = [kept.document for kept in telling_books.load_tellingen(connection)]
    return _body(proposal) in map(_body, documents)


def _body(telling: bytes) -> object:
    return sealed_file.unpack(telling, sealed_file.Kind.TELLING).body


def holder_of(connection: Connection) -> Membership:
    """The one region of this key holder. Raises ProfileRefused for an enrolling officer, NotForUs when the profile
    names another key holder."""
    member = own_membership(connection)
    if member.profile.mode is not Mode.SPLIT:
        raise ProfileRefused(reason="in deze regio bent u inschrijver; er is niets mee te tekenen of op te tellen")
    if parties_v1.keys_of(member.identity) != member.profile.keyholder:
        raise NotForUs
    return member


def _check_roster(connection: Connection, proposed: Telling) -> None:
    """A roster from the swv is only a proposal: keys, sectors and besturen must be those that were enrolled here."""
    known = {one.enrolment.keys.signing: one.enrolment for one in telling_books.load_enrolments(connection)}
    boards: dict[int, str] = {}
    for line in proposed.roster:
        enrolment = known.get(line.signing)
        if enrolment is None or enrolment.sectors != line.sectors:
            raise UnknownSender
        if boards.setdefault(line.board, enrolment.board.casefold()) != enrolment.board.casefold():
            raise UnknownSender
    if len(set(boards.values())) != len(boards):
        raise UnknownSender


def _refuse_second(connection: Connection, telling: Telling) -> None:
    if any(shares.too_near(telling, one) for one in _earlier(connection)):
        raise AlreadyAnswered
    _refuse_unknown(connection, telling)


def _refuse_unknown(connection: Connection, telling: Telling) -> None:
    """After a backup without the list of given sums, any day up to then may have been answered."""
    until = given.unknown_until(connection)
    if until is not None and telling.peildatum <= until + shares.ANSWER_DISTANCE:
        raise AnswersForgotten(until=format_date(until + shares.ANSWER_DISTANCE))


def forgotten_on(connection: Connection, telling: Telling) -> date | None:
    """Until which day sums were given of which isn't known who was in them, if one is near enough to this telling.

    The list of given sums was lost, or a sum was given before the list held who was summed. The roster doesn't tell:
    who was late then is on it, and would now be the difference.
    """
    unsure = [one.peildatum for one in given.load_given(connection) if not one.senders]
    near = [day for day in unsure if abs(telling.peildatum - day) <= COMPARED_FOR]
    until = given.unknown_until(connection)
    if until is not None and telling.peildatum - until <= COMPARED_FOR:
        near.append(until)
    return max(near, default=None)


def coarse_of(
    connection: Connection,
    profile: Profile,
    telling: Telling,
    changes: tuple[tuple[SetChange, ...], ...],
    rest: Rest | None,
) -> frozenset[str]:
    """The reports of which only totals are answered: all, while it isn't known with whom to compare."""
    if forgotten_on(connection, telling) is not None:
        return frozenset(layout.report for layout in profile.layouts)
    return totals_only(changes, profile) | (rest.totals_only if rest else frozenset())


def _earlier(connection: Connection) -> list[shares.Answered]:
    return [shares.Answered(one.region, one.peildatum, one.telling_id) for one in given.load_given(connection)]


def changes_for(
    connection: Connection, member: Membership, telling: Telling, senders: Collection[bytes], rest: Rest | None = None
) -> tuple[tuple[SetChange, ...], ...]:
    """Who came and went since the sums that were given; of a rest, for every sum that follows from it."""
    answered = history.given_here(connection, member)
    if rest is not None:
        others = [one for one in answered if one.peildatum != telling.peildatum]
        asked = history.summable_of(telling, senders, member.profile)
        return history.changes_of(rest.sets, others, telling.peildatum, asked)
    return history.changes_since(connection, answered, telling, senders, member.profile)


def opened_shares(
    connection: Connection, ours: Membership, request: bytes
) -> tuple[Membership, Telling, list[ForwardedShare], Rest | None]:
    """Every share in a request, when none of the refusals of `answer` applies; and the group it leaves out, if so."""
    member, telling, forwards = asked_in(connection, ours, request)
    _refuse_unknown(connection, telling)
    opened = [_open(connection, member, telling, forward) for forward in forwards]
    rest = spoilt.rest_of(connection, member.profile, telling, {one.sender: one.hash for one in opened})
    earlier = [one for one in _earlier(connection) if rest is None or one.peildatum != telling.peildatum]
    shares.may_answer(telling, member.profile, [one.sender for one in opened], earlier)
    return member, telling, opened, rest


def _open(connection: Connection, member: Membership, telling: Telling, forward: bytes) -> ForwardedShare:
    """A share; when its sender rightly signed what doesn't open, the sender is named, so that it can be left out."""
    sealed = counts_v1.read_forwarded(forward)
    shares_v1.check_signature(sealed)
    try:
        return counts_v1.open_forwarded(forward, telling, member.profile, member.identity)
    except BrokenSeal:
        names = {one.enrolment.keys.signing: one.enrolment.name for one in telling_books.load_enrolments(connection)}
        sender = names.get(sealed.header.sender) or words_of(sealed.header.sender)
    raise ShareDoesNotOpen(sender=sender)


def asked_in(connection: Connection, ours: Membership, request: bytes) -> tuple[Membership, Telling, tuple[bytes, ...]]:
    """The telling a request is about, and the shares in it. Raises NoSuchTelling when it was not co-signed here."""
    sealed_file.unpack(request, sealed_file.Kind.SUM_REQUEST)
    for kept in telling_books.load_tellingen(connection):
        member, telling = kept_telling(ours, kept)
        try:
            return member, telling, sum_v1.decode_request(request, telling, member.profile)
        except OtherTelling:
            continue
    raise NoSuchTelling
