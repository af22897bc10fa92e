"""What pages of the caseload share: files that come in and go out by name, and questions before what can't be undone.

Dialogs are attributes, so that a test answers them without a person.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from thuisplan_desktop.actions import files, letters
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets import dialogs
from thuisplan_desktop.ui.widgets.notice_bar import Notice
from thuisplan_desktop.ui.widgets.page import Page

AskOpen = Callable[[QWidget, str, str], Path | None]
AskSave = Callable[[QWidget, str, str, str], Path | None]

PDF_KIND = "PDF (*.pdf)"
CSV_KIND = "CSV (*.csv)"
JSON_KIND = "JSON (*.json)"
TPLAN_KIND = "Bestanden van Thuisplan (*.tplan)"


class FilingPage(Page):
    """A page that reads and writes files the user names."""

    def __init__(self, session: RegisterSession) -> None:
        super().__init__(session)
        self.ask_open: AskOpen = dialogs.ask_open_file
        self.ask_save: AskSave = dialogs.ask_save_file
        self.confirm: dialogs.Confirm = dialogs.confirm

    def save_pdf(self, work: Callable[[OpenRegister], bytes], suggestion: str, saved: str, cancelled: str = "") -> None:
        """Make a PDF on the worker, ask where it goes, write it. The suggestion holds nothing personal."""
        self.read(work, done=lambda data: self.save_pdf_data(data, suggestion, saved, cancelled))

    def save_pdf_data(
        self,
        data: bytes,
        suggestion: str,
        saved: str,
        cancelled: str = "",
        after: Callable[[], None] | None = None,
    ) -> None:
        """`cancelled` says what stands in the register of a paper that was made and then saved nowhere."""
        self.save_file(data, suggestion, saved, PDF_KIND, after, cancelled=cancelled)

    def save_file(
        self,
        data: bytes,
        suggestion: str,
        saved: str,
        kinds: str,
        after: Callable[[], None] | None = None,
        letter: bytes = b"",
        cancelled: str = "",
    ) -> None:
        """Ask where `data` goes and write it there; `saved` is what the notice bar says then.

        A `letter` is the leesbrief of a file that travels: it comes beside it, with the same name.
        """
        path = self.ask_save(self, "Opslaan als", suggestion, kinds)
        if path is None:
            if cancelled:
                self.notify(Notice(cancelled, "warn"))
            return

        def kept(_nothing: None) -> None:
            self.notify(Notice(saved, "good"))
            if after is not None:
                after()

        def write(_register: OpenRegister) -> None:
            files.write(path, data, force=True)  # the save dialog has asked whether an existing file may go
            if letter:
                files.write(letters.beside(path), letter, force=True)

        self.read(write, done=kept)

    def open_file(
        self,
        heading: str,
        kinds: str,
        then: Callable[[bytes], None],
        *,
        reader: Callable[[Path], bytes] = files.read,
    ) -> None:
        """Ask for a file, read it on the worker, hand over its content."""
        path = self.ask_open(self, heading, kinds)
        if path is not None:
            self.read(lambda _register: reader(path), done=then)
