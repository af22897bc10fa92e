"""Opschalen: the ladder of the region with its source, the steps that were taken, and what holds things up."""

from collections.abc import Sequence, Set
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from thuisplan_desktop.actions.cases import CaseView, new_id
from thuisplan_desktop.dutch import format_date, join_words
from thuisplan_desktop.register.case_codes import EscalationTrigger
from thuisplan_desktop.register.escalation import Escalation, Step
from thuisplan_desktop.ui.caseload.part_card import PartCard
from thuisplan_desktop.ui.caseload.part_kinds import Kinds
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card, Scroll
from thuisplan_desktop.ui.widgets.icons import IconButton


class EscalationSection(Scroll):
    def __init__(self, today: date, fields: QWidget) -> None:
        super().__init__()
        self._today, self._case_id = today, ""
        self.steps: PartCard[Escalation] = PartCard(Kinds(today).escalations())
        self._late = text.label("", "problem")
        self.ladder = LadderSteps()
        self._source = text.label("", "small")
        ladder = Card("De ladder van deze regio")
        ladder.add(self.ladder)
        ladder.add(self._source)
        causes = Card("Wat houdt een oplossing op?")
        causes.add(fields)
        for widget in (self._late, self.steps, ladder, causes):
            self.add(widget)
        self.ladder.wanted.connect(self._ask_step)

    def show_view(self, view: CaseView) -> None:
        file, ladder = view.file, view.definitions.ladder
        self._case_id = file.case.id
        self.steps.show_parts(file.case.id, file.escalations)
        late = any(one.stagnates_on(self._today) for one in file.escalations)
        self._late.setText(
            "Stagnatie: de beslistermijn is voorbij zonder besluit (Zuid-Limburg 2018, §3.4.1). Ga een trede hoger."
        )
        self._late.setVisible(late)
        steps = ladder.steps_for(file.case.school_type.sector)
        self.ladder.show_steps(steps, {one.step for one in file.escalations})
        self._source.setText(f"Bron: {ladder.source}. Geldig vanaf {format_date(ladder.valid_from)}.")

    def _ask_step(self, step: Step) -> None:
        """The dialog with what the ladder says of this step already in it."""
        trigger = next((one for one in EscalationTrigger if one in step.triggers), EscalationTrigger.NOT_PLACED_WELL)
        made = Escalation(
            id=new_id(), case_id=self._case_id, step=step.id, trigger=trigger, addressee=step.addressee,
            escalated_on=self._today,
        )  # fmt: skip
        self.steps.ask(made, heading=step.label)


class LadderSteps(QWidget):
    """The steps of a ladder under each other. `wanted` carries the step that somebody wants to take."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setVerticalSpacing(12)

    def show_steps(self, steps: Sequence[Step], taken: Set[str]) -> None:
        """Replace the steps; those that were taken say so."""
        for old in self.findChildren(QWidget):
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        for row, step in enumerate(steps):
            done = " Deze trede is gezet." if step.id in taken else ""
            button = IconButton("Deze trede zetten", "next", look="quiet")
            button.setAccessibleName(f"Deze trede zetten: {step.label}")
            button.clicked.connect(lambda _checked, step=step: self.wanted.emit(step))
            self._grid.addWidget(text.label(_in_words(step) + done), row, 0)
            self._grid.addWidget(button, row, 1)
        if not steps:
            self._grid.addWidget(text.hint("Deze regio heeft hier geen ladder afgesproken."), 0, 0)


def _in_words(step: Step) -> str:
    triggers = join_words([one.label for one in EscalationTrigger if one in step.triggers])
    return f"{step.label} (aan: {step.addressee.label}), bij: {triggers}." if triggers else f"{step.label}."
