"""Small things that must not be changed or read by others: a seal over a text, and a sealed note beside the register.

Both use keys derived from the data key, one for each purpose, so that something made for one never passes for another.
"""

import secrets

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from thuisplan_desktop.crypto import canonical
from thuisplan_desktop.crypto.canonical import Malformed, Record
from thuisplan_desktop.errors import BrokenSeal

SEAL_LENGTH = 32

_NONCE_LENGTH = 12
_NOTE_LIMIT = 64 * 1024


def derived_key(data_key: bytes, purpose: str) -> bytes:
    """A key of 32 bytes for one purpose; HKDF-SHA256 without salt (RFC 5869)."""
    return HKDF(SHA256(), 32, salt=None, info=f"thuisplan/{purpose}".encode("ascii")).derive(data_key)


def seal_over(data_key: bytes, purpose: str, message: bytes) -> bytes:
    """HMAC-SHA256 of a text that stays readable, such as the head of a backup."""
    code = HMAC(derived_key(data_key, purpose), SHA256())
    code.update(message)
    return code.finalize()


def check_seal(data_key: bytes, purpose: str, message: bytes, seal: bytes) -> None:
    """Return only if the seal is that of this text; raise BrokenSeal otherwise."""
    code = HMAC(derived_key(data_key, purpose), SHA256())
    code.update(message)
    try:
        code.verify(seal)
    except InvalidSignature:
        raise BrokenSeal from None


def close_note(data_key: bytes, purpose: str, value: object) -> bytes:
    """A value that only who has the data key can read or change: AES-256-GCM over its canonical JSON."""
    nonce = secrets.token_bytes(_NONCE_LENGTH)
    box = AESGCM(derived_key(data_key, purpose))
    return nonce + box.encrypt(nonce, canonical.encode(value), purpose.encode("ascii"))


def open_note(data_key: bytes, purpose: str, data: bytes, *members: str, limit: int = _NOTE_LIMIT) -> Record:
    """What `close_note` closed, with exactly these members, in at most `limit` bytes; raise BrokenSeal otherwise."""
    box = AESGCM(derived_key(data_key, purpose))
    try:
        plain = box.decrypt(data[:_NONCE_LENGTH], data[_NONCE_LENGTH:], purpose.encode("ascii"))
        return Record(canonical.decode(plain, limit), *members)
    except (InvalidTag, ValueError, Malformed):
        raise BrokenSeal from None
