"""Knelpunten and Gegevens nakijken: what a school learns from, and what it mends."""

from datetime import date

from offices import Books, Office
from thuisplan_desktop.actions import knelpunten
from thuisplan_desktop.ui.caseload.case_page import CasePage
from thuisplan_desktop.ui.caseload.cases_page import CasesPage
from thuisplan_desktop.ui.caseload.item_dialog import ItemDialog
from thuisplan_desktop.ui.caseload.knelpunten_page import KnelpuntenPage


def test_a_name_is_refused_beside_the_text(office: Office, books: Books) -> None:
    """What was typed stays; without the name it is kept, and then it may leave."""
    books.keep_case(nickname="Femke", surname="Zandloper")
    office.go("knelpunten")
    page = office.page(KnelpuntenPage)
    assert not page.pdf.isEnabled()
    office.click(page.log.add_button)
    dialog = office.dialog(ItemDialog)
    dialog.form.editors["text"].set_value("Voor Femke is geen plek.")
    office.click(dialog.verb)
    assert "er staat een naam" in dialog.form.editors["text"].problem
    assert dialog.form.editors["text"].value() == "Voor Femke is geen plek."
    dialog.form.editors["text"].set_value("Er is geen plek in de regio.")
    office.click(dialog.verb)
    assert [one.text for one in books.ask(knelpunten.list_knelpunten)] == ["Er is geen plek in de regio."]
    office.click(page.pdf)
    office.click(page.csv)
    assert [path.name for path in office.saved] == ["knelpunten.pdf", "knelpunten.csv"]
    assert office.saved[0].read_bytes().startswith(b"%PDF")
    assert "Er is geen plek in de regio." in office.saved[1].read_text("utf-8-sig")


def test_a_removed_line_can_be_put_back(office: Office, books: Books) -> None:
    """With one click."""
    office.go("knelpunten")
    page = office.page(KnelpuntenPage)
    page.log.ask_new()
    dialog = office.dialog(ItemDialog)
    dialog.form.editors["text"].set_value("Er is geen plek in de regio.")
    office.click(dialog.verb)
    page.log.table.selectRow(0)
    office.click(page.log._remove)
    assert books.ask(knelpunten.list_knelpunten) == ()
    office.click(office.window.notices._action)
    assert len(books.ask(knelpunten.list_knelpunten)) == 1


def test_what_is_to_mend_leads_to_its_place(office: Office, books: Books) -> None:
    """The heading counts; opening a line goes to the section in which it is mended."""
    books.keep_case(first_absent_on=date(2026, 9, 1), reported_on=None)
    office.go("cases")
    panel = office.page(CasesPage).quality
    assert panel.button.text() == "Gegevens nakijken (2)"
    assert not panel.table.isVisible()
    panel.open()
    assert panel.table.isVisible()
    rows = [panel.table.rows.index(row, 1).data() for row in range(2)]
    row = panel.table.rows.index(rows.index("melding ontbreekt"), 1)
    panel.table.activated.emit(row)
    office.settle()
    assert office.page(CasePage).sections.currentItem().text() == "Verzuim"


def test_a_register_without_anything_to_mend_shows_no_panel(office: Office, books: Books) -> None:
    """Nothing asks for attention that needs none."""
    books.keep_case(first_absent_on=None)
    office.go("cases")
    assert not office.page(CasesPage).quality.isVisible()
