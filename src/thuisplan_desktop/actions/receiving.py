"""The region: open a telling, receive, have it summed, and add up."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from thuisplan_desktop import messages
from thuisplan_desktop.actions.agreeing import own_membership
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.joining import Membership, kept_telling
from thuisplan_desktop.actions.opening import OpenRegister, need, need_past
from thuisplan_desktop.crypto.keyring import words_of
from thuisplan_desktop.errors import AlreadyExists, NoSuchTelling, TellingClosed, TellingStillOpen, ThuisplanError
from thuisplan_desktop.exchange import counts_v1, profile_v1, sum_v1, telling_v1
from thuisplan_desktop.exchange.counts_v1 import Chain
from thuisplan_desktop.region import combine as combining
from thuisplan_desktop.region import shares
from thuisplan_desktop.region.deliveries import Received as Delivered
from thuisplan_desktop.region.deliveries import deliveries
from thuisplan_desktop.region.telling import CombinedTable, Enrolment, RosterLine, Telling
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import region_books, telling_books
from thuisplan_desktop.store.region_books import Received, SumAnswer
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.telling_books import KeptTelling

_UNKNOWN = "onbekende afzender"


# --- a telling


@dataclass(frozen=True)
class TellingView:
    """One telling and where it stands."""

    id: bytes
    words: str
    peildatum: date
    opened_on: date
    closed_on: date | None
    enrolled: int
    delivered: tuple[str, ...]
    missing: tuple[str, ...]
    answered: bool


def propose_telling(register: OpenRegister, peildatum: date) -> Changed:
    """A telling on this day with everybody enrolled now, for the key holder to co-sign. Value: the proposal file.

    Raises TooFewSenders when a sector has too few besturen, and InvalidCase for a day in the future.
    """
    need(register, Role.REGION)
    need_past(register, peildatum)
    with register.change() as connection:
        member = own_membership(connection)
        telling = Telling(
            id=telling_v1.NO_ID,
            region=member.profile.region,
            profile_version=member.profile.version,
            profile_hash=profile_v1.profile_hash(member.profile),
            peildatum=peildatum,
            roster=_roster(kept.enrolment for kept in telling_books.load_enrolments(connection)),
            opened_on=register.today(),
        )
        shares.check_roster(telling, member.profile)
        data = telling_v1.encode_proposal(telling, member.profile, member.identity)
        register.log(connection, "telling_proposed")
    return changed(Kind.REGION, value=data)


def _roster(enrolments: Iterable[Enrolment]) -> tuple[RosterLine, ...]:
    """Besturen become numbers within this roster, so that the file names none."""
    numbers: dict[str, int] = {}
    lines = []
    for enrolment in sorted(enrolments, key=lambda one: one.keys.signing):
        board = numbers.setdefault(enrolment.board.casefold(), len(numbers) + 1)
        lines.append(RosterLine(enrolment.keys.signing, board, enrolment.sectors))
    return tuple(lines)


def open_telling(register: OpenRegister, cosigned: bytes) -> Changed:
    """Keep the co-signed telling, from now on open for files. Value: its TellingView. Raises NotCosigned."""
    need(register, Role.REGION)
    with register.change() as connection:
        member = own_membership(connection)
        telling = telling_v1.decode(cosigned, member.profile)
        if any(kept.id == telling.id for kept in telling_books.load_tellingen(connection)):
            raise AlreadyExists
        kept = KeptTelling(
            id=telling.id,
            region=telling.region,
            peildatum=telling.peildatum,
            opened_on=telling.opened_on,
            document=cosigned,
            profile=member.own.profile,
        )
        telling_books.save_telling(connection, kept)
        register.log(connection, "telling_opened")
        view = _view(connection, kept)
    return changed(Kind.REGION, value=view)


def list_tellingen(register: OpenRegister) -> tuple[TellingView, ...]:
    """Every telling of this region, the newest peildatum first."""
    need(register, Role.REGION)
    with register.read() as connection:
        views = [_view(connection, kept) for kept in telling_books.load_tellingen(connection)]
    return tuple(sorted(views, key=lambda view: view.peildatum, reverse=True))


def _view(connection: Connection, kept: KeptTelling) -> TellingView:
    _, telling = kept_telling(own_membership(connection), kept)
    names = {one.enrolment.keys.signing: one.enrolment.name for one in telling_books.load_enrolments(connection)}
    files = region_books.load_received(connection, kept.id)
    response = deliveries(telling, (Delivered(one.sender, one.sequence, one.file_hash) for one in files))
    return TellingView(
        id=kept.id,
        words=words_of(kept.id),
        peildatum=kept.peildatum,
        opened_on=kept.opened_on,
        closed_on=kept.closed_on,
        enrolled=len(telling.roster),
        delivered=tuple(sorted(names.get(one.signing, _UNKNOWN) for one in response.counted)),
        missing=tuple(sorted(names.get(line.signing, _UNKNOWN) for line in response.missing)),
        answered=region_books.load_sum_answer(connection, kept.id) is not None,
    )


# --- receiving


@dataclass(frozen=True)
class FileVerdict:
    """What became of one file. `label` is what the caller called it."""

    label: str
    accepted: bool
    sender: str
    text: str

    def __repr__(self) -> str:
        return f"FileVerdict(accepted={self.accepted})"


Progress = Callable[[int, int], None]


def receive(
    register: OpenRegister,
    telling_id: bytes,
    files: Sequence[tuple[str, Callable[[], bytes]]],
    progress: Progress = lambda _done, _all: None,
) -> Changed:
    """Open count files one by one; a bad one is named and never hides the rest. Value: a FileVerdict each.

    A file is its label and a function that reads it. Each good one is kept at once, in its own transaction.
    """
    need(register, Role.REGION)
    verdicts = []
    for number, (label, read) in enumerate(files, start=1):
        verdicts.append(_receive_one(register, telling_id, label, read))
        progress(number, len(files))
    return changed(Kind.REGION, value=tuple(verdicts))


def _receive_one(register: OpenRegister, telling_id: bytes, label: str, read: Callable[[], bytes]) -> FileVerdict:
    try:
        data = read()
        with register.change() as connection:
            name = _keep(register, connection, telling_id, data)
            register.log(connection, "counts_received")
    except ThuisplanError as error:
        return FileVerdict(label, False, "", messages.message_for(error).text)
    return FileVerdict(label, True, name, "Ontvangen: het zegel klopt.")


def _keep(register: OpenRegister, connection: Connection, telling_id: bytes, data: bytes) -> str:
    member, telling, kept = _open_telling(connection, telling_id)
    if kept.closed_on is not None:
        raise TellingClosed
    counts = counts_v1.receive(data, telling, member.profile, member.identity)
    counts_v1.follow(counts, _last(connection, counts.sender))
    shares.from_bytes(counts.share, member.profile.layouts)
    region_books.save_received(
        connection,
        Received(
            telling_id=telling_id,
            sender=counts.sender,
            sequence=counts.sequence,
            file_hash=counts.file_hash,
            share_a=counts.share,
            envelope_b=counts.forward,
            received_on=register.today(),
        ),
    )
    return _name_of(connection, counts.sender)


def _last(connection: Connection, sender: bytes) -> Chain:
    """The newest file of a sender over all tellingen: his chain runs through them."""
    known = [
        received
        for kept in telling_books.load_tellingen(connection)
        for received in region_books.load_latest(connection, kept.id)
        if received.sender == sender
    ]
    if not known:
        return counts_v1.START
    newest = max(known, key=lambda received: received.sequence)
    return Chain(newest.sequence, newest.file_hash)


def _name_of(connection: Connection, sender: bytes) -> str:
    names = {one.enrolment.keys.signing: one.enrolment.name for one in telling_books.load_enrolments(connection)}
    return names.get(sender, _UNKNOWN)


def _open_telling(connection: Connection, telling_id: bytes) -> tuple[Membership, Telling, KeptTelling]:
    kept = telling_books.load_telling(connection, telling_id)
    member, telling = kept_telling(own_membership(connection), kept)
    return member, telling, kept


# --- the sum


def request_sum(register: OpenRegister, telling_id: bytes) -> Changed:
    """Close the telling and pass the unread shares on to the key holder. Value: the sum request file.

    Raises TooFewSenders while too few besturen delivered: then the telling stays open. A closed telling gives the
    same request again.
    """
    need(register, Role.REGION)
    with register.change() as connection:
        member, telling, kept = _open_telling(connection, telling_id)
        latest = region_books.load_latest(connection, telling_id)
        shares.may_answer(telling, member.profile, [received.sender for received in latest])
        data = sum_v1.encode_request(
            telling, member.profile, member.identity, [received.envelope_b for received in latest]
        )
        if kept.closed_on is None:
            telling_books.close_telling(connection, telling_id, register.today())
        register.log(connection, "sum_requested")
    return changed(Kind.REGION, value=data)


def add_up(register: OpenRegister, telling_id: bytes, answer: bytes) -> Changed:
    """Add the key holder's sum to ours and keep the exact totals, once. Value: how many senders they cover.

    Raises TellingStillOpen, SetsDiffer, ImplausibleSum, BrokenSeal, NotForUs, OtherTelling, AlreadyReceived.
    """
    need(register, Role.REGION)
    with register.change() as connection:
        member, telling, kept = _open_telling(connection, telling_id)
        if kept.closed_on is None:
            raise TellingStillOpen
        latest = region_books.load_latest(connection, telling_id)
        expected = [counts_v1.read_forwarded(received.envelope_b).hash for received in latest]
        sum_b = sum_v1.decode_answer(answer, telling, member.profile, member.identity, expected)
        layouts = member.profile.layouts
        sum_a = shares.add(shares.from_bytes(received.share_a, layouts) for received in latest)
        tables = combining.combine(
            sum_a, shares.from_bytes(sum_b, layouts), telling, member.profile, delivered=len(latest)
        )
        region_books.save_sum_answer(
            connection, SumAnswer(telling_id=telling_id, document=answer, received_on=register.today())
        )
        region_books.save_combined(connection, telling_id, tables)
        register.log(connection, "summed")
    return changed(Kind.REGION, value=len(latest))


def exact_sums(register: OpenRegister, telling_id: bytes) -> tuple[CombinedTable, ...]:
    """The exact totals, for the officer's eyes on the page Optellen only. Who looked is logged."""
    need(register, Role.REGION)
    with register.change() as connection:
        register.log(connection, "exact_sums_shown")
        return region_books.load_combined(connection, telling_id)


def find_telling(register: OpenRegister, peildatum: date) -> bytes:
    """The id of the telling on this day, the one opened last when it was opened again. Raises NoSuchTelling."""
    need(register, Role.REGION)
    with register.read() as connection:
        for kept in reversed(telling_books.load_tellingen(connection)):
            if kept.peildatum == peildatum:
                return kept.id
    raise NoSuchTelling
