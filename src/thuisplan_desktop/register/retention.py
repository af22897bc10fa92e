"""What must go, and when (domain §3). The verzuim administration of five years is the school's own, not this one.

A term begins on a day that stands in the case: uitschrijving for a school, afsluiten for a samenwerkingsverband. Who
is still enrolled when his case is closed was helped: for a school the term then begins with closing, because nothing
asks for the dossier any longer and no case is kept without an end (AVG article 5(1)(e)). An open case never expires
silently and is never destroyed, but for a granted request to erase (article 17); and nothing goes about which a
request is waiting or a restriction holds.
"""

from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.dutch import format_date, join_words, plural
from thuisplan_desktop.register import law
from thuisplan_desktop.register.case import Case, CaseFile
from thuisplan_desktop.register.codes import Code, Role
from thuisplan_desktop.register.request_rules import erase_from, erasure_granted, holds
from thuisplan_desktop.register.spans import add_years

SCHOOL_YEARS = 2
"""After uitschrijving: the sector norm for a leerlingdossier (Vrijstellingsbesluit Wbp article 19 lid 7)."""

REFERRED_YEARS = 3
"""After uitschrijving, of a pupil who was referred to special education (PO-Raad; Ouders & Onderwijs)."""

SWV_YEARS = 3
"""After the advice or assignment is finished (WPO 18a lid 13; WVO 17a lid 14)."""


class Stand(Code):
    """How far a case is on its way out."""

    DUE = "due", "te vernietigen"
    DECIDE = "decide", "eerst beslissen"
    POSTPONED = "postponed", "uitgesteld"
    LATER = "later", "nog niet"
    NO_TERM = "no_term", "termijn nog niet begonnen"


@dataclass(frozen=True)
class Deviation:
    """What a person decided about one case: kept until a later day, with the reason; or the term of a referral."""

    until: date | None = None
    reason: str = ""
    referred: bool = False


@dataclass(frozen=True)
class Expiry:
    """Where a case stands: from which day it must go, by which rule, and what has to be decided first."""

    stand: Stand
    due_on: date | None
    why: str
    first: tuple[str, ...] = ()


NOTHING = Deviation()


def expiry(file: CaseFile, role: Role, today: date, kept: Deviation = NOTHING) -> Expiry:
    """Where this case stands today. The sentences are Dutch, with the source and the day of the rule.

    A granted request to erase goes before any term or postponement (AVG article 17).
    """
    case = file.case
    due = _term(case, role, kept)
    first = _to_decide(file, role, today, due)
    told = why(case, role, kept) + _put_off(kept, today)
    if granted := erase_from(file.requests, today):
        told = f"Het verzoek om te wissen is op {format_date(granted)} ingewilligd. Bron: {law.cite('avg-17')}."
        return Expiry(Stand.DECIDE if first else Stand.DUE, granted, told, first)
    if due is None:
        return Expiry(Stand.NO_TERM, None, told, first)
    if kept.until and kept.until > max(due, today):
        return Expiry(Stand.POSTPONED, kept.until, told, first)
    if due > today:
        return Expiry(Stand.LATER, due, told, first)
    return Expiry(Stand.DECIDE if first else Stand.DUE, due, told, first)


def _put_off(kept: Deviation, today: date) -> str:
    """Until when it was put off, and why; also after that day, for whoever decides anew."""
    if kept.until is None:
        return ""
    reason = f"Reden: {kept.reason.strip().rstrip('.')}."
    if kept.until > today:
        return f" Het vernietigen is uitgesteld tot {format_date(kept.until)}. {reason}"
    return f" Het uitstel liep tot {format_date(kept.until)} en is voorbij. {reason}"


def why(case: Case, role: Role, kept: Deviation = NOTHING) -> str:
    """The rule with its source, and its starting day, as Dutch sentences for the list of what must go."""
    term, (rule, source) = _term(case, role, kept), _rule(case, role, kept)
    cited = f"Bron: {law.cite(source)}."
    if case.closed_on is None:
        open_ = "De casus is nog open en verdwijnt niet vanzelf"
        if term is None:
            return f"{open_}. Daarna geldt: {rule}. {cited}"
        return f"{open_}: beslis eerst. De bewaartermijn ({rule}) eindigt op {format_date(term)}. {cited}"
    began = _anchor(case, role)
    assert term is not None
    assert began is not None
    begun = f"{rule[0].upper()}{rule[1:]}, {'die' if case.left_on or role is Role.CONSULENT else 'dat'} op"
    return f"{begun} {format_date(began)} was. Te vernietigen vanaf {format_date(term)}. {cited}{_enrolled(case, role)}"


def _enrolled(case: Case, role: Role) -> str:
    """Why the day of closing counts where the norm speaks of uitschrijving: our own reading, and said so."""
    if role is Role.CONSULENT or case.left_on:
        return ""
    return (
        " De leerling is niet uitgeschreven; dat de termijn dan bij het afsluiten begint, is een keuze van dit "
        f"programma. Bron: {law.cite('avg-5-e')}."
    )


def _rule(case: Case, role: Role, kept: Deviation) -> tuple[str, str]:
    """In words, and the key of its source."""
    if role is Role.CONSULENT:
        return f"samenwerkingsverband: {plural(SWV_YEARS, 'jaar', 'jaar')} na afronding", "bewaren-swv"
    begins = "na het afsluiten" if case.closed_on and not case.left_on else "na uitschrijving"
    if kept.referred:
        return f"school: {plural(REFERRED_YEARS, 'jaar', 'jaar')} {begins}", "bewaren-verwezen"
    return f"school: {plural(SCHOOL_YEARS, 'jaar', 'jaar')} {begins}", "bewaren-school"


def _anchor(case: Case, role: Role) -> date | None:
    """The day on which the term begins; None while neither has come."""
    return case.closed_on if role is Role.CONSULENT else case.left_on or case.closed_on


def _term(case: Case, role: Role, kept: Deviation) -> date | None:
    began, years = _anchor(case, role), REFERRED_YEARS if kept.referred else SCHOOL_YEARS
    return add_years(began, SWV_YEARS if role is Role.CONSULENT else years) if began else None


def _to_decide(file: CaseFile, role: Role, today: date, due: date | None) -> tuple[str, ...]:
    """What a person decides before the case may go."""
    found = list(holds(file.requests, today))
    if file.case.closed_on is None and not erasure_granted(file.requests, today):
        late = due is not None and due <= today
        left = role is Role.SCHOOL and file.case.left_on is not None and file.case.left_on <= today
        if late or left:
            found.insert(0, "De casus is nog open: sluit hem af, of stel het vernietigen uit met een reden.")
    return tuple(found)


def is_open(file: CaseFile, today: date) -> bool:
    """Whether it is not closed by that day, and nobody's request to erase it was granted (AVG article 17)."""
    closed = file.case.closed_on is not None and file.case.closed_on <= today
    return not closed and not erasure_granted(file.requests, today)


def held_because(file: CaseFile, today: date) -> str:
    """Why a case may not be destroyed now, as one clause; '' when nothing stands in the way."""
    found = [sentence.rstrip(".") for sentence in holds(file.requests, today)]
    return join_words(found)
