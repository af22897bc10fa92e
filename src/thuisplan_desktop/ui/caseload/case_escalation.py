"""Opschalen: the ladder of the region with its source, the steps that were taken, and what holds things up."""

from datetime import date

from PySide6.QtWidgets import QWidget

from thuisplan_desktop.actions.cases import CaseView
from thuisplan_desktop.dutch import format_date, join_words
from thuisplan_desktop.register.case_codes import EscalationTrigger
from thuisplan_desktop.register.escalation import Escalation, Step
from thuisplan_desktop.ui.caseload.part_card import PartCard
from thuisplan_desktop.ui.caseload.part_kinds import Kinds
from thuisplan_desktop.ui.caseload.reasons import Reasons
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card, Scroll


class EscalationSection(Scroll):
    def __init__(self, today: date, fields: QWidget) -> None:
        super().__init__()
        self._today = today
        self.steps: PartCard[Escalation] = PartCard(Kinds(today).escalations())
        self._late = text.label("", "problem")
        self._ladder = Reasons()
        self._source = text.label("", "small")
        ladder = Card("De ladder van deze regio")
        ladder.add(self._ladder)
        ladder.add(self._source)
        causes = Card("Wat houdt een oplossing op?")
        causes.add(fields)
        for widget in (self._late, self.steps, ladder, causes):
            self.add(widget)

    def show_view(self, view: CaseView) -> None:
        file, ladder = view.file, view.definitions.ladder
        self.steps.show_parts(file.case.id, file.escalations)
        late = any(one.stagnates_on(self._today) for one in file.escalations)
        self._late.setText(
            "Stagnatie: de beslistermijn is voorbij zonder besluit (Zuid-Limburg 2018, §3.4.1). Ga een trede hoger."
        )
        self._late.setVisible(late)
        steps = ladder.steps_for(file.case.school_type.sector)
        self._ladder.say([_in_words(step) for step in steps] or ["Deze regio heeft hier geen ladder afgesproken."])
        self._source.setText(f"Bron: {ladder.source}. Geldig vanaf {format_date(ladder.valid_from)}.")


def _in_words(step: Step) -> str:
    triggers = join_words([one.label for one in EscalationTrigger if one in step.triggers])
    return f"{step.label} (aan: {step.addressee.label}), bij: {triggers}." if triggers else f"{step.label}."
