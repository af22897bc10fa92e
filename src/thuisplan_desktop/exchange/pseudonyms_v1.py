"""The list of enrolled senders without names, signed by the enrolling officer (`protected` mode, decision 2).

The samenwerkingsverband takes its rosters from it, and so never learns who is behind a key. There are no besturen on
it: the largest would be known by its size. `docs/formats/pseudonyms-v1.md` holds the bytes.
"""

from thuisplan_desktop.crypto.canonical import Malformed, Record, blob
from thuisplan_desktop.crypto.keyring import PARTY_LENGTH, SIGNING_LENGTH, Identity
from thuisplan_desktop.errors import NotForUs, ProfileRefused, ProfileUnknown
from thuisplan_desktop.exchange import parties_v1, sealed_file
from thuisplan_desktop.exchange.profile_v1 import ENROLLER
from thuisplan_desktop.exchange.sealed_file import Kind
from thuisplan_desktop.region.telling import Mode, Profile, PseudonymLine, PseudonymList

_MEMBERS = ("issued_on", "lines", "number", "region")
_LINE_MEMBERS = ("party", "sectors", "signing")
_MOST_SENDERS = 20_000
_MOST = 2**31 - 1


def encode(listed: PseudonymList, profile: Profile, enroller: Identity) -> bytes:
    """The signed file; raise NotForUs when `enroller` is not the profile's, and as `decode`."""
    if parties_v1.keys_of(enroller) != profile.keyholder:
        raise NotForUs
    body = {
        "issued_on": listed.issued_on.isoformat(),
        "lines": [_line_value(line) for line in sorted(listed.lines, key=lambda line: line.signing)],
        "number": listed.number,
        "region": listed.region,
    }
    signature = sealed_file.sign_body(enroller, Kind.PSEUDONYMS, ENROLLER, body)
    data = sealed_file.pack(Kind.PSEUDONYMS, body, {ENROLLER: signature})
    decode(data, profile)
    return data


def decode(data: bytes, profile: Profile) -> PseudonymList:
    """The list, signed by the enrolling officer of this profile.

    Raises NotAThuisplanFile, OtherKindOfFile, FileTooNew, BrokenSeal, ProfileUnknown for another region, and
    ProfileRefused where a key holder has that place: his signature would be no enrolling officer's.
    """
    container = sealed_file.unpack(data, Kind.PSEUDONYMS)
    with sealed_file.reading():
        listed = _from_body(container.body)
        if set(container.signatures) != {ENROLLER}:
            raise Malformed
    if profile.mode is not Mode.PROTECTED:
        raise ProfileRefused(reason="deze regio telt met twee helften en schrijft zelf in")
    if listed.region != profile.region:
        raise ProfileUnknown
    sealed_file.verify_body(container, ENROLLER, profile.keyholder.signing)
    return listed


def _line_value(line: PseudonymLine) -> dict[str, object]:
    return {"party": blob(line.party), "sectors": sorted(line.sectors), "signing": blob(line.signing)}


def _from_body(body: object) -> PseudonymList:
    record = Record(body, *_MEMBERS)
    return PseudonymList(
        region=record.text("region"),
        number=record.integer("number", 1, _MOST),
        issued_on=record.day("issued_on"),
        lines=_lines(record),
    )


def _lines(record: Record) -> tuple[PseudonymLine, ...]:
    """In order of key: the order says nothing of who came first."""
    lines = tuple(
        PseudonymLine(
            signing=line.blob("signing", SIGNING_LENGTH),
            party=line.blob("party", PARTY_LENGTH),
            sectors=parties_v1.sectors_of(line),
        )
        for line in record.records("lines", _MOST_SENDERS, *_LINE_MEMBERS)
    )
    keys = [line.signing for line in lines]
    if keys != sorted(set(keys)) or len({line.party for line in lines}) != len(lines):
        raise Malformed
    return lines
