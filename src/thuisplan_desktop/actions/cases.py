"""The caseload: list, open and keep cases, their absences and the people around them."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from thuisplan_desktop.actions import closing, judging, retaining, short_days, transfers
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.actions.ruling import rules_of, setting_of
from thuisplan_desktop.actions.typed import refuse_bsn
from thuisplan_desktop.errors import InvalidCase, NoSuchCase
from thuisplan_desktop.register import case_dates, category, law, salvaged, sharing_rules, standing
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import Absence, Case, CaseFile, CaseLine, Contact
from thuisplan_desktop.register.category import Heading
from thuisplan_desktop.register.codes import AbsenceKind, ConsentState, DataCategory, Party, Role
from thuisplan_desktop.register.consent import Consent
from thuisplan_desktop.register.definitions import DefinitionSet
from thuisplan_desktop.register.exemption import Exemption
from thuisplan_desktop.register.meeting import Discussion, Meeting, Sharing
from thuisplan_desktop.register.reasons import Why
from thuisplan_desktop.register.request_rules import is_restricted
from thuisplan_desktop.register.rights import PaperLine, Request
from thuisplan_desktop.register.schooling import too_long
from thuisplan_desktop.register.schools import SchoolTable
from thuisplan_desktop.register.signal import Signal
from thuisplan_desktop.register.signals import days_ahead
from thuisplan_desktop.register.standing import ConsentSettings
from thuisplan_desktop.register.status import Status
from thuisplan_desktop.register.stretch import Periods, periods_of
from thuisplan_desktop.store import cases as store
from thuisplan_desktop.store import consents, logbook, losses, meetings, parts
from thuisplan_desktop.store.register_file import Connection

USUAL_PARTIES = (Party.LEERPLICHT, Party.YOUTH_DOCTOR, Party.YOUTH_TEAM, Party.SOCIAL_WORKER)
"""Who sits in an ondersteuningsteam beside the school (Ingrado, De Boer); the list shows consent against these."""

_DAY_MINUTES = 24 * 60
_SUSPENDED = (
    f"een schorsing duurt ten hoogste één week; bron: {law.cite('schorsing')}. Is de leerling daarna nog niet terug, "
    "leg die dagen dan vast als een periode met een andere soort, zoals ongeoorloofd of verwijderd"
)

USUAL_CATEGORIES = frozenset({DataCategory.ABSENCE, DataCategory.EDUCATION})


_ABSENT = (Why.AT_RISK, Why.NOT_FULL)


@dataclass(frozen=True)
class CaseRow:
    """One line of the list. Names are here because the list is inside the register; it has no export."""

    id: str
    name: str
    school: str
    year_group: str
    status: Status
    consent: ConsentState
    owner: str
    closed: bool
    restricted: bool = False
    """Whether its data may only be kept, on the day the list was made."""
    exemption: Exemption | None = None
    """The one that holds on that day."""

    @property
    def home(self) -> Status:
        """How long the pupil is at home and until when: nazorg does not hide an absence that goes on."""
        return self.status.going_on

    @property
    def heading(self) -> Heading | None:
        """Under which of the three of the totaaloverzicht (Zuid-Kennemerland en IJmond 2021)."""
        kinds = {kind for why, *values in self.status.reasons if why in _ABSENT for kind in values[0]}
        return category.heading(self.status.category, unauthorised=AbsenceKind.UNAUTHORISED in kinds)

    def __repr__(self) -> str:
        return f"CaseRow(id={self.id!r})"


@dataclass(frozen=True)
class LogLine:
    at: str
    who: str
    action: str


@dataclass(frozen=True)
class CaseView:
    """Everything of one case that its page shows."""

    file: CaseFile
    status: Status
    definitions: DefinitionSet
    calendar: SchoolCalendar
    consent_state: ConsentState
    consents: tuple[Consent, ...]
    discussions: tuple[Discussion, ...]
    sharings: tuple[Sharing, ...]
    log: tuple[LogLine, ...]
    retention: str
    """When this case must go, and by which rule."""
    ahead: tuple[Signal, ...] = ()
    """Every day that somebody has to watch, the earliest first."""
    meetings: tuple[Meeting, ...] = ()
    """Every meeting of the register: a consent may hold for one alone."""
    papers: tuple[PaperLine, ...] = ()
    today: date = date.min
    lacks: str = ""
    """What a salvage could not read of it, until somebody has seen that."""
    doubted: frozenset[str] = frozenset()
    """The ids of consents that no longer count since."""

    def __repr__(self) -> str:
        return f"CaseView(id={self.file.case.id!r})"


def consent_settings(register: OpenRegister, connection: Connection) -> ConsentSettings:
    """How consent is judged here: who must agree, whose register it is, the sharing rules that hold, and what a salvage
    left in doubt."""
    kept = register.settings
    return ConsentSettings(
        both_parents=kept.both_parents,
        holder=register.role,
        rules=sharing_rules.in_use(kept.sharing_rules),
        doubts=losses.load_doubts(connection),
    )


@cache
def schools() -> SchoolTable:
    """The schools and postcode areas of DUO, read once a process: they are the same for every register."""
    return SchoolTable.load()


def new_id() -> str:
    """A random key that says nothing about what it stands for."""
    return secrets.token_hex(8)


def list_cases(register: OpenRegister) -> tuple[CaseRow, ...]:
    """Every case with its status today, the ones nearest to three months first; closed ones last."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    today, rules = register.today(), rules_of(register)
    with register.read() as connection:
        lines = store.load_lines(connection)
        found = judging.statuses(connection, today, rules.definitions, rules.calendar)
        around, asked = store.load_all_contacts(connection), parts.of_kind(connection, Request)
        exempt = parts.of_kind(connection, Exemption)
        consent = consent_states(register, connection, ((line, around.get(line.id, ())) for line in lines), today)
    register.log_reading("cases_listed")
    rows = (_row(line, found[line.id], consent[line.id], asked.get(line.id, ()), today) for line in lines)
    held = (replace(row, exemption=_held(exempt.get(row.id, ()), today)) for row in rows)
    return tuple(sorted(held, key=_urgency))


def _held(exemptions: Sequence[Exemption], today: date) -> Exemption | None:
    return next((one for one in exemptions if one.holds_on(today)), None)


def _row(case: CaseLine, status: Status, consent: ConsentState, requests: Sequence[Request], today: date) -> CaseRow:
    return CaseRow(
        id=case.id,
        name=case.full_name,
        school=case.school_name,
        year_group=case.year_group,
        status=status,
        consent=consent,
        owner=case.owner,
        closed=case.closed_on is not None,
        restricted=is_restricted(requests, today),
    )


def _urgency(row: CaseRow) -> tuple[bool, date, str]:
    """Research by Ingrado: most is won in the first three months, so who is nearest to them comes first."""
    return row.closed, row.home.three_months_on or date.max, row.name


def _consent_state(
    register: OpenRegister, file: CaseFile, given: tuple[Consent, ...], settings: ConsentSettings
) -> ConsentState:
    """Where consent for the usual table stands today."""
    return _state(given, file.case.birth_date, file.contacts, register.today(), settings)


def consent_states(
    register: OpenRegister,
    connection: Connection,
    pupils: Iterable[tuple[Case | CaseLine, Sequence[Contact]]],
    on: date,
    given: Mapping[str, tuple[Consent, ...]] | None = None,
) -> dict[str, ConsentState]:
    """Where consent for the usual table stood on a day, by the id of the case; with each case the people around it.

    `given`: all answers, where they have been loaded.
    """
    settings = consent_settings(register, connection)
    given = consents.load_all_consents(connection) if given is None else given
    return {
        pupil.id: _state(given.get(pupil.id, ()), pupil.birth_date, around, on, settings) for pupil, around in pupils
    }


def _state(
    given: tuple[Consent, ...], birth: date | None, around: Sequence[Contact], on: date, settings: ConsentSettings
) -> ConsentState:
    return standing.state(given, birth, around, on, frozenset(USUAL_PARTIES), USUAL_CATEGORIES, settings)


def open_case(register: OpenRegister, case_id: str) -> CaseView:
    """One case. Raises NoSuchCase. Who opened it is logged."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    rules, today = rules_of(register), register.today()
    with register.read() as connection:
        file = store.load_case_file(connection, case_id)
        register.log_reading("case_opened", case_id)
        given = consents.load_consents(connection, case_id)
        settings = consent_settings(register, connection)
        status, state = rules.status(file, today), _consent_state(register, file, given, settings)
        kept = retaining.decided(connection, case_id)
        return CaseView(
            file=file,
            status=status,
            definitions=rules.definitions,
            calendar=rules.calendar,
            consent_state=state,
            consents=given,
            discussions=meetings.load_discussions_of_case(connection, case_id),
            sharings=meetings.load_sharings(connection, case_id),
            log=_log_of(register, connection, case_id),
            retention=retaining.expiry_of(register, connection, file).why,
            ahead=days_ahead(file, _begun(file, today), status, state, setting_of(register), kept, given),
            meetings=meetings.load_meetings(connection),
            papers=parts.load_papers(connection, case_id),
            today=today,
            lacks=_lacks(connection, case_id),
            doubted=settings.doubts.consents,
        )


def _begun(file: CaseFile, today: date) -> Periods:
    return periods_of(file.absences, today, file.case.timetable_minutes)


def _lacks(connection: Connection, case_id: str) -> str:
    loss = losses.load_losses(connection).get(case_id)
    return salvaged.told(loss) if loss else ""


def _log_of(register: OpenRegister, connection: Connection, case_id: str) -> tuple[LogLine, ...]:
    """What the logbook says about a case, this opening included, which is written with the next change."""
    kept = [(entry.at, entry.who, entry.action) for entry in logbook.load_log_of_case(connection, case_id)]
    waiting = [(at, register.who, action) for at, action in register.waiting_lines(case_id)]
    return tuple(LogLine(at.strftime("%d-%m-%Y %H:%M"), who, action) for at, who, action in (*kept, *waiting))


def save_case(register: OpenRegister, case: Case) -> Changed:
    """Keep a new or changed case. Raises InvalidCase when its dates can't be, and for a BSN in any field.

    Consent holds for one traject (domain §2.3): when a closed case is opened again, what was given before is over.
    """
    case = _complete(register, case)
    with register.change() as connection:
        before = _known(connection, case.id)
        refuse_bsn(case, before.case if before else None)
        case_dates.check(case, register.today(), before)
        if before is not None:
            case = short_days.follow_timetable(register, connection, before.case, case)
        transfers.save(connection, case)
        closing.follow(register, connection, before.case if before else None, case)
        register.log(connection, "case_saved", case.id)
    return changed(Kind.CASES, case_id=case.id, value=case)


def _known(connection: Connection, case_id: str) -> CaseFile | None:
    """The case as it is kept; None for a new one."""
    with suppress(NoSuchCase):
        return store.load_case_file(connection, case_id)
    return None


def start_case(register: OpenRegister, case: Case) -> Changed:
    """A case made by hand: of this register's school sort, counted by whoever this register counts for."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    kept = register.settings
    return save_case(register, replace(case, school_type=kept.school_type, counted_by=kept.counting_party))


def _complete(register: OpenRegister, case: Case) -> Case:
    """Fill what the register knows: its own school, an owner, the gemeente of the postcode and of the school."""
    kept = register.settings
    area = schools().area(case.postcode4) if case.postcode4 and not case.home_municipality else None
    home = area.municipality if area else case.home_municipality
    case = replace(
        case,
        school_name=case.school_name or kept.school_name,
        brin=case.brin or kept.brin,
        branch=case.branch or kept.branch,
        owner=case.owner or kept.owner,
        home_municipality=schools().municipality_on(home, register.today()),
    )
    return located(case)


def located(case: Case) -> Case:
    """With what DUO's list says of this location; a school that isn't in it keeps what was typed."""
    found = schools().find(case.brin, case.branch)
    if found is None:
        return case
    return replace(case, school_municipality=found.municipality, swv=found.swv)


def save_absence(register: OpenRegister, absence: Absence) -> Changed:
    """Keep one period. Raises InvalidCase for days that can't be, or when it overlaps another."""
    with register.change() as connection:
        file = store.load_case_file(connection, absence.case_id)
        check_absence(absence, file.case, register.today())
        others = [other for other in file.absences if other.id != absence.id]
        if any(_overlap(absence, other) for other in others):
            raise InvalidCase(field="starts_on", reason="deze verzuimperiode overlapt met een andere")
        store.save_absence(connection, absence)
        if file.case.first_absent_on is None:
            store.save_case(connection, replace(file.case, first_absent_on=absence.starts_on))
        register.log(connection, "absence_saved", absence.case_id)
    return changed(Kind.CASES, case_id=absence.case_id)


def check_absence(absence: Absence, case: Case, today: date) -> None:
    """Raise InvalidCase(field, reason) for days or minutes that can't be: a period before birth, a day of 24 hours."""
    if absence.ends_on and absence.ends_on < absence.starts_on:
        raise InvalidCase(field="ends_on", reason="het verzuim eindigt eerder dan het begint")
    case_dates.check_part(absence, case, today)
    if absence.kind is AbsenceKind.SUSPENDED and too_long(absence.starts_on, absence.ends_on):
        raise InvalidCase(field="ends_on", reason=_SUSPENDED)
    days = (max(absence.ends_on or today, absence.starts_on) - absence.starts_on).days + 1
    if not 0 <= absence.minutes <= _DAY_MINUTES * days:
        raise InvalidCase(field="minutes", reason="dat zijn minder dan nul minuten, of meer dan er in die dagen zijn")


def _overlap(one: Absence, other: Absence) -> bool:
    """Hours without leave that a list told of one day may stand beside another kind."""
    hours = (part for part in (one, other) if part.listed_until == part.starts_on and part.minutes)
    if one.kind is not other.kind and any(part.kind is AbsenceKind.UNAUTHORISED for part in hours):
        return False
    return one.starts_on <= (other.ends_on or date.max) and other.starts_on <= (one.ends_on or date.max)


def delete_absence(register: OpenRegister, absence: Absence) -> Changed:
    """Remove one period that was entered by mistake."""
    with register.change() as connection:
        store.delete_absence(connection, absence.id)
        register.log(connection, "absence_deleted", absence.case_id)
    return changed(Kind.CASES, case_id=absence.case_id)


def save_contact(register: OpenRegister, contact: Contact) -> Changed:
    """Keep somebody around the pupil. Raises InvalidCase without a name, or gezag checked on a day that can't be."""
    with register.change() as connection:
        check_contact(contact, store.load_case(connection, contact.case_id), register.today())
        store.save_contact(connection, contact)
        register.log(connection, "contact_saved", contact.case_id)
    return changed(Kind.CASES, Kind.CONSENTS, case_id=contact.case_id)


def check_contact(contact: Contact, case: Case, today: date) -> None:
    """Raise InvalidCase(field, reason) for somebody without a name, or with days that can't be."""
    if not contact.full_name:
        raise InvalidCase(field="first_name", reason="de naam van de betrokkene ontbreekt")
    refuse_bsn(contact)
    case_dates.check_part(contact, case, today)


def delete_contact(register: OpenRegister, contact: Contact) -> Changed:
    """Remove somebody who was entered by mistake. Raises GaveConsent when an answer of his is kept."""
    with register.change() as connection:
        store.delete_contact(connection, contact.id)
        register.log(connection, "contact_deleted", contact.case_id)
    return changed(Kind.CASES, Kind.CONSENTS, case_id=contact.case_id)
