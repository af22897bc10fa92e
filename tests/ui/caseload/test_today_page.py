"""Vandaag: what waits, why, and one step to it."""

from datetime import date

from offices import Books, Office
from thuisplan_desktop.ui.caseload.case_page import CasePage
from thuisplan_desktop.ui.caseload.cases_page import CasesPage
from thuisplan_desktop.ui.caseload.today_page import TodayPage

CALLED = {"infix": "", "surname": ""}


def rows(office: Office) -> list[str]:
    office.go("today")
    table = office.page(TodayPage).table.rows
    return [f"{table.index(row, 0).data()}: {table.index(row, 1).data()}" for row in range(table.rowCount())]


def test_the_list_says_what_waits_and_why(office: Office, books: Books) -> None:
    """The first line is chosen, with its reason and its step."""
    books.keep_case(nickname="Thuis", **CALLED, first_absent_on=date(2026, 8, 24))
    page = office.page(TodayPage)
    assert rows(office)[0].startswith("Thuis: ")
    assert "Bron: " in page._why.text()
    assert "Taak van: " in page._why.text()
    assert "te laat" in page._count.text()


def test_the_step_opens_the_case(office: Office, books: Books) -> None:
    """One button away."""
    books.keep_case(nickname="Thuis", **CALLED, first_absent_on=date(2026, 8, 24))
    page = office.page(TodayPage)
    assert rows(office)
    office.click(page.step)
    assert isinstance(office.window.current, CasePage)


def test_what_was_done_leaves_the_list(office: Office) -> None:
    """The verzuimcheck is about no case: its step is to have done it."""
    page = office.page(TodayPage)
    number = next(row for row, words in enumerate(rows(office)) if "Verzuimcheck" in words)
    page.table.setCurrentIndex(page.table.rows.index(number, 0))
    assert not page.handled.isVisible()
    office.click(page.step)
    assert not any("Verzuimcheck" in words for words in rows(office))


def test_an_empty_register_begins_with_its_pupils(office: Office, books: Books) -> None:
    """The first line says what to do first and leads there; with a case it is gone."""
    page = office.page(TodayPage)
    assert rows(office)[0] == "Hele register: Begin hier: lees leerlingen in, of maak een casus"
    page.table.selectRow(0)
    office.settle()
    assert not page.handled.isVisible()
    office.click(page.step)
    assert office.window.current is office.page(CasesPage)
    books.keep_case(nickname="Thuis", **CALLED)
    assert not any("Begin hier" in words for words in rows(office))
