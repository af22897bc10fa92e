"""What asks for somebody's attention in a case: what, why with its source, by when, whose task, and one next step.

Whose task follows the roles of Noord-Kennemerland (activiteiten): the school signals, leerplicht enforces, the
consulent of the samenwerkingsverband helps to find a place.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from thuisplan_desktop.dutch import format_date, plural
from thuisplan_desktop.register import ages, law
from thuisplan_desktop.register.absence import HALF_DAY_MINUTES
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.case_codes import DuoKind, Organisation
from thuisplan_desktop.register.category import NO_SCHOOL_NEEDED
from thuisplan_desktop.register.codes import Category, Code, ConsentState, Role, Sector
from thuisplan_desktop.register.due import Due, days_ahead
from thuisplan_desktop.register.exemption import late_renewal
from thuisplan_desktop.register.limits import Limits
from thuisplan_desktop.register.missed import illnesses, sick_days, sixteen_hours_reached
from thuisplan_desktop.register.retention import NOTHING, Deviation, Stand, expiry
from thuisplan_desktop.register.spans import add_months, school_year_end
from thuisplan_desktop.register.status import Status
from thuisplan_desktop.register.stretch import Periods, Row, Stretches
from thuisplan_desktop.register.transfer import left_for_unknown

SCHOOL_DAY_MINUTES = 2 * HALF_DAY_MINUTES
_WEEK = timedelta(days=7)
_TWELVE_WEEKS = 12

Run = tuple[int, int]
"""First and last day of an illness, as day numbers."""


class SignalKind(Code):
    SIXTEEN_HOURS = "sixteen_hours", "16 uur in 4 weken"
    FOUR_WEEKS = "four_weeks", "4 weken"
    THREE_MONTHS = "three_months", "3 maanden zonder aanbod"
    SICK_OFTEN = "sick_often", "vaak ziek"
    SICK_LONG = "sick_long", "lang ziek"
    CONSENT = "consent", "toestemming"
    TERM = "term", "termijn"
    RENEWAL = "renewal", "verlenging te laat"
    LEFT = "left", "nieuwe school onbekend"
    RETENTION = "retention", "bewaartermijn"


class Band(Code):
    """How long somebody has been at home (Ingrado: most is won in the first three months)."""

    FOUR_WEEKS = "four_weeks", "0 tot 4 weken"
    THREE_MONTHS = "three_months", "4 weken tot 3 maanden"
    SIX_MONTHS = "six_months", "3 tot 6 maanden"
    TEN_MONTHS = "ten_months", "6 tot 10 maanden"
    LONGER = "longer", "langer dan 10 maanden"


@dataclass(frozen=True)
class Signal:
    """`about_on` with `kind` says which one it is, so that it can be marked as dealt with. `due` may be past."""

    kind: SignalKind
    about_on: date
    what: str
    why: str
    due: date
    step: str
    section: str
    owner: Organisation


@dataclass(frozen=True)
class Setting:
    """What signals are judged by beside the case: the day, the calendar, the limits and whose register it is."""

    today: date
    calendar: SchoolCalendar
    limits: Limits
    role: Role

    @cached_property
    def stretches(self) -> Stretches:
        return Stretches(self.today, self.calendar)

    @property
    def horizon(self) -> date:
        return self.today + timedelta(days=self.limits.warn_days)


def band(since: date, today: date) -> Band:
    """By weeks up to four, then by calendar months since the first absent day."""
    if today < since + 4 * _WEEK:
        return Band.FOUR_WEEKS
    for months, found in ((3, Band.THREE_MONTHS), (6, Band.SIX_MONTHS), (10, Band.TEN_MONTHS)):
        if today <= add_months(since, months):
            return found
    return Band.LONGER


def signals(
    file: CaseFile,
    periods: Periods,
    status: Status,
    consent: ConsentState,
    setting: Setting,
    kept: Deviation = NOTHING,
) -> tuple[Signal, ...]:
    """Everything that waits in a case and was not marked as dealt with, the earliest day first.

    `periods` are those of the case that had begun by today: the absences of `file` itself are not looked at. `kept` is
    what a person decided about destroying this case.
    """
    found = list(_retention(file, setting, kept))
    if status.category is not Category.CLOSED:
        found += [
            *_absence(file, periods, status, setting),
            *_consent(file, consent, setting),
            *_terms(file, status, setting),
        ]
        found += _renewal(file, setting)
        found += _left(file, status, setting)
    handled = {(mark.signal, mark.about_on) for mark in file.signal_marks}
    left = (one for one in found if (one.kind.value, one.about_on) not in handled)
    return tuple(sorted(left, key=lambda one: one.due))


def _absence(file: CaseFile, periods: Periods, status: Status, setting: Setting) -> Iterator[Signal]:
    if status.category is Category.NOT_OBLIGED:
        return
    yield from _sixteen_hours(file, periods, setting)
    yield from _four_weeks(file, status, setting)
    yield from _three_months(status, setting)
    yield from _sick(file, periods, setting)


def _sixteen_hours(file: CaseFile, periods: Periods, setting: Setting) -> Iterator[Signal]:
    """The last day on which the hours were full, unless it was reported then or in the week before (DUO)."""
    limit = 60 * setting.limits.sixteen_hours
    first = file.case.first_absent_on
    rows = setting.stretches.rows(periods, first.toordinal() if first else None)
    reached = sixteen_hours_reached(rows, setting.stretches.on, setting.calendar, SCHOOL_DAY_MINUTES, limit)
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
    full, today = status.four_weeks_on, setting.today
    if full is None or full > setting.horizon or status.since is None:
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
    if limit > setting.horizon and status.category is Category.DREIGEND:
        return  # four weeks come first, and have a signal of their own
    long = limit < setting.today
    what = "Langer dan 3 maanden zonder aanbod" if long else "3 maanden zonder aanbod"
    source = law.cite("doel-drie-maanden")
    why = f"De grens is {format_date(limit)}; een aanbod telt als er ook een plaats is. Bron: {source}."
    yield Signal(SignalKind.THREE_MONTHS, limit, what, why, limit, "Aanbod vastleggen", "Aanbod", Organisation.SWV)


def _sick(file: CaseFile, periods: Periods, setting: Setting) -> Iterator[Signal]:
    """M@ZL: a signal to talk and to ask the jeugdarts, never a thuiszitter; what the illness is, is not asked."""
    rows = periods.newest_first(setting.stretches.days)
    found = illnesses(rows, setting.stretches)
    if not found:
        return
    if file.case.school_type.sector is Sector.PO:
        yield from _sick_po(rows, found, setting)
    else:
        today, lesweken = setting.stretches.on, setting.calendar.lesweken
        recent = [first for first, _ in found if lesweken(first, today) < _TWELVE_WEEKS]
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


def _sick_po(rows: Sequence[Row], found: Sequence[Run], setting: Setting) -> Iterator[Signal]:
    """Counted over the schooljaar, which begins on 1 August.

    Who is still ill since the schooljaar before keeps the signal of that year, until this year's days are full.
    """
    today, limit = setting.stretches.on, setting.limits.sick_days_po
    begin, since = _schooljaar(setting.today).toordinal(), "dit schooljaar"
    yield from _sick_often([first for first, _ in found if first >= begin], since, "mazl-po", setting)
    days = sick_days(rows, begin, today, setting.calendar)
    first, last = found[-1]
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


_ASK_AGAIN = (ConsentState.RECONFIRM, ConsentState.EXPIRED)


def _consent(file: CaseFile, consent: ConsentState, setting: Setting) -> Iterator[Signal]:
    """Asked again on the 12th, 16th and 18th birthday, and when it ends."""
    birth, today = file.case.birth_date, setting.today
    if consent in _ASK_AGAIN:
        words = "herbevestigen" if consent is ConsentState.RECONFIRM else "is verlopen: opnieuw vragen"
        yield _consent_signal(today, f"Toestemming {words}", today)
    elif birth is not None and consent in (ConsentState.GIVEN, ConsentState.PARTIAL):
        for age in (12, 16, 18):
            day = ages.birthday(birth, age)
            if today < day <= setting.horizon:
                yield _consent_signal(day, f"Wordt {age} op {format_date(day)}: toestemming herbevestigen", day)


def _consent_signal(about: date, what: str, due: date) -> Signal:
    why = f"Wie beslist, hangt af van de leeftijd op de dag van bespreken. Bron: {law.cite('uavg-5', 'jeugd-12')}."
    return Signal(SignalKind.CONSENT, about, what, why, due, "Toestemming vragen", "Toestemming", Organisation.SCHOOL)


_TERMS: dict[str, tuple[str, str, Organisation]] = {
    "Plan": ("evaluatie", "Plan bijwerken", Organisation.SCHOOL),
    "Opschalen": ("toelating", "Besluit vastleggen", Organisation.SWV),
    "Vrijstelling": ("lpw-6", "Vrijstelling bijwerken", Organisation.LEERPLICHT),
    "Delen": ("avg-15", "Verzoek beantwoorden", Organisation.SCHOOL),
    "Afsluiten": ("eerste-dag", "Nazorg afronden", Organisation.SCHOOL),
}


def _terms(file: CaseFile, status: Status, setting: Setting) -> Iterator[Signal]:
    """The days of `due.days_ahead` beside those of the absence itself, once they come near."""
    near: Iterable[Due] = (one for one in days_ahead(file, status, setting.today) if one.day <= setting.horizon)
    for one in near:
        if one.section not in _TERMS:
            continue
        source, step, owner = _TERMS[one.section]
        late = " (te laat)" if one.day < setting.today else ""
        why = f"Uiterlijk op {format_date(one.day)}{late}. Bron: {law.cite(source)}."
        yield Signal(SignalKind.TERM, one.day, one.words, why, one.day, step, one.section, owner)


def _renewal(file: CaseFile, setting: Setting) -> Iterator[Signal]:
    """Stays until a new period or a last day is recorded: without that nobody knows whether the pupil is exempt."""
    day = late_renewal(file.exemptions, setting.today)
    if day is not None:
        what = f"Te laat: verlenging voor {format_date(day)} is niet vastgelegd (Leerplichtwet art. 6 lid 2b)"
        why = f"Een tijdelijke vrijstelling wordt elk jaar opnieuw gevraagd. Bron: {law.cite('lpw-6')}."
        _, step, owner = _TERMS["Vrijstelling"]
        yield Signal(SignalKind.RENEWAL, day, what, why, day, step, "Vrijstelling", owner)


def _retention(file: CaseFile, setting: Setting, kept: Deviation) -> Iterator[Signal]:
    """An open case, or one about which a request waits, asks for a decision and never to be destroyed."""
    found = expiry(file, setting.role, setting.today, kept)
    if found.due_on is None or found.stand not in (Stand.DUE, Stand.DECIDE):
        return
    due, decide = found.due_on, found.stand is Stand.DECIDE
    what = "De bewaartermijn is verstreken" + (": eerst beslissen" if decide else "")
    why = " ".join((found.why, *found.first, f"Bron: {law.cite('bewaren')}."))
    step = "Beslissen" if decide else "Casus vernietigen"
    owner = Organisation.SCHOOL if setting.role is Role.SCHOOL else Organisation.SWV
    yield Signal(SignalKind.RETENTION, due, what, why, due, step, "Afsluiten", owner)


def _left(file: CaseFile, status: Status, setting: Setting) -> Iterator[Signal]:
    """Who left and is obliged to go to school has to be somewhere; the first day of absoluut verzuim is the next."""
    last = left_for_unknown(file, setting.today)
    if last is None or status.category in NO_SCHOOL_NEEDED:
        return
    what = f"Uitgeschreven op {format_date(last)}: waar is de leerling?"
    told = "Er is geen nieuwe school bekend. Wie leerplichtig is en nergens ingeschreven, is absoluut verzuim"
    why = f"{told}. Bron: {law.cite('lpw-3', 'lpw-4a')}."
    day = last + timedelta(days=1)
    yield Signal(SignalKind.LEFT, last, what, why, day, "School vastleggen", "School", Organisation.SCHOOL)
