"""Asking the key holder for one sum: the unread shares are passed on. `sum_v2` holds the answer.

`docs/formats/sum-v1.md` holds the bytes. Whether the key holder may answer is decided in `region.shares`; this file
only proves who asked what.
"""

from collections.abc import Iterable

from thuisplan_desktop.crypto.canonical import Malformed, Record, blob
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.errors import AlreadyReceived, NotForUs, OtherTelling
from thuisplan_desktop.exchange import counts_v1, parties_v1, sealed_file, shares_v1
from thuisplan_desktop.exchange.profile_v1 import KEYHOLDER, SWV
from thuisplan_desktop.exchange.sealed_file import Container, Kind
from thuisplan_desktop.region.telling import Profile, Telling

_REQUEST_MEMBERS = ("shares", "telling")
MOST_SENDERS = 20_000


def encode_request(telling: Telling, profile: Profile, swv: Identity, forwards: Iterable[bytes]) -> bytes:
    """Pass the unread shares on, in order of sender; raise NotForUs when `swv` is not the profile's."""
    if parties_v1.keys_of(swv) != profile.swv:
        raise NotForUs
    shares = sorted((counts_v1.read_forwarded(forward) for forward in forwards), key=lambda s: s.header.sender)
    body = {"shares": [share.to_value() for share in shares], "telling": blob(telling.id)}
    signature = sealed_file.sign_body(swv, Kind.SUM_REQUEST, SWV, body)
    data = sealed_file.pack(Kind.SUM_REQUEST, body, {SWV: signature})
    decode_request(data, telling, profile)
    return data


def decode_request(data: bytes, telling: Telling, profile: Profile) -> tuple[bytes, ...]:
    """The shares that the samenwerkingsverband passes on, for `counts_v1.open_forwarded` one by one.

    Raises NotAThuisplanFile, OtherKindOfFile, FileTooNew, BrokenSeal, OtherTelling, and AlreadyReceived when one
    sender stands in it twice.
    """
    container = sealed_file.unpack(data, Kind.SUM_REQUEST)
    with sealed_file.reading():
        record = Record(container.body, *_REQUEST_MEMBERS)
        records = record.records("shares", MOST_SENDERS, *shares_v1.MEMBERS)
        shares = tuple(shares_v1.from_record(share, KEYHOLDER) for share in records)
        telling_id = record.blob("telling", shares_v1.HASH_LENGTH)
    if telling_id != telling.id:  # asked first: a request of another region is signed with keys unknown here
        raise OtherTelling
    check_signed(container, SWV, profile.swv.signing)
    if len({share.header.sender for share in shares}) != len(shares):
        raise AlreadyReceived
    return tuple(share.data for share in shares)


def check_signed(container: Container, role: str, signing: bytes) -> None:
    """Return only if this role alone signed; raise NotAThuisplanFile or BrokenSeal."""
    with sealed_file.reading():
        if set(container.signatures) != {role}:
            raise Malformed
    sealed_file.verify_body(container, role, signing)
