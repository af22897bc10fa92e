"""A case as canonical JSON, member by member: the inside of a sealed hand-over, version 1.

The members are written out here, so that a field that comes later does not change the format in silence.
"""

import types
import typing
import unicodedata
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, cast

from thuisplan_desktop.crypto import canonical
from thuisplan_desktop.crypto.canonical import Malformed, Record
from thuisplan_desktop.register.case import Absence, Case, CaseFile, Contact
from thuisplan_desktop.register.codes import DataCategory, LegalBasis, Purpose
from thuisplan_desktop.register.exemption import Exemption
from thuisplan_desktop.register.handing import Handed
from thuisplan_desktop.register.plan import Agreement, Plan
from thuisplan_desktop.register.schooling import DuoReport, Measure, SchoolPeriod
from thuisplan_desktop.register.talk import Talk

CASE = (
    "bridging", "birth_date", "branch", "brin", "diploma", "diploma_on", "enrolled_on", "enrolment", "first_absent_on",
    "first_names", "home_municipality", "id", "infix", "left_on", "nickname", "note", "obstacles", "offer_kind",
    "offered_on", "place_available_on", "postcode4", "reported_on", "school_name", "school_type", "signalled_on",
    "surname", "vso_profile", "waits_for_mbo", "year_group",
)  # fmt: skip

PARTS: Mapping[str, tuple[type[Any], tuple[str, ...]]] = {
    "absences": (Absence, ("ends_on", "id", "kind", "minutes", "starts_on")),
    "agreements": (Agreement, ("done_on", "due_on", "id", "owner", "text")),
    "contacts": (Contact, ("email", "first_name", "id", "infix", "phone", "role", "surname")),
    "duo_reports": (DuoReport, ("ends_on", "id", "kind", "reported_on", "starts_on")),
    "exemptions": (Exemption, (
        "declared_on", "discussed_on", "duration", "ends_on", "grounds", "id", "independent", "kind", "no_development",
        "offer_considered", "parents_wish", "starts_on", "swv_advice", "swv_advised_on", "swv_asked_on",
    )),
    "measures": (Measure, (
        "ends_on", "id", "inspectorate_told_on", "kind", "other_school_on", "parents_told_on", "starts_on",
    )),
    "plans": (Plan, ("evaluate_on", "evaluated_on", "evaluation", "id", "made_on", "owner", "perspective")),
    "school_periods": (SchoolPeriod, ("branch", "brin", "ends_on", "id", "school_name", "starts_on")),
    "talks": (Talk, (
        "held_on", "id", "kind", "next_step", "note", "present", "voice", "voice_how", "voice_used",
    )),
}  # fmt: skip

_MEMBERS = ("basis", "case", "categories", "made_on", "note", "parts", "purpose", "sender")
_MOST = 5_000
_LONGEST = 200_000
_FORBIDDEN = frozenset({"Cc", "Cf", "Cs", "Co"})


def to_value(handed: Handed) -> dict[str, object]:
    """The members, with null for what is empty or was not given."""
    return {
        "basis": handed.basis.value,
        "case": _object(handed.file.case, CASE),
        "categories": sorted(one.value for one in handed.categories),
        "made_on": handed.made_on.isoformat(),
        "note": _plain(handed.note),
        "parts": {
            name: [_object(part, members) for part in getattr(handed.file, name)]
            for name, (_, members) in PARTS.items()
        },
        "purpose": handed.purpose.value,
        "sender": canonical.tidy(handed.sender),
    }


def _object(item: object, members: Iterable[str]) -> dict[str, object]:
    return {name: _plain(getattr(item, name)) for name in members}


def _plain(value: object) -> object:
    if isinstance(value, str):
        return value.value if isinstance(value, Enum) else clean(value) or None
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(one.value for one in value)
    return value


def clean(text: str) -> str:
    """Text of several lines in the only form the file may hold: NFC, nothing invisible, no space around a line."""
    lines = unicodedata.normalize("NFC", text).replace("\t", " ").splitlines()
    seen = ("".join(c for c in line if unicodedata.category(c) not in _FORBIDDEN).strip() for line in lines)
    return "\n".join(seen).strip()


# --- reading


def from_value(value: object) -> Handed:
    """The case. Raises Malformed at anything odd, also days and codes that can't be."""
    record = Record(value, *_MEMBERS)
    parts = Record(record.value("parts"), *PARTS)
    case: Case = _read(Case, Record(record.value("case"), *CASE), CASE)
    return Handed(
        sender=record.text("sender"),
        made_on=record.day("made_on"),
        purpose=_decoded(Purpose, record.value("purpose")),
        basis=_decoded(LegalBasis, record.value("basis")),
        categories=_decoded(frozenset[DataCategory], record.value("categories")),
        note=_decoded(str, record.value("note")),
        file=CaseFile(
            replace(case, nickname=case.nickname or _required(case.surname)),
            **{name: _parts(name, parts, case.id) for name in PARTS},
        ),
    )


def _required(text: str) -> str:
    """A pupil without any name is nobody."""
    if not text:
        raise Malformed
    return text


def _parts(name: str, record: Record, case_id: str) -> tuple[Any, ...]:
    cls, members = PARTS[name]
    found = tuple(_read(cls, one, members, case_id=case_id) for one in record.records(name, _MOST, *members))
    if len({part.id for part in found}) != len(found):
        raise Malformed
    return found


def _read(cls: type[Any], record: Record, members: Iterable[str], **more: str) -> Any:
    hints = _hints(cast("Hashable", cls))
    values = {name: _decoded(hints[name], record.value(name)) for name in members}
    _required(values["id"])
    return cls(**values, **more)


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _decoded(hint: Any, value: object) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        inner = next(part for part in arguments if part is not type(None))
        return None if value is None else _decoded(inner, value)
    if origin is frozenset:
        return _codes(arguments[0], value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _code(hint, value)
    return _READERS[hint](value)


def _codes(cls: type[Enum], value: object) -> frozenset[Any]:
    if not isinstance(value, list) or len(value) > _MOST:
        raise Malformed
    found = [_code(cls, one) for one in value]
    if [one.value for one in found] != sorted({one.value for one in found}):
        raise Malformed
    return frozenset(found)


def _code(cls: type[Enum], value: object) -> Any:
    try:
        return cls(value)
    except ValueError:
        raise Malformed from None


def _text(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST or clean(value) != value:
        raise Malformed
    return value


def _day(value: object) -> date:
    return Record({"day": value}, "day").day("day")


def _number(value: object) -> int:
    return Record({"number": value}, "number").integer("number", 0, 1_000_000)


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise Malformed
    return value


_READERS: Mapping[Any, Any] = {str: _text, date: _day, int: _number, bool: _truth}
