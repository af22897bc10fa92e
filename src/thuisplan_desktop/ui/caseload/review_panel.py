"""Judging the findings: the text beside its anonymous version, and the list with a decision for each."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from thuisplan_desktop.actions import sheets
from thuisplan_desktop.actions.sheets import Draft
from thuisplan_desktop.anonymise.chosen import role_of
from thuisplan_desktop.anonymise.findings import LABELS, Kind
from thuisplan_desktop.anonymise.redact import Choice
from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.ui.caseload.marked_text import MarkedText
from thuisplan_desktop.ui.caseload.review_state import KIND_PLURALS, ReviewLine, ReviewState, next_open
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.badges import BadgeDelegate
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.table import Table
from thuisplan_desktop.ui.widgets.text import Tone

_TONES: dict[Choice | None, Tone] = {None: "warn", Choice.ACCEPT: "bad", Choice.REJECT: "good"}
_COLUMNS = (
    Column[ReviewLine]("Nr.", lambda row: str(row.number), lambda row: row.number, right=True),
    Column[ReviewLine]("Gevonden", lambda row: row.words),
    Column[ReviewLine]("Soort", lambda row: LABELS[row.finding.kind]),
    Column[ReviewLine]("Waarom", lambda row: row.finding.reason, explain=lambda row: row.finding.reason),
    Column[ReviewLine](
        "Zekerheid", lambda row: f"{row.finding.certainty:.0%}", lambda row: row.finding.certainty, right=True
    ),
    Column[ReviewLine]("Wordt", lambda row: row.finding.replacement),
    Column[ReviewLine]("Besluit", lambda row: row.decision),
)


class ReviewPanel(QWidget):
    """`changed` comes with every decision."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.state: ReviewState | None = None
        self.original = MarkedText("Uw tekst, met wat gevonden is")
        self.preview = MarkedText("Zo komt het op het casusblad")
        self._model = RowsModel(_COLUMNS, self)
        self.table = Table(self._model, "Wat is gevonden", stretch=3)
        self.replace = IconButton("Vervangen (V)", "check")
        self.keep = IconButton("Laten staan (L)", "undo")
        self.replace_kind = IconButton("", look="quiet")
        self.keep_kind = IconButton("", look="quiet")
        self.role = QComboBox()
        self.call = IconButton("Zo noemen", "edit")
        self._asked = False  # whether leaving a whole kind was asked once: it takes a second click
        self.add_kind = QComboBox()
        self.add = IconButton("Selectie ook vervangen", "add")
        self._lay_out()
        self._connect()

    def start(self, draft: Draft) -> None:
        """A new draft: only what was decided about the same words before is decided."""
        self.original.show_text(draft.text)
        self._take(ReviewState.fresh(draft))
        self._go_to(0)

    def forget(self) -> None:
        """Nothing is under review any more, and nothing of it stands on screen."""
        self.state = None
        self._model.set_rows(())
        for shown in (self.original, self.preview):
            shown.show_text("")
        self._offer()

    def _lay_out(self) -> None:
        texts = QHBoxLayout()
        texts.setSpacing(14)
        for words, shown in (("Uw tekst", self.original), ("Zo komt het op het casusblad", self.preview)):
            half = QVBoxLayout()
            half.addWidget(text.label(words, "soft"))
            half.addWidget(shown, 1)
            texts.addLayout(half, 1)
        for kind, words in LABELS.items():
            self.add_kind.addItem(words, kind.value)
        self.add_kind.setAccessibleName("Soort van de selectie")
        self.role.setAccessibleName("Rol op het casusblad")
        self.table.setItemDelegateForColumn(6, BadgeDelegate(self.table, lambda row: _TONES[row.choice]))
        self.table.setSortingEnabled(False)
        self.table.rows.sort(-1)  # the order of the text
        for shown in (self.original, self.preview):
            shown.setMinimumHeight(self.fontMetrics().height() * 9)
        self.table.setMinimumHeight(self.fontMetrics().height() * 11)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(texts, 5)
        column.addWidget(Flow(self.add_kind, self.add))
        column.addWidget(self.table, 4)
        column.addWidget(Flow(self.replace, self.keep, self.role, self.call, self.replace_kind, self.keep_kind))

    def _connect(self) -> None:
        self.replace.clicked.connect(lambda: self._decide(Choice.ACCEPT))
        self.keep.clicked.connect(lambda: self._decide(Choice.REJECT))
        self.replace_kind.clicked.connect(lambda: self._decide_kind(Choice.ACCEPT))
        self.keep_kind.clicked.connect(self._on_keep_kind_clicked)
        self.add.clicked.connect(self._on_add_clicked)
        self.call.clicked.connect(self._on_call_clicked)
        self.original.selected.connect(self._offer_addition)
        self.original.clicked.connect(self._select)
        self.table.picked.connect(self._on_picked)
        for key, choice in (("V", Choice.ACCEPT), ("L", Choice.REJECT)):
            shortcut = QShortcut(QKeySequence(key), self.table, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda choice=choice: self._decide(choice))
        self._offer_addition(False)

    def _take(self, state: ReviewState) -> None:
        self.state = state
        self._model.set_rows(state.lines())
        self.original.show_marks(state.marks())
        self._preview(state)
        self._offer()
        self.changed.emit()

    def _preview(self, state: ReviewState) -> None:
        try:
            shown = sheets.preview(state.draft, state.as_if_decided()).text
        except ThuisplanError as error:
            shown = message_for(error).text
        self.preview.show_text(shown)

    def _decide(self, choice: Choice) -> None:
        line = self.table.selected()
        if self.state is not None and line is not None:
            row = self.table.currentIndex().row()
            self._take(self.state.decide([line], choice))
            self._go_to(row)

    def _decide_kind(self, choice: Choice) -> None:
        line = self.table.selected()
        if self.state is not None and line is not None:
            row = self.table.currentIndex().row()
            self._take(self.state.decide(self.state.of_kind(line.finding.kind), choice))
            self._go_to(row)

    def _on_keep_kind_clicked(self) -> None:
        line = self.table.selected()
        if line is None or self._asked:
            self._decide_kind(Choice.REJECT)
            return
        self._asked = True
        self.keep_kind.setText(f"Ja, alle {KIND_PLURALS[line.finding.kind]} leesbaar laten")

    def _go_to(self, after: int) -> None:
        """On to the next open finding, or stay where the last one was."""
        lines = self._model.rows()
        row = next_open(lines, after)
        if lines:
            self.table.selectRow(min(after, len(lines) - 1) if row is None else row)
        self._offer()

    def _select(self, number: int) -> None:
        if self.table.currentIndex().row() != number - 1:
            self.table.selectRow(number - 1)

    def _on_picked(self, line: ReviewLine) -> None:
        self.original.show_mark(line.number)
        self._offer()

    def _on_add_clicked(self) -> None:
        start, end = self.original.selection()
        if self.state is not None and start < end:
            self._take(self.state.add(start, end, Kind(self.add_kind.currentData())))
            self._go_to(0)

    def _on_call_clicked(self) -> None:
        line = self.table.selected()
        if self.state is not None and line is not None and self.role.currentText():
            row = self.table.currentIndex().row()
            self._take(self.state.call(line, self.role.currentText()))
            self._go_to(row)

    def _offer_roles(self, line: ReviewLine | None) -> None:
        """Who somebody is on the sheet can be chosen, not typed: what is typed could name him."""
        roles = self.state.roles(line) if self.state is not None and line is not None else ()
        self.role.clear()
        self.role.addItems(roles)
        if line is not None and (now := role_of(line.finding)) in roles:
            self.role.setCurrentText(now)
        for widget in (self.role, self.call):
            widget.setEnabled(bool(roles))
        wanted = "Kies in de lijst een persoon, een organisatie of een plaats."
        self.call.setToolTip("Zo heet dit dan overal waar dezelfde woorden staan." if roles else wanted)

    def _offer_addition(self, some: bool) -> None:
        self.add.setEnabled(some)
        self.add.setToolTip("" if some else "Selecteer eerst in uw tekst wat ook weg moet.")

    def _offer(self) -> None:
        line = self.table.selected()
        for button in (self.replace, self.keep, self.replace_kind, self.keep_kind):
            button.setEnabled(line is not None)
        self._offer_roles(line)
        self._asked = False
        words = KIND_PLURALS[line.finding.kind] if line is not None else "van deze soort"
        self.replace_kind.setText(f"Alle {words} vervangen")
        self.keep_kind.setText(f"Alle {words} laten staan")
