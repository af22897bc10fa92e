"""Fill the registers of the demonstration with the same actions a user has: import, record, correct."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from thuisplan_desktop.actions import absence_lists, access, cases, consents, importing, opening, parts
from thuisplan_desktop.actions.demo import course, lists
from thuisplan_desktop.actions.demo.people import DemoPupil, DemoSchool, Situation
from thuisplan_desktop.actions.opening import Clock, OpenRegister, Place
from thuisplan_desktop.crypto.derivation import FLOOR
from thuisplan_desktop.register import codes
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import Case, Contact
from thuisplan_desktop.register.consent import Consent
from thuisplan_desktop.register.exemption import Exemption
from thuisplan_desktop.store import cases as stored

PASSPHRASE = "zonnige appel fietst naar huis"  # noqa: S105  (of demonstration registers alone)
"""Opens every demonstration register. It protects nobody: everyone in them is invented."""

SHARED_PARTIES = frozenset(cases.USUAL_PARTIES)
SHARED_CATEGORIES = frozenset({codes.DataCategory.ABSENCE, codes.DataCategory.EDUCATION, codes.DataCategory.HOME})


@dataclass(frozen=True)
class Stage:
    """Where and when the demonstration plays."""

    folder: Path
    clock: Clock
    today: date
    calendar: SchoolCalendar


def create(stage: Stage, name: str, role: codes.Role, owner: str, place: Place) -> OpenRegister:
    """A register at the lowest cost a guess may have: a demonstration shouldn't keep anybody waiting."""
    folder = stage.folder / f"{name}{opening.SUFFIX}"
    created = opening.create_register(
        folder, role=role, owner=owner, passphrase=PASSPHRASE, place=place, parameters=FLOOR, clock=stage.clock
    )
    access.rehearse(created.register, created.recovery_code)
    return created.register


def fill_school(
    stage: Stage, register: OpenRegister, school: DemoSchool, pupils: tuple[DemoPupil, ...]
) -> tuple[importing.ImportReport, importing.ImportReport]:
    """Read the school's lists, then add what no list holds. Gives both import reports."""
    file = lists.edexml(school, pupils, stage.today)
    chosen = {pupil.key for pupil in pupils}
    imported = importing.import_pupils(register, file, chosen).value
    absent = absence_lists.import_absences(
        register, lists.absence_list(school, pupils, stage.today, stage.calendar)
    ).value
    for pupil in pupils:
        complete(stage, register, find(register, pupil, school.place.brin), pupil)
    return imported, absent


def find(register: OpenRegister, pupil: DemoPupil, brin: str) -> Case:
    with register.read() as connection:
        case = stored.find_by_pupil_key(connection, pupil.key, brin)
    if case is None:
        raise LookupError("a demonstration pupil has no case")
    return case


def complete(stage: Stage, register: OpenRegister, case: Case, pupil: DemoPupil) -> None:
    """What a coordinator types: exemption, offer, aftercare, what was done, and who has gezag."""
    cases.save_case(register, _situated(case, pupil.situation, stage.today))
    if pupil.situation.exemption:
        parts.keep(register, _exemption(case, pupil.situation.exemption, pupil.situation, stage.today))
    if pupil.situation.kind is codes.AbsenceKind.UNAUTHORISED:
        course.keep(register, case, pupil.situation.days, stage.today)
    for first_name, role in (("Marijke", codes.ContactRole.PARENT), ("Rachid", codes.ContactRole.PARENT)):
        cases.save_contact(register, _contact(case, first_name, role, stage.today))


def _situated(case: Case, situation: Situation, today: date) -> Case:
    since = today - timedelta(days=situation.days)
    if not situation.enrolled:
        case = replace(case, enrolment=codes.Enrolment.NOT_ENROLLED, left_on=since, first_absent_on=since)
    if situation.offered:
        case = replace(case, offer_kind=codes.OfferKind.LEARN_WORK, offered_on=today - timedelta(days=20))
    if situation.aftercare:
        case = replace(case, aftercare_from=today - timedelta(days=30), aftercare_until=today + timedelta(days=60))
    return case


def _exemption(case: Case, kind: codes.Vrijstelling, situation: Situation, today: date) -> Exemption:
    since = today - timedelta(days=situation.days)
    return Exemption(id=cases.new_id(), case_id=case.id, kind=kind, duration=situation.duration, starts_on=since)


def _contact(case: Case, first_name: str, role: codes.ContactRole, today: date) -> Contact:
    return Contact(
        id=cases.new_id(),
        case_id=case.id,
        role=role,
        first_name=first_name,
        infix=case.infix,
        surname=case.surname,
        phone=f"06-000{int(case.pupil_key or 0) % 100000:05d}",
        email=f"{first_name.lower()}.{case.pupil_key}@voorbeeld.invalid",
        gezag_checked_on=today - timedelta(days=25),
        gezag_checked_how="uittreksel gezagsregister gezien",
    )


def answer(stage: Stage, register: OpenRegister, case: Case, decision: codes.Decision, *, parents: int = 2) -> None:
    """Record what this many parents answered; the others were asked and did not answer yet."""
    with register.read() as connection:
        file = stored.load_case_file(connection, case.id)
    asked_on = stage.today - timedelta(days=14)
    for number, contact in enumerate(file.contacts):
        answered = number < parents
        given = answered and decision is codes.Decision.GIVEN
        consent = Consent(
            id=cases.new_id(),
            case_id=case.id,
            giver=codes.GiverRole.PARENT,
            contact_id=contact.id,
            decision=decision if answered else codes.Decision.ASKED,
            asked_on=asked_on,
            decided_on=asked_on + timedelta(days=5) if answered else None,
            parties=SHARED_PARTIES if given else frozenset(),
            categories=SHARED_CATEGORIES if given else frozenset(),
            text_version="nl-1",
        )
        consents.record_consent(register, consent)
