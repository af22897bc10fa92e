"""Somebody at a window of the region or its key holder: clicks what is on screen, and answers questions about files."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QAbstractButton

from heard import heard_button
from regions import TODAY
from thuisplan_desktop.actions import opening
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.settings import Settings
from thuisplan_desktop.ui import region
from thuisplan_desktop.ui.jobs import JobRunner
from thuisplan_desktop.ui.main_window import MainWindow
from thuisplan_desktop.ui.region.asking import Asking
from thuisplan_desktop.ui.region.compare_panel import ComparePanel
from thuisplan_desktop.ui.region.region_page import RegionPage
from thuisplan_desktop.ui.session import RegisterSession

P = TypeVar("P", bound=RegionPage)


@dataclass
class Desk:
    """`paths` are the next answers to 'which file?'; an empty answer is Cancel. Files are saved in `folder`.

    `agrees` is the answer to 'are you sure?', and `asked` holds what was asked.
    """

    window: MainWindow
    session: RegisterSession
    folder: Path
    settle: Callable[[], None]
    clicks: int = 0
    paths: list[tuple[Path, ...]] = field(default_factory=list)
    saves: bool = True
    agrees: bool = True
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        asking = Asking(
            save=self._save,
            open_one=self._open_one,
            open_many=self._open_many,
            folder=self._folder,
            confirm=self._confirm,
        )
        for page in self.window._pages.values():
            assert isinstance(page, RegionPage)
            page.ask = asking

    def page(self, kind: type[P]) -> P:
        found = self.window._pages[kind.id]
        assert isinstance(found, kind)
        return found

    def click(self, button: QAbstractButton, *paths: Path) -> None:
        """Only what is on screen and enabled can be clicked."""
        if paths:
            self.paths.append(paths)
        assert button.isVisible(), button.text()
        assert button.isEnabled(), button.text()
        button.click()
        self.clicks += 1
        self.settle()

    def hear(self, compare: ComparePanel, words: str = "") -> None:
        """Clicks the word that is read out over the telephone: of the file itself, unless other words are heard."""
        self.click(heard_button(compare.heard, words))

    def go(self, page_id: str) -> None:
        """Through the sidebar."""
        self.window._sidebar._buttons[page_id].click()
        self.clicks += 1
        self.settle()

    def said(self) -> str:
        return self.window.notices.shown_text()

    def primary_buttons(self) -> list[str]:
        """The obvious next step: what stands out and can be clicked now."""
        shown = self.window.findChildren(QAbstractButton)
        return [each.text() for each in shown if each.isVisible() and each.property("look") == "primary"]

    def _save(self, _parent: object, _heading: str, suggestion: str, _kinds: str) -> Path | None:
        return self.folder / suggestion if self.saves else None

    def _open_one(self, _parent: object, _heading: str, _kinds: str) -> Path | None:
        chosen = self.paths.pop(0) if self.paths else ()
        return chosen[0] if chosen else None

    def _open_many(self, _parent: object, _heading: str, _kinds: str) -> tuple[Path, ...]:
        return self.paths.pop(0) if self.paths else ()

    def _folder(self, _parent: object, _heading: str, _start: Path) -> Path | None:
        return self.folder if self.saves else None

    def _confirm(self, _parent: object, question: str, explanation: str, _verb: str) -> bool:
        self.asked.append(f"{question} {explanation}")
        return self.agrees


def sit_down(
    runner: JobRunner, settle: Callable[[], None], open_register: Callable[[], OpenRegister], folder: Path
) -> Desk:
    """A window on a register that is opened on the worker; files are saved in `folder`."""
    opened: list[OpenRegister] = []
    runner.run(open_register, owner=runner, done=opened.append)
    settle()
    session = RegisterSession(runner, opened[0], opening.summary(opened[0]), today=lambda: TODAY)
    window = MainWindow(session, Settings(), region.PAGES)
    window.show()
    settle()
    return Desk(window, session, folder, settle)
