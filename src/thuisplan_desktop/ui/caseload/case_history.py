"""Delen and Logboek: what was shared with whom, and who did what here. Only to read."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView

from thuisplan_desktop.actions.cases import CaseView, LogLine
from thuisplan_desktop.dutch import format_date_short, join_words
from thuisplan_desktop.register import sharing_rules
from thuisplan_desktop.register.codes import DataCategory
from thuisplan_desktop.register.log_words import log_line
from thuisplan_desktop.register.meeting import Sharing
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card, Scroll
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.table import Table


def _told(sharing: Sharing) -> str:
    return join_words([category.label for category in DataCategory if category in sharing.categories])


def _heard(sharing: Sharing) -> str:
    return join_words([party.label for party in sharing.recipients])


def _ground(sharing: Sharing) -> str:
    """The ground with the rule it rests on, what it was for, and why."""
    known = sharing_rules.national().find(sharing.rule.partition(",")[0])
    rule = f"deelregel {sharing.rule}" if sharing.rule else ""
    source = f"Bron: {known.cited}" if known else ""
    told = (sharing.basis.label, f"voor {sharing.purpose.label}", rule, source, sharing.note)
    return ". ".join(part for part in told if part)


_SHARED = (
    Column[Sharing]("Dag", lambda row: format_date_short(row.shared_on), lambda row: row.shared_on),
    Column[Sharing]("Hoe", lambda row: row.route.label),
    Column[Sharing]("Met wie", _heard, explain=_heard),
    Column[Sharing]("Welke gegevens", _told, explain=_told),
    Column[Sharing]("Grondslag", lambda row: row.basis.label, explain=_ground),
)
_LOGGED = (
    Column[LogLine]("Wanneer", lambda row: row.at, lambda row: (row.at[6:10], row.at[3:5], row.at[:2], row.at[11:])),
    Column[LogLine]("Wie", lambda row: row.who),
    Column[LogLine]("Wat", lambda row: log_line(row.action)),
)


class SharingSection(Scroll):
    def __init__(self) -> None:
        super().__init__()
        self._model = RowsModel(_SHARED, self)
        self.table = Table(self._model, "Wat is gedeeld", stretch=2)
        self.table.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self._none = text.hint("Er is nog niets gedeeld. Zet de casus op de agenda van een bijeenkomst om te delen.")
        card = Card("Delen", help_text="Elke keer dat deze casus gedeeld is: met wie, wat, en op welke grondslag.")
        self.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self.give = IconButton("Verstrekking vastleggen…", "add", look="primary")
        card.add(self._none)
        card.add(self.table)
        card.add(Flow(self.give))
        self.add(card)

    def show_view(self, view: CaseView) -> None:
        self._model.set_rows(view.sharings)
        fit(self.table)
        self._none.setVisible(not view.sharings)
        self.table.setVisible(bool(view.sharings))


class LogSection(Scroll):
    def __init__(self) -> None:
        super().__init__()
        self._model = RowsModel(_LOGGED, self)
        self.table = Table(self._model, "Logboek van deze casus", stretch=2)
        card = Card("Logboek", help_text="Wie deze casus opende of wijzigde. Zonder inhoud, en niet te wijzigen.")
        self.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        card.add(self.table)
        self.add(card)

    def show_view(self, view: CaseView) -> None:
        self._model.set_rows(view.log)
        fit(self.table)
