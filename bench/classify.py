"""What judging every case of a register costs, beside a bare cursor that fetches the same columns in the same run.

    python bench/classify.py [cases ...]

Each register has fifty periods a case, in real SQLCipher files; all people are invented. Three shapes: a register as
two school years leave it (most pupils are back), and two in which nobody came back for fifty days, each day a period of
its own, of one kind and of many: no absence list makes those, and they are the most there is to judge. The limit holds
for each, at 1,000 and at 10,000 cases; this ends with 1 where it doesn't.

Cursor and judging take turns over one connection; times are those of this process alone, ratios are taken turn by turn,
and their median counts. Nothing is kept between turns. The cursor fetches loose rows, in whatever order and by whatever
index the database likes best.
"""

import gc
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median

import invented
import promise

from thuisplan_desktop.actions import judging
from thuisplan_desktop.register import definitions, facts
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.store import register_file
from thuisplan_desktop.store.register_file import Workspace, WorkspaceKind

TURNS = 7
LIMIT = 2.0
LIMITED = (1_000, 10_000)
SHAPES: dict[str, invented.Shape] = {
    "school year": invented.school_year,
    "one stretch": invented.one_stretch,
    "mixed stretch": invented.mixed_stretch,
}
COLUMNS = ", ".join(facts.FIELDS)


def make(folder: Path, count: int, periods: invented.Shape) -> Workspace:
    workspace = register_file.create(folder, WorkspaceKind.COORDINATOR, bytes(32), "0" * 32)
    invented.fill(workspace, count, periods)
    return workspace


def bare(workspace: Workspace) -> None:
    """Every column that judging reads, of every row."""
    workspace.raw.execute(f"SELECT {COLUMNS} FROM cases").fetchall()
    workspace.raw.execute("SELECT case_id, kind, starts_on, ends_on, minutes FROM absences").fetchall()


def judged(workspace: Workspace) -> Counter[str]:
    with workspace.read() as connection:
        found = judging.verdicts(connection, invented.ON, definitions.load("landelijk"), SchoolCalendar.load("noord"))
        return Counter(verdict.category for verdict in found)


def timed(work: Callable[[], object]) -> float:
    """Seconds of this process."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(count: int, name: str) -> tuple[float, float]:
    """Microseconds a case, and the ratio to the bare cursor."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = make(Path(folder) / "bench.thuisplan", count, SHAPES[name])
        counts = judged(workspace)
        turns = [(timed(lambda: bare(workspace)), timed(lambda: judged(workspace))) for _ in range(TURNS)]
        workspace.close()
    cursor, ours = min(one for one, _ in turns), min(one for _, one in turns)
    ratios = sorted(one / other for other, one in turns)
    absent = sum(n for category, n in counts.items() if category != "none")
    print(
        f"{name:13} {count:7} cases {count * invented.PERIODS:8} periods   cursor {cursor * 1000:7.0f} ms   "
        f"judged {ours * 1000:7.0f} ms   x {median(ratios):4.2f} ({ratios[0]:4.2f} to {ratios[-1]:4.2f})   "
        f"{absent} absent",
        flush=True,
    )
    return ours * 1e6 / count, median(ratios)


def main() -> int:
    sizes = [int(word) for word in sys.argv[1:]] or [1_000, 10_000, 100_000]
    promises = promise.Promises()
    for name in SHAPES:
        found = {count: measure(count, name) for count in sizes}
        growth = ", ".join(f"{each:.1f}" for each, _ in found.values())
        print(f"{name:13} microseconds a case: {growth} (linear when these stay level)\n")
        for count in sorted(set(LIMITED) & set(found)):
            promises.at_most(f"{name} at {count} cases, beside the bare cursor", found[count][1], LIMIT)
    return promises.exit_code


if __name__ == "__main__":
    sys.exit(main())
