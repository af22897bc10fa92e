"""How large the protected results of many regions are as a dataset, and how long an engine takes over all of them.

`python bench/dataset.py [REGIONS] [TELLINGEN]`. The regions are invented; the tables are protected for real.
"""

import random
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import duckdb

from thuisplan_desktop.counts.protect import ProtectedTable, protect_together
from thuisplan_desktop.counts.reports import report, reports_for
from thuisplan_desktop.counts.table import CountTable
from thuisplan_desktop.exchange import dataset_v1
from thuisplan_desktop.exchange.dataset_v1 import Origin
from thuisplan_desktop.region.coverage import Coverage

FIRST = date(2026, 10, 1)
DISTINCT = 40
"""So many different pairs of tables are made; each stands in the dataset often."""

QUESTION = """
SELECT peildatum, onderwijs, regel, sum(minstens) AS minstens,
       CASE WHEN count(hoogstens) = count(*) THEN sum(hoogstens) END AS hoogstens,
       count(*) FILTER (toestand = 'niet geregistreerd') AS regio_s_zonder
FROM read_parquet('{folder}/*/*/*.parquet', hive_partitioning = true, hive_types = {{'regio': VARCHAR}})
WHERE definities = 'landelijk' AND basis = 'schooladres' AND soort_telling = 'stand'
GROUP BY ALL ORDER BY peildatum, onderwijs, regel
"""


def main() -> None:
    regions, tellingen = [int(each) for each in sys.argv[1:]] or (150, 12)
    dice = random.Random(1)
    made = [tables(dice) for _ in range(DISTINCT)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        writing, size = write(folder, made, regions, tellingen)
        asking, lines = ask(folder)
    files = regions * tellingen
    print(
        f"{regions} regions, {tellingen} tellingen: {files} files, {size / 1e6:.1f} MB ({size / files:.0f} bytes each)"
    )
    print(f"written in {writing:.1f} s ({1000 * writing / files:.1f} ms a file)")
    print(f"one question over all of it: {asking:.2f} s, {lines} lines")


def write(folder: Path, made: list[tuple[ProtectedTable, ...]], regions: int, tellingen: int) -> tuple[float, int]:
    start, size = time.perf_counter(), 0
    for number in range(regions * tellingen):
        region, telling = divmod(number, tellingen)
        name = f"regio-{region:04}"
        day = FIRST + timedelta(days=31 * telling)
        tables = made[number % DISTINCT]
        covered = tuple({Coverage(report(one.report).sector, 60, 67): None for one in tables})
        origin = Origin(name, name.encode(), name.title(), number.to_bytes(32, "big")[::-1], day, covered, ())
        path = folder.joinpath(*dataset_v1.path_of(origin).parts)
        path.parent.mkdir(parents=True)
        size += path.write_bytes(dataset_v1.encode(origin, tables))
    return time.perf_counter() - start, size


def ask(folder: Path) -> tuple[float, int]:
    with duckdb.connect() as engine:
        start = time.perf_counter()
        found = engine.execute(QUESTION.format(folder=folder)).fetchall()
        return time.perf_counter() - start, len(found)


def tables(dice: random.Random) -> tuple[ProtectedTable, ...]:
    """A region with small, large and empty groups."""
    made = []
    for declared in reports_for("landelijk"):
        cells: dict[str, int | None] = {
            cell: dice.choice((0, dice.randint(1, 4), dice.randint(5, 60))) for cell in declared.cells
        }
        for _ in declared.totals:  # a sum may be a part of the next
            for total in declared.totals:
                cells[total.total] = sum(cells[part] or 0 for part in total.parts)
        made.append(CountTable(declared.id, declared.version, "landelijk", "1", FIRST, cells, declared.totals))
    return protect_together(made)


if __name__ == "__main__":
    main()
