"""Schools and postcodes: which gemeente, bestuur and samenwerkingsverband belong to a place.

Open data of DUO and the annex to the Regeling regio-indeling; see resources/schools/ORIGIN.md. The secondary list is
of 2020 and gemeenten merge, so a school or postcode that isn't found is accepted as typed.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from thuisplan_desktop import paths

_BRIN = re.compile(r"\d{2}[A-Z]{2}")


@dataclass(frozen=True)
class School:
    """One location (BRIN and branch of two digits). `sector` is 'po' or 'vo', `swv` a code like PO2703 or empty."""

    brin: str
    branch: str
    name: str
    place: str
    municipality: str
    board: str
    sector: str
    swv: str
    holiday_region: str


@dataclass(frozen=True)
class Area:
    """The gemeente and the two samenwerkingsverbanden of a postcode area."""

    municipality: str
    po_swv: str
    vo_swv: str


@dataclass(frozen=True)
class Merger:
    """What a gemeente that is gone became, from `merged_on` on."""

    merged_on: date
    successor: str


@dataclass(frozen=True)
class SchoolTable:
    schools: Mapping[tuple[str, str], School]
    areas: Mapping[str, Area]
    mergers: Mapping[str, Merger]

    @staticmethod
    def load() -> "SchoolTable":
        """The shipped tables, read once a process."""
        return _load()

    def find(self, brin: str, branch: str = "00") -> School | None:
        """The school at this location; an empty branch means the main one (EDEXML: '00' equals empty)."""
        return self.schools.get((brin, branch or "00"))

    def area(self, postcode: str) -> Area | None:
        """The area of a postcode of at least four digits."""
        return self.areas.get(postcode[:4])

    def municipality_on(self, name: str, day: date) -> str:
        """The gemeente of that name, or what it had become on that day. A name that isn't known stays as typed."""
        merger = self.mergers.get(name)
        return merger.successor if merger and merger.merged_on <= day else name


def is_brin(text: str) -> bool:
    """Two digits and two capitals."""
    return _BRIN.fullmatch(text) is not None


@cache
def _load() -> SchoolTable:
    schools = (School(**row) for row in _rows("schools.csv"))
    return SchoolTable(
        schools={(school.brin, school.branch): school for school in schools},
        areas={row.pop("pc4"): Area(**row) for row in _rows("postcodes.csv")},
        mergers={
            row["name"]: Merger(date.fromisoformat(row["merged_on"]), row["successor"])
            for row in _rows("municipalities.csv")
        },
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with paths.resource("schools", name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter=";")
