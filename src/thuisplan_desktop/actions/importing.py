"""Bring in pupils from EDEXML or from a list: look first, then keep only who was chosen."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from thuisplan_desktop.actions import lists, rights, school_types, transfers
from thuisplan_desktop.actions.cases import located, new_id, schools
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.lists import ListKind
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.actions.school_types import TypeQuestion
from thuisplan_desktop.dutch import plural
from thuisplan_desktop.errors import InvalidCase, NothingSelected, PupilChanged
from thuisplan_desktop.intake import edexml, pupil_list
from thuisplan_desktop.intake.columns import Columns
from thuisplan_desktop.intake.edexml_pupils import PupilFile, PupilRow
from thuisplan_desktop.register import law
from thuisplan_desktop.register.arrivals import Difference, What, differences, same_pupil, taken_over
from thuisplan_desktop.register.case import Case, CaseFile, Contact
from thuisplan_desktop.register.codes import ContactRole, Role, SchoolType
from thuisplan_desktop.register.request_rules import is_restricted
from thuisplan_desktop.register.transfer import left_for_unknown
from thuisplan_desktop.store import cases
from thuisplan_desktop.store.register_file import Connection


@dataclass(frozen=True)
class Decision:
    """Whether the file or the register is right about one thing of a known pupil, and why."""

    replace: bool
    reason: str


@dataclass(frozen=True)
class PupilChoices:
    """What a person said about a file of pupils; `mapping` and `sheet` only for lists.

    `types` answers the questions by their id; `decisions` are keyed by the pupil's key and what differs.
    """

    mapping: Columns | None = None
    sheet: str = ""
    types: Mapping[str, SchoolType] = field(default_factory=dict)
    decisions: Mapping[tuple[str, What], Decision] = field(default_factory=dict)

    def __repr__(self) -> str:
        return "PupilChoices()"


_RECOGNISE = PupilChoices()

Pair = tuple[PupilRow, CaseFile | None]
"""A pupil of the file with his case, if he has one."""


@dataclass(frozen=True)
class PupilPreview:
    """What a file holds, before anything is kept. `known` are the keys of pupils that already have a case."""

    school_year: str
    brin: str
    pupils: tuple[PupilRow, ...]
    known: frozenset[str]
    dropped: Mapping[str, int]
    warnings: tuple[str, ...]
    questions: tuple[TypeQuestion, ...] = ()
    differences: tuple[Difference, ...] = ()

    def __repr__(self) -> str:
        return f"PupilPreview(pupils={len(self.pupils)})"


@dataclass(frozen=True)
class ImportReport:
    """What came in and what did not, in numbers. `dropped`: fields that are never kept, and how often."""

    added: int
    updated: int
    rows: int
    unknown_pupils: int
    dropped: Mapping[str, int]
    warnings: tuple[str, ...]


def is_xml(data: bytes) -> bool:
    """A school's list starts with a header; XML with a bracket, after a byte order mark in any encoding."""
    return re.sub(rb"[^!-~]", b"", data[:64]).startswith(b"<")


def preview_pupils(register: OpenRegister, data: bytes, choices: PupilChoices = _RECOGNISE) -> PupilPreview:
    """Read a file without keeping anything. Raises the errors of `intake.edexml.read` and `intake.pupil_list.read`."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    file = _read(register, data, choices)
    with register.read() as connection:
        pairs = _pairs(cases.load_case_files(connection), file)
        told = school_types.answers(connection)
    return PupilPreview(
        school_year=file.school_year,
        brin=file.brin,
        pupils=file.pupils,
        known=frozenset(pupil.key for pupil, known in pairs if known),
        dropped=dict(file.dropped),
        warnings=(*file.warnings, *_other_school(register, file)),
        questions=school_types.questions(register, file, told),
        differences=tuple(one for pupil, known in pairs if known for one in _differences(file, pupil, known.case)),
    )


def import_pupils(
    register: OpenRegister, data: bytes, keys: Collection[str], choices: PupilChoices = _RECOGNISE
) -> Changed:
    """Keep the chosen pupils and no others; a known pupil is updated, never doubled. Its value is an ImportReport.

    Raises NothingSelected; PupilChanged when the file has another name, birth date or school for a known pupil and
    nobody decided; InvalidCase for a decision without a reason.
    """
    need(register, Role.SCHOOL, Role.CONSULENT)
    file = _read(register, data, choices)
    chosen = tuple(pupil for pupil in file.pupils if pupil.key in keys)
    if not chosen:
        raise NothingSelected
    with register.change() as connection:
        told = school_types.answers(connection) | dict(choices.types)
        pairs = _pairs(cases.load_case_files(connection), replace(file, pupils=chosen), file.pupils)
        _refuse_undecided(file, pairs, choices.decisions)
        people = left = 0
        pairs, restricted = _unrestricted(pairs, register.today())
        for pupil, known in pairs:
            case, around = _keep(register, connection, _Arrival(file, pupil, known, told, choices))
            people += around
            left += left_for_unknown(_with(known, case), register.today()) is not None
        lists.remember_mapping(connection, ListKind.PUPILS, choices.mapping)
        school_types.remember(connection, told)
        register.log(connection, "pupils_imported")
    added = sum(known is None for _, known in pairs)
    warnings = (*file.warnings, *_told(people), *_told_left(left), *told_restricted(restricted))
    return changed(
        Kind.CASES,
        value=ImportReport(added, len(pairs) - added, len(file.pupils), 0, dict(file.dropped), warnings),
    )


def _unrestricted(pairs: tuple[Pair, ...], today: date) -> tuple[tuple[Pair, ...], int]:
    """Without the cases whose data may only be stored (AVG article 18 lid 2), and how many those are."""
    free = tuple(pair for pair in pairs if pair[1] is None or not is_restricted(pair[1].requests, today))
    return free, len(pairs) - len(free)


def told_restricted(number: int) -> tuple[str, ...]:
    """One sentence about the cases that an import passes by."""
    if not number:
        return ()
    those = plural(number, "casus is", "casussen zijn")
    return (f"{those} niet bijgewerkt: de gegevens mogen alleen bewaard worden. Bron: {law.cite('avg-18-2')}.",)


def _read(register: OpenRegister, data: bytes, choices: PupilChoices) -> PupilFile:
    """The file, without dates that can't be: those are told, and are empty until somebody fills them in."""
    file = edexml.read(data) if is_xml(data) else pupil_list.read(data, choices.mapping, sheet=choices.sheet)
    if not file.brin:
        file = replace(file, brin=register.settings.brin, branch=register.settings.branch)
    pupils = tuple(_possible(pupil, register.today()) for pupil in file.pupils)
    wrong = sum(one is not other for one, other in zip(pupils, file.pupils, strict=True))
    told = (f"Van {plural(wrong, 'leerling', 'leerlingen')} kan een datum niet kloppen; die is niet overgenomen.",)
    return replace(file, pupils=pupils, warnings=(*file.warnings, *(told if wrong else ())))


def _possible(pupil: PupilRow, today: date) -> PupilRow:
    if pupil.birth_date and pupil.birth_date > today:
        pupil = replace(pupil, birth_date=None)
    if pupil.enrolled_on and pupil.left_on and pupil.left_on < pupil.enrolled_on:
        pupil = replace(pupil, enrolled_on=None, left_on=None)
    return pupil


def _other_school(register: OpenRegister, file: PupilFile) -> tuple[str, ...]:
    """A school reads its own file; a consulent reads those of many."""
    own = register.settings.brin
    if own and file.brin and file.brin != own:
        return (f"Dit bestand is van een andere school (BRIN {file.brin}) dan dit register (BRIN {own}).",)
    return ()


# --- who is known, and what differs


def _pairs(files: Sequence[CaseFile], file: PupilFile, everybody: Sequence[PupilRow] = ()) -> tuple[Pair, ...]:
    """Each pupil of the file with his case, never one twice: by the school's number, else by name and birth date.

    A case whose number stands in the file belongs to that pupil, also when he was not chosen (`everybody`).
    """
    taken = set[str]()
    numbers = {pupil.lasting_key for pupil in everybody or file.pupils} - {""}
    pairs = []
    for pupil in file.pupils:
        known = _known([one for one in files if one.case.id not in taken], file, pupil, numbers)
        if known:
            taken.add(known.case.id)
        pairs.append((pupil, known))
    return tuple(pairs)


def _known(files: Sequence[CaseFile], file: PupilFile, pupil: PupilRow, numbers: Collection[str]) -> CaseFile | None:
    key = pupil.lasting_key
    by_key = [one for one in files if key and one.case.pupil_key == key and one.case.brin == file.brin]
    name = (pupil.nickname, pupil.infix, pupil.surname)
    found = by_key or [
        one for one in files if one.case.pupil_key not in numbers and same_pupil(one.case, name, pupil.birth_date)
    ]
    # an open case first, then the newest
    return max(enumerate(found), key=lambda pair: (pair[1].case.closed_on is None, pair[0]))[1] if found else None


def _differences(file: PupilFile, pupil: PupilRow, case: Case) -> tuple[Difference, ...]:
    return differences(case, _as_told(file, pupil, case), pupil.key)


def _refuse_undecided(file: PupilFile, pairs: Iterable[Pair], decisions: Mapping[tuple[str, What], Decision]) -> None:
    found = [one for pupil, known in pairs if known for one in _differences(file, pupil, known.case)]
    undecided = {one.key for one in found if (one.key, one.what) not in decisions}
    if undecided:
        raise PupilChanged(key_count=len(undecided))
    if not all(decisions[one.key, one.what].reason.strip() for one in found):
        raise InvalidCase(reason="bij een keuze over naam, geboortedatum of school hoort een reden")


# --- keeping


@dataclass(frozen=True)
class _Arrival:
    """One chosen pupil, with all that is known and was said about him."""

    file: PupilFile
    pupil: PupilRow
    known: CaseFile | None
    told: Mapping[str, SchoolType]
    choices: PupilChoices


def _keep(register: OpenRegister, connection: Connection, arrival: _Arrival) -> tuple[Case, int]:
    """Save the case; the case as it is kept, and how many people around the pupil came along."""
    file, pupil, known = arrival.file, arrival.pupil, arrival.known
    kept = register.settings
    case = known.case if known else _fresh(register)
    decided = {one.what: arrival.choices.decisions[pupil.key, one.what] for one in _differences(file, pupil, case)}
    told = _as_told(file, pupil, case)
    keep = frozenset(what for what, decision in decided.items() if not decision.replace)
    moved = What.SCHOOL in decided and What.SCHOOL not in keep
    case = taken_over(case, told, keep)
    area = schools().area(case.postcode4)
    home = area.municipality if area else case.home_municipality
    case = replace(
        case,
        home_municipality=schools().municipality_on(home, register.today()),
        school_name="" if moved else case.school_name,
    )
    if What.SCHOOL not in keep:
        case = replace(case, school_type=school_types.type_of(register, file, pupil, case, arrival.told))
    case = replace(case, school_name=case.school_name or _school_name(case) or ("" if moved else kept.school_name))
    case = located(case)
    transfers.save(connection, case)
    for what, decision in decided.items():
        if decision.replace:
            rights.note_correction(register, connection, case.id, what.label.capitalize(), decision.reason)
            register.log(connection, "identity_replaced", case.id)
        else:
            register.log(connection, "identity_kept", case.id)
    return case, _keep_people(connection, case.id, known, pupil)


def _with(known: CaseFile | None, case: Case) -> CaseFile:
    return replace(known, case=case) if known else CaseFile(case=case)


def _fresh(register: OpenRegister) -> Case:
    kept = register.settings
    return Case(
        id=new_id(), nickname="", school_type=kept.school_type, owner=kept.owner, counted_by=kept.counting_party
    )


def _as_told(file: PupilFile, pupil: PupilRow, case: Case) -> Case:
    """What the school's system says about the pupil; where it says nothing, what the register has."""
    return replace(
        case,
        nickname=pupil.nickname or pupil.first_names.partition(" ")[0] or case.nickname,
        first_names=pupil.first_names or case.first_names,
        infix=pupil.infix or case.infix,
        surname=pupil.surname or case.surname,
        birth_date=pupil.birth_date or case.birth_date,
        pupil_key=pupil.lasting_key or case.pupil_key,
        postcode4=pupil.postcode4 or case.postcode4,
        brin=file.brin or case.brin,
        branch=file.branch or case.branch,
        year_group=pupil.year_group or case.year_group,
        class_name=pupil.class_name or case.class_name,
        enrolled_on=pupil.enrolled_on or case.enrolled_on,
        left_on=pupil.left_on or case.left_on,
    )


def _school_name(case: Case) -> str:
    found = schools().find(case.brin, case.branch)
    return found.name if found else ""


def _keep_people(connection: Connection, case_id: str, known: CaseFile | None, pupil: PupilRow) -> int:
    """Whether somebody has gezag stands in no list, so nobody gets it from one: a person checks it first."""
    there = {one.full_name.casefold(): one for one in (known.contacts if known else ())}
    added = 0
    for row in pupil.contacts:
        contact = Contact(
            id=new_id(), case_id=case_id, role=ContactRole.PARENT_WITHOUT_GEZAG,
            first_name=row.first_name, infix=row.infix, surname=row.surname, phone=row.phone,
        )  # fmt: skip
        before = there.get(contact.full_name.casefold())
        if before is None:
            added += 1
            cases.save_contact(connection, contact)
        elif row.phone:
            cases.save_contact(connection, replace(before, phone=row.phone))
    return added


def _told(people: int) -> Iterator[str]:
    if people:
        who = plural(people, "betrokkene", "betrokkenen")
        yield (
            f"{who} ingelezen als ouder zonder gezag: in een lijst staat niet wie gezag heeft. Kijk dat na en zet het "
            "bij Betrokkenen goed, anders kan niemand toestemming geven."
        )


def _told_left(number: int) -> Iterator[str]:
    if number:
        those = plural(number, "leerling is", "leerlingen zijn")
        yield (
            f"{those} uitgeschreven, en er is geen nieuwe school bekend. Kijk bij Gegevens nakijken: leg de nieuwe "
            "school vast, of zet Inschrijving op niet ingeschreven."
        )
