"""Regels: the definitions, the school days and the limits this register counts with, each with its source."""

from PySide6.QtWidgets import QVBoxLayout

from thuisplan_desktop.actions import rules_view
from thuisplan_desktop.actions.changes import Kind
from thuisplan_desktop.actions.rules_view import RulesView
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.ui.admin.calendar_card import CalendarCard
from thuisplan_desktop.ui.admin.definitions_card import DefinitionsCard
from thuisplan_desktop.ui.admin.limits_card import LimitsCard
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Scroll
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.page import Page

_UNCHECKED = (
    "Staat er bij een bron ‘nog te controleren’? Dan is gelezen wat tussen de haakjes staat, en is niet nagegaan of "
    "dat nu nog zo geldt. Laat uw functionaris gegevensbescherming of jurist dat nakijken."
)


class RulesPage(Page):
    id, title, icon = "rules", "Regels", "calendar"
    roles = frozenset({Role.SCHOOL, Role.CONSULENT})
    kinds = frozenset({Kind.SETTINGS})
    in_sidebar = False
    belongs_to = "admin"

    def __init__(self, session: RegisterSession) -> None:
        super().__init__(session)
        self.back = IconButton("Terug naar Beheer", "back", look="quiet")
        self.definitions, self.calendar, self.limits = DefinitionsCard(self), CalendarCard(self), LimitsCard(self)
        area = Scroll()
        for card in (self.definitions, self.calendar, self.limits):
            area.add(card)
        area.add(text.hint(_UNCHECKED))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Flow(self.back))
        column.addWidget(area, 1)
        self.back.clicked.connect(lambda: self.page_requested.emit("admin", ""))

    def reload(self) -> None:
        self.read(rules_view.view, self._show)

    def _show(self, view: RulesView) -> None:
        self.definitions.show_view(view)
        self.calendar.show_view(view)
        self.limits.show_view(view)
