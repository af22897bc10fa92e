"""What asks for somebody's attention in a case: what, why with its source, by when, whose task, and one next step.

Whose task follows the roles of Noord-Kennemerland (activiteiten): the school signals, leerplicht enforces, the
consulent of the samenwerkingsverband helps to find a place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from thuisplan_desktop.dutch import format_date, plural
from thuisplan_desktop.register import ages, in_sight, law
from thuisplan_desktop.register.absence_signals import absence_signals
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.case_codes import HandoverTo, Organisation
from thuisplan_desktop.register.category import NO_SCHOOL_NEEDED, NOT_ENROLLED
from thuisplan_desktop.register.codes import Category, ConsentState, Enrolment, Role, Vrijstelling
from thuisplan_desktop.register.consent import Consent, parents_dropped_out
from thuisplan_desktop.register.escalation import ACCOUNT_WITHIN, Escalation
from thuisplan_desktop.register.exemption import Exemption, late_renewal, run_out
from thuisplan_desktop.register.plan import EVALUATE_WITHIN
from thuisplan_desktop.register.request_rules import erasure_granted
from thuisplan_desktop.register.retention import NOTHING, Deviation, Stand, expiry
from thuisplan_desktop.register.signal import Setting, Signal, SignalKind, about
from thuisplan_desktop.register.spans import add_months, add_years
from thuisplan_desktop.register.status import Status
from thuisplan_desktop.register.stretch import Periods
from thuisplan_desktop.register.transfer import left_for_unknown

AFTERCARE_MONTHS = 6
"""When nazorg without an end is looked at: our own choice, no law or protocol that we know sets a term."""


def signals(
    file: CaseFile,
    periods: Periods,
    status: Status,
    consent: ConsentState,
    setting: Setting,
    kept: Deviation = NOTHING,
    given: Sequence[Consent] = (),
) -> tuple[Signal, ...]:
    """What waits in a case: of `days_ahead` what is near, past, or can't wait whatever its day."""
    ahead = days_ahead(file, periods, status, consent, setting, kept, given)
    return tuple(one for one in ahead if _is_near(one, setting))


def days_ahead(
    file: CaseFile,
    periods: Periods,
    status: Status,
    consent: ConsentState,
    setting: Setting,
    kept: Deviation = NOTHING,
    given: Sequence[Consent] = (),
) -> tuple[Signal, ...]:
    """Every day that somebody has to watch in a case, the earliest first, without what was marked as dealt with.

    `periods` are its absences that had begun by today, which are not looked up in `file`. `kept` is what a person
    decided about destroying this case, `given` every answer about consent.
    Who is away today never drops: see `in_sight`.
    """
    gone = in_sight.away(file, periods, status, setting)
    found = [*_retention(file, setting, kept), *in_sight.absent_after_closing(file, periods, setting)]
    if status.category is not Category.CLOSED:
        found += [*absence_signals(file, periods, status, setting), *_consent(file, consent, setting, given)]
        found += [*_plan(file, setting), *_decisions(file, setting), *_renewal(file, setting)]
        found += [*_requests(file, setting), *_aftercare(file, setting), *_left(file, status, setting)]
        found += [*_exemption_over(file, status, setting), *_since_when(file, status, setting)]
        found += [*in_sight.sent_away(file, periods, status, setting), *in_sight.coming_of_age(file, gone, setting)]
        found += _handed_over(file)
    marks = (mark for mark in file.signal_marks if in_sight.still_dealt_with(mark, gone, setting))
    handled = {(mark.signal, mark.about_on, mark.subject) for mark in marks}
    left = [one for one in found if (one.kind.value, one.about_on, one.subject) not in handled]
    if gone and status.category is not Category.CLOSED and not any(_is_near(one, setting) for one in left):
        left += in_sight.nothing_waits(file, gone, setting)
    return tuple(sorted(left, key=lambda one: one.due))


def _is_near(one: Signal, setting: Setting) -> bool:
    return one.now or one.due <= setting.horizon


_ASK_AGAIN = (ConsentState.RECONFIRM, ConsentState.EXPIRED)


def _consent(file: CaseFile, consent: ConsentState, setting: Setting, given: Sequence[Consent]) -> Iterator[Signal]:
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
        if adult := parents_dropped_out(given, birth, today):
            what = f"18 sinds {format_date(adult)}: toestemming herbevestigen als de ouders meepraten"
            yield _consent_signal(adult + timedelta(days=1), what, adult)


def _consent_signal(about: date, what: str, due: date) -> Signal:
    why = f"Wie beslist, hangt af van de leeftijd op de dag van bespreken. Bron: {law.cite('uavg-5', 'jeugd-12')}."
    return Signal(SignalKind.CONSENT, about, what, why, due, "Toestemming vragen", "Toestemming", Organisation.SCHOOL)


def _plan(file: CaseFile, setting: Setting) -> Iterator[Signal]:
    plan = file.plan
    if plan and (plan.evaluated_on is None or plan.evaluated_on < plan.evaluate_on):
        why = _by(plan.evaluate_on, setting, "evaluatie")
        yield _announced(plan.evaluate_on, setting, plan.id, "Het plan evalueren", why, "Plan bijwerken", "Plan")
    elif plan and plan.evaluated_on:
        again, what = plan.evaluated_on + EVALUATE_WITHIN, "Het plan opnieuw evalueren: kies een dag"
        yield _announced(again, setting, plan.id, what, _by(again, setting, "evaluatie"), "Plan bijwerken", "Plan")
    for one in file.agreements:
        if one.done_on is None:
            why = _by(one.due_on, setting, "plan-afspraken")
            yield _announced(one.due_on, setting, one.id, f"Afspraak: {one.text}", why, "Afspraak bijwerken", "Plan")


def _decisions(file: CaseFile, setting: Setting) -> Iterator[Signal]:
    for one in file.escalations:
        if one.decide_by and one.decided_on is None:
            words = "Stagnatie: geen besluit" if one.stagnates_on(setting.today) else "Besluit"
            what, why = f"{words} van {one.addressee.label}", _by(one.decide_by, setting, "toelating")
            yield _announced(
                one.decide_by, setting, one.id, what, why, "Besluit vastleggen", "Opschalen", Organisation.SWV
            )
        elif one.account_by:
            yield _accounted(one, one.account_by, setting)


def _accounted(one: Escalation, day: date, setting: Setting) -> Signal:
    what = f"Het besluit verantwoorden aan het hele bestuur: {one.addressee.label}"
    weeks = ACCOUNT_WITHIN // timedelta(weeks=1)
    why = f"Dat gebeurt achteraf; {weeks} weken is een keuze van dit programma. Bron: {law.cite('verantwoorden')}."
    return _announced(day, setting, one.id, what, why, "Verantwoording vastleggen", "Opschalen", Organisation.SWV)


_GOES_ON_THERE = frozenset({HandoverTo.SCHOOL, HandoverTo.COLLEAGUE, HandoverTo.RMC})


def _handed_over(file: CaseFile) -> Iterator[Signal]:
    """Somebody else has the case now: until it is closed here, or followed in nazorg, two registers count the pupil."""
    followed = file.case.aftercare_from or date.min
    for one in file.handovers:
        if one.to in _GOES_ON_THERE and followed < one.handed_on:
            what = f"Overgedragen aan {one.to.label}: kan deze casus dicht?"
            told = f"Zolang hij open is, tellen twee registers deze leerling. Bron: {law.cite('nazorg')}."
            yield _term(one.handed_on, one.id, what, told, "Casus sluiten", "Afsluiten")


def _requests(file: CaseFile, setting: Setting) -> Iterator[Signal]:
    for one in file.requests:
        if one.decided_on is None:
            what, why = f"Verzoek om {one.kind.label} beantwoorden", _by(one.answer_by, setting, "avg-12-3")
            yield _announced(one.answer_by, setting, one.id, what, why, "Verzoek beantwoorden", "Delen")


def _aftercare(file: CaseFile, setting: Setting) -> Iterator[Signal]:
    """Before its end; after it until the case is closed or the end is moved; without an end after some months."""
    begins, ends, step = file.case.aftercare_from, file.case.aftercare_until, "Nazorg afronden"
    if ends and ends >= setting.today:
        yield _term(ends, "", "De nazorg loopt af", _by(ends, setting, "nazorg"), step, "Afsluiten")
    elif ends:
        why, after = _by(ends, setting, "nazorg"), about(ends, setting)
        yield _term(after, "", "De nazorg is voorbij: evalueren en afsluiten", why, step, "Afsluiten")
    elif begins:
        months = plural(AFTERCARE_MONTHS, "maand", "maanden")
        why = f"Na {months} kijkt u opnieuw; die termijn is een keuze van dit programma. Bron: {law.cite('nazorg')}."
        day = add_months(begins, AFTERCARE_MONTHS)
        yield _announced(day, setting, "", "Nazorg zonder einddatum: evalueren of afsluiten", why, step, "Afsluiten")


def _renewal(file: CaseFile, setting: Setting) -> Iterator[Signal]:
    """The next 1 July, or the last one for as long as nothing shows that it was renewed (LPW article 6 lid 2b)."""
    told = "Een beroep op deze vrijstelling wordt elk jaar herhaald, behalve voor wie nooit geschikt zal zijn (onder a)"
    why = f"{told}. Bron: {law.cite('lpw-6')}."
    step, section, owner = "Vrijstelling bijwerken", "Vrijstelling", Organisation.LEERPLICHT
    late = late_renewal(file.exemptions, setting.today)
    if late is not None:
        what = f"Te laat: verlenging voor {format_date(late)} is niet vastgelegd"
        yield Signal(SignalKind.RENEWAL, late, what, why, late, step, section, owner)
        return
    held = file.exemption_on(setting.today)
    if held is None:
        return
    yield from _looked_at(held, setting)
    day, ends = held.renew_before(setting.today), held.ends_on
    if day and (ends is None or ends >= day):
        yield _term(day, held.id, "Vóór deze dag de vrijstelling opnieuw aanvragen", why, step, section, owner)
    elif ends and run_out(file.exemptions, ends + timedelta(days=1)):
        what = f"De vrijstelling geldt tot en met {format_date(ends)}: wat daarna?"
        term = _term(ends, held.id, what, _by(ends, setting, "lpw-5"), step, section, owner)
        yield replace(term, now=day is not None and _in_july_of(ends, setting))


def _in_july_of(ends: date, setting: Setting) -> bool:
    """From 1 July, when it is too late to renew it in time, until its end with the schooljaar."""
    return date(ends.year, 7, 1) <= setting.today and ends <= date(ends.year, 7, 31)


def _looked_at(held: Exemption, setting: Setting) -> Iterator[Signal]:
    """Every pupil with 5 onder a is discussed each year, also who needn't ask for it again (Zuid-Limburg §3.6).

    So is one without an end that no law has renewed every year (article 15, 5a).
    """
    of_a = held.kind is Vrijstelling.ART5_ONDER_A
    if held.starts_on is None or not (of_a or (held.ends_on is None and held.renew_before(setting.today) is None)):
        return
    day = add_years(max(held.starts_on, held.discussed_on or held.starts_on), 1)
    if held.ends_on and held.ends_on < day:
        return
    while add_years(day, 1) <= setting.today:
        day = add_years(day, 1)
    told = "Alle leerlingen met een vrijstelling 5 onder a" if of_a else "Een vrijstelling zonder laatste dag"
    bespreekt = "bespreekt u elk jaar, ook de onderwijswens van de ouders" if of_a else "bespreekt u elk jaar"
    why = f"{told} {bespreekt}. Bron: {law.cite('vrijstelling-bespreken')}."
    what = "De vrijstelling 5 onder a bespreken" if of_a else "Geldt de vrijstelling nog?"
    yield _announced(
        day, setting, held.id, what, why, "Vrijstelling bijwerken", "Vrijstelling", Organisation.LEERPLICHT
    )


def _exemption_over(file: CaseFile, status: Status, setting: Setting) -> Iterator[Signal]:
    """From the day after it until it is renewed, or it is known where the pupil goes to school."""
    held = run_out(file.exemptions, setting.today)
    if held is None or held.ends_on is None or status.category in NO_SCHOOL_NEEDED or _went_on(file, held, setting):
        return
    day = held.ends_on + timedelta(days=1)
    told = f"Sinds {format_date(day)} geldt de leerplicht weer. Leg een verlenging of de nieuwe inschrijving vast"
    why = f"{told}. Bron: {law.cite('lpw-5')}."
    what, owner = "De vrijstelling is afgelopen: wat nu?", Organisation.LEERPLICHT
    yield Signal(SignalKind.LEFT, day, what, why, day, "Vrijstelling bijwerken", "Vrijstelling", owner, held.id)


def _went_on(file: CaseFile, held: Exemption, setting: Setting) -> bool:
    """Enrolled since the exemption began and not gone again, or followed in nazorg, which has signals of its own."""
    case, begin = file.case, held.starts_on or held.ends_on or date.max
    terms = [(one.starts_on, one.ends_on) for one in file.school_periods]
    if case.enrolment is Enrolment.ENROLLED:
        last = case.left_on if case.left_on and case.left_on >= (case.enrolled_on or date.max) else None
        terms.append((case.enrolled_on, last))
    enrolled = any(first and first > begin and (last or date.max) >= setting.today for first, last in terms)
    return enrolled or (case.aftercare_from or date.min) > begin


def _announced(
    day: date,
    setting: Setting,
    subject: str,
    what: str,
    why: str,
    step: str,
    section: str,
    owner: Organisation = Organisation.SCHOOL,
) -> Signal:
    """A term that is seen coming: what was answered before its day says nothing about it once it is late."""
    return replace(_term(day, subject, what, why, step, section, owner), about_on=about(day, setting))


def _term(
    day: date, subject: str, what: str, why: str, step: str, section: str, owner: Organisation = Organisation.SCHOOL
) -> Signal:
    return Signal(SignalKind.TERM, day, what, why, day, step, section, owner, subject)


def _by(day: date, setting: Setting, source: str) -> str:
    late = " (te laat)" if day < setting.today else ""
    return f"Uiterlijk op {format_date(day)}{late}. Bron: {law.cite(source)}."


def _retention(file: CaseFile, setting: Setting, kept: Deviation) -> Iterator[Signal]:
    """An open case, or one about which a request waits, asks for a decision and never to be destroyed."""
    found = expiry(file, setting.role, setting.today, kept)
    if found.due_on is None or found.stand not in (Stand.DUE, Stand.DECIDE):
        return
    due, decide = found.due_on, found.stand is Stand.DECIDE
    over = "De bewaartermijn is verstreken"
    if erasure_granted(file.requests, setting.today):
        over = "Het verzoek om te wissen is ingewilligd"
    what = over + (": eerst beslissen" if decide else "")
    why = " ".join((found.why, *found.first))
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


def _since_when(file: CaseFile, status: Status, setting: Setting) -> Iterator[Signal]:
    """Not enrolled without a day: no term can be counted, so the day is asked for.

    It is about the day on which that was answered first, so that an answer keeps it quiet until the next check.
    """
    if status.going_on.category not in NOT_ENROLLED or status.going_on.since is not None:
        return
    subject, day = "since_when", setting.today
    asked = min((one.about_on for one in file.signal_marks if one.subject == subject), default=day)
    why = f"Zonder die dag telt geen enkele termijn. Bron: {law.cite('duo-absoluut')}."
    what, step = "Niet ingeschreven: sinds wanneer?", "Dag vastleggen"
    yield Signal(SignalKind.LEFT, asked, what, why, day, step, "School", Organisation.SCHOOL, subject)
