"""A pupil that arrives in a list while he has a case: is it he, and what does the list say otherwise.

On a birth date hang the ages of consent and leerplicht, on a school who counts and who may know; a name decides what
an anonymous text must hide. So where a list differs on these, a person decides, with a reason (AVG article 5(1)(d)).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from thuisplan_desktop.dutch import format_date_short
from thuisplan_desktop.register.ages import is_leerplichtig
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.codes import Code
from thuisplan_desktop.register.pointing import folded


class What(Code):
    """What a person decides about. Of a possible double: whether he is the pupil of that case."""

    NAME = "name", "naam"
    BIRTH_DATE = "birth_date", "geboortedatum"
    SCHOOL = "school", "school"
    LEFT = "left", "uitschrijving"
    PUPIL = "pupil", "leerling"


_FIELDS = {
    What.NAME: ("nickname", "first_names", "infix", "surname"),
    What.BIRTH_DATE: ("birth_date",),
    What.SCHOOL: ("brin", "branch", "pupil_key", "year_group", "class_name", "enrolled_on", "left_on"),
    What.LEFT: ("left_on", "enrolment"),
    What.PUPIL: (),
}


@dataclass(frozen=True)
class Difference:
    """What the register and the list say of one pupil, by the key of the list."""

    key: str
    what: What
    ours: str
    theirs: str

    def __repr__(self) -> str:
        return f"Difference(what={self.what.value!r})"


def same_pupil(case: Case, name: tuple[str, str, str], born: date | None) -> bool:
    """Whether first name, tussenvoegsel, surname and birth date all agree; without a birth date nobody is the same."""
    ours = (case.nickname, case.infix, case.surname)
    return born is not None and case.birth_date == born and list(map(_folded, ours)) == list(map(_folded, name))


def may_be_same(case: Case, theirs: Case) -> bool:
    """Whether nobody can rule out that they are one: the same name at the same school, and no two numbers and birth
    dates that tell them apart."""
    if case.brin and theirs.brin and case.brin != theirs.brin:
        return False
    if not theirs.full_name or _bare(case.full_name) != _bare(theirs.full_name):
        return False
    numbered = case.pupil_key and theirs.pupil_key
    return not numbered or not (case.birth_date and theirs.birth_date) or case.birth_date == theirs.birth_date


def possible_double(ours: Case, theirs: Case, key: str) -> Difference:
    """The question whether the pupil of the list is the one of this case."""
    return Difference(key, What.PUPIL, *(f"{one.full_name}, {_born(one)}" for one in (ours, theirs)))


def numbers_meant(keys: Collection[str], listed: Collection[str]) -> Mapping[str, list[str]]:
    """By which numbers of a list each number of the register is meant: the same, or without zeros a sheet dropped."""
    bare: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        bare[key.lstrip("0")].append(key)
    found: dict[str, list[str]] = defaultdict(list)
    for number in listed:
        near = bare.get(number.lstrip("0"), []) if number.isdigit() else []
        if number in keys:
            found[number].append(number)
        elif len(near) == 1 and near[0] not in listed:
            found[near[0]].append(number)
    return found


def infix_with(ours: Case, infix: str, surname: str) -> str:
    """The tussenvoegsel that goes with the surname of a list: with another surname its own, also when it has none."""
    if surname and ours.surname and _folded(surname) != _folded(ours.surname):
        return infix
    return infix or ours.infix


def fuller_number(ours: str, theirs: str) -> str:
    """Their number, or ours where theirs only lost its zeros."""
    lost = theirs.isdigit() and ours.lstrip("0") == theirs.lstrip("0") and len(ours) > len(theirs)
    return ours if lost or not theirs else theirs


def not_obliged_by(ours: Case, theirs: Case, today: date, calendar: SchoolCalendar) -> bool:
    """Whether an open case without birth date would stop being a thuiszitter by the one of the list (LPW 3, 4a)."""
    born = theirs.birth_date
    if born is None or ours.birth_date or ours.closed_on is not None:
        return False
    return not is_leerplichtig(born, today, calendar)


def left_question(ours: Case, key: str) -> Difference:
    """The question whether who left, or stands enrolled nowhere, is at school: keeping, searching and counting hang on
    that day."""
    gone = "uitgeschreven op " + _day(ours.left_on) if ours.left_on else ours.enrolment.label
    return Difference(key, What.LEFT, gone, "ingeschreven")


def birth_date_question(ours: Case, theirs: Case, key: str) -> Difference:
    """The question which birth date is right."""
    return Difference(key, What.BIRTH_DATE, _day(ours.birth_date), _day(theirs.birth_date))


def differences(ours: Case, theirs: Case, key: str) -> tuple[Difference, ...]:
    """Where both say something and it isn't the same. Capitals and spaces make no difference."""
    found = []
    if _name_differs(ours, theirs):
        found.append(Difference(key, What.NAME, _name(ours), _name(theirs)))
    if ours.birth_date and theirs.birth_date and ours.birth_date != theirs.birth_date:
        found.append(birth_date_question(ours, theirs, key))
    if ours.brin and theirs.brin and (ours.brin, ours.branch) != (theirs.brin, theirs.branch):
        found.append(Difference(key, What.SCHOOL, f"{ours.brin} {ours.branch}", f"{theirs.brin} {theirs.branch}"))
    return tuple(found)


def taken_over(ours: Case, theirs: Case, keep: frozenset[What]) -> Case:
    """The case as the list tells it, but for what the register stays with."""
    kept = {name: getattr(ours, name) for what in keep for name in _FIELDS[what]}
    return replace(theirs, **kept)


def _name_differs(ours: Case, theirs: Case) -> bool:
    pairs = [(getattr(ours, name), getattr(theirs, name)) for name in _FIELDS[What.NAME]]
    return any(one and other and _folded(one) != _folded(other) for one, other in pairs)


def _name(case: Case) -> str:
    first = f" ({case.first_names})" if case.first_names and case.first_names != case.nickname else ""
    return case.full_name + first


def _born(case: Case) -> str:
    return f"geboren {_day(case.birth_date)}" if case.birth_date else "geboortedatum onbekend"


def _day(day: date | None) -> str:
    return format_date_short(day) if day else "onbekend"


def _bare(text: str) -> str:
    """Also without accents: another list may have none, and a second case of one child is worse than a question."""
    return folded(_folded(text))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
