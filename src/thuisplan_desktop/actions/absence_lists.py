"""Bring in absences from a list: look first, then turn the days of pupils with a case into periods."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from thuisplan_desktop.actions import list_schools, lists, ruling, short_days
from thuisplan_desktop.actions.cases import new_id
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.importing import ImportReport, told_restricted
from thuisplan_desktop.actions.lists import ListKind
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.dutch import format_date, plural
from thuisplan_desktop.errors import InvalidCase, NothingToRead
from thuisplan_desktop.intake import csv_absence
from thuisplan_desktop.intake.absence_values import Durations
from thuisplan_desktop.intake.columns import Columns
from thuisplan_desktop.intake.csv_absence import AbsenceRow
from thuisplan_desktop.register import case_dates
from thuisplan_desktop.register.absence import half_day
from thuisplan_desktop.register.arrivals import may_be_same, numbers_meant
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import Case, CaseFile
from thuisplan_desktop.register.codes import AbsenceKind, Role
from thuisplan_desktop.register.lists import (
    ListedDay,
    Span,
    apply_list,
    contradicts,
    first_day_at_home,
    keeps_short,
    listed_days,
    settled,
    spans_of,
)
from thuisplan_desktop.register.request_rules import is_restricted
from thuisplan_desktop.store import cases
from thuisplan_desktop.store.register_file import Connection


@dataclass(frozen=True)
class AbsenceChoices:
    """What a person said about an absence list.

    `codes`: codes explained just now. `covers`: the first and last day that the list is about, where that is more
    than the days it names. `complete`: it is about every pupil with a case, so whoever is not on it was at school.
    `school`: whose list it is (`list_schools.ListSchool.id`); left out, the register's own.
    """

    mapping: Columns | None = None
    sheet: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    durations: Durations | None = None
    covers: tuple[date, date] | None = None
    complete: bool = False
    school: str = ""


@dataclass(frozen=True)
class AbsencePreview:
    """What an import would do. `covers` proposes the days; `silent` pupils have days in it that the list leaves out."""

    report: ImportReport
    covers: tuple[date, date]
    durations: Durations
    silent: int


_RECOGNISE = AbsenceChoices()


def preview_list(register: OpenRegister, data: bytes, choices: AbsenceChoices = _RECOGNISE) -> AbsencePreview:
    """What `import_absences` would bring in, without keeping anything. Raises the same errors."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    with register.read() as connection:
        listed, matched = _read(register, connection, data, choices)
    return AbsencePreview(_report(listed, matched, choices), listed.about[-1], listed.durations, len(matched.left_out))


def preview_absences(register: OpenRegister, data: bytes, choices: AbsenceChoices = _RECOGNISE) -> ImportReport:
    """The report that `import_absences` would give. Raises the same errors."""
    return preview_list(register, data, choices).report


def import_absences(register: OpenRegister, data: bytes, choices: AbsenceChoices = _RECOGNISE) -> Changed:
    """Turn an absence list into periods of the pupils that have a case here. Its value is an ImportReport.

    A list may be read again: its days replace what earlier lists said about them and double nothing; what a person
    entered stays. Rows of pupils without a case are counted and not kept; rows of later than today neither, because
    nobody was absent yet. Raises NothingToRead when no row is left, InvalidCase for a first day after the last,
    SchoolNotTold at a consulent, and the errors of `intake.csv_absence.read`.
    """
    need(register, Role.SCHOOL, Role.CONSULENT)
    calendar = ruling.calendar_of(register)
    with register.change() as connection:
        listed, matched = _read(register, connection, data, choices)
        for key, case in matched.cases.items():
            _keep_periods(connection, case.id, listed.by_pupil[key], listed.about, calendar)
        for case_id in matched.left_out if choices.complete else ():
            _keep_periods(connection, case_id, (), listed.about, calendar)
        _remember(connection, choices)
        register.log(connection, "absences_imported")
    return changed(Kind.CASES, value=_report(listed, matched, choices))


def _remember(connection: Connection, choices: AbsenceChoices) -> None:
    lists.remember_mapping(connection, ListKind.ABSENCES, choices.mapping)
    if choices.codes:
        lists.remember_codes(connection, choices.codes)
    if choices.durations:
        lists.remember_durations(connection, choices.durations)


@dataclass(frozen=True)
class _Listed:
    """The rows of a list by pupil, and what it is `about` (`lists.spans_of`)."""

    by_pupil: Mapping[str, Sequence[AbsenceRow]]
    about: tuple[Span, ...]
    durations: Durations
    dropped: Mapping[str, int]
    warnings: tuple[str, ...]


def _listed(register: OpenRegister, connection: Connection, data: bytes, choices: AbsenceChoices) -> _Listed:
    lengths = choices.durations or lists.durations(register, connection)
    table = lists.code_table(connection, choices.codes)
    file = csv_absence.read(data, choices.mapping, table, durations=lengths, sheet=choices.sheet)
    rows = [row for row in file.rows if row.day <= register.today()]
    if not rows:
        was = "alles is van later dan vandaag" if file.rows else "overal staat dat de leerling op school was"
        raise NothingToRead(why=was)
    by_pupil: dict[str, list[AbsenceRow]] = defaultdict(list)
    for row in rows:
        by_pupil[row.pupil_key].append(row)
    ahead = len(file.rows) - len(rows)
    later = (f"{plural(ahead, 'regel', 'regels')} van later dan vandaag niet ingelezen.",) if ahead else ()
    about = _about(rows, choices.covers, register.today(), ruling.calendar_of(register))
    return _Listed(by_pupil, about, lengths, dict(file.dropped), (*file.warnings, *later))


def _about(rows: Iterable[AbsenceRow], covers: Span | None, today: date, calendar: SchoolCalendar) -> tuple[Span, ...]:
    """What a person says of the days of a list is said of the newest schooljaar in it, which he is shown."""
    *before, (first, last) = spans_of((row.day for row in rows), calendar)
    if covers is None:
        return (*before, (first, last))
    if covers[0] > covers[1]:
        raise InvalidCase(reason="de eerste dag van de lijst ligt na de laatste")
    if far := case_dates.too_far(covers[0], today):
        raise InvalidCase(reason=f"de eerste dag van de lijst {far}")
    return (*before, (min(covers[0], first), min(max(covers[1], last), today)))


@dataclass(frozen=True)
class _Matched:
    """The case of each pupil in a list. `unclear` cases are meant by several numbers of it, as 07 and 007; `branches`:
    numbers that open cases of several vestigingen have; `shared`: those that a closed case of another pupil has.

    `silent`: pupils whose absence lasts according to earlier lists, and of whom this list says nothing. `left_out`:
    cases with listed days within the list's days that it doesn't name. `restricted` cases are passed by.
    `contradicted`: pupils of whom the list says another kind than a person entered for that day. `closed`: pupils
    whose case was closed before a day that the list names; `ended`: those of whom what a person entered ends with it.
    `short`: pupils who miss some hours day after day.
    """

    cases: Mapping[str, Case]
    unclear: int
    branches: int
    shared: int
    silent: int
    left_out: tuple[str, ...]
    restricted: int
    contradicted: int
    closed: int
    ended: int
    short: int


def _read(
    register: OpenRegister, connection: Connection, data: bytes, choices: AbsenceChoices
) -> tuple[_Listed, _Matched]:
    """The list beside the cases, without days that can't be of school: a slip in a year stretches no list."""
    listed = _listed(register, connection, data, choices)
    matched = _matched(register, connection, listed, choices.school)
    calendar = ruling.calendar_of(register)
    rows = [(row, matched.cases[key]) for key in matched.cases for row in listed.by_pupil[key]]
    unborn = {row for row, case in rows if row.day < (case.birth_date or case_dates.EARLIEST)}
    free = {row for row, _ in rows if row not in unborn and not calendar.is_school_day(row.day)}
    left_out = unborn | free
    if not left_out:
        return listed, matched
    kept = {key: [row for row in found if row not in left_out] for key, found in listed.by_pupil.items()}
    by_pupil = {key: found for key, found in kept.items() if found}
    if not by_pupil:
        raise NothingToRead(why="alles valt op een dag zonder school, of voor de geboortedatum")
    left = [row for found in by_pupil.values() for row in found]
    about = _about(left, choices.covers, register.today(), calendar)
    told = _told_left_out(len(unborn), len(free))
    listed = replace(listed, by_pupil=by_pupil, about=about, warnings=(*listed.warnings, *told))
    return listed, _matched(register, connection, listed, choices.school)


def _told_left_out(unborn: int, free: int) -> Iterator[str]:
    if unborn:
        yield (
            f"{plural(unborn, 'regel', 'regels')} van voor de geboortedatum niet ingelezen: kijk de datums in de lijst "
            "na, of de geboortedatum in de casus."
        )
    if free:
        yield (
            f"{plural(free, 'regel', 'regels')} niet ingelezen: op die dag is er volgens de kalender geen school "
            "(weekend, vakantie of vrij). Klopt dat niet? Zet Schooldagen en vakanties goed, en lees weer in."
        )


def _matched(register: OpenRegister, connection: Connection, listed: _Listed, school: str) -> _Matched:
    """Among the cases of the school that the list is of, and no others."""
    everything = list_schools.of_school(register, cases.load_case_files(connection), school)
    files = [file for file in everything if not is_restricted(file.requests, register.today())]
    having: dict[str, list[Case]] = defaultdict(list)
    for file in files:
        having[file.case.pupil_key].append(file.case)
    numbers = numbers_meant(having.keys() - {""}, listed.by_pupil)
    clear = {key: found[0] for key, found in numbers.items() if len(found) == 1}
    branches = {key for key in clear if len({case.branch for case in having[key] if case.closed_on is None}) > 1}
    matched = {number: _newest(having[key]) for key, number in clear.items() if key not in branches}
    shared = sum(_is_shared(case, having[case.pupil_key]) for case in matched.values())
    others = [file for file in files if file.case.pupil_key not in numbers and file.case.closed_on is None]
    left_out = tuple(file.case.id for file in others if file.case.pupil_key and _touches(file, listed.about))
    kept = {file.case.id: file.absences for file in files}
    days = {key: _days_of(listed.by_pupil[key], case) for key, case in matched.items()}
    lasting = {key: settled(case, kept[case.id], days[key]) for key, case in matched.items()}
    against = sum(contradicts(lasting[key], days[key]) for key in matched)
    ended = sum(lasting[key] != kept[case.id] for key, case in matched.items())
    calendar = ruling.calendar_of(register)
    short = sum(keeps_short(days[key], calendar, _half(case)) for key, case in matched.items())
    closed = sum(_after_closing(case, listed.by_pupil[key]) for key, case in matched.items())
    return _Matched(
        matched,
        len(numbers) - len(clear),
        len(branches),
        shared,
        sum(map(_lasts, others)),
        left_out,
        len(everything) - len(files),
        against,
        closed,
        ended,
        short,
    )


def _newest(found: Sequence[Case]) -> Case:
    """An open case first, then the newest."""
    return max(enumerate(found), key=lambda pair: (pair[1].closed_on is None, pair[0]))[1]


def _is_shared(case: Case, found: Iterable[Case]) -> bool:
    """Whether another pupil, of another vestiging, has the same number: no list tells which is meant."""
    return any(other.branch != case.branch and not may_be_same(other, case) for other in found)


def _after_closing(case: Case, rows: Sequence[AbsenceRow]) -> bool:
    return case.closed_on is not None and any(row.day > case.closed_on for row in rows)


def _touches(file: CaseFile, about: Iterable[Span]) -> bool:
    listed = [(one.starts_on, one.listed_until) for one in file.absences if one.listed_until]
    return any(start <= last and until >= first for start, until in listed for first, last in about)


def _lasts(file: CaseFile) -> bool:
    return any(one.listed_until and one.ends_on is None for one in file.absences)


def _told_years(about: Sequence[Span]) -> Iterator[str]:
    """A list is of one schooljaar, or somebody slipped."""
    *before, (told, _) = about
    for first, last in (span for span in before if span[0] < told):
        days = format_date(first) if first == last else f"{format_date(first)} tot en met {format_date(last)}"
        yield f"De lijst noemt ook {days}, van een ander schooljaar: kijk na of dat jaartal klopt."


def _report(listed: _Listed, matched: _Matched, choices: AbsenceChoices) -> ImportReport:
    rows = sum(len(listed.by_pupil[key]) for key in matched.cases)
    unknown = len(listed.by_pupil) - len(matched.cases)
    told = (
        *listed.warnings,
        *_told_years(listed.about),
        *_warnings(matched, complete=choices.complete),
        *told_restricted(matched.restricted),
    )
    return ImportReport(0, len(matched.cases), rows, unknown, listed.dropped, told)


def _warnings(matched: _Matched, *, complete: bool) -> Iterator[str]:
    yield from _told_numbers(matched)
    yield from _told_pupils(matched)
    if complete and matched.left_out:
        pupils = plural(len(matched.left_out), "leerling", "leerlingen")
        yield f"Van {pupils} staat niets meer op de lijst: wat eerdere lijsten over deze dagen zeiden, is vervallen."
    elif matched.silent:
        pupils = plural(matched.silent, "leerling", "leerlingen")
        yield f"Over {pupils} met lopend verzuim zegt deze lijst niets: kijk of zij weer op school zijn."


def _told_numbers(matched: _Matched) -> Iterator[str]:
    """Numbers of which nobody can be sure whose they are."""
    if matched.unclear:
        cases_meant = plural(matched.unclear, "casus", "casussen")
        yield (
            f"Bij {cases_meant} passen meer leerlingnummers van de lijst, zoals 07 en 007; die regels zijn niet "
            "ingelezen. Maak de nummers in de lijst gelijk."
        )
    if matched.branches:
        those = plural(matched.branches, "leerlingnummer", "leerlingnummers")
        yield (
            f"Bij {those} van de lijst horen casussen van meer dan één vestiging; die regels zijn niet ingelezen. "
            "Leg dat verzuim zelf vast, of zet het leerlingnummer in de casussen goed."
        )
    if matched.shared:
        those = plural(matched.shared, "leerlingnummer", "leerlingnummers")
        yield (
            f"Bij {those} van de lijst hoort ook een gesloten casus van een andere vestiging. De regels gaan naar de "
            "open casus, of anders naar de nieuwste: kijk na van wie ze zijn."
        )


def _told_pupils(matched: _Matched) -> Iterator[str]:
    """Pupils of whom what the list says asks for a look at their case."""
    if matched.contradicted:
        pupils = plural(matched.contradicted, "leerling", "leerlingen")
        yield (
            f"Bij {pupils} noemt de lijst een ander soort verzuim dan u zelf invoerde. Wat u invoerde blijft staan; "
            "ongeoorloofde dagen komen ernaast als uw periode nog loopt. Kijk of die periode nog klopt."
        )
    if matched.closed:
        pupils = plural(matched.closed, "leerling is de casus gesloten", "leerlingen is de casus gesloten")
        yield f"Van {pupils}, en er is nieuw verzuim. Het staat op Vandaag: heropen de casus, anders telt het niet mee."
    if matched.ended:
        pupils = plural(matched.ended, "leerling", "leerlingen")
        yield (
            f"Bij {pupils} is de casus gesloten als 'hoorde niet op de lijst' en liep een periode die u invoerde nog "
            "door: die eindigt nu op de dag van het sluiten. Wat de lijst van daarna noemt, is nieuw."
        )
    if matched.short:
        pupils = plural(matched.short, "leerling", "leerlingen")
        yield (
            f"Bij {pupils} noemt de lijst vijf schooldagen of meer achter elkaar, steeds minder dan een halve dag. Dat "
            "telt niet als thuis. Heeft de leerling een eigen, kort rooster? Vul dat in de casus in, bij School. Op "
            "Vandaag staat wie het is."
        )


def _keep_periods(
    connection: Connection,
    case_id: str,
    rows: Sequence[AbsenceRow],
    about: Sequence[Span],
    calendar: SchoolCalendar,
) -> None:
    file = cases.load_case_file(connection, case_id)
    days, half = _days_of(rows, file.case), _half(file.case)
    known = settled(file.case, file.absences, days)
    absences = [
        replace(absence, id=absence.id or new_id())
        for absence in apply_list(case_id, known, days, about, calendar, half, file.case.closed_on)
    ]
    cases.replace_absences(connection, case_id, absences)
    short_days.remember_end(connection, case_id, days, about[-1][1], calendar)
    first = first_day_at_home(absences, calendar, half)
    if first and (file.case.first_absent_on is None or first < file.case.first_absent_on):
        cases.save_case(connection, replace(file.case, first_absent_on=first))


def _days_of(rows: Sequence[AbsenceRow], case: Case) -> tuple[ListedDay, ...]:
    return listed_days(((row.day, AbsenceKind(row.kind), row.minutes) for row in rows), _half(case))


def _half(case: Case) -> int:
    return half_day(case.timetable_minutes)
