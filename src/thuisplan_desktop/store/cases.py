"""Cases with their absences and contacts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from sqlalchemy import Connection, delete

from thuisplan_desktop.errors import GaveConsent, NoSuchCase
from thuisplan_desktop.register.case import Absence, Case, CaseFile, CaseLine, Contact
from thuisplan_desktop.store import parts, rows, schema

P = TypeVar("P", Absence, Contact)


def save_case(connection: Connection, case: Case) -> None:
    """Add the case, or replace its fields; absences, contacts and consents stay as they are."""
    rows.save(connection, schema.cases, case)


def load_case(connection: Connection, case_id: str) -> Case:
    """The case without its surroundings; raises NoSuchCase."""
    found = rows.load_by(connection, schema.cases, Case, "id", case_id)
    if not found:
        raise NoSuchCase
    return found[0]


def load_lines(connection: Connection) -> tuple[CaseLine, ...]:
    """Every case as a line of a list, in the order in which the cases were added."""
    return rows.load(connection, schema.cases, CaseLine)


def load_all_contacts(connection: Connection) -> dict[str, list[Contact]]:
    """The people around every pupil, by the id of the case; a case without any is not in it."""
    return _by_case(rows.load(connection, schema.contacts, Contact))


def load_case_file(connection: Connection, case_id: str) -> CaseFile:
    """The case with everything that hangs on it, in the order of its days; raises NoSuchCase."""
    case = load_case(connection, case_id)
    absences = rows.load_by(connection, schema.absences, Absence, "case_id", case_id)
    contacts = rows.load_by(connection, schema.contacts, Contact, "case_id", case_id)
    return CaseFile(case, _in_time(absences), contacts, **parts.of_case(connection, case_id))


def load_case_files(connection: Connection) -> tuple[CaseFile, ...]:
    """Every case with everything that hangs on it, in the order in which the cases were added."""
    return _files(connection, _by_case(rows.load(connection, schema.absences, Absence)))


def load_case_files_without_absences(connection: Connection) -> tuple[CaseFile, ...]:
    """The same, but no file has its absences: of a whole register those are many, and stream by in `judging`."""
    return _files(connection, {})


def _files(connection: Connection, absences: Mapping[str, Iterable[Absence]]) -> tuple[CaseFile, ...]:
    contacts = load_all_contacts(connection)
    others = parts.of_all(connection)
    return tuple(
        CaseFile(case, _in_time(absences.get(case.id, ())), tuple(contacts.get(case.id, ())), **others.get(case.id, {}))
        for case in rows.load(connection, schema.cases, Case)
    )


def _by_case(found: Iterable[P]) -> dict[str, list[P]]:
    grouped: dict[str, list[P]] = defaultdict(list)
    for part in found:
        grouped[part.case_id].append(part)
    return grouped


def _in_time(absences: Iterable[Absence]) -> tuple[Absence, ...]:
    return tuple(sorted(absences, key=lambda absence: absence.starts_on))


def find_by_pupil_key(connection: Connection, pupil_key: str, brin: str = "") -> Case | None:
    """The case of a pupil by the school's own number: an open case first, then the newest.

    A number is unique within one school only; without `brin` every school of the register is looked at.
    """
    if not pupil_key:
        return None
    table = schema.cases
    where = [table.c.pupil_key == pupil_key, *([table.c.brin == brin] if brin else [])]
    found = rows.load(connection, table, Case, *where)
    return max(enumerate(found), key=lambda pair: (pair[1].closed_on is None, pair[0]))[1] if found else None


def save_absence(connection: Connection, absence: Absence) -> None:
    """Add or replace one period; raises NoSuchCase."""
    _require_case(connection, absence.case_id)
    rows.save(connection, schema.absences, absence)


def replace_absences(connection: Connection, case_id: str, absences: Iterable[Absence]) -> None:
    """Let the case have exactly these periods; raises NoSuchCase."""
    _require_case(connection, case_id)
    wanted = tuple(absences)
    if any(absence.case_id != case_id for absence in wanted):
        raise ValueError("an absence of another case")
    connection.execute(delete(schema.absences).where(schema.absences.c.case_id == case_id))
    rows.add(connection, schema.absences, wanted)


def delete_absence(connection: Connection, absence_id: str) -> None:
    """Remove one period; one that is already gone is fine."""
    connection.execute(delete(schema.absences).where(schema.absences.c.id == absence_id))


def save_contact(connection: Connection, contact: Contact) -> None:
    """Add or replace one person around the pupil; raises NoSuchCase."""
    _require_case(connection, contact.case_id)
    rows.save(connection, schema.contacts, contact)


def delete_contact(connection: Connection, contact_id: str) -> None:
    """Remove one person; raises GaveConsent when a consent rests on him. One that is already gone is fine."""
    if rows.is_there(connection, schema.consents, schema.consents.c.contact_id == contact_id):
        raise GaveConsent
    connection.execute(delete(schema.contacts).where(schema.contacts.c.id == contact_id))


def _require_case(connection: Connection, case_id: str) -> None:
    if not rows.is_there(connection, schema.cases, schema.cases.c.id == case_id):
        raise NoSuchCase
