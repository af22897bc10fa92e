"""Public keys inside a file: the same two members wherever a party stands in one."""

from thuisplan_desktop.crypto.canonical import Malformed, Record, blob
from thuisplan_desktop.crypto.keyring import SEALING_LENGTH, SIGNING_LENGTH, Identity, sealing_key
from thuisplan_desktop.errors import BrokenSeal
from thuisplan_desktop.region.telling import PartyKeys

MEMBERS = ("sealing", "signing")


def keys_of(identity: Identity) -> PartyKeys:
    """The public half of an identity."""
    return PartyKeys(*identity.public)


def to_value(keys: PartyKeys) -> dict[str, str]:
    """Both keys as they stand in a file."""
    return {"sealing": blob(keys.sealing), "signing": blob(keys.signing)}


def from_record(record: Record) -> PartyKeys:
    """Both keys; raise Malformed when one can't be a key."""
    keys = PartyKeys(record.blob("signing", SIGNING_LENGTH), record.blob("sealing", SEALING_LENGTH))
    try:
        sealing_key(keys.sealing)
    except BrokenSeal:
        raise Malformed from None
    return keys


def sectors_of(record: Record) -> frozenset[str]:
    """At least one sector, in order of the alphabet."""
    sectors = record.texts("sectors", 16)
    if not sectors or list(sectors) != sorted(sectors):
        raise Malformed
    return frozenset(sectors)
