"""Back from a backup, on this computer or a new one; and saving what can be read of a damaged register."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from thuisplan_desktop.actions import putting_back, salvaging
from thuisplan_desktop.actions.opening import SUFFIX
from thuisplan_desktop.actions.putting_back import Found
from thuisplan_desktop.actions.rescue import Rescue
from thuisplan_desktop.dutch import format_number
from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.ui.jobs import JobRunner
from thuisplan_desktop.ui.start import taking_over
from thuisplan_desktop.ui.start.naming import folder_name
from thuisplan_desktop.ui.start.way_field import Given, WayField
from thuisplan_desktop.ui.widgets import dialogs, text
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.labelled import Labelled

T = TypeVar("T")

_WHY_BROKEN = (
    "Wat er nu staat wordt opzij gezet in een eigen map, nooit weggegooid. Zet bij voorkeur de nieuwste reservekopie "
    "terug. Is er daarna nog veel veranderd, of is er geen reservekopie? Red dan wat nog leesbaar is."
)
_RETURN = "Deze reservekopie terugzetten?"
_WHY_NEW = (
    "Voor een nieuwe computer, of als de oude weg is. Eén reservekopie is genoeg, met de wachtzin of de herstelcode "
    "van dat moment."
)


class RescuePage(QWidget):
    """For a damaged register in `folder`, or with None for a backup on a computer that has no register yet.

    `rescued` carries the folder of the register and what to tell; `back_clicked` gives up.
    """

    rescued = Signal(object, str)
    back_clicked = Signal()

    def __init__(self, runner: JobRunner, registers_folder: Path, folder: Path | None) -> None:
        super().__init__()
        self._runner = runner
        self._registers_folder, self._folder = registers_folder, folder
        self.choice, self.name = QComboBox(), QLineEdit("Teruggezet register")
        self.ways = WayField()
        self.other = IconButton("Reservekopie kiezen" if folder is None else "Ander bestand kiezen", "open")
        self.restore = IconButton("Terugzetten", "undo", look="primary")
        self.salvage = IconButton("Redden wat leesbaar is", "shield")
        self._back = IconButton("Annuleren", "back", look="quiet")
        self._choice_row = Labelled("Reservekopie", self.choice)
        self._name_row = Labelled("Naam op deze computer", self.name, help_text="Van de school, nooit van een kind.")
        self.choice.setPlaceholderText("Nog niets gekozen")
        self._lay_out()
        self._connect()
        if folder is not None:
            runner.run(
                lambda: putting_back.found_in(folder),
                owner=self,
                done=self._show_found,
                failed=self._show_backup_problem,
            )

    def _lay_out(self) -> None:
        new = self._folder is None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(text.title("Reservekopie terugzetten" if new else "Terughalen of redden"))
        column.addWidget(text.hint(_WHY_NEW if new else _WHY_BROKEN))
        column.addWidget(self._choice_row)
        column.addWidget(Flow(self.other))
        column.addWidget(self._name_row)
        column.addWidget(self.ways)
        column.addWidget(Flow(self.restore, self.salvage, self._back))
        column.addStretch(1)
        self._name_row.setVisible(new)
        self.salvage.setVisible(not new)
        self.setFocusProxy(self.other if new else self.choice)

    def _connect(self) -> None:
        self.other.clicked.connect(self._on_other_clicked)
        self.restore.clicked.connect(self._on_restore_clicked)
        self.ways.submitted.connect(self._on_restore_clicked)
        self.salvage.clicked.connect(self._on_salvage_clicked)
        self._back.clicked.connect(self.back_clicked)

    def _show_found(self, found: tuple[Found, ...]) -> None:
        for each in found:
            size = format_number(each.size // 1024)
            self.choice.addItem(f"{each.made_at.astimezone():%d-%m-%Y %H:%M}, {size} kB", each.path)
        self.choice.setCurrentIndex(min(0, self.choice.count() - 1))

    def _on_other_clicked(self) -> None:
        path = dialogs.ask_open_file(self, "Reservekopie", "Reservekopie (*.thuisplan-backup)")
        if path is not None:
            self._runner.run(
                lambda: putting_back.look_at(path), owner=self, done=self._show_chosen, failed=self._show_backup_problem
            )

    def _show_chosen(self, found: Found) -> None:
        self._choice_row.show_problem("")
        self._show_found((found,))
        self.choice.setCurrentIndex(self.choice.count() - 1)

    def _on_restore_clicked(self) -> None:
        backup = self.choice.currentData()
        if backup is None:
            self._choice_row.show_problem("Kies eerst een reservekopie.")
            return
        given, target = self.ways.given(), self._target()
        if given is not None:
            self._restore(target, backup, given)

    def _restore(self, target: Path, backup: Path, given: Given) -> None:
        """Where slots of then come back, it is first said who gets in by them."""

        def looked(found: tuple[str, str, bool]) -> None:
            told, returns, agreed = found
            if told:
                self._restored(told)
            elif not returns or dialogs.confirm(self, _RETURN, returns, "Terugzetten"):
                self._run(lambda _: _put_back(target, backup, given, take_over=agreed), self._restored)
            else:
                self.setEnabled(True)

        self._run(lambda take_over: _look(target, backup, given, take_over=take_over), looked)

    def _on_salvage_clicked(self) -> None:
        given: Given | None = self.ways.given()
        if given is not None:
            target = self._target()
            self._run(lambda take_over: _salvage(target, given, take_over=take_over), self._salvaged)

    def _target(self) -> Path:
        return self._folder or self._registers_folder / f"{folder_name(self.name.text())}{SUFFIX}"

    def _run(self, work: Callable[[bool], T], done: Callable[[T], None], *, take_over: bool = False) -> None:
        """`work` is told whether the note of another computer may go."""
        self.setEnabled(False)
        self.ways.clear()

        def refused(error: ThuisplanError) -> None:
            self._show_problem(error)
            if not take_over and taking_over.agreed(self, error):
                self._run(work, done, take_over=True)

        self._runner.run(lambda: work(take_over), owner=self, done=done, failed=refused)

    def _restored(self, told: str) -> None:
        self.rescued.emit(self._target(), told)

    def _salvaged(self, rescue: Rescue) -> None:
        self.rescued.emit(self._target(), "\n".join(rescue.told))

    def _show_problem(self, error: ThuisplanError) -> None:
        self.setEnabled(True)
        self.ways.show_problem(message_for(error).text)

    def _show_backup_problem(self, error: ThuisplanError) -> None:
        self._choice_row.show_problem(message_for(error).text)


def _salvage(target: Path, given: Given, *, take_over: bool) -> Rescue:
    return salvaging.salvage_register(target, given.way_in(), datetime.now(UTC), take_over=take_over)


def _look(target: Path, backup: Path, given: Given, *, take_over: bool) -> tuple[str, str, bool]:
    """The least that helps: keys.json alone where only that is damaged. What was done, or what has to be known first;
    and whether the note of another computer may go.
    """
    way_in = given.way_in()
    if salvaging.mend_keys(target, way_in, take_over=take_over):
        return salvaging.MENDED, "", take_over
    returns = putting_back.preview_closed(target, backup, way_in, datetime.now(UTC), take_over=take_over)
    return "", returns, take_over


def _put_back(target: Path, backup: Path, given: Given, *, take_over: bool) -> str:
    aside = putting_back.restore_closed(target, backup, given.way_in(), datetime.now(UTC), take_over=take_over)
    kept = f" Wat er stond is bewaard in de map {aside.name}." if aside else ""
    return f"De reservekopie is teruggezet.{kept}"
