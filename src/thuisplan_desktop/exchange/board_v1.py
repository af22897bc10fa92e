"""A school board shows its public key, signed with itself, so that a register can keep a slot for it.

The signature proves that the board holds the key; that it is the board's, is compared over the telephone.
`docs/formats/board-v1.md` holds the bytes.
"""

from dataclasses import dataclass

from thuisplan_desktop.crypto.canonical import Malformed, Record, tidy
from thuisplan_desktop.crypto.keyring import Identity, fingerprint
from thuisplan_desktop.exchange import parties_v1, sealed_file
from thuisplan_desktop.exchange.sealed_file import Kind
from thuisplan_desktop.region.telling import PartyKeys

BOARD = "board"

_MEMBERS = ("keys", "name")


@dataclass(frozen=True)
class BoardKey:
    """The board's name and public keys."""

    name: str
    keys: PartyKeys

    @property
    def fingerprint(self) -> str:
        """The twelve words to compare over the telephone."""
        return fingerprint(self.keys.signing, self.keys.sealing)


def encode(name: str, board: Identity) -> bytes:
    """The signed file."""
    body = {"keys": parties_v1.to_value(parties_v1.keys_of(board)), "name": tidy(name)}
    data = sealed_file.pack(Kind.BOARD, body, {BOARD: sealed_file.sign_body(board, Kind.BOARD, BOARD, body)})
    decode(data)
    return data


def decode(data: bytes) -> BoardKey:
    """The board's key, signed with itself; raise NotAThuisplanFile, OtherKindOfFile, FileTooNew, BrokenSeal."""
    container = sealed_file.unpack(data, Kind.BOARD)
    with sealed_file.reading():
        record = Record(container.body, *_MEMBERS)
        keys = parties_v1.from_record(Record(record.value("keys"), *parties_v1.MEMBERS))
        found = BoardKey(record.text("name"), keys)
        if set(container.signatures) != {BOARD}:
            raise Malformed
    sealed_file.verify_body(container, BOARD, keys.signing)
    return found
