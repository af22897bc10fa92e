"""A pupil who went to another school: the enrolment left behind stays known (Noord-Kennemerland 2017, doel 5)."""

from collections.abc import Iterable
from datetime import date, timedelta

from thuisplan_desktop.register.case import Case, CaseFile
from thuisplan_desktop.register.facts import facts_of, last_enrolled
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
    """`facts.last_enrolled` of a case that is already read."""
    if file.case.left_on is None:
        return None
    facts, background = facts_of(file)
    last = last_enrolled(facts, background, on.toordinal())
    return None if last is None else date.fromordinal(last)
