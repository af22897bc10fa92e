"""The identities of this workspace: one pair of private keys a region, and what was agreed and sent under it.

A key is made for one region alone, so that two regions can't link a sender (decision 2). The bytes are opaque here:
`crypto/keyring.py` knows what a key is, `exchange/` what a profile is. They are safe because the folder is encrypted.
"""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from thuisplan_desktop.errors import NotEnrolled, RegisterDamaged, StoreRefused
from thuisplan_desktop.store import rows, schema, settings


@dataclass(frozen=True, kw_only=True)
class OwnIdentity:
    """Who we are for one region. `profile` is the signed profile that was pinned, empty before that.

    `sequence` and `last_hash` are of the last file sent (0 and empty when none was), so that a receiver sees a
    missing or repeated file.
    """

    region: str
    private_keys: bytes
    profile: bytes = b""
    sequence: int = 0
    last_hash: bytes = b""

    def __repr__(self) -> str:
        return f"OwnIdentity(region={self.region!r})"


def save_identity(connection: Connection, identity: OwnIdentity) -> None:
    """Keep an identity, or replace the one for the same region."""
    rows.save(connection, schema.identities, identity)


def load_identity(connection: Connection, region: str) -> OwnIdentity:
    """Our identity for one region; raises NotEnrolled when there is none."""
    found = rows.load(connection, schema.identities, OwnIdentity, schema.identities.c.region == region)
    if not found:
        raise NotEnrolled
    return found[0]


def load_identities(connection: Connection) -> tuple[OwnIdentity, ...]:
    """Every identity, in the order in which they were made."""
    return rows.load(connection, schema.identities, OwnIdentity)


def pin_profile(connection: Connection, region: str, profile: bytes) -> None:
    """Keep the signed profile whose fingerprint was compared; raises NotEnrolled."""
    save_identity(connection, replace(load_identity(connection, region), profile=profile))


_EARLIER = "earlier_profiles:"


@dataclass(frozen=True)
class EarlierProfile:
    """A signed profile that was replaced, and the last day on which a telling is opened under it.

    None where an earlier release replaced it, which kept no day: that is the day of the version that followed.
    """

    document: bytes
    until: date | None


def load_earlier(connection: Connection, region: str) -> tuple[EarlierProfile, ...]:
    """The profiles of a region that were pinned before, oldest first. Raises RegisterDamaged."""
    try:
        return tuple(map(_earlier, settings.get(connection, _EARLIER + region).split()))
    except ValueError:
        raise RegisterDamaged(part="settings") from None


def _earlier(text: str) -> EarlierProfile:
    document, _, until = text.partition(":")
    return EarlierProfile(bytes.fromhex(document), date.fromisoformat(until) if until else None)


def keep_earlier(connection: Connection, identity: OwnIdentity, until: date) -> None:
    """Its profile is about to be replaced, and stays known for tellingen that were opened up to this day."""
    known = settings.get(connection, _EARLIER + identity.region).split()
    kept = f"{identity.profile.hex()}:{until.isoformat()}"
    settings.put(connection, _EARLIER + identity.region, " ".join([*known, kept]))


def record_sent(connection: Connection, region: str, sequence: int, file_hash: bytes) -> None:
    """Keep that a file was sent. Only the next number is accepted (StoreRefused); raises NotEnrolled."""
    identity = load_identity(connection, region)
    if sequence != identity.sequence + 1:
        raise StoreRefused(code="sequence")
    save_identity(connection, replace(identity, sequence=sequence, last_hash=file_hash))
