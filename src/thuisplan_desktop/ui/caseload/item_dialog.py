"""One period, one person: a dialog over a catalogued class."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from thuisplan_desktop.ui.widgets.field_editor import FieldForm
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog

Item = TypeVar("Item")


class ItemDialog(FormDialog, Generic[Item]):
    """Shows the fields named of one item. `item` gives the edited copy, or None while a date can't be read."""

    def __init__(
        self, parent: QWidget, heading: str, item: Item, names: Sequence[str], *, explanation: str = ""
    ) -> None:
        super().__init__(parent, heading, "Opslaan", explanation=explanation)
        self._item = item
        self.form = FieldForm(type(item), names)
        self.form.show_item(item)
        self.form.edited.connect(lambda: self.show_problem(""))
        self.add(self.form)
        self.form.editors[names[0]].setFocus()

    def item(self) -> Item | None:
        if not self.form.is_valid():
            self.show_problem("Een van de datums is geen datum. Schrijf hem als dd-mm-jjjj.")
            return None
        return self.form.applied_to(self._item)
