"""The days ahead of a case, or past without being met: which, why, and where on its page it is dealt with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.status import Status


@dataclass(frozen=True)
class Due:
    """`words` and `source` are Dutch; `section` is the section of the page where it is met."""

    day: date
    words: str
    source: str
    section: str


_PACT = "Regionaal Thuiszitterspact Noord-Kennemerland 2017"


def days_ahead(file: CaseFile, status: Status, today: date) -> tuple[Due, ...]:
    """Every day that somebody has to watch, the earliest first; none for a closed case."""
    if file.case.closed_on is not None and file.case.closed_on <= today:
        return ()
    return tuple(sorted(_all(file, status, today), key=lambda due: due.day))


def _all(file: CaseFile, status: Status, today: date) -> Iterator[Due]:
    yield from _terms(status, today)
    yield from _plan(file)
    yield from _decisions(file)
    yield from _exemption(file, today)
    yield from _rights(file)
    if file.case.aftercare_until and file.case.aftercare_until >= today:
        yield Due(file.case.aftercare_until, "De nazorg loopt af", _PACT, "Afsluiten")


def _terms(status: Status, today: date) -> Iterator[Due]:
    if status.since and status.four_weeks_on and status.four_weeks_on >= today:
        yield Due(status.four_weeks_on, "Vier weken niet op school", "Kamerstuk 26 695, nr. 108", "Gesprekken")
    if status.since and status.three_months_on and status.without_offer:
        yield Due(status.three_months_on, "Drie maanden thuis zonder aanbod met een plaats", _PACT, "Aanbod")


def _plan(file: CaseFile) -> Iterator[Due]:
    plan = file.plan
    if plan and (plan.evaluated_on is None or plan.evaluated_on < plan.evaluate_on):
        yield Due(plan.evaluate_on, "Het plan evalueren", "Ingrado, verkenning thuiszitters: zes weken", "Plan")
    for agreement in file.agreements:
        if agreement.done_on is None:
            yield Due(agreement.due_on, f"Afspraak: {agreement.text}", "", "Plan")


def _decisions(file: CaseFile) -> Iterator[Due]:
    for one in file.escalations:
        if one.decide_by and one.decided_on is None:
            yield Due(one.decide_by, f"Besluit van {one.addressee.label}", "WPO, artikel 40 lid 6", "Opschalen")


def _exemption(file: CaseFile, today: date) -> Iterator[Due]:
    held = file.exemption_on(today)
    renewal = held.renew_before(today) if held else None
    if renewal:
        yield Due(renewal, "Vóór deze dag de vrijstelling opnieuw aanvragen", "Leerplichtwet 1969, artikel 6",
                  "Vrijstelling")  # fmt: skip


def _rights(file: CaseFile) -> Iterator[Due]:
    for request in file.requests:
        if request.decided_on is None:
            yield Due(request.answer_by, f"Verzoek om {request.kind.label} beantwoorden", "AVG, artikel 12 lid 3",
                      "Delen")  # fmt: skip
