"""Who delivered and who did not: n van N, as a number, a bar and a list."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from thuisplan_desktop.actions.telling_views import TellingView
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.region.telling import Mode
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.region.drop_area import DropArea
from thuisplan_desktop.ui.region.step_card import row_of
from thuisplan_desktop.ui.region.telling_chooser import state_of
from thuisplan_desktop.ui.region.verdict_list import VerdictList
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.badges import BadgeDelegate
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.flow import SideBySide
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.table import Table
from thuisplan_desktop.ui.widgets.text import Tone

_INVITATION = "Sleep de verzegelde tellingen hierheen, zoveel als u wilt. Elk bestand krijgt zijn eigen oordeel."
_TONES: dict[str, Tone] = {"open": "info", "gesloten": "warn", "opgeteld": "good"}


@dataclass(frozen=True)
class Delivery:
    """One enrolled sender of this telling."""

    name: str
    there: bool
    counted: bool = True

    @property
    def said(self) -> str:
        if not self.there:
            return "nog niet"
        return "ontvangen" if self.counted else "ontvangen, niet opgeteld"


COLUMNS = (
    Column[Delivery]("Deelnemer", lambda each: each.name),
    Column[Delivery]("Bestand", lambda each: each.said, lambda each: (each.there, each.counted)),
)


def _tone(delivery: Delivery) -> Tone:
    return "good" if delivery.there and delivery.counted else "warn"


class DeliveryCard(Card):
    """The open telling: drop files in `drop`, read their verdicts, see who is missing, go on to the sum.

    Where nobody co-signs the region holds the only copy of the telling's file: `again_button` saves it once more.
    """

    def __init__(self) -> None:
        super().__init__()
        self._heading = text.label("", "heading", wrap=False)
        self._badge = text.badge("", "info")
        self._count = text.label("")
        self._words = text.hint("")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName("Hoeveel deelnemers hebben geleverd")
        self.drop = DropArea(_INVITATION, "Bestanden kiezen…")
        self.verdicts = VerdictList()
        self._model = RowsModel(COLUMNS, self)
        self.table = Table(self._model, "Wie heeft geleverd")
        self.new_button = IconButton("Nieuwe telling…", "add", look="quiet")
        self.again_button = IconButton("Telling nog eens opslaan…", "save", look="quiet")
        self.sum_button = IconButton("Naar Optellen", "next")
        self._lay_out()

    def show_telling(self, telling: TellingView) -> None:
        state, there = state_of(telling), len(telling.delivered)
        self._heading.setText(f"Telling van {format_date(telling.peildatum)}")
        self._badge.setText(state)
        text.set_look(self._badge, f"badge-{_TONES[state]}")
        self._count.setText(f"Geleverd: {there} van {telling.enrolled} deelnemers")
        self._words.setText(f"Controlewoorden van deze telling: {telling.words}")
        self._bar.setRange(0, telling.enrolled)
        self._bar.setValue(there)
        rows = [Delivery(name, False) for name in telling.missing]
        self._model.set_rows(rows + [Delivery(name, True, name not in telling.left_out) for name in telling.delivered])
        fit(self.table)
        self._show_next_step(telling)

    def count(self) -> str:
        """How many of how many, as it stands on screen."""
        return self._count.text()

    def _show_next_step(self, telling: TellingView) -> None:
        """One button is the obvious one: choosing files, until everybody delivered or the telling is closed."""
        takes_in = telling.closed_on is None or telling.awaits
        complete = not telling.awaits and (not telling.missing or not takes_in)
        text.set_look(self.sum_button, "primary" if complete else "")
        text.set_look(self.drop.button, "" if complete else "primary")
        self.drop.setVisible(takes_in)
        self.again_button.setVisible(telling.closed_on is None and telling.mode is Mode.PROTECTED)
        self.sum_button.setVisible(bool(telling.delivered))

    def _lay_out(self) -> None:
        top = SideBySide(
            _strip(self._heading, self._badge), _strip(self.new_button, self.sum_button), shares=(1, 0), letters=90
        )
        self.table.setItemDelegateForColumn(1, BadgeDelegate(self.table, _tone))
        self.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
        for part in (top, self._count, self._bar, self.drop, self.verdicts, self.table, self._words):
            self.add(part)
        self.add(row_of(self.again_button))


def _strip(*parts: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return made
