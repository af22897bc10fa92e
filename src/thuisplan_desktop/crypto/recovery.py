"""The printed recovery code: 160 random bits that open a register when every passphrase is lost.

Nine groups of four characters. The alphabet is Crockford's: no I, L, O or U, so a code survives being read aloud or
copied by hand. The last four characters are a checksum: a slip of the pen is named as such before anything is tried.
"""

import hashlib
import secrets

from thuisplan_desktop.errors import RecoveryCodeMistyped

SECRET_LENGTH = 20

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OILU", "011V", " -–.\t\n\r")
_GROUP = 4
_SECRET_CHARACTERS = 32
_CHECK_CHARACTERS = 4


def new_secret() -> bytes:
    """160 bits from the system's random source."""
    return secrets.token_bytes(SECRET_LENGTH)


def to_code(secret: bytes) -> str:
    """The code as it is printed: `XXXX-XXXX-…`, nine groups."""
    text = _characters(secret, _SECRET_CHARACTERS) + _check(secret)
    return "-".join(text[i : i + _GROUP] for i in range(0, len(text), _GROUP))


def from_code(code: str) -> bytes:
    """The secret of a typed code, whatever its case and spacing; raise RecoveryCodeMistyped when it has a slip."""
    text = code.upper().translate(_READ_AS)
    if len(text) != _SECRET_CHARACTERS + _CHECK_CHARACTERS or not set(text) <= set(_ALPHABET):
        raise RecoveryCodeMistyped
    number = 0
    for character in text[:_SECRET_CHARACTERS]:
        number = number * len(_ALPHABET) + _ALPHABET.index(character)
    secret = number.to_bytes(SECRET_LENGTH, "big")
    if _check(secret) != text[_SECRET_CHARACTERS:]:
        raise RecoveryCodeMistyped
    return secret


def _check(secret: bytes) -> str:
    digest = hashlib.sha256(b"thuisplan/recovery/v1\x00" + secret).digest()
    return _characters(digest[:5], 8)[:_CHECK_CHARACTERS]


def _characters(data: bytes, count: int) -> str:
    number = int.from_bytes(data, "big")
    digits = []
    for _ in range(count):
        number, digit = divmod(number, len(_ALPHABET))
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))
