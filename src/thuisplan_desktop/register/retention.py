"""What must go, and when (domain §3). The verzuim administration of five years is the school's own, not this one.

A term begins on a day that stands in the case: uitschrijving for a school, afsluiten for a samenwerkingsverband. An
open case never expires silently, and neither does one about which a request is waiting or a restriction holds.
"""

from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.dutch import format_date, join_words, plural
from thuisplan_desktop.register import law
from thuisplan_desktop.register.case import Case, CaseFile
from thuisplan_desktop.register.codes import Code, Role
from thuisplan_desktop.register.request_rules import holds
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
    """Where this case stands today. The sentences are Dutch, with the source and the day of the rule."""
    case = file.case
    due = _term(case, role, kept)
    first = _to_decide(file, role, today, due)
    told = why(case, role, kept) + _put_off(kept, today)
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
    """The rule and its starting day as one Dutch sentence for the list of what must go."""
    term = _term(case, role, kept)
    if case.closed_on is None:
        passed = f" De bewaartermijn loopt tot {format_date(term)}." if term else ""
        return f"De casus is nog open en verdwijnt niet vanzelf: beslis eerst.{passed}"
    if term is None:
        return "De leerling is nog niet uitgeschreven; de bewaartermijn is nog niet begonnen."
    if role is Role.CONSULENT:
        rule, source = f"Samenwerkingsverband: {plural(SWV_YEARS, 'jaar', 'jaar')} na afronding", "wpo-18a"
    elif kept.referred:
        rule, source = f"School: {plural(REFERRED_YEARS, 'jaar', 'jaar')} na uitschrijving", "bewaren-verwezen"
    else:
        rule, source = f"School: {plural(SCHOOL_YEARS, 'jaar', 'jaar')} na uitschrijving", "bewaren-school"
    began = case.closed_on if role is Role.CONSULENT else case.left_on
    assert began is not None
    due = f"{rule}, die op {format_date(began)} was. Te vernietigen vanaf {format_date(term)}"
    return f"{due}. Bron: {law.cite(source)}."


def _term(case: Case, role: Role, kept: Deviation) -> date | None:
    if role is Role.CONSULENT:
        return add_years(case.closed_on, SWV_YEARS) if case.closed_on else None
    years = REFERRED_YEARS if kept.referred else SCHOOL_YEARS
    return add_years(case.left_on, years) if case.left_on else None


def _to_decide(file: CaseFile, role: Role, today: date, due: date | None) -> tuple[str, ...]:
    """What a person decides before the case may go."""
    found = list(holds(file.requests, today))
    if file.case.closed_on is None:
        late = due is not None and due <= today
        left = role is Role.SCHOOL and file.case.left_on is not None and file.case.left_on <= today
        if late or left:
            found.insert(0, "De casus is nog open: sluit hem af, of stel het vernietigen uit met een reden.")
    return tuple(found)


def held_because(file: CaseFile, today: date) -> str:
    """Why a case may not be destroyed now, as one clause; '' when nothing stands in the way."""
    found = [sentence.rstrip(".") for sentence in holds(file.requests, today)]
    return join_words(found)
