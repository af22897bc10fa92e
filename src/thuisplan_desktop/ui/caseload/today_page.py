"""Vandaag: what waits, who is nearest to three months first, each with why and one next step."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from thuisplan_desktop.actions import worklist
from thuisplan_desktop.actions.changes import Kind
from thuisplan_desktop.actions.worklist import WorkLine
from thuisplan_desktop.dutch import format_date_short, format_duration, plural
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.badges import BadgeDelegate
from thuisplan_desktop.ui.widgets.card import Card, EmptyState
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.page import Page
from thuisplan_desktop.ui.widgets.table import Table
from thuisplan_desktop.ui.widgets.text import Tone

_BY_THREE_MONTHS = 3
_IN_DAYS = 90
_WHOSE = 4
"""The column of whose task it is; that stands below the table too."""
_ELSEWHERE = {"telling": "counts", worklist.START: "cases"}
"""What is about no case and done on another page."""
_ONLY_FACTS_END_IT = frozenset({"renewal", "retention", "telling", "agenda"})


_CALLS_FOR_A_TALK = frozenset({"sixteen_hours", "four_weeks", "three_months", "sick_often", "sick_long", "at_home"})
"""Signals about being absent: mentor or verzuimcoördinator, leerplicht, jeugdverpleegkundige and consulent meet."""


def columns(today: date) -> tuple[Column[WorkLine], ...]:
    return (
        Column("Leerling", lambda line: line.name),
        Column("Wat er wacht", lambda line: line.what, explain=lambda line: f"{line.what}. {line.why}"),
        Column("Uiterlijk", lambda line: due_in_words(line, today), lambda line: line.due, _explain_due),
        Column("Thuis", lambda line: line.band.label if line.band else "–", lambda line: line.three_months_on),
        Column("Wie", lambda line: line.owner.label),
    )


def due_in_words(line: WorkLine, today: date) -> str:
    """'over 3 dagen', 'vandaag', '5 dagen te laat'."""
    left = (line.due - today).days
    if left == 0:
        return "vandaag"
    far = abs(left) > _IN_DAYS
    days = format_duration(abs(left)) if far else plural(abs(left), "dag", "dagen")
    return f"over {days}" if left > 0 else f"{days} te laat"


def _explain_due(line: WorkLine) -> str:
    return format_date_short(line.due)


def due_tone(line: WorkLine, today: date) -> Tone:
    left = (line.due - today).days
    return "bad" if left < 0 else "warn" if left <= 7 else "info"


class TodayPage(Page):
    id, title, icon = "today", "Vandaag", "today"
    roles = frozenset({Role.SCHOOL, Role.CONSULENT})
    kinds = frozenset(Kind)
    search_hint = "Zoek op naam of wat er wacht"

    def __init__(self, session: RegisterSession) -> None:
        super().__init__(session)
        today = session.today()
        self._model = RowsModel(columns(today), self)
        self.table = Table(self._model, "Wat er wacht", stretch=1, spare=_WHOSE)
        self.table.setItemDelegateForColumn(2, BadgeDelegate(self.table, lambda line: due_tone(line, today)))
        self._count = text.hint("")
        self._detail = Card("Waarom")
        self._what, self._why = text.label(""), text.hint("")
        self.step = IconButton("", "next", look="primary")
        self.handled = IconButton("Afgehandeld", "check")
        self.handled.setToolTip("Komt bij de volgende verzuimcheck terug zolang de leerling niet op school is.")
        self.invite = IconButton("Bijeenkomst plannen…", "meeting")
        self._empty = EmptyState(
            "done",
            "Er wacht nu niets",
            "Hier staat wat aandacht vraagt: termijnen, signalen, afspraken en toestemming.",
        )
        self.table.sortByColumn(_BY_THREE_MONTHS, Qt.SortOrder.AscendingOrder)
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        self.read(worklist.worklist, done=self._show)

    def search(self, text: str) -> None:
        self.table.rows.search(text)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.handled)
        buttons.addWidget(self.invite)
        buttons.addWidget(self.step)
        for part in (self._what, self._why):
            self._detail.add(part)
        self._detail.add(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._count)
        column.addWidget(self.table, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._detail)

    def _connect(self) -> None:
        self.table.picked.connect(self._on_picked)
        self.table.chosen.connect(self._go)
        self.step.clicked.connect(lambda: self._go(self.table.selected()))
        self.handled.clicked.connect(self._on_handled)
        self.invite.clicked.connect(self._on_invite)

    def _show(self, lines: tuple[WorkLine, ...]) -> None:
        self._model.set_rows(lines)
        late = sum(line.due < self.session.today() for line in lines)
        cases = len({line.case_id for line in lines if line.case_id})
        self._count.setText(
            f"{plural(len(lines), 'taak', 'taken')} bij {plural(cases, 'casus', 'casussen')}, waarvan {late} te laat. "
            "Bovenaan staat wie het dichtst bij drie maanden is."
        )
        for part in (self._count, self.table, self._detail):
            part.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        if lines:
            self.table.selectRow(0)

    def _on_picked(self, line: WorkLine) -> None:
        self._what.setText(f"{line.name}: {line.what}" if line.case_id else line.what)
        self._why.setText(f"{line.why} Taak van: {line.owner.label}.")
        self.step.setText(line.step)
        self.invite.setVisible(line.kind in _CALLS_FOR_A_TALK)
        self.handled.setVisible(bool(line.case_id) and line.kind not in _ONLY_FACTS_END_IT)

    def _go(self, line: WorkLine | None) -> None:
        if line is None:
            return
        if line.case_id:
            self.page_requested.emit("case", line.case_id)
        elif line.kind in _ELSEWHERE:
            self.page_requested.emit(_ELSEWHERE[line.kind], "")
        else:
            self._mark(line)

    def _on_handled(self) -> None:
        line = self.table.selected()
        if line is not None:
            self._mark(line)

    def _on_invite(self) -> None:
        """From signal to table: who usually sit there are invited (Noord-Kennemerland, preventieve inzet JGZ)."""
        line = self.table.selected()
        if line is not None:
            self.page_requested.emit("meetings", line.case_id)

    def _mark(self, line: WorkLine) -> None:
        self.change(lambda register: worklist.mark_handled(register, line))
