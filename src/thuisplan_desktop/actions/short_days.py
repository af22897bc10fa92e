"""A pupil with a short timetable of his own: what lists told of him means something else once that is known."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.ruling import calendar_of
from thuisplan_desktop.register.absence import half_day
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.lists import ListedDay, first_day_at_home, reopened
from thuisplan_desktop.store import cases, settings
from thuisplan_desktop.store.register_file import Connection

_DAY = timedelta(days=1)


def _key(case_id: str) -> str:
    return f"list_end:{case_id}"


def remember_end(
    connection: Connection, case_id: str, days: Sequence[ListedDay], last: date, calendar: SchoolCalendar
) -> None:
    """Keep that a pupil was on the last school day of a list: who misses all his lessons there has not come back."""
    end = max((one.day for one in days), default=None)
    if end is not None and not calendar.school_days_between(end + _DAY, last):
        settings.put(connection, _key(case_id), end.isoformat())
    else:
        settings.drop(connection, _key(case_id))


def follow_timetable(register: OpenRegister, connection: Connection, before: Case, case: Case) -> Case:
    """The case, its timetable worked into the periods that lists made: the newest stays open where they end.

    The first absent day moves along as it does when a list is read.
    """
    end = settings.get(connection, _key(case.id))
    if before.timetable_minutes == case.timetable_minutes or not end:
        return case
    calendar = calendar_of(register)
    known, half = cases.load_case_file(connection, case.id).absences, half_day(case.timetable_minutes)
    absences = reopened(known, date.fromisoformat(end), calendar, half_day(before.timetable_minutes), half)
    if absences == known:
        return case
    cases.replace_absences(connection, case.id, absences)
    first = first_day_at_home(absences, calendar, half)
    return replace(case, first_absent_on=min(filter(None, (first, case.first_absent_on)), default=None))
