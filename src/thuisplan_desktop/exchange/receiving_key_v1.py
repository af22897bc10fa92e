"""The ontvangstsleutel: the public key to which a case can be sealed for one register, signed with itself.

The signature proves that the maker holds the key; whose it is, is compared over the telephone.
`docs/formats/receiving-key-v1.md` holds the bytes.
"""

from dataclasses import dataclass

from thuisplan_desktop.crypto.canonical import Malformed, Record, tidy
from thuisplan_desktop.crypto.keyring import Identity, fingerprint
from thuisplan_desktop.exchange import parties_v1, sealed_file
from thuisplan_desktop.exchange.sealed_file import Kind
from thuisplan_desktop.region.telling import PartyKeys

RECEIVER = "receiver"

_MEMBERS = ("keys", "name")


@dataclass(frozen=True)
class ReceivingKey:
    """The name of the school or consulent, and the public keys of the register."""

    name: str
    keys: PartyKeys

    @property
    def fingerprint(self) -> str:
        """The twelve words to compare over the telephone."""
        return fingerprint(self.keys.signing, self.keys.sealing)


def encode(name: str, receiver: Identity) -> bytes:
    """The signed file."""
    body = {"keys": parties_v1.to_value(parties_v1.keys_of(receiver)), "name": tidy(name)}
    signature = sealed_file.sign_body(receiver, Kind.RECEIVING_KEY, RECEIVER, body)
    data = sealed_file.pack(Kind.RECEIVING_KEY, body, {RECEIVER: signature})
    decode(data)
    return data


def decode(data: bytes) -> ReceivingKey:
    """The key, signed with itself; raise NotAThuisplanFile, OtherKindOfFile, FileTooNew, BrokenSeal."""
    container = sealed_file.unpack(data, Kind.RECEIVING_KEY)
    with sealed_file.reading():
        record = Record(container.body, *_MEMBERS)
        keys = parties_v1.from_record(Record(record.value("keys"), *parties_v1.MEMBERS))
        found = ReceivingKey(record.text("name"), keys)
        if set(container.signatures) != {RECEIVER}:
            raise Malformed
    sealed_file.verify_body(container, RECEIVER, keys.signing)
    return found
