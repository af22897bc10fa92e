"""The same promise for tables that schools protected: what receiving costs beside verifying and opening them alone.

`python bench/receiving_protected.py [SENDERS]`. To verify such a file is to check its signature and to repeat the audit
of the table in it: the certificate is believed for nothing but its hash. What opening costs without it is told beside.
"""

import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import promise
from receiving import DAY, PROMISE, RUNS, agreed, peak_mb

from thuisplan_desktop.actions import adding, delivering, receiving
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.counts.protect import ProtectedTable, protect
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.table import CountTable
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.exchange import profile_v1, protected_v1, sealed_file, telling_v1
from thuisplan_desktop.exchange.parties_v1 import keys_of
from thuisplan_desktop.region.chains import START
from thuisplan_desktop.region.layouts import layout_of
from thuisplan_desktop.region.telling import Enrolment, Mode, Profile, Telling
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.codes import Role

REPORT = "nk-po-2017"
TABLES = 20
SEED = 2026


@dataclass(frozen=True)
class Scene:
    """A region without second party, its opened telling, and one file of each sender on disk."""

    swv: Identity
    profile: Profile
    telling: Telling
    files: tuple[Path, ...]
    threshold: int

    def open_alone(self, *, audit: bool) -> None:
        """Read, verify, open; with `audit` all of verifying, as for one file without a register."""
        for path in self.files:
            got = protected_v1.receive(sealed_file.read(path), self.telling, self.profile, self.swv)
            if audit:
                protected_v1.tables_of(got.content, self.telling, self.profile, self.threshold)


def make(folder: Path, senders: int) -> tuple[Scene, list[OpenRegister]]:
    """Keys, profile, registers, telling and files. This takes longest and is not measured."""
    swv = Identity.generate()
    rules = definitions.load("noord-kennemerland-2017")
    profile = Profile(
        region="meetregio", name="Meetregio", version=1, mode=Mode.PROTECTED, min_senders=5, definitions=rules.name,
        definitions_version=rules.version, layouts=(layout_of(report(REPORT)),), swv=keys_of(swv),
        keyholder=keys_of(Identity.generate()), issued_on=DAY,
    )  # fmt: skip
    people = [Identity.generate() for _ in range(senders)]
    listed = [
        Enrolment("meetregio", keys_of(one), f"Afzender {number}", "", frozenset({"po"}))
        for number, one in enumerate(people, 1)
    ]
    document = profile_v1.encode(profile, swv)
    regions = [agreed(folder / f"regio{n}.thuisplan", Role.REGION, swv, document, listed) for n in range(RUNS)]
    (opened,) = {adding.open_alone(one, DAY).value for one in regions}
    telling = telling_v1.decode(opened, profile)
    files = tuple(_files(folder, telling, profile, people))
    return Scene(swv, profile, telling, files, rules.threshold), regions


def _files(folder: Path, telling: Telling, profile: Profile, people: Sequence[Identity]) -> list[Path]:
    dice = random.Random(SEED)
    tables = [_table(telling, profile, dice) for _ in range(TABLES)]
    found = []
    for number, one in enumerate(people):
        path = folder / f"telling-{number:05d}.tplan"
        path.write_bytes(protected_v1.encode(telling, profile, one, START, [tables[number % TABLES]]))
        found.append(path)
    return found


def _table(telling: Telling, profile: Profile, dice: random.Random) -> ProtectedTable:
    """What a school has: mostly nothing, here and there a few."""
    declared = report(REPORT)
    totals = {total.total: total.parts for total in declared.totals}
    cells: dict[str, int | None] = {
        cell: dice.choice((0, 0, 0, 0, 0, 1, 2, 6)) for cell in declared.cells if cell not in totals
    }
    for total, parts in totals.items():
        cells[total] = sum(cells[part] or 0 for part in parts)
    return protect(
        CountTable(
            REPORT, declared.version, profile.definitions, profile.definitions_version, telling.peildatum, cells,
            declared.totals,
        )
    )  # fmt: skip


def main() -> int:
    senders = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as name:
        print(f"{senders} afzenders; sleutels en bestanden maken …", flush=True)
        scene, regions = make(Path(name), senders)
        try:
            return measure(scene, regions)
        finally:
            for one in regions:
                one.close()


def measure(scene: Scene, regions: Sequence[OpenRegister]) -> int:
    """Each region receives the same files, in turn with verifying and opening them alone."""
    telling_id = receiving.find_telling(regions[0], DAY)
    named = [(path.name, partial(sealed_file.read, path)) for path in scene.files]
    waiting = iter(regions)
    scene.open_alone(audit=True)
    before = peak_mb()
    spent, bare = promise.best_beside(
        lambda: delivering.receive(next(waiting), telling_id, named), lambda: scene.open_alone(audit=True), RUNS
    )
    grown = peak_mb() - before
    unseen = promise.best(lambda: scene.open_alone(audit=False), RUNS)
    print(f"zegel en handtekening alleen:   {unseen:.2f} s ({1000 * unseen / len(named):.2f} ms per bestand)")
    print(f"nagaan en openen alleen:        {bare:.2f} s ({1000 * bare / len(named):.2f} ms per bestand)")
    print(f"ontvangen en bewaren:           {spent:.2f} s, {spent / bare:.2f} maal; geheugen {grown:+.1f} MB")
    promises = promise.Promises()
    promises.at_most("receiving protected tables, beside verifying and opening them alone", spent / bare, PROMISE)
    return promises.exit_code


if __name__ == "__main__":
    sys.exit(main())
