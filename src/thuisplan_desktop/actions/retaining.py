"""Opruimen: what must go, what waits for a decision, and keeping something longer with a reason."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.actions.typed import refuse_bsn_in
from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.retention import NOTHING, Deviation, Expiry, Stand, expiry, is_open
from thuisplan_desktop.register.spans import add_years
from thuisplan_desktop.store import cases, settings
from thuisplan_desktop.store.register_file import Connection

_KEY = "retention:"
"""A setting per case whose key ends in the case's id, so that it goes when the case goes."""
_LONGEST_YEARS = 5
_ORDER = {stand: number for number, stand in enumerate(Stand)}


@dataclass(frozen=True)
class ExpiryRow:
    """One case on the page Opruimen."""

    case_id: str
    name: str
    school: str
    closed: bool
    expiry: Expiry
    referred: bool
    is_open: bool = False
    """Not closed, and no request to erase it was granted: it can't be destroyed."""

    def __repr__(self) -> str:
        return f"ExpiryRow(case_id={self.case_id!r})"


def list_expiring(register: OpenRegister) -> tuple[ExpiryRow, ...]:
    """Every case with where it stands: what must go first, then what waits for a decision, then by day."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    with register.read() as connection:
        files = cases.load_case_files_without_absences(connection)
        kept = all_decided(connection)
    rows = [_row(register, file, kept.get(file.case.id, NOTHING)) for file in files]
    return tuple(sorted(rows, key=lambda row: (_ORDER[row.expiry.stand], row.expiry.due_on or date.max, row.name)))


def _row(register: OpenRegister, file: CaseFile, kept: Deviation) -> ExpiryRow:
    return ExpiryRow(
        case_id=file.case.id,
        name=file.case.full_name,
        school=file.case.school_name,
        closed=file.case.closed_on is not None,
        expiry=expiry(file, register.role, register.today(), kept),
        referred=kept.referred,
        is_open=is_open(file, register.today()),
    )


def expiry_of(register: OpenRegister, connection: Connection, file: CaseFile) -> Expiry:
    """Where one case stands today."""
    return expiry(file, register.role, register.today(), decided(connection, file.case.id))


def postpone(register: OpenRegister, case_id: str, until: date, reason: str) -> Changed:
    """Keep a case longer. Raises InvalidCase without a reason, for a day that passed or one too far; NoSuchCase."""
    if not reason.strip():
        raise InvalidCase(field="reason", reason="bij uitstel hoort een reden")
    refuse_bsn_in({"reason": reason})
    if not register.today() < until <= add_years(register.today(), _LONGEST_YEARS):
        raise InvalidCase(field="until", reason="kies een dag in de komende vijf jaar")
    return _decide(register, case_id, Deviation(until, reason.strip()), "retention_postponed")


def keep_as_referred(register: OpenRegister, case_id: str, *, referred: bool) -> Changed:
    """Whether the pupil was referred to special education: then the term is three years. Raises NoSuchCase."""
    return _decide(register, case_id, Deviation(referred=referred), "retention_term_set")


def _decide(register: OpenRegister, case_id: str, new: Deviation, action: str) -> Changed:
    need(register, Role.SCHOOL, Role.CONSULENT)
    with register.change() as connection:
        cases.load_case(connection, case_id)
        before = decided(connection, case_id)
        postpones = new.until is not None
        kept = Deviation(
            until=new.until if postpones else before.until,
            reason=new.reason if postpones else before.reason,
            referred=before.referred if postpones else new.referred,
        )
        settings.put(connection, _KEY + case_id, _written(kept))
        if action == "retention_postponed":
            register.log(connection, "retention_postponed", case_id)
        else:
            register.log(connection, "retention_term_set", case_id)
    return changed(Kind.CASES, case_id=case_id)


def decided(connection: Connection, case_id: str) -> Deviation:
    """What was decided about a case; nothing when what was kept can't be read."""
    return _read(settings.get(connection, _KEY + case_id))


def all_decided(connection: Connection) -> dict[str, Deviation]:
    """The same for every case about which something was decided."""
    return {case_id: _read(text) for case_id, text in settings.get_all(connection, _KEY).items()}


def _read(text: str) -> Deviation:
    with suppress(ValueError, KeyError, TypeError, AttributeError):
        found = json.loads(text or "{}")
        until = found.get("until")
        return Deviation(
            date.fromisoformat(until) if until else None, str(found.get("reason", "")), bool(found.get("referred"))
        )
    return NOTHING


def _written(kept: Deviation) -> str:
    until = kept.until.isoformat() if kept.until else None
    return json.dumps({"until": until, "reason": kept.reason, "referred": kept.referred})
