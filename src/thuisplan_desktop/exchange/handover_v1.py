"""A case sealed to one receiver: only he opens it, and he sees whose key signed it.

Outside stand two keys and a random number, nothing of the pupil or a school. What is inside is padded, so that its
length says little. `docs/formats/handover-v1.md` holds the bytes.
"""

import secrets
from dataclasses import dataclass

from thuisplan_desktop.crypto import canonical, envelope
from thuisplan_desktop.crypto.canonical import Malformed, Record, blob
from thuisplan_desktop.crypto.keyring import Identity, fingerprint, party_id
from thuisplan_desktop.errors import FileTooLarge, NotForUs
from thuisplan_desktop.exchange import handover_value, parties_v1, sealed_file
from thuisplan_desktop.exchange.sealed_file import Kind
from thuisplan_desktop.region.telling import PartyKeys
from thuisplan_desktop.register.handing import Handed

SENDER, RECEIVER = "sender", "receiver"

BLOCK = 16 * 1024
"""What is sealed is a whole number of these."""

LIMIT_MB = 8
_LIMIT = LIMIT_MB * 1024 * 1024
_LENGTH = 4
_FILE_ID = 16
_PARTY_ID = 32
_MEMBERS = ("box", "header")
_HEADER = ("file", "receiver", "sender")


@dataclass(frozen=True)
class Outside:
    """What everybody can see of a sealed case: who signed it, and for which key it is."""

    sender: PartyKeys
    receiver: bytes
    box: bytes
    header: object

    @property
    def fingerprint(self) -> str:
        """The sender's twelve words, to compare over the telephone."""
        return fingerprint(self.sender.signing, self.sender.sealing)

    @property
    def sender_id(self) -> bytes:
        return party_id(self.sender.signing, self.sender.sealing)


def encode(handed: Handed, sender: Identity, receiver: PartyKeys) -> bytes:
    """The sealed and signed file; raise FileTooLarge when the case is more than fits."""
    inside = canonical.encode(handover_value.to_value(handed))
    try:
        handover_value.from_value(canonical.decode(inside, _LIMIT))  # never a file that nobody can read
    except Malformed:
        raise FileTooLarge(limit_mb=LIMIT_MB) from None
    header = {
        "file": blob(secrets.token_bytes(_FILE_ID)),
        "receiver": blob(party_id(receiver.signing, receiver.sealing)),
        "sender": parties_v1.to_value(parties_v1.keys_of(sender)),
    }
    body = {"box": blob(envelope.seal(_padded(inside), _info(header), receiver.sealing)), "header": header}
    return sealed_file.pack(Kind.HANDOVER, body, {SENDER: sealed_file.sign_body(sender, Kind.HANDOVER, SENDER, body)})


def look(data: bytes) -> Outside:
    """The outside, its signature checked; raise NotAThuisplanFile, OtherKindOfFile, FileTooNew, BrokenSeal."""
    container = sealed_file.unpack(data, Kind.HANDOVER)
    with sealed_file.reading():
        record = Record(container.body, *_MEMBERS)
        header = Record(record.value("header"), *_HEADER)
        header.blob("file", _FILE_ID)
        outside = Outside(
            sender=parties_v1.from_record(Record(header.value("sender"), *parties_v1.MEMBERS)),
            receiver=header.blob("receiver", _PARTY_ID),
            box=record.blob_up_to("box", _LIMIT + BLOCK + envelope.OVERHEAD + _LENGTH),
            header=record.value("header"),
        )
        if set(container.signatures) != {SENDER}:
            raise Malformed
    sealed_file.verify_body(container, SENDER, outside.sender.signing)
    return outside


def decode(data: bytes, receiver: Identity) -> Handed:
    """The case that was sealed to us; raise as `look`, and NotForUs when it was sealed to another."""
    outside = look(data)
    if outside.receiver != receiver.party_id:
        raise NotForUs
    inside = envelope.open_sealed(outside.box, _info(outside.header), receiver)
    with sealed_file.reading():
        return handover_value.from_value(canonical.decode(_unpadded(inside), _LIMIT))


def _info(header: object) -> bytes:
    """What the seal is bound to: task, role and version, and between whom."""
    return sealed_file.context(Kind.HANDOVER, RECEIVER) + b"\x00" + canonical.encode(header)


def _padded(inside: bytes) -> bytes:
    whole = len(inside).to_bytes(_LENGTH, "big") + inside
    return whole + bytes(-len(whole) % BLOCK)


def _unpadded(whole: bytes) -> bytes:
    length = int.from_bytes(whole[:_LENGTH], "big")
    inside = whole[_LENGTH : _LENGTH + length]
    if whole != _padded(inside):
        raise Malformed
    return inside
