"""Wie is wie in the window, and the way from a signal to a table with the right people."""

from datetime import date

from offices import Books, Office
from thuisplan_desktop.actions import directory
from thuisplan_desktop.register.codes import Party
from thuisplan_desktop.register.professional import Professional
from thuisplan_desktop.ui.caseload.directory_page import DirectoryPage
from thuisplan_desktop.ui.caseload.item_dialog import ItemDialog
from thuisplan_desktop.ui.caseload.meeting_dialog import MeetingDialog
from thuisplan_desktop.ui.caseload.meeting_page import MeetingPage
from thuisplan_desktop.ui.caseload.today_page import TodayPage

OFFICER = Professional(id="p1", party=Party.LEERPLICHT, name="Ruud Regelaar", phone="072-0000001")


def test_somebody_is_added_and_taken_out(office: Office, books: Books) -> None:
    """Without a name it is refused beside the field; a removal can be undone."""
    office.go("directory")
    page = office.page(DirectoryPage)
    office.click(page.list.add_button)
    dialog = office.dialog(ItemDialog)
    office.click(dialog.verb)
    assert "de naam ontbreekt" in dialog.form.editors["name"].problem
    dialog.form.editors["name"].set_value("Ruud Regelaar")
    office.click(dialog.verb)
    assert [one.name for one in books.ask(directory.people)] == ["Ruud Regelaar"]
    page.list.table.selectRow(0)
    office.click(page.list._remove)
    assert books.ask(directory.people) == ()
    office.click(office.window.notices._action)
    assert len(books.ask(directory.people)) == 1


def test_from_a_signal_to_a_table(office: Office, books: Books) -> None:
    """Vandaag offers a meeting; the roles have their names, the case is chosen, and whom to invite stands there."""
    books.do(lambda register: directory.keep(register, OFFICER))
    case = books.keep_case(nickname="Thuis", infix="", surname="", first_absent_on=date(2026, 8, 24))
    office.go("today")
    page = office.page(TodayPage)
    rows = page.table.rows
    kinds = [rows.index(row, 1).data() for row in range(rows.rowCount())]
    page.table.setCurrentIndex(rows.index(next(row for row, what in enumerate(kinds) if "Verzuimcheck" in what), 0))
    assert not page.invite.isVisible()
    page.table.setCurrentIndex(rows.index(next(row for row, what in enumerate(kinds) if "3 maanden" in what), 0))
    office.click(page.invite)
    dialog = office.dialog(MeetingDialog)
    assert dialog.boxes[Party.LEERPLICHT].text() == "leerplichtambtenaar: Ruud Regelaar"
    assert dialog.boxes[Party.POLICE].text() == "politie"
    office.click(dialog.verb)
    meeting = office.page(MeetingPage)
    assert meeting.isVisible()
    assert meeting.gate.case.currentData() == case.id
    assert meeting._invite.text() == "Uitnodigen: Ruud Regelaar 072-0000001."
