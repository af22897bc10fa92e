"""Somebody at the window of a school: clicks what is on screen, fills dialogs, and answers questions about files."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtWidgets import QAbstractButton, QDialog, QWidget

from factories import make_case, make_contact
from heard import heard_button
from regions import TODAY, Clock
from thuisplan_desktop.actions import cases, opening
from thuisplan_desktop.actions.opening import OpenRegister, Place
from thuisplan_desktop.crypto import derivation
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.settings import Settings
from thuisplan_desktop.ui import caseload
from thuisplan_desktop.ui.caseload.filing import FilingPage
from thuisplan_desktop.ui.jobs import JobRunner
from thuisplan_desktop.ui.main_window import MainWindow
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets.heard_word import HeardWord
from thuisplan_desktop.ui.widgets.page import Page

T = TypeVar("T")
P = TypeVar("P", bound=Page)
D = TypeVar("D", bound=QDialog)
PASSPHRASE = "appel fiets wolk kandelaar"
SCHOOL = Place("De Wilgenroos", "Stichting Voorbeeld", "Alkmaar", "99XA")


@dataclass
class Office:
    """Files are saved in `folder` under the suggested name; `opens` are the next answers to 'which file?'.

    `agrees` is the answer to 'are you sure?', `saved` holds what was saved.
    """

    window: MainWindow
    session: RegisterSession
    folder: Path
    settle: Callable[[], None]
    opens: list[Path] = field(default_factory=list)
    saved: list[Path] = field(default_factory=list)
    agrees: bool = True

    def __post_init__(self) -> None:
        for page in self.window._pages.values():
            if isinstance(page, FilingPage):
                page.ask_open = self._open
                page.ask_save = self._save
                page.confirm = lambda *_question: self.agrees

    def page(self, kind: type[P]) -> P:
        found = self.window._pages[kind.id]
        assert isinstance(found, kind)
        return found

    def go(self, page_id: str, argument: str = "") -> None:
        self.window.open_page(page_id, argument)
        self.settle()

    def click(self, button: QAbstractButton) -> None:
        """Only what is on screen and enabled can be clicked."""
        assert button.isVisible(), button.text()
        assert button.isEnabled(), button.text()
        button.click()
        self.settle()

    def hear(self, asked: HeardWord, words: str = "") -> None:
        """Clicks the word that is read out: of the file itself, unless other words are heard."""
        self.click(heard_button(asked, words))

    def dialog(self, kind: type[D]) -> D:
        """The one dialog of this kind that is open."""
        (found,) = (one for one in self.window.findChildren(kind) if one.isVisible())
        return found

    def has_dialog(self) -> bool:
        return any(one.isVisible() for one in self.window.findChildren(QDialog))

    def said(self) -> str:
        return self.window.notices.shown_text()

    def _open(self, _parent: QWidget, _heading: str, _kinds: str) -> Path | None:
        return self.opens.pop(0) if self.opens else None

    def _save(self, _parent: QWidget, _heading: str, suggestion: str, _kinds: str) -> Path | None:
        self.saved.append(self.folder / suggestion)
        return self.saved[-1]


@dataclass
class Books:
    """Does things in the register of an office, on the worker, as another window would."""

    office: Office

    def ask(self, work: Callable[[OpenRegister], T]) -> T:
        """What an action gives."""
        found: list[T] = []
        self.office.session.read(work, owner=self.office.window, done=found.append)
        self.office.settle()
        return found[0]

    def do(self, work: Callable[[OpenRegister], Any]) -> Any:
        """An action that changes something; gives its value."""
        found: list[Any] = []
        self.office.session.change(work, owner=self.office.window, done=found.append)
        self.office.settle()
        return found[0].value

    def keep_case(self, **changes: Any) -> Case:
        """A case with two parents who have gezag."""
        case: Case = self.do(lambda register: cases.save_case(register, make_case(**changes)))
        for parent in (make_contact(case), make_contact(case, first_name="Jitske", infix="", surname="Bedacht")):
            self.do(lambda register, parent=parent: cases.save_contact(register, parent))
        return case


def new_register(folder: Path, role: Role = Role.SCHOOL, place: Place = SCHOOL) -> OpenRegister:
    """A register as its owner makes it, with real keys at the lowest cost a guess may have."""
    return opening.create_register(
        folder,
        role=role,
        owner="A. Voorbeeld",
        passphrase=PASSPHRASE,
        place=place,
        parameters=derivation.FLOOR,
        clock=Clock(),
    ).register


def move_in(
    runner: JobRunner, settle: Callable[[], None], open_register: Callable[[], OpenRegister], folder: Path
) -> Office:
    """A window on a register that is opened on the worker; files are saved in `folder`."""
    opened: list[OpenRegister] = []
    runner.run(open_register, owner=runner, done=opened.append)
    settle()
    session = RegisterSession(runner, opened[0], opening.summary(opened[0]), today=lambda: TODAY)
    window = MainWindow(session, Settings(), caseload.PAGES)
    window.show()
    settle()
    return Office(window, session, folder, settle)


def move_out(office: Office) -> None:
    """Lock, and leave nothing on screen."""
    office.session.lock()
    office.window.hide()
    office.window.deleteLater()
    office.settle()
