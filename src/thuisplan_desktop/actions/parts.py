"""What hangs on a case: exemptions, enrolments, the plan, talks, escalation, hand-overs. Checked, kept and logged."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.naming import known_of, names_somebody
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.actions.ruling import definitions_of
from thuisplan_desktop.actions.typed import refuse_bsn
from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.register import case_dates, escalation, exemption, handing, plan, schooling, talk, transfer
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.escalation import Escalation
from thuisplan_desktop.register.exemption import Exemption
from thuisplan_desktop.register.plan import Agreement, Plan
from thuisplan_desktop.register.schooling import DuoReport, Measure, SchoolPeriod
from thuisplan_desktop.register.talk import Handover, InView, Talk
from thuisplan_desktop.store import cases as case_store
from thuisplan_desktop.store import meetings
from thuisplan_desktop.store import parts as store
from thuisplan_desktop.store.register_file import Connection

Kept = Exemption | SchoolPeriod | DuoReport | Measure | Plan | Agreement | Talk | InView | Escalation | Handover
"""The parts that a person keeps by hand on the page of a case."""

_CHECKS: Mapping[type[Any], Callable[[Any, CaseFile, date], None]] = {
    Exemption: lambda part, file, today: exemption.check(part, file.exemptions, today, file.case.birth_date),
    SchoolPeriod: lambda part, file, today: schooling.check_school_period(
        part, (*file.school_periods, *transfer.present(file.case)), today
    ),
    DuoReport: lambda part, _file, today: schooling.check_duo_report(part, today),
    Measure: lambda part, file, _today: schooling.check_measure(part, file.measures),
    Plan: lambda part, file, today: plan.check_plan(part, file.plans, today),
    Agreement: lambda part, _file, today: plan.check_agreement(part, today),
    Talk: lambda part, _file, today: talk.check_talk(part, today),
    InView: lambda part, file, today: talk.check_in_view(part, file.in_view, today),
    Escalation: lambda part, _file, today: escalation.check(part, today),
    Handover: lambda part, _file, today: talk.check_handover(part, today),
}

NAMES: Mapping[type[Any], str] = {
    Exemption: "exemption",
    SchoolPeriod: "school_period",
    DuoReport: "duo_report",
    Measure: "measure",
    Plan: "plan",
    Agreement: "agreement",
    Talk: "talk",
    InView: "in_view",
    Escalation: "escalation",
    Handover: "handover",
}
"""How the logbook calls each kind, before `_saved` and `_deleted`."""


def keep(register: OpenRegister, part: Kept) -> Changed:
    """Keep one part of a case. Raises InvalidCase(field, reason) when it can't be true or names a decider, NoSuchCase.

    A hand-over begins with what is shared (`handing.record`, `handing.seal`); here one is put right or put back.
    """
    need(register, Role.SCHOOL, Role.CONSULENT)
    with register.change() as connection:
        file = case_store.load_case_file(connection, part.case_id)
        check(part, file, register.today())
        if isinstance(part, Handover):
            _check_shared(register, connection, part)
        if isinstance(part, Escalation):
            _check_step(register, part, file)
        store.save(connection, part)
        _follow(connection, file, part)
        register.log(connection, f"{NAMES[type(part)]}_saved", part.case_id)
    return changed(Kind.CASES, case_id=part.case_id, value=part)


def check(part: Kept, file: CaseFile, today: date) -> None:
    """Raise InvalidCase(field, reason) for a part that can't be true beside what the case holds."""
    _CHECKS[type(part)](part, file, today)
    refuse_bsn(part)
    case_dates.check_part(part, file.case, today)


def _check_shared(register: OpenRegister, connection: Connection, handover: Handover) -> None:
    """No hand-over stands without the row that says what was given to that party on that day, and on what ground."""
    party, purpose = handing.party_of(handover.to, register.role), handing.purpose_of(handover.to)
    rows = meetings.load_sharings(connection, handover.case_id)
    if not any((row.recipients, row.purpose, row.shared_on) == ((party,), purpose, handover.handed_on) for row in rows):
        raise InvalidCase(
            field="to", reason="er is op die dag niets aan deze ontvanger gegeven; leg een overdracht vast"
        )


def _check_step(register: OpenRegister, part: Escalation, file: CaseFile) -> None:
    """A step is one of the ladder, unless it was kept under another set; who decided is told by role, not by name."""
    kept = {one.step for one in file.escalations if one.id == part.id}
    steps = definitions_of(register).ladder.steps_for(file.case.school_type.sector)
    if part.step and part.step not in kept | {one.id for one in steps}:
        raise InvalidCase(field="step", reason="die trede staat niet op de ladder van deze regio")
    if names_somebody(part.decided_by, known_of(register, file, ())):
        raise InvalidCase(field="decided_by", reason="schrijf functies op, geen namen, zoals: twee bestuursleden")


def _follow(connection: Connection, file: CaseFile, part: Kept) -> None:
    """The first melding is the melding of the case, until somebody says otherwise."""
    if isinstance(part, DuoReport) and file.case.reported_on is None:
        case_store.save_case(connection, replace(file.case, reported_on=part.reported_on))


def remove(register: OpenRegister, part: Kept) -> Changed:
    """Take away one part that was entered by mistake."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    with register.change() as connection:
        store.remove(connection, part)
        register.log(connection, f"{NAMES[type(part)]}_deleted", part.case_id)
    return changed(Kind.CASES, case_id=part.case_id)
