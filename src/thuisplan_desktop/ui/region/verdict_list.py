"""What became of each file of the last batch: refused ones first, with the whole story of the one selected."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thuisplan_desktop.actions.delivering import FileVerdict
from thuisplan_desktop.dutch import plural
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.badges import BadgeDelegate
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.table import Table
from thuisplan_desktop.ui.widgets.text import Tone


def _why(verdict: FileVerdict) -> str:
    """What is wrong with a file, without what to do: that stands under the table."""
    return "" if verdict.accepted else re.split(r"(?<=[.!?]) ", verdict.text, maxsplit=1)[0]


COLUMNS = (
    Column[FileVerdict]("Bestand", lambda verdict: verdict.label, explain=lambda verdict: verdict.label),
    Column[FileVerdict]("Afzender", lambda verdict: verdict.sender or "–"),
    Column[FileVerdict](
        "Oordeel", lambda verdict: "ontvangen" if verdict.accepted else "geweigerd", lambda verdict: verdict.accepted
    ),
    Column[FileVerdict]("Waarom", _why, explain=lambda verdict: verdict.text),
)


def _tone(verdict: FileVerdict) -> Tone:
    return "good" if verdict.accepted else "bad"


def _in_short(verdicts: Sequence[FileVerdict]) -> str:
    """How many; and of how many senders, where somebody sent a correction along."""
    good = [verdict.sender for verdict in verdicts if verdict.accepted]
    bad, senders = len(verdicts) - len(good), len(set(good))
    whose = f" van {plural(senders, 'deelnemer', 'deelnemers')}" if senders < len(good) else ""
    refused = f", {plural(bad, 'bestand', 'bestanden')} geweigerd" if bad else ""
    return f"{plural(len(good), 'bestand', 'bestanden')} ontvangen{whose}{refused}"


class VerdictList(QWidget):
    """Hidden until files were received. `readmit_clicked` carries the verdict of a file that broke its chain."""

    readmit_clicked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._summary = text.heading("")
        self._model = RowsModel(COLUMNS, self)
        self.table = Table(self._model, "Oordeel per bestand", stretch=3)
        self._story = text.hint("")
        self.readmit_button = IconButton("Na een telefoongesprek toch toelaten…", "people")
        self._picked: FileVerdict | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self._summary, self.table, self._story, self.readmit_button):
            column.addWidget(part)
        self.table.setItemDelegateForColumn(2, BadgeDelegate(self.table, _tone))
        self.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
        self.table.picked.connect(self._on_picked)
        self.readmit_button.clicked.connect(lambda: self.readmit_clicked.emit(self._picked))
        self.readmit_button.hide()
        self.hide()

    def show_verdicts(self, verdicts: Sequence[FileVerdict]) -> None:
        self._summary.setText(_in_short(verdicts))
        self._story.setText("")
        self.readmit_button.hide()
        self._model.set_rows(verdicts)
        fit(self.table, 6)
        self.table.selectRow(0)
        self.show()

    def _on_picked(self, verdict: FileVerdict) -> None:
        self._picked = verdict
        self._story.setText(verdict.text)
        self.readmit_button.setVisible(bool(verdict.words))

    def clear(self) -> None:
        self._model.set_rows(())
        self.hide()

    def summary(self) -> str:
        return "" if self.isHidden() else self._summary.text()

    def story(self) -> str:
        """The explanation under the table."""
        return self._story.text()
