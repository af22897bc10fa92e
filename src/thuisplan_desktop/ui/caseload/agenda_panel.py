"""The agenda of a meeting: its cases with their sheet codes, and what was agreed about the one selected."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thuisplan_desktop.actions.meetings import AgendaLine
from thuisplan_desktop.dutch import join_words
from thuisplan_desktop.register.codes import DataCategory, Party, Route
from thuisplan_desktop.ui.caseload.reasons import Reasons
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.badges import BadgeDelegate
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.clipboard import PlainText
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.table import Table
from thuisplan_desktop.ui.widgets.text import Tone

_TONES: dict[Route, Tone] = {Route.BY_NAME: "good", Route.ANONYMOUS: "info", Route.LEARNING: "info"}
_COLUMNS = (
    Column[AgendaLine]("Casus", lambda row: row.name),
    Column[AgendaLine]("Hoe", lambda row: _STOPPED if row.stopped else row.discussion.route.label),
    Column[AgendaLine]("Bladcode", lambda row: row.discussion.sheet_code),
)
_STOPPED = "mag niet"
_MEND = "Of haal de casus van de agenda, en zet hem er opnieuw op: zonder die deelnemer, zonder dat gegeven of anoniem."
_AGREED = "Wat is afgesproken, wie doet het, en wanneer?"
_WAITS = " Wat u hieronder typte, is nog niet opgeslagen."
_ADVICE = "Welk advies gaf de tafel? Schrijf geen namen."
_SHEET = {Route.BY_NAME: "Casusblad op naam (PDF)", Route.ANONYMOUS: "Anoniem casusblad maken"}


def silent_about(told: frozenset[DataCategory]) -> str:
    """What may not stand among the agreements: the list goes to the whole table, and free text can say anything."""
    rest = join_words([one.label for one in DataCategory if one not in told])
    return (
        f"De lijst gaat naar de hele tafel. Schrijf hier niets over: {rest}. Dat is voor deze tafel niet vrijgegeven."
    )


class AgendaPanel(QWidget):
    """`agreements_written` carries an `AgendaLine` and its text; the others the line alone. What was typed stays there
    until it was kept, also after a lock."""

    agreements_written = Signal(object, str)
    sheet_wanted = Signal(object)
    removal_wanted = Signal(object)
    recognised = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._line: AgendaLine | None = None
        self._wanted = ""
        self._typed: dict[str, str] = {}
        self._model = RowsModel(_COLUMNS, self)
        self.table = Table(self._model, "Agenda")
        self._none = text.hint("De agenda is nog leeg. Kies hiernaast een casus.")
        self.agreements = PlainText("Afspraken over deze casus")
        self._silent = text.hint("")
        self.keep = IconButton("Afspraken opslaan", "save", look="primary")
        self.sheet = IconButton("", "print")
        self.remove = IconButton("Van de agenda halen", "remove", look="quiet")
        self.known = IconButton("De leerling is herkend", "eye", look="quiet")
        self._about = text.hint("")
        self.stopped = text.label("", "problem")
        self.by_code = Reasons()
        self._lay_out()
        self._connect()

    def show_agenda(self, lines: tuple[AgendaLine, ...]) -> None:
        """The agenda as it is now; the case that was selected stays so."""
        for line in lines:
            typed = self._typed.pop(line.discussion.id, line.draft or line.discussion.agreements)
            if typed != line.discussion.agreements:
                self._typed[line.discussion.id] = typed
        before = self._wanted or (self._line.discussion.sheet_code if self._line else "")
        self._model.set_rows(lines)
        fit(self.table)
        self._none.setVisible(not lines)
        self.table.setVisible(bool(lines))
        self._select(before, lines)

    def select_code(self, sheet_code: str) -> None:
        """Select this case the next time the agenda is shown."""
        self._wanted = sheet_code

    def keep_agreements(self) -> None:
        """Hand over what was typed, if it differs from what is kept, or takes back what did."""
        if self._line is None:
            return
        typed, own = self.agreements.toPlainText(), self._line.discussion
        if typed != own.agreements or own.id in self._typed:
            self._typed[own.id] = typed
            self.agreements_written.emit(self._line, typed)

    def _lay_out(self) -> None:
        agenda = Card("Agenda")
        self.table.setItemDelegateForColumn(1, BadgeDelegate(self.table, _tone))
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)  # as on paper: a refusal says 'punt 2'
        agenda.add(self._none)
        agenda.add(self.table)
        self._detail = Card("Afspraken")
        self.agreements.setFixedHeight(self.fontMetrics().height() * 6)
        self._detail.add(self._about)
        self._detail.add(self.stopped)
        self._detail.add(self.by_code)
        self._detail.add(self.agreements)
        self._detail.add(self._silent)
        self._detail.add(Flow(self.keep, self.sheet, self.remove, self.known))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(agenda)
        column.addWidget(self._detail)
        column.addStretch(1)

    def _connect(self) -> None:
        self.table.picked.connect(self._on_picked)
        self.keep.clicked.connect(self.keep_agreements)
        self.sheet.clicked.connect(lambda: self.sheet_wanted.emit(self._line))
        self.known.clicked.connect(lambda: self.recognised.emit(self._line))
        self.remove.clicked.connect(lambda: self.removal_wanted.emit(self._line))
        self.table.chosen.connect(self.sheet_wanted)

    def _select(self, sheet_code: str, lines: tuple[AgendaLine, ...]) -> None:
        codes = [self.table.rows.index(row, 2).data() for row in range(self.table.rows.rowCount())]
        self._detail.setVisible(bool(lines))
        if not lines:
            self._line = None
            return
        self._wanted = ""
        self.table.selectRow(codes.index(sheet_code) if sheet_code in codes else 0)

    def _on_picked(self, line: AgendaLine) -> None:
        """Another case is looked at; what was typed about the one before is kept first."""
        same = self._line is not None and self._line.discussion.id == line.discussion.id
        if not same:
            self.keep_agreements()
        typed = self.agreements.toPlainText() if same else None
        edited = same and self._line is not None and typed != self._line.discussion.agreements
        self._line = line
        if not edited:
            self.agreements.setPlainText(self._typed.get(line.discussion.id, line.discussion.agreements))
        self.sheet.setText(_SHEET.get(line.discussion.route, "Casusblad om van te leren maken"))
        told = join_words([one.label for one in DataCategory if one in line.discussion.categories])
        who = line.name if line.discussion.route is Route.BY_NAME else f"Bladcode {line.discussion.sheet_code}"
        nameless = line.discussion.route is not Route.BY_NAME
        self.known.setVisible(nameless and not line.discussion.recognised)
        self.agreements.setPlaceholderText(_ADVICE if nameless else _AGREED)
        self._silent.setText(silent_about(line.discussion.categories))
        self._silent.setVisible(line.discussion.categories != frozenset(DataCategory))
        stopped = " De leerling is herkend: het gesprek is gestopt." if line.discussion.recognised else ""
        gone = join_words([one.label for one in Party if one in line.discussion.left_out])
        without = f" Zonder {gone}." if gone else ""
        waits = _WAITS if line.discussion.id in self._typed else ""
        self._about.setText(f"{who}: {told}.{without}{stopped}{waits}")
        first = f"{who} mag nu niet {line.discussion.route.label} besproken worden."
        self.stopped.setText("\n".join((first, *(f"• {one}" for one in (*line.stopped, _MEND)))))
        self.stopped.setVisible(bool(line.stopped))
        self.by_code.say(line.by_code)


def _tone(line: AgendaLine) -> Tone:
    return "bad" if line.stopped else _TONES[line.discussion.route]
