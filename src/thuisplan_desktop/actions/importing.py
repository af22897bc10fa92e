"""Bring in pupils from EDEXML and absences from a CSV list: look first, then keep only what was chosen."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from thuisplan_desktop.actions.cases import new_id, schools
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.dutch import plural
from thuisplan_desktop.errors import NothingSelected, PupilChanged
from thuisplan_desktop.intake import csv_absence, edexml
from thuisplan_desktop.intake.csv_absence import AbsenceRow, ColumnMapping
from thuisplan_desktop.intake.edexml import EdexmlFile
from thuisplan_desktop.intake.edexml_pupils import PupilRow
from thuisplan_desktop.register.absence import HOME_KINDS, current_run
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import Absence, Case, CaseFile
from thuisplan_desktop.register.codes import AbsenceKind, Role, SchoolType
from thuisplan_desktop.register.lists import apply_list, listed_days
from thuisplan_desktop.store import cases
from thuisplan_desktop.store.register_file import Connection

_SPECIAL = {"S": SchoolType.SBO, "V": SchoolType.VSO}


@dataclass(frozen=True)
class PupilPreview:
    """What a file holds, before anything is kept. `known` are the keys of pupils that already have a case."""

    school_year: str
    brin: str
    pupils: tuple[PupilRow, ...]
    known: frozenset[str]
    dropped: Mapping[str, int]
    warnings: tuple[str, ...]

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


def preview_pupils(register: OpenRegister, data: bytes) -> PupilPreview:
    """Read an EDEXML file without keeping anything. Raises the errors of `intake.edexml.read`."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    file = edexml.read(data)
    with register.read() as connection:
        known = {case.case.pupil_key for case in cases.load_case_files(connection) if case.case.brin == file.brin}
    return PupilPreview(
        school_year=file.school_year,
        brin=file.brin,
        pupils=file.pupils,
        known=frozenset(pupil.key for pupil in file.pupils if pupil.key in known),
        dropped=dict(file.dropped),
        warnings=(*file.warnings, *_other_school(register, file)),
    )


def _other_school(register: OpenRegister, file: EdexmlFile) -> tuple[str, ...]:
    """A school reads its own file; a consulent reads those of many."""
    own = register.settings.brin
    if own and file.brin and file.brin != own:
        return (f"Dit bestand is van een andere school (BRIN {file.brin}) dan dit register (BRIN {own}).",)
    return ()


def import_pupils(register: OpenRegister, data: bytes, keys: Collection[str]) -> Changed:
    """Keep the chosen pupils and no others; a known pupil is updated, never doubled. Its value is an ImportReport.

    Raises NothingSelected, and PupilChanged when the file has another birth date for a known pupil: consent and
    leerplicht depend on it, so a person decides.
    """
    need(register, Role.SCHOOL, Role.CONSULENT)
    file = edexml.read(data)
    chosen = [pupil for pupil in file.pupils if pupil.key in keys]
    if not chosen:
        raise NothingSelected
    with register.change() as connection:
        pairs = [(pupil, cases.find_by_pupil_key(connection, pupil.key, file.brin)) for pupil in chosen]
        _refuse_changed_births(pairs)
        for pupil, known in pairs:
            cases.save_case(connection, _merged(register, file, pupil, known))
        register.log(connection, "pupils_imported")
    added = sum(known is None for _, known in pairs)
    report = ImportReport(added, len(pairs) - added, len(file.pupils), 0, dict(file.dropped), file.warnings)
    return changed(Kind.CASES, value=report)


def _refuse_changed_births(pairs: Iterable[tuple[PupilRow, Case | None]]) -> None:
    different = sum(
        known is not None and None not in (known.birth_date, pupil.birth_date) and known.birth_date != pupil.birth_date
        for pupil, known in pairs
    )
    if different:
        raise PupilChanged(key_count=different)


def _merged(register: OpenRegister, file: EdexmlFile, pupil: PupilRow, known: Case | None) -> Case:
    """What the school's system says about the pupil; everything else of a known case stays as it is."""
    kept = register.settings
    case = known or Case(
        id=new_id(), nickname="", school_type=kept.school_type, owner=kept.owner, counted_by=kept.counting_party
    )
    area = schools().area(pupil.postcode4)
    return replace(
        case,
        nickname=pupil.nickname or pupil.first_names.partition(" ")[0] or case.nickname,
        first_names=pupil.first_names or case.first_names,
        infix=pupil.infix or case.infix,
        surname=pupil.surname or case.surname,
        birth_date=pupil.birth_date or case.birth_date,
        pupil_key=pupil.key,
        postcode4=pupil.postcode4 or case.postcode4,
        home_municipality=area.municipality if area else case.home_municipality,
        school_name=case.school_name or kept.school_name,
        brin=file.brin or kept.brin,
        branch=file.branch or kept.branch,
        school_type=_SPECIAL.get(pupil.year_group, case.school_type),
        year_group=pupil.year_group or case.year_group,
        class_name=pupil.class_name or case.class_name,
        enrolled_on=pupil.enrolled_on or case.enrolled_on,
        left_on=pupil.left_on or case.left_on,
    )


def preview_absences(register: OpenRegister, data: bytes, mapping: ColumnMapping | None = None) -> ImportReport:
    """What `import_absences` would bring in, without keeping anything. Raises the same errors."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    listed = _listed(register, data, mapping)
    with register.read() as connection:
        return _report(listed, _matched(register, connection, listed))


def import_absences(register: OpenRegister, data: bytes, mapping: ColumnMapping | None = None) -> Changed:
    """Turn an absence list into periods of the pupils that have a case here. Its value is an ImportReport.

    A list may be read again: its days replace what earlier lists said about them and double nothing. Rows of
    pupils without a case are counted and not kept; rows of later than today neither, because nobody was absent yet.
    Raises NothingSelected when no row is left, and the errors of `intake.csv_absence.read`.
    """
    need(register, Role.SCHOOL, Role.CONSULENT)
    listed = _listed(register, data, mapping)
    calendar = SchoolCalendar.load(register.settings.vacation_region)
    with register.change() as connection:
        matched = _matched(register, connection, listed)
        for key, case in matched.cases.items():
            _keep_periods(connection, case.id, listed.by_pupil[key], listed.span, calendar)
        register.log(connection, "absences_imported")
    return changed(Kind.CASES, value=_report(listed, matched))


@dataclass(frozen=True)
class _Listed:
    """The rows of a list by pupil, and the first and last day that it says something about."""

    by_pupil: Mapping[str, Sequence[AbsenceRow]]
    span: tuple[date, date]
    dropped_columns: int
    warnings: tuple[str, ...]


def _listed(register: OpenRegister, data: bytes, mapping: ColumnMapping | None) -> _Listed:
    file = csv_absence.read(data, mapping)
    rows = [row for row in file.rows if row.day <= register.today()]
    if not rows:
        raise NothingSelected
    by_pupil: dict[str, list[AbsenceRow]] = defaultdict(list)
    for row in rows:
        by_pupil[row.pupil_key].append(row)
    days = [row.day for row in rows]
    ahead = len(file.rows) - len(rows)
    later = (f"{plural(ahead, 'regel', 'regels')} van later dan vandaag niet ingelezen.",) if ahead else ()
    return _Listed(by_pupil, (min(days), max(days)), file.dropped_columns, (*file.warnings, *later))


@dataclass(frozen=True)
class _Matched:
    """The case of each pupil in a list. `unclear` numbers are in use at several schools of this register.

    `silent`: pupils whose absence lasts according to earlier lists, and of whom this list says nothing.
    """

    cases: Mapping[str, Case]
    unclear: int
    silent: int


def _matched(register: OpenRegister, connection: Connection, listed: _Listed) -> _Matched:
    """A number is unique within one school only: of two schools the own one counts, else it is nobody's."""
    used_at: dict[str, set[str]] = defaultdict(set)
    files = cases.load_case_files(connection)
    for file in files:
        if file.case.pupil_key in listed.by_pupil:
            used_at[file.case.pupil_key].add(file.case.brin)
    own = {key: brins & {register.settings.brin} or brins for key, brins in used_at.items()}
    clear = {key: next(iter(brins)) for key, brins in own.items() if len(brins) == 1}
    found = {key: cases.find_by_pupil_key(connection, key, brin) for key, brin in clear.items()}
    silent = sum(file.case.pupil_key not in listed.by_pupil and _lasts(file) for file in files)
    return _Matched({key: case for key, case in found.items() if case}, len(own) - len(clear), silent)


def _lasts(file: CaseFile) -> bool:
    return file.case.closed_on is None and any(one.listed_until and one.ends_on is None for one in file.absences)


def _report(listed: _Listed, matched: _Matched) -> ImportReport:
    rows = sum(len(listed.by_pupil[key]) for key in matched.cases)
    dropped = {"kolommen": listed.dropped_columns} if listed.dropped_columns else {}
    unknown = len(listed.by_pupil) - len(matched.cases)
    return ImportReport(
        0, len(matched.cases), rows, unknown, dropped, (*listed.warnings, *_warnings(matched.unclear, matched.silent))
    )


def _warnings(unclear: int, silent: int) -> Iterator[str]:
    if unclear:
        numbers = plural(unclear, "leerlingnummer is", "leerlingnummers zijn")
        yield f"{numbers} bij meer dan één school in gebruik; die regels zijn niet ingelezen."
    if silent:
        pupils = plural(silent, "leerling", "leerlingen")
        yield f"Over {pupils} met lopend verzuim zegt deze lijst niets: kijk of zij weer op school zijn."


def _keep_periods(
    connection: Connection,
    case_id: str,
    rows: Sequence[AbsenceRow],
    span: tuple[date, date],
    calendar: SchoolCalendar,
) -> None:
    file = cases.load_case_file(connection, case_id)
    days = listed_days((row.day, AbsenceKind(row.kind), row.minutes) for row in rows)
    absences = [
        replace(absence, id=absence.id or new_id())
        for absence in apply_list(case_id, file.absences, days, *span, calendar)
    ]
    cases.replace_absences(connection, case_id, absences)
    first = _first_day_at_home(absences, calendar)
    if first and (file.case.first_absent_on is None or first < file.case.first_absent_on):
        cases.save_case(connection, replace(file.case, first_absent_on=first))


def _first_day_at_home(absences: Sequence[Absence], calendar: SchoolCalendar) -> date | None:
    """A list proposes the first absent day only while nobody is back: the start of the run that still lasts."""
    if not absences or absences[-1].ends_on is not None:
        return None
    run = current_run(absences, absences[-1].starts_on, calendar, HOME_KINDS)
    return run.starts_on if run else None
