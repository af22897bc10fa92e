"""Afsluiten: nazorg, the outcome, to whom the case went, and whether it belonged on the list."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from thuisplan_desktop.actions.cases import CaseView
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.outcome import lasted
from thuisplan_desktop.register.talk import Handover
from thuisplan_desktop.ui.caseload.item_dialog import ItemDialog
from thuisplan_desktop.ui.caseload.part_card import PartCard
from thuisplan_desktop.ui.caseload.part_kinds import Kinds
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card, Scroll
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton


class HandoverCard(PartCard[Handover]):
    """A hand-over begins with what is shared, in a dialog of its own (`begin_wanted`)."""

    begin_wanted = Signal()

    def __init__(self, today: date) -> None:
        super().__init__(Kinds(today).handovers())
        self.add_button.setText("Overdragen…")

    def ask_new(self) -> None:
        self.begin_wanted.emit()


class ClosingSection(Scroll):
    """`reviewed` carries a case with the answer in it, and the dialog."""

    reviewed = Signal(object, object)

    def __init__(self, today: date, fields: QWidget) -> None:
        super().__init__()
        self._case: Case | None = None
        self._retention = text.hint("")
        self._lasted = text.hint("")
        self._review = text.hint("")
        self.review_button = IconButton("Nakijken…", "check")
        self.handovers = HandoverCard(today)
        closing = Card("Nazorg en afsluiten")
        for widget in (fields, self._lasted, self._retention):
            closing.add(widget)
        listed = Card("Terecht op de lijst?")
        for widget in (self._review, Flow(self.review_button)):
            listed.add(widget)
        for card in (closing, self.handovers, listed):
            self.add(card)
        self.review_button.clicked.connect(self.ask)

    def show_view(self, view: CaseView) -> None:
        self._case = case = view.file.case
        self._retention.setText(view.retention)
        outcome = lasted(view.file)
        self._lasted.setText(outcome)
        self._lasted.setVisible(bool(outcome))
        self._review.setText(_reviewed(case))
        self.handovers.show_parts(case.id, view.file.handovers)

    def ask(self) -> None:
        if self._case is None:
            return
        dialog = ItemDialog(
            self, "Terecht op de lijst?", self._case, ("list_review", "removal_reason"),
            explanation="Hoort de leerling er niet, dan wordt de casus afgesloten met de reden. Hij blijft in het "
            "register en is later terug te vinden.",
        )  # fmt: skip
        dialog.submitted.connect(lambda: self._keep(dialog))
        dialog.open()

    def _keep(self, dialog: ItemDialog[Case]) -> None:
        case = dialog.item()
        if case is not None and case.list_review is None:
            dialog.form.show_problem("list_review", "Kies een van de twee.")
        elif case is not None:
            self.reviewed.emit(case, dialog)


def _reviewed(case: Case) -> str:
    if case.list_review is None or case.list_reviewed_on is None:
        return "Nog niet nagekeken of deze leerling op de lijst hoort (Ingrado, verkenning thuiszitters)."
    said = f"{case.list_review.label.capitalize()}, nagekeken op {format_date(case.list_reviewed_on)}."
    return f"{said} {case.removal_reason}".strip()
