"""What receiving many count files costs beside verifying and opening them alone, and whether memory stays the same.

`python bench/receiving.py [SENDERS]`. Promise: at most 1.5 times, for 1,000 files, in constant memory.
"""

import resource
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import promise

from thuisplan_desktop.actions import delivering, keyholding, opening, receiving
from thuisplan_desktop.actions.opening import OpenRegister, Place
from thuisplan_desktop.counts.reports import reports_for
from thuisplan_desktop.crypto import derivation
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.exchange import counts_v1, profile_v1, sealed_file, telling_v1
from thuisplan_desktop.exchange.parties_v1 import keys_of
from thuisplan_desktop.region import shares
from thuisplan_desktop.region.chains import START
from thuisplan_desktop.region.layouts import layout_of
from thuisplan_desktop.region.telling import Enrolment, Mode, Profile, RosterLine, Telling
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import identities, region_books, telling_books
from thuisplan_desktop.store.identities import OwnIdentity
from thuisplan_desktop.store.region_books import KeptProfile
from thuisplan_desktop.store.telling_books import KeptEnrolment

PROMISE = 1.5
RUNS = 3
DAY = date(2026, 10, 1)
NOW = datetime(2026, 10, 2, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Scene:
    """A region of so many senders, with a telling that both parties signed and one file of each sender on disk."""

    swv: Identity
    keyholder: Identity
    profile: Profile
    telling: Telling
    telling_file: bytes
    files: tuple[Path, ...]
    enrolments: tuple[Enrolment, ...]


def make(folder: Path, senders: int) -> Scene:
    """Keys, profile, telling and files. This takes longest and is not measured."""
    swv, keyholder = Identity.generate(), Identity.generate()
    rules = definitions.load("landelijk")
    layouts = tuple(layout_of(one) for one in reports_for("landelijk"))
    profile = Profile(
        region="meetregio", name="Meetregio", version=1, mode=Mode.SPLIT, min_senders=5, definitions=rules.name,
        definitions_version=rules.version, layouts=layouts, swv=keys_of(swv), keyholder=keys_of(keyholder),
        issued_on=DAY,
    )  # fmt: skip
    people = [Identity.generate() for _ in range(senders)]
    sectors = frozenset({"po", "vo"})
    roster = tuple(RosterLine(one.public[0], number, sectors) for number, one in enumerate(people, 1))
    hashed = profile_v1.profile_hash(profile)
    draft = Telling(telling_v1.NO_ID, profile.region, 1, hashed, DAY, roster, DAY)
    proposal = telling_v1.encode_proposal(draft, profile, swv)
    opened = telling_v1.cosign(proposal, profile, keyholder)
    telling = telling_v1.decode(opened, profile)
    enrolments = tuple(
        Enrolment("meetregio", keys_of(one), f"School {number}", f"Bestuur {number}", sectors)
        for number, one in enumerate(people, 1)
    )
    files = tuple(_seal(folder, telling, profile, one, number) for number, one in enumerate(people, 1))
    return Scene(swv, keyholder, profile, telling, opened, files, enrolments)


def _seal(folder: Path, telling: Telling, profile: Profile, sender: Identity, number: int) -> Path:
    vector = [0, 1, 0] * (shares.vector_length(profile.layouts) // 3)
    first, second = (shares.to_bytes(share) for share in shares.split(vector))
    path = folder / f"telling-{number:05d}.tplan"
    data = counts_v1.encode(telling, profile, sender, START, for_swv=first, for_keyholder=second)
    path.write_bytes(data)
    return path


def register_of(scene: Scene, folder: Path, role: Role, identity: Identity) -> OpenRegister:
    """A new register that agreed on the profile and enrolled everybody."""
    return agreed(folder, role, identity, profile_v1.encode(scene.profile, scene.swv), scene.enrolments)


def agreed(
    folder: Path, role: Role, identity: Identity, document: bytes, enrolments: Sequence[Enrolment]
) -> OpenRegister:
    """A new register with a pinned profile and these senders."""
    register = opening.create_register(
        folder, role=role, owner="Meter", passphrase="vier losse woorden samen", place=Place("Meetregio"),
        parameters=derivation.FLOOR, clock=lambda: NOW,
    ).register  # fmt: skip
    with register.change() as connection:
        own = OwnIdentity(region="meetregio", private_keys=identity.export(), profile=document)
        identities.save_identity(connection, own)
        if role is Role.REGION:
            region_books.save_profile(connection, KeptProfile(version=1, document=document, issued_on=DAY))
        for one in enrolments:
            telling_books.save_enrolment(connection, KeptEnrolment(enrolment=one, enrolled_on=DAY))
        register.log(connection, "profile_pinned")
    return register


def alone(scene: Scene) -> None:
    """Read, verify both halves, open ours: what no receiver can leave out."""
    for path in scene.files:
        counts_v1.receive(sealed_file.read(path), scene.telling, scene.profile, scene.swv)


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    senders = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{senders} afzenders; sleutels en bestanden maken …", flush=True)
        scene = make(folder, senders)
        print(f"een telbestand: {scene.files[0].stat().st_size} bytes; de telling: {len(scene.telling_file)} bytes")
        regions = [register_of(scene, folder / f"regio{n}.thuisplan", Role.REGION, scene.swv) for n in range(RUNS)]
        holder = register_of(scene, folder / "sleutelhouder.thuisplan", Role.KEYHOLDER, scene.keyholder)
        try:
            return measure(scene, regions, holder, folder)
        finally:
            for one in (*regions, holder):
                one.close()


def measure(scene: Scene, regions: Sequence[OpenRegister], holder: OpenRegister, folder: Path) -> int:
    """Each region receives the same files, in turn with opening them alone; the first goes on to the sum."""
    region = regions[0]
    (telling_id,) = {receiving.open_telling(one, scene.telling_file).value.id for one in regions}
    named = [(path.name, partial(sealed_file.read, path)) for path in scene.files]
    waiting = iter(regions)
    alone(scene)
    before = peak_mb()
    spent, bare = promise.best_beside(
        lambda: delivering.receive(next(waiting), telling_id, named), lambda: alone(scene), RUNS
    )
    grown = peak_mb() - before
    print(f"nagaan en openen alleen: {bare:.2f} s ({1000 * bare / len(named):.2f} ms per bestand)")
    print(f"ontvangen en bewaren:    {spent:.2f} s, {spent / bare:.2f} maal; geheugen {grown:+.1f} MB")
    proposal = telling_v1.encode_proposal(scene.telling, scene.profile, scene.swv)
    print(f"meetekenen: {promise.seconds(lambda: keyholding.cosign(holder, proposal)):.2f} s")
    made: list[bytes] = []
    asking = promise.seconds(lambda: made.append(receiving.request_sum(region, telling_id).value))
    print(f"verzoek: {asking:.2f} s, {len(made[0])} bytes")
    answering = promise.seconds(lambda: made.append(keyholding.answer(holder, made[0]).value))
    print(f"antwoord: {answering:.2f} s, {len(made[1])} bytes")
    print(f"optellen: {promise.seconds(lambda: receiving.add_up(region, telling_id, made[1])):.2f} s")
    size = (folder / "regio0.thuisplan" / "register.db").stat().st_size
    print(f"register van de regio na één telling: {size / 1e6:.1f} MB; hoogste geheugen {peak_mb():.0f} MB")
    promises = promise.Promises()
    promises.at_most("receiving, beside opening the files alone", spent / bare, PROMISE)
    return promises.exit_code


if __name__ == "__main__":
    sys.exit(main())
