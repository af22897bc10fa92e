"""A list of parts of a case (talks, agreements, exemptions …) with its verbs: one widget for all of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from thuisplan_desktop.actions import parts
from thuisplan_desktop.actions.parts import Kept
from thuisplan_desktop.ui.caseload.item_dialog import ItemDialog
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.notice_bar import Notice
from thuisplan_desktop.ui.widgets.page import Page
from thuisplan_desktop.ui.widgets.table import Table

P = TypeVar("P")


@dataclass(frozen=True)
class Kind(Generic[P]):
    """How one kind of part is shown and edited. `fresh` makes a new one for a case on today."""

    heading: str
    one: str
    help: str
    empty: str
    columns: Sequence[Column[P]]
    fields: Sequence[str]
    fresh: Callable[[str], P]
    explanation: str = ""
    newest_first: int | None = None
    """The column by which the list stands in order, latest day on top."""
    oldest_first: int = 0
    """Where there is no such column: the one whose lowest value stands on top."""
    stretch: int = 0
    """The column that takes the room that is left."""


class PartCard(Card, Generic[P]):
    """`kept` carries a part and its dialog, `removed` a part."""

    kept = Signal(object, object)
    removed = Signal(object)

    def __init__(self, kind: Kind[P]) -> None:
        super().__init__(kind.heading, help_text=kind.help)
        self._kind = kind
        self._case_id = ""
        self._model: RowsModel[P] = RowsModel(kind.columns, self)
        self.table = Table(self._model, kind.heading, stretch=kind.stretch)
        self._none = text.hint(kind.empty)
        self.add_button = IconButton(f"{kind.one} toevoegen", "add")
        self._edit = IconButton("Wijzigen", "edit", look="quiet")
        self._remove = IconButton("Verwijderen", "delete", look="quiet")
        self.add(self._none)
        self.add(self.table)
        self.add(Flow(self.add_button, self._edit, self._remove))
        order = Qt.SortOrder.DescendingOrder if kind.newest_first is not None else Qt.SortOrder.AscendingOrder
        self.table.sortByColumn(kind.newest_first if kind.newest_first is not None else kind.oldest_first, order)
        self.add_button.clicked.connect(self.ask_new)
        self._edit.clicked.connect(lambda: self.ask(self.table.selected()))
        self._remove.clicked.connect(lambda: self.removed.emit(self.table.selected()))
        self.table.chosen.connect(self.ask)
        self.table.picked.connect(lambda _row: self._offer())
        self._model.modelReset.connect(self._offer)

    def show_parts(self, case_id: str, found: Sequence[P]) -> None:
        self._case_id = case_id
        self._model.set_rows(found)
        fit(self.table)
        for widget in (self.table, self._edit, self._remove):
            widget.setVisible(bool(found))
        self._none.setVisible(not found)

    def ask_new(self) -> None:
        """The dialog for a new one."""
        self.ask(self._kind.fresh(self._case_id), heading=f"{self._kind.one} toevoegen")

    def ask(self, part: P, *, heading: str = "") -> None:
        """The dialog for one that is there."""
        dialog = ItemDialog(
            self, heading or f"{self._kind.one} wijzigen", part, self._kind.fields, explanation=self._kind.explanation
        )
        dialog.submitted.connect(lambda: self._keep(dialog))
        dialog.open()

    def _keep(self, dialog: ItemDialog[P]) -> None:
        part = dialog.item()
        if part is not None:
            self.kept.emit(part, dialog)

    def _offer(self) -> None:
        some = self.table.selected() is not None
        self._edit.setEnabled(some)
        self._remove.setEnabled(some)


class PartKeeping(QObject):
    """Keeps and removes parts for a page: an error stands in the dialog, and a removal can be undone."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page

    def follow(self, card: PartCard[Any]) -> None:
        """Do what this card asks."""
        card.kept.connect(self.keep)
        card.removed.connect(self.remove)

    def keep(self, part: Kept, dialog: ItemDialog[Any]) -> None:
        self._page.change(
            lambda register: parts.keep(register, part),
            done=lambda _changed: dialog.accept(),
            failed=dialog.show_error,
        )

    def remove(self, part: Kept) -> None:
        def told(_changed: object) -> None:
            undo = Notice("Verwijderd.", "info", "Ongedaan maken", lambda: self._put_back(part))
            self._page.notify(undo)

        self._page.change(lambda register: parts.remove(register, part), done=told)

    def _put_back(self, part: Kept) -> None:
        self._page.change(lambda register: parts.keep(register, part))
