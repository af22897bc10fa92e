"""Tellen: what may be seen, why something is hidden, and trust only after a telephone call."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from heard import heard_button
from offices import Books, Office
from regions import CODE, Maker, Templates, agree, school
from thuisplan_desktop.actions import publishing, tables
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.inspecting import Shown
from thuisplan_desktop.actions.joining import ProfileView
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.counts.protect import ProtectedTable, protect
from thuisplan_desktop.counts.table import CountTable, Mark, Total
from thuisplan_desktop.crypto import keyring
from thuisplan_desktop.register.codes import CountingParty
from thuisplan_desktop.register.inspection import InspectionList
from thuisplan_desktop.store import identities, releases
from thuisplan_desktop.store.releases import Forgotten
from thuisplan_desktop.ui.caseload.case_page import CasePage
from thuisplan_desktop.ui.caseload.counts_page import CountsPage
from thuisplan_desktop.ui.caseload.fingerprints import PinDialog
from thuisplan_desktop.ui.caseload.protected_table import _depth, explain
from thuisplan_desktop.ui.jobs import Following


@pytest.fixture
def maker(register_templates: Templates, tmp_path: Path) -> Iterator[Maker]:
    made = Maker(register_templates, tmp_path / "others")
    yield made
    made.close()


def at(office: Office) -> CountsPage:
    office.go("counts")
    return office.page(CountsPage)


def shown(page: CountsPage) -> dict[str, str]:
    table = page.snapshots.protected.table.model()
    return {str(table.index(row, 0).data()).strip(): str(table.index(row, 1).data()) for row in range(table.rowCount())}


def test_a_telling_is_kept_and_shown_protected(office: Office, books: Books) -> None:
    """One child at home is a small number: hidden, with a total that can't give it away. Nobody is 0."""
    books.keep_case(first_absent_on=date(2026, 9, 1))
    page = at(office)
    assert page.snapshots._none.isVisible()
    office.click(page.snapshots._take)
    assert "verandert niet meer" in office.said()
    assert shown(page)["verzuim van 4 weken tot 3 maanden"] == "afgeschermd"
    assert shown(page)["nazorg"] == "0"


def test_a_later_change_leaves_a_telling_as_it_was(office: Office, books: Books) -> None:
    """Two tellings, each with its own day; the newest is looked at."""
    page = at(office)
    office.click(page.snapshots._take)
    books.keep_case(first_absent_on=date(2026, 9, 1))
    page.snapshots.peildatum.set_day(date(2026, 11, 2))
    office.click(page.snapshots._take)
    assert page.snapshots.table.selected().peildatum == date(2026, 11, 2)
    assert "afgeschermd" in shown(page).values()
    page.snapshots.table.selectRow(0)
    office.settle()
    assert set(shown(page).values()) == {"0"}


def test_a_peildatum_that_is_no_date_is_named(office: Office) -> None:
    """Nothing is counted."""
    page = at(office)
    page.snapshots.peildatum.edit.setText("oktober")
    office.click(page.snapshots._take)
    assert "Vul de peildatum in" in office.said()
    assert page.snapshots.table.model().rowCount() == 0


def test_why_is_told_without_telling_which_is_small() -> None:
    """Hidden, shown and not registered each have their sentence; a hidden one tells what can be derived."""
    table = protect(
        CountTable(
            report="landelijk-po", report_version=1, definitions="landelijk", definitions_version="1",
            peildatum=date(2026, 10, 1), cells={"nazorg": 3, "langdurig_ziek": 7, "vrijstelling_5_onder_c": None},
        )
    )  # fmt: skip
    assert table.cells["nazorg"] is Mark.HIDDEN
    assert "onder de 5" in explain("nazorg", table)
    assert "vanaf 1" in explain("nazorg", table)
    assert "mag iedereen zien" in explain("langdurig_ziek", table)
    assert "anders dan nul" in explain("vrijstelling_5_onder_c", table)


def test_a_part_of_a_part_stands_further_in() -> None:
    """As on paper."""
    totals = (Total("a", ("b",)), Total("b", ("c",), remainder=True))
    parents = {part: total.total for total in totals for part in total.parts}
    assert [_depth(cell, parents) for cell in "abc"] == [0, 1, 2]


def test_a_profile_is_trusted_only_after_the_call(
    office: Office, maker: Maker, tmp_path: Path, settle: Callable[[], None]
) -> None:
    """The key holder is asked about after the samenwerkingsverband, and the button waits for both. Closing the dialog
    trusts nothing; nor does a word that wasn't read out, and then it says what to do.
    """
    region = agree(maker, [school(number) for number in range(1, 6)])
    with region.senders[0].read() as connection:
        profile = identities.load_identity(connection, CODE).profile
    file = tmp_path / "profiel.tplan"
    file.write_bytes(profile)
    page = at(office)
    page.tabs.setCurrentIndex(1)
    dialog = compare(office, file)
    assert not dialog.second.isVisible()
    office.hear(dialog.swv.heard)
    assert "Vergeleken met het samenwerkingsverband" in dialog.swv.shown()
    assert not dialog.verb.isEnabled()
    office.click(dialog.cancel)
    settle()
    for wrong in ("swv", "second"):
        dialog = compare(office, file)
        if wrong == "second":
            office.hear(dialog.swv.heard)
        asked = getattr(dialog, wrong).heard
        office.click(next(one for one in asked.options if not asked.comparison.is_heard(one.text())))
        assert not office.has_dialog()
        assert "Open hetzelfde bestand nog eens" in office.said()
    assert not page.region.seal.isEnabled()
    assert "nog niet mee" in page.region._about.text()


def compare(office: Office, file: Path) -> PinDialog:
    """The dialog that a profile file opens."""
    office.opens.append(file)
    office.click(at(office).region.pin)
    return office.dialog(PinDialog)


def view_of(name: str) -> ProfileView:
    words = keyring.all_words()
    told = " ".join(words[:12]), " ".join(words[12:24])
    return ProfileView(name.lower(), name, 1, "landelijk", 5, date(2026, 9, 1), *told, frozenset({"po"}))


def test_a_second_region_of_the_same_sector_is_joined_only_after_a_question(qtbot: QtBot) -> None:
    """Both words were heard, and the key holder of the first region was asked why."""
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = PinDialog(parent, view_of("Tweede"), "Eerste")
    for asked in (dialog.swv.heard, dialog.second.heard):
        heard_button(asked).click()
    assert not dialog.verb.isEnabled()
    dialog.asked_why.setChecked(True)
    assert dialog.verb.isEnabled()
    dialog.asked_why.setChecked(False)
    assert not dialog.verb.isEnabled()


def test_with_two_regions_the_user_says_for_which_the_enrolment_is(office: Office) -> None:
    """The one that was joined last stands ready; with one region there is nothing to choose. Who publishes a table
    of his own is told what it shows beside that region's.
    """
    tab = at(office).region
    assert "U doet mee" not in at(office)._what_publishing_means()
    tab._show((view_of("Eerste"),))
    assert tab._which.isHidden()
    assert "U doet mee met Eerste." in at(office)._what_publishing_means()
    tab._show((view_of("Eerste"), view_of("Tweede")))
    assert (tab._which.isHidden(), tab.which.currentText()) == (False, "Tweede")


def test_a_foreign_file_is_refused_in_one_sentence(office: Office, tmp_path: Path) -> None:
    """No dialog to trust it."""
    file = tmp_path / "profiel.tplan"
    file.write_bytes(b"iets anders")
    page = at(office)
    page.tabs.setCurrentIndex(1)
    office.opens.append(file)
    office.click(page.region.pin)
    assert office.said()
    assert not office.has_dialog()


# --- tables, publishing, who counts, the list for the Inspectie


def with_pupils(books: Books, number: int = 12) -> None:
    for one in range(number):
        books.keep_case(first_absent_on=date(2026, 9, 1 + one % 3), surname=f"Verzonnen{one}")


def test_a_usual_day_brings_its_tables(office: Office, books: Books) -> None:
    """Choosing the end of the quarter sets the day and what belongs to it; a table of two dimensions has columns."""
    with_pupils(books)
    page = at(office)
    tab = page.snapshots
    quarter = next(n for n in range(tab.usual.count()) if "kwartaal" in tab.usual.itemText(n))
    tab.usual.setCurrentIndex(quarter)
    tab.usual.activated.emit(quarter)
    assert tab.what.currentData() == "kwartaal"
    assert tab.peildatum.day() is not None
    office.click(tab._take)
    titles = [str(tab.table.model().index(row, 1).data()) for row in range(tab.table.model().rowCount())]
    assert any(title.startswith("In- en uitstroom") for title in titles)
    tab.table.selectRow(next(row for row, title in enumerate(titles) if "duur en aanbod" in title))
    office.settle()
    assert tab.protected.table.model().columnCount() == 5
    assert "cellen blijven leesbaar. Met minder in de tabel: naar duur" in tab.protected.readable.text()
    tab.protected.choice.setCurrentIndex(1)
    assert tab.protected.table.model().columnCount() == 2
    assert tab.protected.coarser_title() == "naar duur"
    tab.protected.table.selectRow(0)
    assert tab.protected.why.text().startswith("Telt wie op de peildatum geldt als: ")
    assert "Telt wie" in str(tab.protected.table.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole))


def test_publishing_asks_first_and_is_remembered(office: Office, books: Books) -> None:
    """Without a yes nothing is saved; with one the table binds what comes later, and a changed number is refused."""
    with_pupils(books)
    page = at(office)
    office.click(page.snapshots._take)
    office.agrees = False
    office.click(page.snapshots.protected.as_pdf)
    office.agrees = True
    office.click(page.snapshots.protected.as_csv)
    assert "geldt als gepubliceerd" in office.said()
    (saved,) = office.saved
    assert saved.name.startswith("telling-")
    assert saved.read_text("utf-8-sig").startswith("rapport;basis")
    with_pupils(books, 2)
    page = at(office)
    office.click(page.snapshots._take)
    assert "eerdere publicatie" in page.snapshots.protected.refusal.text()
    assert page.snapshots.protected.refusal.isVisible()


def test_that_nothing_was_published_is_said_by_a_person(office: Office, books: Books) -> None:
    """After a restore that forgot: the page says so, a telling is refused with what to do, and a yes is asked twice."""
    with_pupils(books)
    days = Forgotten(date(2026, 10, 1), date(2026, 11, 3))

    def forget(register: OpenRegister) -> Changed:
        with register.change() as connection:
            releases.keep_forgotten(connection, days)
            register.log(connection, "register_restored")
        return changed(Kind.SNAPSHOTS)

    books.do(forget)
    page = at(office)
    card = page.snapshots.unknown
    assert card.isVisible()
    assert "reservekopie van 1 oktober 2026" in card.told.text()
    office.click(page.snapshots._take)
    assert "onder Tellingen" in page.snapshots.protected.refusal.text()
    assert page.snapshots.protected.shown_table() is None
    office.agrees = False
    office.click(card.answer)
    assert card.isVisible()
    office.agrees = True
    office.click(card.answer)
    assert not card.isVisible()
    assert page.snapshots.protected.shown_table() is not None


def test_a_doubtful_case_is_put_right(office: Office, books: Books) -> None:
    """Who is enrolled elsewhere is counted there too; a case that nobody counts is put right with one click."""
    books.keep_case(brin="99XQ", first_absent_on=date(2026, 9, 1), surname="Elders")
    page = at(office)
    once = page.snapshots.once
    assert once.table.model().rowCount() == 1
    assert "andere school" in once.why.text()
    assert not once.follow.isVisible(), "only a person can hand it over or close it"
    books.keep_case(counted_by=CountingParty.LEERPLICHT, first_absent_on=date(2026, 9, 1), surname="Niemand")
    assert once.table.model().rowCount() == 2
    row = next(n for n in range(2) if "niemand" in str(once.table.model().index(n, 1).data()))
    once.table.selectRow(row)
    assert "school van inschrijving" in once.follow.text()
    office.click(once.follow)
    assert once.table.model().rowCount() == 1
    once.open.click()
    office.settle()
    assert office.page(CasePage).isVisible()


def test_nothing_to_put_right_is_said(office: Office, books: Books) -> None:
    """A register in which every case counts once says so."""
    books.keep_case(first_absent_on=date(2026, 9, 1))
    once = at(office).snapshots.once
    assert "Geen casus" in once.verdict.text()


def test_the_inspection_list_warns_and_asks(office: Office, books: Books) -> None:
    """Names on screen, a warning in so many words, a question before saving, and no name in the file."""
    books.keep_case(first_absent_on=date(2026, 9, 1), nickname="Wietske")
    page = at(office)
    page.tabs.setCurrentIndex(2)
    assert any("persoonsgegevens" in label.text() for label in page.inspection.findChildren(QLabel))
    page.inspection.peildatum.edit.setText("morgen")
    office.click(page.inspection.show_lists)
    assert "Vul de peildatum in" in office.said()
    page.inspection.peildatum.set_day(date(2026, 11, 2))
    office.click(page.inspection.show_lists)
    table = page.inspection.tables[InspectionList.SHORT].model()
    assert [table.rowCount(), str(table.index(0, 2).data()).split()[0]] == [1, "Wietske"]
    labels = page.inspection.findChildren(QLabel)
    assert not any("Niet op de lijst" in label.text() and label.isVisible() for label in labels)
    office.agrees = False
    office.click(page.inspection.as_csv)
    office.agrees = True
    office.click(page.inspection.as_csv)
    assert "Verstuur haar beveiligd" in office.said()
    (saved,) = office.saved
    assert "Wietske" not in saved.read_text("utf-8-sig")
    page.inspection.show_lists_of(Shown((), ("Sanne Verzonnen", "Wietske Verzonnen")))
    (said,) = (label for label in labels if "Niet op de lijst" in label.text())
    assert said.isVisible()
    assert "Sanne Verzonnen en Wietske Verzonnen" in said.text()


def test_a_table_that_may_do_with_less(office: Office, books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is there at once; who wants the fewest hidden numbers goes on, and gets those. Readers get what was seen."""
    books.keep_case(first_absent_on=date(2026, 9, 1))
    waited = []

    def quickly(table: CountTable, *more: Any, following: Following, seconds: float, **rest: Any) -> ProtectedTable:
        waited.append(seconds)
        made = protect(table, *more, following=following, **rest)
        object.__setattr__(made, "gap", 0 if seconds > 1000 else 2)
        return made

    monkeypatch.setattr(publishing, "protect", quickly)
    page = at(office)
    office.click(page.snapshots._take)
    view = page.snapshots.protected
    assert "met 2 afgeschermde aantallen minder" in view.proof.text()
    before = shown(page)
    office.click(view.go_on)
    assert waited[-1] > 1000
    assert view.proof.text().startswith("Bewezen")
    assert view.go_on.isHidden()
    assert shown(page) == before
    hidden = view.pick("x").hidden
    assert hidden
    page.confirm = lambda *_: True
    office.click(view.as_csv)
    row = page.snapshots.table.selected()
    published = books.ask(lambda register: publishing.show_snapshot(register, row.id))
    assert published.table.hidden == hidden
    office.click(view.to_check)
    derived = tables.audit_tables([office.saved[-1].read_bytes()])
    assert derived.certified
    assert not derived.broken


def test_the_names_of_kept_tellingen_are_whole(office: Office, books: Books) -> None:
    """What tells two of them apart is at the end: a long name goes on below."""
    books.keep_case(first_absent_on=date(2026, 9, 1))
    page = at(office)
    page.snapshots.what.setCurrentIndex(page.snapshots.what.findData("jaar"))
    office.click(page.snapshots._take)
    table = page.snapshots.table
    heights = [table.rowHeight(row) for row in range(table.model().rowCount())]
    assert max(heights) > table.verticalHeader().defaultSectionSize(), "some name is longer than the column is wide"
    assert all(height > table.sizeHintForRow(row) for row, height in enumerate(heights))
