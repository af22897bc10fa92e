"""One invented region for all tests of this room: a samenwerkingsverband, a key holder and six schools."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.exchange import counts_v1, profile_v1, telling_v1
from thuisplan_desktop.exchange.parties_v1 import keys_of
from thuisplan_desktop.region import shares
from thuisplan_desktop.region.chains import START, Chain
from thuisplan_desktop.region.telling import Mode, Profile, ReportLayout, RosterLine, Telling

CELLS = ("dreigend", "thuiszittend")


@dataclass(frozen=True)
class Region:
    """Everyone's keys, the pinned profile and one opened telling."""

    swv: Identity
    keyholder: Identity
    senders: tuple[Identity, ...]
    profile: Profile = field(init=False)
    telling: Telling = field(init=False)
    telling_file: bytes = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "profile", self._profile())
        data = self.open_telling(date(2026, 10, 1))
        object.__setattr__(self, "telling_file", data)
        object.__setattr__(self, "telling", telling_v1.decode(data, self.profile))

    def _profile(self) -> Profile:
        layout = ReportLayout("voorbeeld-po", 1, "po", CELLS)
        return Profile(
            region="voorbeeldregio",
            name="Samenwerkingsverband Voorbeeld",
            version=1,
            mode=Mode.SPLIT,
            min_senders=5,
            definitions="landelijk",
            definitions_version="1",
            layouts=(layout,),
            swv=keys_of(self.swv),
            keyholder=keys_of(self.keyholder),
            issued_on=date(2026, 8, 31),
        )

    def draft(self, peildatum: date, senders: Sequence[Identity] = ()) -> Telling:
        """An unsigned telling."""
        lines = enumerate(senders or self.senders)
        roster = tuple(RosterLine(sender.public[0], number, frozenset({"po"})) for number, sender in lines)
        hashed = profile_v1.profile_hash(self.profile)
        return Telling(telling_v1.NO_ID, "voorbeeldregio", 1, hashed, peildatum, roster, date(2026, 9, 14))

    def open_telling(self, peildatum: date, senders: Sequence[Identity] = ()) -> bytes:
        """A co-signed telling."""
        proposal = telling_v1.encode_proposal(self.draft(peildatum, senders), self.profile, self.swv)
        return telling_v1.cosign(proposal, self.profile, self.keyholder)

    def counts(self, sender: Identity, last: Chain = START, vector: Sequence[int] = (3, 1, 1, 0, 1, 0)) -> bytes:
        """One sender's count file."""
        first, second = (shares.to_bytes(share) for share in shares.split(vector))
        return counts_v1.encode(self.telling, self.profile, sender, last, for_swv=first, for_keyholder=second)

    def with_profile(self, **changes: object) -> Profile:
        """The profile, changed."""
        return replace(self.profile, **changes)  # type: ignore[arg-type] - the names are the tests' own


@pytest.fixture(scope="session")
def region() -> Region:
    """Keys are made once; nothing in a region changes."""
    return Region(Identity.generate(), Identity.generate(), tuple(Identity.generate() for _ in range(6)))
