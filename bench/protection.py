"""`make bench`: our protection beside pytauargus and beside a naive rule, on the same tables in the same run.

pytauargus lives in an environment of its own under build/referee; without it only our side is measured. The table of
four dimensions takes it minutes, so it is asked only with `--long`.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import promise
from percent import PercentPuzzle
from tables import cube, hierarchy

from thuisplan_desktop.counts.additive import AdditiveTable, Published
from thuisplan_desktop.counts.audit import audit
from thuisplan_desktop.counts.proving import protect_cells
from thuisplan_desktop.counts.quick import Trails
from thuisplan_desktop.counts.solver import Budget
from thuisplan_desktop.errors import CannotProtect

ROOT = Path(__file__).parent.parent
PEER = ROOT / "build" / "referee" / "bin" / "python"
PERCENT = 30
RUNS = 3
THEIRS, OWN, AREAS = 10.0, 40.0, 120.0
"""Promised seconds: under the rule of pytauargus, under our own, and for areas in areas. All are seconds of the
processor, as the program counts them: another program that keeps the computer busy breaks no promise."""
PROVABLE, PATIENCE = 300, 300.0
"""Up to so many cells the smallest choice should be proven; with `--long` it gets so many seconds for that."""
TABLES = (((16, 16), 1500, 5), ((5, 5, 6), 1200, 2), ((6, 6, 5), 2000, 4), ((4, 5, 5, 6), 600, 7))


@dataclass(frozen=True)
class Found:
    """How many cells were hidden besides in each run, and the seconds that it took."""

    counts: list[int]
    seconds: float

    @property
    def extra(self) -> int:
        """Of the run that hid most: showing cells again stops when the time is up, and a busy computer does less."""
        return max(self.counts)


def same_rule(table: AdditiveTable, promises: promise.Promises) -> Found:
    """Our quick choice under the rule of pytauargus, audited: a reader can exclude no goal."""
    chosen: list[frozenset[int]] = []

    def choose() -> None:
        trails = Trails(PercentPuzzle(table, PERCENT), Budget(40.0))
        chosen.append(trails.pruned(trails.safe(frozenset())))

    seconds = promise.best(choose, RUNS, clock=time.process_time)
    puzzle = PercentPuzzle(table, PERCENT)
    reader = puzzle.reader(chosen[-1], Budget(60.0), zeros=False)
    missed = sum(not reader.may_reach(goal) for goal in puzzle.goals)
    promises.at_most("their rule: numbers given away", missed, 0, "cells")
    return Found([len(one) for one in chosen], seconds)


def own_rule(table: AdditiveTable, promises: promise.Promises) -> None:
    begin = time.thread_time()
    try:
        done = protect_cells(table, OWN)
    except CannotProtect as error:
        promises.hold(f"ours, our rule: {error!r} after {time.thread_time() - begin:.1f} s", kept=False)
        return
    proved = " (proved)" if done.proved else ""
    print(f"  ours, our rule: {done.hidden_extra} extra, at least {done.lower_bound_extra}{proved}, audited")
    promises.at_most("our rule", time.thread_time() - begin, OWN, "s")
    if not done.proved and len(table.cells) <= PROVABLE and "--long" in sys.argv:
        patiently(table)


def patiently(table: AdditiveTable) -> None:
    """What more time proves of a table of which the smallest choice should be known."""
    begin = time.thread_time()
    done = protect_cells(table, PATIENCE)
    proved = " (proved)" if done.proved else f", gap {done.hidden_extra - done.lower_bound_extra}"
    print(f"  ours, our rule, with patience: {done.hidden_extra} extra, at least {done.lower_bound_extra}{proved}, "
          f"after {time.thread_time() - begin:.0f} s", flush=True)  # fmt: skip


def areas_in_areas(promises: promise.Promises) -> None:
    """Region, gemeenten, schools by 24 columns: about 7,500 cells."""
    table = hierarchy((12, 24), 24, 9000, 11)
    print(f"a hierarchy of {len(table.cells)} cells")
    begin = time.thread_time()
    try:
        done = protect_cells(table, AREAS)
    except CannotProtect as error:
        promises.hold(f"{error!r} after {time.thread_time() - begin:.1f} s", kept=False)
        return
    print(f"  {done.hidden_extra} extra, at least {done.lower_bound_extra}, audited")
    promises.at_most("the hierarchy", time.thread_time() - begin, AREAS, "s")


def naive(table: AdditiveTable) -> str:
    """Hide 1 to 4 and nothing else: what a reader computes."""
    hidden = frozenset(cell for cell in table.cells if table.is_small(cell))
    shown = {cell: count for cell, count in table.cells.items() if cell not in hidden}
    bounds = audit([Published(table.threshold, shown, hidden, table.totals)])
    exact = sum(low == high for low, high in bounds.values())
    return f"naive: {exact} of {len(hidden)} hidden cells can be computed"


def peer(sizes: Sequence[int], children: int, seed: int) -> Found:
    chance = random.Random(seed)
    names = [[f"{chr(97 + place)}{number}" for number in range(size)] for place, size in enumerate(sizes)]
    weights = [[0.7**number for number in range(size)] for size in sizes]
    rows = [
        [chance.choices(one, weight)[0] for one, weight in zip(names, weights, strict=True)] for _ in range(children)
    ]
    dimensions = [f"d{place}" for place in range(len(sizes))]
    records = {name: [row[place] for row in rows] for place, name in enumerate(dimensions)} | {"n": [1.0] * children}
    asked, answer = ROOT / "build" / "bench-in.json", ROOT / "build" / "bench-out.json"
    rule = {
        "records": records,
        "dimensions": dimensions,
        "rule": f"FREQ(5,{PERCENT})",
        "method": "OPT(1)",
        "runs": RUNS if len(sizes) < 4 else 1,
    }
    asked.write_text(json.dumps(rule), "utf-8")
    subprocess.run([PEER, Path(__file__).parent / "peer.py", asked, answer], check=True, cwd=ROOT / "build")
    found = json.loads(answer.read_text("utf-8"))
    print(f"  pytauargus: {found['secondary']} extra in {found['seconds']:.2f} s, "
          f"{found['unsafe']} cells unsafe in its own audit")  # fmt: skip
    return Found([found["secondary"]], found["seconds"])


def beside_peer(ours: Found, theirs: Found, dimensions: int, promises: promise.Promises) -> None:
    """Two and three dimensions no slower; four with no fewer cells published."""
    if dimensions < 4:
        promises.at_most("their rule, beside pytauargus", ours.seconds / theirs.seconds, 1.0)
    else:
        promises.at_most("extra cells hidden, beside pytauargus", ours.extra, theirs.extra, "cells")


def main() -> int:
    promises = promise.Promises()
    for sizes, children, seed in TABLES:
        table = cube(sizes, children, seed)
        print(f"{'x'.join(map(str, sizes))}: {len(table.cells)} cells, {children} children")
        ours = same_rule(table, promises)
        print(f"  ours, their rule: {ours.extra} extra in {ours.seconds:.2f} s\n  {naive(table)}", flush=True)
        promises.at_most("their rule", ours.seconds, THEIRS, "s")
        own_rule(table, promises)
        if PEER.exists() and (len(sizes) < 4 or "--long" in sys.argv):
            beside_peer(ours, peer(sizes, children, seed), len(sizes), promises)
    areas_in_areas(promises)
    return promises.exit_code


if __name__ == "__main__":
    sys.exit(main())
