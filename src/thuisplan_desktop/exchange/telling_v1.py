"""An opened telling: peildatum and frozen roster, proposed by the samenwerkingsverband, co-signed by the key holder.

Only the co-signed file counts, and its hash is the telling's id. In `protected` mode there is no key holder: the
samenwerkingsverband signs alone, and the roster names no besturen. `docs/formats/telling-v1.md` holds the bytes.
"""

from dataclasses import replace

from thuisplan_desktop.crypto.canonical import Malformed, Record, blob
from thuisplan_desktop.crypto.keyring import SIGNING_LENGTH, Identity
from thuisplan_desktop.errors import NotCosigned, NotForUs, ProfileUnknown
from thuisplan_desktop.exchange import parties_v1, sealed_file
from thuisplan_desktop.exchange.profile_v1 import KEYHOLDER, SWV, profile_hash
from thuisplan_desktop.exchange.sealed_file import Container, Kind
from thuisplan_desktop.region.telling import Mode, Profile, RosterLine, Telling

NO_ID = b""
"""The id of a proposal: it has none until it is co-signed."""

_MEMBERS = ("opened_on", "peildatum", "profile_hash", "profile_version", "region", "roster")
_ROSTER_MEMBERS = ("board", "sectors", "signing")
_HASH_LENGTH = 32
_MOST_SENDERS = 20_000
_MOST = 2**31 - 1


def encode_proposal(telling: Telling, profile: Profile, swv: Identity) -> bytes:
    """The file that the samenwerkingsverband signs; `telling.id` plays no part.

    Raises NotForUs when `swv` is not the profile's, ProfileUnknown when the telling is of another profile.
    """
    if parties_v1.keys_of(swv) != profile.swv:
        raise NotForUs
    body = _to_body(telling)
    data = sealed_file.pack(Kind.TELLING, body, {SWV: sealed_file.sign_body(swv, Kind.TELLING, SWV, body)})
    decode_proposal(data, profile)
    return data


def decode_proposal(data: bytes, profile: Profile) -> Telling:
    """What the samenwerkingsverband proposes, for the key holder to judge before co-signing."""
    _, telling = _read(data, profile)
    return telling


def cosign(data: bytes, profile: Profile, keyholder: Identity) -> bytes:
    """The proposal with the key holder's signature; the roster and the past were judged by the caller.

    Raises NotForUs when `keyholder` is not the profile's, and what `decode_proposal` raises.
    """
    if parties_v1.keys_of(keyholder) != profile.keyholder:
        raise NotForUs
    container, _ = _read(data, profile)
    second = sealed_file.sign_body(keyholder, Kind.TELLING, KEYHOLDER, container.body)
    return sealed_file.pack(Kind.TELLING, container.body, {SWV: container.signatures[SWV], KEYHOLDER: second})


def decode(data: bytes, profile: Profile) -> Telling:
    """The telling, with every signature that the pinned profile asks for.

    Raises NotAThuisplanFile, OtherKindOfFile, FileTooNew, BrokenSeal, NotCosigned, and ProfileUnknown when it was
    opened under another profile than the one given.
    """
    container, telling = _read(data, profile)
    if profile.mode is Mode.SPLIT:
        if KEYHOLDER not in container.signatures:
            raise NotCosigned
        sealed_file.verify_body(container, KEYHOLDER, profile.keyholder.signing)
    return replace(telling, id=sealed_file.file_hash(data))


def check_agreement(telling: Telling, profile: Profile) -> None:
    """Return only if the telling was opened under this very profile; raise ProfileUnknown otherwise."""
    asked = (telling.region, telling.profile_version, telling.profile_hash)
    if asked != (profile.region, profile.version, profile_hash(profile)):
        raise ProfileUnknown


def _read(data: bytes, profile: Profile) -> tuple[Container, Telling]:
    container = sealed_file.unpack(data, Kind.TELLING)
    with sealed_file.reading():
        telling = _from_body(container.body)
        if not {SWV} <= set(container.signatures) <= {SWV, KEYHOLDER}:
            raise Malformed
    if telling.region != profile.region:  # first: who signs is agreed in each region by itself
        raise ProfileUnknown
    with sealed_file.reading():
        if profile.mode is Mode.PROTECTED and KEYHOLDER in container.signatures:
            raise Malformed
    sealed_file.verify_body(container, SWV, profile.swv.signing)
    check_agreement(telling, profile)
    return container, telling


def _to_body(telling: Telling) -> dict[str, object]:
    roster = sorted(telling.roster, key=lambda line: line.signing)
    return {
        "opened_on": telling.opened_on.isoformat(),
        "peildatum": telling.peildatum.isoformat(),
        "profile_hash": blob(telling.profile_hash),
        "profile_version": telling.profile_version,
        "region": telling.region,
        "roster": [
            {"board": line.board, "sectors": sorted(line.sectors), "signing": blob(line.signing)} for line in roster
        ],
    }


def _from_body(body: object) -> Telling:
    record = Record(body, *_MEMBERS)
    return Telling(
        id=NO_ID,
        region=record.text("region"),
        profile_version=record.integer("profile_version", 1, _MOST),
        profile_hash=record.blob("profile_hash", _HASH_LENGTH),
        peildatum=record.day("peildatum"),
        roster=_roster(record),
        opened_on=record.day("opened_on"),
    )


def _roster(record: Record) -> tuple[RosterLine, ...]:
    """In order of key: neither a sender twice nor an order that says who came first."""
    lines = tuple(
        RosterLine(
            signing=line.blob("signing", SIGNING_LENGTH),
            board=line.integer("board", 0, _MOST),
            sectors=parties_v1.sectors_of(line),
        )
        for line in record.records("roster", _MOST_SENDERS, *_ROSTER_MEMBERS)
    )
    keys = [line.signing for line in lines]
    if not lines or keys != sorted(set(keys)):
        raise Malformed
    return lines
