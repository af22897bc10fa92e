"""Of which school an absence list is: a pupil's number is unique within one school only, and no list names its school.

Read beside the cases of another school, a list would give a child the absence of a stranger, or take his own away.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.errors import SchoolNotTold
from thuisplan_desktop.register.case import Case, CaseFile
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import cases


@dataclass(frozen=True)
class ListSchool:
    """A school with cases here that have a number. `id` is its BRIN, or its name where no BRIN is known."""

    id: str
    name: str
    is_own: bool


def schools(register: OpenRegister) -> tuple[ListSchool, ...]:
    """Of which schools a list can be, by name; the register's own first."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    with register.read() as connection:
        files = cases.load_case_files(connection)
    own = _own(register)
    found = {_school_of(register, file.case): file.case.school_name for file in files if file.case.pupil_key}
    lines = (ListSchool(one, name or one, one == own) for one, name in found.items())
    return tuple(sorted(lines, key=lambda line: (not line.is_own, line.name.casefold())))


def must_ask(register: OpenRegister, found: Sequence[ListSchool]) -> bool:
    """Whether a person must say of which school a list is: a consulent always, a school when it knows of another."""
    return bool(found) and (register.role is Role.CONSULENT or any(not one.is_own for one in found))


def of_school(register: OpenRegister, files: Iterable[CaseFile], told: str) -> list[CaseFile]:
    """The cases of the school that the list is of: the one that was told, else the register's own.

    Raises SchoolNotTold where neither is known and there is more than nothing to confuse: a consulent must tell it.
    """
    numbered = list(files)
    school = told or _own(register)
    here = {_school_of(register, file.case) for file in numbered if file.case.pupil_key}
    if not school and here:
        if register.role is Role.CONSULENT or len(here) > 1:
            raise SchoolNotTold
        (school,) = here
    return [file for file in numbered if _school_of(register, file.case) == school]


def _own(register: OpenRegister) -> str:
    """A consulent is of no school."""
    return register.settings.brin if register.role is Role.SCHOOL else ""


def _school_of(register: OpenRegister, case: Case) -> str:
    return case.brin or _own(register) or case.school_name
