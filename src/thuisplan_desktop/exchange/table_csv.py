"""Protected tables for a spreadsheet: UTF-8 with a mark, semicolons, as Dutch spreadsheets open them.

It takes nothing but `ProtectedTable`: a hidden cell is a word, never a number.
"""

import csv
import io
from collections.abc import Iterator, Sequence

from thuisplan_desktop.counts.declared import Report
from thuisplan_desktop.counts.protect import ProtectedTable
from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.register import definitions

_HEAD = (
    "rapport", "basis", "soort telling", "peildatum", "definities", "versie",
    "indeling 1", "indeling 2", "indeling 3", "wat", "aantal",
)  # fmt: skip
NOT_REGISTERED = "niet geregistreerd"
_MOST_DIMENSIONS = 3


def encode(tables: Sequence[tuple[Report, ProtectedTable]]) -> bytes:
    """One row a cell. Every row names its report, basis, kind, peildatum and definitions, so that none can be lost."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEAD)
    for report, table in tables:
        writer.writerows(_rows(report, table))
    return out.getvalue().encode("utf-8-sig")


def _rows(report: Report, table: ProtectedTable) -> Iterator[list[str]]:
    about = [
        report.title,
        report.basis.value,
        report.kind.value,
        table.peildatum.isoformat(),
        definitions.load(table.definitions).title,
        table.definitions_version,
    ]
    for line in report.lines:
        places = [safe(one.label_of(line.place.get(one.name, "totaal"))) for one in report.dimensions]
        places += [""] * (_MOST_DIMENSIONS - len(places))
        yield [*about, *places, safe(line.label), _shown(table.cells[line.id])]


def safe(text: str) -> str:
    """A text that a spreadsheet shows and never runs: one that starts like a formula gets an apostrophe before it."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _shown(value: int | Mark | None) -> str:
    if value is None:
        return NOT_REGISTERED
    return value.value if isinstance(value, Mark) else str(value)
