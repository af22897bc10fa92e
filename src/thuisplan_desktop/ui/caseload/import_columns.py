"""Inlezen, kolommen: which column of a list means what, asked once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QWidget

from thuisplan_desktop.actions.lists import Head, Look
from thuisplan_desktop.dutch import join_words
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.choice import Choice
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog

_NONE = "– staat niet in de lijst –"


class ColumnsDialog(FormDialog):
    """One line a meaning with the heads of the list. `sheet_wanted` asks to look at another sheet of the workbook."""

    sheet_wanted = Signal(str)

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(
            parent,
            "Inlezen: kolommen",
            "Verder",
            explanation="Wijs aan in welke kolom van de lijst dit staat. Thuisplan onthoudt het voor de volgende keer.",
            letters=120,
        )
        self._look = look
        self.sheet = Choice("Blad", [(name, name) for name in look.sheets])
        self.choices = {one.name: Choice(one.label, _lines(look.heads)) for one in look.meanings}
        self._lay_out_form()
        self.sheet.activated.connect(lambda _: self.sheet_wanted.emit(self.sheet.currentData()))
        for choice in self.choices.values():
            choice.currentIndexChanged.connect(self._check)
        self._check()

    def mapping(self) -> dict[str, str]:
        """From a meaning to the head that was chosen for it."""
        return {name: choice.currentData() for name, choice in self.choices.items() if choice.currentData()}

    def _lay_out_form(self) -> None:
        rows = QFormLayout()
        rows.setVerticalSpacing(8)
        rows.setHorizontalSpacing(18)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        if len(self._look.sheets) > 1:
            self.sheet.choose(self._look.sheet)
            rows.addRow(text.label("blad van de werkmap", wrap=False), self.sheet)
        for one in self._look.meanings:
            self.choices[one.name].choose(self._look.mapping.get(one.name, ""))
            label = text.label(f"{one.label}  (nodig)" if one.required else one.label, wrap=False)
            label.setBuddy(self.choices[one.name])
            rows.addRow(label, self.choices[one.name])
        self.add(rows)
        never = sorted({head.refused for head in self._look.heads if head.refused})
        if never:
            self.add(text.hint(f"Deze kolommen leest Thuisplan nooit in: {join_words(never)}."))

    def _check(self) -> None:
        chosen = self.mapping()
        missing = [one.label for one in self._look.meanings if one.required and one.name not in chosen]
        twice = len(set(chosen.values())) < len(chosen)
        self.verb.setEnabled(not missing and not twice)
        if missing:
            self.verb.setToolTip(f"Wijs nog aan: {join_words(missing)}.")
        else:
            self.verb.setToolTip("Eén kolom is twee keer gekozen." if twice else "")
        self.show_problem("Eén kolom is twee keer gekozen." if twice else "")


def _lines(heads: tuple[Head, ...]) -> list[tuple[str, str]]:
    """Heads with what stands under them, so that nobody has to look in the list."""
    shown = [(head.name, _words(head)) for head in heads if not head.refused]
    return [("", _NONE), *shown]


def _words(head: Head) -> str:
    examples = ", ".join(one if len(one) <= 18 else f"{one[:17]}…" for one in head.examples)
    return f"{head.name}   ({examples})" if examples else f"{head.name}   (leeg)"
