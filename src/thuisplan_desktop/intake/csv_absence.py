"""Absence lists from a school's own system (CSV): one row per pupil and lesson hour, part of a day, or day.

Free text (opmerking, omschrijving) is never read: it holds diagnoses and names of others.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.dutch import plural
from thuisplan_desktop.errors import EmptyFile, MalformedRow, MissingColumns, UnknownCode
from thuisplan_desktop.intake import absence_codes, tables
from thuisplan_desktop.intake.absence_values import Durations, minutes_of, parse_day
from thuisplan_desktop.intake.values import clean

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "pupil_key": ("leerlingnummer", "stamnummer", "stamnr", "leerlingnr", "leerling", "llnr", "nummer", "key"),
    "day": ("datum", "verzuimdatum", "absentiedatum", "dag"),
    "code": ("code", "absentiecode", "verzuimcode", "reden", "absentiereden", "verzuimreden", "soort"),
    "period": ("lesuur", "lesuren", "uur", "dagdeel"),
    "begins": ("begintijd", "begin", "van", "starttijd"),
    "ends": ("eindtijd", "eind", "einde", "tot"),
    "minutes": ("minuten", "aantal minuten", "duur in minuten"),
    "hours": ("uren", "aantal uren", "klokuren"),
}
"""Column headers seen in exports (domain facts 6.2), by what they mean to us."""
REQUIRED: Mapping[str, str] = {"pupil_key": "leerlingnummer", "day": "datum", "code": "code"}


@dataclass(frozen=True)
class ColumnMapping:
    """Which header of the file holds what. Only the first three are required."""

    pupil_key: str
    day: str
    code: str
    period: str = ""
    begins: str = ""
    ends: str = ""
    minutes: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class AbsenceRow:
    """One registration. `kind` is the stored code of an absence kind; `row_number` as a spreadsheet shows it."""

    pupil_key: str
    day: date
    kind: str
    minutes: int
    row_number: int

    def __repr__(self) -> str:
        return f"AbsenceRow(row_number={self.row_number})"


@dataclass(frozen=True)
class AbsenceFile:
    """`skipped` rows carry a code that means the pupil was at school."""

    rows: tuple[AbsenceRow, ...]
    skipped: int
    dropped_columns: int
    warnings: tuple[str, ...]

    def __repr__(self) -> str:
        return f"AbsenceFile(rows={len(self.rows)})"


def read(
    data: bytes,
    mapping: ColumnMapping | None = None,
    codes: absence_codes.CodeTable | None = None,
    *,
    durations: Durations = Durations(),  # noqa: B008  (frozen, so safe to share)
) -> AbsenceFile:
    """Read an absence list; without `mapping` the headers are recognised, without `codes` the shipped tables hold.

    Raises FileTooLarge, EmptyFile, UnknownEncoding, MissingColumns (`columns`: what was looked for), and for one row
    MalformedRow, ImpossibleDate or UnknownCode, with its number.
    """
    table = tables.rows(tables.decode(data))
    _, header = next(table, (0, []))
    reader = _RowReader(_positions(header, mapping), len(header), _folded(codes), durations)
    registrations = [reader.read(number, cells) for number, cells in table]
    rows = tuple(row for row in registrations if row is not None)
    if not registrations:
        raise EmptyFile
    skipped = len(registrations) - len(rows)
    dropped = len(header) - len(set(reader.positions.values()))
    return AbsenceFile(rows=rows, skipped=skipped, dropped_columns=dropped, warnings=tuple(_warnings(skipped, dropped)))


def _folded(codes: absence_codes.CodeTable | None) -> absence_codes.CodeTable:
    table = absence_codes.shipped() if codes is None else codes
    return {absence_codes.key(code): kind for code, kind in table.items()}


def _positions(header: Sequence[str], mapping: ColumnMapping | None) -> dict[str, int]:
    """Where each meaning stands. The first header that fits wins; a mapped header must be there."""
    headers = [clean(name).casefold() for name in header]
    wanted = _wanted(mapping)
    found = {
        meaning: position for meaning, choices in wanted.items() if (position := _first(headers, choices)) is not None
    }
    missing = [_asked_for(meaning, mapping) for meaning in wanted if meaning not in found and _needed(meaning, mapping)]
    if missing:
        raise MissingColumns(columns=", ".join(missing))
    return found


def _wanted(mapping: ColumnMapping | None) -> Mapping[str, tuple[str, ...]]:
    if mapping is None:
        return SYNONYMS
    return {meaning: (clean(name).casefold(),) for meaning, name in vars(mapping).items() if name}


def _needed(meaning: str, mapping: ColumnMapping | None) -> bool:
    return mapping is not None or meaning in REQUIRED


def _asked_for(meaning: str, mapping: ColumnMapping | None) -> str:
    return REQUIRED[meaning] if mapping is None else str(getattr(mapping, meaning))


def _first(headers: list[str], choices: tuple[str, ...]) -> int | None:
    return next((headers.index(choice) for choice in choices if choice in headers), None)


class _RowReader:
    """Turns one row of cells into a registration."""

    def __init__(
        self, positions: dict[str, int], width: int, codes: absence_codes.CodeTable, durations: Durations
    ) -> None:
        self.positions = positions
        self._width = width
        self._codes = codes
        self._durations = durations

    def read(self, number: int, cells: list[str]) -> AbsenceRow | None:
        """None when the code means that the pupil was at school."""
        if len(cells) < self._width or any(cell.strip() for cell in cells[self._width :]):
            # a delimiter inside an unquoted remark moves every later cell, so nothing in this row can be trusted
            raise MalformedRow(row=number, column="")
        values = {meaning: clean(cells[position]) for meaning, position in self.positions.items()}
        if not values["pupil_key"]:
            raise MalformedRow(row=number, column=REQUIRED["pupil_key"])
        day = parse_day(values["day"], number)
        code = absence_codes.key(values["code"])
        if code not in self._codes:
            raise UnknownCode(row=number)
        kind = self._codes[code]
        if kind is None:
            return None
        minutes = minutes_of(values, self._durations, number)
        return AbsenceRow(values["pupil_key"], day, str(kind), minutes, number)


def _warnings(skipped: int, dropped: int) -> Iterator[str]:
    if skipped:
        verb = "telt" if skipped == 1 else "tellen"
        yield f"{plural(skipped, 'regel', 'regels')} {verb} niet als verzuim: de leerling was op school."
    if dropped:
        verb = "is" if dropped == 1 else "zijn"
        yield f"{plural(dropped, 'kolom', 'kolommen')} {verb} niet ingelezen, zoals namen en opmerkingen."
