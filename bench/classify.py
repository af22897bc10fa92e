"""What judging every case of a register costs, beside a bare cursor that fetches the same columns in the same run.

    python bench/classify.py [cases ...]

Each register has fifty periods a case, in real SQLCipher files; all people are invented. Two kinds: one as a school
year leaves it (periods of a day to two weeks, a third of the pupils absent now), and the worst for judging (every pupil
at home now in one stretch of fifty periods, which no absence list makes: it joins such days). The limit, twice the bare
cursor, is for the first; nothing is kept between runs.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from thuisplan_desktop.actions import judging
from thuisplan_desktop.register import definitions, facts
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import Absence, Case
from thuisplan_desktop.register.codes import AbsenceKind
from thuisplan_desktop.store import cases, register_file
from thuisplan_desktop.store.register_file import Workspace, WorkspaceKind

ON = date(2026, 3, 20)
PERIODS = 50
ROUNDS = 5
"""A register grows case by case and month by month, so the periods of one pupil lie apart in the file."""
RUNS = 3
LIMIT = 2.0
KINDS = (AbsenceKind.UNAUTHORISED, AbsenceKind.SICK, AbsenceKind.AUTHORISED)
COLUMNS = ", ".join(facts.FIELDS)


def school_year(chance: random.Random, case_id: str) -> list[Absence]:
    """Fifty periods in two school years; a third of the pupils is still away."""
    days = sorted(chance.sample(range(30, 570), PERIODS), reverse=True)
    rows = [_period(case_id, n, chance.choice(KINDS), ON - timedelta(days=d), 0) for n, d in enumerate(days)]
    if chance.random() < 1 / 3:
        rows[-1] = _period(case_id, PERIODS, chance.choice(KINDS), ON - timedelta(days=chance.randrange(1, 120)), None)
    return rows


def one_stretch(_chance: random.Random, case_id: str) -> list[Absence]:
    """Fifty days in a row, each a period of its own, until now."""
    return [
        _period(case_id, n, AbsenceKind.UNAUTHORISED, ON - timedelta(days=PERIODS - n - 1), 0) for n in range(PERIODS)
    ]


def _period(case_id: str, number: int, kind: AbsenceKind, first: date, length: int | None) -> Absence:
    last = None if length is None else first + timedelta(days=length)
    return Absence(id=f"{case_id}-{number}", case_id=case_id, kind=kind, starts_on=first, ends_on=last, minutes=330)


def make(folder: Path, count: int, periods: Callable[[random.Random, str], list[Absence]]) -> Workspace:
    chance = random.Random(20260320)
    workspace = register_file.create(folder, WorkspaceKind.COORDINATOR, bytes(32), "0" * 32)
    found: dict[str, list[Absence]] = {}
    with workspace.change() as connection:
        for _ in range(count):
            case_id = f"{chance.getrandbits(64):016x}"
            found[case_id] = periods(chance, case_id)
            case = Case(id=case_id, nickname="Femke", surname="Verzonnen", birth_date=date(2012, 5, 1))
            cases.save_case(connection, case)
        for part in range(ROUNDS):
            for rows in found.values():
                cases.add_absences(connection, rows[part::ROUNDS])
    return workspace


def bare(workspace: Workspace) -> None:
    """Every column that judging reads, of every row."""
    workspace.raw.execute(f"SELECT {COLUMNS} FROM cases").fetchall()
    workspace.raw.execute("SELECT case_id, kind, starts_on, ends_on, minutes FROM absences").fetchall()


def judged(workspace: Workspace) -> Counter[str]:
    with workspace.read() as connection:
        found = judging.verdicts(connection, ON, definitions.load("landelijk"), SchoolCalendar.load("noord"))
        return Counter(verdict.category for verdict in found)


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(count: int, name: str, periods: Callable[[random.Random, str], list[Absence]]) -> tuple[float, float]:
    """Milliseconds a thousand cases, and the ratio to the bare cursor; both are medians of interleaved runs."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = make(Path(folder) / "bench.thuisplan", count, periods)
        judged(workspace)
        pairs = [(timed(lambda: bare(workspace)), timed(lambda: judged(workspace))) for _ in range(RUNS)]
        counts = judged(workspace)
        workspace.close()
    cursor, ours = median(a for a, _ in pairs), median(b for _, b in pairs)
    ratio = median(b / a for a, b in pairs)
    absent = sum(n for category, n in counts.items() if category != "none")
    print(
        f"{name:12} {count:7} cases {count * PERIODS:8} periods   cursor {cursor * 1000:8.0f} ms   "
        f"judged {ours * 1000:8.0f} ms   x {ratio:4.2f}   {absent} absent"
    )
    return ours * 1e6 / count, ratio


def main() -> int:
    sizes = [int(word) for word in sys.argv[1:]] or [1_000, 10_000, 100_000]
    worst = 0.0
    for name, periods in (("school year", school_year), ("one stretch", one_stretch)):
        each = []
        for count in sizes:
            per_case, ratio = measure(count, name, periods)
            each.append(per_case)
            if count == 10_000 and periods is school_year:
                worst = ratio
        growth = ", ".join(f"{value:.1f}" for value in each)
        print(f"{name:12} microseconds a case: {growth} (linear when these stay level)\n")
    if worst:
        print(f"a school year at 10,000 cases: {worst:.2f} times the bare cursor (limit {LIMIT})")
    return int(worst > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
