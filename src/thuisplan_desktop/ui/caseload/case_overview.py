"""Overzicht: the next step, the days ahead, the timeline, and why the status is what it is."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from thuisplan_desktop.actions.cases import CaseView
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.codes import Category
from thuisplan_desktop.ui.caseload.case_next_step import next_step
from thuisplan_desktop.ui.caseload.days_ahead import NONE, DaysAhead
from thuisplan_desktop.ui.caseload.reasons import Reasons
from thuisplan_desktop.ui.caseload.timeline import Timeline
from thuisplan_desktop.ui.caseload.timeline_plan import plan_of
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card, Scroll
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton


class CaseOverview(Scroll):
    """`section_wanted` carries the section that the next step is in.

    `group_confirmed` says that the school agrees with the computed group, `group_asked` that it wants another.
    """

    section_wanted = Signal(str)
    group_confirmed = Signal()
    group_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._section = ""
        self._step = Card("Volgende stap")
        self._step_words = text.hint("")
        self._step_button = IconButton("", "next", look="primary")
        self.days = DaysAhead()
        self._timeline = Timeline()
        self._group = text.hint("")
        self.agree = IconButton("Deze groep klopt", "check")
        self.disagree = IconButton("Andere groep…", "edit", look="quiet")
        self._why = Reasons()
        self._source = text.label("", "small")
        self._lay_out()
        self._step_button.clicked.connect(lambda: self.section_wanted.emit(self._section))
        self.days.section_wanted.connect(self.section_wanted)
        self.agree.clicked.connect(self.group_confirmed)
        self.disagree.clicked.connect(self.group_asked)

    def show_view(self, view: CaseView, today: date, calendar: SchoolCalendar) -> None:
        self._show_step(view)
        closed = view.status.category is Category.CLOSED
        self.days.show_days(view.ahead, today, view.retention if closed else NONE)
        self._group.setText(_group(view))
        confirmed = view.file.case.confirmed_category
        self.agree.setVisible(not closed and confirmed is not view.status.category)
        for part in (self._group, self.disagree):  # a closed case counts in no group
            part.setVisible(not closed)
        self._timeline.show_plan(plan_of(view, today, calendar))
        self._why.say(view.status.why)
        rules = view.definitions
        self._source.setText(
            f"Definities: {rules.title}, geldig vanaf {format_date(rules.valid_from)}. Bron: {rules.source}."
        )

    def _show_step(self, view: CaseView) -> None:
        step = next_step(view)
        self._step_button.setVisible(step is not None)
        self._step_words.setText(step.why if step else "Er is nu niets dat wacht.")
        if step is not None:
            self._section = step.section
            self._step_button.setText(step.words)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self._step_words, 1)
        row.addWidget(self._step_button)
        self._step.add(row)
        drawing = Card("Tijdlijn")
        drawing.add(self._timeline)
        drawing.add(
            text.label("Grijs: schoolvakantie. Alle termijnen tellen vanaf de eerste afwezigheidsdag.", "small")
        )
        reasons = Card("Waarom deze status")
        reasons.add(self._why)
        reasons.add(self._source)
        reasons.add(self._group)
        reasons.add(Flow(self.agree, self.disagree))
        ahead = Card("Termijnen")
        ahead.add(self.days)
        for card in (self._step, ahead, drawing, reasons):
            self.add(card)


def _group(view: CaseView) -> str:
    """What the school said about the group, beside what the definitions say today."""
    case, computed = view.file.case, view.status.category
    if case.confirmed_category is None or case.confirmed_on is None:
        return "De school bepaalt tot welke groep een leerling behoort; dit is het voorstel (Zuid-Limburg 2018, §5.3)."
    said = f"Door de school bepaald op {format_date(case.confirmed_on)}: {case.confirmed_category.label}."
    if case.override_reason:
        return f"{said} Reden: {case.override_reason}"
    return said if case.confirmed_category is computed else f"{said} De begrippen geven nu: {computed.label}."
