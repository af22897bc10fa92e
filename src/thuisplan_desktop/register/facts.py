"""What judging needs to know of a case: a few fields, as plain values with day numbers for dates."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.stretch import DayNumbers


class Facts(NamedTuple):
    """The fields of a case that its category can depend on. Codes are as stored; days are numbers."""

    id: str
    school_type: str
    enrolment: str
    exemption: str | None
    exemption_duration: str | None
    not_counted: str | None
    offer_kind: str | None
    waits_for_mbo: int
    birth_date: int | None
    enrolled_on: int | None
    left_on: int | None
    first_absent_on: int | None
    exempt_from: int | None
    exempt_until: int | None
    offered_on: int | None
    place_available_on: int | None
    aftercare_from: int | None
    aftercare_until: int | None
    closed_on: int | None


FIELDS = Facts._fields
"""The columns to read, in this order."""

_FIRST_DATE = FIELDS.index("birth_date")


def facts_of(case: Case) -> Facts:
    """The facts of a case that is already read."""
    values = (getattr(case, name) for name in FIELDS)
    return Facts._make(value.toordinal() if isinstance(value, date) else value for value in values)


def reader(days: DayNumbers) -> Callable[[Sequence[Any]], Facts]:
    """Make facts of a row of the columns `FIELDS`, as they are stored."""

    def read(row: Sequence[Any]) -> Facts:
        dates = [None if text is None else days[text] for text in row[_FIRST_DATE:]]
        return Facts._make((*row[:_FIRST_DATE], *dates))

    return read
