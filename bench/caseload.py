"""What opening a list of a large register costs: the caseload, the worklist and a telling, one case after another;
and what looking at an absence list costs, when days without school have to fall away too.

    python bench/caseload.py [cases ...]

Fifty periods, two parents and half a consent a case; all people are invented. Nothing is kept between runs.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import invented
import promise

from thuisplan_desktop.actions import absence_lists, cases, counting, opening, quality, worklist
from thuisplan_desktop.actions.opening import OpenRegister, Place
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import cases as store

PASSPHRASE = "zeven fietsen over een brug"
RUNS = 3
_SATURDAY = 5
LIMIT = 2.0
"""Growth is linear when a case costs as much in a large register; the rest is the memory that a long list takes."""


def make(folder: Path, count: int) -> OpenRegister:
    register = opening.create_register(
        folder,
        role=Role.SCHOOL,
        owner="A. Voorbeeld",
        passphrase=PASSPHRASE,
        place=Place(name="Boom", board="Bestuur", brin="99XA"),
        clock=lambda: datetime.combine(invented.ON, datetime.min.time(), UTC),
    ).register
    ids = invented.fill(register.workspace, count, invented.school_year)
    with register.change() as connection:
        invented.surround(connection, ids)
    return register


LISTS: dict[str, Callable[[OpenRegister], object]] = {
    "list": cases.list_cases,
    "worklist": worklist.worklist,
    "telling": lambda register: counting.take_snapshot(register, invented.ON),
    "quality": quality.quality,
}


def measure(count: int) -> dict[str, float]:
    """Seconds of this process that each list takes, the least of some runs."""
    with tempfile.TemporaryDirectory() as folder:
        register = make(Path(folder) / "bench.thuisplan", count)
        found = {name: min(_seconds(work, register) for _ in range(RUNS)) for name, work in LISTS.items()}
        register.workspace.changed = False
        register.close()
    return found


def _seconds(work: Callable[[OpenRegister], object], register: OpenRegister) -> float:
    start = time.process_time()
    work(register)
    return time.process_time() - start


def of_a_year(register: OpenRegister, promises: promise.Promises) -> None:
    """Nine lessons a day of nine pupils: a year of school days, and as many days under the wrong region's vacations."""
    with register.read() as connection:
        keys = [file.case.pupil_key for file in store.load_case_files(connection)][:9]
    year = [date(2025, 9, 1) + timedelta(days=number) for number in range(200)]
    school = [day for day in year if day.weekday() < _SATURDAY]

    def looking(days: list[date]) -> Callable[[], object]:
        told = (f"{key};{day:%d-%m-%Y};A;50" for key in keys for day in days for _ in range(9))
        data = "\n".join(["leerlingnummer;datum;code;minuten", *told]).encode()
        return lambda: absence_lists.preview_list(register, data)

    ours, bare = promise.best_beside(looking(year[: len(school)]), looking(school), RUNS)
    promises.at_most("a list with weekends beside one of school days", ours / bare, LIMIT)


def main() -> int:
    sizes = [int(word) for word in sys.argv[1:]] or [1_000, 10_000]
    found = {}
    for count in sizes:
        found[count] = measure(count)
        told = "   ".join(f"{name} {seconds:6.2f} s" for name, seconds in found[count].items())
        print(f"{count:7} cases   {told}", flush=True)
    promises = promise.Promises()
    least, most = min(sizes), max(sizes)
    for name in LISTS if most > least else ():
        growth = found[most][name] / most / (found[least][name] / least)
        promises.at_most(f"{name}: one of {most} cases beside one of {least}", growth, LIMIT)
    with tempfile.TemporaryDirectory() as folder:
        register = make(Path(folder) / "bench.thuisplan", 10)
        of_a_year(register, promises)
        register.workspace.changed = False
        register.close()
    return promises.exit_code


if __name__ == "__main__":
    sys.exit(main())
