"""Bring in pupils from EDEXML or from a list: look first, then keep only who was chosen."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from thuisplan_desktop.actions import lists, pairing, rights, ruling, school_types, transfers
from thuisplan_desktop.actions.cases import located, new_id, schools
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.lists import ListKind
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.actions.pairing import Decision, Pair
from thuisplan_desktop.actions.school_types import TypeQuestion
from thuisplan_desktop.dutch import plural
from thuisplan_desktop.errors import InvalidCase, NothingSelected
from thuisplan_desktop.intake import edexml, pupil_list
from thuisplan_desktop.intake.columns import Columns
from thuisplan_desktop.intake.edexml_pupils import PupilFile, PupilRow
from thuisplan_desktop.register import case_dates, law
from thuisplan_desktop.register.arrivals import Difference, What, taken_over
from thuisplan_desktop.register.case import Case, CaseFile, Contact
from thuisplan_desktop.register.codes import ContactRole, Role, SchoolType
from thuisplan_desktop.register.request_rules import is_restricted
from thuisplan_desktop.register.transfer import left_for_unknown
from thuisplan_desktop.store import cases
from thuisplan_desktop.store.register_file import Connection


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
    moment = _moment(register)
    with register.read() as connection:
        found = pairing.pairs(cases.load_case_files(connection), file, moment)
        told = school_types.answers(connection)
    return PupilPreview(
        school_year=file.school_year,
        brin=file.brin,
        pupils=file.pupils,
        known=frozenset(pair.pupil.key for pair in found if pair.known and not pair.doubtful),
        dropped=dict(file.dropped),
        warnings=(*file.warnings, *_other_school(register, file)),
        questions=school_types.questions(register, file, told),
        differences=tuple(one for pair in found for one in pair.differences),
    )


def import_pupils(
    register: OpenRegister, data: bytes, keys: Collection[str], choices: PupilChoices = _RECOGNISE
) -> Changed:
    """Keep the chosen pupils and no others; a known pupil is updated, never doubled. Its value is an ImportReport.

    Raises NothingSelected; PupilChanged when the file has another name, birth date or school for a known pupil and
    nobody decided, or when it is not sure that he is the pupil of a case; InvalidCase for a decision without a reason.
    Who would get days that can't be is left out, and told with the reason.
    """
    need(register, Role.SCHOOL, Role.CONSULENT)
    file = _read(register, data, choices)
    if not any(pupil.key in keys for pupil in file.pupils):
        raise NothingSelected
    moment = _moment(register)
    with register.change() as connection:
        told = school_types.answers(connection) | dict(choices.types)
        everybody = pairing.pairs(cases.load_case_files(connection), file, moment)
        found = [pair for pair in everybody if pair.pupil.key in keys]
        free, restricted = _unrestricted(pairing.settled(found, choices.decisions), register.today())
        kept, refused = _kept(register, connection, [_Arrival(file, pair, told, choices) for pair in free])
        lists.remember_mapping(connection, ListKind.PUPILS, choices.mapping)
        school_types.remember(connection, told)
        register.log(connection, "pupils_imported")
    warnings = (*file.warnings, *_told_kept(kept), *told_restricted(restricted), *_told_refused(refused))
    return changed(
        Kind.CASES,
        value=ImportReport(
            sum(one.new for one in kept), sum(not one.new for one in kept), len(file.pupils), 0, dict(file.dropped),
            warnings,
        ),
    )  # fmt: skip


def _moment(register: OpenRegister) -> pairing.Moment:
    return pairing.Moment(register.today(), ruling.calendar_of(register))


def _unrestricted(pairs: Sequence[Pair], today: date) -> tuple[tuple[Pair, ...], int]:
    """Without the cases whose data may only be stored (AVG article 18 lid 2), and how many those are."""
    free = tuple(pair for pair in pairs if pair.known is None or not is_restricted(pair.known.requests, today))
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
    """The pupil without days that no case may have, whatever the register knows of him."""
    if pupil.enrolled_on and pupil.left_on and pupil.left_on < pupil.enrolled_on:
        pupil = replace(pupil, enrolled_on=None, left_on=None)
    alone = Case(
        id="", nickname=pupil.nickname, birth_date=pupil.birth_date, enrolled_on=pupil.enrolled_on,
        left_on=pupil.left_on,
    )  # fmt: skip
    wrong = {field for field, _ in case_dates.wrong(alone, today)}
    if "birth_date" in wrong:
        return _possible(replace(pupil, birth_date=None), today)
    if "enrolled_on" in wrong:
        return _possible(replace(pupil, enrolled_on=None), today)
    return replace(pupil, left_on=None) if "left_on" in wrong else pupil


def _other_school(register: OpenRegister, file: PupilFile) -> tuple[str, ...]:
    """A school reads its own file; a consulent reads those of many."""
    own = register.settings.brin
    if own and file.brin and file.brin != own:
        return (f"Dit bestand is van een andere school (BRIN {file.brin}) dan dit register (BRIN {own}).",)
    return ()


# --- keeping


@dataclass(frozen=True)
class _Arrival:
    """One chosen pupil, with all that is known and was said about him."""

    file: PupilFile
    pair: Pair
    told: Mapping[str, SchoolType]
    choices: PupilChoices

    def decided(self) -> dict[What, Decision]:
        """What a person decided about him, by what it was about."""
        return {one.what: self.choices.decisions[one.key, one.what] for one in self.pair.differences}


@dataclass(frozen=True)
class _Kept:
    """What keeping one pupil came to: how many people came along, and whether he left for nobody knows where."""

    new: bool
    people: int
    left: bool


def _kept(
    register: OpenRegister, connection: Connection, arrivals: Sequence[_Arrival]
) -> tuple[list[_Kept], list[tuple[str, str]]]:
    """Keep everybody whose days can be; of the others the number at school and the reason."""
    kept, refused = [], []
    for arrival in arrivals:
        case = _arrived(register, arrival)
        try:
            case_dates.check(case, register.today(), arrival.pair.known)
        except InvalidCase as error:
            refused.append((arrival.pair.pupil.lasting_key, str(error.facts["reason"])))
            continue
        kept.append(_keep(register, connection, arrival, case))
    return kept, refused


def _arrived(register: OpenRegister, arrival: _Arrival) -> Case:
    """The case as it would be kept."""
    file, pupil, kept = arrival.file, arrival.pair.pupil, register.settings
    case = arrival.pair.known.case if arrival.pair.known else _fresh(register)
    decided = arrival.decided()
    keep = frozenset(what for what, decision in decided.items() if not decision.replace)
    moved = What.SCHOOL in decided and What.SCHOOL not in keep
    lived = (case.postcode4, case.home_municipality)
    case = taken_over(case, pairing.as_told(file, pupil, case, register.today()), keep)
    # Four figures of a postcode may lie in two gemeenten: what a person put right stays while the pupil lives there.
    area = None if all(lived) and case.postcode4 == lived[0] else schools().area(case.postcode4)
    home = area.municipality if area else case.home_municipality
    case = replace(
        case,
        home_municipality=schools().municipality_on(home, register.today()),
        school_name="" if moved else case.school_name,
    )
    if What.SCHOOL not in keep:
        case = replace(case, school_type=school_types.type_of(register, file, pupil, case, arrival.told))
    case = replace(case, school_name=case.school_name or _school_name(case) or ("" if moved else kept.school_name))
    return located(case)


def _keep(register: OpenRegister, connection: Connection, arrival: _Arrival, case: Case) -> _Kept:
    known = arrival.pair.known
    transfers.save(connection, case)
    for what, decision in arrival.decided().items():
        if decision.replace:
            rights.note_correction(register, connection, case.id, what.label.capitalize(), decision.reason)
            register.log(connection, "identity_replaced", case.id)
        else:
            register.log(connection, "identity_kept", case.id)
    left = left_for_unknown(_with(known, case), register.today()) is not None
    return _Kept(known is None, _keep_people(connection, case.id, known, arrival.pair.pupil), left)


def _with(known: CaseFile | None, case: Case) -> CaseFile:
    return replace(known, case=case) if known else CaseFile(case=case)


def _fresh(register: OpenRegister) -> Case:
    kept = register.settings
    return Case(
        id=new_id(), nickname="", school_type=kept.school_type, owner=kept.owner, counted_by=kept.counting_party
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


def _told_kept(kept: Sequence[_Kept]) -> tuple[str, ...]:
    return (*_told(sum(one.people for one in kept)), *_told_left(sum(one.left for one in kept)))


def _told_refused(refused: Sequence[tuple[str, str]]) -> Iterator[str]:
    for number, reason in refused:
        who = f"Leerlingnummer {number}" if number else "Een leerling zonder nummer"
        yield (
            f"{who} is niet ingelezen: {reason}. Zet dat goed in het leerlingsysteem of bij de casus en lees weer in."
        )


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
