"""A registratie-effect in a small window: which line, which telling, and why its number says nothing about children."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from thuisplan_desktop.actions.typed import LINE
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.region.trends import Notes, Trend
from thuisplan_desktop.ui.widgets.choice import Choice
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog
from thuisplan_desktop.ui.widgets.labelled import Labelled

_WHY = "Een stijging of daling door anders tellen, niet door meer of minder kinderen. Staat in elk rapport."
_WHOLE = ""
"""The line that stands for every line of a report."""


class EffectForm(FormDialog):
    """`submitted` comes with the verb. What was noted before stands in the field; an empty field takes it away."""

    def __init__(self, parent: QWidget, trends: Sequence[Trend], notes: Notes) -> None:
        super().__init__(parent, "Registratie-effect noteren", "Noteren", explanation=_WHY)
        self._trends, self._notes = tuple(trends), notes
        whole = {trend.report: trend for trend in reversed(self._trends)}
        self._lines = [(trend.report, trend.cell) for trend in self._trends]
        self._lines += [(report, _WHOLE) for report in reversed(whole)]
        self.line, self.telling = Choice("Categorie"), Choice("Telling")
        self.line.addItems([f"{trend.label} – {trend.title}" for trend in self._trends])
        self.line.addItems([f"alle regels – {whole[report].title}" for report in reversed(whole)])
        self.note = QLineEdit(maxLength=LINE)
        for name, field, help_text in (
            ("Categorie", self.line, ""),
            ("Telling", self.telling, ""),
            ("Wat is er anders geteld?", self.note, "Leeg laten haalt de notitie weg."),
        ):
            self.add(Labelled(name, field, help_text=help_text))
        self.line.currentIndexChanged.connect(self._show_tellingen)
        self.telling.currentIndexChanged.connect(self._show_note)
        self._show_tellingen()

    def choose(self, trend: Trend) -> None:
        """Begin at this line, with its last telling."""
        self.line.setCurrentIndex(self._lines.index((trend.report, trend.cell)))

    def place(self) -> tuple[bytes, str, str]:
        """The telling, the report and the line; without a line all of the report."""
        report, cell = self._lines[self.line.currentIndex()]
        return self._tellingen[self.telling.currentIndex()], report, cell

    def _show_tellingen(self) -> None:
        """The newest first."""
        report, cell = self._lines[self.line.currentIndex()]
        own = [one for one in self._trends if one.report == report and cell in (_WHOLE, one.cell)]
        days = {point.telling_id: point.peildatum for one in own for point in one.points}
        self._tellingen = sorted(days, key=lambda one: days[one], reverse=True)
        self.telling.clear()
        self.telling.addItems([format_date(days[one]) for one in self._tellingen])

    def _show_note(self) -> None:
        if self.telling.currentIndex() >= 0:
            self.note.setText(self._notes.get(self.place(), ""))
