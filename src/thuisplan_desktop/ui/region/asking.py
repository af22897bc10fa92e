"""Which file, and are you sure: what these pages ask the system. Tests hand in answers."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from thuisplan_desktop.ui.widgets import dialogs
from thuisplan_desktop.ui.widgets.dialogs import Confirm

TRAVELLING = "Bestanden van Thuisplan (*.tplan)"
PDF = "PDF (*.pdf)"
CSV = "Rekenblad (*.csv)"
JSON = "JSON (*.json)"


@dataclass(frozen=True)
class Asking:
    """`save`, `open_one` and `folder` give None, `open_many` nothing, when the user thinks better of it."""

    save: Callable[[QWidget, str, str, str], Path | None] = dialogs.ask_save_file
    open_one: Callable[[QWidget, str, str], Path | None] = dialogs.ask_open_file
    open_many: Callable[[QWidget, str, str], tuple[Path, ...]] = dialogs.ask_open_files
    folder: Callable[[QWidget, str, Path], Path | None] = dialogs.ask_folder
    confirm: Confirm = dialogs.confirm
