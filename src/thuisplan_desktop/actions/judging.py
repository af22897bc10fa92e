"""Judge every case of a register on a day, computed from its rows each time."""

from collections.abc import Iterator
from datetime import date

from thuisplan_desktop.errors import RegisterDamaged
from thuisplan_desktop.register import facts
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.codes import AbsenceKind
from thuisplan_desktop.register.definitions import DefinitionSet
from thuisplan_desktop.register.judging import Judge, Verdict
from thuisplan_desktop.register.status import Status, told
from thuisplan_desktop.register.stretch import Periods, by_timetable
from thuisplan_desktop.store import judging as store
from thuisplan_desktop.store.register_file import Connection


def statuses(
    connection: Connection, on: date, definitions: DefinitionSet, calendar: SchoolCalendar
) -> dict[str, Status]:
    """What each case is on a day, by its id; the sentences are worked out for whoever reads them."""
    return {found.id: told(found, on, definitions) for found in verdicts(connection, on, definitions, calendar)}


def verdicts(
    connection: Connection, on: date, definitions: DefinitionSet, calendar: SchoolCalendar
) -> Iterator[Verdict]:
    """The category of each case, in the order of their ids. Raises RegisterDamaged for a value that can't be."""
    return (verdict for verdict, _ in judged(connection, on, definitions, calendar))


def judged_with_hours(
    connection: Connection, on: date, definitions: DefinitionSet, calendar: SchoolCalendar
) -> Iterator[tuple[Verdict, Periods]]:
    """As `judged`, with what the sixteen hours need: until which day the minutes of absence that lasts are told."""
    days = store.told_until(connection, AbsenceKind.UNAUTHORISED.value)
    for verdict, periods in judged(connection, on, definitions, calendar):
        if verdict.id in days:
            periods.told_until = days[verdict.id]
        yield verdict, periods


def judged(
    connection: Connection, on: date, definitions: DefinitionSet, calendar: SchoolCalendar
) -> Iterator[tuple[Verdict, Periods]]:
    """The same, each with the periods it rests on."""
    judge = Judge(definitions, calendar, on)
    days = judge.stretches.days
    read = facts.reader(days)
    try:
        for case, periods, exemptions, schools in store.stream(connection, facts.FIELDS, on):
            known = read(case)
            begun = by_timetable(Periods(*periods), known.timetable_minutes)
            yield judge.judge(known, begun, facts.background(exemptions, schools, days)), begun
    except (ValueError, TypeError, KeyError):
        broken = True  # the exception would quote the value
    else:
        broken = False
    if broken:
        raise RegisterDamaged(part="cases")
