"""The frame around the pages: sidebar, search field, notice bar, work under way, lock. Frame and navigation only."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.settings import Settings
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.sidebar import Sidebar
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.busy import BusyOverlay
from thuisplan_desktop.ui.widgets.notice_bar import Notice, NoticeBar, notice_of
from thuisplan_desktop.ui.widgets.page import Page

_ADMIN = "admin"
_IDLE_WARNING = Notice(
    "Er gebeurt al een tijd niets. Thuisplan vergrendelt over een minuut; beweeg de muis of druk op een toets om "
    "door te gaan.",
    "warn",
)


class MainWindow(QMainWindow):
    """Shows the pages of the register's role. `lock_requested` and `closed` are for the root to act on."""

    lock_requested = Signal()
    closed = Signal()

    def __init__(self, session: RegisterSession, settings: Settings, pages: Sequence[type[Page]]) -> None:
        super().__init__()
        mine = [page for page in pages if session.summary.role in page.roles]
        self._session = session
        self._pages = {page.id: page(session) for page in mine}
        self._sidebar = Sidebar(session.summary, [page for page in mine if page.in_sidebar])
        self._title = text.title("")
        self._search = QLineEdit(clearButtonEnabled=True)
        self.notices = NoticeBar()
        self._stack = QStackedWidget()
        self._lay_out(settings)
        self._connect()
        if mine:
            self.open_page(mine[0].id)

    @property
    def current(self) -> Page | None:
        """The page on screen."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def open_page(self, page_id: str, argument: str = "") -> None:
        """Go to a page, after the present one had its chance to keep a draft."""
        page = self._pages[page_id]
        before = self.current
        if before is not None and before is not page and self.isVisible():
            before.leave()
        if argument:
            page.open(argument)
        self._stack.setCurrentWidget(page)
        self._show_title(page, page.title)
        self._sidebar.light(page.belongs_to or page.id)
        self._offer_search(page)

    def leave(self) -> None:
        """The last moment for the page on screen to keep a draft: a lock or a quit follows."""
        if self.current is not None:
            self.current.leave()

    def remind(self, sentences: Sequence[str]) -> None:
        """Say what needs attention, with the way to the page where it is put right."""
        if sentences:
            self.notices.show_notice(
                Notice("\n".join(sentences), "warn", "Naar Beheer", lambda: self.open_page(_ADMIN))
            )

    def warn_of_lock(self) -> None:
        self.notices.show_notice(_IDLE_WARNING)

    def withdraw_warning(self) -> None:
        if self.notices.shown_text() == _IDLE_WARNING.text:
            self.notices.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The root hides the window, lets the work finish and ends the process."""
        event.ignore()
        self.closed.emit()

    def _lay_out(self, settings: Settings) -> None:
        self.setWindowTitle("Thuisplan")
        self.resize(QSize(settings.window_width, settings.window_height))
        self.setMinimumSize(QSize(820, 520))
        self._stack.setObjectName("page-area")
        for page in self._pages.values():
            self._stack.addWidget(page)
        frame = QWidget()
        frame.setObjectName("page-area")
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._sidebar)
        row.addLayout(self._page_side(), 1)
        self.setCentralWidget(frame)
        self._busy = BusyOverlay(self._stack, self._session.runner)

    def _page_side(self) -> QVBoxLayout:
        self._search.setMaximumWidth(self._search.fontMetrics().averageCharWidth() * 48)
        self._search.setAccessibleName("Zoeken op deze pagina")
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._search, 1)
        column = QVBoxLayout()
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(14)
        column.addWidget(self.notices)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        return column

    def _connect(self) -> None:
        self._sidebar.entry_chosen.connect(self.open_page)
        self._sidebar.lock_clicked.connect(self.lock_requested)
        self._search.textChanged.connect(self._on_search_changed)
        self._session.refused.connect(self._on_refused)
        self._session.stopped.connect(lambda: self.notices.show_notice(Notice("Gestopt, zoals u vroeg.")))
        for page in self._pages.values():
            page.page_requested.connect(self.open_page)
            page.lock_requested.connect(self.lock_requested)
            page.noticed.connect(self.notices.show_notice)
            page.offered.connect(self._sidebar.offer)
            page.title_changed.connect(lambda title, page=page: self._show_title(page, title))
        QShortcut(QKeySequence("Ctrl+L"), self, self.lock_requested.emit)
        QShortcut(QKeySequence("Ctrl+K"), self, self._on_search_shortcut)
        for number, page_id in enumerate(self._sidebar.page_ids[:9], start=1):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, lambda page_id=page_id: self.open_page(page_id))

    def _show_title(self, page: Page, title: str) -> None:
        """The title on the page may name a pupil; the title of the window never does (decision 1)."""
        if page is self.current:
            self._title.setText(title)
            self.setWindowTitle(f"{page.title} – Thuisplan")

    def _offer_search(self, page: Page) -> None:
        self._search.setVisible(bool(page.search_hint))
        self._search.setPlaceholderText(f"{page.search_hint}  (Ctrl+K)")
        self._search.clear()

    def _on_search_shortcut(self) -> None:
        if self._search.isVisible():
            self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._search.selectAll()

    def _on_search_changed(self, words: str) -> None:
        if self.current is not None and self.current.search_hint:
            self.current.search(words)

    def _on_refused(self, error: ThuisplanError) -> None:
        self.notices.show_notice(notice_of(error))
