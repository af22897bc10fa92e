"""The base of every page: what the frame needs to know of it, and how it asks for work."""

from collections.abc import Callable
from typing import ClassVar, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from thuisplan_desktop.actions.changes import Changed, Kind
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.ui.jobs import Progress
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets.notice_bar import Notice

T = TypeVar("T")


class Page(QWidget):
    """One screen of the frame. A subclass sets the class facts, builds itself in `__init__`, and overrides `reload`.

    `reload` is called when the page is shown for the first time, and again when a change concerns its `kinds`: at
    once when it is on screen, otherwise the next time it is shown. Detail pages (`in_sidebar` False) say with
    `belongs_to` which entry of the sidebar stays lit.
    """

    id: ClassVar[str]
    title: ClassVar[str]
    icon: ClassVar[str]
    roles: ClassVar[frozenset[Role]]
    kinds: ClassVar[frozenset[Kind]] = frozenset()
    in_sidebar: ClassVar[bool] = True
    belongs_to: ClassVar[str] = ""
    search_hint: ClassVar[str] = ""
    """What the search field of the frame looks for on this page; empty when the page can't be searched."""

    page_requested = Signal(str, str)
    noticed = Signal(object)
    title_changed = Signal(str)
    offered = Signal(str, bool)
    """Whether the page with this id has anything to do here: what has not, is left out of the sidebar."""
    lock_requested = Signal()
    """The register was released under this page, or has to be."""

    def __init__(self, session: RegisterSession) -> None:
        super().__init__()
        self.session = session
        self._stale = True
        session.changed.connect(self._on_session_changed)

    def reload(self) -> None:
        """Ask the register again for what this page shows."""
        raise NotImplementedError

    def open(self, argument: str) -> None:
        """Another page sent the user here, with the id of what to show. Called just before the page is shown."""

    def search(self, text: str) -> None:
        """The text in the search field changed; only called on pages with a `search_hint`."""

    def leave(self) -> None:
        """The user goes to another page, locks or quits: the last moment to ask for a `change` that keeps a draft."""

    def read(
        self,
        work: Callable[[OpenRegister], T],
        done: Callable[[T], None],
        failed: Callable[[ThuisplanError], None] | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.session.read(work, owner=self, done=done, failed=failed, progress=progress)

    def change(
        self,
        work: Callable[[OpenRegister], Changed],
        done: Callable[[Changed], None] | None = None,
        failed: Callable[[ThuisplanError], None] | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.session.change(work, owner=self, done=done, failed=failed, progress=progress)

    def notify(self, notice: Notice) -> None:
        """Show what happened in the notice bar of the frame."""
        self.noticed.emit(notice)

    def mark_stale(self) -> None:
        """Reload now when on screen, otherwise when shown."""
        self._stale = True
        if self.isVisible():
            self._reload_if_stale()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._reload_if_stale()

    def _reload_if_stale(self) -> None:
        if self._stale:
            self._stale = False
            self.reload()

    def _on_session_changed(self, changed: Changed) -> None:
        if changed.kinds & self.kinds:
            self.mark_stale()
