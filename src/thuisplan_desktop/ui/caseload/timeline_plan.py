"""What the timeline of a case shows, as plain values: periods, moments, the two limits and the vacations."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from thuisplan_desktop.actions.cases import CaseView
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.register.absence import with_first_day
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import Decision
from thuisplan_desktop.register.consent import Consent, last_day

_DAY = timedelta(days=1)
_LONGEST = timedelta(days=730)
_VACATION = 5
"""Fewer free days in a row than this is a weekend or a public holiday."""


@dataclass(frozen=True)
class Bar:
    """A period. `ends_on` None: it still lasts. `fill` is what the drawing and its legend share."""

    starts_on: date
    ends_on: date | None
    words: str
    fill: str


@dataclass(frozen=True)
class Moment:
    day: date
    words: str


@dataclass(frozen=True)
class Lane:
    label: str
    bars: tuple[Bar, ...] = ()
    moments: tuple[Moment, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Everything between `first` and `last`; `limits` are the days on which four weeks and three months are full."""

    first: date
    last: date
    today: date
    lanes: tuple[Lane, ...]
    limits: tuple[Moment, ...]
    vacations: tuple[tuple[date, date], ...]

    def in_words(self) -> str:
        """The drawing for who can't see it."""
        bars = [_bar_in_words(lane.label, bar) for lane in self.lanes for bar in lane.bars]
        moments = [moment for lane in self.lanes for moment in lane.moments]
        days = [f"{one.words}: {format_date(one.day)}" for one in sorted((*moments, *self.limits), key=_day)]
        return ". ".join([*bars, *days])


def _day(moment: Moment) -> date:
    return moment.day


def _bar_in_words(label: str, bar: Bar) -> str:
    until = f"tot en met {format_date(bar.ends_on)}" if bar.ends_on else "tot nu"
    return f"{label}, {bar.words}: van {format_date(bar.starts_on)} {until}"


def plan_of(view: CaseView, today: date, calendar: SchoolCalendar) -> Plan:
    """The drawing of one case as it stands today."""
    lanes = (
        Lane("Verzuim", tuple(_absences(view, today, calendar))),
        Lane("Gebeurtenissen", moments=tuple(sorted(_moments(view), key=_day))),
        Lane("Toestemming", tuple(_consents(view.consents)), tuple(_answers(view.consents))),
        Lane("Vrijstelling en nazorg", tuple(_exemption(view.file))),
    )
    shown = tuple(lane for lane in lanes if lane.bars or lane.moments)
    limits = tuple(_limits(view))
    days = [day for lane in shown for day in _days(lane)] + [limit.day for limit in limits] + [today]
    first = max(min(days), today - _LONGEST) - timedelta(days=7)
    last = max(today, *(limit.day for limit in limits), today) + timedelta(days=21)
    return Plan(first, last, today, shown, limits, tuple(_vacations(first, last, calendar)))


def _days(lane: Lane) -> Iterator[date]:
    yield from (bar.starts_on for bar in lane.bars)
    yield from (moment.day for moment in lane.moments)


def _absences(view: CaseView, today: date, calendar: SchoolCalendar) -> Iterator[Bar]:
    """Who stands in no list is taken to be away until the case was closed, and not a day longer."""
    closed = view.file.case.closed_on
    rows = with_first_day(view.file.case, view.file.absences, today, calendar)
    for row in sorted(rows, key=lambda row: row.starts_on):
        stated = not row.id and closed is not None and row.starts_on <= closed <= today
        yield Bar(row.starts_on, row.ends_on or (closed if stated else None), row.kind.label, row.kind.value)


def _moments(view: CaseView) -> Iterator[Moment]:
    case = view.file.case
    for day, words in (
        (case.signalled_on, "gesignaleerd"),
        (case.reported_on, "melding leerplicht"),
        (case.offered_on, "aanbod"),
        (case.place_available_on, "plaats beschikbaar"),
        (case.closed_on, "afgesloten"),
    ):
        if day:
            yield Moment(day, words)
    yield from _course(view.file)
    for sharing in view.sharings:
        yield Moment(sharing.shared_on, f"besproken, {sharing.route.label}")


def _course(file: CaseFile) -> Iterator[Moment]:
    """What was done: talks, meldingen, the plan and its evaluation, steps up, hand-overs."""
    yield from (Moment(talk.held_on, "gesprek") for talk in file.talks)
    told = file.case.reported_on
    yield from (Moment(one.reported_on, "melding DUO") for one in file.duo_reports if one.reported_on != told)
    for plan in file.plans:
        yield Moment(plan.made_on, "plan")
        if plan.evaluated_on:
            yield Moment(plan.evaluated_on, "evaluatie")
    for one in file.escalations:
        yield Moment(one.escalated_on, "opgeschaald")
        if one.decided_on:
            yield Moment(one.decided_on, "besluit")
    yield from (Moment(one.handed_on, "overgedragen") for one in file.handovers)


def _consents(consents: Iterable[Consent]) -> Iterator[Bar]:
    for consent in consents:
        end = last_day(consent)
        if consent.decided_on and end:
            stop = min(end, consent.withdrawn_on or end)
            yield Bar(consent.decided_on, stop, f"{consent.giver.label}: ja", "consent")


def _answers(consents: Iterable[Consent]) -> Iterator[Moment]:
    """A request, a no and a withdrawal are moments, not periods."""
    for consent in consents:
        if consent.decision is Decision.REFUSED:
            yield Moment(consent.decided_on or consent.asked_on, "geweigerd")
        elif consent.decision is not Decision.GIVEN:
            yield Moment(consent.asked_on, consent.decision.label)
        elif consent.withdrawn_on:
            yield Moment(consent.withdrawn_on, "ingetrokken")


def _exemption(file: CaseFile) -> Iterator[Bar]:
    for one in file.exemptions:
        if one.starts_on and one.kind.exempts:
            yield Bar(one.starts_on, one.ends_on, "vrijstelling", "exemption")
    case = file.case
    if case.aftercare_from:
        yield Bar(case.aftercare_from, case.aftercare_until, "nazorg", "aftercare")


def _limits(view: CaseView) -> Iterator[Moment]:
    home = view.status.going_on
    if home.four_weeks_on:
        yield Moment(home.four_weeks_on, "4 weken")
    if home.three_months_on:
        yield Moment(home.three_months_on, "3 maanden")


def _vacations(first: date, last: date, calendar: SchoolCalendar) -> Iterator[tuple[date, date]]:
    """Stretches of free days long enough to be a vacation, within the drawing."""
    days = sorted(day for day in calendar.free_days if first <= day <= last)
    start = days[0] if days else None
    for day, following in pairwise([*days, date.max]):
        if following - day > _DAY and start is not None:
            if (day - start).days >= _VACATION:
                yield start, day
            start = following
