"""Rights of who is registered: who may ask, when an answer is due, and what a request holds up (AVG article 12 to 21).

Under 16 the representative asks, from 16 the pupil (UAVG article 5; Ingrado, vraag 19), judged on the day of asking.
A parent without gezag has no say here; he may ask the school for facts about the child (BW 1:377c).
"""

from collections.abc import Iterable
from datetime import date

from thuisplan_desktop.dutch import format_date, join_words
from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.register.ages import age_on
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.case_codes import RequestKind, RequestOutcome
from thuisplan_desktop.register.codes import ContactRole, GiverRole
from thuisplan_desktop.register.law import cite
from thuisplan_desktop.register.rights import Request
from thuisplan_desktop.register.spans import add_months

SELF_FROM = 16
EXTENSION_MONTHS = 2
"""A difficult request may take two months more, if that is told within the first month (AVG article 12 lid 3)."""

_AGE = f"Bron: {cite('uavg-5', 'eigen-toestemming')}."
WHO_MAY_ASK = f"bron: {cite('uavg-5', 'eigen-toestemming', 'gezag')}"
"""Where it stands who uses the rights of a pupil, behind a refusal."""

_REPRESENTATIVES = {
    GiverRole.PARENT: ContactRole.PARENT,
    GiverRole.GUARDIAN: ContactRole.GUARDIAN,
    GiverRole.CERTIFIED_INSTITUTION: ContactRole.CERTIFIED_INSTITUTION,
}


def is_restricted(requests: Iterable[Request], on: date) -> bool:
    """Whether data may only be stored (AVG article 18 lid 2), or an objection stops the rest (article 21 lid 1)."""
    return any(one.stops_sharing(on) for one in requests)


def holds(requests: Iterable[Request], today: date) -> tuple[str, ...]:
    """Why a case may not be destroyed yet, as Dutch sentences. A granted request to erase holds nothing up."""
    return tuple(sentence for one in requests if (sentence := _hold(one, today)))


def _hold(one: Request, today: date) -> str:
    if one.decided_on is None:
        return f"Er wacht een verzoek om {one.kind.label}, te beantwoorden uiterlijk {format_date(one.answer_by)}."
    if one.kind is RequestKind.RESTRICTION and one.stops_sharing(today):
        return f"De verwerking is beperkt: de gegevens mogen alleen bewaard worden. Bron: {cite('avg-18-2')}."
    return ""


def erasure_granted(requests: Iterable[Request], today: date) -> bool:
    """Whether somebody decided that this pupil's data go (AVG article 17): the one reason to destroy an open case."""
    return erase_from(requests, today) is not None


def erase_from(requests: Iterable[Request], today: date) -> date | None:
    """The first day on which a request to erase was granted: since then the data must go, without undue delay."""
    days = (
        one.decided_on
        for one in requests
        if one.kind is RequestKind.ERASURE and one.outcome is RequestOutcome.GRANTED and one.decided_on is not None
    )
    return min((day for day in days if day <= today), default=None)


def entitled(file: CaseFile, on: date) -> tuple[GiverRole, ...]:
    """Who may use the rights of this pupil on that day; nobody while the birth date or the people are unknown."""
    if file.case.birth_date is None:
        return ()
    if age_on(file.case.birth_date, on) >= SELF_FROM:
        return (GiverRole.PUPIL_16,)
    roles = {contact.role for contact in file.contacts}
    return tuple(giver for giver, role in _REPRESENTATIVES.items() if role in roles)


def who_may_ask(file: CaseFile, on: date) -> str:
    """The rule for this pupil as one Dutch sentence, with its source."""
    if file.case.birth_date is None:
        told = "De geboortedatum ontbreekt. Wie een recht mag gebruiken, hangt af van de leeftijd: vul die eerst in."
        return f"{told} {_AGE}"
    age = age_on(file.case.birth_date, on)
    if age >= SELF_FROM:
        return f"De leerling is {age} jaar en gebruikt deze rechten zelf; een ouder niet. {_AGE}"
    there = entitled(file, on)
    if not there:
        return (
            f"De leerling is {age} jaar: een ouder met gezag of de voogd vraagt. Vul bij Betrokkenen eerst in wie dat "
            f"is. {_AGE}"
        )
    who = join_words([giver.label for giver in there])
    return f"De leerling is {age} jaar. Deze rechten gebruikt namens de leerling: {who}. {_AGE}"


def check(request: Request, file: CaseFile, today: date) -> None:
    """Raise InvalidCase(field, reason) for a request by who may not ask, or days and decisions that can't be.

    Who asked for what is judged once, when it is kept: an answer is due (AVG article 12 lid 3) also where his role or
    the birth date was put right since. What was decided is about that request alone.
    """
    found = _same(request, file), _asked(request, file, today), _extended(request), _decided(request, today)
    for field, reason in (*found, _ended(request)):
        if reason:
            raise InvalidCase(field=field, reason=reason)


def _same(one: Request, file: CaseFile) -> tuple[str, str]:
    decided = {known.id: known.kind for known in file.requests if known.decided_on is not None}
    if decided.get(one.id, one.kind) is not one.kind:
        return "kind", "over dit verzoek is al beslist; leg een ander verzoek apart vast"
    return "", ""


def _asked(one: Request, file: CaseFile, today: date) -> tuple[str, str]:
    if one.asked_on > today:
        return "asked_on", "het verzoek ligt in de toekomst"
    kept = {(known.id, known.kind, known.asked_by, known.asked_on) for known in file.requests}
    if (one.id, one.kind, one.asked_by, one.asked_on) not in kept and (reason := _not_entitled(one, file)):
        return "asked_by", f"{reason}; {WHO_MAY_ASK}"
    if one.kind in (RequestKind.CORRECTION, RequestKind.OBJECTION) and not one.subject.strip():
        return "subject", "er staat niet waarover het verzoek gaat"
    return "", ""


def _not_entitled(one: Request, file: CaseFile) -> str:
    if file.case.birth_date is None:
        return "de geboortedatum van de leerling ontbreekt, dus niet is vast te stellen wie mag vragen"
    if one.asked_by not in entitled(file, one.asked_on):
        return "deze persoon mag de rechten van de leerling op die dag niet gebruiken"
    return ""


def _extended(one: Request) -> tuple[str, str]:
    if one.extended_until is None:
        return "", ""
    if one.extended_until > add_months(one.asked_on, 1 + EXTENSION_MONTHS):
        return (
            "extended_until",
            f"de termijn kan met ten hoogste twee maanden worden verlengd; bron: {cite('avg-12-3')}",
        )
    if one.extended_until <= add_months(one.asked_on, 1):
        return "extended_until", "de verlenging eindigt voor de gewone termijn"
    return ("", "") if one.reason.strip() else ("reason", "bij een verlenging hoort een reden")


def _decided(one: Request, today: date) -> tuple[str, str]:
    if (one.decided_on is None) != (one.outcome is None):
        return "decided_on", "een beslissing heeft een dag en een uitkomst"
    if one.decided_on is None:
        return "", ""
    if not one.asked_on <= one.decided_on <= today:
        return "decided_on", "de dag van de beslissing klopt niet"
    refused = one.outcome in (RequestOutcome.REFUSED, RequestOutcome.PARTLY)
    if refused and not one.reason.strip():
        return "reason", f"bij een afwijzing hoort een reden; bron: {cite('avg-12-4')}"
    if one.told_on and one.told_on < one.decided_on:
        return "told_on", "de ontvangers zijn ingelicht voordat er beslist was"
    return "", ""


def _ended(one: Request) -> tuple[str, str]:
    if one.ended_on is None:
        return "", ""
    if one.kind is not RequestKind.RESTRICTION or one.decided_on is None:
        return "ended_on", "alleen een beperking die is ingegaan kan worden opgeheven"
    return ("ended_on", "de beperking eindigt eerder dan zij begint") if one.ended_on < one.decided_on else ("", "")
