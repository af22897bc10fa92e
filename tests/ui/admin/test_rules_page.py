"""Regels in Beheer: what a school counts with, looked at, changed and put back, in the real window."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from factories import make_absence, make_case
from offices import Books, Office
from thuisplan_desktop.actions import cases, rules_view
from thuisplan_desktop.actions.rules_view import RulesView
from thuisplan_desktop.paths import resource
from thuisplan_desktop.register.calendar import DayKind, OwnDays
from thuisplan_desktop.register.codes import AbsenceKind, Role
from thuisplan_desktop.register.limits import Limits
from thuisplan_desktop.settings import Settings
from thuisplan_desktop.ui.admin import PAGES
from thuisplan_desktop.ui.admin.admin_page import AdminPage
from thuisplan_desktop.ui.admin.days_dialog import DaysDialog
from thuisplan_desktop.ui.admin.rules_page import RulesPage
from thuisplan_desktop.ui.main_window import MainWindow
from thuisplan_desktop.ui.session import RegisterSession

HEAD = 'version = "3"\ntitle = "Onze regio"\nvalid_from = 2026-08-01\nsource = "eigen pact"\n'


@pytest.fixture
def office(
    make_session: Callable[..., RegisterSession], settle: Callable[[], None], tmp_path: Path
) -> Iterator[Office]:
    session = make_session()
    window = MainWindow(session, Settings(), PAGES)
    window.show()
    settle()
    yield Office(window, session, tmp_path, settle)
    window.hide()


@pytest.fixture
def books(office: Office) -> Books:
    return Books(office)


@pytest.fixture
def page(office: Office) -> RulesPage:
    """Reached from Beheer, as a person would."""
    office.go("admin")
    office.click(office.page(AdminPage).rules.open)
    return office.page(RulesPage)


def kept(books: Books) -> RulesView:
    return books.ask(rules_view.view)


def undo(office: Office) -> None:
    office.click(office.window.notices._action)


def test_beheer_tells_what_counts_and_leads_to_it(page: RulesPage, office: Office) -> None:
    """Three lines on Beheer; the page opens on the set in use, and goes back."""
    told = office.page(AdminPage).rules._lines.text()
    assert "Landelijke begrippen" in told
    assert "vakantieregio noord" in told
    assert page.definitions.choice.currentText() == "Landelijke begrippen (nu in gebruik)"
    assert "Kamerstuk 26 695" in page.definitions._about.text()
    assert not page.definitions.choose.isVisible()
    office.click(page.back)
    assert office.window.current is office.page(AdminPage)


def test_another_set_is_seen_before_it_is_chosen(page: RulesPage, office: Office, books: Books) -> None:
    """Its source, date and differences, and how many open cases would be called something else; then undone."""
    case = books.do(lambda register: cases.save_case(register, make_case(first_absent_on=None)))
    period = make_absence(case, kind=AbsenceKind.AUTHORISED, starts_on=date(2026, 9, 1), ends_on=None)
    books.do(lambda register: cases.save_absence(register, period))
    card = page.definitions
    card.choice.choose("zuid-limburg-2018")
    office.settle()
    shown = card._differences
    words = [label.text() for n in range(shown.count()) for label in shown.itemAt(n).widget().findChildren(object)
             if hasattr(label, "text")]  # fmt: skip
    assert (
        "Hier: 4 lesweken of langer achter elkaar afwezig: ongeoorloofd, overig geoorloofd, geschorst en verwijderd."
        in words
    )
    assert "Landelijk: 4 lesweken of langer achter elkaar afwezig: ongeoorloofd." in words
    assert any("geldt sinds 1 april 2018" in one for one in words)
    assert "versie 1, vanaf 1 april 2018" in card._about.text()
    assert card._effect.text().startswith("Als u dit kiest, krijgt er 1 een andere status, van 1 open casus.")
    assert kept(books).chosen == "landelijk"
    office.click(card.choose)
    assert kept(books).chosen == "zuid-limburg-2018"
    assert card.choice.currentText().endswith("(nu in gebruik)")
    undo(office)
    assert kept(books).chosen == "landelijk"


def test_a_wrong_file_is_explained_line_by_line_and_changes_nothing(
    page: RulesPage, office: Office, books: Books, tmp_path: Path
) -> None:
    """Every line at once, with its number and why; looser than the law with the source of the law."""
    path = tmp_path / "eigen.toml"
    path.write_text(f'{HEAD}[lrv]\nweeks = 6\nkleur = 2\nsource = "eigen pact"\n', "utf-8")
    page.definitions.ask_open = lambda *_question: path
    before = kept(books)
    office.click(page.definitions.take)
    told = page.definitions._wrong.text().splitlines()
    assert told[0].endswith("de begrippen van nu blijven gelden.")
    assert [line.split(":")[0] for line in told[1:]] == [
        "•  Regel 5, lrv.valid_from", "•  Regel 6, lrv.weeks", "•  Regel 7, lrv.kleur",
    ]  # fmt: skip
    assert "strenger mag, ruimer niet. Bron: DUO" in told[2]
    assert kept(books) == before
    path.write_text(f'{HEAD}[lrv]\nweeks = 2\nvalid_from = 2026-08-01\nsource = "eigen pact"\n', "utf-8")
    office.click(page.definitions.take)
    assert not page.definitions._wrong.isVisible()
    assert (kept(books).chosen, kept(books).in_use.title) == ("eigen", "Onze regio")


def test_a_set_comes_out_as_the_file_it_was(page: RulesPage, office: Office, tmp_path: Path) -> None:
    """To write one's own after."""
    page.definitions.ask_save = lambda *_question: tmp_path / "uit.toml"
    office.click(page.definitions.give)
    shipped = resource("definitions", "landelijk.toml").read_text("utf-8")
    assert (tmp_path / "uit.toml").read_text("utf-8") == shipped


def add_day(page: RulesPage, office: Office, first: str, last: str, name: str = "studiedag") -> DaysDialog:
    office.click(page.calendar.new)
    dialog = office.dialog(DaysDialog)
    dialog.name.setText(name)
    dialog.first.edit.setText(first)
    dialog.last.edit.setText(last)
    office.click(dialog.verb)
    return dialog


def test_an_own_day_is_added_and_removed(page: RulesPage, office: Office, books: Books) -> None:
    """What can't be stands in the dialog, with everything typed; what can is in the list and can be undone."""
    dialog = add_day(page, office, "31-02-2026", "")
    assert office.has_dialog()
    for first, last, name, reason in (
        ("12-11-2026", "11-11-2026", "studiedag", "de laatste dag ligt vóór de eerste"),
        ("12-11-2026", "", " ", "de naam ontbreekt"),
        ("14-11-2026", "15-11-2026", "studiedag", "valt in een weekend"),
    ):
        dialog.first.edit.setText(first)
        dialog.last.edit.setText(last)
        dialog.name.setText(name)
        office.click(dialog.verb)
        assert reason in dialog._problem.text()
    dialog.first.edit.setText("12-11-2026")
    dialog.last.edit.setText("")
    dialog.name.setText("studiedag")
    office.click(dialog.verb)
    study = OwnDays(DayKind.FREE, "studiedag", date(2026, 11, 12), date(2026, 11, 12))
    assert kept(books).own == (study,)
    again = add_day(page, office, "12-11-2026", "")
    assert "staat er al" in again._problem.text()
    office.click(again.cancel)
    select(page, "studiedag")
    assert page.calendar.remove.text() == "Verwijderen"
    office.click(page.calendar.remove)
    assert kept(books).own == ()
    undo(office)
    assert kept(books).own == (study,)


def select(page: RulesPage, name: str) -> None:
    names = [row.name for row in page.calendar._model.rows()]
    shown = page.calendar.table.rows
    page.calendar.table.selectRow(shown.mapFromSource(page.calendar._model.index(names.index(name), 0)).row())


def test_a_shipped_vacation_is_moved_and_put_back(page: RulesPage, office: Office, books: Books) -> None:
    """The list says what it was; its shipped days are school days then."""
    select(page, "Meivakantie")
    assert not page.calendar.remove.isEnabled()
    office.click(page.calendar.edit)
    dialog = office.dialog(DaysDialog)
    assert not dialog.name.isVisible()
    dialog.first.edit.setText("01-05-2027")
    dialog.last.edit.setText("09-05-2027")
    office.click(dialog.verb)
    (row,) = [row for row in kept(books).rows if row.own]
    assert (row.name, row.starts_on, row.ends_on) == ("Meivakantie", date(2027, 5, 1), date(2027, 5, 9))
    select(page, "Meivakantie")
    assert page.calendar.remove.text() == "Terug naar meegeleverd"
    office.click(page.calendar.remove)
    assert kept(books).own == ()


def test_another_vakantieregio(page: RulesPage, office: Office, books: Books) -> None:
    """Chosen at once; what was moved in the old one goes, is said, and comes back when undone."""
    select(page, "Meivakantie")
    office.click(page.calendar.edit)
    dialog = office.dialog(DaysDialog)
    dialog.first.edit.setText("01-05-2027")
    dialog.last.edit.setText("09-05-2027")
    office.click(dialog.verb)
    before = kept(books)
    page.calendar.region.choose("zuid")
    page.calendar.region.activated.emit(page.calendar.region.currentIndex())
    office.settle()
    assert (kept(books).region, kept(books).own) == ("zuid", ())
    assert "2 verschoven dagen vervallen" in office.said()
    undo(office)
    assert kept(books) == before


def test_limits_can_be_stricter_and_the_reason_is_there_for_looser(
    page: RulesPage, office: Office, books: Books
) -> None:
    """Each limit shows its article and of when the text is; a looser one is explained beside it and not kept."""
    card = page.limits
    about = card.numbers["sixteen_hours"].accessibleDescription()
    assert "Kies 1 tot en met 16. Bron: Leerplichtwet 1969, artikel 21 en 21a" in about
    assert "wettekst 2015" in about
    assert "nog te controleren" in about
    for typed in ("17", "", "0"):
        card.numbers["sixteen_hours"].setText(typed)
        office.click(card.save)
        assert "strenger mag, ruimer niet" in card._rows["sixteen_hours"]._problem.text()
        assert kept(books).limits == Limits()
    card.numbers["sixteen_hours"].setText("8")
    office.click(card.save)
    assert kept(books).limits == Limits(sixteen_hours=8)
    office.click(card.usual)
    assert kept(books).limits == Limits()
    undo(office)
    assert kept(books).limits == Limits(sixteen_hours=8)
    assert card.numbers["sixteen_hours"].text() == "8"


def test_what_is_being_typed_stays_when_something_else_is_kept(page: RulesPage, office: Office) -> None:
    """Another card of the page may change without emptying this one."""
    page.limits.numbers["warn_days"].setText("30")
    add_day(page, office, "12-11-2026", "")
    assert page.limits.numbers["warn_days"].text() == "30"


def test_every_part_can_be_used_without_a_mouse(page: RulesPage, nameless: Callable[..., list[str]]) -> None:
    """Each widget that takes the focus has a name."""
    assert nameless(page) == []


def test_a_region_has_no_such_rules(make_session: Callable[..., RegisterSession], settle: Callable[[], None]) -> None:
    """Its definitions stand in its profile."""
    window = MainWindow(make_session(Role.REGION), Settings(), PAGES)
    window.show()
    settle()
    assert "rules" not in window._pages
    assert not window._pages["admin"].rules.isVisible()
