"""A sender presents itself to a region: keys made for this region alone, signed with themselves.

The signature proves that the sender holds the key, nothing more; who it is, is compared over the telephone. This is
the only file of a region with a school's name. `docs/formats/enrolment-v1.md` holds the bytes.
"""

from thuisplan_desktop.crypto.canonical import Malformed, Record, tidy
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.errors import NotForUs
from thuisplan_desktop.exchange import parties_v1, sealed_file
from thuisplan_desktop.exchange.sealed_file import Kind
from thuisplan_desktop.region.telling import Enrolment

SENDER = "sender"

_MEMBERS = ("board", "keys", "name", "region", "sectors")


def encode(enrolment: Enrolment, sender: Identity) -> bytes:
    """The signed file; raise NotForUs when the keys in it are not `sender`'s."""
    if parties_v1.keys_of(sender) != enrolment.keys:
        raise NotForUs
    body = {
        "board": tidy(enrolment.board),
        "keys": parties_v1.to_value(enrolment.keys),
        "name": tidy(enrolment.name),
        "region": enrolment.region,
        "sectors": sorted(enrolment.sectors),
    }
    signature = sealed_file.sign_body(sender, Kind.ENROLMENT, SENDER, body)
    data = sealed_file.pack(Kind.ENROLMENT, body, {SENDER: signature})
    decode(data)
    return data


def decode(data: bytes) -> Enrolment:
    """The enrolment, signed with its own key; raise NotAThuisplanFile, OtherKindOfFile, FileTooNew, BrokenSeal."""
    container = sealed_file.unpack(data, Kind.ENROLMENT)
    with sealed_file.reading():
        enrolment = _from_body(container.body)
        if set(container.signatures) != {SENDER}:
            raise Malformed
    sealed_file.verify_body(container, SENDER, enrolment.keys.signing)
    return enrolment


def _from_body(body: object) -> Enrolment:
    record = Record(body, *_MEMBERS)
    return Enrolment(
        region=record.text("region"),
        keys=parties_v1.from_record(Record(record.value("keys"), *parties_v1.MEMBERS)),
        name=record.text("name"),
        board=record.text("board"),
        sectors=parties_v1.sectors_of(record),
    )
