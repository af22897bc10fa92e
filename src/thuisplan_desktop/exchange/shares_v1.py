"""One share on its way: a box for one recipient, with a header, signed by itself.

It stands on its own, so that the samenwerkingsverband can pass the key holder's box on unread, and neither it nor a
postman can take it out of its telling, give it another sender or put it beside another half. `counts_v1` puts two in
a file; `sum_v1` carries the second kind on. `docs/formats/counts-v1.md` holds the bytes.
"""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property

from thuisplan_desktop.crypto import canonical, envelope
from thuisplan_desktop.crypto.canonical import Malformed, Record, blob
from thuisplan_desktop.crypto.keyring import SIGNING_LENGTH, Identity
from thuisplan_desktop.errors import NotForUs, OtherTelling, UnknownSender
from thuisplan_desktop.exchange.sealed_file import Kind, context
from thuisplan_desktop.region.telling import PartyKeys, Telling

HASH_LENGTH = 32
DELIVERY_LENGTH = 16
LONGEST_BOX = 256 * 1024
MEMBERS = ("box", "header", "signature")

_HEADER_MEMBERS = ("delivery", "previous", "recipient", "role", "sender", "sequence", "telling")
_SEQUENCE_DIGITS = 8


@dataclass(frozen=True)
class Header:
    """What a share says about itself. `sender` is a signing key, `recipient` a party id, the rest hashes and numbers.

    `delivery` is random and the same in both halves of one file: halves of two files never pass for a pair. `kind` is
    of the file it stands in: a share of one kind never passes for one of another.
    """

    role: str
    telling_id: bytes
    sender: bytes
    recipient: bytes
    sequence: int
    previous: bytes
    delivery: bytes
    kind: Kind = Kind.COUNTS

    def to_value(self) -> dict[str, str]:
        """As it stands in the file. The number has a fixed width: a file's length tells nothing."""
        return {
            "delivery": blob(self.delivery),
            "previous": blob(self.previous),
            "recipient": blob(self.recipient),
            "role": self.role,
            "sender": blob(self.sender),
            "sequence": f"{self.sequence:0{_SEQUENCE_DIGITS}d}",
            "telling": blob(self.telling_id),
        }

    @cached_property
    def data(self) -> bytes:
        """Its bytes: what the signature covers first, and the seal is bound to."""
        return canonical.encode(self.to_value())

    @property
    def purpose(self) -> bytes:
        """What the signature is for."""
        return context(self.kind, self.role)

    @property
    def context(self) -> bytes:
        """What the seal is bound to: purpose, role and version, and all of the header."""
        return self.purpose + b"\x00" + self.data


@dataclass(frozen=True)
class SealedShare:
    """A header, a box and a signature over both. Not yet checked."""

    header: Header
    box: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    def to_value(self) -> dict[str, object]:
        """As it stands in the file."""
        return {"box": blob(self.box), "header": self.header.to_value(), "signature": blob(self.signature)}

    @cached_property
    def data(self) -> bytes:
        """The bytes that are passed on."""
        return canonical.encode(self.to_value())

    @property
    def hash(self) -> bytes:
        """How a sum answer names this share."""
        return hashlib.sha256(self.data).digest()


def seal(share: bytes, header: Header, recipient: PartyKeys, sender: Identity) -> SealedShare:
    """Seal to the recipient, then sign header and box."""
    box = envelope.seal(share, header.context, recipient.sealing)
    return SealedShare(header, box, envelope.sign(sender, header.purpose, _message(header, box)))


def check_signature(sealed: SealedShare) -> None:
    """Return only if the sender that the header names signed header and box; raise BrokenSeal otherwise."""
    header = sealed.header
    message = _message(header, sealed.box)
    envelope.verify(header.sender, header.purpose, message, sealed.signature)


def check_telling(header: Header, telling: Telling) -> None:
    """Return only if it is of this telling and its sender is on the roster; raise OtherTelling or UnknownSender."""
    if header.telling_id != telling.id:
        raise OtherTelling
    if not any(line.signing == header.sender for line in telling.roster):
        raise UnknownSender


def check_addressed(sealed: SealedShare, recipient_id: bytes, share_length: int) -> None:
    """Return only if it is for this recipient and as long as every other; raise NotForUs or OtherTelling.

    A length of its own would tell the sender apart or spoil the sum, and shows without opening.
    """
    if sealed.header.recipient != recipient_id:
        raise NotForUs
    if len(sealed.box) != share_length + envelope.OVERHEAD:
        raise OtherTelling


def open_share(sealed: SealedShare, identity: Identity) -> bytes:
    """The share itself; raise BrokenSeal when it doesn't open with this header."""
    return envelope.open_sealed(sealed.box, sealed.header.context, identity)


def from_record(record: Record, role: str, kind: Kind = Kind.COUNTS) -> SealedShare:
    """Read one share of the given role; raise Malformed."""
    header = _header(Record(record.value("header"), *_HEADER_MEMBERS), kind)
    if header.role != role:
        raise Malformed
    box = record.blob_up_to("box", LONGEST_BOX)
    return SealedShare(header, box, record.blob("signature", envelope.SIGNATURE_LENGTH))


def _header(record: Record, kind: Kind) -> Header:
    return Header(
        role=record.text("role"),
        telling_id=record.blob("telling", HASH_LENGTH),
        sender=record.blob("sender", SIGNING_LENGTH),
        recipient=record.blob("recipient", HASH_LENGTH),
        sequence=_sequence(record.text("sequence", _SEQUENCE_DIGITS)),
        previous=record.blob("previous", HASH_LENGTH),
        delivery=record.blob("delivery", DELIVERY_LENGTH),
        kind=kind,
    )


def _sequence(text: str) -> int:
    if len(text) != _SEQUENCE_DIGITS or not (text.isascii() and text.isdigit()) or int(text) == 0:
        raise Malformed
    return int(text)


def _message(header: Header, box: bytes) -> bytes:
    """A canonical header holds no zero byte, so that it can't run on into the box."""
    return header.data + b"\x00" + box
