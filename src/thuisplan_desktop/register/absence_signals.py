"""Signals of the absence itself: hours, weeks, months and illness, each with its source."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from thuisplan_desktop.dutch import format_date, plural
from thuisplan_desktop.register import law
from thuisplan_desktop.register.absence import SCHOOL_DAY_MINUTES
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.case_codes import DuoKind, Organisation
from thuisplan_desktop.register.category import NO_SCHOOL_NEEDED, NOT_ENROLLED
from thuisplan_desktop.register.codes import Category, Sector
from thuisplan_desktop.register.facts import facts_of, obliged_since
from thuisplan_desktop.register.missed import illnesses, sick_days, sick_reports, sixteen_hours_reached
from thuisplan_desktop.register.reasons import cite
from thuisplan_desktop.register.signal import Setting, Signal, SignalKind, about
from thuisplan_desktop.register.spans import school_year_end
from thuisplan_desktop.register.status import Status
from thuisplan_desktop.register.stretch import Periods, Row

_WEEK = timedelta(days=7)
_TWELVE_WEEKS = 12
_THIS_YEAR = "dit schooljaar"
_SHORT_DAYS, _SHORT_DAYS_AGAIN = 5, 10
_FOUR_WEEKS = 4

Run = tuple[int, int]
"""First and last day of an illness, as day numbers."""


def absence_signals(file: CaseFile, periods: Periods, status: Status, setting: Setting) -> Iterator[Signal]:
    """Every one of them, near or far; none for who need not go to school yet or any more, or is exempt from it."""
    if status.category in NO_SCHOOL_NEEDED:
        return
    status = status.going_on
    if status.category not in NOT_ENROLLED:  # no school can report who is not in its administration
        yield from _sixteen_hours(file, periods, setting)
        yield from _four_weeks(file, status, setting)
    yield from _three_months(status, setting)
    yield from _worrying(status)
    yield from _sick(file, periods, setting)
    yield from _short_days(periods, setting)


def _sixteen_hours(file: CaseFile, periods: Periods, setting: Setting) -> Iterator[Signal]:
    """The last day on which the hours were full, unless it was reported then or in the week before (DUO)."""
    limit = 60 * setting.limits.sixteen_hours
    first = file.case.first_absent_on
    rows = setting.stretches.rows(periods, first.toordinal() if first else None)
    today = setting.stretches.on
    facts, background = facts_of(file)
    owed = obliged_since(facts.birth_date, background, today, setting.calendar)
    whole = file.case.timetable_minutes or SCHOOL_DAY_MINUTES
    reached = sixteen_hours_reached(
        rows, today, setting.calendar, whole, limit, since=owed, told_until=periods.told_until
    )
    if not reached:
        return
    day = date.fromordinal(reached[-1])
    kinds = (DuoKind.SIXTEEN_HOURS, DuoKind.LRV)
    if any(report.kind in kinds and report.reported_on > day - _WEEK for report in file.duo_reports):
        return
    hours = plural(setting.limits.sixteen_hours, "uur", "uur")
    yield Signal(
        SignalKind.SIXTEEN_HOURS,
        day,
        f"{hours} in 4 lesweken: melden",
        f"Op {format_date(day)} was {hours} ongeoorloofd bereikt, zonder de vakanties. Bron: {law.cite('duo-16')}.",
        day,
        "Melding vastleggen",
        "Verzuim",
        Organisation.SCHOOL,
    )


def _four_weeks(file: CaseFile, status: Status, setting: Setting) -> Iterator[Signal]:
    """Announced with a talk; once full it must be reported, and that is a signal of its own (its `subject`)."""
    full, today, subject = status.four_weeks_on, setting.today, ""
    if full is None or status.since is None:
        return
    if status.category is Category.DREIGEND and full >= today:
        what, step, section = f"Vier weken zijn vol op {format_date(full)}", "Gesprek vastleggen", "Gesprekken"
    elif status.category.is_thuiszitter and not _reported(file, status.since):
        what, step, section, subject = "Langdurig verzuim is nog niet gemeld", "Melding vastleggen", "Verzuim", "report"
    else:
        return
    why = f"Eerste afwezigheidsdag: {format_date(status.since)}. Bron: {law.cite('duo-lrv')}."
    yield Signal(SignalKind.FOUR_WEEKS, full, what, why, full, step, section, Organisation.SCHOOL, subject)


def _reported(file: CaseFile, since: date) -> bool:
    days = [report.reported_on for report in file.duo_reports if report.kind is DuoKind.LRV]
    if file.case.reported_on is not None:
        days.append(file.case.reported_on)
    return any(day >= since for day in days)


def _three_months(status: Status, setting: Setting) -> Iterator[Signal]:
    limit = status.three_months_on
    counts = status.category.is_thuiszitter or status.category is Category.DREIGEND
    if not counts or limit is None or not status.without_offer:
        return
    long = limit < setting.today
    what = "Langer dan 3 maanden zonder aanbod" if long else "3 maanden zonder aanbod"
    source = law.cite("doel-drie-maanden")
    why = f"De grens is {format_date(limit)}; een aanbod telt als er ook een plaats is. Bron: {source}."
    waits = status.category.is_thuiszitter  # before that, four weeks come first and have a signal of their own
    yield Signal(
        SignalKind.THREE_MONTHS, about(limit, setting), what, why, limit, "Aanbod vastleggen", "Aanbod",
        Organisation.SWV, now=waits,
    )  # fmt: skip


def _worrying(status: Status) -> Iterator[Signal]:
    """Authorised or expelled, and nobody is at school: the subject keeps it apart from the weeks announced before."""
    full = status.four_weeks_on
    if status.category is not Category.WORRYING_AUTHORISED or full is None or status.since is None:
        return
    what = f"Geoorloofd afwezig sinds {format_date(status.since)}: zorgwekkend"
    why = f"De termijn was vol op {format_date(full)}. Bron: {cite(status.definitions.authorised)}."
    yield Signal(
        SignalKind.FOUR_WEEKS, full, what, why, full, "Gesprek vastleggen", "Gesprekken", Organisation.SCHOOL,
        subject=status.category.value,
    )  # fmt: skip


def _sick(file: CaseFile, periods: Periods, setting: Setting) -> Iterator[Signal]:
    """M@ZL: a signal to talk and to ask the jeugdarts, never a thuiszitter; what the illness is, is not asked."""
    rows = periods.newest_first(setting.stretches.days)
    found, reports = illnesses(periods, setting.stretches), sick_reports(periods, setting.stretches)
    if file.case.school_type.sector is Sector.PO:
        begin = _schooljaar(setting.today).toordinal()
        yield from _sick_often([first for first in reports if first >= begin], _THIS_YEAR, "mazl-po", setting)
        yield from _sick_long_po(rows, found, setting)
    else:
        today, lesweken = setting.stretches.on, setting.calendar.lesweken
        recent = [first for first in reports if lesweken(first, today) < _TWELVE_WEEKS]
        yield from _sick_often(recent, "in twaalf schoolweken", "mazl-vo", setting)
        yield from _sick_long_vo(found, setting)


def _sick_long_vo(found: Iterable[Run], setting: Setting) -> Iterator[Signal]:
    """As long as the pupil is ill, and in the schoolweek after that day when he is back."""
    today, calendar = setting.stretches.on, setting.calendar
    for first, last in found:
        day = calendar.nth(first, setting.limits.sick_days_vo)
        if day <= min(last, today) and (setting.stretches.lasts(last) or calendar.lesweken(day, today) <= 1):
            what = f"{plural(setting.limits.sick_days_vo, 'schooldag', 'schooldagen')} achter elkaar ziek"
            yield _sick_signal(SignalKind.SICK_LONG, day, what, "mazl-vo")


def _sick_long_po(rows: Sequence[Row], found: Sequence[Run], setting: Setting) -> Iterator[Signal]:
    """Counted over the schooljaar, which begins on 1 August.

    Who is still ill since the schooljaar before keeps the signal of that year, until this year's days are full.
    """
    today, limit = setting.stretches.on, setting.limits.sick_days_po
    begin, since = _schooljaar(setting.today).toordinal(), _THIS_YEAR
    days = sick_days(rows, begin, today, setting.calendar)
    first, last = found[-1] if found else (begin, begin)
    if len(days) < limit and first < begin and setting.stretches.lasts(last):
        year = _schooljaar(date.fromordinal(first))
        days, since = sick_days(rows, year.toordinal(), today, setting.calendar), f"sinds {format_date(year)}"
    if len(days) >= limit:
        what = f"{plural(len(days), 'schooldag', 'schooldagen')} ziek {since}"
        yield _sick_signal(SignalKind.SICK_LONG, days[limit - 1], what, "mazl-po")


def _schooljaar(day: date) -> date:
    return date(school_year_end(day).year - 1, 8, 1)


def _sick_often(starts: list[int], when: str, source: str, setting: Setting) -> Iterator[Signal]:
    if len(starts) >= setting.limits.sick_reports:
        day = starts[setting.limits.sick_reports - 1]
        yield _sick_signal(SignalKind.SICK_OFTEN, day, f"{len(starts)} keer ziek gemeld {when}", source)


def _sick_signal(kind: SignalKind, number: int, what: str, source: str) -> Signal:
    day = date.fromordinal(number)
    why = f"Tijd voor een gesprek, zo nodig met de jeugdarts. Bron: {law.cite(source)}."
    return Signal(kind, day, what, why, day + _WEEK, "Gesprek vastleggen", "Gesprekken", Organisation.SCHOOL)


def _short_days(periods: Periods, setting: Setting) -> Iterator[Signal]:
    """Day after day some hours: who has a timetable of just those hours is away, and no list can tell.

    Asked after a week of school days, and again every two weeks, until a list shows otherwise for four weeks.
    """
    days = setting.stretches.short_days(periods)
    if len(days) < _SHORT_DAYS or setting.calendar.lesweken(days[-1], setting.stretches.on) >= _FOUR_WEEKS:
        return
    asked = _SHORT_DAYS + (len(days) - _SHORT_DAYS) // _SHORT_DAYS_AGAIN * _SHORT_DAYS_AGAIN
    day = date.fromordinal(days[asked - 1])
    told = (
        "Steeds minder dan een halve schooldag, dus dit telt niet als thuis. Heeft de leerling een eigen, kort rooster"
    )
    why = f"{told}? Vul dat in bij School: wie alles mist, telt dan als afwezig. Bron: {law.cite('lpw-21')}."
    what = f"{len(days)} schooldagen achter elkaar een deel van de dag gemist: klopt het rooster?"
    yield Signal(SignalKind.SHORT_DAYS, day, what, why, day, "Rooster nakijken", "School", Organisation.SCHOOL)
