"""Inlezen, codes: what the absence codes of this school mean, asked once; and the code table to look at and edit."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from thuisplan_desktop.actions.lists import PRESENT, PRESENT_LABEL, CodeLine
from thuisplan_desktop.dutch import plural
from thuisplan_desktop.register.codes import AbsenceKind
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.choice import Choice
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog

_KINDS = [*((kind.value, kind.label) for kind in AbsenceKind), (PRESENT, PRESENT_LABEL)]
_ASK = ("", "– kies –")


@dataclass(frozen=True, repr=False)
class CodeToExplain:
    """A code with what it means so far ('' when nobody said) and a word about it."""

    code: str
    kind: str
    told: str


class CodesDialog(FormDialog):
    """Codes with a choice each. `chosen` holds only those whose meaning was chosen or changed here."""

    def __init__(self, parent: QWidget, codes: Sequence[CodeToExplain], *, heading: str, verb: str) -> None:
        super().__init__(
            parent,
            heading,
            verb,
            explanation="Elke school kiest haar eigen codes. Wat u hier kiest, geldt ook voor de volgende lijst. "
            "Te laat komen en uit de les gestuurd zijn tellen niet als verzuim: de leerling was op school.",
            letters=110,
        )
        self._before = {one.code: one.kind for one in codes}
        self.choices = {one.code: Choice(f"Code {one.code}", [*([] if one.kind else [_ASK]), *_KINDS]) for one in codes}
        rows = QGridLayout()
        rows.setHorizontalSpacing(18)
        rows.setColumnStretch(1, 1)
        for number, one in enumerate(codes):
            self.choices[one.code].choose(one.kind)
            self.choices[one.code].currentIndexChanged.connect(self._check)
            rows.addWidget(_code(one.code), number, 0)
            rows.addWidget(text.hint(one.told), number, 1)
            rows.addWidget(self.choices[one.code], number, 2)
        self.add(rows)
        self._check()

    def chosen(self) -> dict[str, str]:
        """From a code to a kind of absence or PRESENT."""
        now = {code: choice.currentData() for code, choice in self.choices.items()}
        return {code: kind for code, kind in now.items() if kind and kind != self._before[code]}

    def _check(self) -> None:
        open_ones = sum(not choice.currentData() for choice in self.choices.values())
        self.verb.setEnabled(not open_ones)
        codes = plural(open_ones, "code", "codes")
        self.verb.setToolTip(f"Kies nog wat {codes} betekent." if open_ones else "")


def _code(code: str) -> QLabel:
    shown = code if len(code) <= 30 else f"{code[:29]}…"
    return text.label(shown, "strong", wrap=False)


def lines_of(table: Sequence[CodeLine]) -> list[CodeToExplain]:
    """The whole code table as the dialog shows it."""
    return [CodeToExplain(line.code, line.kind, line.meaning or ("eigen code" if line.own else "")) for line in table]
