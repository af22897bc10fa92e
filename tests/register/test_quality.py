"""Meldingshygiëne: what is missing in a case, and what is left in peace."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from factories import make_absence, make_case, make_file
from thuisplan_desktop.register import case_dates, definitions
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.case_codes import ClosingReason, DuoKind
from thuisplan_desktop.register.codes import Category, Enrolment, SchoolType
from thuisplan_desktop.register.outcome import is_short, lasted
from thuisplan_desktop.register.quality import Finding, Issue, findings
from thuisplan_desktop.register.schooling import DuoReport, SchoolPeriod
from thuisplan_desktop.register.status import classify
from thuisplan_desktop.register.stretch import periods_of

TODAY = date(2026, 3, 16)
RULES, NOORD = definitions.load("landelijk"), SchoolCalendar.load("noord")
CLEAN = make_file(make_case(reported_on=date(2026, 2, 9), confirmed_category=Category.LRV_4W_3M))


def issues(file: CaseFile, touched_on: date | None = TODAY) -> list[Issue]:
    return [one.issue for one in look(file, touched_on)]


def look(file: CaseFile, touched_on: date | None = TODAY) -> tuple[Finding, ...]:
    status = classify(file, TODAY, RULES, NOORD)
    return findings(file, periods_of(file.absences, TODAY), status, touched_on, TODAY)


def changed(**changes: object) -> CaseFile:
    return replace(CLEAN, case=replace(CLEAN.case, **changes))  # type: ignore[arg-type]  # any field of a case


def test_a_case_that_is_kept_well_is_left_in_peace() -> None:
    """Reported, its group decided, touched lately."""
    assert issues(CLEAN) == []


@pytest.mark.parametrize(
    ("file", "issue"),
    [
        (changed(reported_on=None), Issue.NO_REPORT),
        (changed(confirmed_category=None), Issue.NOT_CONFIRMED),
        (changed(enrolment=Enrolment.NOT_ENROLLED, first_absent_on=None), Issue.NO_FIRST_DAY),
        (changed(closed_on=date(2026, 3, 1)), Issue.NO_OUTCOME),
        (changed(birth_date=date(2022, 5, 1), school_type=SchoolType.VO), Issue.AGE),
        (changed(birth_date=date(2022, 9, 3)), Issue.AGE),
        (changed(birth_date=date(2006, 5, 1)), Issue.AGE),
        (changed(birth_date=date(2004, 3, 16), school_type=SchoolType.VO), Issue.AGE),
        (changed(birth_date=date(1998, 9, 3), school_type=SchoolType.VSO), Issue.AGE),
        (changed(birth_date=date(2001, 9, 3), school_type=SchoolType.PRO), Issue.AGE),
        (
            changed(closed_on=date(2026, 3, 1), closing_reason=ClosingReason.OTHER, enrolment=Enrolment.NOT_ENROLLED),
            Issue.NO_OUTCOME,
        ),
    ],
)
def test_what_is_missing_is_said(file: CaseFile, issue: Issue) -> None:
    """Each with a sentence and the section in which it is mended."""
    found = look(file)
    assert issue in [one.issue for one in found]
    assert all(one.why.endswith(".") and one.section for one in found)


def test_a_melding_without_an_end_is_said_once_the_pupil_is_back() -> None:
    """DUO asks an end date of some kinds; while he is away there is none to give."""
    report = DuoReport(id="d1", case_id=CLEAN.case.id, kind=DuoKind.LRV, reported_on=date(2026, 2, 9))
    away = replace(CLEAN, duo_reports=(report,))
    back = replace(away, absences=(make_absence(CLEAN.case, ends_on=date(2026, 3, 6)),))
    assert issues(away) == []
    assert issues(back) == [Issue.NO_END]
    assert issues(replace(back, duo_reports=(replace(report, ends_on=date(2026, 3, 6)),))) == []
    assert issues(replace(back, duo_reports=(replace(report, kind=DuoKind.OTHER),))) == []


def test_nazorg_while_the_absence_goes_on_is_said() -> None:
    """One of both is no longer true: the solution, or the absence."""
    (one,) = look(changed(aftercare_from=date(2026, 3, 2)))
    assert (one.issue, one.section) == (Issue.AFTERCARE, "Afsluiten")
    assert "12 januari 2026" in one.why
    back = (make_absence(CLEAN.case, ends_on=date(2026, 2, 27)),)
    assert issues(replace(changed(aftercare_from=date(2026, 3, 2)), absences=back)) == []


def test_a_closed_case_has_no_absence_that_goes_on() -> None:
    """It would count as absent in a later telling."""
    closed = changed(closed_on=date(2026, 3, 1), closing_reason=ClosingReason.BACK)
    assert issues(closed) == [Issue.NO_END]
    assert issues(replace(closed, absences=())) == []


def test_who_has_left_is_asked_for_until_it_is_known_where_he_is() -> None:
    """The last day of enrolment is still enrolment; a next school, not enrolled and a closed case are answers."""
    last = TODAY - timedelta(days=1)
    left = changed(left_on=last)
    (asked,) = look(left)
    assert (asked.issue, asked.section) == (Issue.NO_NEXT_SCHOOL, "School")
    assert asked.why.startswith("Uitgeschreven op 15 maart 2026, en er is geen nieuwe school bekend")
    assert issues(changed(left_on=TODAY)) == []
    assert issues(changed(left_on=last, enrolled_on=TODAY)) == []
    assert issues(changed(left_on=last, enrolled_on=TODAY + timedelta(days=7))) == []
    assert Issue.NO_NEXT_SCHOOL in issues(changed(left_on=last, enrolled_on=None))
    assert Issue.NO_NEXT_SCHOOL not in issues(changed(left_on=last, enrolment=Enrolment.NOT_ENROLLED))
    assert Issue.NO_NEXT_SCHOOL not in issues(changed(left_on=last, closed_on=TODAY))


@pytest.mark.parametrize(
    ("first", "last", "asked"),
    [
        (date(2026, 2, 1), None, False),
        (date(2026, 2, 1), TODAY, False),
        (date(2026, 2, 1), date(2026, 3, 1), True),
        (date(2016, 8, 1), None, True),
        (None, None, True),
        (None, TODAY, False),
    ],
)
def test_only_a_school_after_leaving_answers_where_he_is(first: date | None, last: date | None, asked: bool) -> None:
    """Not an earlier one, and not one that he has left as well."""
    left = changed(left_on=date(2026, 1, 30))
    period = SchoolPeriod(id="s", case_id=left.case.id, school_name="De Brug", starts_on=first, ends_on=last)
    assert (Issue.NO_NEXT_SCHOOL in issues(replace(left, school_periods=(period,)))) is asked


def test_who_waits_for_an_mbo_that_has_begun_is_asked_about() -> None:
    """After the February since leaving; before it he waits, and enrolled again nobody asks."""
    gone = {"enrolment": Enrolment.NOT_ENROLLED, "waits_for_mbo": True, "first_absent_on": None, "enrolled_on": None}
    (asked,) = [one for one in look(changed(left_on=date(2025, 7, 31), **gone)) if one.issue is Issue.MBO_STARTED]
    assert "niet gestart in februari" in asked.why
    assert asked.section == "Vrijstelling"
    assert Issue.MBO_STARTED not in issues(changed(left_on=date(2026, 3, 1), **gone))
    assert Issue.MBO_STARTED not in issues(changed(left_on=date(2025, 7, 31), **{**gone, "waits_for_mbo": False}))
    assert Issue.MBO_STARTED not in issues(changed(waits_for_mbo=True))


def test_who_was_not_touched_for_more_than_four_weeks_is_stale() -> None:
    """Four weeks is still fine; when the logbook no longer knows, it was long ago."""
    assert issues(CLEAN, TODAY - timedelta(weeks=4)) == []
    assert issues(CLEAN, TODAY - timedelta(weeks=4, days=1)) == [Issue.STALE]
    assert issues(CLEAN, None) == [Issue.STALE]


def test_short_is_solved_within_three_months() -> None:
    """From the first absent day (Ingrado); nazorg is the solution, else the closing."""
    first = CLEAN.case.first_absent_on
    assert first == date(2026, 1, 12)
    assert is_short(changed(closed_on=date(2026, 4, 12))) is True
    assert is_short(changed(closed_on=date(2026, 4, 13))) is False
    assert is_short(changed(aftercare_from=date(2026, 4, 1), closed_on=date(2026, 9, 1))) is True
    assert is_short(CLEAN) is None
    assert lasted(CLEAN) == ""
    assert "Ingrado" in lasted(changed(closed_on=date(2026, 4, 13)))


@pytest.mark.parametrize(
    ("changes", "what", "section"),
    [
        ({"reported_on": date(2026, 1, 1)}, "De melding is van 1 januari 2026", "Verzuim"),
        ({"offered_on": date(2026, 1, 1)}, "Het aanbod is van 1 januari 2026", "Aanbod"),
    ],
)
def test_a_day_before_the_first_absence_is_asked_about_and_not_refused(
    changes: object, what: str, section: str
) -> None:
    """It can be true, and is more often a slip of the pen: both days are named."""
    file = changed(first_absent_on=date(2026, 1, 12), **changes)  # type: ignore[arg-type]  # any field of a case
    case_dates.check(file.case, TODAY)
    (one,) = [one for one in look(file) if one.issue is Issue.BEFORE]
    assert one.why.startswith(what)
    assert one.why.endswith("de eerste afwezigheidsdag is 12 januari 2026. Kloppen beide dagen?")
    assert one.section == section


def test_days_from_the_first_absence_on_are_no_finding() -> None:
    """Also the melding at DUO."""
    on, before = (DuoReport(id="d", case_id="c", kind=DuoKind.LRV, reported_on=date(2026, 1, day)) for day in (12, 11))
    clean = changed(first_absent_on=date(2026, 1, 12), offered_on=date(2026, 1, 12))
    assert Issue.BEFORE not in issues(replace(clean, duo_reports=(on,)))
    assert Issue.BEFORE in issues(replace(clean, duo_reports=(before,)))


def test_absence_of_after_the_closing_is_said() -> None:
    """A period with an end too; of who was wrongly on the list what began before it is settled."""
    closed = changed(closed_on=date(2026, 2, 2), closing_reason=ClosingReason.BACK)
    later = make_absence(closed.case, starts_on=date(2026, 2, 9), ends_on=date(2026, 2, 13))
    file = replace(closed, absences=(later,))
    assert issues(file) == [Issue.AFTER_CLOSING]
    assert issues(replace(file, absences=())) == []
    wrongly = replace(file, case=replace(file.case, closing_reason=ClosingReason.WRONGLY_LISTED))
    assert issues(wrongly) == [Issue.AFTER_CLOSING]
    assert issues(replace(wrongly, absences=(replace(later, starts_on=date(2026, 1, 26)),))) == []


@pytest.mark.parametrize(("kind", "born"), [(SchoolType.VO, date(2004, 3, 17)), (SchoolType.MBO, date(1997, 9, 3))])
def test_an_age_that_can_be_is_no_finding(kind: SchoolType, born: date) -> None:
    """Twenty-one is still at a school for secondary education; the mbo has no last age."""
    assert Issue.AGE not in issues(changed(birth_date=born, school_type=kind))
