"""The judging of a case written out on whole objects and dates, to hold against the one the program uses.

It reads every period of a case with the runs of `register.absence`; it is slow and plain on purpose. The answer of a
judge is (category, since, four weeks full on), or None to pass the case on.
"""

from dataclasses import replace
from datetime import date, timedelta

from thuisplan_desktop.register.absence import (
    HOME_KINDS,
    WeekUnit,
    current_run,
    half_day,
    mostly_present,
    runs,
    three_months_on,
    with_first_day,
)
from thuisplan_desktop.register.ages import is_leerplichtig, leerplicht_from, leerplicht_until
from thuisplan_desktop.register.case_codes import Diploma, VsoProfile
from thuisplan_desktop.register.codes import AbsenceKind, Enrolment, MboFebruary, OfferKind, Vrijstelling
from thuisplan_desktop.register.status import Category

_DAY = timedelta(days=1)
_EXEMPTIONS = {
    Vrijstelling.ART5_ONDER_A: Category.EXEMPT_A,
    Vrijstelling.ART5_ONDER_B: Category.EXEMPT_B,
    Vrijstelling.ART5_ONDER_C: Category.EXEMPT_C,
    Vrijstelling.ART15: Category.EXEMPT_15,
    Vrijstelling.ART5A_TREKKEND: Category.NOT_OBLIGED,
}


def judge(file, on, definitions, calendar):
    """Category, since and the day on which four weeks are full."""
    view = _View(file, on, definitions, calendar)
    return next(found for one in _JUDGES if (found := one(view)) is not None)


class _View:
    def __init__(self, file, on, definitions, calendar):
        self.file, self.case, self.on, self.definitions, self.calendar = file, file.case, on, definitions, calendar
        granted = [one for one in file.exemptions if one.kind.exempts and one.starts_on]
        ended = [one.ends_on for one in granted if one.ends_on and one.ends_on < on]
        young = file.case.birth_date and leerplicht_from(file.case.birth_date, calendar)
        self.again = max([young or date.min, *(day + _DAY for day in ended)])  # school is owed from that day
        told = with_first_day(file.case, file.absences, on, calendar)
        self.half = half_day(file.case.timetable_minutes)
        self.rows = [self.obliged(row) for row in told if (row.ends_on or date.max) >= self.again]
        self.home = current_run(self.rows, on, calendar, HOME_KINDS, self.half)

    def obliged(self, row):
        """The part from then on. Of a few hours it stays as it was, so that it stays a few hours."""
        if row.starts_on >= self.again or mostly_present(row, self.calendar, self.half):
            return row
        return replace(row, starts_on=self.again, minutes=0)

    def past(self, day, at_least):
        return self.on >= day if at_least else self.on > day


def _closed(view):
    closed = view.case.closed_on
    return (Category.CLOSED, None, None) if closed and view.on >= closed else None


def _not_obliged(view):
    case, birth = view.case, view.case.birth_date
    if birth is None:
        return None
    obliged = is_leerplichtig(birth, view.on, view.calendar)
    freed = case.diploma is Diploma.PRO or case.vso_profile in (VsoProfile.WORK, VsoProfile.DAY_CARE)
    qualified = case.diploma in (Diploma.HAVO, Diploma.VWO, Diploma.MBO2)
    if obliged and (freed or qualified) and view.on > leerplicht_until(birth):  # no twelve years of school known
        obliged = case.diploma_on is not None and view.on < case.diploma_on
    return None if obliged else (Category.NOT_OBLIGED, None, None)


def _exempt(view):
    held = view.file.exemption_on(view.on)
    return (_EXEMPTIONS[held.kind], None, None) if held else None


def _aftercare(view):
    begins, ends = view.case.aftercare_from, view.case.aftercare_until
    if begins is None or not begins <= view.on <= (ends or date.max):
        return None
    again = view.home is not None and view.home.starts_on >= begins
    return None if again else (Category.AFTERCARE, None, None)


def _day_care(view):
    place = view.case.place_available_on
    in_place = view.case.offer_kind is OfferKind.DAY_CARE and place is not None and place <= view.on
    again = in_place and view.home is not None and view.home.starts_on > place
    return (Category.NONE, None, None) if view.definitions.norm.day_care_ends and in_place and not again else None


def _not_enrolled(view):
    case, rule = view.case, view.definitions.absoluut
    if _enrolled(case, view.on):
        return None
    begins = case.left_on + _DAY if case.left_on and case.left_on < view.on else case.first_absent_on
    begins = begins if begins is not None and begins <= view.on else None
    begins = begins and max(begins, view.again)
    excluded = (
        case.not_counted in rule.not_counted
        or (begins is not None and view.on < begins + timedelta(weeks=rule.weeks))
        or (_waits(case, begins, view.on) and rule.mbo_february is MboFebruary.EXCLUDED)
    )
    known = (day for day in (begins, case.first_absent_on, view.home and view.home.starts_on) if day)
    since = min((day for day in known if day <= view.on), default=None)
    since = since and max(since, view.again)
    category = Category.ABSOLUUT_NOT_COUNTED if excluded else Category.ABSOLUUT
    return category, since, begins and begins + timedelta(weeks=4)


def _waits(case, begins, on):
    """For the entrance of February, so no longer than until the first one."""
    if not case.waits_for_mbo or begins is None:
        return case.waits_for_mbo
    return not any(begins < date(year, 3, 1) <= on for year in range(begins.year, on.year + 1))


def _enrolled(case, on):
    if case.enrolment is Enrolment.NOT_ENROLLED:
        return case.left_on is not None and on <= case.left_on
    between = case.left_on is not None and case.enrolled_on is not None and case.left_on < on < case.enrolled_on
    return not between


def _lrv(view):
    rule, norm = view.definitions.lrv, view.definitions.norm
    begin = _reached(view, rule, lasting=True) or (
        None if _long_authorised(view) else _reached(view, rule, lasting=False)
    )
    if view.home is None or begin is None:
        return None
    over = view.past(three_months_on(view.home.starts_on, norm.months), norm.at_least)
    category = Category.LRV_OVER_3M if over else Category.LRV_4W_3M
    return category, view.home.starts_on, _full(begin, rule, view.calendar)


def _sick(view):
    return _by_rule(view, view.definitions.long_term_sick, Category.LONG_TERM_SICK)


def _authorised(view):
    return _by_rule(view, view.definitions.authorised, Category.WORRYING_AUTHORISED)


def _by_rule(view, rule, category):
    begin = _reached(view, rule, lasting=True)
    if begin is None or view.home is None:
        return None
    return category, view.home.starts_on, _full(begin, rule, view.calendar)


def _long_authorised(view):
    rules = (view.definitions.long_term_sick, view.definitions.authorised)
    return any(_reached(view, rule, lasting=True) for rule in rules)


def _reached(view, rule, *, lasting):
    if view.home is None:
        return None
    every = runs(view.rows, view.on, view.calendar, rule.kinds, view.half)
    found = [run for run in every if run.starts_on >= view.home.starts_on]
    for run in found[-1:] if lasting else found:
        last, full = _last_home_day(run, view.calendar), _full(run.starts_on, rule, view.calendar)
        reached = last >= full if rule.at_least else last > full
        if view.past(full, rule.at_least) and reached and (last >= view.on or not lasting):
            return run.starts_on
    return None


def _last_home_day(run, calendar):
    """The last day before school could have been attended again; date.max while the run lasts."""
    return date.max if run.ends_on is None else calendar.nth_school_day(run.ends_on + _DAY, 1) - _DAY


def _full(begin, rule, calendar):
    """The day on which the weeks are full: of four the 20th school day, or 28 calendar days on (domain §4.3)."""
    if rule.unit is WeekUnit.CALENDAR:
        return begin + timedelta(weeks=rule.weeks)
    return calendar.nth_school_day(begin, 5 * rule.weeks)


def _at_risk(view):
    run = view.home or current_run(view.rows, view.on, view.calendar, {AbsenceKind.PARTIAL}, view.half)
    if run is None:
        return None
    if run.kinds <= {AbsenceKind.SUSPENDED, AbsenceKind.EXPELLED}:
        category = Category.SUSPENDED
    else:
        category = Category.DREIGEND if run.kinds & view.definitions.dreigend.kinds else Category.NONE
    return category, run.starts_on, _full(run.starts_on, view.definitions.lrv, view.calendar)


def _nothing(view):
    return Category.NONE, None, None


_JUDGES = (
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
