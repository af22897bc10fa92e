"""Icons, tables, cards and dialogs."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from thuisplan_desktop import paths
from thuisplan_desktop.ui.crash_screen import CrashScreen
from thuisplan_desktop.ui.models.rows import ROW_ROLE, SORT_ROLE, Column, RowsModel
from thuisplan_desktop.ui.theme import DARK, LIGHT, Theme
from thuisplan_desktop.ui.widgets import dialogs, text
from thuisplan_desktop.ui.widgets.card import Card, EmptyState, Scroll
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.icons import IconButton, IconLabel, pixmap
from thuisplan_desktop.ui.widgets.table import Table

ICONS = sorted(path.stem for path in paths.resource("icons").glob("*.svg"))


@dataclass(frozen=True)
class Child:
    name: str
    days: int | None


CHILDREN = (Child("Émile", 118), Child("Sanne", 9), Child("Joris", None), Child("Ayşe", 20))
COLUMNS: tuple[Column[Child], ...] = (
    Column("Naam", lambda child: child.name),
    Column(
        "Dagen", lambda child: str(child.days or "–"), sort=lambda child: child.days,
        explain=lambda child: f"{child.days} dagen", right=True,
    ),
)  # fmt: skip


@pytest.fixture
def model(qapp: QApplication) -> RowsModel[Child]:
    made = RowsModel(COLUMNS)
    made.set_rows(CHILDREN)
    return made


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_has_ink_in_the_colour_asked(qapp: QApplication, name: str) -> None:
    """A drawing that does not load is an empty square."""
    image = pixmap(name, "#ff0000", 48).toImage()
    ink = [image.pixelColor(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 200]
    assert len(ink) > 40
    assert all(colour.red() > 200 and colour.green() < 60 for colour in ink)


def test_icons_change_with_the_theme(qapp: QApplication) -> None:
    """A button made in the light is readable in the dark."""
    sheet, theme = qapp.styleSheet(), Theme(qapp)
    try:
        theme.wear(dark=False)
        button, label = IconButton("Sluiten", "close"), IconLabel("close")
        light = (button.icon().pixmap(24, 24).toImage(), label.pixmap().toImage())
        theme.wear(dark=True)
        QApplication.processEvents()
        dark = (button.icon().pixmap(24, 24).toImage(), label.pixmap().toImage())
        assert light[0] != dark[0]
        assert light[1] != dark[1]
        assert LIGHT.ink != DARK.ink
    finally:
        qapp.setStyleSheet(sheet)
        theme.deleteLater()


def test_the_model_passes_the_model_tester(model: RowsModel[Child], qtmodeltester: object) -> None:
    """Empty, filled and emptied again."""
    qtmodeltester.check(model, force_py=True)  # type: ignore[attr-defined]  # the plugin has no types
    model.set_rows(())
    model.set_rows(CHILDREN[:1])


def test_the_model_gives_text_native_values_and_rows(model: RowsModel[Child]) -> None:
    """Each role its own answer."""
    cell = model.index(1, 1)
    assert cell.data() == "9"
    assert cell.data(SORT_ROLE) == 9
    assert cell.data(ROW_ROLE) is CHILDREN[1]
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "9 dagen"
    assert model.index(0, 0).data(SORT_ROLE) == "émile"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Dagen"
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert (model.row_at(2), model.rows()) == (CHILDREN[2], CHILDREN)


def shown(table: Table[Child]) -> list[str]:
    return [table.rows.index(row, 0).data() for row in range(table.rows.rowCount())]


def test_numbers_sort_as_numbers_and_unknown_comes_last(qtbot: QtBot, model: RowsModel[Child]) -> None:
    """9 before 20 before 118; no number last, whichever way."""
    table: Table[Child] = Table(model, "Kinderen")
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert shown(table) == ["Sanne", "Ayşe", "Émile", "Joris"]
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert shown(table) == ["Émile", "Ayşe", "Sanne", "Joris"]


def test_sorting_asks_each_row_once_and_keeps_what_is_picked(qtbot: QtBot) -> None:
    """A call for every comparison held the window up at ten thousand rows; who is alike keeps the order given."""
    asked: list[int] = []
    rows = [Child(f"Kind {number}", number % 7) for number in range(200)]

    def days(child: Child) -> int | None:
        asked.append(1)
        return child.days

    model = RowsModel((Column[Child]("Naam", lambda child: child.name), Column[Child]("Dagen", lambda _: "", days)))
    model.set_rows(rows)
    table: Table[Child] = Table(model, "Kinderen")
    qtbot.addWidget(table)
    table.rows.sort(-1)
    table.selectRow(13)
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        asked.clear()
        table.sortByColumn(1, order)
        assert len(asked) == len(rows)
        assert table.selected() is rows[13]
        assert shown(table)[:2] == (
            ["Kind 0", "Kind 7"] if order is Qt.SortOrder.AscendingOrder else ["Kind 6", "Kind 13"]
        )
    table.rows.sort(-1)
    assert shown(table) == [child.name for child in rows]
    assert model.rows() == tuple(rows)


def test_search_keeps_rows_with_every_word(qtbot: QtBot, model: RowsModel[Child]) -> None:
    """Capitals don't matter; nothing typed shows all."""
    table: Table[Child] = Table(model, "Kinderen")
    table.rows.search("ÉM 118")
    assert shown(table) == ["Émile"]
    table.rows.search("em 9")
    assert shown(table) == []
    table.rows.search("")
    assert len(shown(table)) == 4


def test_new_rows_are_sorted_and_searched_by_what_they_say(qtbot: QtBot, model: RowsModel[Child]) -> None:
    """Nothing of the rows before is remembered."""
    table: Table[Child] = Table(model, "Kinderen")
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    table.rows.search("e")
    assert shown(table) == ["Sanne", "Ayşe", "Émile"]
    model.set_rows((Child("Sanne", 400), Child("Teun", 3), Child("Kim", 1)))
    assert shown(table) == ["Teun", "Sanne"]


def test_a_row_is_picked_and_opened_with_the_keyboard(qtbot: QtBot, model: RowsModel[Child]) -> None:
    """Arrows pick, Enter opens, Tab leaves."""
    table: Table[Child] = Table(model, "Kinderen")
    qtbot.addWidget(table)
    assert table.selected() is None
    with qtbot.waitSignal(table.picked) as picked:
        table.selectRow(0)
    assert picked.args == [table.selected()]
    with qtbot.waitSignal(table.chosen) as chosen:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert chosen.args == picked.args
    assert not table.tabKeyNavigation()


def test_in_a_short_list_every_word_can_be_read(qtbot: QtBot) -> None:
    """What doesn't fit beside each other comes under each other, and the table is as high as that, in any window."""
    model = RowsModel((Column[Child]("Naam", lambda child: child.name), Column[Child]("Dagen", lambda _: "12")))
    model.set_rows((Child("Marijke Bedacht van der Verzonnen (ouder met gezag)", 1), Child("Kim", 2)))
    table: Table[Child] = Table(model, "Kinderen")
    qtbot.addWidget(table)
    table.resize(800, 100)
    table.show()
    fit(table)
    wide = table.height()
    assert table.rowHeight(0) == table.rowHeight(1)
    table.resize(260, 100)
    qtbot.waitUntil(lambda: table.rowHeight(0) > table.rowHeight(1))
    assert table.height() > wide


def test_a_narrow_table_does_without_its_spare_column(qtbot: QtBot, model: RowsModel[Child]) -> None:
    """It comes back as soon as there is room."""
    table: Table[Child] = Table(model, "Kinderen", spare=1)
    qtbot.addWidget(table)
    table.show()
    for width, hidden in ((500, True), (1600, False), (500, True)):
        table.resize(width, 200)
        assert table.isColumnHidden(1) is hidden


def test_panels_hold_what_is_put_in(qtbot: QtBot) -> None:
    """Cards, scrolling bodies and empty pages."""
    scroll, card = Scroll(), Card("Verzuim", help_text="Perioden, nieuwste eerst.")
    card.add(text.badge("thuiszitter", "warn"))
    card.add(text.rule())
    scroll.add(card)
    empty = EmptyState("cases", "Nog geen casussen", "Lees eerst leerlingen in.", "Inlezen")
    qtbot.addWidget(scroll)
    assert card.accessibleName() == "Verzuim"
    assert empty.button is not None
    assert EmptyState("cases", "Leeg", "Niets te doen.").button is None


def test_markup_is_shown_as_it_was_typed(qtbot: QtBot) -> None:
    """A name with a < in it is text."""
    assert text.label("<b>vet</b>").textFormat() is Qt.TextFormat.PlainText


def answer(label: str) -> None:
    """Press a button of the question that is about to open."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(button for button in box.findChildren(QPushButton) if button.text() == label).click()

    QTimer.singleShot(0, press)


@pytest.mark.parametrize(("label", "sure"), [("Vernietigen", True), ("Annuleren", False)])
def test_confirm_asks_with_the_verb(qtbot: QtBot, label: str, sure: bool) -> None:
    """Staying safe is the default."""
    parent = QWidget()
    qtbot.addWidget(parent)
    answer(label)
    assert dialogs.confirm(parent, "Casus vernietigen?", "Dit kan niet ongedaan worden.", "Vernietigen") is sure


@pytest.mark.parametrize(("label", "close"), [("Doorgaan", False), ("Thuisplan afsluiten", True)])
def test_a_crash_shows_a_code_and_a_kind(qtbot: QtBot, label: str, close: bool) -> None:
    """And goes on or closes, as the user likes."""
    answer(label)
    assert CrashScreen().show("a1b2c3", "ValueError") is close


def test_a_crash_on_top_of_a_crash_only_goes_to_the_log(qtbot: QtBot) -> None:
    """One question at a time."""
    screen, nested = CrashScreen(), []

    def crash_again() -> None:
        nested.append(screen.show("d4e5f6", "KeyError"))
        answer("Doorgaan")

    QTimer.singleShot(0, crash_again)
    assert not screen.show("a1b2c3", "ValueError")
    assert nested == [False]


def test_files_are_asked_for(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path, or None when the user gives up."""
    parent = QWidget()
    qtbot.addWidget(parent)
    given: Callable[..., tuple[str, str]] = lambda *_: ("map/lijst.csv", "")  # noqa: E731  (a stand-in)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", given)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", given)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (["a", "b"], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    assert dialogs.ask_save_file(parent, "Opslaan", "casusblad.pdf", "PDF (*.pdf)") == Path("map/lijst.csv")
    assert dialogs.ask_open_file(parent, "Openen", "CSV (*.csv)") == Path("map/lijst.csv")
    assert dialogs.ask_open_files(parent, "Openen", "") == (Path("a"), Path("b"))
    assert dialogs.ask_folder(parent, "Map", Path("map")) is None
