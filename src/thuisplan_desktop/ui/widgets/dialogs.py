"""The few questions that need an answer before anything goes on: which file, and are you sure."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

Confirm = Callable[[QWidget, str, str, str], bool]


def confirm(parent: QWidget, question: str, explanation: str, verb: str) -> bool:
    """Ask before what can't be undone; the button says the verb, and staying safe is the default."""
    box = QMessageBox(QMessageBox.Icon.Question, "Thuisplan", question, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(explanation)
    yes = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton("Annuleren", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.exec()
    return box.clickedButton() is yes


def ask_save_file(parent: QWidget, heading: str, suggestion: str, kinds: str) -> Path | None:
    """Where to save; the suggestion never holds anything personal. `kinds` as in 'PDF (*.pdf)'."""
    chosen, _ = QFileDialog.getSaveFileName(parent, heading, str(Path.home() / suggestion), kinds)
    return Path(chosen) if chosen else None


def ask_open_file(parent: QWidget, heading: str, kinds: str) -> Path | None:
    chosen, _ = QFileDialog.getOpenFileName(parent, heading, str(Path.home()), kinds)
    return Path(chosen) if chosen else None


def ask_open_files(parent: QWidget, heading: str, kinds: str) -> tuple[Path, ...]:
    chosen, _ = QFileDialog.getOpenFileNames(parent, heading, str(Path.home()), kinds)
    return tuple(Path(name) for name in chosen)


def ask_folder(parent: QWidget, heading: str, start: Path) -> Path | None:
    chosen = QFileDialog.getExistingDirectory(parent, heading, str(start))
    return Path(chosen) if chosen else None
