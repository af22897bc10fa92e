"""From the field catalogue to editors: the type decides the editor, the catalogue its label and help.

Pages decide which fields stand where; only the editors are derived.
"""

import types
from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar, cast, get_args, get_origin

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from thuisplan_desktop.register.codes import Code
from thuisplan_desktop.register.fields import Field, fields_of
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.choice import Choice
from thuisplan_desktop.ui.widgets.clipboard import PlainText
from thuisplan_desktop.ui.widgets.date_field import DateField

Item = TypeVar("Item")

_LONG_TEXTS = {
    "note": 7, "bridging": 7, "perspective": 3, "evaluation": 3, "voice": 3, "voice_used": 3, "decision": 3,
    "grounds": 3, "parents_wish": 3, "removal_reason": 3, "offer_note": 2, "override_reason": 3, "text": 3,
}  # fmt: skip
"""Texts of more than a line, by the name of the field, and how many lines are shown."""

_TWO_COLUMNS = 6
_NO_CHOICE = "(geen)"


class FieldEditor(QWidget):
    """One value of one type. `edited` comes when the user, or `set_value`, changed it."""

    edited = Signal()

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.addWidget(inner, 1)
        row.addStretch(0)
        column.addLayout(row)
        inner.setMaximumWidth(max(420, self.fontMetrics().averageCharWidth() * 72))
        self.setFocusProxy(inner)
        self._inner = inner
        self._problem = text.label("", "problem")
        self._problem.hide()
        column.addWidget(self._problem)

    def show_problem(self, words: str) -> None:
        """Say beside the field what is wrong with it; an empty text takes it back."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        self._inner.setAccessibleDescription(words)

    @property
    def problem(self) -> str:
        """What is said to be wrong."""
        return self._problem.text()

    @abstractmethod
    def value(self) -> Any:
        """The value, of the field's own type."""

    @abstractmethod
    def set_value(self, value: Any) -> None: ...

    def is_valid(self) -> bool:
        """Whether what stands in the editor is a value of its type."""
        return True


class TextEditor(FieldEditor):
    def __init__(self, field: Field) -> None:
        self.edit = QLineEdit()
        self.edit.setAccessibleName(field.label)
        super().__init__(self.edit)
        self.edit.textChanged.connect(lambda _: self.edited.emit())

    def value(self) -> str:
        return self.edit.text().strip()

    def set_value(self, value: str) -> None:
        self.edit.setText(value)


class NoteEditor(FieldEditor):
    def __init__(self, field: Field) -> None:
        self.edit = PlainText(field.label)
        self.edit.setFixedHeight(self.edit.fontMetrics().height() * (_LONG_TEXTS.get(field.name, 3) + 1))
        super().__init__(self.edit)
        self.edit.textChanged.connect(self.edited)

    def value(self) -> str:
        return self.edit.toPlainText()

    def set_value(self, value: str) -> None:
        self.edit.setPlainText(value)


class DateEditor(FieldEditor):
    def __init__(self, field: Field) -> None:
        self.edit = DateField(field.label)
        super().__init__(self.edit)
        self.edit.changed.connect(self.edited)

    def value(self) -> date | None:
        return self.edit.day()

    def set_value(self, value: date | None) -> None:
        self.edit.set_day(value)

    def is_valid(self) -> bool:
        return self.edit.is_valid()


class NumberEditor(FieldEditor):
    def __init__(self, field: Field) -> None:
        self.edit = QSpinBox(maximum=1_000_000)
        self.edit.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.edit.setAccessibleName(field.label)
        super().__init__(self.edit)
        self.edit.setMaximumWidth(self.fontMetrics().averageCharWidth() * 16)
        self.edit.valueChanged.connect(lambda _: self.edited.emit())

    def value(self) -> int:
        return self.edit.value()

    def set_value(self, value: int) -> None:
        self.edit.setValue(value)


class FlagEditor(FieldEditor):
    def __init__(self, field: Field) -> None:
        self.edit = QCheckBox("ja")
        self.edit.setAccessibleName(field.label)
        super().__init__(self.edit)
        self.edit.toggled.connect(lambda _: self.edited.emit())

    def value(self) -> bool:
        return self.edit.isChecked()

    def set_value(self, value: bool) -> None:
        self.edit.setChecked(value)


class ChoiceEditor(FieldEditor):
    """One code of a list; `optional` adds a first line for none."""

    def __init__(self, field: Field, codes: type[Code], *, optional: bool) -> None:
        self.edit = Choice(field.label)
        if optional:
            self.edit.addItem(_NO_CHOICE, None)
        self._codes = {code.value: code for code in codes}
        for code in codes:
            self.edit.addItem(code.label, code.value)
        super().__init__(self.edit)
        self.edit.currentIndexChanged.connect(lambda _: self.edited.emit())

    def value(self) -> Code | None:
        return self._codes.get(self.edit.currentData())

    def set_value(self, value: Code | None) -> None:
        self.edit.setCurrentIndex(self.edit.findData(None if value is None else value.value))


class ChoicesEditor(FieldEditor):
    """Any number of codes of a list, as tick boxes."""

    def __init__(self, field: Field, codes: type[Code]) -> None:
        inner = QWidget()
        inner.setAccessibleName(field.label)
        self._boxes = {code: QCheckBox(code.label) for code in codes}
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        wide = 2 if len(self._boxes) > _TWO_COLUMNS else 1
        for number, (code, box) in enumerate(self._boxes.items()):
            box.setAccessibleName(f"{field.label}: {code.label}")
            grid.addWidget(box, number // wide, number % wide)
        super().__init__(inner)
        self.setFocusProxy(next(iter(self._boxes.values())))
        for box in self._boxes.values():
            box.toggled.connect(lambda _: self.edited.emit())

    def value(self) -> frozenset[Code]:
        return frozenset(code for code, box in self._boxes.items() if box.isChecked())

    def set_value(self, value: frozenset[Code]) -> None:
        for code, box in self._boxes.items():
            box.setChecked(code in value)


def editor_for(field: Field) -> FieldEditor:
    """The editor that goes with the type of a catalogued field."""
    kind, optional = _without_none(field.type)
    if kind is str and field.name in _LONG_TEXTS:
        return NoteEditor(field)
    if get_origin(kind) is frozenset:
        return ChoicesEditor(field, get_args(kind)[0])
    if issubclass(kind, Code):
        return ChoiceEditor(field, kind, optional=optional)
    return _BY_TYPE[kind](field)


_BY_TYPE: Mapping[type[Any], Callable[[Field], FieldEditor]] = {
    str: TextEditor,
    date: DateEditor,
    int: NumberEditor,
    bool: FlagEditor,
}


def _without_none(kind: Any) -> tuple[Any, bool]:
    if not isinstance(kind, types.UnionType):
        return kind, False
    (only,) = (part for part in get_args(kind) if part is not types.NoneType)
    return only, True


class FieldForm(QWidget):
    """Labels and editors for chosen fields of one catalogued class, in the order given."""

    edited = Signal()

    def __init__(self, cls: type[Any], names: Sequence[str], *, stacked: bool = False) -> None:
        """`stacked` puts each label above its editor: for long questions in a narrow window."""
        super().__init__()
        catalogue = {field.name: field for field in fields_of(cls)}
        self.editors = {name: editor_for(catalogue[name]) for name in names}
        rows = QFormLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setVerticalSpacing(10)
        rows.setHorizontalSpacing(16)
        wrap = QFormLayout.RowWrapPolicy
        rows.setRowWrapPolicy(wrap.WrapAllRows if stacked else wrap.WrapLongRows)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, editor in self.editors.items():
            label = text.label(catalogue[name].label, wrap=False)
            label.setContentsMargins(0, 6, 0, 0)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            label.setBuddy(editor)
            rows.addRow(label, editor)
            if catalogue[name].help:
                cast("QVBoxLayout", editor.layout()).addWidget(text.label(catalogue[name].help, "small"))
            editor.edited.connect(self.edited)
            editor.edited.connect(lambda editor=editor: editor.show_problem(""))

    def show_problem(self, name: str, words: str) -> bool:
        """Say what is wrong beside one field and go there; whether this form has that field."""
        editor = self.editors.get(name)
        if editor is not None:
            editor.show_problem(words)
            editor.setFocus()
        return editor is not None

    def clear_problems(self) -> None:
        for editor in self.editors.values():
            editor.show_problem("")

    def show_item(self, item: Any) -> None:
        """Fill every editor from the item, without telling that anything was edited."""
        self.blockSignals(True)
        self.clear_problems()
        for name, editor in self.editors.items():
            editor.set_value(getattr(item, name))
        self.blockSignals(False)

    def is_valid(self) -> bool:
        return all(editor.is_valid() for editor in self.editors.values())

    def applied_to(self, item: Item) -> Item:
        """A copy of the item with what stands in the editors."""
        return cast("Item", replace(cast("Any", item), **self.values()))

    def values(self) -> dict[str, Any]:
        return {name: editor.value() for name, editor in self.editors.items()}
