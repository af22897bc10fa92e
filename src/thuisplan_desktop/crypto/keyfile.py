"""The ways into a register: one slot a person, the printed recovery code, and perhaps one for the school board.

Decision 6. Every slot holds the same data key, wrapped with AES-256-GCM under a key from Argon2id, or sealed to the
board's public key; all that says how (parameters, salt, slot, register) is authenticated with it. The set as a whole
carries a seal under the data key, so that slots can't be put together from older files.
"""

import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from thuisplan_desktop.crypto import canonical, envelope, guard, recovery, strength
from thuisplan_desktop.crypto.derivation import FLOOR, Parameters, derive
from thuisplan_desktop.crypto.guard import derived_key
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.crypto.keyset import (
    KEY_LENGTH,
    MOST_SLOTS,
    NONCE_LENGTH,
    SALT_LENGTH,
    AnySlot,
    BoardSlot,
    KeyFile,
    Slot,
    SlotKind,
    authenticated,
    board_header,
    from_json,
    header_of,
    to_json,
)
from thuisplan_desktop.errors import (
    BrokenSeal,
    LastWayIn,
    NoSuchSlot,
    TooManySlots,
    WeakPassphrase,
    WrongBoardKey,
    WrongPassphrase,
    WrongRecoveryCode,
)

__all__ = ["AnySlot", "BoardSlot", "KeyFile", "Slot", "SlotKind", "from_json", "to_json"]

_FEWEST_CHARACTERS = 12
_FEWEST_DIFFERENT = 6
_RECOVERY_LABEL = "herstelcode"
_BOARD_CONTEXT = b"thuisplan/keys/v1/board\x00"


@dataclass(frozen=True, repr=False)
class Unlocked:
    """The data key, and the slot that gave it."""

    data_key: bytes
    slot: AnySlot


def check_strength(passphrase: str, own: Sequence[str] = ()) -> None:
    """Raise WeakPassphrase below 12 characters or 4 words (decision 6), when it is little but repetition, and when the
    estimator calls it weak, which tries the register's `own` names first."""
    text = _prepared(passphrase).strip()
    long_enough = len(text) >= _FEWEST_CHARACTERS or strength.has_enough_words(text)
    if not long_enough or len(set(text)) < _FEWEST_DIFFERENT or not text.isprintable() or strength.is_weak(text, own):
        raise WeakPassphrase


# --- the set changes: each function gives the next set, with a higher epoch and a fresh seal


def new_keys(passphrase: str, parameters: Parameters, owner_label: str) -> tuple[KeyFile, bytes, str]:
    """Keys for a new register: the key file, the data key (32 random bytes) and the recovery code to print."""
    check_strength(passphrase)
    empty = KeyFile(register_id=secrets.token_hex(16), epoch=0, slots=())
    data_key = secrets.token_bytes(KEY_LENGTH)
    person = _passphrase_slot(empty.register_id, data_key, passphrase, parameters, owner_label)
    slot, code = _recovery_slot(empty.register_id, data_key)
    return _next(empty, data_key, (person, slot)), data_key, code


def add_passphrase(keyfile: KeyFile, data_key: bytes, passphrase: str, parameters: Parameters, label: str) -> KeyFile:
    """One more person; raise WeakPassphrase, TooManySlots, or WrongPassphrase for another file's `data_key`."""
    check_strength(passphrase)
    labels(keyfile, data_key)
    slot = _passphrase_slot(keyfile.register_id, data_key, passphrase, parameters, label)
    return _next(keyfile, data_key, (*keyfile.slots, slot))


def change_passphrase(
    keyfile: KeyFile, data_key: bytes, slot_id: str, passphrase: str, parameters: Parameters
) -> KeyFile:
    """Another passphrase for the same person; raise WeakPassphrase, NoSuchSlot."""
    check_strength(passphrase)
    old = _slot(keyfile, slot_id, SlotKind.PASSPHRASE)
    label = labels(keyfile, data_key)[old.id]
    new = _passphrase_slot(keyfile.register_id, data_key, passphrase, parameters, label)
    return _next(keyfile, data_key, tuple(new if slot is old else slot for slot in keyfile.slots))


def remove_slot(keyfile: KeyFile, data_key: bytes, slot_id: str) -> KeyFile:
    """Without one person or the board; raise NoSuchSlot, or LastWayIn when nobody's passphrase would be left."""
    gone = _slot(keyfile, slot_id, SlotKind.PASSPHRASE, SlotKind.BOARD)
    left = tuple(slot for slot in keyfile.slots if slot is not gone)
    if not any(slot.kind is SlotKind.PASSPHRASE for slot in left):
        raise LastWayIn
    return _next(keyfile, data_key, left)


def replace_recovery(keyfile: KeyFile, data_key: bytes) -> tuple[KeyFile, str]:
    """A new recovery code; the old sheet opens nothing any more."""
    slot, code = _recovery_slot(keyfile.register_id, data_key)
    left = tuple(kept for kept in keyfile.slots if kept.kind is not SlotKind.RECOVERY)
    return _next(keyfile, data_key, (*left, slot)), code


def set_board(keyfile: KeyFile, data_key: bytes, signing: bytes, sealing: bytes, label: str) -> KeyFile:
    """A slot for the board's public key, in place of an earlier one."""
    slot = _board_slot(keyfile.register_id, data_key, signing, sealing, label)
    left = tuple(kept for kept in keyfile.slots if kept.kind is not SlotKind.BOARD)
    return _next(keyfile, data_key, (*left, slot))


def renew(keyfile: KeyFile, data_key: bytes, passphrase: str) -> tuple[KeyFile, bytes, str]:
    """A new data key: the set for it, the key itself, and a new recovery code. Raises WrongPassphrase.

    Only whose passphrase is given stays, and the board; the others' passphrases aren't known, so they are added
    again. Nothing that opened the old key opens the new one.
    """
    mine = unlock(keyfile, passphrase).slot
    names, fresh = labels(keyfile, data_key), secrets.token_bytes(KEY_LENGTH)
    parameters = mine.parameters if isinstance(mine, Slot) else FLOOR
    person = _passphrase_slot(keyfile.register_id, fresh, passphrase, parameters, names[mine.id])
    boards = [
        _board_slot(keyfile.register_id, fresh, slot.signing, slot.sealing, names[slot.id])
        for slot in keyfile.slots
        if isinstance(slot, BoardSlot)
    ]
    recovery_slot, code = _recovery_slot(keyfile.register_id, fresh)
    return _next(keyfile, fresh, (person, recovery_slot, *boards)), fresh, code


def _next(keyfile: KeyFile, data_key: bytes, slots: tuple[AnySlot, ...]) -> KeyFile:
    if len(slots) > MOST_SLOTS:
        raise TooManySlots
    changed = replace(keyfile, epoch=keyfile.epoch + 1, slots=slots)
    return replace(changed, seal=guard.seal_over(data_key, "keys/v1/set", canonical.encode(changed.without_seal())))


def check_set(keyfile: KeyFile, data_key: bytes) -> None:
    """Return only if this is a set that was made with the data key, whole; raise BrokenSeal otherwise."""
    guard.check_seal(data_key, "keys/v1/set", canonical.encode(keyfile.without_seal()), keyfile.seal)


# --- opening


def unlock(keyfile: KeyFile, passphrase: str) -> Unlocked:
    """The data key; raise WrongPassphrase when no person's slot opens."""
    try:
        secret = _prepared(passphrase).encode("utf-8")
    except UnicodeEncodeError:
        raise WrongPassphrase from None
    found = _open_any(keyfile, SlotKind.PASSPHRASE, secret)
    if found is None:
        raise WrongPassphrase
    return found


def unlock_with_recovery(keyfile: KeyFile, code: str) -> Unlocked:
    """The data key; raise RecoveryCodeMistyped at a slip, WrongRecoveryCode when it is another register's code."""
    found = _open_any(keyfile, SlotKind.RECOVERY, recovery.from_code(code))
    if found is None:
        raise WrongRecoveryCode
    return found


def unlock_with_board(keyfile: KeyFile, identity: Identity) -> Unlocked:
    """The data key for the board; raise WrongBoardKey when no slot was sealed to its key."""
    for slot in keyfile.slots:
        if isinstance(slot, BoardSlot) and (slot.signing, slot.sealing) == identity.public:
            context = _BOARD_CONTEXT + authenticated(keyfile.register_id, slot.header())
            try:
                return Unlocked(envelope.open_sealed(slot.box, context, identity), slot)
            except BrokenSeal:
                break
    raise WrongBoardKey


def labels(keyfile: KeyFile, data_key: bytes) -> dict[str, str]:
    """Whose each slot is, by slot id; raise WrongPassphrase when `data_key` is not this file's."""
    box = AESGCM(_label_key(data_key))
    try:
        return {slot.id: _open_label(box, keyfile.register_id, slot) for slot in keyfile.slots}
    except InvalidTag:
        raise WrongPassphrase from None


def _slot(keyfile: KeyFile, slot_id: str, *kinds: SlotKind) -> AnySlot:
    found = [slot for slot in keyfile.slots if slot.id == slot_id and slot.kind in kinds]
    if not found:
        raise NoSuchSlot
    return found[0]


def _passphrase_slot(register_id: str, data_key: bytes, passphrase: str, cost: Parameters, label: str) -> Slot:
    secret = _prepared(passphrase).encode("utf-8")
    return _new_slot(register_id, SlotKind.PASSPHRASE, cost, secret, data_key, label)


def _recovery_slot(register_id: str, data_key: bytes) -> tuple[Slot, str]:
    """The floor is enough for 160 random bits, and the sheet must also open on a small replacement laptop."""
    secret = recovery.new_secret()
    slot = _new_slot(register_id, SlotKind.RECOVERY, FLOOR, secret, data_key, _RECOVERY_LABEL)
    return slot, recovery.to_code(secret)


def _new_slot(
    register_id: str, kind: SlotKind, parameters: Parameters, secret: bytes, data_key: bytes, label: str
) -> Slot:
    slot_id, salt, nonce = secrets.token_hex(8), secrets.token_bytes(SALT_LENGTH), secrets.token_bytes(NONCE_LENGTH)
    header = authenticated(register_id, header_of(slot_id, kind, parameters, salt))
    wrapped = AESGCM(derive(secret, salt, parameters)).encrypt(nonce, data_key, header)
    return Slot(slot_id, kind, parameters, salt, nonce, wrapped, _sealed_label(data_key, label, header))


def _board_slot(register_id: str, data_key: bytes, signing: bytes, sealing: bytes, label: str) -> BoardSlot:
    slot_id = secrets.token_hex(8)
    header = authenticated(register_id, board_header(slot_id, signing, sealing))
    box = envelope.seal(data_key, _BOARD_CONTEXT + header, sealing)
    return BoardSlot(slot_id, signing, sealing, box, _sealed_label(data_key, label, header))


def _sealed_label(data_key: bytes, label: str, header: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_LENGTH)
    text = canonical.tidy(label)[:80].encode("utf-8")
    return nonce + AESGCM(_label_key(data_key)).encrypt(nonce, text, header)


def _open_any(keyfile: KeyFile, kind: SlotKind, secret: bytes) -> Unlocked | None:
    for slot in keyfile.slots:
        if isinstance(slot, Slot) and slot.kind is kind:
            key, header = derive(secret, slot.salt, slot.parameters), authenticated(keyfile.register_id, slot.header())
            try:
                return Unlocked(AESGCM(key).decrypt(slot.nonce, slot.wrapped, header), slot)
            except InvalidTag:
                continue
    return None


def _open_label(box: AESGCM, register_id: str, slot: AnySlot) -> str:
    nonce, sealed = slot.label[:NONCE_LENGTH], slot.label[NONCE_LENGTH:]
    return box.decrypt(nonce, sealed, authenticated(register_id, slot.header())).decode("utf-8")


def _label_key(data_key: bytes) -> bytes:
    return derived_key(data_key, "keys/v1/label")


def _prepared(passphrase: str) -> str:
    """RFC 8265 §4.2 (OpaqueString): other spaces become a space, accents composed; the same on every keyboard."""
    spaced = "".join(" " if unicodedata.category(c) == "Zs" else c for c in passphrase)
    return unicodedata.normalize("NFC", spaced)
