"""The count file: two shares of one school's counts, one for each of two parties, in a file of fixed length.

It holds no name, no BRIN, no case code and no count that one party alone could read. The chain of numbers and hashes
lets the region notice a replayed, lost or forked file. `docs/formats/counts-v1.md` holds the bytes.
"""

import secrets
from dataclasses import dataclass, field

from thuisplan_desktop.crypto import canonical
from thuisplan_desktop.crypto.canonical import Malformed, Record
from thuisplan_desktop.crypto.keyring import Identity, party_id
from thuisplan_desktop.errors import (
    BrokenSeal,
    NotEnrolled,
    ProfileRefused,
)
from thuisplan_desktop.exchange import sealed_file, shares_v1
from thuisplan_desktop.exchange.profile_v1 import KEYHOLDER, SWV
from thuisplan_desktop.exchange.sealed_file import Kind
from thuisplan_desktop.exchange.shares_v1 import Header, SealedShare
from thuisplan_desktop.exchange.telling_v1 import check_agreement
from thuisplan_desktop.region.chains import Chain
from thuisplan_desktop.region.shares import vector_length
from thuisplan_desktop.region.telling import Mode, PartyKeys, Profile, Telling

_MEMBERS = (KEYHOLDER, SWV)
_WORD_LENGTH = 8
_FORWARD_LIMIT = 2 * shares_v1.LONGEST_BOX


@dataclass(frozen=True)
class ReceivedCounts:
    """What the samenwerkingsverband has of a count file: its own share opened, the other to pass on unread."""

    sender: bytes
    sequence: int
    previous: bytes
    file_hash: bytes
    share: bytes = field(repr=False)
    forward: bytes = field(repr=False)
    forward_hash: bytes


@dataclass(frozen=True)
class ForwardedShare:
    """What the key holder has after opening a share that was passed on."""

    sender: bytes
    sequence: int
    hash: bytes
    share: bytes = field(repr=False)


def share_length(profile: Profile) -> int:
    """Bytes of every share under this profile."""
    return _WORD_LENGTH * vector_length(profile.layouts)


def encode(
    telling: Telling, profile: Profile, sender: Identity, last: Chain, *, for_swv: bytes, for_keyholder: bytes
) -> bytes:
    """The file that continues the sender's chain; the two shares are of equal length, fixed by the profile.

    Raises NotEnrolled when the sender is not on the roster, ProfileUnknown when telling and profile don't belong
    together, ProfileRefused when the region doesn't count in shares.
    """
    _check_may_seal(telling, profile, sender)
    if {len(for_swv), len(for_keyholder)} != {share_length(profile)}:
        raise ValueError("a share has the length of the profile")
    delivery = secrets.token_bytes(shares_v1.DELIVERY_LENGTH)
    body = {}
    for role, keys, share in ((SWV, profile.swv, for_swv), (KEYHOLDER, profile.keyholder, for_keyholder)):
        header = Header(
            role=role,
            telling_id=telling.id,
            sender=sender.public[0],
            recipient=party_id(keys.signing, keys.sealing),
            sequence=last.sequence + 1,
            previous=last.file_hash,
            delivery=delivery,
        )
        body[role] = shares_v1.seal(share, header, keys, sender).to_value()
    return sealed_file.pack(Kind.COUNTS, body, {})


def receive(data: bytes, telling: Telling, profile: Profile, swv: Identity) -> ReceivedCounts:
    """Open our half of a count file; both halves are checked, the other stays closed.

    Raises NotAThuisplanFile, OtherKindOfFile, FileTooNew, BrokenSeal, OtherTelling, UnknownSender, NotForUs,
    and ProfileUnknown when telling and profile don't belong together.
    """
    ours, other = _read(data)
    check_agreement(telling, profile)
    shares_v1.check_signature(ours)
    shares_v1.check_signature(other)
    if _pairing(ours) != _pairing(other):
        raise BrokenSeal
    shares_v1.check_telling(ours.header, telling)
    shares_v1.check_addressed(ours, swv.party_id, share_length(profile))
    shares_v1.check_addressed(other, _id_of(profile.keyholder), share_length(profile))
    return ReceivedCounts(
        sender=ours.header.sender,
        sequence=ours.header.sequence,
        previous=ours.header.previous,
        file_hash=sealed_file.file_hash(data),
        share=shares_v1.open_share(ours, swv),
        forward=other.data,
        forward_hash=other.hash,
    )


def open_forwarded(forward: bytes, telling: Telling, profile: Profile, keyholder: Identity) -> ForwardedShare:
    """Open a share that the samenwerkingsverband passed on; raises as `receive`."""
    sealed = read_forwarded(forward)
    check_agreement(telling, profile)
    shares_v1.check_signature(sealed)
    shares_v1.check_telling(sealed.header, telling)
    shares_v1.check_addressed(sealed, keyholder.party_id, share_length(profile))
    share = shares_v1.open_share(sealed, keyholder)
    return ForwardedShare(sealed.header.sender, sealed.header.sequence, sealed.hash, share)


def read_forwarded(forward: bytes) -> SealedShare:
    """The key holder's share as it was passed on, unchecked; raise NotAThuisplanFile."""
    with sealed_file.reading():
        return shares_v1.from_record(Record(canonical.decode(forward, _FORWARD_LIMIT), *shares_v1.MEMBERS), KEYHOLDER)


def _read(data: bytes) -> tuple[SealedShare, SealedShare]:
    container = sealed_file.unpack(data, Kind.COUNTS)
    with sealed_file.reading():
        if container.signatures:
            raise Malformed
        record = Record(container.body, *_MEMBERS)
        swv, keyholder = (
            shares_v1.from_record(Record(record.value(role), *shares_v1.MEMBERS), role) for role in (SWV, KEYHOLDER)
        )
        return swv, keyholder


def _check_may_seal(telling: Telling, profile: Profile, sender: Identity) -> None:
    if profile.mode is not Mode.SPLIT:
        raise ProfileRefused(reason="deze regio telt niet met twee helften")
    check_agreement(telling, profile)
    if sender.public[0] not in {line.signing for line in telling.roster}:
        raise NotEnrolled


def _pairing(sealed: SealedShare) -> tuple[object, ...]:
    """What two halves of one file have in common."""
    header = sealed.header
    return header.telling_id, header.sender, header.sequence, header.previous, header.delivery


def _id_of(keys: PartyKeys) -> bytes:
    return party_id(keys.signing, keys.sealing)
