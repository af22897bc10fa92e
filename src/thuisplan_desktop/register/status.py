"""What a case is on a day: exactly one category, with the reasons a reader can check.

Deterministic: the same rows, day, definitions and calendar give the same answer. The order of judging is the order
of `_JUDGES`; each judge answers or passes the case on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from thuisplan_desktop.dutch import format_date, join_words, plural
from thuisplan_desktop.register.absence import (
    HOME_KINDS,
    Run,
    SchoolCalendar,
    WeekUnit,
    current_run,
    four_weeks_on,
    last_home_day,
    runs,
    three_months_on,
    with_first_day,
)
from thuisplan_desktop.register.ages import is_leerplichtig, leerplicht_from, leerplicht_until
from thuisplan_desktop.register.case import Absence, Case, CaseFile
from thuisplan_desktop.register.codes import (
    AbsenceKind,
    Category,
    Enrolment,
    ExemptionDuration,
    NotCounted,
    OfferKind,
    SchoolType,
    Vrijstelling,
)
from thuisplan_desktop.register.definitions import AbsenceRule, DefinitionSet

_DAY = timedelta(days=1)
_SENT_AWAY = frozenset({AbsenceKind.SUSPENDED, AbsenceKind.EXPELLED})


@dataclass(frozen=True)
class Status:
    """A case on a day. `days` counts from `since`, the first day really absent; 0 when nobody is absent.

    `without_offer`: no suitable offer, or no place for it yet. `mbo_february`: not enrolled, waits for the mbo
    entrance in February. `four_weeks_on` and `three_months_on` may lie ahead.
    """

    category: Category
    since: date | None
    days: int
    why: tuple[str, ...]
    without_offer: bool
    mbo_february: bool
    four_weeks_on: date | None
    three_months_on: date | None


def classify(file: CaseFile, on: date, definitions: DefinitionSet, calendar: SchoolCalendar) -> Status:
    """The one category of a case on a day under a definition set, with Dutch reasons that name their source."""
    view = _View(file, on, definitions, calendar)
    return next(status for judge in _JUDGES if (status := judge(view)) is not None)


@dataclass(frozen=True)
class _View:
    """One case on one day, with what the judges share."""

    file: CaseFile
    on: date
    definitions: DefinitionSet
    calendar: SchoolCalendar

    @property
    def case(self) -> Case:
        return self.file.case

    @cached_property
    def rows(self) -> tuple[Absence, ...]:
        return with_first_day(self.case, self.file.absences, self.on, self.calendar)

    @cached_property
    def home(self) -> Run | None:
        """The stretch without a single day at school, whatever the kinds: the pupil is really absent."""
        return current_run(self.rows, self.on, self.calendar, HOME_KINDS)

    @property
    def without_offer(self) -> bool:
        """Zuid-Limburg 2018 §2.1: an offer counts when there is a place for it too."""
        dates = [self.case.offered_on, self.case.place_available_on][: 1 + self.definitions.norm.needs_place]
        return not all(day is not None and day <= self.on for day in dates)

    def past(self, day: date, at_least: bool) -> bool:
        return self.on >= day if at_least else self.on > day

    def status(
        self, category: Category, *why: str, since: date | None = None, four_weeks: date | None = None
    ) -> Status:
        absoluut = category in (Category.ABSOLUUT, Category.ABSOLUUT_NOT_COUNTED)
        months = self.definitions.norm.months
        known = since is None or self.calendar.knows(since, self.on)
        return Status(
            category=category,
            since=since,
            days=(self.on - since).days if since else 0,
            why=why if known else (*why, _UNKNOWN_VACATIONS),
            without_offer=self.without_offer,
            mbo_february=absoluut and self.case.waits_for_mbo,
            four_weeks_on=four_weeks,
            three_months_on=three_months_on(since, months) if since else None,
        )


_UNKNOWN_VACATIONS = (
    "Voor een deel van deze periode kent het programma de schoolvakanties niet; "
    "daar zijn alleen weekeinden en feestdagen overgeslagen."
)


def _closed(view: _View) -> Status | None:
    closed = view.case.closed_on
    if closed is None or view.on < closed:
        return None
    return view.status(Category.CLOSED, f"De casus is afgesloten op {format_date(closed)}.")


def _not_obliged(view: _View) -> Status | None:
    """Four-year-olds and adults may be registered but are never a thuiszitter (LPW article 3, 4a; domain §4.1)."""
    birth = view.case.birth_date
    if birth is None or is_leerplichtig(birth, view.on, view.calendar):
        return None
    start = leerplicht_from(birth, view.calendar)
    if view.on < start:
        why = f"De leerling is leerplichtig vanaf {format_date(start)} (Leerplichtwet 1969, artikel 3)."
    else:
        why = "De leerling is 18 jaar of ouder: de kwalificatieplicht geldt niet meer (Leerplichtwet 1969, artikel 4b)."
    return view.status(Category.NOT_OBLIGED, why)


_EXEMPTIONS = {
    Vrijstelling.ART5_ONDER_A: Category.EXEMPT_A,
    Vrijstelling.ART5_ONDER_B: Category.EXEMPT_B,
    Vrijstelling.ART5_ONDER_C: Category.EXEMPT_C,
    Vrijstelling.ART15: Category.EXEMPT_15,
    # Trekkend bestaan (article 5a) is no line of any telling, and may never be counted as 5 onder a.
    Vrijstelling.ART5A_TREKKEND: Category.NOT_OBLIGED,
}


def _exempt(view: _View) -> Status | None:
    held = view.file.exemption_on(view.on)
    if held is None:
        return None
    why = [f"Er geldt een vrijstelling: {held.kind.label} van de Leerplichtwet 1969."]
    if held.ends_on:
        why.append(f"De vrijstelling geldt tot en met {format_date(held.ends_on)}.")
    elif held.duration is not ExemptionDuration.PERMANENT:
        why.append("Een tijdelijke vrijstelling moet elk jaar vóór 1 juli opnieuw (Leerplichtwet 1969, artikel 6).")
    return view.status(_EXEMPTIONS[held.kind], *why)


def _aftercare(view: _View) -> Status | None:
    """Nazorg, unless a new absence began since: then that counts again."""
    begins, ends = view.case.aftercare_from, view.case.aftercare_until
    if begins is None or not begins <= view.on <= (ends or date.max):
        return None
    if view.home is not None and view.home.starts_on >= begins:
        return None
    return view.status(Category.AFTERCARE, f"Er is een oplossing; nazorg loopt sinds {format_date(begins)}.")


def _day_care(view: _View) -> Status | None:
    """Zuid-Kennemerland en IJmond 2021: who has day care 'is dan geen thuiszitter'."""
    case, place = view.case, view.case.place_available_on
    in_place = case.offer_kind is OfferKind.DAY_CARE and place is not None and place <= view.on
    if not (view.definitions.norm.day_care_ends and in_place):
        return None
    return view.status(
        Category.NONE, f"De leerling heeft dagbesteding en is dan geen thuiszitter ({view.definitions.norm.source})."
    )


def _not_enrolled(view: _View) -> Status | None:
    if _enrolled(view.case, view.on):
        return None
    rule, case = view.definitions.absoluut, view.case
    begins = case.left_on + _DAY if case.left_on and case.left_on < view.on else case.first_absent_on
    begins = begins if begins is not None and begins <= view.on else None
    full = begins + timedelta(weeks=rule.weeks) if begins else None
    excluded = _why_not_counted(view, full)
    known = (day for day in (begins, case.first_absent_on, view.home and view.home.starts_on) if day)
    return view.status(
        Category.ABSOLUUT_NOT_COUNTED if excluded else Category.ABSOLUUT,
        f"De leerling is niet ingeschreven en heeft geen vrijstelling ({rule.source}).",
        *excluded,
        *_qualification_note(view),
        since=min((day for day in known if day <= view.on), default=None),
        four_weeks=begins + timedelta(weeks=4) if begins else None,
    )


def _enrolled(case: Case, on: date) -> bool:
    """Enrolled at any school on that day. The day of leaving is the last day of enrolment (domain §4.1)."""
    if case.enrolment is Enrolment.NOT_ENROLLED:
        return case.left_on is not None and on <= case.left_on
    between = case.left_on is not None and case.enrolled_on is not None and case.left_on < on < case.enrolled_on
    return not between


def _why_not_counted(view: _View, full: date | None) -> tuple[str, ...]:
    """Registered and approached, but not in the figure (Zuid-Limburg 2018 §2.2 B; the mbo entrants of ZKIJ 2021)."""
    rule, case = view.definitions.absoluut, view.case
    if case.not_counted in rule.not_counted:
        reason = case.not_counted.label if isinstance(case.not_counted, NotCounted) else ""
        return (f"De leerling telt nog niet mee: {reason} ({rule.source}).",)
    if full is not None and view.on < full:
        return (f"De leerling telt mee vanaf {format_date(full)}: korter dan vier weken niet ingeschreven.",)
    if case.waits_for_mbo and not rule.counts_mbo_february:
        return (f"De leerling telt niet mee: wacht op de instroom van het mbo in februari ({rule.source}).",)
    return ()


def _qualification_note(view: _View) -> tuple[str, ...]:
    """LPW article 4a lid 2 frees some pupils of PrO and VSO; whether it frees this one, the register can't know."""
    birth = view.case.birth_date
    past = birth is not None and view.on > leerplicht_until(birth)
    if not past or view.case.school_type not in (SchoolType.PRO, SchoolType.VSO):
        return ()
    return (_CHECK_QUALIFICATION,)


_CHECK_QUALIFICATION = (
    "Ga na of de leerling een getuigschrift praktijkonderwijs heeft, of uit vso arbeidsmarkt of dagbesteding komt: "
    "dan geldt de kwalificatieplicht niet (Leerplichtwet 1969, artikel 4a)."
)


def _lrv(view: _View) -> Status | None:
    """Langdurig relatief verzuim, also when a shorter authorised period followed without a day back at school."""
    home, rule = view.home, view.definitions.lrv
    begin = _reached(view, rule, lasting=True) or (
        None if _long_authorised(view) else _reached(view, rule, lasting=False)
    )
    if home is None or begin is None:
        return None
    norm = view.definitions.norm
    limit = three_months_on(home.starts_on, norm.months)
    over = view.past(limit, norm.at_least)
    why = [_first_day(home), _term_full(begin, rule, view)]
    if over:
        why.append(
            f"De grens van {plural(norm.months, 'maand', 'maanden')} was op {format_date(limit)} ({norm.source})."
        )
    return view.status(
        Category.LRV_OVER_3M if over else Category.LRV_4W_3M,
        *why,
        since=home.starts_on,
        four_weeks=_full(begin, rule, view.calendar),
    )


def _sick(view: _View) -> Status | None:
    return _by_rule(view, view.definitions.long_term_sick, Category.LONG_TERM_SICK)


def _authorised(view: _View) -> Status | None:
    return _by_rule(view, view.definitions.authorised, Category.WORRYING_AUTHORISED)


def _by_rule(view: _View, rule: AbsenceRule, category: Category) -> Status | None:
    begin = _reached(view, rule, lasting=True)
    if begin is None or view.home is None:
        return None
    full = _full(begin, rule, view.calendar)
    why = (_first_day(view.home), _term_full(begin, rule, view))
    return view.status(category, *why, since=view.home.starts_on, four_weeks=full)


def _long_authorised(view: _View) -> bool:
    rules = (view.definitions.long_term_sick, view.definitions.authorised)
    return any(_reached(view, rule, lasting=True) for rule in rules)


def _reached(view: _View, rule: AbsenceRule, *, lasting: bool) -> date | None:
    """First day of a run that filled the rule's weeks: one that lasts, or any since the last day at school."""
    if view.home is None:
        return None
    found = [run for run in runs(view.rows, view.on, view.calendar, rule.kinds) if run.starts_on >= view.home.starts_on]
    for run in found[-1:] if lasting else found:
        last = last_home_day(run, view.calendar)
        full = _full(run.starts_on, rule, view.calendar)
        reached = last >= full if rule.at_least else last > full
        if view.past(full, rule.at_least) and reached and (last >= view.on or not lasting):
            return run.starts_on
    return None


def _full(begin: date, rule: AbsenceRule, calendar: SchoolCalendar) -> date:
    return four_weeks_on(begin, calendar, rule.unit, rule.weeks)


def _at_risk(view: _View) -> Status | None:
    """Absent, and no term full yet."""
    partial = current_run(view.rows, view.on, view.calendar, {AbsenceKind.PARTIAL})
    run = view.home or partial
    if run is None:
        return None
    if run.kinds <= _SENT_AWAY:
        category, why = Category.SUSPENDED, "De leerling is geschorst of verwijderd en mag niet op school komen."
    elif run.kinds & view.definitions.dreigend.kinds:
        category, why = Category.DREIGEND, _risk(run, view)
    else:
        category, why = Category.NONE, f"Afwezig ({_kinds(run)}), en de termijn is nog niet vol."
    four_weeks = _full(run.starts_on, view.definitions.lrv, view.calendar)
    return view.status(category, _first_day(run), why, since=run.starts_on, four_weeks=four_weeks)


def _risk(run: Run, view: _View) -> str:
    return f"Afwezig ({_kinds(run)}), en geen termijn is vol: let op ({view.definitions.dreigend.source})."


def _kinds(run: Run) -> str:
    return join_words([kind.label for kind in AbsenceKind if kind in run.kinds])


def _first_day(run: Run) -> str:
    return (
        f"Eerste afwezigheidsdag: {format_date(run.starts_on)}; daarvandaan wordt geteld, niet vanaf de melding "
        "(Regionaal Thuiszitterspact Noord-Kennemerland 2017, voetnoot 2)."
    )


def _term_full(begin: date, rule: AbsenceRule, view: _View) -> str:
    full = format_date(_full(begin, rule, view.calendar))
    unit = "schoolweken" if rule.unit is WeekUnit.SCHOOL_WEEKS else "weken"
    return f"{rule.weeks} {unit} aaneengesloten waren vol op {full} ({rule.source})."


def _nothing(view: _View) -> Status:
    return view.status(Category.NONE, "Er is op deze dag geen verzuim.")


_JUDGES: tuple[Callable[[_View], Status | None], ...] = (
    _closed,
    _not_obliged,
    _exempt,
    _aftercare,
    _day_care,
    _not_enrolled,
    _lrv,
    _sick,
    _authorised,
    _at_risk,
    _nothing,
)
