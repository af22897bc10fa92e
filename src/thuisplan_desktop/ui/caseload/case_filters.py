"""The chips above the list of cases: which cases each of them shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel

from thuisplan_desktop.actions.cases import CaseRow
from thuisplan_desktop.register import terms
from thuisplan_desktop.register.category import Heading
from thuisplan_desktop.register.codes import Category
from thuisplan_desktop.register.terms import Term
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton

_EXEMPT = (Category.EXEMPT_A, Category.EXEMPT_B, Category.EXEMPT_C, Category.EXEMPT_15)


@dataclass(frozen=True)
class CaseFilter:
    """One chip: its word and the cases it keeps."""

    label: str
    keeps: Callable[[CaseRow], bool]
    term: Term | None = None
    """The word that its tooltip explains."""


def _of(*categories: Category) -> Callable[[CaseRow], bool]:
    return lambda row: row.status.category in categories


def _under(heading: Heading) -> Callable[[CaseRow], bool]:
    return lambda row: row.heading is heading


EXEMPT = CaseFilter("Vrijstelling", _of(*_EXEMPT), terms.EXEMPT)
"""Shown with when they were last discussed: all of them are, from time to time (Zuid-Limburg 2018, §3.6)."""

OVERVIEW = 3
"""So many chips after the first are the totaaloverzicht: exactly these three headings (S2.11)."""

FILTERS = (
    CaseFilter("Lopend", lambda row: not row.closed),
    CaseFilter("Ongeoorloofde verzuimers", _under(Heading.UNAUTHORISED), terms.UNAUTHORISED),
    CaseFilter("Zorgwekkend geoorloofde verzuimers", _under(Heading.WORRYING), terms.WORRYING),
    CaseFilter("Thuiszitters", _under(Heading.THUISZITTERS), terms.THUISZITTER),
    CaseFilter("Dreigend", _of(Category.DREIGEND), terms.DREIGEND),
    CaseFilter(
        "Langer dan 3 maanden zonder aanbod",
        lambda row: row.status.over_norm and row.status.without_offer,
        terms.OVER_NORM,
    ),
    CaseFilter("Langdurig ziek", _of(Category.LONG_TERM_SICK), terms.LONG_TERM_SICK),
    EXEMPT,
    CaseFilter("Geschorst of verwijderd", _of(Category.SUSPENDED), terms.SENT_AWAY),
    CaseFilter("Nazorg", _of(Category.AFTERCARE), terms.AFTERCARE),
    CaseFilter("Afgesloten", lambda row: row.closed),
)


def _beside(words: str, chip: IconButton) -> QLabel:
    """A word on the line of the chips."""
    label = text.hint(words)
    label.setWordWrap(False)
    label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    label.setMinimumHeight(chip.sizeHint().height())
    return label


class FilterChips(Flow):
    """One chip is on at a time. `changed` comes when another one is."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Welke casussen")
        self.chips = [IconButton(one.label, look="chip") for one in FILTERS]
        self._group = QButtonGroup(self)
        for number, chip in enumerate(self.chips):
            chip.setCheckable(True)
            self._group.addButton(chip, number)
            if number == 1:
                self.add(_beside("Totaaloverzicht:", chip))
            if number == OVERVIEW + 1:
                self.add(_beside("Verder:", chip))
            self.add(chip)
        self.chips[0].setChecked(True)
        self._group.idToggled.connect(lambda _number, on: self.changed.emit() if on else None)

    def chosen(self) -> CaseFilter:
        return FILTERS[self._group.checkedId()]

    def count(self, rows: Sequence[CaseRow]) -> None:
        """Write behind each chip how many cases it shows; a chip without cases can't be chosen."""
        for chip, one in zip(self.chips, FILTERS, strict=True):
            found = sum(map(one.keeps, rows))
            chip.setText(f"{one.label}  {found}" if found else one.label)
            chip.setEnabled(bool(found) or chip is self.chips[0])
            if one.term and rows:
                chip.setToolTip(one.term.explain(rows[0].status.definitions))
        if not self.chips[self._group.checkedId()].isEnabled():
            self.chips[0].setChecked(True)
