"""Absence lists from a school's own system (CSV or Excel): one row per pupil and lesson hour, part of a day, or day.

Free text (opmerking, omschrijving) is never read: it holds diagnoses and names of others.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from thuisplan_desktop.dutch import plural
from thuisplan_desktop.errors import EmptyFile, MalformedRow, UnknownCode
from thuisplan_desktop.intake import absence_codes, elfproef, once, tables
from thuisplan_desktop.intake.absence_values import Durations, minutes_of, parse_day
from thuisplan_desktop.intake.columns import Columns, Meaning, Sheet
from thuisplan_desktop.intake.forbidden import BSN

MEANINGS = (
    Meaning(
        "pupil_key", "leerlingnummer",
        ("leerlingnummer", "stamnummer", "stamnr", "leerlingnr", "leerling", "llnr", "nummer", "key"), required=True,
    ),
    Meaning("day", "datum", ("datum", "verzuimdatum", "absentiedatum", "dag"), required=True),
    Meaning(
        "code", "code",
        ("code", "absentiecode", "verzuimcode", "reden", "absentiereden", "verzuimreden", "soort"), required=True,
        coded=True,
    ),
    Meaning("authorised", "geoorloofd (ja of nee)", ("geoorloofd", "geoorloofd j/n", "geoorloofd ja/nee")),
    Meaning("period", "lesuur of dagdeel", ("lesuur", "lesuren", "uur", "dagdeel")),
    Meaning("begins", "begintijd", ("begintijd", "begin", "van", "starttijd")),
    Meaning("ends", "eindtijd", ("eindtijd", "eind", "einde", "tot")),
    Meaning("minutes", "minuten", ("minuten", "aantal minuten", "duur in minuten")),
    Meaning("hours", "uren", ("uren", "aantal uren", "klokuren")),
)  # fmt: skip
"""Heads seen in exports (domain facts 6.2), by what they mean to us."""

_YES, _NO = frozenset({"j", "ja", "y", "1", "geoorloofd"}), frozenset({"n", "nee", "0", "ongeoorloofd"})


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
    """`skipped` rows carry a code that means the pupil was at school; `dropped` counts values that were left behind."""

    rows: tuple[AbsenceRow, ...]
    skipped: int
    dropped: Counter[str]
    dropped_columns: int
    warnings: tuple[str, ...]

    def __repr__(self) -> str:
        return f"AbsenceFile(rows={len(self.rows)})"


def read(
    data: bytes,
    mapping: Columns | None = None,
    codes: absence_codes.CodeTable | None = None,
    *,
    durations: Durations = Durations(),  # noqa: B008  (frozen, so safe to share)
    sheet: str = "",
) -> AbsenceFile:
    """Read an absence list; without `mapping` the heads are recognised, without `codes` the shipped tables hold.

    Raises FileTooLarge, EmptyFile, UnknownEncoding, NotAWorkbook, HostileWorkbook, MissingColumns (`columns`: what was
    looked for), LooksLikeBsn, and for one row MalformedRow, ImpossibleDate or UnknownCode, with its number.
    """
    listed = Sheet(tables.table(data, sheet), MEANINGS, mapping, from_1904=tables.counts_from_1904(data))
    kinds = _folded(codes)
    registrations = [(values, _row(values, number, kinds, durations)) for number, values in listed]
    if not registrations:
        raise EmptyFile
    absent = [row for _, row in registrations if row.minutes]
    told = [once.Told(values, row.pupil_key, row.day, row.kind, row.minutes) for values, row in registrations]
    counted = once.counted(told)
    found = ((row, minutes) for (_, row), minutes in zip(registrations, counted.minutes, strict=True) if minutes)
    rows = tuple(row if row.minutes == minutes else replace(row, minutes=minutes) for row, minutes in found)
    skipped, twice = len(registrations) - len(absent), len(absent) - len(rows)
    doubtful = len(listed.doubtful_numbers)
    return AbsenceFile(
        rows=rows,
        skipped=skipped,
        dropped=listed.dropped + Counter({BSN: doubtful}),
        dropped_columns=listed.dropped_columns,
        warnings=tuple(_warnings(skipped, twice, counted, listed.dropped_columns, alike=once.all_alike(told))),
    )


@dataclass(frozen=True)
class CodeUse:
    """A code of a list: how often, and what it means so far. `kind` is None when nobody said, PRESENT for at school."""

    code: str
    times: int
    kind: str | None

    def __repr__(self) -> str:
        return f"CodeUse(times={self.times})"  # what stands in a column of codes may be anything


def codes_in(
    data: bytes, mapping: Columns | None = None, codes: absence_codes.CodeTable | None = None, *, sheet: str = ""
) -> tuple[CodeUse, ...]:
    """The codes of a list, unknown ones first. Raises as `read` does for the list as a whole."""
    listed = Sheet(tables.table(data, sheet), MEANINGS, mapping)
    kinds = _folded(codes)
    counted = Counter[str]()
    told: dict[str, str | None] = {}
    for number, values in listed:
        _check_code(values["code"], number)
        counted[values["code"]] += 1
        told.setdefault(values["code"], _kind(values, kinds))
    uses = (CodeUse(code, times, told[code]) for code, times in counted.items() if code)
    return tuple(sorted(uses, key=lambda use: (use.kind is not None, -use.times, use.code)))


def _check_code(code: str, number: int) -> None:
    """A code that nobody knows is asked about and remembered: it may not be a BSN."""
    if elfproef.stands_in(code):
        raise MalformedRow(row=number, column="code")


def _folded(codes: absence_codes.CodeTable | None) -> absence_codes.CodeTable:
    table = absence_codes.shipped() if codes is None else codes
    return {absence_codes.key(code): kind for code, kind in table.items()}


def _row(values: Mapping[str, str], number: int, codes: absence_codes.CodeTable, durations: Durations) -> AbsenceRow:
    """Without minutes when the code, or a 0 as what was missed, means that the pupil was at school."""
    if not values["pupil_key"]:
        raise MalformedRow(row=number, column="leerlingnummer")
    day = parse_day(values["day"], number)
    kind = _kind(values, codes)
    if kind is None:
        raise UnknownCode(row=number)
    minutes = 0 if kind == absence_codes.PRESENT else minutes_of(values, durations, number)
    return AbsenceRow(values["pupil_key"], day, kind, minutes, number)


def _kind(values: Mapping[str, str], codes: absence_codes.CodeTable) -> str | None:
    """By the code; where nobody knows it, by the column that says whether it is geoorloofd."""
    code = absence_codes.key(values["code"])
    if code in codes:
        return codes[code] or absence_codes.PRESENT
    allowed = values.get("authorised", "").casefold()
    if allowed in _YES | _NO:
        return "authorised" if allowed in _YES else "unauthorised"
    return None


def _warnings(skipped: int, twice: int, counted: once.Counted, dropped: int, *, alike: bool) -> Iterator[str]:
    if twice:
        verb = "staat" if twice == 1 else "staan"
        told = f"{plural(twice, 'regel', 'regels')} {verb} er dubbel in, of een latere regel zegt iets anders"
        yield f"{told}: de laatste telt."
    if alike:
        yield (
            "Elke regel met alleen minuten staat er nog een keer in. Is de lijst twee keer in dit bestand geplakt? "
            "Haal dan de tweede weg en lees weer in: zonder lesuur of tijd telt nu alles dubbel."
        )
    if counted.unsure:
        days = f"Op {plural(counted.unsure, 'dag', 'dagen')} van een leerling"
        yield (
            f"{days} telt verzuim, terwijl een latere regel zonder lesuur of tijd zegt dat de leerling op school was "
            "of 0 minuten miste. Gaat die over hetzelfde verzuim? Haal het dan uit de lijst en lees weer in."
        )
    if counted.too_long:
        days = f"Op {plural(counted.too_long, 'dag', 'dagen')} van een leerling"
        yield f"{days} noemt de lijst meer dan {once.LONGEST_DAY} minuten; wat er meer is, telt niet. Kijk de lijst na."
    if skipped:
        verb = "telt" if skipped == 1 else "tellen"
        yield f"{plural(skipped, 'regel', 'regels')} {verb} niet als verzuim: de leerling was op school."
    if dropped:
        verb = "is" if dropped == 1 else "zijn"
        yield f"{plural(dropped, 'kolom', 'kolommen')} {verb} niet ingelezen, zoals namen en opmerkingen."
