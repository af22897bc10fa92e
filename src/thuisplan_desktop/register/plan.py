"""One plan for one child: where it leads, who does what by when, and when it is looked at again.

'Eén kind, één plan, één gezin' (Regionaal Thuiszitterspact Noord-Kennemerland 2017); the school makes it unless agreed
otherwise (Zuid-Kennemerland en IJmond 2021).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.register.case_codes import Organisation
from thuisplan_desktop.register.fields import Group, Privacy, about, catalogued

_GROUP = Group.PLAN
_NAMES, _SAYS, _COUNTS, _KEY = Privacy.IDENTIFYING, Privacy.SENSITIVE, Privacy.COUNTABLE, Privacy.INTERNAL

EVALUATE_WITHIN = timedelta(weeks=6)
"""Evaluating after six to eight weeks is slow beside a school year (Ingrado, verkenning thuiszitters)."""


@catalogued
@dataclass(frozen=True, kw_only=True)
class Plan:
    """A case has at most one."""

    id: str = about("Plan", _KEY, _GROUP)
    case_id: str = about("Casus", _KEY, _GROUP)
    perspective: str = about("Perspectief", _SAYS, _GROUP, default="", help="Waar werken we met deze leerling naartoe?")
    owner: Organisation = about(
        "Eigenaar van het plan", _COUNTS, _GROUP, default=Organisation.SCHOOL,
        help="De school, tenzij anders afgesproken (Zuid-Kennemerland en IJmond 2021).",
    )  # fmt: skip
    made_on: date = about("Gemaakt op", _SAYS, _GROUP)
    evaluate_on: date = about(
        "Evalueren op", _SAYS, _GROUP,
        help="Uiterlijk na zes weken (Ingrado, verkenning thuiszitters in alle samenwerkingsverbanden VO).",
    )  # fmt: skip
    evaluated_on: date | None = about("Laatst geëvalueerd op", _SAYS, _GROUP, default=None)
    evaluation: str = about("Wat bleek bij de evaluatie", _SAYS, _GROUP, default="")


@catalogued
@dataclass(frozen=True, kw_only=True)
class Agreement:
    """Something that somebody does before a day. `meeting_id` is set when it was agreed at a meeting."""

    id: str = about("Afspraak", _KEY, _GROUP)
    case_id: str = about("Casus", _KEY, _GROUP)
    meeting_id: str = about("Bijeenkomst", _KEY, _GROUP, default="")
    text: str = about("Wat", _SAYS, _GROUP)
    owner: str = about("Wie", _NAMES, _GROUP, default="")
    due_on: date = about("Uiterlijk op", _SAYS, _GROUP)
    done_on: date | None = about("Gedaan op", _SAYS, _GROUP, default=None)


def check_plan(plan: Plan, others: Iterable[Plan], today: date) -> None:
    """Raise InvalidCase(field, reason) for a second plan, one without direction, or days in the wrong order."""
    if any(other.id != plan.id for other in others):
        raise InvalidCase(field="perspective", reason="er is al een plan: één kind, één plan")
    if not plan.perspective.strip():
        raise InvalidCase(field="perspective", reason="het perspectief ontbreekt")
    if plan.made_on > today:
        raise InvalidCase(field="made_on", reason="het plan ligt in de toekomst")
    if plan.evaluate_on < plan.made_on:
        raise InvalidCase(field="evaluate_on", reason="de evaluatie ligt voor het plan")
    last = plan.evaluated_on or plan.made_on
    if plan.evaluate_on > last + EVALUATE_WITHIN:
        raise InvalidCase(field="evaluate_on", reason="de evaluatie is uiterlijk zes weken later")
    if plan.evaluated_on and not plan.made_on <= plan.evaluated_on <= today:
        raise InvalidCase(field="evaluated_on", reason="de evaluatie ligt voor het plan of in de toekomst")


def check_agreement(agreement: Agreement, today: date) -> None:
    """Raise InvalidCase(field, reason) for an agreement without words or owner."""
    if not agreement.text.strip():
        raise InvalidCase(field="text", reason="er staat niet wat er is afgesproken")
    if not agreement.owner.strip():
        raise InvalidCase(field="owner", reason="er staat niet wie het doet")
    if agreement.done_on and agreement.done_on > today:
        raise InvalidCase(field="done_on", reason="gedaan op ligt in de toekomst")
