"""Asking the key holder for one sum, and the answer: a summed share and the hash of every share in it.

`docs/formats/sum-v1.md` holds the bytes. Whether the key holder may answer is decided in `region.shares`; these files
only prove who asked what, and what was added.
"""

from collections.abc import Collection, Iterable, Mapping

from thuisplan_desktop.crypto import canonical, envelope
from thuisplan_desktop.crypto.canonical import Malformed, Record, blob
from thuisplan_desktop.crypto.keyring import Identity, party_id
from thuisplan_desktop.errors import AlreadyReceived, NotForUs, OtherTelling, SetsDiffer
from thuisplan_desktop.exchange import counts_v1, parties_v1, sealed_file, shares_v1
from thuisplan_desktop.exchange.profile_v1 import KEYHOLDER, SWV
from thuisplan_desktop.exchange.sealed_file import Container, Kind
from thuisplan_desktop.region.telling import Profile, Telling

_REQUEST_MEMBERS = ("shares", "telling")
_ANSWER_MEMBERS = ("box", "recipient", "summed", "telling")
_MOST_SENDERS = 20_000


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
        records = record.records("shares", _MOST_SENDERS, *shares_v1.MEMBERS)
        shares = tuple(shares_v1.from_record(share, KEYHOLDER) for share in records)
        telling_id = record.blob("telling", shares_v1.HASH_LENGTH)
    if telling_id != telling.id:  # asked first: a request of another region is signed with keys unknown here
        raise OtherTelling
    _check_signed(container, SWV, profile.swv.signing)
    if len({share.header.sender for share in shares}) != len(shares):
        raise AlreadyReceived
    return tuple(share.data for share in shares)


def encode_answer(
    telling: Telling, profile: Profile, keyholder: Identity, summed: Collection[bytes], share: bytes
) -> bytes:
    """Seal the summed share to the samenwerkingsverband; `summed` are the hashes of the shares that were added.

    Raises NotForUs when `keyholder` is not the profile's.
    """
    if parties_v1.keys_of(keyholder) != profile.keyholder:
        raise NotForUs
    header = {
        "recipient": blob(party_id(profile.swv.signing, profile.swv.sealing)),
        "summed": [blob(digest) for digest in sorted(set(summed))],
        "telling": blob(telling.id),
    }
    body = {**header, "box": blob(envelope.seal(share, _seal_context(header), profile.swv.sealing))}
    signature = sealed_file.sign_body(keyholder, Kind.SUM_ANSWER, KEYHOLDER, body)
    return sealed_file.pack(Kind.SUM_ANSWER, body, {KEYHOLDER: signature})


def decode_answer(data: bytes, telling: Telling, profile: Profile, swv: Identity, expected: Collection[bytes]) -> bytes:
    """The summed share, only if it is the sum of exactly the shares whose hashes are `expected`.

    Raises NotAThuisplanFile, OtherKindOfFile, FileTooNew, BrokenSeal, OtherTelling, NotForUs, SetsDiffer.
    """
    container = sealed_file.unpack(data, Kind.SUM_ANSWER)
    with sealed_file.reading():
        record = Record(container.body, *_ANSWER_MEMBERS)
        box = record.blob_up_to("box", shares_v1.LONGEST_BOX)
        recipient = record.blob("recipient", shares_v1.HASH_LENGTH)
        summed = record.blobs("summed", shares_v1.HASH_LENGTH, _MOST_SENDERS)
        telling_id = record.blob("telling", shares_v1.HASH_LENGTH)
        if list(summed) != sorted(set(summed)):
            raise Malformed
    _check_signed(container, KEYHOLDER, profile.keyholder.signing)
    if telling_id != telling.id:
        raise OtherTelling
    if recipient != swv.party_id:
        raise NotForUs
    _check_same(set(summed), set(expected))
    header = {
        "recipient": blob(recipient),
        "summed": [blob(digest) for digest in summed],
        "telling": blob(telling_id),
    }
    return envelope.open_sealed(box, _seal_context(header), swv)


def _check_signed(container: Container, role: str, signing: bytes) -> None:
    with sealed_file.reading():
        if set(container.signatures) != {role}:
            raise Malformed
    sealed_file.verify_body(container, role, signing)


def _check_same(summed: set[bytes], expected: set[bytes]) -> None:
    if summed != expected:
        raise SetsDiffer(missing=len(expected - summed), unexpected=len(summed - expected))


def _seal_context(header: Mapping[str, object]) -> bytes:
    return sealed_file.context(Kind.SUM_ANSWER, KEYHOLDER) + b"\x00" + canonical.encode(header)
