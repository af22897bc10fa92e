"""Invented people with sensible defaults. Schools in tests have BRIN 99XX."""

from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

from thuisplan_desktop.register import codes
from thuisplan_desktop.register.case import Absence, Case, CaseFile, Contact
from thuisplan_desktop.register.case_codes import ClosingReason
from thuisplan_desktop.register.consent import Consent
from thuisplan_desktop.register.exemption import Exemption

_numbers = count(1)


def _new_id(prefix: str) -> str:
    return f"{prefix}{next(_numbers):06d}"


def make_case(**changes: Any) -> Case:
    """A pupil of eleven in primary school, enrolled, absent since 12 January 2026; a closed case has an outcome."""
    if changes.get("closed_on"):
        changes = {"closing_reason": ClosingReason.OTHER, **changes}
    case = Case(
        id=_new_id("c"),
        nickname="Femke",
        first_names="Femke Antje",
        infix="van der",
        surname="Zandloper",
        birth_date=date(2014, 9, 3),
        pupil_key=_new_id("9"),
        postcode4="1811",
        home_municipality="Alkmaar",
        school_name="De Verzonnen Boom",
        brin="99XA",
        branch="00",
        school_type=codes.SchoolType.BAO,
        year_group="8",
        class_name="8b",
        enrolled_on=date(2018, 8, 1),
        first_absent_on=date(2026, 1, 12),
        owner="Anja Voorbeeld",
    )
    return replace(case, **changes)


def make_absence(case: Case, **changes: Any) -> Absence:
    """One open period of unauthorised absence from the first absent day."""
    absence = Absence(
        id=_new_id("a"),
        case_id=case.id,
        kind=codes.AbsenceKind.UNAUTHORISED,
        starts_on=case.first_absent_on or date(2026, 1, 12),
    )
    return replace(absence, **changes)


def make_contact(case: Case, **changes: Any) -> Contact:
    """A parent with gezag, checked."""
    contact = Contact(
        id=_new_id("p"),
        case_id=case.id,
        role=codes.ContactRole.PARENT,
        first_name="Roelof",
        infix="van der",
        surname="Zandloper",
        phone="06-00000001",
        email="roelof@voorbeeld.invalid",
        gezag_checked_on=date(2026, 1, 20),
        gezag_checked_how="uittreksel gezagsregister gezien",
    )
    return replace(contact, **changes)


def make_exemption(case: Case, kind: codes.Vrijstelling = codes.Vrijstelling.ART5_ONDER_A, **changes: Any) -> Exemption:
    """One since 1 August 2025 without a last day, of article 5 onder a unless told otherwise."""
    return replace(Exemption(id=_new_id("v"), case_id=case.id, kind=kind, starts_on=date(2025, 8, 1)), **changes)


def make_file(case: Case | None = None, **parts: Any) -> CaseFile:
    """A case with one open absence and two parents with gezag, unless told otherwise."""
    case = case or make_case()
    defaults: dict[str, Any] = {
        "absences": (make_absence(case),),
        "contacts": (make_contact(case), make_contact(case, first_name="Jitske", surname="Bedacht", infix="")),
    }
    return CaseFile(case, **{**defaults, **parts})


def make_consent(case: Case, contact: Contact | None = None, **changes: Any) -> Consent:
    """Consent of a parent for the whole ondersteuningsteam, without health or help data."""
    consent = Consent(
        id=_new_id("t"),
        case_id=case.id,
        giver=codes.GiverRole.PARENT,
        contact_id=contact.id if contact else "",
        decision=codes.Decision.GIVEN,
        asked_on=date(2026, 1, 20),
        decided_on=date(2026, 1, 22),
        parties=frozenset({codes.Party.LEERPLICHT, codes.Party.CONSULENT}),
        categories=frozenset({codes.DataCategory.ABSENCE, codes.DataCategory.EDUCATION}),
        recorded_by="Anja Voorbeeld",
        text_version="nl-1",
        valid_until=date(2026, 7, 31),
    )
    return replace(consent, **changes)


SCANNED_JPEG = (
    b"\xff\xd8\xff\xe0\x00\x0aKanarie!\xff\xc0\x00\x0b\x08\x00\x10\x00\x10\x01\x01\x11\x00"
    b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00een handtekening\xff\xd9"
)
"""A scan of a signature: the parts of a JPEG in their order, without the tables that a drawing needs."""
