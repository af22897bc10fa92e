"""Lists from elsewhere in a real register: what is asked once and remembered, and what a person decides."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from factories import make_absence, make_case
from regions import Maker, keep_pupil, log_of
from thuisplan_desktop.actions import absence_lists, cases, importing, lists, worklist
from thuisplan_desktop.actions.absence_lists import AbsenceChoices
from thuisplan_desktop.actions.importing import ImportReport, PupilChoices
from thuisplan_desktop.actions.lists import PRESENT, ListKind
from thuisplan_desktop.actions.opening import OpenRegister, Place
from thuisplan_desktop.actions.pairing import Decision
from thuisplan_desktop.errors import InvalidCase, NothingToRead, PupilChanged, UnknownCode
from thuisplan_desktop.intake.absence_values import Durations
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.register.arrivals import What
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import AbsenceKind, ContactRole, Role, SchoolType
from thuisplan_desktop.store import cases as stored
from workbooks import book

PUPILS = "Stamnummer;Roepnaam;Achternaam;Geboortedatum;Ouder 1;Telefoon ouder 1;BSN;E-mail;Opmerking"
FORBIDDEN = ("123456782", "femke@voorbeeld.invalid", "huilt veel")


def pupil(key: str, name: str = "Femke", born: str = "3-9-2014") -> str:
    return f"{key};{name};Zandloper;{born};Roelof Zandloper;06-12345678;" + ";".join(FORBIDDEN)


def csv(*lines: str) -> bytes:
    return "\r\n".join(lines).encode("cp1252")


def files_in(register: OpenRegister) -> tuple[CaseFile, ...]:
    with register.read() as connection:
        return stored.load_case_files(connection)


def only(register: OpenRegister) -> CaseFile:
    (file,) = files_in(register)
    return file


def dump(register: OpenRegister) -> str:
    """Every cell of every table of the decrypted database."""
    raw = register.workspace.raw
    tables = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = [row for table in tables for row in raw.execute(f"SELECT * FROM {table}")]
    return "\n".join(str(cell) for row in rows for cell in row)


# --- pupils


def workbook(*lines: str) -> bytes:
    return book([line.split(";") for line in lines])


@pytest.mark.parametrize("make", [csv, workbook])
def test_forbidden_columns_reach_no_table(register: OpenRegister, make: "Iterable[str]") -> None:
    """BSN, e-mail and remarks are in no cell of the decrypted register, and the report counts them; twice is once."""
    data = make(PUPILS, pupil("40001"), pupil("40002", name="Noor"))
    report: ImportReport = importing.import_pupils(register, data, {"40001"}).value
    assert (report.added, report.dropped) == (1, {"bsn": 2, "e-mail": 2, "opmerking": 2})
    assert importing.import_pupils(register, data, {"40001"}).value.updated == 1
    everything = dump(register)
    assert "Zandloper" in everything
    assert not [value for value in (*FORBIDDEN, "Noor", "40002") if value in everything]
    (contact,) = only(register).contacts
    assert (contact.phone, contact.role) == ("06-12345678", ContactRole.PARENT_WITHOUT_GEZAG)
    assert "in een lijst staat niet wie gezag heeft" in report.warnings[-1]


def test_a_list_without_heads_leaves_no_pupil_behind(register: OpenRegister) -> None:
    """Its first row was pointed at in place of heads: it is known again by that, and its words are kept nowhere."""
    data = csv("40001;Wietske;Klaverblad", "40002;Noor;Zandloper")
    mapping = {"key": "40001", "nickname": "Wietske", "surname": "Klaverblad"}
    importing.import_pupils(register, data, {"40002"}, PupilChoices(mapping=mapping))
    assert only(register).case.surname == "Zandloper"
    assert not [word for word in mapping.values() if word in dump(register)]
    assert lists.look(register, data, ListKind.PUPILS).mapping == mapping


def test_every_difference_asks_a_person(register: OpenRegister) -> None:
    """Another name and birth date: nothing comes in until somebody chose and said why; then what was chosen stands."""
    importing.import_pupils(register, csv(PUPILS, pupil("40001")), {"40001"})
    newer = csv(PUPILS, pupil("40001", name="Fenna", born="4-9-2014"))
    shown = importing.preview_pupils(register, newer).differences
    assert [(one.what, one.ours, one.theirs) for one in shown] == [
        (What.PUPIL, "Femke Zandloper, geboren 03-09-2014", "Fenna Zandloper, geboren 04-09-2014"),
        (What.NAME, "Femke Zandloper", "Fenna Zandloper"),
        (What.BIRTH_DATE, "03-09-2014", "04-09-2014"),
    ]
    told = Decision(True, "zo genoemd door ouders")
    decided = {("40001", What.PUPIL): told, ("40001", What.NAME): told}
    with pytest.raises(PupilChanged):
        importing.import_pupils(register, newer, {"40001"}, PupilChoices(decisions=decided))
    silent = decided | {("40001", What.BIRTH_DATE): Decision(False, " ")}
    with pytest.raises(InvalidCase):
        importing.import_pupils(register, newer, {"40001"}, PupilChoices(decisions=silent))
    assert only(register).case.nickname == "Femke"
    decided[("40001", What.BIRTH_DATE)] = Decision(False, "paspoort gezien")
    importing.import_pupils(register, newer, {"40001"}, PupilChoices(decisions=decided))
    assert (only(register).case.nickname, only(register).case.birth_date) == ("Fenna", date(2014, 9, 3))
    assert log_of(register)[-3:] == ["identity_replaced", "identity_kept", "pupils_imported"]


def test_a_pupil_who_moved_is_the_same_pupil(maker: Maker) -> None:
    """A consulent gets the file of the new school: same name and birth date, so one case, after a decision."""
    consulent = maker.make(Role.CONSULENT, Place("Samenwerkingsverband Voorbeeld"))
    head = f"{PUPILS};BRIN"
    importing.import_pupils(consulent, csv(head, f"{pupil('1')};99XA"), {"1"})
    moved = csv(head, f"{pupil('77')};99XB")
    (shown,) = importing.preview_pupils(consulent, moved).differences
    assert (shown.what, shown.ours, shown.theirs) == (What.SCHOOL, "99XA 00", "99XB 00")
    for replaced, brin, key in ((False, "99XA", "1"), (True, "99XB", "77")):
        decided = {("77", What.SCHOOL): Decision(replaced, "gebeld met de school")}
        importing.import_pupils(consulent, moved, {"77"}, PupilChoices(decisions=decided))
        case = only(consulent).case
        assert (case.brin, case.pupil_key) == (brin, key)


def test_a_case_made_by_hand_is_not_doubled(register: OpenRegister) -> None:
    """Somebody typed the pupil before the list came: name and birth date tell that it is he."""
    keep_pupil(register, pupil_key="", infix="", nickname="femke ", birth_date=date(2014, 9, 3), brin="99XA")
    importing.import_pupils(register, csv(PUPILS, pupil("40001")), {"40001"})
    assert only(register).case.pupil_key == "40001"


def test_dates_that_cannot_be_are_left_out_and_told(register: OpenRegister) -> None:
    """A birth date in the future is not kept: the case is incomplete until somebody fills it in."""
    data = csv(PUPILS, pupil("40001", born="3-9-2031"))
    report: ImportReport = importing.import_pupils(register, data, {"40001"}).value
    assert only(register).case.birth_date is None
    assert any("kan een datum niet kloppen" in warning for warning in report.warnings)


ROLL = "Leerlingnummer;Roepnaam;Achternaam;Geboortedatum;Inschrijfdatum"


@pytest.mark.parametrize(
    ("born", "enrolled", "kept_born"),
    [("01-03-1950", "", None), ("03-09-2014", "01-08-2008", date(2014, 9, 3)), ("01-03-1956", "01-08-2025", None)],
)
def test_an_import_keeps_no_days_that_a_case_refuses(
    register: OpenRegister, born: str, enrolled: str, kept_born: date | None
) -> None:
    """Too old, or enrolled before birth: left out and told, so that the case can still be saved by hand."""
    data = csv(ROLL, f"40001;Femke;Zandloper;{born};{enrolled}", "40002;Sil;Bedacht;03-09-2014;")
    report: ImportReport = importing.import_pupils(register, data, {"40001", "40002"}).value
    assert any("kan een datum niet kloppen" in warning for warning in report.warnings)
    first, _ = sorted((file.case for file in files_in(register)), key=lambda case: case.pupil_key)
    assert (first.birth_date, first.enrolled_on) == (kept_born, None if kept_born else first.enrolled_on)
    cases.save_case(register, replace(first, note="Belt liever niet."))


def test_a_row_against_the_case_is_refused_and_the_others_go_on(register: OpenRegister) -> None:
    """Absent before birth can't be: that row stays out, with why."""
    keep_pupil(register, pupil_key="40001", birth_date=date(2010, 1, 1), first_absent_on=date(2015, 1, 5), brin="99XA")
    before = only(register).case
    data = csv(ROLL, f"40001;{before.nickname};{before.surname};03-09-2015;", "40002;Sil;Bedacht;03-09-2014;")
    asked = importing.preview_pupils(register, data).differences
    decided = {(one.key, one.what): Decision(True, "volgens de school") for one in asked}
    report: ImportReport = importing.import_pupils(
        register, data, {"40001", "40002"}, PupilChoices(decisions=decided)
    ).value
    assert (report.added, report.updated) == (1, 0)
    assert [line for line in report.warnings if line.startswith("Leerlingnummer 40001 is niet ingelezen: ")]
    assert next(file.case for file in files_in(register) if file.case.id == before.id) == before


@pytest.mark.parametrize("born", ["01-03-2026", "01-03-2022", "01-03-2006"])
def test_a_birth_date_that_ends_leerplicht_is_asked(register: OpenRegister, born: str) -> None:
    """An open absent case without birth date doesn't become 'not obliged' by a list alone."""
    keep_pupil(
        register, pupil_key="40001", birth_date=None, nickname="Femke", infix="", surname="Zandloper",
        first_names="", first_absent_on=date(2025, 10, 6), brin="99XA",
    )  # fmt: skip
    data = csv(ROLL, f"40001;Femke;Zandloper;{born};")
    with pytest.raises(PupilChanged):
        importing.import_pupils(register, data, {"40001"})
    decided = {("40001", What.BIRTH_DATE): Decision(False, "gebeld met de school")}
    importing.import_pupils(register, data, {"40001"}, PupilChoices(decisions=decided))
    assert only(register).case.birth_date is None


def test_a_number_that_lost_its_zeros_is_the_same_pupil(register: OpenRegister) -> None:
    """A sheet drops zeros: another birth date is asked about, and the number keeps its zeros."""
    importing.import_pupils(register, csv(PUPILS, pupil("00012")), {"00012"})
    newer = csv(PUPILS, pupil("12", born="3-9-2013"))
    with pytest.raises(PupilChanged):
        importing.import_pupils(register, newer, {"12"})
    decided = {("12", What.BIRTH_DATE): Decision(True, "paspoort gezien")}
    importing.import_pupils(register, newer, {"12"}, PupilChoices(decisions=decided))
    assert (only(register).case.pupil_key, only(register).case.birth_date) == ("00012", date(2013, 9, 3))


@pytest.mark.parametrize("born", [None, date(2014, 9, 2)])
@pytest.mark.parametrize("same", [True, False])
def test_a_possible_double_is_decided(register: OpenRegister, born: date | None, same: bool) -> None:
    """The same name at the same school without number: the same pupil or another one, as a person says with why."""
    keep_pupil(register, pupil_key="", birth_date=born, nickname="FEMKE", infix="", surname="zandloper", brin="99XA")
    data = csv(PUPILS, pupil("40001"))
    preview = importing.preview_pupils(register, data)
    assert (preview.differences[0].what, preview.known) == (What.PUPIL, frozenset())
    with pytest.raises(PupilChanged):
        importing.import_pupils(register, data, {"40001"})
    decided = {("40001", What.PUPIL): Decision(same, "gebeld met de school")}
    if same and born:
        with pytest.raises(PupilChanged):
            importing.import_pupils(register, data, {"40001"}, PupilChoices(decisions=decided))
        decided["40001", What.BIRTH_DATE] = Decision(True, "paspoort gezien")
    report: ImportReport = importing.import_pupils(register, data, {"40001"}, PupilChoices(decisions=decided)).value
    assert (report.added, report.updated) == ((0, 1) if same else (1, 0))
    assert len(files_in(register)) == (1 if same else 2)
    assert importing.preview_pupils(register, data).differences == ()


@pytest.mark.parametrize("same", [True, False])
def test_a_number_of_somebody_else_now_takes_over_no_dossier(register: OpenRegister, same: bool) -> None:
    """Another name and another birth date under a known number: first whether it is the same pupil at all."""
    keep_pupil(
        register, pupil_key="40001", birth_date=date(2010, 1, 5), nickname="Kees", surname="Papierwit", brin="99XA"
    )
    data = csv(PUPILS, pupil("40001"))
    asked = [one.what for one in importing.preview_pupils(register, data).differences]
    assert asked == [What.PUPIL, What.NAME, What.BIRTH_DATE]
    decided = {("40001", what): Decision(same, "gebeld met de school") for what in asked}
    report: ImportReport = importing.import_pupils(register, data, {"40001"}, PupilChoices(decisions=decided)).value
    assert (report.added, report.updated) == ((0, 1) if same else (1, 0))
    names = {file.case.nickname for file in files_in(register)}
    assert names == ({"Femke"} if same else {"Kees", "Femke"})
    assert importing.preview_pupils(register, data).differences == ()


def edexml(year_group: str, key: str = "1", branch: str = "") -> bytes:
    where = '<vestigingen><vestiging key="v"><naam>Zuid</naam></vestiging></vestigingen>' if branch else ""
    at = '<vestiging key="v"/>' if branch else ""
    return (
        "<EDEX><school><schooljaar>2026-2027</schooljaar><brincode>99XA</brincode></school>"
        f'{where}<leerlingen><leerling key="{key}"><achternaam>Zandloper</achternaam><roepnaam>Femke</roepnaam>'
        f"<geboortedatum>2012-09-03</geboortedatum><jaargroep>{year_group}</jaargroep>{at}</leerling></leerlingen></EDEX>"
    ).encode()


@pytest.mark.parametrize(
    ("own", "year_group", "options", "chosen"),
    [
        (SchoolType.VO, "12", (SchoolType.VO, SchoolType.PRO), SchoolType.PRO),
        (SchoolType.BAO, "S", (SchoolType.SBO, SchoolType.SO), SchoolType.SO),
    ],
)
def test_the_kind_of_school_is_asked_once(
    maker: Maker, own: SchoolType, year_group: str, options: tuple[SchoolType, ...], chosen: SchoolType
) -> None:
    """EDEXML doesn't tell; the answer of one vestiging holds for its next file, and not for another vestiging."""
    register = maker.make(Role.SCHOOL, Place("De Verzonnen Boom", brin="99XA", school_type=own))
    data = edexml(year_group, branch="v")
    (question,) = importing.preview_pupils(register, data).questions
    assert (question.place, question.options, question.answer) == ("Zuid", options, None)
    importing.import_pupils(register, data, {"1"}, PupilChoices(types={question.id: chosen}))
    assert only(register).case.school_type is chosen
    assert importing.preview_pupils(register, data).questions[0].answer is chosen
    assert importing.preview_pupils(register, edexml(year_group)).questions[0].answer is None


@pytest.mark.parametrize(("own", "year_group"), [(SchoolType.SO, "S"), (SchoolType.PRO, "12"), (SchoolType.BAO, "8")])
def test_nothing_is_asked_that_the_register_knows(maker: Maker, own: SchoolType, year_group: str) -> None:
    register = maker.make(Role.SCHOOL, Place("De Verzonnen Boom", brin="99XA", school_type=own))
    assert importing.preview_pupils(register, edexml(year_group)).questions == ()
    importing.import_pupils(register, edexml(year_group), {"1"})
    assert only(register).case.school_type is own


def test_made_up_keys_do_not_double(register: OpenRegister) -> None:
    """A key that begins with # is another one in every file: the pupil is known by name and birth date, once."""
    importing.import_pupils(register, edexml("8", key="#1"), {"#1"})
    assert importing.preview_pupils(register, edexml("8", key="#2")).known == {"#2"}
    importing.import_pupils(register, edexml("8", key="#2"), {"#2"})
    assert only(register).case.pupil_key == ""


def test_an_accent_makes_no_second_case(register: OpenRegister) -> None:
    """Another number and 'Fémke' for Femke, born the same day: a person says whether it is the same pupil."""
    importing.import_pupils(register, csv(PUPILS, pupil("40001")), {"40001"})
    other = csv(PUPILS, pupil("40009", name="Fémke"))
    shown = importing.preview_pupils(register, other).differences
    assert [one.what for one in shown][:1] == [What.PUPIL]
    with pytest.raises(PupilChanged):
        importing.import_pupils(register, other, {"40009"})


def test_another_surname_brings_its_own_tussenvoegsel(register: OpenRegister) -> None:
    """Also none; where the surname stays and a list has no such column, what the register has stays too."""
    keep_pupil(register, pupil_key="40001", brin="99XA")  # Femke van der Zandloper
    head, born = "leerlingnummer;roepnaam;achternaam;geboortedatum", "3-9-2014"
    importing.import_pupils(register, csv(head, f"40001;Femke;Zandloper;{born}"), {"40001"})
    assert only(register).case.full_name == "Femke van der Zandloper"
    told = {("40001", What.NAME): Decision(True, "heet nu zo")}
    new = csv(head, f"40001;Femke;Vos;{born}")
    importing.import_pupils(register, new, {"40001"}, PupilChoices(decisions=told))
    assert only(register).case.full_name == "Femke Vos"


# --- absences

HEAD = "Wie;Wanneer;Wat;Deel"


def test_columns_are_asked_once(register: OpenRegister) -> None:
    """What a person pointed out is proposed for the next list with these heads; forbidden columns can't be chosen."""
    keep_pupil(register, pupil_key="40001", first_absent_on=None)
    data = csv(f"{HEAD};Opmerking;Code BSN", "40001;23-03-2026;Z;ochtend;belt niet;123456782")
    look = lists.look(register, data, ListKind.ABSENCES)
    assert (look.missing, look.sheets) == (("leerlingnummer", "datum", "code"), ())
    assert [(head.name, head.examples, head.refused) for head in look.heads] == [
        ("Wie", ("40001",), ""), ("Wanneer", ("23-03-2026",), ""), ("Wat", ("Z",), ""), ("Deel", ("ochtend",), ""),
        ("Opmerking", (), "opmerking"), ("Code BSN", (), "bsn"),
    ]  # fmt: skip
    mapping = {"pupil_key": "Wie", "day": "Wanneer", "code": "Wat", "period": "Deel"}
    absence_lists.import_absences(register, data, AbsenceChoices(mapping=mapping))
    again = lists.look(register, data, ListKind.ABSENCES)
    assert (again.mapping, again.missing) == (mapping, ())
    assert "40001" not in repr(look) + repr(look.heads)


def test_codes_are_explained_once(register: OpenRegister) -> None:
    """A code that nobody knows stops the import; explained, it is remembered, and a known one can be changed."""
    keep_pupil(register, pupil_key="40001", first_absent_on=None)
    data = csv("leerlingnummer;datum;code", "40001;20-03-2026;QX", "40001;23-03-2026;Z", "40001;23-03-2026;QX")
    with pytest.raises(UnknownCode):
        absence_lists.import_absences(register, data)
    uses = lists.codes_of(register, data, None)
    assert [(use.code, use.times, use.kind) for use in uses] == [("QX", 2, None), ("Z", 1, "sick")]
    absence_lists.import_absences(register, data, AbsenceChoices(codes={"QX": "authorised"}))
    assert [(use.kind) for use in lists.codes_of(register, data, None)] == ["authorised", "sick"]
    lists.keep_codes(register, {"Z": PRESENT})
    absence_lists.import_absences(register, data)
    lines = {line.code: line for line in lists.list_codes(register)}
    assert (lines["z"].kind, lines["z"].own, lines["qx"].own, lines["p"].own) == (PRESENT, True, True, False)
    for wrong in ({"x" * 61: "sick"}, {"X": "diagnose"}):
        with pytest.raises(InvalidCase):
            lists.keep_codes(register, wrong)


def test_lengths_are_the_schools_own(register: OpenRegister) -> None:
    """Minutes of a dagdeel are asked once; a length no day has is refused."""
    file = keep_pupil(register, pupil_key="40001", first_absent_on=None)
    data = csv("leerlingnummer;datum;code;dagdeel", "40001;23-03-2026;Z;ochtend")
    own = Durations(lesson=45, half_day=180, day=345)
    absence_lists.import_absences(register, data, AbsenceChoices(durations=own))
    assert only(register).absences[0].minutes == 180
    assert absence_lists.preview_list(register, data).durations == own
    with pytest.raises(InvalidCase):
        absence_lists.import_absences(register, data, AbsenceChoices(durations=Durations(lesson=0)))
    assert cases.open_case(register, file.case.id)


def test_absence_in_a_closed_case_is_told_and_shown(register: OpenRegister) -> None:
    """The report says it, Vandaag shows it, and the case stays closed until a person opens it."""
    file = keep_pupil(register, pupil_key="40001", first_absent_on=None, closed_on=date(2026, 1, 9))
    data = csv("leerlingnummer;datum;code", "40001;16-03-2026;A", "40001;17-03-2026;A")
    told = absence_lists.preview_list(register, data).report.warnings
    assert absence_lists.import_absences(register, data).value.warnings == told
    assert "heropen de casus" in told[-1]
    assert cases.open_case(register, file.case.id).file.case.closed_on == date(2026, 1, 9)
    assert [line.kind for line in worklist.worklist(register) if line.case_id] == ["reopen"]


def test_a_day_without_school_is_no_first_day_of_absence(register: OpenRegister) -> None:
    """A Saturday and a vacation in the list are left out and told; the absence begins on the first day of school."""
    keep_pupil(register, pupil_key="40001", first_absent_on=None)
    days = (date(2026, 2, 26), date(2026, 2, 28), date(2026, 3, 2), date(2026, 3, 3))
    data = csv("leerlingnummer;datum;code", *(f"40001;{day:%d-%m-%Y};A" for day in days), "40009;28-02-2026;A")
    told = absence_lists.preview_list(register, data).report
    assert told.warnings[0].startswith("2 regels niet ingelezen: op die dag is er volgens de kalender geen school")
    assert told.unknown_pupils == 1
    absence_lists.import_absences(register, data)
    file = only(register)
    assert (file.case.first_absent_on, [one.starts_on for one in file.absences]) == (days[2], [days[2]])


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("28-02-2026;A", "een dag zonder school"),
        ("23-03-2027;A", "later dan vandaag"),
        ("23-03-2026;aanwezig", "dat de leerling op school was"),
    ],
)
def test_a_list_of_which_nothing_counts_says_why(register: OpenRegister, row: str, why: str) -> None:
    """A weekend, a vacation of the wrong region, a slip in the year: it is not that nobody was chosen."""
    keep_pupil(register, pupil_key="40001", first_absent_on=None)
    with pytest.raises(NothingToRead) as raised:
        absence_lists.import_absences(register, csv("leerlingnummer;datum;code", f"40001;{row}"))
    told = message_for(raised.value).text
    assert why in told
    assert "zet Schooldagen en vakanties goed" in told


def test_a_number_of_two_vestigingen_is_nobodys(register: OpenRegister) -> None:
    """Two children of one BRIN with one number: neither gets the absence of the other, and the report says so."""
    both = [keep_pupil(register, pupil_key="40001", first_absent_on=None, branch=branch) for branch in ("00", "01")]
    keep_pupil(register, pupil_key="40002", first_absent_on=None)
    data = csv("leerlingnummer;datum;code", "40001;16-03-2026;A", "40002;16-03-2026;A")
    report: ImportReport = absence_lists.import_absences(register, data).value
    assert [len(file.absences) for file in files_in(register)] == [0, 0, 1]
    assert "Bij 1 leerlingnummer van de lijst horen casussen van meer dan één vestiging" in report.warnings[-1]
    cases.save_case(register, replace(both[0].case, closed_on=date(2026, 2, 2)))
    absence_lists.import_absences(register, data)
    assert [len(file.absences) for file in files_in(register)] == [0, 1, 1]


def test_a_pupil_of_the_vestiging_of_the_file_goes_first(register: OpenRegister) -> None:
    """With one number at two vestigingen the file is of one of them."""
    femke = {"nickname": "Femke", "infix": "", "surname": "Zandloper", "birth_date": date(2012, 9, 3)}
    keep_pupil(register, pupil_key="1", branch="00", **femke)
    keep_pupil(register, pupil_key="1", branch="01", **{**femke, "nickname": "Noor"})
    data = edexml("8").replace(b"</brincode>", b"</brincode><dependancecode>00</dependancecode>")
    assert importing.preview_pupils(register, data).differences == ()


def test_what_a_complete_list_leaves_out_is_gone(register: OpenRegister) -> None:
    """The school corrected its list: the pupil is not on it any more. Hand-entered periods stay."""
    file = keep_pupil(register, pupil_key="40001", first_absent_on=None)
    keep_pupil(register, pupil_key="40002", first_absent_on=None)
    typed = make_absence(file.case, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 4), kind=AbsenceKind.SICK)
    cases.save_absence(register, typed)
    head, other = "leerlingnummer;datum;code", "40002;23-03-2026;Z"
    absence_lists.import_absences(register, csv(head, "40001;17-03-2026;A", other))
    newer = csv(head, other)
    covers = (date(2026, 3, 1), date(2026, 3, 24))
    assert absence_lists.preview_list(register, newer).silent == 0
    assert absence_lists.preview_list(register, newer, AbsenceChoices(covers=covers)).silent == 1
    absence_lists.import_absences(register, newer, AbsenceChoices(covers=covers))
    assert len(files_in(register)[0].absences) == 2
    report: ImportReport = absence_lists.import_absences(
        register, newer, AbsenceChoices(covers=covers, complete=True)
    ).value
    assert files_in(register)[0].absences == (typed,)
    assert "is vervallen" in report.warnings[-1]
    with pytest.raises(InvalidCase):
        absence_lists.import_absences(register, newer, AbsenceChoices(covers=(covers[1], covers[0])))


def test_zeros_that_a_spreadsheet_dropped(register: OpenRegister) -> None:
    """Number 42 of the list is 00042 of the register, unless 42 is somebody else."""
    keep_pupil(register, pupil_key="00042", first_absent_on=None)
    data = book([["leerlingnummer", "datum", "code"], [42, date(2026, 3, 23), "Z"]])
    assert absence_lists.import_absences(register, data).value.updated == 1
    cases.save_case(register, make_case(pupil_key="42", first_absent_on=None))
    absence_lists.import_absences(register, book([["leerlingnummer", "datum", "code"], [42, date(2026, 3, 24), "Z"]]))
    assert [len(file.absences) for file in files_in(register)] == [1, 1]


def test_only_codes_are_remembered(register: OpenRegister) -> None:
    """Of pupils without a case nothing stays, not even in what the wizard remembers."""
    keep_pupil(register, pupil_key="40001", first_absent_on=None)
    data = csv(f"{HEAD};Naam", "40001;23-03-2026;Z;ochtend;Femke", "40002;23-03-2026;Q9;ochtend;Kanarie")
    mapping = {"pupil_key": "Wie", "day": "Wanneer", "code": "Wat"}
    absence_lists.import_absences(register, data, AbsenceChoices(mapping=mapping, codes={"Q9": "sick"}))
    everything = dump(register)
    assert "q9" in everything.casefold()
    assert not [value for value in ("40002", "Kanarie", "Wanneer") if value in everything]
