"""What every page of region and key holder does with files: ask where, let the worker make and write it, say so."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import ClassVar, TypeVar

from PySide6.QtWidgets import QStackedLayout, QWidget

from thuisplan_desktop.actions import files, letters
from thuisplan_desktop.actions.changes import Changed, Kind
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.ui.region.asking import PDF, TRAVELLING, Asking
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets.notice_bar import Notice, notice_of
from thuisplan_desktop.ui.widgets.page import Page

T = TypeVar("T")

_BESIDE = "De leesbrief staat ernaast."


class RegionPage(Page):
    """`ask` is how the page asks for files; a test replaces it."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.REGION})

    def __init__(self, session: RegisterSession) -> None:
        super().__init__(session)
        self.ask = Asking()

    def one_of(self, *parts: QWidget) -> QStackedLayout:
        """Lay the page out as one of these at a time."""
        stack = QStackedLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            stack.addWidget(part)
        return stack

    def save_change(
        self,
        make: Callable[[OpenRegister], Changed],
        data_of: Callable[[Changed], bytes],
        suggestion: str,
        said: str,
        then: Callable[[], None] = lambda: None,
        *,
        peildatum: date | None = None,
    ) -> None:
        """Ask where the file goes, make the change, write what came out of it; `said` tells what to do next.

        Its leesbrief comes beside it, with the same name.
        """
        path, force = self._ask_where(suggestion, TRAVELLING)
        if path is None:
            return

        def work(register: OpenRegister) -> Changed:
            made = make(register)
            data = data_of(made)
            files.write(path, data, force=force)
            files.write(letters.beside(path), letters.letter_for(register, data, peildatum), force=True)
            return made

        def done(_changed: Changed) -> None:
            self.notify(Notice(f"{said} {_BESIDE}", "good"))
            then()

        self.change(work, done, self._on_not_saved)

    def save_read(self, make: Callable[[OpenRegister], bytes], suggestion: str, said: str, kinds: str = PDF) -> None:
        """Like `save_change`, for a file that changes nothing."""
        path, force = self._ask_where(suggestion, kinds)
        if path is None:
            return

        def work(register: OpenRegister) -> None:
            files.write(path, make(register), force=force)

        self.read(work, lambda _: self.notify(Notice(said, "good")))

    def read_chosen(
        self,
        heading: str,
        work: Callable[[OpenRegister, bytes], T],
        done: Callable[[T], None],
        failed: Callable[[ThuisplanError], None] | None = None,
    ) -> None:
        """Ask for one file and let the worker look into it."""
        path = self.ask.open_one(self, heading, TRAVELLING)
        if path is not None:
            self.read(lambda register: work(register, files.read_sealed(path)), done, failed)

    def change_chosen(
        self,
        heading: str,
        work: Callable[[OpenRegister, bytes], Changed],
        done: Callable[[Changed], None],
        failed: Callable[[ThuisplanError], None] | None = None,
    ) -> None:
        """Ask for one file and take over what is in it."""
        path = self.ask.open_one(self, heading, TRAVELLING)
        if path is not None:
            self.change(lambda register: work(register, files.read_sealed(path)), done, failed)

    def _ask_where(self, suggestion: str, kinds: str) -> tuple[Path | None, bool]:
        """The system's question already asked about replacing, but not for a name we complete."""
        chosen = self.ask.save(self, "Waar komt het bestand?", suggestion, kinds)
        if chosen is None or chosen.suffix:
            return chosen, True
        return chosen.with_suffix(Path(suggestion).suffix), False

    def _on_not_saved(self, error: ThuisplanError) -> None:
        """The change may be kept though its file could not be written: show how things stand."""
        self.notify(notice_of(error))
        self.mark_stale()


def readers(paths: tuple[Path, ...]) -> tuple[tuple[str, Callable[[], bytes]], ...]:
    """Each file by its name and a function that reads it, for the actions that take many."""
    return tuple((path.name, lambda path=path: files.read_sealed(path)) for path in paths)
