"""One period, one person, one part of a case: a dialog over a catalogued class."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QWidget

from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.register.fields import fields_of
from thuisplan_desktop.ui.widgets.field_editor import FieldForm
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog

Item = TypeVar("Item")

_LONG_LABEL = 26


class ItemDialog(FormDialog, Generic[Item]):
    """Shows the fields named of one item. `item` gives the edited copy, or None while a date can't be read."""

    def __init__(
        self, parent: QWidget, heading: str, item: Item, names: Sequence[str], *, explanation: str = ""
    ) -> None:
        super().__init__(parent, heading, "Opslaan", explanation=explanation)
        self._item = item
        labels = (field.label for field in fields_of(type(item)) if field.name in names)
        self.form = FieldForm(type(item), names, stacked=any(len(label) > _LONG_LABEL for label in labels))
        self.form.show_item(item)
        self.form.edited.connect(lambda: self.show_problem(""))
        self.add(self.form)
        self.form.editors[names[0]].setFocus()

    def item(self) -> Item | None:
        if not self.form.is_valid():
            self.show_problem("Een van de datums is geen datum. Schrijf hem als dd-mm-jjjj.")
            return None
        if (missing := self._missing_day()) is not None:
            self.form.show_problem(missing, "Vul hier een datum in.")
            return None
        return self.form.applied_to(self._item)

    def show_error(self, error: ThuisplanError) -> None:
        """What is wrong with one field stands beside that field."""
        name, reason = str(error.facts.get("field", "")), str(error.facts.get("reason", ""))
        self.verb.setEnabled(True)
        if not (name and self.form.show_problem(name, f"Dit kan niet kloppen: {reason}.")):
            super().show_error(error)

    def _missing_day(self) -> str | None:
        """A day that the part can't do without, and that is empty."""
        types: dict[str, Any] = {field.name: field.type for field in fields_of(type(self._item))}
        values = self.form.values()
        return next((name for name, value in values.items() if value is None and types[name] is date), None)
