"""The region agrees: its profile, and the senders it trusts.

Every step that trusts somebody's keys comes after two people compared fingerprints over the telephone.
"""

from collections.abc import Collection
from dataclasses import dataclass

from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.joining import (
    KEYHOLDER_SECTOR,
    Membership,
    membership,
    own_identity,
)
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.actions.second_regions import ANOTHER_KEYHOLDER
from thuisplan_desktop.actions.typed import line
from thuisplan_desktop.counts.reports import reports_for
from thuisplan_desktop.crypto.keyring import PARTY_LENGTH, Identity, fingerprint, words_of
from thuisplan_desktop.errors import (
    EnrolledElsewhere,
    NoSuchSender,
    ProfileRefused,
    ProfileUnknown,
)
from thuisplan_desktop.exchange import enrolment_v1, parties_v1, profile_v1
from thuisplan_desktop.region.layouts import check_cells, layout_of
from thuisplan_desktop.region.telling import (
    MIN_SENDERS,
    Enrolment,
    Mode,
    PartyKeys,
    Profile,
)
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.codes import Role, Sector
from thuisplan_desktop.store import identities, region_books, telling_books
from thuisplan_desktop.store.region_books import KeptProfile
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.telling_books import KeptEnrolment


def make_profile(
    register: OpenRegister,
    *,
    region: str,
    name: str,
    definitions_name: str,
    keyholder_file: bytes,
    min_senders: int = MIN_SENDERS,
    sectors: Collection[Sector] = (Sector.PO, Sector.VO),
    mode: Mode = Mode.SPLIT,
) -> Changed:
    """Issue the region's profile; call it after comparing the second party's fingerprint. Value: the signed file.

    The second party is the key holder, in `protected` mode the enrolling officer. Only reports of these `sectors` are
    counted: most samenwerkingsverbanden have one. Raises ProfileRefused, CellsTooFine, and what
    reading the enrolment raises.
    """
    need(register, Role.REGION)
    keyholder = _second_party(keyholder_file, region)
    with register.change() as connection:
        _refuse_another(connection, region)
        _refuse_replaced(connection, keyholder.keys)
        choice = _Choice(name, definitions_name, min_senders, frozenset(sectors), mode)
        data = _issue(register, connection, region, keyholder.keys, choice)
        register.log(connection, "profile_issued")
    return changed(Kind.REGION, value=data)


def renew_profile(
    register: OpenRegister, *, name: str, definitions_name: str, min_senders: int, sectors: Collection[Sector]
) -> Changed:
    """A later version of the profile, with the second party and the way of adding up of before. Value: the signed file.

    It counts as this program does: that is also how a region goes on after an update with other reports. Who pinned an
    earlier version compares words again. Raises ProfileUnknown before the first, ProfileRefused, CellsTooFine.
    """
    need(register, Role.REGION)
    with register.change() as connection:
        now = own_membership(connection).profile
        choice = _Choice(name, definitions_name, min_senders, frozenset(sectors), now.mode)
        data = _issue(register, connection, now.region, now.keyholder, choice)
        register.log(connection, "profile_issued")
    return changed(Kind.REGION, value=data)


@dataclass(frozen=True)
class _Choice:
    """What a samenwerkingsverband chooses in a profile."""

    name: str
    definitions_name: str
    min_senders: int
    sectors: frozenset[Sector]
    mode: Mode


def _refuse_another(connection: Connection, region: str) -> None:
    """One workspace is of one region: its tellingen and its senders have no other. Raises ProfileRefused."""
    if any(own.profile and own.region != region for own in identities.load_identities(connection)):
        raise ProfileRefused(
            reason="deze werkmap is van een andere regio; maak voor een tweede regio een eigen werkmap"
        )


def _refuse_replaced(connection: Connection, keyholder: PartyKeys) -> None:
    """The key holder of a region stays the same once a school delivered: a new one knows of no sum that was given, and
    those schools fill no envelopes for him.
    """
    for kept in telling_books.load_tellingen(connection):
        then = profile_v1.decode(kept.profile)
        began = kept.closed_on is not None or region_books.load_senders(connection, kept.id)
        if began and then.mode is Mode.SPLIT and then.keyholder != keyholder:
            raise ProfileRefused(reason=ANOTHER_KEYHOLDER)


def _issue(register: OpenRegister, connection: Connection, region: str, keyholder: PartyKeys, choice: _Choice) -> bytes:
    name = line(choice.name, "de naam van de regio")
    if not name:
        raise ProfileRefused(reason="de naam van de regio ontbreekt")
    own = own_identity(connection, region)
    identity = Identity.load(own.private_keys)
    rules = definitions.load(choice.definitions_name)
    profile = Profile(
        region=region,
        name=name,
        version=profile_v1.decode(own.profile).version + 1 if own.profile else 1,
        mode=choice.mode,
        min_senders=choice.min_senders,
        definitions=rules.name,
        definitions_version=rules.version,
        layouts=tuple(layout_of(report) for report in reports_for(rules.name) if report.sector in choice.sectors),
        swv=parties_v1.keys_of(identity),
        keyholder=keyholder,
        issued_on=register.today(),
    )
    if choice.mode is Mode.SPLIT:
        check_cells(profile)
    data = profile_v1.encode(profile, identity)
    if own.profile:
        profile_v1.decode(data, replaces=profile_v1.decode(own.profile))
    identities.pin_profile(connection, region, data)
    kept = KeptProfile(version=profile.version, document=data, issued_on=profile.issued_on)
    region_books.save_profile(connection, kept)
    return data


def _second_party(data: bytes, region: str) -> Enrolment:
    party = enrolment_v1.decode(data)
    if party.region != region or party.sectors != {KEYHOLDER_SECTOR}:
        raise ProfileRefused(
            reason="het bestand is niet de aanmelding van de tweede sleutelhouder of inschrijver van deze regio"
        )
    return party


def own_membership(connection: Connection) -> Membership:
    """The one region of this workspace. Raises ProfileUnknown before its profile is there."""
    known = [own for own in identities.load_identities(connection) if own.profile]
    if not known:
        raise ProfileUnknown
    return membership(connection, known[-1].region)


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
        profile = own_membership(connection).profile
        check_may_enrol(register, profile)
        if enrolment.region != profile.region:
            raise ProfileUnknown
        telling_books.save_enrolment(connection, KeptEnrolment(enrolment=enrolment, enrolled_on=register.today()))
        register.log(connection, "sender_enrolled")
    return changed(Kind.REGION, value=_sender(enrolment))


def strike(register: OpenRegister, signing: bytes) -> Changed:
    """Strike a sender off for later tellingen; those that are open keep their roster, and a request made
    after this leaves its file out. One already gone is fine.

    Both region and key holder have to: a roster with a sender whom the key holder struck off is not co-signed.
    """
    need(register, Role.REGION, Role.KEYHOLDER)
    with register.change() as connection:
        check_may_enrol(register, own_membership(connection).profile)
        telling_books.delete_enrolment(connection, signing)
        register.log(connection, "sender_struck")
    return changed(Kind.REGION)


def check_may_enrol(register: OpenRegister, profile: Profile) -> None:
    """Raise EnrolledElsewhere where whoever sees the counts may not know who is behind a pseudonym (decision 2)."""
    if register.role is Role.REGION and profile.mode is Mode.PROTECTED:
        raise EnrolledElsewhere


def list_senders(register: OpenRegister) -> tuple[SenderView, ...]:
    """Everybody enrolled here."""
    need(register, Role.REGION, Role.KEYHOLDER)
    with register.read() as connection:
        return tuple(_listed(kept.enrolment) for kept in telling_books.load_enrolments(connection))


def find_sender(register: OpenRegister, told: str) -> SenderView:
    """The one enrolled sender with this name, or with these twelve words. Raises NoSuchSender."""
    wanted = " ".join(told.casefold().split())
    found = [one for one in list_senders(register) if wanted in (one.name.casefold(), one.fingerprint)]
    if len(found) != 1:
        raise NoSuchSender
    return found[0]


def _listed(enrolment: Enrolment) -> SenderView:
    """Of a sender without a name the party id was kept in place of its sealing key, to which nothing is ever sealed."""
    if len(enrolment.keys.sealing) != PARTY_LENGTH:
        return _sender(enrolment)
    words = words_of(enrolment.keys.sealing)
    return SenderView(
        enrolment.name, enrolment.board, enrolment.sectors, words, enrolment.keys.signing, enrolment.region
    )
