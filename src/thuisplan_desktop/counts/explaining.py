"""What a line of a report counts, in words: whoever reads a number must be able to know who is in it."""

from collections.abc import Mapping

from thuisplan_desktop.counts.declared import Flow, Line, Only, Report
from thuisplan_desktop.dutch import join_words
from thuisplan_desktop.register.codes import Category

_ONLY: Mapping[Only, str] = {
    Only.ALL: "",
    Only.WITHOUT_OFFER: "Alleen wie nog geen passend aanbod met een plaats heeft.",
    Only.MBO_FEBRUARY: "Alleen wie wacht op de instroom van het mbo in februari.",
    Only.TEMPORARY: "Alleen wie tijdelijk is vrijgesteld.",
    Only.PERMANENT: "Alleen wie permanent is vrijgesteld.",
}
_FLOWS: Mapping[Flow, str] = {
    Flow.IN: "Telt wie er in dit tijdvak bij kwam als",
    Flow.OUT: "Telt wie in dit tijdvak niet meer gold als",
    Flow.ALL: "Telt wie in dit tijdvak op enige dag gold als",
}


def what_counts(report: Report, cell: str) -> str:
    """Who is in this cell, as Dutch sentences; '' for a cell that the report doesn't have."""
    line = next((line for line in report.lines if line.id == cell), None)
    if line is None:
        return ""
    if report.dimensions:
        return " ".join((_whom("Telt wie op de peildatum geldt als", report.counted), *_places(report, line)))
    if line.flow is not None:
        group = next(group for group in report.groups if group.name == line.flow[0])
        return _whom(_FLOWS[line.flow[1]], group.categories)
    if line.is_sum:
        return _sum(report, cell)
    return f"{_whom('Telt wie op de peildatum geldt als', line.categories)} {_ONLY[line.only]}".strip()


def _whom(start: str, categories: frozenset[Category]) -> str:
    return f"{start}: {'; '.join(one.label for one in Category if one in categories)}."


def _sum(report: Report, cell: str) -> str:
    named = {line.id: line.label for line in report.lines}
    parts = next(total.parts for total in report.totals if total.total == cell)
    return f"De som van: {join_words([named[part] for part in parts])}."


def _places(report: Report, line: Line) -> list[str]:
    chosen = ((one, line.place.get(one.name)) for one in report.dimensions)
    return [f"{one.label}: {one.label_of(value)}." for one, value in chosen if value]
