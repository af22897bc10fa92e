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
    """The rule with its source, and its starting day, as Dutch sentences for the list of what must go."""
    term, (rule, source) = _term(case, role, kept), _rule(role, kept)
    cited = f"Bron: {law.cite(source)}."
    if case.closed_on is None:
        open_ = "De casus is nog open en verdwijnt niet vanzelf"
        if term is None:
            return f"{open_}. Daarna geldt: {rule}. {cited}"
        return f"{open_}: beslis eerst. De bewaartermijn ({rule}) eindigt op {format_date(term)}. {cited}"
    if term is None:
        told = "De leerling is nog niet uitgeschreven; de bewaartermijn is nog niet begonnen"
        return f"{told}. Daarna geldt: {rule}. {cited}"
    began = case.closed_on if role is Role.CONSULENT else case.left_on
    assert began is not None
    begun = f"{rule[0].upper()}{rule[1:]}, die op {format_date(began)} was"
    return f"{begun}. Te vernietigen vanaf {format_date(term)}. {cited}"


def _rule(role: Role, kept: Deviation) -> tuple[str, str]:
    """In words, and the key of its source."""
    if role is Role.CONSULENT:
        return f"samenwerkingsverband: {plural(SWV_YEARS, 'jaar', 'jaar')} na afronding", "bewaren-swv"
    if kept.referred:
        return f"school: {plural(REFERRED_YEARS, 'jaar', 'jaar')} na uitschrijving", "bewaren-verwezen"
    return f"school: {plural(SCHOOL_YEARS, 'jaar', 'jaar')} na uitschrijving", "bewaren-school"


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
