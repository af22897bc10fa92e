"""The frame: pages by role, navigation, search, notices, work under way."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from thuisplan_desktop.actions.changes import Kind, changed
from thuisplan_desktop.errors import NoSuchCase
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.settings import Settings
from thuisplan_desktop.ui.jobs import Progress
from thuisplan_desktop.ui.main_window import MainWindow
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.theme import Theme
from thuisplan_desktop.ui.widgets.notice_bar import Notice
from thuisplan_desktop.ui.widgets.page import Page

Settle = Callable[[], None]


class First(Page):
    id, title, icon = "first", "Casussen", "cases"
    roles = frozenset({Role.SCHOOL, Role.CONSULENT})
    kinds = frozenset({Kind.CASES})
    search_hint = "Zoek op naam"

    def __init__(self, session: RegisterSession) -> None:
        super().__init__(session)
        self.heard: list[str] = []
        self.edit = QLineEdit()
        self.edit.setAccessibleName("Naam")
        QVBoxLayout(self).addWidget(self.edit)

    def reload(self) -> None:
        self.heard.append("reload")

    def search(self, text: str) -> None:
        self.heard.append(f"search {text}")

    def leave(self) -> None:
        self.heard.append("leave")


class Detail(First):
    id, title, icon = "detail", "Casus", "case"
    in_sidebar, belongs_to, search_hint = False, "first", ""

    def open(self, argument: str) -> None:
        self.heard.append(f"open {argument}")


class Other(First):
    id, title, icon = "other", "Tellen", "counts"
    kinds = frozenset({Kind.SNAPSHOTS})
    search_hint = ""


class ForTheRegion(First):
    id, title, icon = "inbox", "Ontvangen", "inbox"
    roles = frozenset({Role.REGION})


PAGES = (First, Detail, Other, ForTheRegion)


@pytest.fixture
def window(make_session: Callable[..., RegisterSession], qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(make_session(Role.SCHOOL), Settings(), PAGES)
    made.show()
    yield made
    made.hide()


def page(window: MainWindow, page_id: str) -> First:
    found = window._pages[page_id]
    assert isinstance(found, First)
    return found


def test_a_role_sees_its_own_pages_only(window: MainWindow) -> None:
    """A page of the region does not exist in a school's window."""
    assert set(window._pages) == {"first", "detail", "other"}
    assert window._sidebar.page_ids == ("first", "other")


def test_it_starts_on_the_first_page_and_loads_only_that(window: MainWindow) -> None:
    """A page reads nothing before it is shown."""
    assert window.current is page(window, "first")
    assert page(window, "first").heard == ["reload", "search "] or page(window, "first").heard == ["reload"]
    assert page(window, "other").heard == []


def test_a_page_sends_the_user_to_another_with_what_to_show(window: MainWindow) -> None:
    """The page left is told first; the detail page lights the entry it belongs to."""
    page(window, "first").page_requested.emit("detail", "c42")
    assert window.current is page(window, "detail")
    assert page(window, "first").heard[-1] == "leave"
    assert page(window, "detail").heard == ["open c42", "reload"]
    assert window._sidebar._buttons["first"].isChecked()


def test_only_what_concerns_a_page_reloads_it(window: MainWindow) -> None:
    """At once when it is on screen, otherwise when it is shown again."""
    first, other = page(window, "first"), page(window, "other")
    first.heard.clear()
    window._session.changed.emit(changed(Kind.SNAPSHOTS))
    assert first.heard == []
    window._session.changed.emit(changed(Kind.CASES))
    assert first.heard == ["reload"]
    window.open_page("other")
    window._session.changed.emit(changed(Kind.CASES))
    assert "reload" in other.heard
    first.heard.clear()
    window.open_page("first")
    assert "reload" in first.heard


def test_the_title_of_the_window_names_nobody(window: MainWindow, canary: str) -> None:
    """The name of a pupil stands on the page, not in a task bar."""
    window.open_page("detail", "c1")
    page(window, "detail").title_changed.emit(f"Femke {canary}")
    assert window._title.text() == f"Femke {canary}"
    assert window.windowTitle() == "Casus – Thuisplan"


def test_search_reaches_the_page_that_can_be_searched(window: MainWindow) -> None:
    """Ctrl+K goes to the field; on other pages there is none."""
    window._search.setText("zand")
    assert page(window, "first").heard[-1] == "search zand"
    window.open_page("other")
    assert window._search.isHidden()
    assert page(window, "other").heard == ["reload"]


def test_shortcuts_lock_search_and_go(window: MainWindow, qtbot: QtBot) -> None:
    """Ctrl+L, Ctrl+K and Ctrl+2, without a mouse."""
    window.activateWindow()
    with qtbot.waitSignal(window.lock_requested):
        qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window._search.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.current is page(window, "other")


def test_a_refusal_is_said_in_words(window: MainWindow) -> None:
    """What happened, what is safe and what to do; nothing pops up."""
    window._session.refused.emit(NoSuchCase())
    assert window.notices.shown_text() == message_for(NoSuchCase()).text


def test_a_notice_can_be_undone_or_closed(window: MainWindow) -> None:
    """One action beside the sentence, once."""
    undone: list[bool] = []
    page(window, "first").notify(Notice("Casus afgesloten.", "good", "Ongedaan maken", lambda: undone.append(True)))
    assert window.notices.accessibleName() == "Gelukt: Casus afgesloten."
    window.notices._action.click()
    assert undone == [True]
    assert window.notices.shown_text() == ""
    window.notices.show_notice(Notice("Iets anders."))
    window.notices._close.click()
    assert window.notices.shown_text() == ""


def test_reminders_are_shown_once_opened(window: MainWindow) -> None:
    """Nothing to say is nothing on screen."""
    window.remind(())
    assert window.notices.shown_text() == ""
    window.remind(("De tweede plek is al meer dan een week niet gezien.", "En nog iets."))
    assert window.notices.shown_text().endswith("niet gezien.\nEn nog iets.")


def test_the_idle_warning_goes_when_somebody_is_there(window: MainWindow) -> None:
    """Only the warning itself is taken back."""
    window.warn_of_lock()
    assert "vergrendelt" in window.notices.shown_text()
    window.withdraw_warning()
    assert window.notices.shown_text() == ""
    window.notices.show_notice(Notice("Iets anders."))
    window.withdraw_warning()
    assert window.notices.shown_text() == "Iets anders."


def test_long_work_covers_the_page_and_can_be_stopped(window: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    """After 0.3 s: how far it is, and a button to stop. Short work shows nothing."""
    window._session.runner.run(lambda: None, owner=window)
    settle()
    assert window._busy.isHidden()
    progress, go_on = Progress(), threading.Event()

    def work() -> None:
        progress(1, 4)
        go_on.wait(5)
        progress(2, 4)

    window._session.runner.run(work, owner=window, progress=progress)
    qtbot.waitUntil(window._busy.isVisible)
    assert "1 van 4" in window._busy._words.text()
    window._busy._stop.click()
    go_on.set()
    settle()
    assert window._busy.isHidden()


def test_closing_is_left_to_the_root(window: MainWindow, qtbot: QtBot) -> None:
    """The window stays until the register is released."""
    with qtbot.waitSignal(window.closed):
        window.close()
    assert window.isVisible()
    window.leave()
    assert page(window, "first").heard[-1] == "leave"


def test_everything_has_a_name(window: MainWindow, nameless: Callable[..., list[str]]) -> None:
    """A screen reader can say what has the focus."""
    window.notices.show_notice(Notice("Iets.", "warn", "Doen"))
    assert nameless(window) == []


@pytest.mark.parametrize("dark", [True, False])
def test_it_fits_1280_by_720_at_twice_the_text(
    make_session: Callable[..., RegisterSession], qapp: QApplication, dark: bool
) -> None:
    """No part asks for more room than a school laptop has."""
    font, sheet = qapp.font(), qapp.styleSheet()
    qapp.setFont(QFont(font.family(), round(font.pointSizeF() * 2)))
    theme = Theme(qapp)
    try:
        theme.wear(dark=dark)
        window = MainWindow(make_session(), Settings(), PAGES)
        window.resize(1280, 720)
        window.show()
        assert (window.minimumSizeHint().width(), window.minimumSizeHint().height()) <= (1280, 720)
        assert (window.width(), window.height()) == (1280, 720)
        window.hide()
    finally:
        qapp.setFont(font)
        qapp.setStyleSheet(sheet)
        theme.deleteLater()
