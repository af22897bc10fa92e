"""The second key holder: trusts senders by telephone, co-signs a telling, and gives one sum of it, ever."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.actions import history, spoilt
from thuisplan_desktop.actions.agreeing import own_membership
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.joining import Membership, kept_telling
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.actions.spoilt import Rest
from thuisplan_desktop.crypto.keyring import words_of
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.errors import (
    AlreadyAnswered,
    AnswersForgotten,
    BrokenSeal,
    NoSuchTelling,
    NotForUs,
    OtherTelling,
    ProfileRefused,
    ShareDoesNotOpen,
    UnknownSender,
)
from thuisplan_desktop.exchange import counts_v1, parties_v1, sealed_file, shares_v1, sum_v1, sum_v2, telling_v1
from thuisplan_desktop.exchange.counts_v1 import ForwardedShare
from thuisplan_desktop.region import shares
from thuisplan_desktop.region.contributing import counters
from thuisplan_desktop.region.layouts import titles_of
from thuisplan_desktop.region.membership import COMPARED_FOR, SetChange, answered_layouts, totals_only
from thuisplan_desktop.region.telling import Mode, Profile, Telling
from thuisplan_desktop.register.codes import Role, Sector
from thuisplan_desktop.store import given, telling_books
from thuisplan_desktop.store.given import Given
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.telling_books import Answered, KeptTelling

# --- what is asked


@dataclass(frozen=True)
class Asked:
    """What the samenwerkingsverband asks: every refusal was checked, none applies.

    `senders` of the `enrolled` in the roster are concerned, `boards` counts their besturen by sector. `answered_on`
    is set when this very request was answered before. `changes` says who came and went since the tellingen that have
    to be compared with, and `totals_only` the reports of which therefore only the totals are answered. `rest` is set
    when the sum was given, and is asked once more without one group because it could not be right. In the sectors of
    `own_account` one bestuur counts alone who is enrolled nowhere or exempt. `forgotten_on` is set while only totals
    are answered because this register came back from a backup that day, without the list of given sums. `reports`
    are the titles of what is added up.
    """

    for_sum: bool
    region_name: str
    peildatum: date
    words: str
    senders: int
    enrolled: int
    boards: tuple[tuple[Sector, int], ...]
    min_senders: int
    answered_on: date | None = None
    changes: tuple[tuple[SetChange, ...], ...] = ()
    totals_only: frozenset[str] = frozenset()
    rest: Rest | None = None
    own_account: tuple[Sector, ...] = ()
    forgotten_on: date | None = None
    reports: tuple[str, ...] = ()


def read_request(register: OpenRegister, data: bytes) -> Asked:
    """What a proposed telling or a sum request asks. Raises what `cosign` or `answer` would refuse with."""
    need(register, Role.KEYHOLDER)
    with register.read() as connection:
        member = _membership(connection)
        if sealed_file.kind_of(data) is sealed_file.Kind.TELLING:
            telling = _judged(connection, member, data)
            return _asks(connection, member, telling, [line.signing for line in telling.roster], for_sum=False)
        return _asks_sum(connection, member, data)


def _asks_sum(connection: Connection, member: Membership, data: bytes) -> Asked:
    answered = {one.request_hash: one.answered_on for one in telling_books.load_answers(connection)}
    before = answered.get(sealed_file.file_hash(data))
    if before:
        member, telling, forwards = _asked(connection, member, data)
        senders, rest = [counts_v1.read_forwarded(forward).header.sender for forward in forwards], None
    else:
        member, telling, opened, rest = _opened(connection, member, data)
        senders = [one.sender for one in opened]
    return _asks(connection, member, telling, senders, for_sum=True, answered_on=before, rest=rest)


def _asks(
    connection: Connection,
    member: Membership,
    telling: Telling,
    senders: Collection[bytes],
    *,
    for_sum: bool,
    answered_on: date | None = None,
    rest: Rest | None = None,
) -> Asked:
    wanted = frozenset(senders)
    lines = [line for line in telling.roster if line.signing in wanted]
    counting = counters(lines, member.profile)
    changes = () if answered_on else _changes(connection, member, telling, senders, rest)
    return Asked(
        for_sum=for_sum,
        region_name=member.profile.name,
        peildatum=telling.peildatum,
        words=words_of(telling.id) if for_sum else "",
        senders=len(lines),
        enrolled=len(telling.roster),
        boards=tuple((Sector(one.sector), len(one.schools or one.others)) for one in counting),
        own_account=tuple(Sector(one.sector) for one in counting if one.is_own_account),
        min_senders=member.profile.min_senders,
        answered_on=answered_on,
        changes=changes,
        totals_only=_coarse(connection, member.profile, telling, changes, rest),
        rest=rest,
        forgotten_on=_forgotten_on(connection, telling),
        reports=titles_of(member.profile),
    )


@dataclass(frozen=True)
class CosignedView:
    """One telling that was co-signed here, and whether its one sum was given."""

    words: str
    peildatum: date
    cosigned_on: date
    answered_on: date | None


def list_cosigned(register: OpenRegister) -> tuple[CosignedView, ...]:
    """Every telling co-signed here, the newest peildatum first."""
    need(register, Role.KEYHOLDER)
    with register.read() as connection:
        answered = {one.telling_id: one.answered_on for one in telling_books.load_answers(connection)}
        views = [
            CosignedView(words_of(kept.id), kept.peildatum, kept.opened_on, answered.get(kept.id))
            for kept in telling_books.load_tellingen(connection)
        ]
    return tuple(sorted(views, key=lambda view: view.peildatum, reverse=True))


# --- co-signing and answering


def cosign(register: OpenRegister, proposal: bytes) -> Changed:
    """Co-sign a proposed telling. Value: the file that opens it.

    Refuses a sender that was not enrolled here, or enrolled under another bestuur or sector (UnknownSender); too few
    besturen (TooFewSenders); a report by school type or gemeente (CellsTooFine); a telling too near to one that was
    answered (AlreadyAnswered).
    """
    need(register, Role.KEYHOLDER)
    with register.change() as connection:
        member = _membership(connection)
        _judged(connection, member, proposal)
        data = telling_v1.cosign(proposal, member.profile, member.identity)
        # Once: the very same proposal, whose co-signed file got lost, gives the very same file again.
        telling = telling_v1.decode(data, member.profile)
        telling_books.save_telling_once(connection, KeptTelling.of(telling, data, member.own.profile))
        register.log(connection, "telling_cosigned")
    return changed(Kind.REGION, value=data)


def _judged(connection: Connection, member: Membership, proposal: bytes) -> Telling:
    """The proposed telling, when none of the refusals of `cosign` applies."""
    proposed = telling_v1.decode_proposal(proposal, member.profile)
    _check_roster(connection, proposed)
    shares.check_roster(proposed, member.profile)
    _refuse_second(connection, proposed)
    return proposed


def _membership(connection: Connection) -> Membership:
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


def _forgotten_on(connection: Connection, telling: Telling) -> date | None:
    """When the list of given sums was lost, if that is near enough to this telling for a forgotten sum to matter."""
    until = given.unknown_until(connection)
    return until if until is not None and telling.peildatum - until <= COMPARED_FOR else None


def _coarse(
    connection: Connection,
    profile: Profile,
    telling: Telling,
    changes: tuple[tuple[SetChange, ...], ...],
    rest: Rest | None,
) -> frozenset[str]:
    """The reports of which only totals are answered: all, while it isn't known with whom to compare."""
    if _forgotten_on(connection, telling) is not None:
        return frozenset(layout.report for layout in profile.layouts)
    return totals_only(changes, profile) | (rest.totals_only if rest else frozenset())


def _earlier(connection: Connection) -> list[shares.Answered]:
    return [shares.Answered(one.region, one.peildatum, one.telling_id) for one in given.load_given(connection)]


def _changes(
    connection: Connection, member: Membership, telling: Telling, senders: Collection[bytes], rest: Rest | None = None
) -> tuple[tuple[SetChange, ...], ...]:
    answered = history.given_here(connection, member)
    if rest is not None:
        others = [one for one in answered if one.peildatum != telling.peildatum]
        return history.changes_of(rest.sets, others, telling.peildatum, member.profile)
    return history.changes_since(connection, answered, telling, senders, member.profile)


def answer(register: OpenRegister, request: bytes) -> Changed:
    """Open every share that was passed on, add them up, and seal the one sum to the swv. Value: the answer file.

    Refuses as decision 2 says: AlreadyAnswered, TooFewSenders, UnknownSender, AlreadyReceived; and whatever is broken
    in any share, because a sum that leaves one out would be another sum (ShareDoesNotOpen names its sender; nothing
    is spent). When the senders of a sector changed by fewer
    than `min_senders` besturen, only its totals are answered. The very same request, whose answer got lost in the
    mail, gets the very same answer. The same files without one whole group are summed too: that is for a sum that can't
    be right (`spoilt`). The answer is given only after it was noted beside the register too (DiskFull, CannotWrite).
    """
    need(register, Role.KEYHOLDER)
    request_hash = sealed_file.file_hash(request)
    with register.change() as connection:
        before = [one.document for one in telling_books.load_answers(connection) if one.request_hash == request_hash]
        data = before[0] if before else _answer(register, connection, request, request_hash)
        register.log(connection, "sum_answered")
    register.workspace.write_given()
    return changed(Kind.REGION, value=data)


def _answer(register: OpenRegister, connection: Connection, request: bytes, request_hash: bytes) -> bytes:
    ours = _membership(connection)
    member, telling, opened, rest = _opened(connection, ours, request)
    profile = member.profile
    senders = [one.sender for one in opened]
    coarse = _coarse(connection, profile, telling, _changes(connection, member, telling, senders, rest), rest)
    total = shares.add(shares.from_bytes(one.share, profile.layouts) for one in opened)
    total = shares.narrowed(total, profile.layouts, answered_layouts(profile.layouts, coarse))
    summed = [one.hash for one in opened]
    data = sum_v2.encode_answer(telling, profile, member.identity, summed, shares.to_bytes(total), coarse)
    if rest is None:
        _remember(register, connection, telling, request_hash, data)
    _note(register, connection, telling, senders, request_hash, coarse, rest)
    return data


def _note(
    register: OpenRegister,
    connection: Connection,
    telling: Telling,
    senders: Collection[bytes],
    request_hash: bytes,
    coarse: frozenset[str],
    rest: Rest | None,
) -> None:
    """For ever, and once: a rest that was given may be given again, as it is the same sum."""
    if rest is not None and rest.given_before:
        return
    given.save_given(
        connection,
        Given(
            telling_id=rest.id if rest else telling.id,
            region=telling.region,
            peildatum=telling.peildatum,
            answered_on=register.today(),
            request_hash=request_hash,
            totals_only=coarse,
            senders=history.members_of(connection, telling, senders),
        ),
    )


def _remember(
    register: OpenRegister, connection: Connection, telling: Telling, request_hash: bytes, data: bytes
) -> None:
    kept = Answered(
        telling_id=telling.id,
        region=telling.region,
        peildatum=telling.peildatum,
        answered_on=register.today(),
        request_hash=request_hash,
        document=data,
    )
    telling_books.save_answer(connection, kept)


def _opened(
    connection: Connection, ours: Membership, request: bytes
) -> tuple[Membership, Telling, list[ForwardedShare], Rest | None]:
    """Every share in a request, when none of the refusals of `answer` applies; and the group it leaves out, if so."""
    member, telling, forwards = _asked(connection, ours, request)
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


def _asked(connection: Connection, ours: Membership, request: bytes) -> tuple[Membership, Telling, tuple[bytes, ...]]:
    """The telling a request is about, and the shares in it. Raises NoSuchTelling when it was not co-signed here."""
    sealed_file.unpack(request, sealed_file.Kind.SUM_REQUEST)
    for kept in telling_books.load_tellingen(connection):
        member, telling = kept_telling(ours, kept)
        try:
            return member, telling, sum_v1.decode_request(request, telling, member.profile)
        except OtherTelling:
            continue
    raise NoSuchTelling
