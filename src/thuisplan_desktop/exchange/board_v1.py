"""A school board shows its public key, so that a register can keep a slot for it.

`docs/formats/board-v1.md` holds the bytes.
"""

from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.exchange import shown_key
from thuisplan_desktop.exchange.sealed_file import Kind
from thuisplan_desktop.exchange.shown_key import ShownKey

BOARD = "board"


def encode(name: str, board: Identity) -> bytes:
    """The signed file."""
    return shown_key.encode(Kind.BOARD, BOARD, name, board)


def decode(data: bytes) -> ShownKey:
    """The board's key, signed with itself; raises as `shown_key.decode`."""
    return shown_key.decode(Kind.BOARD, BOARD, data)
