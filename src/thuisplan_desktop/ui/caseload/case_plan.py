"""Plan: one plan with its agreements, and below it the offer."""

from datetime import date

from PySide6.QtCore import Signal

from thuisplan_desktop.actions.cases import new_id
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.plan import EVALUATE_WITHIN, Agreement, Plan
from thuisplan_desktop.ui.caseload.item_dialog import ItemDialog
from thuisplan_desktop.ui.caseload.part_card import PartCard
from thuisplan_desktop.ui.caseload.part_kinds import Kinds
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card, Scroll
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton

_FIELDS = ("perspective", "owner", "made_on", "evaluate_on", "evaluated_on", "evaluation")


class PlanSection(Scroll):
    """`plan_kept` carries a plan and its dialog."""

    plan_kept = Signal(object, object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._file: CaseFile | None = None
        self._card = Card(
            "Eén plan", help_text="Eén kind, één plan, één gezin (Regionaal Thuiszitterspact Noord-Kennemerland 2017)."
        )
        self._perspective = text.label("")
        self._facts = text.hint("")
        self.button = IconButton("Plan maken", "edit", look="primary")
        self.agreements: PartCard[Agreement] = PartCard(Kinds(today).agreements())
        for widget in (self._perspective, self._facts, Flow(self.button)):
            self._card.add(widget)
        self.add(self._card)
        self.add(self.agreements)
        self.button.clicked.connect(self.ask)

    def show_file(self, file: CaseFile) -> None:
        self._file = file
        plan = file.plan
        self.button.setText("Plan wijzigen of evalueren" if plan else "Plan maken")
        self._perspective.setText(plan.perspective if plan else "Er is nog geen plan.")
        self._facts.setText(_in_words(plan) if plan else "De school maakt het, samen met leerling en ouders.")
        self.agreements.show_parts(file.case.id, file.agreements)

    def ask(self) -> None:
        """The dialog for the one plan: a new one is evaluated within six weeks."""
        if self._file is None:
            return
        fresh = Plan(
            id=new_id(), case_id=self._file.case.id, made_on=self._today, evaluate_on=self._today + EVALUATE_WITHIN
        )
        dialog = ItemDialog(self, "Plan", self._file.plan or fresh, _FIELDS)
        dialog.submitted.connect(lambda: self._keep(dialog))
        dialog.open()

    def _keep(self, dialog: ItemDialog[Plan]) -> None:
        plan = dialog.item()
        if plan is not None:
            self.plan_kept.emit(plan, dialog)


def _in_words(plan: Plan) -> str:
    told = [
        f"Eigenaar: {plan.owner.label}.", f"Gemaakt op {format_date(plan.made_on)}.",
        f"Evalueren op {format_date(plan.evaluate_on)}.",
    ]  # fmt: skip
    if plan.evaluated_on:
        told.append(f"Laatst geëvalueerd op {format_date(plan.evaluated_on)}: {plan.evaluation}".rstrip(": ") + ".")
    return " ".join(told)
