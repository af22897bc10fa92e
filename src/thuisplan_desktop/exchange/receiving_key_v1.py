"""The ontvangstsleutel: the public key to which a case can be sealed for one register.

`docs/formats/receiving-key-v1.md` holds the bytes.
"""

from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.exchange import shown_key
from thuisplan_desktop.exchange.sealed_file import Kind
from thuisplan_desktop.exchange.shown_key import ShownKey

RECEIVER = "receiver"


def encode(name: str, receiver: Identity) -> bytes:
    """The signed file."""
    return shown_key.encode(Kind.RECEIVING_KEY, RECEIVER, name, receiver)


def decode(data: bytes) -> ShownKey:
    """The key, signed with itself; raises as `shown_key.decode`."""
    return shown_key.decode(Kind.RECEIVING_KEY, RECEIVER, data)
