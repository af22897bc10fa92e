"""Pupils from EDEXML and absences from lists: only what was chosen, never twice, nothing forbidden."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from factories import make_absence, make_case
from regions import TODAY, Clock, Maker, folder_of, keep_pupil, log_of
from thuisplan_desktop.actions import absence_lists, cases, importing, list_schools, quality, worklist
from thuisplan_desktop.actions.absence_lists import AbsenceChoices
from thuisplan_desktop.actions.importing import ImportReport, PupilChoices
from thuisplan_desktop.actions.opening import OpenRegister, Place
from thuisplan_desktop.actions.pairing import Decision
from thuisplan_desktop.errors import (
    FileTooLarge,
    HostileXml,
    ImpossibleDate,
    MalformedXml,
    MissingColumns,
    NotEdexml,
    NothingSelected,
    NothingToRead,
    PupilChanged,
    SchoolNotTold,
    ThuisplanError,
    UnknownCode,
)
from thuisplan_desktop.intake import limits
from thuisplan_desktop.register.arrivals import What
from thuisplan_desktop.register.case import Case, CaseFile
from thuisplan_desktop.register.codes import AbsenceKind, Enrolment, Role, SchoolType
from thuisplan_desktop.register.quality import Issue
from thuisplan_desktop.register.schools import SchoolTable
from thuisplan_desktop.store import cases as stored

SAMPLES = Path(__file__).parents[1] / "data" / "edexml"
OFFICIAL = [(SAMPLES / f"EDEXML.Voorbeeld.{version}.xml").read_bytes() for version in ("2.0", "2.1")]
FORBIDDEN = (b"<bsn>123456782</bsn>", b"<geslacht>2</geslacht>", b"<mobielnummer>06-12345678</mobielnummer>")


def pupil(key: str, born: str = "2014-09-03", name: str = "Femke", extra: bytes = b"".join(FORBIDDEN)) -> bytes:
    return (
        f'<leerling key="{key}"><achternaam>Zandloper</achternaam><roepnaam>{name}</roepnaam>'
        f"<geboortedatum>{born}</geboortedatum><jaargroep>8</jaargroep><postcodenl>1811AB</postcodenl>"
    ).encode() + extra + b"</leerling>"  # fmt: skip


def edexml(pupils: Iterable[bytes], year: str = "2025-2026", brin: str = "99XA") -> bytes:
    head = (
        f'<?xml version="1.0" encoding="UTF-8"?><EDEX><school><schooljaar>{year}</schooljaar>'
        f"<brincode>{brin}</brincode><dependancecode>00</dependancecode><xsdversie>2.1</xsdversie></school><leerlingen>"
    )
    return head.encode() + b"".join(pupils) + b"</leerlingen></EDEX>"


def files_in(register: OpenRegister) -> tuple[CaseFile, ...]:
    with register.read() as connection:
        return stored.load_case_files(connection)


def absences(rows: Iterable[str], head: str = "leerlingnummer;datum;code;dagdeel") -> bytes:
    return "\r\n".join([head, *rows]).encode()


def periods(register: OpenRegister) -> list[tuple[date, date | None, AbsenceKind]]:
    (file,) = files_in(register)
    return [(one.starts_on, one.ends_on, one.kind) for one in file.absences]


# --- pupils


def test_who_has_left_is_counted_in_the_report_and_asked_for(register: OpenRegister) -> None:
    """An uitschrijfdatum says nothing of the next school; who is known to be not enrolled is no question."""
    gone = TODAY - timedelta(days=1)
    head = "Leerlingnummer;Roepnaam;Achternaam;Geboortedatum;Uitschrijfdatum"
    rows = [f"4000{n};Femke {n};Zandloper;03-09-2014;{gone:%d-%m-%Y}" for n in (1, 2)]
    rows.append(f"40003;Sil;Bedacht;03-09-2014;{TODAY:%d-%m-%Y}")
    data = "\r\n".join([head, *rows]).encode()
    keys = {one.key for one in importing.preview_pupils(register, data).pupils}
    report: ImportReport = importing.import_pupils(register, data, keys).value
    assert [line for line in report.warnings if line.startswith("2 leerlingen zijn uitgeschreven")]
    assert len([row for row in quality.quality(register) if row.finding.issue is Issue.NO_NEXT_SCHOOL]) == 2
    assert len([line for line in worklist.worklist(register) if line.kind == "left"]) == 2
    first, _, _ = files_in(register)
    cases.save_case(register, replace(first.case, enrolment=Enrolment.NOT_ENROLLED))
    again: ImportReport = importing.import_pupils(register, data, keys).value
    assert [line for line in again.warnings if line.startswith("1 leerling is uitgeschreven")]


def test_who_is_back_is_asked_about(register: OpenRegister) -> None:
    """Left in February, listed again in March: the day goes only when a person says so; a list without it is silent."""
    gone = b"<instroomdatum>2018-08-01</instroomdatum><uitstroomdatum>2026-02-01</uitstroomdatum>"
    here = b"<instroomdatum>2018-08-01</instroomdatum>"
    importing.import_pupils(register, edexml([pupil("40001", extra=gone)]), {"40001"})
    back = edexml([pupil("40001", extra=here)])
    (asked,) = importing.preview_pupils(register, back).differences
    assert (asked.what, asked.ours) == (What.LEFT, "uitgeschreven op 01-02-2026")
    with pytest.raises(PupilChanged):
        importing.import_pupils(register, back, {"40001"})
    for replaced, left_on in ((False, date(2026, 2, 1)), (True, None)):
        decided = {("40001", What.LEFT): Decision(replaced, "gebeld met de administratie")}
        importing.import_pupils(register, back, {"40001"}, PupilChoices(decisions=decided))
        (file,) = files_in(register)
        assert file.case.left_on == left_on
    assert importing.preview_pupils(register, back).differences == ()
    later = replace(file.case, left_on=date(2026, 7, 31))
    cases.save_case(register, later)
    assert importing.preview_pupils(register, back).differences == ()  # that day has not come
    cases.save_case(register, replace(later, left_on=date(2026, 2, 1)))
    listed = "Leerlingnummer;Roepnaam;Tussenvoegsel;Achternaam;Geboortedatum\n40001;Femke;;Zandloper;03-09-2014\n"
    assert importing.preview_pupils(register, listed.encode()).differences == ()


@pytest.mark.parametrize("left_on", [None, date(2026, 1, 31)])
def test_who_is_enrolled_nowhere_and_listed_is_asked_about(register: OpenRegister, left_on: date | None) -> None:
    """He counts as absoluut verzuim: a list never changes that by itself, nor takes his day and leaves the rest."""
    data = edexml([pupil("40001")])
    importing.import_pupils(register, data, {"40001"})
    (file,) = files_in(register)
    cases.save_case(register, replace(file.case, enrolment=Enrolment.NOT_ENROLLED, left_on=left_on))
    (asked,) = importing.preview_pupils(register, data).differences
    assert asked.what is What.LEFT
    for replaced, told in (
        (False, (Enrolment.NOT_ENROLLED, left_on)),
        (True, (Enrolment.ENROLLED, None)),
    ):
        decided = {("40001", What.LEFT): Decision(replaced, "gebeld met de administratie")}
        importing.import_pupils(register, data, {"40001"}, PupilChoices(decisions=decided))
        (file,) = files_in(register)
        assert (file.case.enrolment, file.case.left_on) == told
    assert importing.preview_pupils(register, data).differences == ()


def test_a_preview_keeps_nothing(register: OpenRegister) -> None:
    """Looking at a file tells who is in it, who is known and what is dropped; the register stays empty."""
    data = edexml([pupil("40001"), pupil("40002", "2013-05-02")])
    preview = importing.preview_pupils(register, data)
    assert [one.key for one in preview.pupils] == ["40001", "40002"]
    assert (preview.school_year, preview.brin, preview.known, preview.warnings) == ("2025-2026", "99XA", set(), ())
    assert preview.dropped["bsn"] == preview.dropped["geslacht"] == 2
    assert (files_in(register), log_of(register)) == ((), [])
    importing.import_pupils(register, data, {"40002"})
    assert importing.preview_pupils(register, data).known == {"40002"}


def test_only_the_chosen_are_kept(register: OpenRegister) -> None:
    """Of a whole school list one pupil comes in; nothing of any other pupil is stored anywhere."""
    data = edexml(pupil(f"4000{number}", name=f"Kind{number}") for number in range(5))
    report: ImportReport = importing.import_pupils(register, data, {"40003"}).value
    assert (report.added, report.updated, report.rows) == (1, 0, 5)
    (file,) = files_in(register)
    case = file.case
    assert (case.nickname, case.pupil_key, case.brin, case.year_group) == ("Kind3", "40003", "99XA", "8")
    assert (case.postcode4, case.home_municipality, case.owner) == ("1811", "Alkmaar", "Anja Doedel")
    everything = dump(register)
    assert "Kind3" in everything
    assert not [name for name in ("Kind0", "Kind1", "Kind2", "Kind4") if name in everything]


def test_forbidden_fields_reach_no_table(register: OpenRegister) -> None:
    """BSN, sex and telephone of a pupil are in no cell of the decrypted database, and neither is a full postcode."""
    importing.import_pupils(register, edexml([pupil("40001")]), {"40001"})
    everything = dump(register)
    assert "Zandloper" in everything
    forbidden = ("123456782", "06-12345678", "0612345678", "1811AB", "1811 AB")
    assert not [value for value in forbidden if value in everything]
    assert "AB" not in everything.split("\n")  # as a cell: inside a random id or hash these letters come by chance
    columns = {name.casefold() for name in columns_of(register)}
    assert not columns & {"bsn", "geslacht", "sex", "gender", "photo", "diagnosis", "nationality", "land"}


def tables_of(register: OpenRegister) -> list[str]:
    raw = register.workspace.raw
    return [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def dump(register: OpenRegister) -> str:
    """Every cell of every table of the decrypted database."""
    raw = register.workspace.raw
    rows = [row for table in tables_of(register) for row in raw.execute(f"SELECT * FROM {table}")]
    return "\n".join(str(cell) for row in rows for cell in row)


def columns_of(register: OpenRegister) -> set[str]:
    raw = register.workspace.raw
    return {row[1] for table in tables_of(register) for row in raw.execute(f"PRAGMA table_info({table})")}


def test_again_updates_and_never_doubles(register: OpenRegister) -> None:
    """The same file twice is one case; what a person typed stays, what the school changed is taken over."""
    importing.import_pupils(register, edexml([pupil("40001")]), {"40001"})
    (file,) = files_in(register)
    cases.save_case(register, change(file.case, note="Belt liever niet.", first_absent_on=date(2026, 3, 2)))
    moved_up = [one.replace(b">8<", b">7<") for one in (pupil("40001"), pupil("40002"))]
    report: ImportReport = importing.import_pupils(register, edexml(moved_up, year="2026-2027"), {"40001"}).value
    assert (report.added, report.updated) == (0, 1)
    (file,) = files_in(register)
    assert (file.case.year_group, file.case.note, file.case.first_absent_on) == (
        "7", "Belt liever niet.", date(2026, 3, 2),
    )  # fmt: skip


def change(case: Case, **changes: object) -> Case:
    return make_case(**{**vars(case), **changes})


def test_a_gemeente_put_right_stays_while_the_pupil_lives_there(register: OpenRegister) -> None:
    """Four figures of a postcode may lie in two gemeenten; who moves is looked up anew."""
    data = edexml([pupil("40001")])
    importing.import_pupils(register, data, {"40001"})
    (file,) = files_in(register)
    cases.save_case(register, replace(file.case, home_municipality="Bergen (NH.)"))
    importing.import_pupils(register, data, {"40001"})
    assert [one.case.home_municipality for one in files_in(register)] == ["Bergen (NH.)"]
    importing.import_pupils(register, edexml([pupil("40001").replace(b"1811AB", b"3511AB")]), {"40001"})
    assert [one.case.home_municipality for one in files_in(register)] == ["Utrecht"]


@pytest.mark.parametrize("sample", OFFICIAL)
def test_the_official_samples(maker: Maker, sample: bytes) -> None:
    """The examples of the standard come in as they are, twice without doubling, also in a year the XSD doesn't know."""
    register = maker.make(Role.SCHOOL, Place("De Verzonnen Boom", brin="99ZZ"))
    keys = {one.key for one in importing.preview_pupils(register, sample).pupils}
    assert importing.import_pupils(register, sample, keys).value.added == len(keys) > 0
    later = sample.replace(importing.preview_pupils(register, sample).school_year.encode(), b"2031-2032", 1)
    report: ImportReport = importing.import_pupils(register, later, keys).value
    assert (report.added, report.updated) == (0, len(keys))
    assert len(files_in(register)) == len(keys)


def test_a_changed_birth_date_needs_a_person(register: OpenRegister) -> None:
    """Consent and leerplicht hang on it: the whole import is refused, also for the pupils that agree."""
    importing.import_pupils(register, edexml([pupil("40001")]), {"40001"})
    before = dump(register)
    with pytest.raises(PupilChanged) as refused:
        importing.import_pupils(
            register, edexml([pupil("40002"), pupil("40001", born="2014-09-04")]), {"40001", "40002"}
        )
    assert refused.value.facts == {"key_count": 1}
    assert dump(register) == before


def test_a_changed_birth_date_after_what_is_kept_leaves_the_pupil_out(register: OpenRegister) -> None:
    """A person may choose the list's birth date; not one on which the absence that is kept was before birth."""
    importing.import_pupils(register, edexml([pupil("40001")]), {"40001"})
    (file,) = files_in(register)
    cases.save_absence(register, make_absence(file.case, starts_on=date(2020, 3, 2), ends_on=date(2020, 3, 3)))
    choice = PupilChoices(decisions={("40001", What.BIRTH_DATE): Decision(replace=True, reason="volgens de school")})
    report: ImportReport = importing.import_pupils(
        register, edexml([pupil("40001", born="2020-09-03")]), {"40001"}, choice
    ).value
    assert any("is niet ingelezen: " in line and "geboortedatum" in line for line in report.warnings)
    assert files_in(register)[0].case.birth_date == date(2014, 9, 3)


def test_nobody_chosen(register: OpenRegister) -> None:
    """An import of nobody is refused."""
    for keys in (set(), {""}, {"99999"}):
        with pytest.raises(NothingSelected):
            importing.import_pupils(register, edexml([pupil("40001")]), keys)
    assert log_of(register) == []


def test_a_file_of_another_school_is_named(register: OpenRegister, maker: Maker) -> None:
    """A school is warned; a consulent reads the files of many schools, and equal numbers stay two pupils."""
    other = edexml([pupil("40001")], brin="99XB")
    assert "99XB" in importing.preview_pupils(register, other).warnings[0]
    consulent = maker.make(Role.CONSULENT, Place("Samenwerkingsverband Voorbeeld"))
    assert importing.preview_pupils(consulent, other).warnings == ()
    for data in (other, edexml([pupil("40001", born="2013-01-01")], brin="99XA")):
        assert importing.import_pupils(consulent, data, {"40001"}).value.added == 1
    assert {file.case.brin for file in files_in(consulent)} == {"99XA", "99XB"}


def test_special_year_groups_set_the_school_type(register: OpenRegister) -> None:
    """Year group S is sbo and V is vso, whatever the register's own school type."""
    data = edexml([pupil("1").replace(b"<jaargroep>8<", b"<jaargroep>S<"), pupil("2")])
    importing.import_pupils(register, data, {"1", "2"})
    assert [file.case.school_type for file in files_in(register)] == [SchoolType.SBO, SchoolType.BAO]


def test_a_whole_school_reads_its_tables_once(register: OpenRegister, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table of postcodes is read once a process, not once a pupil."""
    cases.schools()
    monkeypatch.setattr(SchoolTable, "load", None)
    importing.import_pupils(register, edexml(map(pupil, "12345")), set("12345"))
    assert len(files_in(register)) == 5


# --- absence lists


def test_a_list_becomes_periods(register: OpenRegister) -> None:
    """Days without a school day between them are one period; who is away on the last day has not come back."""
    file = keep_pupil(register, pupil_key="40001", first_absent_on=None)
    rows = ["40001;12-03-2026;A;hele dag", "40001;13-03-2026;A;hele dag", "40001;16-03-2026;A;hele dag",
            "40001;23-03-2026;Z;hele dag", "77777;23-03-2026;A;hele dag"]  # fmt: skip
    report: ImportReport = absence_lists.import_absences(register, absences(rows)).value
    assert (report.updated, report.rows, report.unknown_pupils) == (1, 4, 1)
    assert periods(register) == [
        (date(2026, 3, 12), date(2026, 3, 16), AbsenceKind.UNAUTHORISED),
        (date(2026, 3, 23), None, AbsenceKind.SICK),
    ]
    assert cases.open_case(register, file.case.id).file.case.first_absent_on == date(2026, 3, 23)


def test_a_list_twice_changes_nothing(register: OpenRegister) -> None:
    """Reading again keeps the same periods with the same ids; an older list loses nothing."""
    keep_pupil(register, pupil_key="40001", first_absent_on=None)
    older = absences(["40001;02-03-2026;A;hele dag", "40001;03-03-2026;A;hele dag"])
    newer = absences(["40001;23-03-2026;A;hele dag", "40001;24-03-2026;A;hele dag"])
    absence_lists.import_absences(register, older)
    absence_lists.import_absences(register, newer)
    first = files_in(register)
    absence_lists.import_absences(register, newer)
    assert files_in(register) == first
    absence_lists.import_absences(register, older)
    assert [(one.starts_on, one.ends_on) for one in files_in(register)[0].absences] == [
        (one.starts_on, one.ends_on) for one in first[0].absences
    ]


def test_silence_about_an_absence_is_told(register: OpenRegister) -> None:
    """A list without a pupil whose absence lasts may mean that he is back: nothing is changed, a person must look."""
    keep_pupil(register, pupil_key="40001", first_absent_on=None)
    absence_lists.import_absences(register, absences(["40001;03-03-2026;A;hele dag"]))
    before = periods(register)
    report: ImportReport = absence_lists.import_absences(register, absences(["40002;23-03-2026;A;hele dag"])).value
    assert report.warnings[-1].startswith("Over 1 leerling met lopend verzuim zegt deze lijst niets")
    assert periods(register) == before


def test_typed_periods_stay(register: OpenRegister) -> None:
    """A list never overrules what a person entered."""
    file = keep_pupil(register, pupil_key="40001")
    typed = make_absence(file.case, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 6), kind=AbsenceKind.AUTHORISED)
    cases.save_absence(register, typed)
    absence_lists.import_absences(register, absences(["40001;03-03-2026;A;hele dag"]))
    assert files_in(register)[0].absences == (typed,)


def test_a_list_that_contradicts_what_a_person_entered_is_told(register: OpenRegister) -> None:
    """An illness that nobody ended keeps no weeks without leave from the register, and the report says where."""
    keep_pupil(register, pupil_key="40001", first_absent_on=None)
    (file,) = files_in(register)
    cases.save_absence(register, make_absence(file.case, kind=AbsenceKind.SICK, starts_on=date(2026, 1, 12)))
    data = absences([f"40001;{day}-03-2026;A;hele dag" for day in ("16", "17", "18")])
    preview = absence_lists.preview_list(register, data).report
    report: ImportReport = absence_lists.import_absences(register, data).value
    assert report.warnings == preview.warnings
    assert [line for line in report.warnings if line.startswith("Bij 1 leerling noemt de lijst een ander soort")]
    assert [kind for _, _, kind in periods(register)] == [AbsenceKind.SICK, AbsenceKind.UNAUTHORISED]
    assert any(line.kind == "sixteen_hours" for line in worklist.worklist(register))


def test_days_ahead_close_nobodys_absence(register: OpenRegister) -> None:
    """Leave that is planned for next month doesn't say that others came back: rows after today are left out."""
    keep_pupil(register, pupil_key="40001", first_absent_on=None)
    rows = ["40001;23-03-2026;A;hele dag", "40001;24-03-2026;A;hele dag", "40002;20-04-2026;A;hele dag"]
    report: ImportReport = absence_lists.import_absences(register, absences(rows)).value
    assert periods(register) == [(date(2026, 3, 23), None, AbsenceKind.UNAUTHORISED)]
    assert report.warnings[-1] == "1 regel van later dan vandaag niet ingelezen."
    with pytest.raises(NothingToRead):
        absence_lists.import_absences(register, absences(rows[-1:]))


def test_days_before_birth_are_left_out_and_stretch_no_list(register: OpenRegister) -> None:
    """A slip in a year would wipe ten years of what earlier lists said; the report tells how many lines, and why."""
    keep_pupil(register, pupil_key="40001", first_absent_on=None)
    earlier, slip = "40001;12-01-2026;A;hele dag", "40001;24-03-2006;A;hele dag"
    absence_lists.import_absences(register, absences([earlier]))
    absence_lists.import_absences(register, absences([earlier, "40001;13-01-2026;A;ochtend"]))
    data = absences([slip, "40001;23-03-2026;A;ochtend", "40002;24-03-2026;A;hele dag"])
    preview = absence_lists.preview_list(register, data)
    assert preview.covers == (date(2026, 3, 23), date(2026, 3, 24))
    report: ImportReport = absence_lists.import_absences(register, data).value
    assert periods(register) == [(date(2026, 1, 12), date(2026, 3, 23), AbsenceKind.UNAUTHORISED)]
    assert any(line.startswith("1 regel van voor de geboortedatum niet ingelezen: kijk") for line in report.warnings)
    assert (report.rows, report.unknown_pupils) == (1, 1)
    with pytest.raises(NothingToRead):
        absence_lists.import_absences(register, absences([slip]))


def test_sixteen_hours_are_full_while_the_next_list_is_awaited(register: OpenRegister, clock: Clock) -> None:
    """Away on the last day of a list means away until something says otherwise: every school day counts as those told
    did (LPW article 21: report without delay)."""
    keep_pupil(register, pupil_key="40001", first_absent_on=None)
    clock.go_to(date(2026, 3, 17))
    rows = [f"40001;{day}-03-2026;A;{hour}" for day in (16, 17) for hour in range(1, 7)]
    absence_lists.import_absences(register, absences(rows))
    for day, full in ((17, False), (18, False), (19, True), (31, True)):
        clock.go_to(date(2026, 3, day))
        lines = [line for line in worklist.worklist(register) if line.kind == "sixteen_hours"]
        assert bool(lines) is full
        assert [line.about_on.day for line in lines] == ([day] if full else [])  # 31 March: the fourth four days on


def test_a_list_is_of_one_school(maker: Maker) -> None:
    """A number is of one school: a consulent says whose list it is, and no pupil of another gets or loses a day."""
    consulent = maker.make(Role.CONSULENT, Place("Samenwerkingsverband Voorbeeld"))
    for brin in ("99XA", "99XB"):
        cases.save_case(consulent, make_case(pupil_key="40001", brin=brin, first_absent_on=None))
    data, later = (absences([f"{number};23-03-2026;A;hele dag"]) for number in ("40001", "40002"))
    with pytest.raises(SchoolNotTold):
        absence_lists.import_absences(consulent, data)
    at_a = AbsenceChoices(school="99XA", complete=True)
    assert absence_lists.import_absences(consulent, data, at_a).value.updated == 1
    assert [bool(file.absences) for file in files_in(consulent)] == [True, False]
    report = absence_lists.import_absences(consulent, later, replace(at_a, school="99XB")).value
    assert (report.updated, report.unknown_pupils) == (0, 1)
    assert [bool(file.absences) for file in files_in(consulent)] == [True, False]


def test_a_list_at_a_school_is_its_own(maker: Maker) -> None:
    """Who has left for another school keeps that school's number, which is a stranger's here."""
    own = maker.make(Role.SCHOOL)
    data = absences(["40001;23-03-2026;A;hele dag"])
    cases.save_case(own, make_case(pupil_key="40001", brin="99XB", first_absent_on=None))
    assert absence_lists.import_absences(own, data).value.updated == 0
    assert absence_lists.import_absences(own, data, AbsenceChoices(school="99XB")).value.updated == 1
    cases.save_case(own, make_case(pupil_key="40001", brin="99XA", first_absent_on=None))
    assert absence_lists.import_absences(own, data).value.updated == 1
    shown = list_schools.schools(own)
    assert [(one.id, one.is_own) for one in shown] == [("99XA", True), ("99XB", False)]
    assert list_schools.must_ask(own, shown)
    assert not list_schools.must_ask(own, shown[:1])


def test_two_numbers_that_mean_one_pupil_are_told(register: OpenRegister) -> None:
    """07 and 007 may both be 7 without its zeros: which of them, nobody knows."""
    keep_pupil(register, pupil_key="7", first_absent_on=None)
    report = absence_lists.import_absences(register, absences(["07;23-03-2026;A;dag", "007;20-03-2026;A;dag"])).value
    assert (report.updated, report.unknown_pupils) == (0, 2)
    assert "Bij 1 casus passen meer leerlingnummers van de lijst" in " ".join(report.warnings)


def test_a_preview_of_a_list_keeps_nothing(register: OpenRegister) -> None:
    """The report of a preview is that of the import; the register stays as it was."""
    keep_pupil(register, pupil_key="40001", first_absent_on=None)
    data = absences(["40001;23-03-2026;A;hele dag", "2;23-03-2026;A;hele dag"])
    before, log = files_in(register), log_of(register)
    preview = absence_lists.preview_absences(register, data)
    assert (files_in(register), log_of(register)) == (before, log)
    assert absence_lists.import_absences(register, data).value == preview


# --- files that can't be right


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        (b'<!DOCTYPE EDEX SYSTEM "x"><EDEX/>', HostileXml),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><EDEX>&a;</EDEX>', HostileXml),
        (edexml([pupil("1")])[:-40], MalformedXml),
        (edexml([pupil("1")]).replace(b"</roepnaam>", b"</naam>"), MalformedXml),
        (b"<html></html>", NotEdexml),
        (edexml([pupil("1", born="2014-02-30")]), ImpossibleDate),
        (b"<EDEX>" + bytes(limits.MAX_BYTES), FileTooLarge),
    ],
)
def test_bad_edexml_changes_nothing(register: OpenRegister, data: bytes, refused: type[ThuisplanError]) -> None:
    """Each is named, for a preview and for an import, and the register is as it was."""
    before = dump(register)
    with pytest.raises(refused):
        importing.preview_pupils(register, data)
    with pytest.raises(refused):
        importing.import_pupils(register, data, {"1"})
    assert dump(register) == before


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        (b"naam;dag\r\nFemke;1\r\n", MissingColumns),
        (absences(["40001;30-02-2026;A;hele dag"]), ImpossibleDate),
        (absences(["40001;23-03-2026;A;hele dag", "40001;24-03-2026;QQ;hele dag"]), UnknownCode),
    ],
)
def test_a_bad_list_changes_nothing(register: OpenRegister, data: bytes, refused: type[ThuisplanError]) -> None:
    """One bad row refuses the whole list: half a list would look like a return to school."""
    keep_pupil(register, pupil_key="40001")
    before = dump(register)
    with pytest.raises(refused):
        absence_lists.import_absences(register, data)
    assert dump(register) == before


def test_the_folder_holds_no_readable_name(register: OpenRegister, canary: str, find_canary: object) -> None:
    """After an import no file of the folder holds the name in readable form."""
    importing.import_pupils(register, edexml([pupil("1", name=canary)]), {"1"})
    assert canary in dump(register)
    assert find_canary(folder_of(register)) == []
    assert register.today() == TODAY
