"""A pupil that arrives in a list while he has a case: is it he, and what does the list say otherwise.

On a birth date hang the ages of consent and leerplicht, on a school who counts and who may know; a name decides what
an anonymous text must hide. So where a list differs on these, a person decides, with a reason (AVG article 5(1)(d)).
"""

from dataclasses import dataclass, replace
from datetime import date

from thuisplan_desktop.dutch import format_date_short
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.codes import Code


class What(Code):
    """What a person decides about."""

    NAME = "name", "naam"
    BIRTH_DATE = "birth_date", "geboortedatum"
    SCHOOL = "school", "school"


_FIELDS = {
    What.NAME: ("nickname", "first_names", "infix", "surname"),
    What.BIRTH_DATE: ("birth_date",),
    What.SCHOOL: ("brin", "branch", "pupil_key", "year_group", "class_name", "enrolled_on", "left_on"),
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


def differences(ours: Case, theirs: Case, key: str) -> tuple[Difference, ...]:
    """Where both say something and it isn't the same. Capitals and spaces make no difference."""
    found = []
    if _name_differs(ours, theirs):
        found.append(Difference(key, What.NAME, _name(ours), _name(theirs)))
    if ours.birth_date and theirs.birth_date and ours.birth_date != theirs.birth_date:
        days = format_date_short(ours.birth_date), format_date_short(theirs.birth_date)
        found.append(Difference(key, What.BIRTH_DATE, *days))
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


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
