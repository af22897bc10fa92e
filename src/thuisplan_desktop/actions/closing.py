"""What the closing of a case, and opening it again, do to the consents of that traject (domain §2.3)."""

from dataclasses import replace
from datetime import date

from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.errors import InvalidConsent
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.consent import Consent, last_day
from thuisplan_desktop.store import consents, logbook
from thuisplan_desktop.store.register_file import Connection

_CLOSED, _REOPENED = "case_closed", "case_reopened"


def follow(register: OpenRegister, connection: Connection, before: Case | None, case: Case) -> None:
    """A line where a case is closed or opened again, and the end of its consents.

    A yes ends with its case: on the day on which a person closed it here, whatever day of closing he wrote, for until
    then it carried what was shared. That day is remembered in each yes once the closing is taken away or put
    elsewhere. A case that was open today lost nothing by what was made of its closing since: what is undone is undone.
    """
    closed = before.closed_on if before else None
    if before is None or closed is None:
        if case.closed_on:
            register.log(connection, "case_closed", case.id)
        return
    ended = _closed_by_hand(connection, case.id, register.today()) or closed
    if closed == case.closed_on or ended >= register.today():
        return
    for one in consents.load_consents(connection, case.id):
        if _begins_by(one, ended) and (last_day(one) or date.min) > ended:
            consents.save_consent(connection, replace(one, valid_until=ended))
    if case.closed_on is None:
        register.log(connection, "case_reopened", case.id)


def refuse_of_before(connection: Connection, consent: Consent) -> None:
    """Raise InvalidConsent for a yes of before the case was opened again that would hold on after it: that was another
    traject."""
    over = _over_since(connection, consent.case_id)
    if over and _begins_by(consent, over) and (last_day(consent) or date.min) > over:
        raise InvalidConsent(
            reason="de casus is na dit antwoord gesloten en weer geopend; laat het gelden tot en met de dag waarop hij "
            "gesloten is, en vraag voor nu opnieuw toestemming"
        )


def _begins_by(one: Consent, day: date) -> bool:
    return one.decided_on is not None and one.decided_on <= day


def _closed_by_hand(connection: Connection, case_id: str, today: date) -> date | None:
    """The last day on which somebody closed the case; None where no line tells it, or one of a clock that ran ahead."""
    days = [day for action, day in _steps(connection, case_id) if action == _CLOSED]
    return days[-1] if days and days[-1] <= today else None


def _over_since(connection: Connection, case_id: str) -> date | None:
    """The day on which the traject before the last opening ended; None where the case was never opened again."""
    closed = over = None
    for action, day in _steps(connection, case_id):
        closed, over = (day, over) if action == _CLOSED else (closed, closed)
    return over


def _steps(connection: Connection, case_id: str) -> list[tuple[str, date]]:
    lines = logbook.load_log_of_case(connection, case_id)
    return [(one.action, one.at.astimezone().date()) for one in lines if one.action in (_CLOSED, _REOPENED)]
