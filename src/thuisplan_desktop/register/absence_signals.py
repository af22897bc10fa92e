"""Signals of the absence itself: hours, weeks, months and illness, each with its source."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from thuisplan_desktop.dutch import format_date, plural
from thuisplan_desktop.register import law
from thuisplan_desktop.register.absence import (
    HALF_DAY_MINUTES,
    Run,
    current_run,
    runs,
    sixteen_hours_reached,
    with_first_day,
)
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.case_codes import DuoKind, Organisation
from thuisplan_desktop.register.codes import AbsenceKind, Category, Sector
from thuisplan_desktop.register.signal import Setting, Signal, SignalKind
from thuisplan_desktop.register.spans import school_year_end
from thuisplan_desktop.register.status import Status

SCHOOL_DAY_MINUTES = 2 * HALF_DAY_MINUTES
_WEEK = timedelta(days=7)
_TWELVE_WEEKS = 12
_SICK = frozenset({AbsenceKind.SICK})


def absence_signals(file: CaseFile, status: Status, setting: Setting) -> Iterator[Signal]:
    """Every one of them, near or far; none for who need not go to school yet or any more."""
    if status.category is Category.NOT_OBLIGED:
        return
    yield from _sixteen_hours(file, setting)
    yield from _four_weeks(file, status, setting)
    yield from _three_months(status, setting)
    yield from _sick(file, setting)


def _sixteen_hours(file: CaseFile, setting: Setting) -> Iterator[Signal]:
    """The last day on which the hours were full, unless it was reported then or in the week before (DUO)."""
    limit = 60 * setting.limits.sixteen_hours
    rows = with_first_day(file.case, file.absences, setting.today, setting.calendar)
    reached = sixteen_hours_reached(rows, setting.today, setting.calendar, SCHOOL_DAY_MINUTES, limit)
    if not reached:
        return
    day = reached[-1]
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
    full, today = status.four_weeks_on, setting.today
    if full is None or status.since is None:
        return
    if status.category is Category.DREIGEND and full >= today:
        what, step, section = f"Vier weken zijn vol op {format_date(full)}", "Gesprek vastleggen", "Gesprekken"
    elif status.category.is_thuiszitter and not _reported(file, status.since):
        what, step, section = "Langdurig verzuim is nog niet gemeld", "Melding vastleggen", "Verzuim"
    else:
        return
    why = f"Eerste afwezigheidsdag: {format_date(status.since)}. Bron: {law.cite('duo-lrv')}."
    yield Signal(SignalKind.FOUR_WEEKS, full, what, why, full, step, section, Organisation.SCHOOL)


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
        SignalKind.THREE_MONTHS, limit, what, why, limit, "Aanbod vastleggen", "Aanbod", Organisation.SWV, now=waits
    )


def _sick(file: CaseFile, setting: Setting) -> Iterator[Signal]:
    """M@ZL: a signal to talk and to ask the jeugdarts, never a thuiszitter; what the illness is, is not asked."""
    found = runs(file.absences, setting.today, setting.calendar, _SICK)
    if not found:
        return
    if file.case.school_type.sector is Sector.PO:
        yield from _sick_po(file, [run.starts_on for run in found], setting)
    else:
        recent = [
            run.starts_on
            for run in found
            if setting.calendar.lesweken_apart(run.starts_on, setting.today) < _TWELVE_WEEKS
        ]
        yield from _sick_often(recent, "in twaalf schoolweken", "mazl-vo", setting)
        yield from _sick_long_vo(found, _still_ill(file, setting), setting)


def _still_ill(file: CaseFile, setting: Setting) -> Run | None:
    return current_run(file.absences, setting.today, setting.calendar, _SICK)


def _sick_long_vo(found: Iterable[Run], lasting: Run | None, setting: Setting) -> Iterator[Signal]:
    """As long as the pupil is ill, and in the schoolweek after that day when he is back."""
    for run in found:
        day = setting.calendar.nth_school_day(run.starts_on, setting.limits.sick_days_vo)
        full = day <= min(run.ends_on or setting.today, setting.today)
        if full and (run == lasting or setting.calendar.lesweken_apart(day, setting.today) <= 1):
            what = f"{plural(setting.limits.sick_days_vo, 'schooldag', 'schooldagen')} achter elkaar ziek"
            yield _sick_signal(SignalKind.SICK_LONG, day, what, "mazl-vo")


def _sick_po(file: CaseFile, starts: list[date], setting: Setting) -> Iterator[Signal]:
    """Counted over the schooljaar, which begins on 1 August.

    Who is still ill since the schooljaar before keeps the signal of that year, until this year's days are full.
    """
    begin = _schooljaar(setting.today)
    yield from _sick_often([day for day in starts if day >= begin], "dit schooljaar", "mazl-po", setting)
    days, since = _sick_days(file, begin, setting), "dit schooljaar"
    lasting = _still_ill(file, setting)
    if len(days) < setting.limits.sick_days_po and lasting and lasting.starts_on < begin:
        begin = _schooljaar(lasting.starts_on)
        days, since = _sick_days(file, begin, setting), f"sinds {format_date(begin)}"
    if len(days) >= setting.limits.sick_days_po:
        day = days[setting.limits.sick_days_po - 1]
        what = f"{plural(len(days), 'schooldag', 'schooldagen')} ziek {since}"
        yield _sick_signal(SignalKind.SICK_LONG, day, what, "mazl-po")


def _schooljaar(day: date) -> date:
    return date(school_year_end(day).year - 1, 8, 1)


def _sick_days(file: CaseFile, begin: date, setting: Setting) -> list[date]:
    today = setting.today
    ill = [row for row in file.absences if row.kind is AbsenceKind.SICK]
    periods = [(max(row.starts_on, begin), min(row.ends_on or today, today)) for row in ill]
    return sorted({day for first, last in periods for day in _school_days(first, last, setting)})


def _school_days(first: date, last: date, setting: Setting) -> Iterator[date]:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return (day for day in days if setting.calendar.is_school_day(day))


def _sick_often(starts: list[date], when: str, source: str, setting: Setting) -> Iterator[Signal]:
    if len(starts) >= setting.limits.sick_reports:
        day = starts[setting.limits.sick_reports - 1]
        yield _sick_signal(SignalKind.SICK_OFTEN, day, f"{len(starts)} keer ziek gemeld {when}", source)


def _sick_signal(kind: SignalKind, day: date, what: str, source: str) -> Signal:
    why = f"Tijd voor een gesprek, zo nodig met de jeugdarts. Bron: {law.cite(source)}."
    return Signal(kind, day, what, why, day + _WEEK, "Gesprek vastleggen", "Gesprekken", Organisation.SCHOOL)
