"""The set of slots of one register as it stands in keys.json. `docs/formats/keys-v1.md` holds the bytes.

Nothing is opened here: this is what a found laptop shows of a register, and a strict reader of it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from thuisplan_desktop.crypto import canonical
from thuisplan_desktop.crypto.canonical import Malformed, Record, blob
from thuisplan_desktop.crypto.derivation import Parameters
from thuisplan_desktop.crypto.envelope import OVERHEAD
from thuisplan_desktop.crypto.guard import SEAL_LENGTH
from thuisplan_desktop.crypto.keyring import SEALING_LENGTH, SIGNING_LENGTH
from thuisplan_desktop.errors import NotARegister, RegisterTooNew

FORMAT = "thuisplan keys"
VERSION = 1
KEY_LENGTH = 32
SALT_LENGTH = 16
NONCE_LENGTH = 12
TAG_LENGTH = 16
MOST_SLOTS = 32

_SIZE_LIMIT = 64 * 1024
_MOST_EPOCHS = 2**31
_LABEL_LIMIT = 400


class SlotKind(StrEnum):
    PASSPHRASE = "passphrase"  # noqa: S105 - the kind of a slot, not a secret
    RECOVERY = "recovery"
    BOARD = "board"


@dataclass(frozen=True)
class Slot:
    """A way in by a secret. `label` (whose it is) is sealed with the data key: a found laptop names nobody."""

    id: str
    kind: SlotKind
    parameters: Parameters
    salt: bytes
    nonce: bytes
    wrapped: bytes
    label: bytes

    def header(self) -> dict[str, object]:
        """What is authenticated with the wrapped key."""
        return header_of(self.id, self.kind, self.parameters, self.salt)

    def value(self) -> dict[str, object]:
        secret = {"label": blob(self.label), "nonce": blob(self.nonce), "wrapped": blob(self.wrapped)}
        return self.header() | secret


@dataclass(frozen=True)
class BoardSlot:
    """The way in for the school board: the data key sealed to its public key. At most one in a set."""

    id: str
    signing: bytes
    sealing: bytes
    box: bytes
    label: bytes
    kind: SlotKind = SlotKind.BOARD

    def header(self) -> dict[str, object]:
        return board_header(self.id, self.signing, self.sealing)

    def value(self) -> dict[str, object]:
        return self.header() | {"box": blob(self.box), "label": blob(self.label)}


AnySlot = Slot | BoardSlot
_SLOT_MEMBERS = ("id", "kind", "label", "lanes", "memory_kib", "nonce", "passes", "salt", "wrapped")
_BOARD_MEMBERS = ("box", "id", "kind", "label", "sealing", "signing")


@dataclass(frozen=True)
class KeyFile:
    """All slots of one register. `epoch` rises with every change; `seal` is made with the data key over all of it."""

    register_id: str
    epoch: int
    slots: tuple[AnySlot, ...]
    seal: bytes = b""

    @property
    def digest(self) -> bytes:
        """SHA-256 of the file: by this the register knows its own set."""
        return hashlib.sha256(to_json(self).encode("utf-8")).digest()

    def without_seal(self) -> dict[str, object]:
        """What the seal is over."""
        return {
            "epoch": self.epoch,
            "format": FORMAT,
            "register": self.register_id,
            "slots": [slot.value() for slot in self.slots],
            "version": VERSION,
        }


def header_of(slot_id: str, kind: SlotKind, parameters: Parameters, salt: bytes) -> dict[str, object]:
    return {
        "id": slot_id,
        "kind": kind.value,
        "lanes": parameters.lanes,
        "memory_kib": parameters.memory_kib,
        "passes": parameters.passes,
        "salt": blob(salt),
    }


def board_header(slot_id: str, signing: bytes, sealing: bytes) -> dict[str, object]:
    return {"id": slot_id, "kind": SlotKind.BOARD.value, "sealing": blob(sealing), "signing": blob(signing)}


def authenticated(register_id: str, header: dict[str, object]) -> bytes:
    """The bytes that bind a slot to its register, its kind and its parameters."""
    return canonical.encode({"format": FORMAT, "register": register_id, "slot": header, "version": VERSION})


def to_json(keyfile: KeyFile) -> str:
    """The text of keys.json."""
    return canonical.encode(keyfile.without_seal() | {"seal": blob(keyfile.seal)}).decode("utf-8")


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
    record = Record(value, "epoch", "format", "register", "seal", "slots", "version")
    if record.text("format") != FORMAT:
        raise Malformed
    record.integer("version", VERSION, VERSION)
    epoch, seal = record.integer("epoch", 1, _MOST_EPOCHS), record.blob("seal", SEAL_LENGTH)
    return KeyFile(_hex(record, "register", 32), epoch, _read_slots(record.value("slots")), seal)


def _read_slots(values: object) -> tuple[AnySlot, ...]:
    if not isinstance(values, list) or not 0 < len(values) <= MOST_SLOTS:
        raise Malformed
    slots = tuple(_read_slot(value) for value in values)
    boards = [slot for slot in slots if slot.kind is SlotKind.BOARD]
    if len({slot.id for slot in slots}) != len(slots) or len(boards) > 1:
        raise Malformed
    return slots


def _read_slot(value: object) -> AnySlot:
    kind = value.get("kind") if isinstance(value, Mapping) else None
    if kind == SlotKind.BOARD:
        return _read_board_slot(Record(value, *_BOARD_MEMBERS))
    record = Record(value, *_SLOT_MEMBERS)
    try:
        slot_kind = SlotKind(record.text("kind"))
    except ValueError:
        raise Malformed from None
    numbers = (record.integer(name, 0, 2**31) for name in ("memory_kib", "passes", "lanes"))
    return Slot(
        id=_hex(record, "id", 16),
        kind=slot_kind,
        parameters=Parameters(*numbers),
        salt=record.blob("salt", SALT_LENGTH),
        nonce=record.blob("nonce", NONCE_LENGTH),
        wrapped=record.blob("wrapped", KEY_LENGTH + TAG_LENGTH),
        label=_sealed_label(record),
    )


def _read_board_slot(record: Record) -> BoardSlot:
    return BoardSlot(
        id=_hex(record, "id", 16),
        signing=record.blob("signing", SIGNING_LENGTH),
        sealing=record.blob("sealing", SEALING_LENGTH),
        box=record.blob("box", KEY_LENGTH + OVERHEAD),
        label=_sealed_label(record),
    )


def _sealed_label(record: Record) -> bytes:
    label = record.blob_up_to("label", _LABEL_LIMIT)
    if len(label) < NONCE_LENGTH + TAG_LENGTH:
        raise Malformed
    return label


def _hex(record: Record, name: str, length: int) -> str:
    text = record.text(name, length)
    if len(text) != length or not set(text) <= set("0123456789abcdef"):
        raise Malformed
    return text
