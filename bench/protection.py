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
from pathlib import Path

from percent import PercentPuzzle
from tables import cube, hierarchy

from thuisplan_desktop.counts.additive import AdditiveTable, Published
from thuisplan_desktop.counts.audit import audit
from thuisplan_desktop.counts.protect import protect_cells
from thuisplan_desktop.counts.quick import Trails
from thuisplan_desktop.counts.solver import Budget
from thuisplan_desktop.errors import CannotProtect

ROOT = Path(__file__).parent.parent
PEER = ROOT / "build" / "referee" / "bin" / "python"
PERCENT = 30
TABLES = (((16, 16), 1500, 5), ((5, 5, 6), 1200, 2), ((6, 6, 5), 2000, 4), ((4, 5, 5, 6), 600, 7))


def same_rule(table: AdditiveTable) -> str:
    """Our quick choice under the rule of pytauargus."""
    begin = time.perf_counter()
    puzzle = PercentPuzzle(table, PERCENT)
    trails = Trails(puzzle, Budget(40.0))
    hidden = trails.pruned(trails.safe(frozenset()))
    return f"ours, their rule: {len(hidden)} extra in {time.perf_counter() - begin:.2f} s"


def own_rule(table: AdditiveTable) -> str:
    begin = time.perf_counter()
    try:
        done = protect_cells(table, 40.0)
    except CannotProtect as error:
        return f"ours, our rule: {error!r} after {time.perf_counter() - begin:.1f} s"
    text = f"ours, our rule: {done.hidden_extra} extra, at least {done.lower_bound_extra}"
    return f"{text}{' (proved)' if done.proved else ''}, audited, in {time.perf_counter() - begin:.1f} s"


def areas_in_areas() -> str:
    """Region, gemeenten, schools by 24 columns: about 7,500 cells."""
    table = hierarchy((12, 24), 24, 9000, 11)
    begin = time.perf_counter()
    try:
        done = protect_cells(table, 110.0)
    except CannotProtect as error:
        return f"{len(table.cells)} cells: {error!r} after {time.perf_counter() - begin:.1f} s"
    seconds = time.perf_counter() - begin
    found = f"{done.hidden_extra} extra, at least {done.lower_bound_extra}, audited"
    return f"{len(table.cells)} cells: {found}, in {seconds:.1f} s ({time.process_time():.0f} s of this processor)"


def naive(table: AdditiveTable) -> str:
    """Hide 1 to 4 and nothing else: what a reader computes."""
    hidden = frozenset(cell for cell in table.cells if table.is_small(cell))
    shown = {cell: count for cell, count in table.cells.items() if cell not in hidden}
    bounds = audit([Published(table.threshold, shown, hidden, table.totals)])
    exact = sum(low == high for low, high in bounds.values())
    return f"naive: {exact} of {len(hidden)} hidden cells can be computed"


def peer(sizes: Sequence[int], children: int, seed: int) -> str:
    chance = random.Random(seed)
    names = [[f"{chr(97 + place)}{number}" for number in range(size)] for place, size in enumerate(sizes)]
    weights = [[0.7**number for number in range(size)] for size in sizes]
    rows = [
        [chance.choices(one, weight)[0] for one, weight in zip(names, weights, strict=True)] for _ in range(children)
    ]
    dimensions = [f"d{place}" for place in range(len(sizes))]
    records = {name: [row[place] for row in rows] for place, name in enumerate(dimensions)} | {"n": [1.0] * children}
    asked, answer = ROOT / "build" / "bench-in.json", ROOT / "build" / "bench-out.json"
    rule = {"records": records, "dimensions": dimensions, "rule": f"FREQ(5,{PERCENT})", "method": "OPT(1)"}
    asked.write_text(json.dumps(rule), "utf-8")
    subprocess.run([PEER, Path(__file__).parent / "peer.py", asked, answer], check=True, cwd=ROOT / "build")
    found = json.loads(answer.read_text("utf-8"))
    text = f"pytauargus: {found['secondary']} extra in {found['seconds']:.2f} s"
    return f"{text}, {found['unsafe']} cells unsafe in its own audit"


def main() -> None:
    for sizes, children, seed in TABLES:
        table = cube(sizes, children, seed)
        print(f"{'x'.join(map(str, sizes))}: {len(table.cells)} cells, {children} children")
        lines = [same_rule(table), naive(table), own_rule(table)]
        if PEER.exists() and (len(sizes) < 4 or "--long" in sys.argv):
            lines.append(peer(sizes, children, seed))
        print("".join(f"  {line}\n" for line in lines), flush=True)
    print(f"a hierarchy of {areas_in_areas()}")


main()
