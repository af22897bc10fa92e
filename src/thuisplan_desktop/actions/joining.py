"""Take part in a region: own keys for it, its profile pinned after comparing fingerprints, an enrolment to send.

Senders and the second key holder do the same: each has keys made for one region alone (decision 2).
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

from thuisplan_desktop.actions import second_regions
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister, need, sectors_of
from thuisplan_desktop.crypto.keyring import Identity, fingerprint
from thuisplan_desktop.dutch import format_date, join_words
from thuisplan_desktop.errors import NotEnrolled, ProfileRefused, ProfileUnknown
from thuisplan_desktop.exchange import enrolment_v1, parties_v1, profile_v1, telling_v1
from thuisplan_desktop.region.layouts import check_cells, titles_of
from thuisplan_desktop.region.telling import Enrolment, Mode, Profile, Telling, check_opened
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import identities
from thuisplan_desktop.store.identities import OwnIdentity
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.telling_books import KeptTelling

KEYHOLDER_SECTOR = "keyholder"
"""What the second key holder's enrolment says in place of a school sector: no report counts it."""


@dataclass(frozen=True)
class ProfileView:
    """What a person compares over the telephone before pinning a profile.

    `keyholder_fingerprint` is the second party's: of the key holder, or in `protected` mode of the enrolling officer.
    `reports` are the titles of what is counted.
    """

    region: str
    name: str
    version: int
    definitions: str
    min_senders: int
    issued_on: date
    swv_fingerprint: str
    keyholder_fingerprint: str
    sectors: frozenset[str]
    mode: Mode = Mode.SPLIT
    reports: tuple[str, ...] = ()


@dataclass(frozen=True)
class Membership:
    """Our keys for a region with the profile that was pinned."""

    own: OwnIdentity
    identity: Identity
    profile: Profile


def read_profile(data: bytes) -> ProfileView:
    """What a profile file says. Raises what `profile_v1.decode` raises, and CellsTooFine; nothing is trusted yet."""
    return _view(_safe(profile_v1.decode(data)))


def _safe(profile: Profile) -> Profile:
    """Where sums are exact, no cell may be one school's."""
    if profile.mode is Mode.SPLIT:
        check_cells(profile)
    return profile


def _view(profile: Profile) -> ProfileView:
    return ProfileView(
        region=profile.region,
        name=profile.name,
        version=profile.version,
        definitions=profile.definitions,
        min_senders=profile.min_senders,
        issued_on=profile.issued_on,
        swv_fingerprint=fingerprint(profile.swv.signing, profile.swv.sealing),
        keyholder_fingerprint=fingerprint(profile.keyholder.signing, profile.keyholder.sealing),
        sectors=frozenset(layout.sector for layout in profile.layouts),
        mode=profile.mode,
        reports=titles_of(profile),
    )


def pin_profile(register: OpenRegister, data: bytes, *, asked_why: bool = False) -> Changed:
    """A sender trusts this profile from now on: call it only after a person compared both fingerprints. Value: a
    ProfileView.

    A later profile must be a newer version signed with the same keys (ProfileRefused), and none
    may be finer than a roster can judge (CellsTooFine, DefinitionsDiffer). A school that is in another region of its
    sector joins a second one only after it asked why there is one: `asked_why` (SecondRegion). With another key
    holder the region must begin anew, once we counted; nor is one taken that is dated more than a day after today
    (ProfileRefused).
    """
    need(register, Role.SCHOOL, Role.CONSULENT)
    return _pin(register, data, asked_why=asked_why)


def pin_as_second_party(register: OpenRegister, data: bytes) -> Changed:
    """The key holder or enrolling officer trusts this profile, after a person compared the fingerprint of the
    samenwerkingsverband: the other one is his own. Value: a ProfileView.

    Raises as `pin_profile`; and ProfileRefused for a profile that names somebody else in his place, or that is of
    another region than this workspace: what he gave is held against later sums of that region.
    """
    need(register, Role.KEYHOLDER)
    return _pin(register, data)


def _pin(register: OpenRegister, data: bytes, *, asked_why: bool = False) -> Changed:
    profile = _safe(profile_v1.decode(data))
    _refuse_future(register, profile)
    with register.change() as connection:
        own = own_identity(connection, profile.region)
        if register.role is Role.KEYHOLDER:
            _refuse_second_region(connection, profile)
            _refuse_another_party(own, profile)
        elif not asked_why:
            second_regions.refuse_unasked(register, connection, profile)
        if own.profile:
            before = profile_v1.decode(own.profile)
            profile = profile_v1.decode(data, replaces=before)
            second_regions.refuse_replaced(connection, before, profile)
            if own.profile != data:  # who delivers for a telling that is open does it under the version of then
                identities.keep_earlier(connection, own, max(register.today(), profile.issued_on))
        identities.pin_profile(connection, profile.region, data)
        register.log(connection, "profile_pinned")
    return changed(Kind.REGION, value=_view(profile))


def read_as_second_party(register: OpenRegister, data: bytes) -> ProfileView:
    """As `read_profile`, refusing before anything is compared what `pin_as_second_party` would."""
    need(register, Role.KEYHOLDER)
    profile = _safe(profile_v1.decode(data))
    with register.read() as connection:
        _refuse_second_region(connection, profile)
        with suppress(NotEnrolled):
            _refuse_another_party(identities.load_identity(connection, profile.region), profile)
            return _view(profile)
    raise ProfileRefused(reason=_ANOTHER_PARTY)


def _refuse_future(register: OpenRegister, profile: Profile) -> None:
    """An earlier version holds until the day of the next at least: one of next year would leave room for both. A
    day's difference is two clocks.
    """
    if profile.issued_on > register.today() + timedelta(days=1):
        raise ProfileRefused(
            reason=f"het is gedateerd op {format_date(profile.issued_on)}, een dag die nog komt. Staat de klok van "
            "deze computer goed? Vraag dan het samenwerkingsverband de klok daar goed te zetten en een nieuwe versie "
            "te maken"
        )


def _refuse_second_region(connection: Connection, profile: Profile) -> None:
    """A key holder serves one region with one workspace. A school or consulent may be a sender in more."""
    known = identities.load_identities(connection)
    if any(own.profile and own.region != profile.region for own in known):
        raise ProfileRefused(
            reason="deze werkmap is al van een andere regio; maak voor een tweede regio een eigen werkmap. Telt deze "
            "regio dezelfde scholen onder een nieuwe naam? Leg dan niets vast: twee sommen samen tonen één school"
        )


_ANOTHER_PARTY = "het noemt een andere sleutelhouder of inschrijver dan u"


def _refuse_another_party(own: OwnIdentity, profile: Profile) -> None:
    if parties_v1.keys_of(Identity.load(own.private_keys)) != profile.keyholder:
        raise ProfileRefused(reason=_ANOTHER_PARTY)


def own_identity(connection: Connection, region: str) -> OwnIdentity:
    """Our keys for this region, made at first use."""
    try:
        return identities.load_identity(connection, region)
    except NotEnrolled:
        own = OwnIdentity(region=region, private_keys=Identity.generate().export())
        identities.save_identity(connection, own)
        return own


def pinned_profiles(register: OpenRegister) -> tuple[ProfileView, ...]:
    """The regions this register takes part in."""
    with register.read() as connection:
        known = identities.load_identities(connection)
    return tuple(_view(profile_v1.decode(own.profile)) for own in known if own.profile)


def beside_sums(regions: Sequence[str]) -> str:
    """What an own table means beside the sums of these regions, to be read before anybody has it; empty without one."""
    return _BESIDE_SUMS.format(regions=join_words(list(regions))) if regions else ""


_BESIDE_SUMS = (
    "U doet mee met {regions}. Wie de som van de regio heeft en de tabellen van alle andere scholen, rekent uit wat "
    "in deze is afgeschermd. Spreek met de regio af welke scholen een eigen tabel publiceren."
)


@dataclass(frozen=True)
class OwnKeys:
    """Our keys for one region: the words to read out over the telephone, and whether its profile is pinned."""

    region: str
    fingerprint: str
    pinned: bool


def own_keys(register: OpenRegister) -> tuple[OwnKeys, ...]:
    """The regions to which this register presented itself, in that order."""
    with register.read() as connection:
        known = identities.load_identities(connection)
    return tuple(OwnKeys(own.region, Identity.load(own.private_keys).fingerprint, bool(own.profile)) for own in known)


@dataclass(frozen=True)
class EnrolmentFile:
    """The file that presents us to a region, and the words to read out over the telephone."""

    data: bytes
    fingerprint: str


def enrolment_file(register: OpenRegister, region: str) -> Changed:
    """Present ourselves to a region: name, bestuur, sectors and our public keys. Its value is an EnrolmentFile.

    A sender, key holder or enrolling officer does; a region is never a sender.
    """
    need(register, Role.SCHOOL, Role.CONSULENT, Role.KEYHOLDER)
    with register.change() as connection:
        identity = Identity.load(own_identity(connection, region).private_keys)
        data = enrolment_v1.encode(_enrolment(register, region, identity), identity)
        register.log(connection, "enrolment")
    return changed(Kind.REGION, value=EnrolmentFile(data, identity.fingerprint))


def second_party_file(register: OpenRegister, region: str) -> Changed:
    """The same of a key holder or enrolling officer."""
    need(register, Role.KEYHOLDER)
    return enrolment_file(register, region)


def _enrolment(register: OpenRegister, region: str, identity: Identity) -> Enrolment:
    kept = register.settings
    holder = register.role is Role.KEYHOLDER
    sectors = {KEYHOLDER_SECTOR} if holder else {sector.value for sector in sectors_of(register)}
    return Enrolment(
        region=region,
        keys=parties_v1.keys_of(identity),
        name=kept.title,
        board=kept.board or kept.title,
        sectors=frozenset(sectors),
    )


def membership(connection: Connection, region: str) -> Membership:
    """Our keys and the pinned profile of a region. Raises ProfileUnknown."""
    try:
        own = identities.load_identity(connection, region)
    except NotEnrolled:
        raise ProfileUnknown from None
    if not own.profile:
        raise ProfileUnknown
    return Membership(own, Identity.load(own.private_keys), profile_v1.decode(own.profile))


def kept_telling(member: Membership, kept: KeptTelling) -> tuple[Membership, Telling]:
    """A telling that was kept, with our membership as it was under the profile of that telling."""
    then = replace(member, profile=profile_v1.decode(kept.profile))
    return then, telling_v1.decode(kept.document, then.profile)


def member_for_telling(connection: Connection, data: bytes) -> tuple[Membership, Telling]:
    """The opened telling in a file, under the pinned profile it belongs to.

    That may be an earlier version, for a telling that was opened no later than the day on which the next one was
    pinned here: whatever day that one bears, it keeps nobody out of what was open.

    Raises ProfileUnknown when no pinned profile fits, TellingMisdated, and what `telling_v1.decode` raises.
    """
    for own in identities.load_identities(connection):
        if own.profile:
            member = membership(connection, own.region)
            for then, until in _versions(connection, member):
                with suppress(ProfileUnknown):
                    telling = telling_v1.decode(data, then.profile)
                    check_opened(telling)
                    if telling.opened_on <= until:
                        return then, telling
    raise ProfileUnknown


def _versions(connection: Connection, member: Membership) -> Iterator[tuple[Membership, date]]:
    """Ours under each version that was pinned, the newest first, with the last day a telling is opened under it."""
    yield member, date.max
    following = member.profile.issued_on
    for earlier in reversed(identities.load_earlier(connection, member.own.region)):
        profile = profile_v1.decode(earlier.document)
        then = replace(member, own=replace(member.own, profile=earlier.document), profile=profile)
        yield then, earlier.until or following
        following = profile.issued_on
