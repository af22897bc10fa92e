"""A public key that its owner shows: a signed file with a name and two keys.

What a school board and a register that wants to receive a case have in common. The signature proves that the maker
holds the key; whose it is, is compared over the telephone.
"""

from dataclasses import dataclass

from thuisplan_desktop.crypto.canonical import Malformed, Record, tidy
from thuisplan_desktop.crypto.keyring import Identity, fingerprint
from thuisplan_desktop.exchange import parties_v1, sealed_file
from thuisplan_desktop.exchange.sealed_file import Kind
from thuisplan_desktop.region.telling import PartyKeys

_MEMBERS = ("keys", "name")


@dataclass(frozen=True)
class ShownKey:
    """The owner's name and public keys."""

    name: str
    keys: PartyKeys

    @property
    def fingerprint(self) -> str:
        """The twelve words to compare over the telephone."""
        return fingerprint(self.keys.signing, self.keys.sealing)


def encode(kind: Kind, role: str, name: str, owner: Identity) -> bytes:
    """The file of this kind, signed by the owner in this role."""
    body = {"keys": parties_v1.to_value(parties_v1.keys_of(owner)), "name": tidy(name)}
    data = sealed_file.pack(kind, body, {role: sealed_file.sign_body(owner, kind, role, body)})
    decode(kind, role, data)
    return data


def decode(kind: Kind, role: str, data: bytes) -> ShownKey:
    """The key, signed with itself; raise NotAThuisplanFile, OtherKindOfFile, FileTooNew, BrokenSeal."""
    container = sealed_file.unpack(data, kind)
    with sealed_file.reading():
        record = Record(container.body, *_MEMBERS)
        keys = parties_v1.from_record(Record(record.value("keys"), *parties_v1.MEMBERS))
        found = ShownKey(record.text("name"), keys)
        if set(container.signatures) != {role}:
            raise Malformed
    sealed_file.verify_body(container, role, keys.signing)
    return found
