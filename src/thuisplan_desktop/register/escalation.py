"""Going a step up: why, to whom, until when somebody must decide, what was decided and accounted for.

The decision on a place takes at most six weeks and four more (WPO article 40 lid 6; Zuid-Limburg 2018 §3.4.1). No
criminal data: what justice does with a case does not belong here.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.register.case_codes import Addressee, EscalationTrigger
from thuisplan_desktop.register.codes import Sector
from thuisplan_desktop.register.fields import Group, Privacy, about, catalogued
from thuisplan_desktop.register.law import cite

_GROUP = Group.ESCALATION
_SAYS, _COUNTS, _KEY = Privacy.SENSITIVE, Privacy.COUNTABLE, Privacy.INTERNAL


@dataclass(frozen=True)
class Step:
    """One step of a region's ladder. Without sectors it holds for all of them."""

    id: str
    label: str
    addressee: Addressee
    triggers: frozenset[EscalationTrigger]
    sectors: frozenset[Sector] = frozenset()


@dataclass(frozen=True)
class Ladder:
    """How a region goes up, step by step. It may be empty: Zuid-Limburg left that of the VO blank."""

    steps: tuple[Step, ...]
    valid_from: date
    source: str

    def steps_for(self, sector: Sector) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if not step.sectors or sector in step.sectors)


DECIDE_WITHIN = timedelta(weeks=6)
EXTEND_DAYS = 28
BOARDS = frozenset({Addressee.SCHOOL_BOARD, Addressee.SWV, Addressee.SWV_BOARD})
"""Who decide by a few of their members, and account for it to all of them afterwards (Zuid-Limburg 2018 §3.4.1)."""

ACCOUNT_WITHIN = timedelta(weeks=6)
"""When it is asked whether that was done: our own choice, the source says 'achteraf' and sets no term."""


@catalogued
@dataclass(frozen=True, kw_only=True)
class Escalation:
    """One step of the ladder. `step` is its id in the definition set, empty for a step outside any ladder."""

    id: str = about("Opschaling", _KEY, _GROUP)
    case_id: str = about("Casus", _KEY, _GROUP)
    step: str = about("Trede", _COUNTS, _GROUP, default="")
    trigger: EscalationTrigger = about("Aanleiding", _COUNTS, _GROUP)
    addressee: Addressee = about("Gaat naar", _COUNTS, _GROUP)
    escalated_on: date = about("Opgeschaald op", _SAYS, _GROUP)
    requested_on: date | None = about(
        "Aanmelding of verzoek om (ver)plaatsing van", _SAYS, _GROUP, default=None,
        help=f"Vanaf deze dag loopt de beslistermijn van zes weken. Bron: {cite('toelating')}.",
    )  # fmt: skip
    extended_days: int = about(
        "Verlengd met (dagen)", _SAYS, _GROUP, default=0,
        help=f"Ten hoogste vier weken, dus 28 dagen, met een reden. Bron: {cite('toelating')}.",
    )  # fmt: skip
    extension_reason: str = about("Reden van de verlenging", _SAYS, _GROUP, default="")
    extended_on: date | None = about(
        "Verlengd op", _SAYS, _GROUP, default=None,
        help=f"Zolang de zes weken nog lopen; daarna is het stagnatie. Bron: {cite('toelating')}.",
    )  # fmt: skip
    decided_on: date | None = about("Besloten op", _SAYS, _GROUP, default=None)
    decision: str = about("Besluit", _SAYS, _GROUP, default="")
    decided_by: str = about(
        "Besloten door (rollen)", _SAYS, _GROUP, default="", help="Schrijf functies op, geen namen."
    )
    accounted_on: date | None = about(
        "Verantwoord op", _SAYS, _GROUP, default=None,
        help="Achteraf, aan het voltallige bestuur (Zuid-Limburg 2018, §3.4.1).",
    )  # fmt: skip

    @property
    def account_by(self) -> date | None:
        """Until when a decision of a board is accounted for; None when there is none, or it was."""
        if self.decided_on is None or self.accounted_on or self.addressee not in BOARDS:
            return None
        return self.decided_on + ACCOUNT_WITHIN

    @property
    def decide_by(self) -> date | None:
        """The last day of the term to decide, None when nothing was asked for."""
        if self.requested_on is None:
            return None
        return self.requested_on + DECIDE_WITHIN + timedelta(days=self.extended_days)

    def stagnates_on(self, day: date) -> bool:
        """Whether the term passed without a decision (Zuid-Limburg 2018 §3.4.1: 'in ieder geval' stagnation)."""
        end = self.decide_by
        return end is not None and day > end and (self.decided_on is None or self.decided_on > day)


def check(one: Escalation, today: date) -> None:
    """Raise InvalidCase(field, reason) for terms the law doesn't know and days in the wrong order."""
    for field, reason in (_days(one, today), _term(one, today), _decision(one, today)):
        if reason:
            raise InvalidCase(field=field, reason=reason)


def _days(one: Escalation, today: date) -> tuple[str, str]:
    if one.escalated_on > today:
        return "escalated_on", "de opschaling ligt in de toekomst"
    if one.requested_on and one.requested_on > today:
        return "requested_on", "het verzoek ligt in de toekomst"
    return "", ""


def _term(one: Escalation, today: date) -> tuple[str, str]:
    if not 0 <= one.extended_days <= EXTEND_DAYS:
        return "extended_days", f"verlengen kan met ten hoogste 28 dagen; bron: {cite('toelating')}"
    if one.extended_days and one.requested_on is None:
        return "requested_on", "een verlenging hoort bij een verzoek met een datum"
    if one.extended_days and not one.extension_reason.strip():
        return "extension_reason", "de reden van de verlenging ontbreekt"
    return "extended_on", _extended(one, today)


def _extended(one: Escalation, today: date) -> str:
    """A term that is over can't be extended any more: 'te laat' would be silenced by it."""
    if one.requested_on is None or not one.extended_days:
        return "er is niet verlengd: vul ook in met hoeveel dagen" if one.extended_on else ""
    if one.extended_on is None:
        return "vul in op welke dag is verlengd"
    last = one.requested_on + DECIDE_WITHIN
    if one.extended_on > last:
        return f"verlengen kon tot en met {format_date(last)}: toen waren de zes weken om"
    if one.extended_on < one.requested_on:
        return "de verlenging is ouder dan het verzoek"
    return "de verlenging ligt in de toekomst" if one.extended_on > today else ""


def _decision(one: Escalation, today: date) -> tuple[str, str]:
    decided, accounted = one.decided_on, one.accounted_on
    if decided and decided > today:
        return "decided_on", "het besluit ligt in de toekomst"
    if decided and decided < (one.requested_on or one.escalated_on):
        return "decided_on", "het besluit is ouder dan het verzoek"
    if decided and not one.decision.strip():
        return "decision", "er staat niet wat er besloten is"
    if accounted and (decided is None or accounted < decided):
        return "accounted_on", "verantwoorden gebeurt na een besluit"
    return ("accounted_on", "de verantwoording ligt in de toekomst") if accounted and accounted > today else ("", "")
