"""Make a register in four steps. Nothing is made before the third, and it is made once."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from thuisplan_desktop.actions import access, files, opening
from thuisplan_desktop.actions.opening import SUFFIX, Created, OpenRegister, Summary
from thuisplan_desktop.errors import InvalidCase, ThuisplanError
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.ui.jobs import JobRunner
from thuisplan_desktop.ui.start.create_steps import PassphraseStep, PlaceStep, RecoveryStep, RoleStep, Step
from thuisplan_desktop.ui.start.naming import folder_name
from thuisplan_desktop.ui.widgets import dialogs, text
from thuisplan_desktop.ui.widgets.icons import IconButton


class CreateWizard(QWidget):
    """`created` carries the open register, its summary and its folder, once the recovery code was typed back."""

    created = Signal(object, object, object)
    cancelled = Signal()

    def __init__(self, runner: JobRunner, registers_folder: Path) -> None:
        super().__init__()
        self._runner = runner
        self._parent_folder = registers_folder
        self._made: tuple[OpenRegister, Summary, Path] | None = None
        self.role, self.place, self.passphrase, self.recovery = (
            RoleStep(),
            PlaceStep(),
            PassphraseStep(),
            RecoveryStep(),
        )
        self._steps: tuple[Step, ...] = (self.role, self.place, self.passphrase, self.recovery)
        self._title, self._count = text.title(""), text.label("", "small")
        self._stack = QStackedWidget()
        self.next_button = IconButton("Verder", "next", look="primary")
        self.back_button = IconButton("Terug", "back", look="quiet")
        self._lay_out()
        self._connect()
        self._go_to(0)

    def unfinished(self) -> OpenRegister | None:
        """A register that was made but not handed over: whoever ends the wizard closes it."""
        return self._made[0] if self._made else None

    def _lay_out(self) -> None:
        for step in self._steps:
            self._stack.addWidget(step)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._count)
        column.addWidget(self._title)
        column.addWidget(self._stack, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.next_button.clicked.connect(self._on_next_clicked)
        self.back_button.clicked.connect(self._on_back_clicked)
        self.passphrase.change_place.clicked.connect(self._on_change_place_clicked)
        for field in (self.passphrase.first_field, self.passphrase.second_field):
            field.submitted.connect(self._on_next_clicked)
        self.passphrase.first_field.edit.editingFinished.connect(self._on_passphrase_typed)
        self.recovery.sheet.clicked.connect(self._on_sheet_clicked)
        self.recovery.typed.returnPressed.connect(self._on_next_clicked)

    def _on_passphrase_typed(self) -> None:
        typed, place = self.passphrase.first_field.text(), self.place.place()
        own = (self.place.owner.text(), place.name, place.board, place.municipality)
        self._runner.run(
            lambda: access.judge_passphrase(typed, own).words if typed else "",
            owner=self,
            done=self.passphrase.strength.setText,
        )

    def _step(self) -> int:
        return self._stack.currentIndex()

    def _go_to(self, number: int) -> None:
        step = self._steps[number]
        self.place.ask_for(self.role.role())
        self.passphrase.show_place(str(self._folder()))
        self._stack.setCurrentIndex(number)
        self._title.setText(step.heading)
        self._count.setText(f"Stap {number + 1} van {len(self._steps)}")
        self.back_button.setVisible(step is not self.recovery)
        self.back_button.setText("Terug" if number else "Annuleren")
        self.next_button.setText({2: "Register maken", 3: "Naar het register"}.get(number, "Verder"))
        step.first().setFocus()

    def _on_next_clicked(self) -> None:
        step = self._steps[self._step()]
        if not step.complete():
            return
        if step is self.passphrase:
            self._create()
        elif step is self.recovery:
            self._rehearse()
        else:
            self._go_to(self._step() + 1)

    def _on_back_clicked(self) -> None:
        if self._step():
            self._go_to(self._step() - 1)
        else:
            self.cancelled.emit()

    def _on_change_place_clicked(self) -> None:
        chosen = dialogs.ask_folder(self, "Waar komt het register?", self._parent_folder)
        if chosen is not None:
            self._parent_folder = chosen
            self.passphrase.show_place(str(self._folder()))

    def _folder(self) -> Path:
        return self._parent_folder / f"{folder_name(self.place.name.text())}{SUFFIX}"

    def _create(self) -> None:
        folder, role, place = self._folder(), self.role.role(), self.place.place()
        owner, passphrase = self.place.owner.text().strip(), self.passphrase.first_field.text()
        self.setEnabled(False)

        def create() -> tuple[Created, Summary]:
            made = opening.create_register(folder, role=role, owner=owner, passphrase=passphrase, place=place)
            return made, opening.summary(made.register)

        self._runner.run(
            create, owner=self, done=lambda made: self._on_created(*made, folder), failed=self._on_create_failed
        )

    def _on_created(self, made: Created, summary: Summary, folder: Path) -> None:
        self.setEnabled(True)
        self.passphrase.clear()
        self._made = (made.register, summary, folder)
        self.recovery.show_code(made.recovery_code)
        self._go_to(len(self._steps) - 1)

    def _on_create_failed(self, error: ThuisplanError) -> None:
        """Go to the step that can mend it."""
        self.setEnabled(True)
        if isinstance(error, InvalidCase):
            self._go_to(1)
            self.place.show_problem(message_for(error).text)
        else:
            self.passphrase.show_problem(message_for(error).text)

    def _rehearse(self) -> None:
        """Open a copy with what was typed; only then the register is handed over."""
        if self._made is None:
            return
        register, typed = self._made[0], self.recovery.typed.text()
        self.setEnabled(False)
        self._runner.run(
            lambda: access.rehearse(register, typed),
            owner=self,
            done=lambda _: self._hand_over(),
            failed=self._on_rehearsal_failed,
        )

    def _on_rehearsal_failed(self, error: ThuisplanError) -> None:
        self.setEnabled(True)
        self.recovery.show_problem(message_for(error).text)

    def _on_sheet_clicked(self) -> None:
        path = dialogs.ask_save_file(self, "Herstelblad", "herstelblad.pdf", "PDF (*.pdf)")
        if path is None or self._made is None:
            return
        register, code = self._made[0], self.recovery.code
        self._runner.run(
            lambda: files.write(path, access.recovery_sheet_pdf(register, code), force=True),
            owner=self,
            failed=self._on_rehearsal_failed,
        )

    def _hand_over(self) -> None:
        if self._made is not None:
            made, self._made = self._made, None
            self.created.emit(*made)
