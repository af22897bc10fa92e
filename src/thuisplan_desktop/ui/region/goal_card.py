"""One target: what is aimed at, where it stands, its line through the tellingen, and what can't be compared."""

from PySide6.QtCore import Signal

from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.region import targets
from thuisplan_desktop.region.intervals import shown
from thuisplan_desktop.region.targets import Standing
from thuisplan_desktop.region.trends import Goal, Point, number_text
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.region.facts import Facts
from thuisplan_desktop.ui.region.step_card import row_of
from thuisplan_desktop.ui.region.trend_chart import TrendChart
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.table import Table
from thuisplan_desktop.ui.widgets.text import Tone

_TONES: dict[Standing, Tone] = {
    Standing.REACHED: "good", Standing.NOT_REACHED: "warn", Standing.UNDER_WAY: "info", Standing.UNKNOWN: "info",
}  # fmt: skip


COLUMNS = (
    Column[Point]("Peildatum", lambda point: format_date(point.peildatum), lambda point: point.peildatum),
    Column[Point]("Aantal", lambda point: shown(point.value), right=True),
    Column[Point]("Scholen", lambda point: point.covered.text, right=True),
    Column[Point]("Registratie-effect", lambda point: point.told, explain=lambda point: point.told),
)


class GoalCard(Card):
    """`removed` forgets the target; `note_clicked` asks what can't be compared."""

    removed = Signal()
    note_clicked = Signal()

    def __init__(self, goal: Goal) -> None:
        super().__init__(goal.trend.label[:1].upper() + goal.trend.label[1:])
        self.goal = goal
        self.note_button = IconButton("Registratie-effect noteren…", "note")
        self.remove_button = IconButton("Doel verwijderen", "delete", look="quiet")
        self.corner.addWidget(text.badge(goal.standing.value, _TONES[goal.standing]))
        self.add(text.hint(goal.trend.title))
        self.add(Facts(_facts(goal)))
        if goal.trend.points:
            self._show_trend(goal)
        self.note_button.setVisible(bool(goal.trend.points))
        self.add(row_of(self.note_button, self.remove_button))
        self.note_button.clicked.connect(self.note_clicked)
        self.remove_button.clicked.connect(self.removed)

    def _show_trend(self, goal: Goal) -> None:
        model = RowsModel(COLUMNS, self)
        table = Table(model, f"Verloop van {goal.trend.label}")
        model.set_rows(goal.trend.points)
        fit(table, 12)
        self.add(TrendChart(goal))
        self.add(table)


def _facts(goal: Goal) -> tuple[tuple[str, str], ...]:
    target = goal.target
    facts = [("Doel", targets.in_words(target))]
    if target.baseline_source:
        facts.append(("Nulmeting", f"{shown(goal.baseline)} ({target.baseline_source})"))
    aim = goal.aim(goal.last.peildatum) if goal.last else None
    if aim is not None:
        facts.append(("Streefwaarde nu", number_text(aim)))
    if goal.caution:
        facts.append(("Let op", goal.caution))
    if target.note:
        facts.append(("Telt niet mee", target.note))
    return tuple(facts)
