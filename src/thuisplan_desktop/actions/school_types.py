"""Which kind of school a pupil is at, where his file doesn't say: asked once a vestiging or group, and remembered."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.intake.edexml_pupils import PupilFile, PupilRow
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.codes import Role, SchoolType
from thuisplan_desktop.store import settings
from thuisplan_desktop.store.register_file import Connection

_TYPES = "list_school_types"
_SO, _VO = (SchoolType.SBO, SchoolType.SO), (SchoolType.VO, SchoolType.PRO)
_VO_YEARS = frozenset({"11", "12", "13", "14", "15", "16"})


@dataclass(frozen=True)
class TypeQuestion:
    """EDEXML tells sbo from so, and vo from praktijkonderwijs, for nobody: asked once a vestiging or group.

    `place` names it, `answer` is what was said before; `keys` are the pupils it is about.
    """

    id: str
    place: str
    options: tuple[SchoolType, ...]
    answer: SchoolType | None
    keys: frozenset[str]


def questions(register: OpenRegister, file: PupilFile, told: Mapping[str, SchoolType]) -> tuple[TypeQuestion, ...]:
    """Every place in the file whose kind of school it doesn't tell. `told`: the answers so far."""
    asked: dict[str, list[PupilRow]] = {}
    for pupil in file.pupils:
        if _options(register, pupil):
            asked.setdefault(_place(file, pupil), []).append(pupil)
    return tuple(
        TypeQuestion(
            id=place,
            place=_place_name(file, pupils[0]),
            options=_options(register, pupils[0]),
            answer=told.get(place),
            keys=frozenset(pupil.key for pupil in pupils),
        )
        for place, pupils in asked.items()
    )


def _options(register: OpenRegister, pupil: PupilRow) -> tuple[SchoolType, ...]:
    """Between which kinds of school the file doesn't choose; none where it does, or where this register knows."""
    own = register.settings.school_type
    consulent = register.role is Role.CONSULENT
    if pupil.year_group == "S":
        return () if own in _SO and not consulent else _SO
    if pupil.year_group in _VO_YEARS:
        return _VO if consulent or own is SchoolType.VO else ()
    return ()


def _place(file: PupilFile, pupil: PupilRow) -> str:
    kind = "s" if pupil.year_group == "S" else "vo"
    return "|".join((file.brin, file.branch, pupil.branch_name or pupil.class_name, kind))


def _place_name(file: PupilFile, pupil: PupilRow) -> str:
    if pupil.branch_name:
        return pupil.branch_name
    return f"groep {pupil.class_name}" if pupil.class_name else f"school {file.brin} {file.branch}".strip()


def type_of(
    register: OpenRegister, file: PupilFile, pupil: PupilRow, case: Case, told: Mapping[str, SchoolType]
) -> SchoolType:
    """The kind of school of one pupil: what was answered, else what the case has, else the usual one."""
    options = _options(register, pupil)
    if options:
        usual = case.school_type if case.school_type in options else options[0]
        return told.get(_place(file, pupil), usual)
    if pupil.year_group == "V":
        return SchoolType.VSO
    if register.role is Role.CONSULENT and pupil.year_group.isdigit():
        return SchoolType.BAO
    return case.school_type


def answers(connection: Connection) -> dict[str, SchoolType]:
    """What was said before, by place; nothing when what was kept can't be read."""
    try:
        found = json.loads(settings.get(connection, _TYPES) or "{}")
        return {str(place): SchoolType(kind) for place, kind in found.items()}
    except (ValueError, AttributeError):
        return {}


def remember(connection: Connection, told: Mapping[str, SchoolType]) -> None:
    """Keep the answers for the next file."""
    settings.put(connection, _TYPES, json.dumps({place: kind.value for place, kind in told.items()}))
