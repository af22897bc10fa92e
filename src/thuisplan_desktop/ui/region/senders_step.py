"""Enrol senders one after another: open their files, compare twelve words with each by telephone, confirm."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thuisplan_desktop.actions.agreeing import SenderView
from thuisplan_desktop.actions.participants import Boards, Participants, ReadEnrolment
from thuisplan_desktop.dutch import join_words, plural
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.region.compare_panel import ComparePanel
from thuisplan_desktop.ui.region.drop_area import DropArea
from thuisplan_desktop.ui.region.facts import Facts
from thuisplan_desktop.ui.region.step_card import State, StepCard, fill, row_of
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.table import Table

_INVITATION = "Sleep de aanmeldingen van scholen en consulenten hierheen. U belt ze daarna één voor één."
_ALIKE = (
    "Dit bestuur lijkt op {boards}. Is het hetzelfde bestuur? Vraag dan een nieuwe aanmelding, met de naam net zo "
    "geschreven; anders telt het als twee besturen, en beschermt een som minder dan het lijkt."
)
_MOST_PROBLEMS = 6

COLUMNS = (
    Column[SenderView]("Deelnemer", lambda sender: sender.name),
    Column[SenderView]("Bestuur", lambda sender: sender.board),
    Column[SenderView]("Onderwijs", lambda sender: sectors_text(sender.sectors)),
)


def sectors_text(sectors: frozenset[str]) -> str:
    """PO, VO: as short as people say it."""
    return ", ".join(sector.upper() for sector in sorted(sectors))


class SendersStep(StepCard):
    """`open_clicked` and `files_dropped` bring files; `confirmed` carries the bytes of an enrolment to keep.

    `refused` comes when the words differ: nothing is kept, and the next file is shown. `struck` carries the SenderView
    of who takes part no longer.
    """

    open_clicked = Signal()
    files_dropped = Signal(object)
    confirmed = Signal(bytes)
    refused = Signal()
    struck = Signal(object)

    def __init__(self, number: int, *, later: str) -> None:
        self._whole = QWidget()
        super().__init__(number, "Deelnemers inschrijven", later=later)
        self.drop = DropArea(_INVITATION, "Aanmeldingen openen…")
        self.compare = ComparePanel("Met dat woord schrijft u deze deelnemer in.")
        self._queue: list[ReadEnrolment] = []
        self._at = 0
        self._problems = text.label("", "problem")
        self._boards = Facts()
        self._model = RowsModel(COLUMNS, self)
        self.table = Table(self._model, "Ingeschreven deelnemers")
        self.strike_button = IconButton("Deelnemer schrappen…", "delete", look="quiet")
        self._lay_out()
        self._connect()

    def show_state(self, state: State) -> None:
        """Enrolling never ends: a school may join after the first telling."""
        super().show_state(state)
        self._whole.setVisible(state is not State.LATER)

    def show_participants(self, now: Participants) -> None:
        self.show_state(State.LATER if now.profile is None else State.DONE if now.ready else State.NOW)
        text.set_look(self.drop.button, "" if now.ready else "primary")
        self._boards.show_facts([(_capital(each.sector.label), _boards_text(each)) for each in now.boards])
        self._model.set_rows(now.senders)
        for part in (self.table, self.strike_button):
            part.setVisible(bool(now.senders))
        self.strike_button.setEnabled(self.table.selected() is not None)
        fit(self.table)

    def take(self, enrolments: Sequence[ReadEnrolment]) -> None:
        """Show the readable ones in turn; say of the others, by name of the file, what is wrong."""
        self._queue = [each for each in enrolments if each.sender]
        self._at = 0
        self._show_problems([each for each in enrolments if each.sender is None])
        self._show_next()

    def go_on(self) -> None:
        """The one on screen is dealt with."""
        self._at += 1
        self._show_next()

    def problems(self) -> str:
        return self._problems.text()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        fill(column, self.drop, self._problems, self.compare, self._boards, self.table, row_of(self.strike_button))
        self._problems.hide()
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.add(self._whole)

    def _connect(self) -> None:
        self.drop.button.clicked.connect(self.open_clicked)
        self.drop.dropped.connect(self.files_dropped)
        self.compare.confirmed.connect(lambda: self.confirmed.emit(self._queue[self._at].data))
        self.compare.refused.connect(self.refused)
        self.table.picked.connect(lambda sender: self.strike_button.setEnabled(sender is not None))
        self.strike_button.clicked.connect(self._on_strike_clicked)

    def _on_strike_clicked(self) -> None:
        sender = self.table.selected()
        if sender is not None:
            self.struck.emit(sender)

    def _show_problems(self, bad: Sequence[ReadEnrolment]) -> None:
        lines = [f"{each.label}: {each.problem}" for each in bad[:_MOST_PROBLEMS]]
        if len(bad) > _MOST_PROBLEMS:
            lines.append(f"… en nog {plural(len(bad) - _MOST_PROBLEMS, 'bestand', 'bestanden')}.")
        self._problems.setText("\n".join(lines))
        self._problems.setVisible(bool(lines))

    def _show_next(self) -> None:
        waiting = self._queue[self._at] if self._at < len(self._queue) else None
        self.drop.setVisible(waiting is None)
        if waiting is None or waiting.sender is None:
            self.compare.hide()
            self._queue = []
            return
        sender, many = waiting.sender, len(self._queue)
        heading = "Vergelijk aan de telefoon" + (f" – {self._at + 1} van {many}" if many > 1 else "")
        facts: tuple[tuple[str, str], ...] = (
            ("Deelnemer", sender.name),
            ("Bestuur", sender.board),
            ("Onderwijs", sectors_text(sender.sectors)),
        )
        if waiting.alike:
            facts = (*facts, ("Let op", _ALIKE.format(boards=join_words(waiting.alike))))
        self.compare.show_party(heading, facts, sender.fingerprint)


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _boards_text(boards: Boards) -> str:
    found = plural(boards.found, "bestuur", "besturen")
    if boards.enough:
        return f"{found}: genoeg voor een telling"
    return f"{found} van minstens {boards.needed}: nog {boards.needed - boards.found} nodig"
