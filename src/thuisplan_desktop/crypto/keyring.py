"""Own private keys, and public keys as words that two people can compare over the telephone.

An identity is one Ed25519 key that signs and one hybrid key (ML-KEM-768 with X25519) that opens: decision 7.
"""

import hashlib
from collections.abc import Sequence
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey

from thuisplan_desktop.errors import BrokenSeal
from thuisplan_desktop.paths import resource

SIGNING_LENGTH = 32
SEALING_LENGTH = 1216
"""1184 bytes of ML-KEM-768 and 32 of X25519, in that order."""

PARTY_LENGTH = 32

_EXPORT_VERSION = b"\x01"
_SEED_LENGTHS = (32, 64, 32)
_MLKEM_PUBLIC_LENGTH = 1184
_WORDS = 12
_PSEUDONYM_WORDS = 4  # 32 bits: of 1,000 senders two have the same in one region of 9,000


class Identity:
    """The private keys of one party. What it signs and opens goes through `envelope`."""

    def __init__(self, signing: Ed25519PrivateKey, mlkem: MLKEM768PrivateKey, x25519: X25519PrivateKey) -> None:
        self.signing_key = signing
        self.sealing_key = MLKEM768X25519PrivateKey(mlkem, x25519)
        self._mlkem = mlkem
        self._x25519 = x25519

    @classmethod
    def generate(cls) -> "Identity":
        """Fresh keys from the system's random source."""
        return cls(Ed25519PrivateKey.generate(), MLKEM768PrivateKey.generate(), X25519PrivateKey.generate())

    @classmethod
    def load(cls, data: bytes) -> "Identity":
        """Read what `export` gave; raise BrokenSeal when it is anything else."""
        if data[:1] != _EXPORT_VERSION or len(data) != 1 + sum(_SEED_LENGTHS):
            raise BrokenSeal
        return cls(
            Ed25519PrivateKey.from_private_bytes(data[1:33]),
            MLKEM768PrivateKey.from_seed_bytes(data[33:97]),
            X25519PrivateKey.from_private_bytes(data[97:129]),
        )

    def export(self) -> bytes:
        """The private seeds, for the encrypted register only: a version byte, then 32, 64 and 32 bytes."""
        seeds = (self.signing_key, self._mlkem, self._x25519)
        return _EXPORT_VERSION + b"".join(key.private_bytes_raw() for key in seeds)

    @cached_property
    def public(self) -> tuple[bytes, bytes]:
        """The key that checks our signatures and the key that seals to us."""
        sealing = self._mlkem.public_key().public_bytes_raw() + self._x25519.public_key().public_bytes_raw()
        return self.signing_key.public_key().public_bytes_raw(), sealing

    @cached_property
    def party_id(self) -> bytes:
        """Our name in a sealed file."""
        return party_id(*self.public)

    @property
    def fingerprint(self) -> str:
        """Our own twelve words."""
        return fingerprint(*self.public)

    def __repr__(self) -> str:
        return "Identity()"


def sealing_key(data: bytes) -> MLKEM768X25519PublicKey:
    """A public sealing key from its bytes; raise BrokenSeal when they are none."""
    if len(data) != SEALING_LENGTH:
        raise BrokenSeal
    try:
        mlkem = MLKEM768PublicKey.from_public_bytes(data[:_MLKEM_PUBLIC_LENGTH])
        return MLKEM768X25519PublicKey(mlkem, X25519PublicKey.from_public_bytes(data[_MLKEM_PUBLIC_LENGTH:]))
    except ValueError:
        raise BrokenSeal from None


def party_id(signing: bytes, sealing: bytes) -> bytes:
    """32 bytes that stand for both public keys of a party."""
    return hashlib.sha256(b"thuisplan/party/v1\x00" + signing + sealing).digest()


def fingerprint(signing: bytes, sealing: bytes) -> str:
    """Both public keys as twelve Dutch words (96 bits), to be read over the telephone."""
    return words_of(party_id(signing, sealing))


def words_of(digest: bytes) -> str:
    """The first twelve bytes of a hash as words: one word per byte."""
    words = all_words()
    return " ".join(words[byte] for byte in digest[:_WORDS])


def pseudonym(party: bytes) -> str:
    """What a sender is called where nobody may know who it is: the first four words of its fingerprint."""
    return " ".join(words_of(party).split()[:_PSEUDONYM_WORDS])


def all_words() -> Sequence[str]:
    """The 256 words of a fingerprint, in the order of their byte."""
    return resource("words", "fingerprint-nl-v1.txt").read_text("ascii").split()
