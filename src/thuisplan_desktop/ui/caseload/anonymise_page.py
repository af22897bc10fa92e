"""Anoniem: from a note to a casusblad without names. The program proposes, a person decides about every finding."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from thuisplan_desktop.actions import meetings, sheets
from thuisplan_desktop.actions.meetings import DiscussionView
from thuisplan_desktop.actions.sheets import Draft
from thuisplan_desktop.dutch import format_date, plural
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.ui.caseload.filing import FilingPage
from thuisplan_desktop.ui.caseload.review_panel import ReviewPanel
from thuisplan_desktop.ui.caseload.trace_panel import TracePanel
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import EmptyState
from thuisplan_desktop.ui.widgets.clipboard import PlainText
from thuisplan_desktop.ui.widgets.icons import IconButton

_NOTHING, _WRITING, _REVIEWING = range(3)
_HOW = (
    "Schrijf of plak hieronder wat de deelnemers moeten weten. Beschrijf gedrag in plaats van een diagnose, en laat "
    "familie, beroep en herkomst weg. Wat u typt blijft als concept in het register, tot het casusblad gemaakt is."
)


class AnonymisePage(FilingPage):
    id, title, icon = "anonymise", "Anoniem", "anonymous"
    roles = frozenset({Role.SCHOOL, Role.CONSULENT})
    in_sidebar, belongs_to = False, "meetings"

    def __init__(self, session: RegisterSession) -> None:
        super().__init__(session)
        self._discussion_id = ""
        self._view: DiscussionView | None = None
        self._about = text.hint("")
        self.note = PlainText("Tekst over de leerling")
        self.seek = IconButton("Zoek wat herleidbaar is", "search", look="primary")
        self.review = ReviewPanel()
        self.traces = TracePanel()
        self.back = IconButton("Tekst aanpassen", "edit")
        self.make = IconButton("Casusblad maken (PDF)", "print", look="primary")
        self._left = text.label("")
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def open(self, argument: str) -> None:
        if argument != self._discussion_id:
            self._discussion_id = argument
            self._view = None
            self.note.clear()
            self.review.forget()  # what was decided about one case is never kept with another
            self.traces.forget()
        self.mark_stale()

    def reload(self) -> None:
        if self._discussion_id:
            discussion_id = self._discussion_id
            self.read(lambda register: meetings.open_discussion(register, discussion_id), done=self._show)

    def leave(self) -> None:
        """Closing the lid loses nothing: the text waits as a draft inside the register."""
        if self._view is not None and self.note.toPlainText() != self._view.draft:
            discussion_id, note = self._discussion_id, self.note.toPlainText()
            self._view = replace(self._view, draft=note)
            self.change(lambda register: meetings.keep_draft(register, discussion_id, note))
        self._keep_decisions()

    def _keep_decisions(self) -> None:
        """What was decided about a text is not asked again when it is changed a little, or after a lock."""
        state, view = self.review.state, self._view
        if state is not None and view is not None and state.review != state.draft.before.review:
            case_id = view.discussion.case_id
            self.change(lambda register: sheets.keep_decisions(register, case_id, state.draft, state.review))

    def _lay_out(self) -> None:
        self._empty = EmptyState(
            "anonymous",
            "Kies eerst een casus",
            "Een anoniem casusblad hoort bij een casus die anoniem op een agenda staat.",
            "Naar de bijeenkomsten",
        )
        for step in (self._empty, self._writing(), self._reviewing()):
            self._stack.addWidget(step)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._about)
        column.addWidget(self._stack, 1)

    def _writing(self) -> QWidget:
        self.note.setPlaceholderText("Bijvoorbeeld: sinds de herfst komt de leerling steeds minder naar school …")
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(text.hint(_HOW))
        column.addWidget(self.note, 1)
        row = QHBoxLayout()
        row.addWidget(self.seek)
        row.addStretch(1)
        column.addLayout(row)
        return step

    def _reviewing(self) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        roomy = QScrollArea(widgetResizable=True)  # large text in a small window
        roomy.setFrameShape(QFrame.Shape.NoFrame)
        roomy.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        both = QWidget()
        inside = QVBoxLayout(both)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.review, 1)
        inside.addWidget(self.traces)
        roomy.setWidget(both)
        column.addWidget(roomy, 1)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addWidget(self._left, 1)
        row.addWidget(self.make)
        column.addLayout(row)
        return step

    def _connect(self) -> None:
        self.seek.clicked.connect(self._on_find_clicked)
        self.back.clicked.connect(lambda: self._stack.setCurrentIndex(_WRITING))
        self.make.clicked.connect(self._on_make_clicked)
        self.review.changed.connect(self._on_review_changed)
        self.traces.changed.connect(self._count)
        self.note.textChanged.connect(lambda: self.seek.setEnabled(bool(self.note.toPlainText().strip())))
        self.seek.setEnabled(False)
        if self._empty.button:
            self._empty.button.clicked.connect(lambda: self.page_requested.emit("meetings", ""))

    def _show(self, view: DiscussionView) -> None:
        if view.discussion.id != self._discussion_id:
            return
        first = self._view is None
        self._view = view
        self._about.setText(
            f"Over {view.name}, bladcode {view.discussion.sheet_code}, voor {view.meeting.kind.label} op "
            f"{format_date(view.meeting.held_on)}. De naam ziet alleen u."
        )
        if first:
            self.note.setPlainText(view.draft)
            self._stack.setCurrentIndex(_WRITING)
            self.note.setFocus()

    def _on_find_clicked(self) -> None:
        if self._view is None:
            return
        discussion, note = self._view.discussion, self.note.toPlainText()
        self._keep_decisions()
        self.read(lambda register: sheets.find(register, discussion.case_id, note, discussion.id), done=self._review)

    def _review(self, draft: Draft) -> None:
        self.review.start(draft)
        self._stack.setCurrentIndex(_REVIEWING)
        self.review.table.setFocus()

    def _on_review_changed(self) -> None:
        """Another decision is another text: what remains is counted again once everything is decided."""
        self.traces.forget()
        self._count()
        state, view = self.review.state, self._view
        if state is None or view is None or state.open_count():
            return
        discussion_id = view.discussion.id
        self.read(
            lambda register: sheets.remaining(register, discussion_id, state.draft, state.review),
            done=lambda lines: self.traces.show_lines(lines) if self.review.state is state else None,
        )

    def _count(self) -> None:
        state = self.review.state
        waiting = state.open_count() if state else 0
        unanswered = self.traces.waiting()
        self.make.setEnabled(state is not None and not waiting and not unanswered)
        if waiting:
            self._left.setText(f"Nog {plural(waiting, 'vondst', 'vondsten')} te beoordelen.")
        elif unanswered:
            self._left.setText("Beantwoord onderaan wat er nog op de leerling kan wijzen.")
        else:
            self._left.setText("Alles is beoordeeld. Lees de tekst rechts nog één keer helemaal door.")

    def _on_make_clicked(self) -> None:
        state, view = self.review.state, self._view
        if state is None or view is None:
            return
        answered = self.traces.answered
        self.read(
            lambda register: sheets.make_sheet(register, view.discussion.id, state.draft, state.review, answered),
            done=lambda data: self._on_made(view, data),
        )

    def _on_made(self, view: DiscussionView, data: bytes) -> None:
        """The draft is gone from the register now. Who saves no sheet has it kept again when he leaves."""
        self._view = replace(view, draft="")
        code = view.discussion.sheet_code
        self.save_pdf_data(
            data,
            f"casusblad-{code}.pdf",
            f"Casusblad {code} is opgeslagen. Lever het na de bijeenkomst in en vernietig het.",
            "Het blad is nergens opgeslagen. Bij Delen in de casus staat dat het gemaakt is; uw tekst blijft staan.",
            self._on_saved,
        )

    def _on_saved(self) -> None:
        """What stands on the page is only kept again when it changes."""
        if self._view is not None:
            self._view = replace(self._view, draft=self.note.toPlainText())
