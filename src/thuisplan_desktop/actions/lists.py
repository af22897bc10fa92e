"""Lists from elsewhere: what their columns and codes mean, asked once and remembered in the register.

Of a list only a trace of the heads that a person chose and the codes he explained are kept, never a cell of a pupil.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.intake import (
    absence_codes,
    absence_values,
    columns,
    csv_absence,
    elfproef,
    forbidden,
    pupil_list,
    tables,
)
from thuisplan_desktop.intake.absence_codes import CodeTable
from thuisplan_desktop.intake.columns import Columns, Meaning
from thuisplan_desktop.register.codes import AbsenceKind, Role, Sector
from thuisplan_desktop.store import settings
from thuisplan_desktop.store.register_file import Connection

PRESENT = absence_codes.PRESENT
CodeUse = csv_absence.CodeUse
Durations = absence_values.Durations
PRESENT_LABEL = "was op school, telt niet als verzuim"
_MAPPINGS, _CODES, _DURATIONS = "list_mappings", "list_codes", "list_durations"
_MOST_MAPPINGS = 12
_LONGEST_CODE = 60
_EXAMPLES = 3
_MOST_MINUTES = 600


class ListKind(StrEnum):
    ABSENCES = "absences"
    PUPILS = "pupils"


MEANINGS: Mapping[ListKind, tuple[Meaning, ...]] = {
    ListKind.ABSENCES: csv_absence.MEANINGS,
    ListKind.PUPILS: pupil_list.MEANINGS,
}


@dataclass(frozen=True)
class Head:
    """A column as a person sees it. `refused` says what it would bring that is never kept, '' when it may be chosen."""

    name: str
    examples: tuple[str, ...]
    refused: str

    def __repr__(self) -> str:
        return "Head()"


@dataclass(frozen=True)
class Look:
    """What a list holds before anything is read of it. `mapping` is what was chosen before, or else recognised."""

    kind: ListKind
    sheets: tuple[str, ...]
    sheet: str
    heads: tuple[Head, ...]
    meanings: tuple[Meaning, ...]
    mapping: Columns

    @property
    def missing(self) -> tuple[str, ...]:
        """The labels of what must still be pointed out."""
        return tuple(one.label for one in self.meanings if one.required and not self.mapping.get(one.name))

    def __repr__(self) -> str:
        return f"Look(kind={self.kind.value!r})"


def look(register: OpenRegister, data: bytes, kind: ListKind, sheet: str = "") -> Look:
    """Look at the heads and first rows of a list. Raises the errors of `intake.tables.table`."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    meanings = MEANINGS[kind]
    heads, first = columns.best_heads(tables.table(data, sheet), meanings)
    shown = tuple(_head(name, number, first) for number, name in enumerate(heads) if name)
    with register.read() as connection:
        known = remembered_mapping(connection, kind, heads)
    allowed = {one.name for one in shown if not one.refused}
    recognised = known or columns.proposed(heads, meanings)
    return Look(
        kind=kind,
        sheets=tables.sheet_names(data),
        sheet=sheet,
        heads=shown,
        meanings=meanings,
        mapping={name: head for name, head in recognised.items() if head in allowed},
    )


def _head(name: str, number: int, first: list[list[str]]) -> Head:
    cells = [cells[number].strip() for cells in first if len(cells) > number]
    column = forbidden.Column(name)
    for cell in cells:
        column.see(cell)
    refused = forbidden.BSN if column.holds_bsn else column.label
    told = () if refused else dict.fromkeys(cell for cell in cells if cell and not elfproef.stands_in(cell))
    return Head(name, tuple(told)[:_EXAMPLES], refused)


# --- what is remembered


def remembered_mapping(connection: Connection, kind: ListKind, heads: tuple[str, ...]) -> dict[str, str] | None:
    """The newest mapping of this kind of list whose every head is in this one too."""
    there = {_trace(head): head for head in heads}
    known = (one["heads"] for one in _mappings(connection) if one["kind"] == kind.value)
    return next(
        ({name: there[trace] for name, trace in one.items()} for one in known if set(one.values()) <= set(there)), None
    )


def _mappings(connection: Connection) -> list[dict[str, Any]]:
    return [one for one in _stored(connection, _MAPPINGS, []) if "heads" in one]


def _trace(head: str) -> str:
    """By which a head is known again. In a list without heads it is somebody's name, which would outlive his case."""
    return hashlib.sha256(head.casefold().encode("utf-8")).hexdigest()[:16]


def remember_mapping(connection: Connection, kind: ListKind, mapping: Columns | None) -> None:
    """Keep what a person chose, newest first; of each head its trace alone."""
    if mapping is None:
        return
    chosen = {"kind": kind.value, "heads": {name: _trace(head) for name, head in mapping.items() if head}}
    others = [one for one in _mappings(connection) if one != chosen]
    settings.put(connection, _MAPPINGS, json.dumps([chosen, *others][:_MOST_MAPPINGS]))


def own_codes(connection: Connection) -> dict[str, str]:
    """The school's own part of the code table: a kind of absence, or PRESENT, for each code."""
    return dict(_stored(connection, _CODES, {}))


def code_table(connection: Connection, more: Mapping[str, str] | None = None) -> CodeTable:
    """The shipped tables, then the school's own, then what was just chosen."""
    table: dict[str, str | None] = dict(absence_codes.shipped())
    for own in (own_codes(connection), more or {}):
        table.update({absence_codes.key(code): None if kind == PRESENT else kind for code, kind in own.items()})
    return table


def remember_codes(connection: Connection, chosen: Mapping[str, str]) -> None:
    """Add to the school's own codes, or change them. Raises InvalidCase for a code that is a sentence."""
    for code, kind in chosen.items():
        if len(code) > _LONGEST_CODE or elfproef.stands_in(code) or kind not in {PRESENT, *AbsenceKind}:
            raise InvalidCase(reason="een verzuimcode is te lang, heeft een onbekende soort of kan een BSN zijn")
    kept = own_codes(connection) | {absence_codes.key(code): str(kind) for code, kind in chosen.items()}
    settings.put(connection, _CODES, json.dumps(kept))


@dataclass(frozen=True)
class CodeLine:
    """One line of the code table. `own` when the school changed or added it; `meaning` where the source gives one."""

    code: str
    kind: str
    meaning: str
    own: bool


def list_codes(register: OpenRegister) -> tuple[CodeLine, ...]:
    """The whole code table as it is used, the school's own lines first."""
    with register.read() as connection:
        own = own_codes(connection)
    meanings = absence_codes.meanings()
    shipped = {code: kind or PRESENT for code, kind in absence_codes.shipped().items()}
    lines = (CodeLine(code, kind, meanings.get(code, ""), code in own) for code, kind in (shipped | own).items())
    return tuple(sorted(lines, key=lambda line: (not line.own, line.code)))


def keep_codes(register: OpenRegister, chosen: Mapping[str, str]) -> Changed:
    """Keep the school's own edits of the code table. Raises InvalidCase."""
    with register.change() as connection:
        remember_codes(connection, chosen)
        register.log(connection, "codes_edited")
    return changed(Kind.SETTINGS)


def durations(register: OpenRegister, connection: Connection) -> Durations:
    """Minutes of an hour, a dagdeel and a day at this school; where it never said, what is common."""
    stored = _stored(connection, _DURATIONS, {})
    usual = asdict(Durations())
    if register.settings.school_type.sector is not Sector.PO:
        usual["day"] = 6 * usual["lesson"]
    kept = {name: int(stored.get(name, value)) for name, value in usual.items()}
    return Durations(**kept)


def remember_durations(connection: Connection, chosen: Durations) -> None:
    """Keep them. Raises InvalidCase for a length that no school day has."""
    if not all(0 < minutes <= _MOST_MINUTES for minutes in asdict(chosen).values()):
        raise InvalidCase(reason="een lesuur, dagdeel of dag duurt 1 tot en met 600 minuten")
    settings.put(connection, _DURATIONS, json.dumps(asdict(chosen)))


def codes_of(register: OpenRegister, data: bytes, mapping: Columns | None, sheet: str = "") -> tuple[CodeUse, ...]:
    """The codes of an absence list with what they mean so far, unknown ones first."""
    with register.read() as connection:
        table = code_table(connection)
    return csv_absence.codes_in(data, mapping, table, sheet=sheet)


def _stored(connection: Connection, key: str, default: Any) -> Any:
    """What was kept as JSON; a value of another shape counts as nothing kept."""
    try:
        found = json.loads(settings.get(connection, key) or "null")
    except ValueError:
        return default
    return found if isinstance(found, type(default)) else default
