"""Meldingshygiëne: what is missing in a case, or has not been touched for weeks (Zuid-Limburg 2018, samenvatting)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from thuisplan_desktop.dutch import format_date, plural
from thuisplan_desktop.register.ages import age_on
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.case_codes import ClosingReason
from thuisplan_desktop.register.case_dates import stands_away
from thuisplan_desktop.register.category import NOT_ENROLLED
from thuisplan_desktop.register.codes import Category, Code, Enrolment, Sector
from thuisplan_desktop.register.in_sight import after_closing
from thuisplan_desktop.register.status import Status
from thuisplan_desktop.register.stretch import STILL, DayNumbers, Periods
from thuisplan_desktop.register.transfer import left_for_unknown

_YOUNGEST, _OLDEST_PO, _YOUNGEST_VO, _OLDEST_VO = 4, 14, 10, 21
"""Years of age. Nobody is at school sooner (WPO 39), at a primary school later, at a secondary one sooner or later."""
STALE_WEEKS = 4
"""Leerplicht and swv look at the list every month (Ingrado, verkenning thuiszitters)."""


class Issue(Code):
    """What is wrong with the data of a case."""

    NO_REPORT = "no_report", "melding ontbreekt"
    NO_END = "no_end", "einddatum ontbreekt"
    NO_FIRST_DAY = "no_first_day", "eerste afwezigheidsdag ontbreekt"
    AFTER_CLOSING = "after_closing", "verzuim van na het sluiten"
    NO_OUTCOME = "no_outcome", "uitkomst ontbreekt"
    BEFORE = "before", "dag vóór de eerste afwezigheidsdag"
    NO_NEXT_SCHOOL = "no_next_school", "nieuwe school ontbreekt"
    NOT_CONFIRMED = "not_confirmed", "groep niet bepaald"
    AFTERCARE = "aftercare", "nazorg terwijl het verzuim loopt"
    MBO_STARTED = "mbo_started", "mbo van februari is begonnen"
    AGE = "age", "leeftijd past niet bij de school"
    STALE = "stale", "lang niet bijgewerkt"


@dataclass(frozen=True)
class Finding:
    """One thing to mend; `why` is a Dutch sentence, `section` where on the page of the case it is mended."""

    issue: Issue
    why: str
    section: str


def findings(
    file: CaseFile,
    periods: Periods,
    status: Status,
    touched_on: date | None,
    today: date,
    weeks: int = STALE_WEEKS,
) -> tuple[Finding, ...]:
    """Everything of one case. `periods`: its absences that had begun by today, which are not looked up in `file`.

    `touched_on` is the day of its last change, None when the logbook no longer knows.
    """
    if file.case.closed_on is not None and file.case.closed_on <= today:
        return tuple(_closed(file, periods))
    return tuple(_open(file, status, touched_on, today, weeks))


def _closed(file: CaseFile, periods: Periods) -> Iterator[Finding]:
    if file.case.closing_reason is None:
        yield Finding(Issue.NO_OUTCOME, "De casus is afgesloten zonder uitkomst.", "Afsluiten")
    elif file.case.closing_reason is ClosingReason.OTHER and (away := stands_away(file.case, file)):
        told = f"Afgesloten met uitkomst 'anders', maar {away}. Leg vast waar de leerling nu is."
        yield Finding(Issue.NO_OUTCOME, told, "Afsluiten")
    if periods.reach == STILL:
        yield Finding(Issue.NO_END, "De casus is afgesloten, maar er loopt nog een verzuimperiode.", "Verzuim")
    elif after_closing(file.case, periods, DayNumbers()):
        told = "Er is verzuim van na het sluiten, en een gesloten casus telt nergens mee: heropenen?"
        yield Finding(Issue.AFTER_CLOSING, told, "Afsluiten")


def _open(file: CaseFile, status: Status, touched_on: date | None, today: date, weeks: int) -> Iterator[Finding]:
    case = file.case
    if status.category.is_thuiszitter:
        yield from _reported(file)
        if case.confirmed_category is None:
            yield Finding(Issue.NOT_CONFIRMED, "De school heeft de groep nog niet bepaald.", "Overzicht")
    if case.enrolment is Enrolment.NOT_ENROLLED and case.left_on is None and case.first_absent_on is None:
        yield Finding(Issue.NO_FIRST_DAY, "Niet ingeschreven, maar het is niet bekend sinds wanneer.", "School")
    yield from _age(file, today)
    yield from _before(file)
    yield from _left(file, today)
    yield from _mbo_started(file, status.going_on)
    if status.going_on.since is None:
        yield from _unended(file)
    elif status.category is Category.AFTERCARE:
        since = format_date(status.going_on.since)
        told = f"Er loopt nazorg, en de leerling is nog afwezig of niet ingeschreven, sinds {since}."
        yield Finding(Issue.AFTERCARE, told, "Afsluiten")
    if touched_on is None or touched_on < today - timedelta(weeks=weeks):
        since = f"sinds {format_date(touched_on)}" if touched_on else f"in {plural(weeks, 'week', 'weken')}"
        yield Finding(Issue.STALE, f"Er is {since} niets bijgewerkt.", "Overzicht")


def _reported(file: CaseFile) -> Iterator[Finding]:
    if file.case.reported_on is None and not file.duo_reports:
        yield Finding(Issue.NO_REPORT, "De leerling zit thuis en er is geen melding vastgelegd.", "Verzuim")


def _age(file: CaseFile, today: date) -> Iterator[Finding]:
    """A slip in the year of birth takes a child out of sight: too young or too old for school, nothing is counted."""
    case = file.case
    if case.birth_date is None or case.birth_date > today:
        return
    age, sector = age_on(case.birth_date, today), case.school_type.sector
    youngest = _YOUNGEST if sector is Sector.PO else _YOUNGEST_VO
    oldest = {Sector.PO: _OLDEST_PO, Sector.VO: _OLDEST_VO}.get(sector, age)
    if not youngest <= age <= oldest:
        told = f"De leerling is {plural(age, 'jaar', 'jaar')}, en de schoolsoort is {case.school_type.label}."
        yield Finding(Issue.AGE, f"{told} Kijk de geboortedatum en de schoolsoort na.", "Leerling")


def _before(file: CaseFile) -> Iterator[Finding]:
    """Can be true (an earlier absence, an offer for a pupil who still came), and is more often a slip of the pen."""
    first = file.case.first_absent_on
    if first is None:
        return
    days = [("De melding", file.case.reported_on, "Verzuim"), ("Het aanbod", file.case.offered_on, "Aanbod")]
    days += [("De melding bij DUO", one.reported_on, "Verzuim") for one in file.duo_reports]
    for what, day, section in days:
        if day is not None and day < first:
            told = f"{what} is van {format_date(day)}, en de eerste afwezigheidsdag is {format_date(first)}"
            yield Finding(Issue.BEFORE, f"{told}. Kloppen beide dagen?", section)


def _left(file: CaseFile, today: date) -> Iterator[Finding]:
    """Who has left and is nowhere enrolled would look like somebody without absence."""
    last = left_for_unknown(file, today)
    if last is not None:
        told = f"Uitgeschreven op {format_date(last)}, en er is geen nieuwe school bekend: waar is de leerling?"
        mend = "Leg de nieuwe school vast, of zet Inschrijving op niet ingeschreven."
        yield Finding(Issue.NO_NEXT_SCHOOL, f"{told} {mend}", "School")


def _mbo_started(file: CaseFile, status: Status) -> Iterator[Finding]:
    """Who waited for the entrance of February and is enrolled nowhere after it (`judging`: from 1 March he counts)."""
    waited = file.case.waits_for_mbo and status.category in NOT_ENROLLED and status.since is not None
    if waited and not status.mbo_february:
        told = "Wachtte op de instroom van het mbo, en is niet gestart in februari: de leerling telt nu gewoon mee."
        mend = "Leg bij School de inschrijving vast, of haal bij Vrijstelling het wachten op het mbo weg."
        yield Finding(Issue.MBO_STARTED, f"{told} {mend}", "Vrijstelling")


def _unended(file: CaseFile) -> Iterator[Finding]:
    """Who is back at school has an end date in the verzuimregister: DUO asks it of three kinds."""
    for report in file.duo_reports:
        if report.kind.needs_end and report.ends_on is None:
            told = f"De melding van {format_date(report.reported_on)} heeft geen einddatum, en de leerling is terug."
            yield Finding(Issue.NO_END, told, "Verzuim")
