"""What happened around the invented pupils who are at home: a talk, one plan with agreements, a melding, a step up."""

from collections.abc import Iterator
from datetime import date, timedelta

from thuisplan_desktop.actions import cases, parts
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.parts import Kept
from thuisplan_desktop.register import case_codes
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.escalation import Escalation
from thuisplan_desktop.register.plan import Agreement, Plan
from thuisplan_desktop.register.schooling import DuoReport
from thuisplan_desktop.register.talk import InView, Talk

_WITH = frozenset({case_codes.TalkPartner.PUPIL, case_codes.TalkPartner.PARENTS})
_MONTH, _LONG = 28, 90


def keep(register: OpenRegister, case: Case, days: int, today: date) -> None:
    """Keep the course of a pupil who has been at home for so many days."""
    for part in _course(case.id, days, today):
        parts.keep(register, part)


def _course(case_id: str, days: int, today: date) -> Iterator[Kept]:
    first = today - timedelta(days=days)
    if days < _MONTH:
        return
    yield Talk(
        id=cases.new_id(), case_id=case_id, held_on=first + timedelta(days=10), present=_WITH,
        voice_how=case_codes.VoiceHow.BEFOREHAND, voice="Ik wil terug, maar niet elke dag de hele dag.",
        voice_used="Opgenomen in het plan.", next_step="Plan maken met leerling en ouders",
    )  # fmt: skip
    yield DuoReport(
        id=cases.new_id(), case_id=case_id, kind=case_codes.DuoKind.LRV, reported_on=first + timedelta(days=_MONTH),
        starts_on=first,
    )  # fmt: skip
    yield InView(id=cases.new_id(), case_id=case_id, party=case_codes.Organisation.SCHOOL, since=first)
    yield from _planned(case_id, today)
    if days > _LONG:
        yield Escalation(
            id=cases.new_id(), case_id=case_id, trigger=case_codes.EscalationTrigger.NO_PLACE, step="swv",
            addressee=case_codes.Addressee.SWV, escalated_on=today - timedelta(days=30),
            requested_on=today - timedelta(days=30),
        )  # fmt: skip


def _planned(case_id: str, today: date) -> Iterator[Kept]:
    yield Plan(
        id=cases.new_id(), case_id=case_id, perspective="Drie ochtenden per week naar school, daarna steeds meer.",
        made_on=today - timedelta(days=14), evaluate_on=today + timedelta(days=21),
    )  # fmt: skip
    yield Agreement(
        id=cases.new_id(), case_id=case_id, text="Elke maandag bellen met de ouders.", owner="de mentor",
        due_on=today + timedelta(days=7),
    )  # fmt: skip
