"""Sign, seal, open. One suite, no choices: HPKE (RFC 9180) base mode with ML-KEM-768 + X25519, HKDF-SHA256 and
AES-256-GCM, and Ed25519 (RFC 8032). Decision 7.

Each takes a context: what the bytes are for, by whom, in which version. Something made for one purpose never passes
for another. HPKE in base mode knows no sender, so whoever seals also signs.
"""

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from thuisplan_desktop.crypto.keyring import Identity, sealing_key
from thuisplan_desktop.errors import BrokenSeal

OVERHEAD = 1136
"""Bytes that a box is longer than its content: 1120 of the key encapsulation, 16 of the tag."""

SIGNATURE_LENGTH = 64

_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def seal(payload: bytes, context: bytes, recipient_sealing: bytes) -> bytes:
    """A box that only the recipient opens, and only with the same context."""
    try:
        return _SUITE.encrypt(payload, sealing_key(recipient_sealing), info=context)
    except ValueError:
        raise BrokenSeal from None


def open_sealed(box: bytes, context: bytes, identity: Identity) -> bytes:
    """What was sealed to us; raise BrokenSeal when a byte or the context differs, or it was sealed to another."""
    try:
        return _SUITE.decrypt(box, identity.sealing_key, info=context)
    except (InvalidTag, ValueError):
        raise BrokenSeal from None


def sign(identity: Identity, context: bytes, message: bytes) -> bytes:
    """Our signature (64 bytes) over the message in this context."""
    return identity.signing_key.sign(_signed(context, message))


def verify(signing: bytes, context: bytes, message: bytes, signature: bytes) -> None:
    """Return only if the holder of `signing` signed this message in this context; raise BrokenSeal otherwise."""
    try:
        Ed25519PublicKey.from_public_bytes(signing).verify(signature, _signed(context, message))
    except (InvalidSignature, ValueError):
        raise BrokenSeal from None


def _signed(context: bytes, message: bytes) -> bytes:
    """Length first, so that no context and message read as another pair."""
    return len(context).to_bytes(4, "big") + context + message
