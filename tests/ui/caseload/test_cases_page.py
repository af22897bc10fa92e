"""Casussen: the list, its chips, a new case, and what comes in from files."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from factories import make_absence, make_exemption
from offices import Books, Office
from thuisplan_desktop.actions import cases, parts
from thuisplan_desktop.actions.demo import lists, people
from thuisplan_desktop.register.codes import AbsenceKind, CountingParty, Role
from thuisplan_desktop.ui.caseload.case_page import CasePage
from thuisplan_desktop.ui.caseload.cases_page import CasesPage
from thuisplan_desktop.ui.caseload.import_dialog import ImportDialog
from thuisplan_desktop.ui.caseload.new_case_dialog import NewCaseDialog

TODAY = date(2026, 11, 3)
CALLED = {"infix": "", "surname": ""}


@pytest.fixture
def office(open_office: Callable[[Role], Office]) -> Office:
    """At the page Casussen."""
    made = open_office(Role.SCHOOL)
    made.go("cases")
    return made


def names(office: Office) -> list[str]:
    rows = office.page(CasesPage).table.rows
    return [str(rows.index(row, 0).data()) for row in range(rows.rowCount())]


def test_an_empty_register_says_what_to_do_first(office: Office) -> None:
    """An absence list has nothing to belong to yet."""
    page = office.page(CasesPage)
    assert page._empty.isVisible()
    assert not page._absences.isEnabled()
    assert "Lees eerst leerlingen in" in page._absences.toolTip()


def test_who_is_nearest_to_three_months_comes_first(office: Office, books: Books) -> None:
    """Whoever is not absent comes last."""
    books.keep_case(nickname="Later", **CALLED, first_absent_on=date(2026, 10, 20))
    books.keep_case(nickname="Niemand", **CALLED, first_absent_on=None)
    books.keep_case(nickname="Eerder", **CALLED, first_absent_on=date(2026, 6, 1))
    assert names(office) == ["Eerder", "Later", "Niemand"]


def test_a_chip_shows_its_cases_and_counts_them(office: Office, books: Books) -> None:
    """A chip without cases can't be chosen; the search keeps to the chip."""
    books.keep_case(nickname="Thuis", **CALLED, first_absent_on=date(2026, 9, 1))
    exempt = books.keep_case(nickname="Vrij", **CALLED, first_absent_on=None)
    books.do(lambda register: parts.keep(register, make_exemption(exempt)))
    page = office.page(CasesPage)
    chips = {chip.text(): chip for chip in page.chips.chips}
    assert not chips["Nazorg"].isEnabled()
    office.click(chips["Vrijstelling  1"])
    assert names(office) == ["Vrij"]
    page.search("thuis")
    assert names(office) == []


def test_the_three_headings_of_the_totaaloverzicht(office: Office, books: Books) -> None:
    """Exactly these three, each explained with its source and day (Kennemerland en IJmond 2021; Ingrado)."""
    books.keep_case(nickname="Thuis", **CALLED, first_absent_on=date(2026, 8, 24))
    late = books.keep_case(nickname="Spijbelt", **CALLED, first_absent_on=date(2026, 10, 26))
    books.do(lambda register: cases.save_absence(register, make_absence(late)))
    ill = books.keep_case(nickname="Ziek", **CALLED, first_absent_on=date(2026, 8, 24))
    books.do(lambda register: cases.save_absence(register, make_absence(ill, kind=AbsenceKind.SICK)))
    page = office.page(CasesPage)
    chips = page.chips.chips[1:4]
    assert [chip.text() for chip in chips] == [
        "Ongeoorloofde verzuimers  1", "Zorgwekkend geoorloofde verzuimers  1", "Thuiszitters  1",
    ]  # fmt: skip
    for chip, name in zip(chips, ("Spijbelt", "Ziek", "Thuis"), strict=True):
        office.click(chip)
        assert names(office) == [name]
        assert "Bron: " in chip.toolTip()
        assert any(sign.isdigit() for sign in chip.toolTip())


def test_exemptions_stand_by_when_they_were_discussed(office: Office, books: Books) -> None:
    """Never discussed on top, then who waited longest; with the advice and what the parents wish (S1.26)."""
    for name, changes in (
        ("Lang", {"discussed_on": date(2025, 3, 1), "parents_wish": "een paar uur les"}),
        ("Pas", {"discussed_on": date(2026, 9, 1)}),
        ("Nooit", {}),
    ):
        case = books.keep_case(nickname=name, **CALLED, first_absent_on=None)
        books.do(lambda register, case=case, changes=changes: parts.keep(register, make_exemption(case, **changes)))
    page = office.page(CasesPage)
    office.click(next(chip for chip in page.chips.chips if chip.text() == "Vrijstelling  3"))
    assert page.exempt.isVisible()
    assert not page.table.isVisible()
    rows = page.exempt.rows
    assert [rows.index(row, 0).data() for row in range(3)] == ["Nooit", "Lang", "Pas"]
    assert [rows.index(row, 2).data() for row in range(3)] == ["nog niet", "01-03-2025", "01-09-2026"]
    assert [rows.index(row, 4).data() for row in range(2)] == ["niet gevraagd", "een paar uur les"]
    office.click(page.chips.chips[0])
    assert page.table.isVisible()


def test_a_chip_that_lost_its_last_case_lets_go(office: Office, books: Books) -> None:
    """The list is not empty for no visible reason."""
    case = books.keep_case(nickname="Thuis", **CALLED, closed_on=date(2026, 10, 1))
    page = office.page(CasesPage)
    office.click(page.chips.chips[-1])
    assert names(office) == ["Thuis"]
    books.do(lambda register: cases.start_case(register, case.__class__(id=case.id, nickname="Thuis")))
    assert page.chips.chosen().label == "Lopend"
    assert names(office) == ["Thuis"]


def test_a_new_case_without_a_name_stays_in_its_dialog(office: Office) -> None:
    """What was typed is still there, with a word about what is missing."""
    page = office.page(CasesPage)
    office.click(page._new)
    dialog = office.dialog(NewCaseDialog)
    assert len(dialog.form.editors) == 6
    dialog.form.editors["year_group"].set_value("6")
    office.click(dialog.verb)
    assert dialog.isVisible()
    assert "de naam van de leerling ontbreekt" in dialog._problem.text()
    assert dialog.form.editors["year_group"].value() == "6"
    office.click(dialog.cancel)
    assert not office.has_dialog()


def test_a_date_that_is_none_is_not_kept(office: Office) -> None:
    """Half a date is named before anything is asked of the register."""
    office.page(CasesPage).ask_new_case()
    dialog = office.dialog(NewCaseDialog)
    dialog.form.editors["nickname"].set_value("Femke")
    dialog.form.editors["birth_date"].edit.edit.setText("31-02-2016")
    office.click(dialog.verb)
    assert "geen datum" in dialog._problem.text()
    assert dialog.isVisible()


def test_a_consulent_names_the_school_and_counts_the_case(open_office: Callable[[Role], Office]) -> None:
    """Her list shows schools, and what she makes is counted by the samenwerkingsverband."""
    office = open_office(Role.CONSULENT)
    office.go("cases")
    page = office.page(CasesPage)
    assert page._model.headerData(1, page.table.horizontalHeader().orientation()) == "School"
    office.click(page._new)
    dialog = office.dialog(NewCaseDialog)
    dialog.form.editors["nickname"].set_value("Femke")
    dialog.form.editors["school_name"].set_value("De Punaise")
    office.click(dialog.verb)
    view = office.page(CasePage).view
    assert view is not None
    assert view.file.case.school_name == "De Punaise"
    assert view.file.case.counted_by is CountingParty.SWV


def test_the_import_says_what_it_never_keeps_and_finds_a_pupil(office: Office, tmp_path: Path) -> None:
    """BSN is in the file and is named as left out; nobody is ticked."""
    file = tmp_path / "leerlingen.xml"
    file.write_bytes(lists.edexml(people.SCHOOLS[0], people.pupils(TODAY)[0], TODAY))
    office.opens.append(file)
    office.click(office.page(CasesPage)._pupils)
    dialog = office.dialog(ImportDialog)
    told = " ".join(label.text() for label in dialog.findChildren(type(dialog._problem)))
    assert "bsn" in told
    assert dialog.chosen() == frozenset()
    dialog.search.setText("groep 8")
    assert 0 < dialog.list.model().rowCount() < len(people.pupils(TODAY)[0])


def test_a_file_that_is_no_edexml_changes_nothing(office: Office, tmp_path: Path) -> None:
    """One sentence in the notice bar; no dialog."""
    file = tmp_path / "iets.xml"
    file.write_bytes(b"<iets/>")
    office.opens.append(file)
    office.click(office.page(CasesPage)._pupils)
    assert "geen EDEXML-bestand" in office.said()
    assert not office.has_dialog()


def test_no_file_chosen_is_no_question(office: Office) -> None:
    """Cancel in the file dialog ends it."""
    office.click(office.page(CasesPage)._pupils)
    assert office.said() == ""
    assert not office.has_dialog()
