"""What hangs on a case beside its absences and contacts: one way to keep, remove and read all of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, exists, literal, select, union_all

from thuisplan_desktop.errors import NoSuchCase, NoSuchPart
from thuisplan_desktop.register.escalation import Escalation
from thuisplan_desktop.register.exemption import Exemption
from thuisplan_desktop.register.knelpunt import Knelpunt
from thuisplan_desktop.register.plan import Agreement, Plan
from thuisplan_desktop.register.rights import Correction, Paper, PaperLine, Request
from thuisplan_desktop.register.schooling import DuoReport, Measure, SchoolPeriod, SignalMark
from thuisplan_desktop.register.talk import Handover, InView, Talk
from thuisplan_desktop.store import rows, schema

Part = (
    Exemption
    | SchoolPeriod
    | DuoReport
    | Measure
    | SignalMark
    | Plan
    | Agreement
    | Talk
    | InView
    | Escalation
    | Handover
    | Request
    | Correction
    | Paper
)
P = TypeVar("P", bound=Part)
_Any = TypeVar("_Any")

TABLES: Mapping[type[Any], Table] = {
    Exemption: schema.exemptions,
    SchoolPeriod: schema.school_periods,
    DuoReport: schema.duo_reports,
    Measure: schema.measures,
    SignalMark: schema.signal_marks,
    Plan: schema.plans,
    Agreement: schema.agreements,
    Talk: schema.talks,
    InView: schema.in_view,
    Escalation: schema.escalations,
    Handover: schema.handovers,
    Request: schema.requests,
    Correction: schema.corrections,
    Paper: schema.papers,
}

_ON_FILE: tuple[tuple[str, type[Any], str], ...] = (
    ("exemptions", Exemption, "starts_on"),
    ("school_periods", SchoolPeriod, "starts_on"),
    ("duo_reports", DuoReport, "reported_on"),
    ("measures", Measure, "starts_on"),
    ("plans", Plan, "made_on"),
    ("agreements", Agreement, "due_on"),
    ("talks", Talk, "held_on"),
    ("in_view", InView, "since"),
    ("escalations", Escalation, "escalated_on"),
    ("handovers", Handover, "handed_on"),
    ("requests", Request, "asked_on"),
    ("signal_marks", SignalMark, "handled_on"),
)
"""The parts that a CaseFile holds: its field, the class, and the day by which they stand in order."""


_WHICH = union_all(
    *(
        select(literal(name)).where(exists().where(TABLES[cls].c.case_id == bindparam("case")))
        for name, cls, _ in _ON_FILE
    )
)
"""Of which kinds a case has any part: most cases have few, and one question is quicker than one a kind."""


_ANYWHERE = union_all(*(select(literal(name)).where(exists(select(TABLES[cls].c.id))) for name, cls, _ in _ON_FILE))
"""Of which kinds any case of the register has a part."""


def save(connection: Connection, part: Part) -> None:
    """Add or replace one part of a case. Raises NoSuchCase; StoreRefused for a second plan or party in view."""
    if not rows.is_there(connection, schema.cases, schema.cases.c.id == part.case_id):
        raise NoSuchCase
    rows.save(connection, TABLES[type(part)], part)


def load_one(connection: Connection, cls: type[P], part_id: str) -> P:
    """One part; raises NoSuchPart."""
    table = TABLES[cls]
    found = rows.load(connection, table, cls, table.c.id == part_id)
    if not found:
        raise NoSuchPart
    return found[0]


def load(connection: Connection, cls: type[P], case_id: str) -> tuple[P, ...]:
    """The parts of one kind of one case, in the order in which they were first kept."""
    return rows.load_by(connection, TABLES[cls], cls, "case_id", case_id)


def remove(connection: Connection, part: Part) -> None:
    """Take one part away; one that is already gone is fine."""
    table = TABLES[type(part)]
    connection.execute(delete(table).where(table.c.id == part.id))


def of_case(connection: Connection, case_id: str) -> dict[str, tuple[Any, ...]]:
    """Every part of one case that a CaseFile holds, by field; a field without parts is left out."""
    there = {str(name) for (name,) in connection.execute(_WHICH, {"case": case_id})}
    return {name: _in_order(load(connection, cls, case_id), day) for name, cls, day in _ON_FILE if name in there}


def of_kind(connection: Connection, cls: type[P]) -> dict[str, list[P]]:
    """The parts of one kind of every case that has any, by the id of the case."""
    grouped: dict[str, list[P]] = defaultdict(list)
    for part in rows.load(connection, TABLES[cls], cls):
        grouped[part.case_id].append(part)
    return grouped


def of_all(connection: Connection) -> dict[str, dict[str, tuple[Any, ...]]]:
    """Every part of every case that has any: by the id of the case, then by field."""
    found: dict[str, dict[str, tuple[Any, ...]]] = defaultdict(dict)
    there = {str(name) for (name,) in connection.execute(_ANYWHERE)}
    for name, cls, day in (one for one in _ON_FILE if one[0] in there):
        for case_id, parts in of_kind(connection, cls).items():
            found[case_id][name] = _in_order(parts, day)
    return found


def _in_order(parts: Iterable[_Any], day: str) -> tuple[_Any, ...]:
    return tuple(sorted(parts, key=lambda part: getattr(part, day) or date.min))


def load_papers(connection: Connection, case_id: str) -> tuple[PaperLine, ...]:
    """The scanned papers of one case, without their pages."""
    return rows.load(connection, schema.papers, PaperLine, schema.papers.c.case_id == case_id)


# --- obstacles about nobody


def save_knelpunt(connection: Connection, knelpunt: Knelpunt) -> None:
    """Add or replace one line of the knelpuntenlog."""
    rows.save(connection, schema.knelpunten, knelpunt)


def load_knelpunten(connection: Connection) -> tuple[Knelpunt, ...]:
    """The whole log, the latest day first."""
    found = rows.load(connection, schema.knelpunten, Knelpunt)
    return tuple(sorted(found, key=lambda one: one.noted_on, reverse=True))


def delete_knelpunt(connection: Connection, knelpunt_id: str) -> None:
    """Take one line away; one that is already gone is fine."""
    connection.execute(delete(schema.knelpunten).where(schema.knelpunten.c.id == knelpunt_id))
