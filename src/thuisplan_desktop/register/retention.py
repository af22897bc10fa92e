"""What must go, and when (domain §3). The verzuim administration of five years is the school's own, not this one."""

from datetime import date

from thuisplan_desktop.dutch import format_date, plural
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.spans import add_years

SCHOOL_YEARS = 2
"""After uitschrijving: the sector norm for a leerlingdossier (Vrijstellingsbesluit Wbp article 19 lid 7)."""

SWV_YEARS = 3
"""After the advice or assignment is finished (WPO 18a lid 13; WVO 17a lid 14)."""


def expires_on(case: Case, role: Role) -> date | None:
    """The day from which the case must be destroyed. None: it has no end yet, and `why` says what is missing.

    An open case never expires silently: somebody has to close it or decide.
    """
    term = _term(case, role)
    return None if case.closed_on is None else term


def why(case: Case, role: Role) -> str:
    """The rule and its starting day as one Dutch sentence for the list of what must go."""
    term = _term(case, role)
    if case.closed_on is None:
        passed = f" De bewaartermijn loopt tot {format_date(term)}." if term else ""
        return f"De casus is nog open en verdwijnt niet vanzelf: beslis eerst.{passed}"
    if term is None:
        return "De leerling is nog niet uitgeschreven; de bewaartermijn is nog niet begonnen."
    if role is Role.CONSULENT:
        years = f"{plural(SWV_YEARS, 'jaar', 'jaar')} na afronding (WPO 18a, WVO 17a oud)"
        return f"Samenwerkingsverband: {years}. Te vernietigen vanaf {format_date(term)}."
    years = f"{plural(SCHOOL_YEARS, 'jaar', 'jaar')} na uitschrijving (norm voor het leerlingdossier)"
    return f"School: {years}. Te vernietigen vanaf {format_date(term)}."


def _term(case: Case, role: Role) -> date | None:
    if role is Role.CONSULENT:
        return add_years(case.closed_on, SWV_YEARS) if case.closed_on else None
    return add_years(case.left_on, SCHOOL_YEARS) if case.left_on else None
