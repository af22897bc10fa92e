"""Rechten: requests about a case with their last day, corrections, inzage, and how long it all stays."""

from datetime import date

from PySide6.QtCore import Qt, Signal

from thuisplan_desktop.actions.rights import RightsView
from thuisplan_desktop.dutch import format_date_short, format_duration
from thuisplan_desktop.register.law import cite
from thuisplan_desktop.register.rights import Correction, Request
from thuisplan_desktop.ui.caseload import wording
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card, Scroll
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.table import Table

_CORRECTED = (
    Column[Correction]("Dag", lambda row: format_date_short(row.corrected_on), lambda row: row.corrected_on),
    Column[Correction]("Wat", lambda row: row.field),
    Column[Correction]("Waarom", lambda row: row.reason, explain=lambda row: row.reason),
    Column[Correction]("Door", lambda row: row.corrected_by),
)


def _columns(today: date) -> tuple[Column[Request], ...]:
    return (
        Column("Verzoek", lambda row: row.kind.label),
        Column("Door", lambda row: row.asked_by.label),
        Column("Gevraagd op", lambda row: format_date_short(row.asked_on), lambda row: row.asked_on),
        Column("Stand", lambda row: _stand(row, today), explain=lambda row: row.reason),
    )


def _stand(row: Request, today: date) -> str:
    if row.outcome is not None and row.decided_on is not None:
        ended = f", opgeheven {format_date_short(row.ended_on)}" if row.ended_on else ""
        return f"{row.outcome.label} op {format_date_short(row.decided_on)}{ended}"
    left = (row.answer_by - today).days
    when = f"nog {format_duration(left)}" if left >= 0 else f"{format_duration(-left)} te laat"
    return f"antwoord uiterlijk {format_date_short(row.answer_by)} ({when})"


class RightsSection(Scroll):
    """`access_wanted`, `correction_wanted` and `request_wanted` ask for a dialog; the last may carry a request."""

    access_wanted = Signal()
    correction_wanted = Signal()
    request_wanted = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self._requests = RowsModel(_columns(today), self)
        self._corrections = RowsModel(_CORRECTED, self)
        self.requests = Table(self._requests, "Verzoeken over deze gegevens", stretch=3)
        self.corrections = Table(self._corrections, "Correcties", stretch=2)
        self._restricted = text.label(wording.RESTRICTED, "problem")
        self._rule, self._retention = text.label(""), text.hint("")
        self._none, self._none_corrected = text.hint("Nog geen verzoeken."), text.hint("Nog niets gecorrigeerd.")
        self.give = IconButton("Inzage geven…", "print", look="primary")
        self.ask = IconButton("Verzoek vastleggen…", "add")
        self.answer = IconButton("Beslissen of wijzigen…", "edit", look="quiet")
        self.correct = IconButton("Gegeven corrigeren…", "edit")
        self._lay_out()
        self._connect()

    def show_rights(self, view: RightsView) -> None:
        self._restricted.setVisible(view.restricted)
        self._rule.setText(view.rule)
        self._retention.setText(view.retention)
        self._requests.set_rows(view.requests)
        self._corrections.set_rows(view.corrections)
        for table, none, filled in (
            (self.requests, self._none, bool(view.requests)),
            (self.corrections, self._none_corrected, bool(view.corrections)),
        ):
            fit(table)
            table.setVisible(filled)
            none.setVisible(not filled)
        if view.requests:
            self.requests.selectRow(0)
        self.answer.setEnabled(bool(view.requests))
        for button in (self.give, self.ask):
            button.setEnabled(bool(view.entitled))
            button.setToolTip("" if view.entitled else view.rule)

    def _lay_out(self) -> None:
        asked = Card(
            "Verzoeken",
            help_text=f"Inzage, correctie, wissen, beperking of bezwaar. Bron: {cite('avg-12-3')}.",
        )
        for part in (self._restricted, self._rule, self._none, self.requests):
            asked.add(part)
        asked.add(Flow(self.give, self.ask, self.answer))
        put_right = Card(
            "Correcties",
            help_text="Wat er is verbeterd, wanneer en waarom. Wat er eerst stond, blijft niet bewaard.",
        )
        put_right.add(self._none_corrected)
        put_right.add(self.corrections)
        put_right.add(Flow(self.correct))
        stays = Card("Hoe lang het bewaard blijft")
        stays.add(self._retention)
        for card in (asked, put_right, stays):
            self.add(card)
        self.requests.sortByColumn(2, Qt.SortOrder.DescendingOrder)
        self.corrections.sortByColumn(0, Qt.SortOrder.DescendingOrder)

    def _connect(self) -> None:
        self.give.clicked.connect(self.access_wanted)
        self.correct.clicked.connect(self.correction_wanted)
        self.ask.clicked.connect(lambda: self.request_wanted.emit(None))
        self.answer.clicked.connect(lambda: self.request_wanted.emit(self.requests.selected()))
        self.requests.chosen.connect(self.request_wanted)
