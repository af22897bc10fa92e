"""Tellen: what may be seen, why something is hidden, and trust only after a telephone call."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from offices import Books, Office
from regions import CODE, Maker, Templates, agree, school
from thuisplan_desktop.counts.protect import protect
from thuisplan_desktop.counts.table import CountTable, Mark, Total
from thuisplan_desktop.store import identities
from thuisplan_desktop.ui.caseload.counts_page import CountsPage
from thuisplan_desktop.ui.caseload.fingerprints import PinDialog
from thuisplan_desktop.ui.caseload.protected_table import _depth, explain


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
    """The button waits for the tick; closing the dialog trusts nothing."""
    region = agree(maker, [school(number) for number in range(1, 6)])
    with region.senders[0].read() as connection:
        profile = identities.load_identity(connection, CODE).profile
    file = tmp_path / "profiel.tplan"
    file.write_bytes(profile)
    page = at(office)
    page.tabs.setCurrentIndex(1)
    assert not page.region.seal.isEnabled()
    office.opens.append(file)
    office.click(page.region.pin)
    dialog = office.dialog(PinDialog)
    assert not dialog.verb.isEnabled()
    office.click(dialog.cancel)
    settle()
    assert not page.region.seal.isEnabled()
    assert "nog niet mee" in page.region._about.text()


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
