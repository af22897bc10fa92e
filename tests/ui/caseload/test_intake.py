"""Lists through the window: what is asked, what is not asked twice, and that nothing is kept before the last step."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from offices import Books, Office
from thuisplan_desktop.actions import cases, lists
from thuisplan_desktop.register.arrivals import What
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.ui.caseload.cases_page import CasesPage
from thuisplan_desktop.ui.caseload.import_check import CheckDialog
from thuisplan_desktop.ui.caseload.import_codes import CodesDialog
from thuisplan_desktop.ui.caseload.import_columns import ColumnsDialog
from thuisplan_desktop.ui.caseload.import_dialog import ImportDialog
from thuisplan_desktop.ui.caseload.import_questions import QuestionsDialog
from thuisplan_desktop.ui.caseload.import_report import ImportReportDialog
from thuisplan_desktop.ui.caseload.import_school import SchoolDialog
from workbooks import book

PUPILS = [
    ["Leerlingenlijst 8b"],
    ["Nr.", "Roepnaam", "Achternaam", "Geboortedatum", "Groep", "BSN", "Opmerking"],
    ["40001", "Femke", "Zandloper", date(2014, 9, 3), "8b", "123456782", "huilt veel"],
    ["40002", "Noor", "Punaise", date(2014, 5, 8), "8b", "111222333", ""],
]
DAYS = [
    ["Wie", "Wanneer", "Wat", "Dagdeel"],
    ["40001", date(2026, 10, 27), "QX", "ochtend"],
    ["40001", date(2026, 10, 28), "Z", "hele dag"],
    ["99999", date(2026, 10, 28), "Z", "hele dag"],
]


@pytest.fixture
def office(open_office: Callable[[Role], Office]) -> Office:
    """At the page Casussen."""
    made = open_office(Role.SCHOOL)
    made.go("cases")
    return made


def told(dialog: QDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def offer(office: Office, data: bytes, name: str = "lijst.xlsx") -> None:
    path = office.folder / name
    path.write_bytes(data)
    office.opens.append(path)


def known_case(books: Books, **changes: object) -> Case:
    return books.keep_case(
        **{"pupil_key": "40001", "infix": "", "birth_date": date(2014, 9, 3), "first_absent_on": None, "brin": "99XA"}
        | changes
    )


def test_pupils_from_a_workbook(office: Office, books: Books, nameless: Callable[[QWidget], list[str]]) -> None:
    """A column that isn't recognised is asked once; forbidden ones are named and can't be chosen; then who."""
    page = office.page(CasesPage)
    offer(office, book(PUPILS))
    office.click(page._pupils)
    columns = office.dialog(ColumnsDialog)
    assert not columns.verb.isEnabled()
    assert "bsn en opmerking" in told(columns)
    heads = [columns.choices["key"].itemData(row) for row in range(columns.choices["key"].count())]
    assert heads == ["", "Nr.", "Roepnaam", "Achternaam", "Geboortedatum", "Groep"]
    assert "40001" in columns.choices["key"].itemText(1)
    assert nameless(office.window) == []
    columns.choices["key"].choose("Nr.")
    columns.choices["name"].choose("Nr.")
    assert not columns.verb.isEnabled()
    columns.choices["name"].choose("")
    office.click(columns.verb)
    dialog = office.dialog(ImportDialog)
    assert "bsn (2×)" in told(dialog)
    dialog.tick("40001")
    office.click(dialog.verb)
    assert office.said() == "1 leerling ingelezen."
    (row,) = books.ask(cases.list_cases)
    assert row.name == "Femke Zandloper"
    offer(office, book(PUPILS))
    office.click(page._pupils)
    assert office.dialog(ImportDialog)  # the column is known now


def test_absences_from_a_workbook(office: Office, books: Books, nameless: Callable[[QWidget], list[str]]) -> None:
    """Columns, codes and a last look; only then something is kept, and the report says what was not."""
    case = known_case(books)
    offer(office, book(DAYS))
    office.click(office.page(CasesPage)._absences)
    columns = office.dialog(ColumnsDialog)
    for meaning, head in (("pupil_key", "Wie"), ("day", "Wanneer"), ("code", "Wat")):
        columns.choices[meaning].choose(head)
    office.click(columns.verb)
    codes = office.dialog(CodesDialog)
    assert not codes.verb.isEnabled()
    assert nameless(office.window) == []
    codes.choices["QX"].choose("unauthorised")
    office.click(codes.verb)
    check = office.dialog(CheckDialog)
    assert "2 regels van 1 leerling met een casus." in told(check)
    assert "Van 1 leerling zonder casus wordt niets bewaard." in told(check)
    assert nameless(office.window) == []
    assert books.ask(lambda register: cases.open_case(register, case.id)).file.absences == ()
    check.minutes["half_day"].setValue(180)
    office.click(check.verb)
    assert office.said().startswith("2 regels verwerkt voor 1 leerling.")
    periods = books.ask(lambda register: cases.open_case(register, case.id)).file.absences
    assert [period.minutes for period in periods] == [180, 330]
    office.click(office.window.notices._action)
    report = office.dialog(ImportReportDialog)
    assert "niet meer op dan nodig is. Bron: AVG artikel 5 lid 1 onder c" in told(report)
    office.click(report.verb)
    assert not office.has_dialog()


def test_whose_list_it_is(office: Office, books: Books, nameless: Callable[[QWidget], list[str]]) -> None:
    """Asked where the register knows pupils of another school; its own stands ready, and only that one's come along."""
    known_case(books)
    known_case(books, nickname="Noor", pupil_key="40002", brin="99XB", school_name="De Andere School")
    for _ in range(2):
        offer(office, book([["leerlingnummer", "datum", "code"], ["40002", date(2026, 10, 28), "Z"]]))
    office.click(office.page(CasesPage)._absences)
    whose = office.dialog(SchoolDialog)
    assert [whose.school.itemText(place) for place in range(whose.school.count())][1:] == ["De Andere School (99XB)"]
    assert nameless(office.window) == []
    office.click(whose.verb)
    assert "0 regels van 0 leerlingen met een casus." in told(office.dialog(CheckDialog))
    office.click(office.dialog(CheckDialog).cancel)
    office.click(office.page(CasesPage)._absences)
    office.dialog(SchoolDialog).school.choose("99XB")
    office.click(office.dialog(SchoolDialog).verb)
    assert "1 regel van 1 leerling met een casus." in told(office.dialog(CheckDialog))


def test_the_way_back_from_the_last_look(office: Office, books: Books) -> None:
    """Columns and codes can be seen and changed before anything is kept."""
    known_case(books)
    offer(office, book([["leerlingnummer", "datum", "code", "reden"], ["40001", date(2026, 10, 28), "Z", "S"]]))
    office.click(office.page(CasesPage)._absences)
    office.click(office.dialog(CheckDialog).columns)
    office.dialog(ColumnsDialog).choices["code"].choose("reden")
    office.click(office.dialog(ColumnsDialog).verb)
    office.click(office.dialog(CheckDialog).codes)
    codes = office.dialog(CodesDialog)
    assert list(codes.choices) == ["S"]
    office.click(codes.verb)
    office.click(office.dialog(CheckDialog).cancel)
    assert not office.has_dialog()


def test_a_complete_list_is_asked_for_only_where_it_matters(office: Office, books: Books) -> None:
    """The box stands there when pupils with listed days are missing on the list, also after the days were changed."""
    known_case(books)
    case = known_case(books, nickname="Noor", pupil_key="40002")
    head = ["leerlingnummer", "datum", "code"]
    for rows in ([["40002", date(2026, 10, 20), "Z"]], [["40001", date(2026, 10, 28), "Z"]]):
        offer(office, book([head, *rows]))
        office.click(office.page(CasesPage)._absences)
        if rows[0][0] == "40002":
            office.click(office.dialog(CheckDialog).verb)
    check = office.dialog(CheckDialog)
    assert not check.complete.isVisible()
    check.first.set_day(date(2026, 10, 1))
    check.first.edit.editingFinished.emit()
    office.settle()
    assert check.complete.isVisible()
    check.complete.setChecked(True)
    office.click(check.verb)
    assert books.ask(lambda register: cases.open_case(register, case.id)).file.absences == ()


def test_another_sheet_of_the_workbook(office: Office, books: Books) -> None:
    """The first sheet with rows is shown; another can be chosen."""
    known_case(books)
    offer(office, book([["Uitleg"], ["Lees dit"]], Lijst=DAYS[:3]))
    office.click(office.page(CasesPage)._absences)
    columns = office.dialog(ColumnsDialog)
    columns.sheet.choose("Lijst")
    columns.sheet.activated.emit(1)
    office.settle()
    other = office.dialog(ColumnsDialog)
    assert (other.sheet.currentData(), other.choices["day"].itemData(1)) == ("Lijst", "Wie")


def test_a_changed_pupil_asks_what_is_right(office: Office, books: Books, nameless: Callable[..., list[str]]) -> None:
    """Another birth date: a choice and a reason are needed before anything comes in."""
    case = known_case(books, nickname="Femke", surname="Zandloper", first_names="", birth_date=date(2014, 9, 2))
    offer(office, book([PUPILS[1], PUPILS[2]]))
    office.click(office.page(CasesPage)._pupils)
    office.dialog(ColumnsDialog).choices["key"].choose("Nr.")
    office.click(office.dialog(ColumnsDialog).verb)
    office.dialog(ImportDialog).tick("40001")
    office.click(office.dialog(ImportDialog).verb)
    dialog = office.dialog(QuestionsDialog)
    assert nameless(office.window) == []
    choice, reason = dialog.decisions["40001", What.BIRTH_DATE]
    office.click(dialog.verb)
    assert "Beantwoord eerst elke vraag." in told(dialog)
    choice.choose("theirs")
    office.click(dialog.verb)
    assert "waarom" in told(dialog)
    reason.setText("paspoort gezien")
    office.click(dialog.verb)
    assert office.said() == "0 leerlingen ingelezen, 1 bijgewerkt."
    assert books.ask(lambda register: cases.open_case(register, case.id)).file.case.birth_date == date(2014, 9, 3)


def test_of_another_pupil_nothing_else_is_asked(office: Office, books: Books) -> None:
    """A possible double: both stand there before the question, and a no takes the question about the school away."""
    brin = books.ask(lambda register: register.settings.brin)
    known_case(books, nickname="Femke", surname="Zandloper", pupil_key="", birth_date=None, brin=brin, branch="07")
    offer(office, book([PUPILS[1], PUPILS[2]]))
    office.click(office.page(CasesPage)._pupils)
    office.dialog(ColumnsDialog).choices["key"].choose("Nr.")
    office.click(office.dialog(ColumnsDialog).verb)
    office.dialog(ImportDialog).tick("40001")
    office.click(office.dialog(ImportDialog).verb)
    dialog = office.dialog(QuestionsDialog)
    words = told(dialog)
    assert words.index("In het register: Femke") < words.index("In het bestand: Femke") < words.index("Is dit dezelfde")
    choice, reason = dialog.decisions["40001", What.PUPIL]
    asked = [card for about, card in dialog.cards.items() if about[1] is not What.PUPIL]
    assert asked
    choice.choose("theirs")
    assert all(card.isVisibleTo(dialog) for card in asked)
    choice.choose("ours")
    assert not any(card.isVisibleTo(dialog) for card in asked)
    reason.setText("nichtje met dezelfde naam")
    office.click(dialog.verb)
    assert office.said() == "1 leerling ingelezen."


def test_the_code_table_can_be_edited(office: Office, books: Books) -> None:
    """Every shipped code with its meaning; only what was changed becomes the school's own."""
    known_case(books)
    office.click(office.page(CasesPage)._codes)
    dialog = office.dialog(CodesDialog)
    assert "gespijbeld" in told(dialog)
    dialog.choices["p"].choose("unauthorised")
    assert dialog.chosen() == {"p": "unauthorised"}
    office.click(dialog.verb)
    own = [line for line in books.ask(lists.list_codes) if line.own]
    assert [(line.code, line.kind) for line in own] == [("p", "unauthorised")]


def test_a_file_that_is_no_list(office: Office, books: Books, tmp_path: Path) -> None:
    """One sentence in the notice bar, and no dialog."""
    known_case(books)
    offer(office, b"PK\x03\x04 kapot", "kapot.xlsx")
    office.click(office.page(CasesPage)._absences)
    assert "geen Excel-werkmap" in office.said()
    assert not office.has_dialog()
