"""The protected tables of one telling as a Parquet file, for whoever counts across regions with an own engine.

`docs/formats/dataset-v1.md`. It takes nothing but what anybody may read: a `ProtectedTable`, whose hidden cell is a
word and the bounds that its certificate publishes, or the `IntervalTable` of a region that adds up protected tables.
The files of many tellingen and regions in one folder are one dataset.
"""

import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from string import ascii_letters, digits
from typing import Any

from arro3.core import Array, DataType, Field, Schema, Table
from arro3.io import write_parquet

from thuisplan_desktop.counts.declared import Line, Report
from thuisplan_desktop.counts.protect import ProtectedTable
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.region.coverage import Coverage, of_report
from thuisplan_desktop.region.intervals import Interval, IntervalTable

SCHEMA = 1
COUNTED, HIDDEN, BETWEEN, NOT_REGISTERED = "geteld", Mark.HIDDEN.value, "tussen grenzen", "niet geregistreerd"

Readable = ProtectedTable | IntervalTable

_TEXT, _NUMBER, _SMALL, _YES = DataType.utf8(), DataType.int64(), DataType.int32(), DataType.bool()
_COLUMNS: tuple[tuple[str, DataType, bool], ...] = (
    ("schema_versie", _SMALL, False),
    ("regiocode", _TEXT, False),
    ("regionaam", _TEXT, False),
    ("geleverd", _SMALL, False),
    ("deelnemers", _SMALL, False),
    ("rapport", _TEXT, False),
    ("rapport_versie", _SMALL, False),
    ("titel", _TEXT, False),
    ("onderwijs", _TEXT, False),
    ("basis", _TEXT, False),
    ("soort_telling", _TEXT, False),
    ("definities", _TEXT, False),
    ("definities_versie", _TEXT, False),
    ("indeling_1", _TEXT, True),
    ("indeling_2", _TEXT, True),
    ("indeling_3", _TEXT, True),
    ("cel", _TEXT, False),
    ("regel", _TEXT, False),
    ("is_som", _YES, False),
    ("toestand", _TEXT, False),
    ("aantal", _NUMBER, True),
    ("minstens", _NUMBER, True),
    ("hoogstens", _NUMBER, True),
)
"""Name, type, and whether it can be empty. Region and peildatum are in the path: every engine reads them from there."""

_MOST_DIMENSIONS = 3
_PLAIN = frozenset(f"{ascii_letters}{digits}-_.")


@dataclass(frozen=True)
class Origin:
    """Which telling of which region, and of each sector how many participants delivered.

    `region` is what somebody typed once, so `key`, with which the region signs, tells two apart that typed the same.
    """

    region: str
    key: bytes
    region_name: str
    telling_id: bytes
    peildatum: date
    covered: tuple[Coverage, ...]
    gaps: tuple[str, ...]


def path_of(origin: Origin) -> PurePosixPath:
    """Where the file of a telling stands in a dataset. The same telling always stands in the same place."""
    name = f"telling-{origin.telling_id.hex()[:16]}.parquet"
    return PurePosixPath(
        f"regio={_safe(origin.region)}-{_mark(origin)}", f"peildatum={origin.peildatum.isoformat()}", name
    )


def _mark(origin: Origin) -> str:
    return hashlib.sha256(origin.key).hexdigest()[:8]


def encode(origin: Origin, tables: Sequence[Readable]) -> bytes:
    """The file: one row a cell, in printing order. The same tables give the same bytes."""
    rows = [row for table in tables for row in _rows(origin, table)]
    arrays = [Array([row[name] for row in rows], kind) for name, kind, _ in _COLUMNS]
    schema = Schema([Field(name, kind, nullable=empty) for name, kind, empty in _COLUMNS])
    out = io.BytesIO()
    write_parquet(
        Table.from_arrays(arrays, schema=schema),
        out,
        compression="zstd(3)",
        created_by="Thuisplan",
        key_value_metadata={"thuisplan": _about(origin, tables)},
        skip_arrow_metadata=True,
    )
    return out.getvalue()


def _about(origin: Origin, tables: Sequence[Readable]) -> str:
    """What a file says of itself when it strays from its folder."""
    proofs = {table.report: table.certificate for table in tables if isinstance(table, ProtectedTable)}
    about = {
        "format": "thuisplan-dataset",
        "version": SCHEMA,
        "region": origin.region,
        "region_mark": _mark(origin),
        "region_name": origin.region_name,
        "peildatum": origin.peildatum.isoformat(),
        "delivered": {one.sector.value: one.delivered for one in origin.covered},
        "enrolled": {one.sector.value: one.enrolled for one in origin.covered},
        "gaps": list(origin.gaps),
        "certificates": {
            name: {"rule": proof.rule, "threshold": proof.threshold, "published_sha256": proof.published_sha256}
            for name, proof in proofs.items()
        },
    }
    return json.dumps(about, ensure_ascii=False, sort_keys=True)


def _rows(origin: Origin, table: Readable) -> Iterator[dict[str, Any]]:
    declared = report(table.report)
    sums = {total.total for total in table.totals}
    covered = of_report(table.report, origin.covered)
    of_all = {
        "schema_versie": SCHEMA,
        "regiocode": origin.region,
        "regionaam": origin.region_name,
        "geleverd": covered.delivered,
        "deelnemers": covered.enrolled,
        "rapport": table.report,
        "rapport_versie": table.report_version,
        "titel": declared.title,
        "onderwijs": declared.sector.value,
        "basis": declared.basis.value,
        "soort_telling": declared.kind.value,
        "definities": table.definitions,
        "definities_versie": table.definitions_version,
    }
    for line in declared.lines:
        if line.id in table.cells:  # of some reports only totals are answered
            named = {"cel": line.id, "regel": line.label, "is_som": line.is_sum or line.id in sums}
            yield of_all | _places(declared, line) | named | _number(table, line.id)


def _places(declared: Report, line: Line) -> dict[str, str | None]:
    found = [each.label_of(line.place.get(each.name, "totaal")) for each in declared.dimensions]
    padded = [*found, *[None] * (_MOST_DIMENSIONS - len(found))]
    return {f"indeling_{number}": place for number, place in enumerate(padded, start=1)}


def _number(table: Readable, cell: str) -> dict[str, Any]:
    """A hidden cell has no number, only what any reader can derive of it: a sum over regions then has two bounds."""
    value = table.cells[cell]
    if isinstance(value, Mark) and isinstance(table, ProtectedTable):
        return _bounded(HIDDEN, *table.certificate.bounds[cell])
    if isinstance(value, Interval):
        return _bounded(BETWEEN, value.low, value.high)
    state = NOT_REGISTERED if value is None else COUNTED
    return {"toestand": state, "aantal": value, "minstens": value, "hoogstens": value}


def _bounded(state: str, low: int, high: int | None) -> dict[str, Any]:
    return {"toestand": state, "aantal": None, "minstens": low, "hoogstens": high}


def _safe(text: str) -> str:
    """A name for a folder on every system; engines turn the % signs back."""
    return "".join(one if one in _PLAIN else "".join(f"%{byte:02X}" for byte in one.encode()) for one in text)
