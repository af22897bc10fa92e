"""Bijeenkomsten: every meeting, the latest first, and a new one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from thuisplan_desktop.actions import directory, meetings
from thuisplan_desktop.actions.changes import Changed, Kind
from thuisplan_desktop.dutch import format_weekday, join_words
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.meeting import Meeting
from thuisplan_desktop.register.professional import Professional
from thuisplan_desktop.ui.caseload.meeting_dialog import MeetingDialog
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets.card import EmptyState
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.page import Page
from thuisplan_desktop.ui.widgets.table import Table


def present(meeting: Meeting) -> str:
    """Who sit at the table, as roles."""
    return join_words([party.label for party in meeting.participants])


_COLUMNS = (
    Column[Meeting]("Dag", lambda row: format_weekday(row.held_on), lambda row: row.held_on),
    Column[Meeting]("Soort", lambda row: row.kind.label),
    Column[Meeting]("Naam", lambda row: row.name),
    Column[Meeting]("Deelnemers", present, explain=present),
)


class MeetingsPage(Page):
    id, title, icon = "meetings", "Bijeenkomsten", "meeting"
    roles = frozenset({Role.SCHOOL, Role.CONSULENT})
    kinds = frozenset({Kind.MEETINGS})
    search_hint = "Zoek op dag, soort of naam"

    def __init__(self, session: RegisterSession) -> None:
        super().__init__(session)
        self._model = RowsModel(_COLUMNS, self)
        self.table = Table(self._model, "Bijeenkomsten", stretch=3)
        self._new = IconButton("Nieuwe bijeenkomst", "add", look="primary")
        self._empty = EmptyState(
            "meeting",
            "Nog geen bijeenkomsten",
            "Plan een bijeenkomst en kies wie er aan tafel zitten. Daarna zet u er casussen op de agenda: op naam als "
            "er toestemming is, anders anoniem.",
            "Nieuwe bijeenkomst",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Flow(self._new))
        column.addWidget(self._stack, 1)
        self._connect()

    def reload(self) -> None:
        self.read(meetings.list_meetings, done=self._show)

    def search(self, text: str) -> None:
        self.table.rows.search(text)

    def _connect(self) -> None:
        self.table.chosen.connect(lambda row: self.page_requested.emit("meeting", row.id))
        self._new.clicked.connect(self.ask_new)
        if self._empty.button:
            self._empty.button.clicked.connect(self.ask_new)

    def _show(self, found: tuple[Meeting, ...]) -> None:
        self._model.set_rows(found)
        self._stack.setCurrentIndex(0 if found else 1)
        self._new.setVisible(bool(found))

    def open(self, argument: str) -> None:
        """The id of a case: a meeting is planned because of what waits there."""
        if argument:
            self.ask_for(argument)

    def ask_new(self) -> None:
        self.ask_for("")

    def ask_for(self, case_id: str) -> None:
        """A new meeting, in which this case will be the first to put on the agenda."""
        self.read(directory.people, done=lambda people: self._ask(people, case_id))

    def _ask(self, people: tuple[Professional, ...], case_id: str) -> None:
        role = self.session.summary.role
        dialog = MeetingDialog(self, self.session.today(), role, self._definitions(), people)
        dialog.submitted.connect(lambda: self._plan(dialog, case_id))
        dialog.open()

    def _definitions(self) -> str:
        return self.session.summary.place.definitions

    def _plan(self, dialog: MeetingDialog, case_id: str) -> None:
        held_on = dialog.held_on()
        if held_on is None:
            return
        kind, people, name = dialog.kind(), dialog.participants(), dialog.local_name()

        def planned(changed: Changed) -> None:
            dialog.accept()
            self.page_requested.emit("meeting", f"{changed.value.id}#{case_id}" if case_id else changed.value.id)

        self.change(
            lambda register: meetings.plan_meeting(register, kind, held_on, people, name),
            done=planned,
            failed=dialog.show_error,
        )
