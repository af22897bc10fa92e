"""Compile resources/schools/pupils.csv: schools and pupils per gemeente and kind of school, from DUO's open data.

    python tools/build_pupils.py FOLDER

FOLDER holds `leerlingen-per-vestiging-po-1996-2025.csv` and `leerlingen-vo-per-vestiging-2019.csv` as published. The
secondary list names the place of a school only; resources/schools/schools.csv gives its gemeente. One location of
'SO/VSO' counts as so.
"""

import csv
import sys
from collections import defaultdict
from pathlib import Path

from build_schools import OUT, rows_of, title, write
from municipalities import current

KINDS = {"BO": "bao", "SBO": "sbo", "SO": "so", "SO/VSO": "so", "VSO": "vso"}
COLUMNS = ("municipality", "kind", "schools", "pupils")


def main(folder: Path) -> None:
    pupils: dict[tuple[str, str], int] = defaultdict(int)
    schools: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, school, count in [*primary(folder), *secondary(folder)]:
        if count:
            pupils[key] += count
            schools[key].add(school)
    rows = [
        {"municipality": town, "kind": kind, "schools": str(len(schools[town, kind])), "pupils": str(count)}
        for (town, kind), count in sorted(pupils.items())
    ]
    write(OUT / "pupils.csv", COLUMNS, rows)
    print(f"{len(rows)} rows, {sum(pupils.values())} pupils")


def number(written: str) -> int:
    """'<5' hides one to four pupils: two is near enough for a rough measure."""
    return 2 if written.startswith("<") else int(written or 0)


def primary(folder: Path) -> list[tuple[tuple[str, str], str, int]]:
    """Pupils of 2025 per location of primary and special education."""
    return [
        (
            (current(title(row["GEMEENTENAAM_VESTIGING"])), KINDS[row["SOORT_VESTIGING"]]),
            row["VESTIGINGSCODE"],
            number(row["LEERLINGEN_2025"]),
        )
        for row in rows_of(folder / "leerlingen-per-vestiging-po-1996-2025.csv", "utf-8-sig", ";")
    ]


def secondary(folder: Path) -> list[tuple[tuple[str, str], str, int]]:
    """Pupils of 2019 per location and kind of education; a location that schools.csv lacks is left out."""
    with (OUT / "schools.csv").open(encoding="utf-8", newline="") as lines:
        towns = {(row["brin"], row["branch"]): row["municipality"] for row in csv.DictReader(lines, delimiter=";")}
    found = []
    for row in rows_of(folder / "leerlingen-vo-per-vestiging-2019.csv", "cp1252", ";"):
        brin, branch = row["BRIN NUMMER"], row["VESTIGINGSNUMMER"][-2:]
        kind = "pro" if row["ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR"].startswith("Praktijk") else "vo"
        count = sum(number(value) for name, value in row.items() if name.startswith("LEER- OF VERBLIJFSJAAR "))
        if (brin, branch) in towns:
            found.append(((towns[brin, branch], kind), brin + branch, count))
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
