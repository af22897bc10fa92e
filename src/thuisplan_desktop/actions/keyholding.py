"""The second key holder: trusts senders by telephone, co-signs a telling, and gives one sum of it, ever."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.actions import history
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.joining import Membership
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.actions.requests import (
    asked_in,
    changes_for,
    coarse_of,
    forgotten_on,
    holder_of,
    judged,
    opened_shares,
)
from thuisplan_desktop.actions.spoilt import Rest
from thuisplan_desktop.crypto.keyring import words_of
from thuisplan_desktop.exchange import counts_v1, sealed_file, sum_v2, telling_v1
from thuisplan_desktop.region import shares
from thuisplan_desktop.region.contributing import counters, summable
from thuisplan_desktop.region.layouts import titles_of
from thuisplan_desktop.region.membership import Member, SetChange, answered_layouts
from thuisplan_desktop.region.telling import Telling
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
    are the titles of what is added up; of the sectors in `short` too few delivered, and nothing is.
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
    short: tuple[Sector, ...] = ()


def read_request(register: OpenRegister, data: bytes) -> Asked:
    """What a proposed telling or a sum request asks. Raises what `cosign` or `answer` would refuse with."""
    need(register, Role.KEYHOLDER)
    with register.read() as connection:
        member = holder_of(connection)
        if sealed_file.kind_of(data) is sealed_file.Kind.TELLING:
            telling = judged(connection, member, data, register.today())
            return _asks(connection, member, telling, [line.signing for line in telling.roster], for_sum=False)
        return _asks_sum(connection, member, data)


def _asks_sum(connection: Connection, member: Membership, data: bytes) -> Asked:
    answered = {one.request_hash: one.answered_on for one in telling_books.load_answers(connection)}
    before = answered.get(sealed_file.file_hash(data))
    if before:
        member, telling, forwards = asked_in(connection, member, data)
        senders, rest = [counts_v1.read_forwarded(forward).header.sender for forward in forwards], None
    else:
        member, telling, opened, rest = opened_shares(connection, member, data)
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
    asked = summable(lines, telling.roster, member.profile)
    counting = counters(lines, telling.roster, asked)
    changes = () if answered_on else changes_for(connection, member, telling, senders, rest)
    return Asked(
        for_sum=for_sum,
        region_name=member.profile.name,
        peildatum=telling.peildatum,
        words=words_of(telling.id) if for_sum else "",
        senders=len(lines),
        enrolled=len(telling.roster),
        boards=tuple((Sector(one.sector), len(one.counting)) for one in counting),
        own_account=tuple(Sector(one.sector) for one in counting if one.is_own_account),
        min_senders=member.profile.min_senders,
        answered_on=answered_on,
        changes=changes,
        totals_only=coarse_of(connection, asked, telling, changes, rest),
        short=history.short_sectors(member.profile, asked),
        rest=rest,
        forgotten_on=forgotten_on(connection, telling),
        reports=titles_of(asked),
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
        member = holder_of(connection)
        judged(connection, member, proposal, register.today())
        data = telling_v1.cosign(proposal, member.profile, member.identity)
        # Once: the very same proposal, whose co-signed file got lost, gives the very same file again.
        telling = telling_v1.decode(data, member.profile)
        telling_books.save_telling_once(connection, KeptTelling.of(telling, data, member.own.profile))
        register.log(connection, "telling_cosigned")
    return changed(Kind.REGION, value=data)


def answer(register: OpenRegister, request: bytes) -> Changed:
    """Open every share that was passed on, add them up, and seal the one sum to the swv. Value: the answer file.

    Refuses as decision 2 says: AlreadyAnswered, TooFewSenders, UnknownSender, AlreadyReceived; and whatever is broken
    in any share, because a sum that leaves one out would be another sum (ShareDoesNotOpen names its sender; nothing
    is spent). When the senders of a sector changed by fewer than `min_senders` besturen, only its totals are answered;
    of one in which too few delivered, nothing. The very same request, whose answer got lost in the mail, gets the very
    same answer. The same files without one whole group are summed too: that is for a sum that can't be right
    (`spoilt`). The answer is given only after it was noted beside the register too (DiskFull, CannotWrite).
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
    ours = holder_of(connection)
    member, telling, opened, rest = opened_shares(connection, ours, request)
    profile, senders = member.profile, [one.sender for one in opened]
    asked = history.summable_of(telling, senders, profile)
    coarse = coarse_of(connection, asked, telling, changes_for(connection, member, telling, senders, rest), rest)
    total = shares.add(shares.from_bytes(one.share, profile.layouts) for one in opened)
    total = shares.narrowed(total, profile.layouts, answered_layouts(asked.layouts, coarse))
    summed = [one.hash for one in opened]
    data = sum_v2.encode_answer(telling, profile, member.identity, summed, shares.to_bytes(total), coarse)
    if rest is None:
        _remember(register, connection, telling, request_hash, data)
    not_whole = coarse | {one.report for one in profile.layouts if one not in asked.layouts}
    members = history.summed_members(connection, telling, senders, asked)
    _note(register, connection, telling, members, request_hash, not_whole, rest)
    return data


def _note(
    register: OpenRegister,
    connection: Connection,
    telling: Telling,
    senders: tuple[Member, ...],
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
            senders=senders,
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
