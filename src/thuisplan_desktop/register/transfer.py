"""A pupil who went to another school: the enrolment left behind stays known (Noord-Kennemerland 2017, doel 5)."""

from collections.abc import Iterable
from datetime import date, timedelta

from thuisplan_desktop.register.case import Case, CaseFile
from thuisplan_desktop.register.codes import Enrolment
from thuisplan_desktop.register.schooling import SchoolPeriod


def left_behind(before: Case, after: Case, period_id: str) -> SchoolPeriod | None:
    """The enrolment that ended when the case went to another school; None when it didn't, or it isn't known when."""
    if place_of(before) == place_of(after) or before.enrolled_on is None or after.enrolled_on is None:
        return None
    if after.enrolled_on <= before.enrolled_on:
        return None  # a correction, or a change that is taken back
    last = min(before.left_on or after.enrolled_on, after.enrolled_on - timedelta(days=1))
    return SchoolPeriod(
        id=period_id, case_id=after.id, school_name=before.school_name, brin=before.brin, branch=before.branch,
        starts_on=before.enrolled_on, ends_on=last,
    )  # fmt: skip


def present_again(case: Case, periods: Iterable[SchoolPeriod]) -> tuple[SchoolPeriod, ...]:
    """Earlier enrolments that are the present one: a move that was taken back."""
    here = (*place_of(case), case.enrolled_on)
    return tuple(one for one in periods if (one.school_name, one.brin, one.branch, one.starts_on) == here)


def place_of(case: Case) -> tuple[str, str, str]:
    return case.school_name, case.brin, case.branch


def present(case: Case) -> tuple[SchoolPeriod, ...]:
    """The present enrolment as a period, so that earlier ones can be held against it."""
    if case.enrolled_on is None:
        return ()
    return (
        SchoolPeriod(
            id="", case_id=case.id, school_name=case.school_name, brin=case.brin, branch=case.branch,
            starts_on=case.enrolled_on, ends_on=case.left_on,
        ),
    )  # fmt: skip


def left_for_unknown(file: CaseFile, on: date) -> date | None:
    """The last day of enrolment of who has left without a next school; None when it is known where the pupil is.

    Not enrolled is an answer too, and so is a closed case. A later school whose period ended as well leaves the
    question open. Nothing is guessed: who is not enrolled may be absoluut verzuim (Leerplichtwet 1969, artikel 2).
    """
    case = file.case
    if case.left_on is None or case.left_on >= on or case.enrolment is not Enrolment.ENROLLED:
        return None
    if (case.enrolled_on and case.enrolled_on > case.left_on) or (case.closed_on and case.closed_on <= on):
        return None
    last = max([case.left_on, *(_last_day(one, case.left_on) for one in file.school_periods)])
    return last if last < on else None


def _last_day(period: SchoolPeriod, left: date) -> date:
    """An open period counts only when it began after leaving: an earlier school without an end proves nothing."""
    later = period.starts_on is not None and period.starts_on >= left
    return period.ends_on or (date.max if later else date.min)
