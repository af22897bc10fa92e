"""What the demonstration must keep at its end: no name in a file it left, an exact sum, no school given away."""

import base64
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from thuisplan_desktop.actions.demo.people import DemoPupil
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.releasing import publish
from thuisplan_desktop.counts.protect import ProtectedTable
from thuisplan_desktop.counts.table import MAX_COUNT, CountTable, Mark
from thuisplan_desktop.errors import PromiseBroken
from thuisplan_desktop.region.intervals import IntervalTable
from thuisplan_desktop.region.telling import CombinedTable
from thuisplan_desktop.store import region_books, snapshots

BY_NAME = "op-naam"
"""The one folder that may hold names: sheets and forms that the gate or the asking of consent allows."""

_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252")
_SHORTEST = 7
"""Shorter names would be found by chance in megabytes of encrypted bytes."""


@dataclass(frozen=True)
class Evidence:
    """What the promises are checked against."""

    out: Path
    pupils: Sequence[DemoPupil]
    anonymous_texts: Sequence[str]
    senders: Sequence[OpenRegister]
    region: OpenRegister
    telling_id: bytes


def check(evidence: Evidence) -> tuple[str, ...]:
    """One sentence for each promise that holds. Raises PromiseBroken at the first that doesn't."""
    files = _no_name_in_files(evidence)
    _no_name_in_texts(evidence)
    cells = _exact_sum(evidence)
    hidden = _nothing_derivable(evidence)
    return (
        f"{files} bestanden doorzocht: buiten de map '{BY_NAME}' staat nergens een naam.",
        f"{len(evidence.anonymous_texts)} anonieme teksten nagelezen: geen naam, nummer, adres of datum meer.",
        f"{cells} cellen: de som van de regio is precies de som van de registers.",
        f"{hidden} afgeschermde kleine aantallen: geen ervan is te herleiden. Geen deel toont wat een school telde.",
    )


def _require(holds: bool, promise: str) -> None:
    if not holds:
        raise PromiseBroken(promise=promise)


def _no_name_in_files(evidence: Evidence) -> int:
    """The search must find names where they belong: otherwise finding none elsewhere says nothing."""
    needles = tuple(_needles(evidence.pupils))
    by_name, others = _files(evidence.out)
    _require(any(_holds(path, needles) for path in by_name), "de zoeker vindt een naam waar die hoort")
    for path in others:
        _require(not _holds(path, needles), "geen naam in bestanden")
    return len(others)


def _files(out: Path) -> tuple[list[Path], list[Path]]:
    """Everything that was left: in the folder by name, and elsewhere."""
    files = [path for path in sorted(out.rglob("*")) if path.is_file()]
    by_name = [path for path in files if path.relative_to(out).parts[0] == BY_NAME]
    return by_name, [path for path in files if path not in by_name]


def _holds(path: Path, needles: Sequence[bytes]) -> bool:
    data = path.read_bytes()
    return any(needle in part for part in (data, *_pdf_streams(data)) for needle in needles)


def _pdf_streams(data: bytes) -> Iterator[bytes]:
    """What stands in a PDF once its packing is undone: our PDFs keep plain letters readable there."""
    if data.startswith(b"%PDF"):
        for packed in _STREAM.findall(data):
            with suppress(ValueError, zlib.error):
                yield zlib.decompress(base64.a85decode(packed.strip().removesuffix(b"~>")))


def _needles(pupils: Iterable[DemoPupil]) -> Iterator[bytes]:
    for pupil in pupils:
        for name in {pupil.full_name, pupil.surname}:
            for encoding in _ENCODINGS:
                needle = name.encode(encoding, errors="ignore")
                if len(needle) >= _SHORTEST:
                    yield needle


def _no_name_in_texts(evidence: Evidence) -> None:
    names = {word for pupil in evidence.pupils for word in (pupil.first_name, pupil.surname, pupil.full_name)}
    for text in evidence.anonymous_texts:
        left = [name for name in names if re.search(rf"\b{re.escape(name)}\b", text)]
        _require(
            not left and not re.search(r"\d{4,}|\d{1,2} januari|Dorpsstraat", text), "geen naam in een anonieme tekst"
        )


def _exact_sum(evidence: Evidence) -> int:
    """Adds up the registers' own counts, which the region never saw, and compares."""
    with evidence.region.read() as connection:
        combined = region_books.load_combined(connection, evidence.telling_id)
    for one in combined:
        own = [table for sender in evidence.senders for table in _tables(sender, one.table)]
        for cell, value in one.table.cells.items():
            known = [count for table in own if (count := table.cells[cell]) is not None]
            _require(value == (sum(known) if known else None), "de som van de regio is de som van de registers")
    return sum(len(one.table.cells) for one in combined)


def _tables(sender: OpenRegister, like: CountTable) -> Iterator[CountTable]:
    with sender.read() as connection:
        for snapshot in snapshots.load_snapshots(connection):
            if (snapshot.table.report, snapshot.table.peildatum) == (like.report, like.peildatum):
                yield snapshot.table


def _nothing_derivable(evidence: Evidence) -> int:
    with evidence.region.read() as connection:
        received = region_books.load_latest(connection, evidence.telling_id)
        combined = {one.table.report: one for one in region_books.load_combined(connection, evidence.telling_id)}
    for one in received:
        words = memoryview(one.share_a).cast("Q")
        _require(all(word > MAX_COUNT for word in words), "geen school te zien in haar deel")
    tables = publish(evidence.region, evidence.telling_id).tables
    return sum(_hidden_well(table, combined[table.report]) for table in tables if not isinstance(table, IntervalTable))


def _hidden_well(table: ProtectedTable, exact: CombinedTable) -> int:
    """How many small cells are hidden; each could be 1 and could be the threshold or more, for all a reader knows."""
    threshold = table.certificate.threshold
    small = [cell for cell, value in exact.table.cells.items() if value and value < threshold]
    for cell in small:
        _require(table.cells[cell] is Mark.HIDDEN, "elk klein aantal is afgeschermd")
        low, high = table.certificate.bounds[cell]
        _require(low <= 1 and (high is None or high >= threshold), "geen afgeschermd aantal is te herleiden")
    return len(small)
