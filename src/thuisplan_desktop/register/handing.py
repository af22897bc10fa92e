"""A case that goes to somebody else: which party that is, what may go along, and how it lands in his register.

Every fact belongs to one or more kinds of data; it goes along only when all of them are given. What is free text can
hold anything, so it needs them all, as on a sheet by name (`pdf/named_facts.py`). Consents, requests, papers, meetings
and sharings stay: they are about who had the case, and the receiver asks for consent himself.
"""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.register import transfer
from thuisplan_desktop.register.arrivals import same_pupil
from thuisplan_desktop.register.case import Absence, Case, CaseFile
from thuisplan_desktop.register.case_codes import HandoverTo
from thuisplan_desktop.register.codes import (
    AbsenceKind,
    ContactRole,
    DataCategory,
    LegalBasis,
    ObstaclePlace,
    Party,
    Purpose,
    Role,
)
from thuisplan_desktop.register.pointing import folded
from thuisplan_desktop.register.schooling import SchoolPeriod
from thuisplan_desktop.register.spans import overlap

_ABSENCE, _EDUCATION, _HOME = DataCategory.ABSENCE, DataCategory.EDUCATION, DataCategory.HOME
_HEALTH, _HELP = DataCategory.HEALTH, DataCategory.HELP
EVERYTHING = frozenset(DataCategory)
_Needs = frozenset[DataCategory]

_PARTIES = {
    HandoverTo.SCHOOL: Party.NEXT_SCHOOL,
    HandoverTo.OWN_SCHOOL: Party.ZORGCOORDINATOR,
    HandoverTo.RMC: Party.RMC,
    HandoverTo.SWV: Party.CONSULENT,
    HandoverTo.LEERPLICHT: Party.LEERPLICHT,
    HandoverTo.CARE: Party.CARE_PROVIDER,
    HandoverTo.WORK: Party.WORKPLACE,
}
_BY_TASK = frozenset({HandoverTo.SWV, HandoverTo.OWN_SCHOOL})
"""Goes on the ground of the tasks of the samenwerkingsverband (WPO article 18a), not as a hand-over of its own."""


def party_of(to: HandoverTo, holder: Role) -> Party:
    """Who receives it, as the sharing rules know him; a colleague is of the same organisation as the holder."""
    if to is HandoverTo.COLLEAGUE:
        return Party.CONSULENT if holder is Role.CONSULENT else Party.ZORGCOORDINATOR
    return _PARTIES[to]


def purpose_of(to: HandoverTo) -> Purpose:
    """What the case goes for."""
    return Purpose.TASK if to in _BY_TASK else Purpose.HANDOVER


# --- what goes along

_FIELDS: Mapping[_Needs, tuple[str, ...]] = {
    frozenset(): ("nickname", "first_names", "infix", "surname", "birth_date"),
    frozenset({_ABSENCE}): ("first_absent_on", "reported_on"),
    frozenset({_EDUCATION}): (
        "school_name", "brin", "branch", "school_type", "year_group", "enrolment", "enrolled_on", "left_on", "diploma",
        "diploma_on", "vso_profile", "signalled_on", "offered_on", "place_available_on", "waits_for_mbo",
    ),
    frozenset({_EDUCATION, _HELP}): ("offer_kind",),
    frozenset({_HOME}): ("postcode4", "home_municipality"),
    EVERYTHING: ("note", "bridging"),
}  # fmt: skip

_OBSTACLES = {
    ObstaclePlace.SCHOOL: _EDUCATION, ObstaclePlace.HOME: _HOME, ObstaclePlace.NETWORK: _HOME,
    ObstaclePlace.CHILD: _HEALTH,
}  # fmt: skip

PARTS: Mapping[str, _Needs] = {
    "absences": frozenset({_ABSENCE}),
    "duo_reports": frozenset({_ABSENCE}),
    "measures": frozenset({_ABSENCE, _EDUCATION}),
    "school_periods": frozenset({_EDUCATION}),
    "contacts": frozenset({_HOME}),
    "exemptions": EVERYTHING,
    "plans": EVERYTHING,
    "agreements": EVERYTHING,
    "talks": EVERYTHING,
}
"""What hangs on a case and can go along, with the kinds of data that it needs."""

TRAVELS = frozenset({"obstacles", *(name for names in _FIELDS.values() for name in names)})
"""The fields of a case that can go along; all others say something of the register they stand in."""

_EMPTY = Case(id="", nickname="")


def what_goes(file: CaseFile, told: AbstractSet[DataCategory]) -> CaseFile:
    """The case with nothing in it but what these kinds of data hold, and the name and birth date of the pupil."""
    known = {name: getattr(file.case, name) for needs, names in _FIELDS.items() if needs <= told for name in names}
    places = frozenset(place for place in file.case.obstacles if _OBSTACLES[place] in told)
    parts = {name: _going(name, getattr(file, name), told) for name, needs in PARTS.items() if needs <= told}
    return CaseFile(replace(_EMPTY, id=file.case.id, obstacles=places, **known), **parts)


def _going(name: str, parts: Iterable[Any], told: AbstractSet[DataCategory]) -> tuple[Any, ...]:
    """Without what refers to this register: its lists, its meetings, its staff, how it checked gezag."""
    if name == "absences":
        return tuple(replace(one, kind=_veiled(one.kind, told), listed_until=None) for one in parts)
    if name == "contacts":
        silent = {ContactRole.STAFF} if _HELP in told else {ContactRole.STAFF, ContactRole.FAMILY_GUARDIAN}
        family = (one for one in parts if one.role not in silent)
        return tuple(replace(one, gezag_checked_on=None, gezag_checked_how="") for one in family)
    if name == "agreements":
        return tuple(replace(one, meeting_id="") for one in parts)
    return tuple(parts)


def _veiled(kind: AbsenceKind, told: AbstractSet[DataCategory]) -> AbsenceKind:
    """Being ill is health data (AVG article 4(15)): without it sick goes as any other authorised absence."""
    return AbsenceKind.AUTHORISED if kind is AbsenceKind.SICK and _HEALTH not in told else kind


@dataclass(frozen=True, kw_only=True)
class Handed:
    """A case as it travels. `sender` is the name of the school or consulent, `note` what the receiver must know."""

    sender: str
    made_on: date
    purpose: Purpose
    basis: LegalBasis
    categories: frozenset[DataCategory]
    note: str
    file: CaseFile

    def __repr__(self) -> str:
        return "Handed()"


# --- how it lands


@dataclass(frozen=True)
class Landing:
    """The case as it will stand in the receiver's register, and the parts that are new there.

    `is_known`: the pupil had a case already, and what the register said itself stays.
    """

    case: Case
    parts: tuple[Any, ...]
    is_known: bool
    left_out: int
    """Parts that stand there already, or can't stand beside what does: they overlap, or there is a plan."""
    unfit: tuple[str, ...] = ()
    """What of theirs can't be and was left out, as its fields are called."""

    def __repr__(self) -> str:
        return f"Landing(case={self.case.id!r})"


def find(handed: Handed, known: Iterable[CaseFile], own_id: str) -> CaseFile | None:
    """The case in this register that it belongs to: the one it made before, or of the same pupil, an open one first."""
    theirs = handed.file.case
    name = (theirs.nickname, theirs.infix, theirs.surname)
    files = sorted(known, key=lambda one: one.case.closed_on is not None)
    made = next((one for one in files if one.case.id == own_id), None)
    return made or next((one for one in files if same_pupil(one.case, name, theirs.birth_date)), None)


def goes_by_another_name(ours: Case, theirs: Case) -> bool:
    """Whether a case that came before now comes under a name or birth date that isn't the one here: it may have become
    another child's at the sender."""
    born = theirs.birth_date or ours.birth_date
    name = (theirs.nickname, theirs.infix, theirs.surname)
    return not same_pupil(replace(ours, birth_date=ours.birth_date or born), name, born)


def possible_doubles(handed: Handed, known: Iterable[CaseFile]) -> tuple[CaseFile, ...]:
    """The cases of which nobody can rule out that they are of this pupil: a person answers, as with a list of pupils.

    The same surname, with or without tussenvoegsel, and the same birth date; or a first name that begins alike, where
    one birth date is unknown or has its day and month the other way round; or the same first name, where they are of
    one year or of one day in another: a slip of the keyboard is likelier then than a namesake. Or the same first name
    and birth date.
    """
    return tuple(one for one in known if _may_be(one.case, handed.file.case))


def _may_be(ours: Case, theirs: Case) -> bool:
    surname = bool(_surnames(ours) & _surnames(theirs))
    first, other = folded(ours.nickname).strip(), folded(theirs.nickname).strip()
    if ours.birth_date and ours.birth_date == theirs.birth_date:
        return surname or first == other
    return surname and first[:1] == other[:1] and _unsure(ours.birth_date, theirs.birth_date, same_name=first == other)


def _surnames(case: Case) -> set[str]:
    """As it is, and with its tussenvoegsel as one word: some write 'van der' in the field of the surname."""
    whole, own = f"{case.infix}{case.surname}", case.surname
    return {"".join(folded(one).split()) for one in (whole, own) if one.strip()}


def _unsure(one: date | None, other: date | None, *, same_name: bool) -> bool:
    if one is None or other is None:
        return True
    if one.year != other.year:
        return same_name and (one.month, one.day) == (other.month, other.day)
    return same_name or (one.month, one.day) == (other.day, other.month)


def land(handed: Handed, ours: CaseFile, id_of: Callable[[str], str], *, is_known: bool) -> Landing:
    """Put what came beside what is there. `ours` is the case that is there, or an empty one of this register.

    The first day of absence is the earliest that either knows: a new school never starts the clock again. A part that
    was taken in before is not taken in twice, so a file may come again. `id_of` makes our key of one of theirs.
    """
    theirs, case = handed.file.case, ours.case
    moved = bool(theirs.school_name) and bool(case.school_name) and _place(theirs) != _place(case)
    told = {name: getattr(theirs, name) for name in TRAVELS - (_SCHOOL if moved else frozenset())}
    filled = {name: value for name, value in told.items() if getattr(case, name) == getattr(_EMPTY, name)}
    days = [day for day in (case.first_absent_on, theirs.first_absent_on) if day]
    filled |= {"first_absent_on": min(days, default=None), "note": _noted(filled.get("note", case.note), handed)}
    merged = replace(case, **filled)
    left = _left_school(theirs, case) if moved else ()
    new, out = _new_parts(handed.file, ours, id_of, left)
    return Landing(merged, new, is_known, out)


_SCHOOL = frozenset({"school_name", "brin", "branch", "school_type", "enrolment", "enrolled_on", "left_on"})
"""Of the school the pupil came from: that becomes an earlier enrolment."""


def _place(case: Case) -> tuple[str, str]:
    return (case.brin, case.branch) if case.brin else (case.school_name.casefold(), "")


def _left_school(theirs: Case, ours: Case) -> tuple[SchoolPeriod, ...]:
    """The enrolment there, which ended at the latest on the day before the one here; none when that began earlier."""
    if ours.enrolled_on and theirs.enrolled_on and ours.enrolled_on <= theirs.enrolled_on:
        return ()
    here = ours.enrolled_on - timedelta(days=1) if ours.enrolled_on else None
    period = SchoolPeriod(
        id=f"{theirs.id} school", case_id=theirs.id, school_name=theirs.school_name, brin=theirs.brin,
        branch=theirs.branch, starts_on=theirs.enrolled_on,
        ends_on=min([day for day in (theirs.left_on, here) if day], default=None),
    )  # fmt: skip
    return (period,)


def _noted(note: str, handed: Handed) -> str:
    """Where it came from and on what ground stays with the case (AVG article 14(2)(f)), once."""
    line = f"Overgedragen door {handed.sender} op {format_date(handed.made_on)}. Grondslag: {handed.basis.label}."
    told = f"{line} {handed.note}".strip()
    return note if told in note else "\n".join(part for part in (note, told) if part)


def _new_parts(
    theirs: CaseFile, ours: CaseFile, id_of: Callable[[str], str], left: tuple[SchoolPeriod, ...]
) -> tuple[tuple[Any, ...], int]:
    new, out = [], 0
    for name in PARTS:
        there, coming = list(getattr(ours, name)), list(getattr(theirs, name))
        if name == "school_periods":
            there += transfer.present(ours.case)
            coming += left
        for part in coming:
            mine = _before_ours(replace(part, id=id_of(part.id), case_id=ours.case.id), there)
            if any(_in_the_way(name, mine, other) for other in there):
                out += 1
                continue
            there.append(mine)
            new.append(mine)
    return tuple(new), out


def _before_ours(mine: Any, there: Iterable[Any]) -> Any:
    """A period of absence that goes on in one of ours ends on the day before it: those weeks are told nowhere else.

    Not where minutes were counted: nobody knows on which of its days those were.
    """
    if not isinstance(mine, Absence) or mine.minutes:
        return mine
    met = [one for one in there if one.id != mine.id and overlap(mine, one)]
    goes_on = any((one.ends_on or date.max) >= (mine.ends_on or date.max) for one in met)
    first = min((one.starts_on for one in met), default=mine.starts_on)
    return replace(mine, ends_on=first - timedelta(days=1)) if goes_on and first > mine.starts_on else mine


def _in_the_way(name: str, mine: Any, other: Any) -> bool:
    """It is there already, or both can't be true at once."""
    if mine.id == other.id or _same(mine, other):
        return True
    if name in ("absences", "school_periods", "measures", "exemptions"):
        return overlap(mine, other)
    return name == "plans"


def _same(mine: Any, other: Any) -> bool:
    """Everything agrees but the key, and for a person how he can be reached."""
    aside = {"id", "phone", "email", "gezag_checked_on", "gezag_checked_how", "meeting_id"}
    return all(getattr(mine, one.name) == getattr(other, one.name) for one in fields(mine) if one.name not in aside)
