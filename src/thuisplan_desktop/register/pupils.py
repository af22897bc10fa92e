"""Roughly how many pupils a kind of school has in a gemeente: how many somebody 'of such a school' may be.

Open data of DUO, compiled; see resources/schools/ORIGIN.md. Primary and special education of 2025, secondary of 2019.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from thuisplan_desktop import paths
from thuisplan_desktop.register.codes import SchoolType

# Ages a kind of school teaches, first and last: numbers of pupils are spread evenly over them.
_AGES = {
    SchoolType.BAO: (4, 11), SchoolType.SBO: (4, 12), SchoolType.SO: (4, 12),
    SchoolType.VO: (12, 17), SchoolType.PRO: (12, 17), SchoolType.VSO: (12, 19),
}  # fmt: skip


@dataclass(frozen=True)
class Pupils:
    """Schools and pupils of one kind in one gemeente, or in all."""

    schools: int
    pupils: int


@dataclass(frozen=True)
class PupilTable:
    rows: Mapping[tuple[str, SchoolType], Pupils]

    @staticmethod
    def load() -> "PupilTable":
        """The shipped table, read once a process."""
        return _load()

    def of(self, kind: SchoolType, municipality: str = "") -> Pupils | None:
        """The whole country without a gemeente; None where DUO has no such school."""
        rows = [n for (town, k), n in self.rows.items() if k is kind and municipality in ("", town)]
        return Pupils(sum(n.schools for n in rows), sum(n.pupils for n in rows)) if rows else None

    def estimate(self, kind: SchoolType, ages: tuple[int, int], municipality: str = "") -> int | None:
        """Pupils of these ages (first and last included), as if every age were as large; None where unknown."""
        found = self.of(kind, municipality)
        if found is None:
            return None
        first, last = _AGES[kind]
        shared = max(0, min(last, ages[1]) - max(first, ages[0]) + 1)
        return round(found.pupils * shared / (last - first + 1))


@cache
def _load() -> PupilTable:
    with paths.resource("schools", "pupils.csv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter=";")
        return PupilTable(
            {
                (row["municipality"], SchoolType(row["kind"])): Pupils(int(row["schools"]), int(row["pupils"]))
                for row in rows
            }
        )
