"""Consents: every answer of every giver. They are never removed by themselves; they go with their case."""

from collections import defaultdict

from sqlalchemy import Connection

from thuisplan_desktop.errors import NoSuchCase
from thuisplan_desktop.register.consent import Consent
from thuisplan_desktop.store import rows, schema


def save_consent(connection: Connection, consent: Consent) -> None:
    """Add a consent, or record its later course (an answer, a withdrawal); raises NoSuchCase."""
    if not rows.is_there(connection, schema.cases, schema.cases.c.id == consent.case_id):
        raise NoSuchCase
    rows.save(connection, schema.consents, consent)


def load_consent(connection: Connection, consent_id: str) -> Consent | None:
    """One consent, of whichever case; None when it isn't kept."""
    found = rows.load_by(connection, schema.consents, Consent, "id", consent_id)
    return found[0] if found else None


def load_consents(connection: Connection, case_id: str) -> tuple[Consent, ...]:
    """The consents of one case, in the order in which they were first recorded."""
    return rows.load_by(connection, schema.consents, Consent, "case_id", case_id)


def load_all_consents(connection: Connection) -> dict[str, tuple[Consent, ...]]:
    """The consents of every case that has any, by the id of the case."""
    grouped: dict[str, list[Consent]] = defaultdict(list)
    for consent in rows.load(connection, schema.consents, Consent):
        grouped[consent.case_id].append(consent)
    return {case_id: tuple(consents) for case_id, consents in grouped.items()}
