"""The region: agree on a profile, enrol senders, open a telling, receive, have it summed, and report.

Every step that trusts somebody's keys comes after two people compared fingerprints over the telephone.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from thuisplan_desktop import messages
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.joining import (
    KEYHOLDER_SECTOR,
    Membership,
    kept_telling,
    membership,
    own_identity,
)
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.counts.reports import reports_for
from thuisplan_desktop.crypto.keyring import Identity, fingerprint, words_of
from thuisplan_desktop.errors import (
    AlreadyExists,
    NoSuchTelling,
    ProfileRefused,
    ProfileUnknown,
    TellingClosed,
    ThuisplanError,
)
from thuisplan_desktop.exchange import counts_v1, enrolment_v1, parties_v1, profile_v1, sum_v1, telling_v1
from thuisplan_desktop.exchange.counts_v1 import Chain
from thuisplan_desktop.region import combine as combining
from thuisplan_desktop.region import shares
from thuisplan_desktop.region.deliveries import Received as Delivered
from thuisplan_desktop.region.deliveries import deliveries
from thuisplan_desktop.region.telling import (
    MIN_SENDERS,
    CombinedTable,
    Enrolment,
    Mode,
    Profile,
    RosterLine,
    Telling,
)
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.codes import Role, Sector
from thuisplan_desktop.store import identities, region_books, telling_books
from thuisplan_desktop.store.region_books import KeptProfile, Received, SumAnswer
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.telling_books import KeptEnrolment, KeptTelling

_UNKNOWN = "onbekende afzender"


# --- the profile


def make_profile(
    register: OpenRegister,
    *,
    region: str,
    name: str,
    definitions_name: str,
    keyholder_file: bytes,
    min_senders: int = MIN_SENDERS,
    sectors: Collection[Sector] = (Sector.PO, Sector.VO),
) -> Changed:
    """Issue the region's profile; call it after comparing the key holder's fingerprint. Value: the signed file.

    Only reports of these `sectors` are counted: most samenwerkingsverbanden have one.

    Raises ProfileRefused, and what reading the key holder's enrolment raises.
    """
    need(register, Role.REGION)
    keyholder = enrolment_v1.decode(keyholder_file)
    if keyholder.region != region or keyholder.sectors != {KEYHOLDER_SECTOR}:
        raise ProfileRefused(reason="het bestand is niet de aanmelding van de tweede sleutelhouder van deze regio")
    rules = definitions.load(definitions_name)
    with register.change() as connection:
        own = own_identity(connection, region)
        identity = Identity.load(own.private_keys)
        profile = Profile(
            region=region,
            name=name,
            version=profile_v1.decode(own.profile).version + 1 if own.profile else 1,
            mode=Mode.SPLIT,
            min_senders=min_senders,
            definitions=rules.name,
            definitions_version=rules.version,
            layouts=tuple(
                combining.layout_of(report) for report in reports_for(rules.name) if report.sector in sectors
            ),
            swv=parties_v1.keys_of(identity),
            keyholder=keyholder.keys,
            issued_on=register.today(),
        )
        data = profile_v1.encode(profile, identity)
        identities.pin_profile(connection, region, data)
        region_books.save_profile(
            connection, KeptProfile(version=profile.version, document=data, issued_on=profile.issued_on)
        )
        register.log(connection, "profile_issued")
    return changed(Kind.REGION, value=data)


def own_membership(connection: Connection) -> Membership:
    """The one region of this workspace. Raises ProfileUnknown before its profile is there."""
    known = [own for own in identities.load_identities(connection) if own.profile]
    if not known:
        raise ProfileUnknown
    return membership(connection, known[-1].region)


# --- enrolled senders


@dataclass(frozen=True)
class SenderView:
    """An enrolment as two people compare it: who says he is who, and the words of his keys."""

    name: str
    board: str
    sectors: frozenset[str]
    fingerprint: str
    signing: bytes
    region: str

    def __repr__(self) -> str:
        return "SenderView()"


def read_enrolment(data: bytes) -> SenderView:
    """What an enrolment says. Nothing is trusted yet."""
    return _sender(enrolment_v1.decode(data))


def _sender(enrolment: Enrolment) -> SenderView:
    keys = enrolment.keys
    return SenderView(
        name=enrolment.name,
        board=enrolment.board,
        sectors=enrolment.sectors,
        fingerprint=fingerprint(keys.signing, keys.sealing),
        signing=keys.signing,
        region=enrolment.region,
    )


def enrol(register: OpenRegister, data: bytes) -> Changed:
    """Enrol a sender: call it only after a person compared the fingerprint over the telephone. Value: a SenderView."""
    need(register, Role.REGION, Role.KEYHOLDER)
    enrolment = enrolment_v1.decode(data)
    if KEYHOLDER_SECTOR in enrolment.sectors:
        raise ProfileRefused(reason="een sleutelhouder telt zelf niet mee als afzender")
    with register.change() as connection:
        if enrolment.region != own_membership(connection).profile.region:
            raise ProfileUnknown
        telling_books.save_enrolment(connection, KeptEnrolment(enrolment=enrolment, enrolled_on=register.today()))
        register.log(connection, "sender_enrolled")
    return changed(Kind.REGION, value=_sender(enrolment))


def list_senders(register: OpenRegister) -> tuple[SenderView, ...]:
    """Everybody enrolled here."""
    with register.read() as connection:
        return tuple(_sender(kept.enrolment) for kept in telling_books.load_enrolments(connection))


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

    Raises TooFewSenders when a sector has too few besturen.
    """
    need(register, Role.REGION)
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

    Raises SetsDiffer, ImplausibleSum, BrokenSeal, NotForUs, OtherTelling, AlreadyReceived.
    """
    need(register, Role.REGION)
    with register.change() as connection:
        member, telling, _ = _open_telling(connection, telling_id)
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
    with register.read() as connection:
        for kept in reversed(telling_books.load_tellingen(connection)):
            if kept.peildatum == peildatum:
                return kept.id
    raise NoSuchTelling
