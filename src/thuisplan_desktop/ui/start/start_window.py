"""The window before a register is open: choose one, unlock it, or make a new one."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thuisplan_desktop.actions import opening
from thuisplan_desktop.actions.opening import OpenRegister, Summary
from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.ui.jobs import JobRunner
from thuisplan_desktop.ui.start import taking_over
from thuisplan_desktop.ui.start.board_page import BoardPage
from thuisplan_desktop.ui.start.choose_page import ChoosePage
from thuisplan_desktop.ui.start.create_wizard import CreateWizard
from thuisplan_desktop.ui.start.rescue_page import RescuePage
from thuisplan_desktop.ui.start.unlock_page import UnlockPage
from thuisplan_desktop.ui.start.way_field import Given
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.busy import BusyOverlay
from thuisplan_desktop.ui.widgets.card import Card, Scroll
from thuisplan_desktop.ui.widgets.icons import IconLabel


class StartWindow(QWidget):
    """`opened` carries the open register, its summary and its folder; `closed` comes when the user gives up."""

    opened = Signal(object, object, object)
    closed = Signal()

    def __init__(
        self, runner: JobRunner, registers_folder: Path, *, first: Path | None = None, shown_passphrase: str = ""
    ) -> None:
        super().__init__()
        self._runner = runner
        self._registers_folder = registers_folder
        self._shown_passphrase = shown_passphrase
        self._page: QWidget | None = None
        self._card = Card()
        self._lay_out()
        self._busy = BusyOverlay(self, runner)
        if first is None:
            self.show_choice()
        else:
            self.show_unlock(first)

    @property
    def page(self) -> QWidget | None:
        """What is on screen: ChoosePage, UnlockPage, CreateWizard, RescuePage or BoardPage."""
        return self._page

    def show_choice(self) -> None:
        page = ChoosePage(self._registers_folder)
        page.folder_chosen.connect(self.show_unlock)
        page.create_clicked.connect(self.show_wizard)
        page.restore_clicked.connect(lambda: self.show_rescue(None))
        page.board_clicked.connect(self.show_board)
        self._show(page)

    def show_unlock(self, folder: Path, told: str = "") -> None:
        """`told` is what was just done to this register."""
        page = UnlockPage(folder, shown_passphrase=self._shown_passphrase, told=told)
        page.submitted.connect(lambda given: self._unlock(page, given))
        page.rescue_clicked.connect(lambda: self.show_rescue(folder))
        page.back_clicked.connect(self.show_choice)
        self._show(page)

    def show_rescue(self, folder: Path | None) -> None:
        """Back from a backup: of a damaged register, or on a computer that has none yet."""
        page = RescuePage(self._runner, self._registers_folder, folder)
        page.rescued.connect(self.show_unlock)
        page.back_clicked.connect(self.show_choice)
        self._show(page)

    def show_board(self) -> None:
        page = BoardPage(self._runner)
        page.back_clicked.connect(self.show_choice)
        self._show(page)

    def show_wizard(self) -> None:
        page = CreateWizard(self._runner, self._registers_folder)
        page.created.connect(self.opened)
        page.cancelled.connect(self.show_choice)
        self._show(page)

    def closeEvent(self, event: QCloseEvent) -> None:
        if isinstance(self._page, CreateWizard) and (register := self._page.unfinished()):
            self._runner.run(register.close, owner=self)
        event.accept()
        self.closed.emit()

    def _lay_out(self) -> None:
        self.setObjectName("start")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Thuisplan")
        self.resize(920, 660)
        self._card.setMaximumWidth(max(640, self.fontMetrics().averageCharWidth() * 96))
        self._card.body.setContentsMargins(12, 10, 12, 6)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._card, 20)
        middle.addStretch(1)
        area = Scroll(margins=20)
        area.body.addStretch(1)
        area.add(self._brand())
        area.add(middle)
        area.body.addStretch(2)
        area.body.setAlignment(Qt.AlignmentFlag(0))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    def _brand(self) -> QHBoxLayout:
        name = text.label("Thuisplan", wrap=False)
        name.setObjectName("brand")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(IconLabel("house", tone="accent", scale=1.8))
        row.addWidget(name)
        row.addStretch(1)
        return row

    def _show(self, page: QWidget) -> None:
        if self._page is not None:
            self._page.hide()
            self._page.deleteLater()
        self._page = page
        self._card.add(page)
        page.setFocus()

    def _unlock(self, page: UnlockPage, given: Given, *, take_over: bool = False, older: bool = False) -> None:
        page.setEnabled(False)

        def unlock() -> tuple[OpenRegister, Summary]:
            register = opening.open_by(given.way_in(), page.folder, take_over=take_over, older=older)
            return register, opening.summary(register)

        self._runner.run(
            unlock,
            owner=page,
            done=lambda opened: self.opened.emit(*opened, page.folder),
            failed=lambda error: self._on_refused(page, given, error, take_over=take_over),
        )

    def _on_refused(self, page: UnlockPage, given: Given, error: ThuisplanError, *, take_over: bool) -> None:
        """A note of another computer can be removed, once somebody says that it is nowhere open; a register that is
        older than its note opens once somebody says so.
        """
        page.show_refusal(error)
        if taking_over.agreed(self, error):
            self._unlock(page, given, take_over=True)
        elif taking_over.opens_older(self, error):
            self._unlock(page, given, take_over=take_over, older=True)
