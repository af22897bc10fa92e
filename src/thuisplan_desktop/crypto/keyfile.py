"""keys.json: the slots that each hold the register's data key, wrapped under a passphrase or the recovery code.

Decision 6. A slot wraps the data key with AES-256-GCM under a key from Argon2id; all that says how (parameters,
salt, slot, register) is authenticated with it. `docs/formats/keys-v1.md` holds the bytes.
"""

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from thuisplan_desktop.crypto import canonical, recovery
from thuisplan_desktop.crypto.canonical import Malformed, Record, blob
from thuisplan_desktop.crypto.derivation import FLOOR, Parameters, derive
from thuisplan_desktop.errors import NotARegister, RegisterTooNew, WeakPassphrase, WrongPassphrase, WrongRecoveryCode

FORMAT = "thuisplan keys"
VERSION = 1
KEY_LENGTH = 32

_SIZE_LIMIT = 64 * 1024
_MOST_SLOTS = 32
_MOST_EPOCHS = 2**31
_SALT_LENGTH = 16
_NONCE_LENGTH = 12
_TAG_LENGTH = 16
_LABEL_LIMIT = 400
_SLOT_MEMBERS = ("id", "kind", "label", "lanes", "memory_kib", "nonce", "passes", "salt", "wrapped")
_FEWEST_CHARACTERS = 12
_FEWEST_WORDS = 4
_FEWEST_DIFFERENT = 6


class SlotKind(StrEnum):
    PASSPHRASE = "passphrase"  # noqa: S105 - the kind of a slot, not a secret
    RECOVERY = "recovery"


@dataclass(frozen=True)
class Slot:
    """One way in. `label` (whose it is) is sealed with the data key: a found laptop names nobody."""

    id: str
    kind: SlotKind
    parameters: Parameters
    salt: bytes
    nonce: bytes
    wrapped: bytes
    label: bytes


@dataclass(frozen=True)
class KeyFile:
    """All slots of one register. `epoch` rises with every change, so that an older copy can be named as such."""

    register_id: str
    epoch: int
    slots: tuple[Slot, ...]

    @property
    def digest(self) -> bytes:
        """What the register keeps of this set, to notice an edited or older keys.json after opening."""
        return hashlib.sha256(to_json(self).encode("utf-8")).digest()


def check_strength(passphrase: str) -> None:
    """Raise WeakPassphrase below 12 characters or 4 words (decision 6), or when it is little but repetition."""
    text = _prepared(passphrase).strip()
    long_enough = len(text) >= _FEWEST_CHARACTERS or len(set(text.split())) >= _FEWEST_WORDS
    if not long_enough or len(set(text)) < _FEWEST_DIFFERENT or not text.isprintable():
        raise WeakPassphrase


def new_keys(passphrase: str, parameters: Parameters, owner_label: str) -> tuple[KeyFile, bytes, str]:
    """Keys for a new register: the key file, the data key (32 random bytes) and the recovery code to print."""
    empty = KeyFile(register_id=secrets.token_hex(16), epoch=0, slots=())
    data_key = secrets.token_bytes(KEY_LENGTH)
    secret = recovery.new_secret()
    keyfile = add_passphrase(empty, data_key, passphrase, parameters, owner_label)
    # The floor is enough for 160 random bits, and the sheet must also open on a small replacement laptop.
    slot = _new_slot(keyfile.register_id, SlotKind.RECOVERY, FLOOR, secret, data_key, "herstelcode")
    return replace(keyfile, slots=(*keyfile.slots, slot)), data_key, recovery.to_code(secret)


def add_passphrase(keyfile: KeyFile, data_key: bytes, passphrase: str, parameters: Parameters, label: str) -> KeyFile:
    """The key file with one more person; raise WeakPassphrase, or WrongPassphrase for another file's `data_key`."""
    check_strength(passphrase)
    labels(keyfile, data_key)
    secret = _prepared(passphrase).encode("utf-8")
    slot = _new_slot(keyfile.register_id, SlotKind.PASSPHRASE, parameters, secret, data_key, label)
    return replace(keyfile, epoch=keyfile.epoch + 1, slots=(*keyfile.slots, slot))


def unlock(keyfile: KeyFile, passphrase: str) -> bytes:
    """The data key; raise WrongPassphrase when no person's slot opens."""
    try:
        secret = _prepared(passphrase).encode("utf-8")
    except UnicodeEncodeError:
        raise WrongPassphrase from None
    data_key = _open_any(keyfile, SlotKind.PASSPHRASE, secret)
    if data_key is None:
        raise WrongPassphrase
    return data_key


def unlock_with_recovery(keyfile: KeyFile, code: str) -> bytes:
    """The data key; raise RecoveryCodeMistyped at a slip, WrongRecoveryCode when it is another register's code."""
    data_key = _open_any(keyfile, SlotKind.RECOVERY, recovery.from_code(code))
    if data_key is None:
        raise WrongRecoveryCode
    return data_key


def labels(keyfile: KeyFile, data_key: bytes) -> dict[str, str]:
    """Whose each slot is, by slot id; raise WrongPassphrase when `data_key` is not this file's."""
    box = AESGCM(_label_key(data_key))
    try:
        return {slot.id: _open_label(box, keyfile.register_id, slot) for slot in keyfile.slots}
    except InvalidTag:
        raise WrongPassphrase from None


def to_json(keyfile: KeyFile) -> str:
    """The text of keys.json."""
    value = {
        "epoch": keyfile.epoch,
        "format": FORMAT,
        "register": keyfile.register_id,
        "slots": [_slot_value(slot) for slot in keyfile.slots],
        "version": VERSION,
    }
    return canonical.encode(value).decode("utf-8")


def from_json(text: str) -> KeyFile:
    """Read keys.json; raise NotARegister at anything odd, RegisterTooNew at a later version, and
    KeyParametersRefused when a slot asks for less than the floor or more than the ceiling."""
    try:
        return _read(canonical.decode(text.encode("utf-8"), _SIZE_LIMIT))
    except (Malformed, UnicodeEncodeError):
        raise NotARegister from None


def _read(value: object) -> KeyFile:
    if isinstance(value, dict) and value.get("format") == FORMAT:
        version = value.get("version")
        if isinstance(version, int) and version > VERSION:
            raise RegisterTooNew
    record = Record(value, "epoch", "format", "register", "slots", "version")
    if record.text("format") != FORMAT:
        raise Malformed
    record.integer("version", VERSION, VERSION)
    slots = tuple(_read_slot(slot) for slot in record.records("slots", _MOST_SLOTS, *_SLOT_MEMBERS))
    if not slots or len({slot.id for slot in slots}) != len(slots):
        raise Malformed
    return KeyFile(_hex(record, "register", 32), record.integer("epoch", 1, _MOST_EPOCHS), slots)


def _read_slot(record: Record) -> Slot:
    try:
        kind = SlotKind(record.text("kind"))
    except ValueError:
        raise Malformed from None
    numbers = (record.integer(name, 0, 2**31) for name in ("memory_kib", "passes", "lanes"))
    return Slot(
        id=_hex(record, "id", 16),
        kind=kind,
        parameters=Parameters(*numbers),
        salt=record.blob("salt", _SALT_LENGTH),
        nonce=record.blob("nonce", _NONCE_LENGTH),
        wrapped=record.blob("wrapped", KEY_LENGTH + _TAG_LENGTH),
        label=_sealed_label(record),
    )


def _sealed_label(record: Record) -> bytes:
    label = record.blob_up_to("label", _LABEL_LIMIT)
    if len(label) < _NONCE_LENGTH + _TAG_LENGTH:
        raise Malformed
    return label


def _hex(record: Record, name: str, length: int) -> str:
    text = record.text(name, length)
    if len(text) != length or not set(text) <= set("0123456789abcdef"):
        raise Malformed
    return text


def _slot_value(slot: Slot) -> dict[str, object]:
    return {
        **_slot_header(slot.id, slot.kind, slot.parameters, slot.salt),
        "label": blob(slot.label),
        "nonce": blob(slot.nonce),
        "wrapped": blob(slot.wrapped),
    }


def _slot_header(slot_id: str, kind: SlotKind, parameters: Parameters, salt: bytes) -> dict[str, object]:
    return {
        "id": slot_id,
        "kind": kind.value,
        "lanes": parameters.lanes,
        "memory_kib": parameters.memory_kib,
        "passes": parameters.passes,
        "salt": blob(salt),
    }


def _authenticated(register_id: str, header: dict[str, object]) -> bytes:
    return canonical.encode({"format": FORMAT, "register": register_id, "slot": header, "version": VERSION})


def _new_slot(
    register_id: str, kind: SlotKind, parameters: Parameters, secret: bytes, data_key: bytes, label: str
) -> Slot:
    slot_id, salt, nonce = secrets.token_hex(8), secrets.token_bytes(_SALT_LENGTH), secrets.token_bytes(_NONCE_LENGTH)
    header = _authenticated(register_id, _slot_header(slot_id, kind, parameters, salt))
    wrapped = AESGCM(derive(secret, salt, parameters)).encrypt(nonce, data_key, header)
    label_nonce = secrets.token_bytes(_NONCE_LENGTH)
    text = canonical.tidy(label)[:80].encode("utf-8")
    sealed_label = label_nonce + AESGCM(_label_key(data_key)).encrypt(label_nonce, text, header)
    return Slot(slot_id, kind, parameters, salt, nonce, wrapped, sealed_label)


def _open_any(keyfile: KeyFile, kind: SlotKind, secret: bytes) -> bytes | None:
    for slot in keyfile.slots:
        if slot.kind is kind:
            key = derive(secret, slot.salt, slot.parameters)
            try:
                return AESGCM(key).decrypt(slot.nonce, slot.wrapped, _header_of(keyfile.register_id, slot))
            except InvalidTag:
                continue
    return None


def _header_of(register_id: str, slot: Slot) -> bytes:
    return _authenticated(register_id, _slot_header(slot.id, slot.kind, slot.parameters, slot.salt))


def _open_label(box: AESGCM, register_id: str, slot: Slot) -> str:
    nonce, sealed = slot.label[:_NONCE_LENGTH], slot.label[_NONCE_LENGTH:]
    return box.decrypt(nonce, sealed, _header_of(register_id, slot)).decode("utf-8")


def _label_key(data_key: bytes) -> bytes:
    return HKDF(SHA256(), KEY_LENGTH, salt=None, info=b"thuisplan/keys/v1/label").derive(data_key)


def _prepared(passphrase: str) -> str:
    """RFC 8265 §4.2 (OpaqueString): other spaces become a space, accents composed; the same on every keyboard."""
    spaced = "".join(" " if unicodedata.category(c) == "Zs" else c for c in passphrase)
    return unicodedata.normalize("NFC", spaced)
