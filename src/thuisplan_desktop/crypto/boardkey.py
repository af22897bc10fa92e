"""The school board's own key on disk: its private half under a passphrase, in one small file that the board keeps.

The public half travels as a signed file (`exchange/board_v1.py`). `docs/formats/board-v1.md` holds the bytes.
"""

import secrets
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from thuisplan_desktop.crypto import canonical
from thuisplan_desktop.crypto.canonical import Malformed, Record, blob
from thuisplan_desktop.crypto.derivation import Parameters, derive
from thuisplan_desktop.crypto.keyfile import check_strength
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.errors import BrokenSeal, FileTooNew, NotAThuisplanFile, WrongPassphrase

FORMAT = "thuisplan board key"
VERSION = 1

_LIMIT = 4096
_EXPORT_LENGTH = 129
_MEMBERS = ("format", "lanes", "memory_kib", "nonce", "passes", "salt", "version", "wrapped")


def lock(identity: Identity, passphrase: str, parameters: Parameters) -> bytes:
    """The file of the private key; raise WeakPassphrase."""
    check_strength(passphrase)
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    header = _header(parameters, salt)
    wrapped = AESGCM(derive(_secret(passphrase), salt, parameters)).encrypt(
        nonce, identity.export(), canonical.encode(header)
    )
    return canonical.encode(header | {"nonce": blob(nonce), "wrapped": blob(wrapped)})


def unlock(data: bytes, passphrase: str) -> Identity:
    """The key; raise NotAThuisplanFile, FileTooNew, KeyParametersRefused, WrongPassphrase."""
    try:
        record = _record(canonical.decode(data, _LIMIT))
        parameters = Parameters(*(record.integer(name, 0, 2**31) for name in ("memory_kib", "passes", "lanes")))
        salt, nonce = record.blob("salt", 16), record.blob("nonce", 12)
        wrapped = record.blob("wrapped", _EXPORT_LENGTH + 16)
    except Malformed:
        raise NotAThuisplanFile from None
    key = derive(_secret(passphrase), salt, parameters)
    try:
        return Identity.load(AESGCM(key).decrypt(nonce, wrapped, canonical.encode(_header(parameters, salt))))
    except (InvalidTag, BrokenSeal):
        raise WrongPassphrase from None


def _record(value: object) -> Record:
    if isinstance(value, dict) and value.get("format") == FORMAT:
        version = value.get("version")
        if isinstance(version, int) and version > VERSION:
            raise FileTooNew
    record = Record(value, *_MEMBERS)
    record.integer("version", VERSION, VERSION)
    if record.text("format") != FORMAT:
        raise Malformed
    return record


def _header(parameters: Parameters, salt: bytes) -> dict[str, object]:
    return {
        "format": FORMAT,
        "lanes": parameters.lanes,
        "memory_kib": parameters.memory_kib,
        "passes": parameters.passes,
        "salt": blob(salt),
        "version": VERSION,
    }


def _secret(passphrase: str) -> bytes:
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "replace")
