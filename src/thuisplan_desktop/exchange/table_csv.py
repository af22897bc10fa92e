"""Protected tables for a spreadsheet: UTF-8 with a mark, semicolons, as Dutch spreadsheets open them.

It takes nothing but `ProtectedTable`: a hidden cell is a word, never a number. Of an `IntervalTable` two more columns
hold the lowest and the highest number, empty where there is no highest.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from thuisplan_desktop.counts.declared import Report
from thuisplan_desktop.counts.protect import ProtectedTable
from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.region.intervals import Interval, IntervalTable
from thuisplan_desktop.register import definitions

_HEAD = (
    "rapport", "basis", "soort telling", "peildatum", "definities", "versie",
    "indeling 1", "indeling 2", "indeling 3", "wat", "aantal",
)  # fmt: skip
_ENDS = "minstens", "hoogstens"
NOT_REGISTERED = "niet geregistreerd"
_MOST_DIMENSIONS = 3


def encode(
    tables: Sequence[tuple[Report, ProtectedTable | IntervalTable]],
    gaps: Sequence[str] = (),
    titles: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """One row a cell. Every row names its report, basis, kind, peildatum and definitions, so that none can be lost.
    Below them one row, without a number, for each thing that is missing. `titles` are those of definition sets that
    the program doesn't ship.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    between = any(isinstance(table, IntervalTable) for _, table in tables)
    writer.writerow([*_HEAD, *_ENDS] if between else _HEAD)
    for report, table in tables:
        writer.writerows(_rows(report, table, titles))
    writer.writerows(_missing(gap, len(_HEAD) + between * len(_ENDS)) for gap in gaps)
    return out.getvalue().encode("utf-8-sig")


def _rows(report: Report, table: ProtectedTable | IntervalTable, titles: Mapping[str, str]) -> Iterator[list[str]]:
    about = [
        report.title,
        report.basis.value,
        report.kind.value,
        table.peildatum.isoformat(),
        safe(definitions.title_of(table.definitions, titles)),
        table.definitions_version,
    ]
    for line in report.lines:
        places = [safe(one.label_of(line.place.get(one.name, "totaal"))) for one in report.dimensions]
        places += [""] * (_MOST_DIMENSIONS - len(places))
        value = table.cells[line.id]
        ends = _ends(value) if isinstance(table, IntervalTable) else ()
        yield [*about, *places, safe(line.label), _shown(value), *ends]


_MISSING = "onvolledig"


def _missing(gap: str, columns: int) -> list[str]:
    row = [_MISSING, *[""] * (columns - 1)]
    row[_HEAD.index("wat")] = safe(gap)
    return row


def _ends(value: int | Mark | Interval | None) -> tuple[str, str]:
    if isinstance(value, Interval):
        return str(value.low), "" if value.high is None else str(value.high)
    return (str(value), str(value)) if isinstance(value, int) else ("", "")


def safe(text: str) -> str:
    """A text that a spreadsheet shows and never runs: one that starts like a formula gets an apostrophe before it."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _shown(value: int | Mark | Interval | None) -> str:
    if value is None:
        return NOT_REGISTERED
    if isinstance(value, Interval):
        return value.text
    return value.value if isinstance(value, Mark) else str(value)
