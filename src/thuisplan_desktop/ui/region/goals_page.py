"""Doelen: what the region wants to reach, and how its numbers ran, as anybody may read them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thuisplan_desktop.actions import goals
from thuisplan_desktop.actions.goals import Goals
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.region.intervals import shown
from thuisplan_desktop.region.trends import Trend, without
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.region.effect_form import EffectForm
from thuisplan_desktop.ui.region.goal_card import GoalCard
from thuisplan_desktop.ui.region.region_page import RegionPage
from thuisplan_desktop.ui.region.step_card import row_of
from thuisplan_desktop.ui.region.target_form import TargetForm
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card, EmptyState, Scroll
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.notice_bar import Notice
from thuisplan_desktop.ui.widgets.table import Table

_INTRO = (
    "Aantallen op een peildatum, afgeschermd zoals in het rapport. Instroom en uitstroom in een periode zijn iets "
    "anders en staan er niet tussen. Kwartaal- en jaarrapport nemen deze doelen over."
)
_NO_GOALS = "Nog geen doelen. Met Doel toevoegen legt u vast welke regel moet dalen of stijgen, en hoever."
_MOST_STEPS = 6
_AFTER = " | andere definities: "
_MOST_LINES = 40


def course(line: Trend) -> str:
    """The last numbers of a line, oldest first, as anybody may read them."""
    points = line.points[-_MOST_STEPS:]
    told = "".join(
        f"{_AFTER if point.is_break else ' → '}{shown(point.value)}{'*' if point.told else ''}" for point in points
    )
    return f"…{told}" if len(points) < len(line.points) else told.removeprefix(" → ")


def effects(line: Trend) -> str:
    """What stands behind each *."""
    return "\n".join(f"{format_date(point.peildatum)}: {point.told}" for point in line.points if point.told)


COLUMNS = (
    Column[Trend]("Regel", lambda line: line.label),
    Column[Trend]("Rapport", lambda line: line.title),
    Column[Trend]("Verloop", course, explain=effects),
)


class GoalsPage(RegionPage):
    id, title, icon = "goals", "Doelen", "report"
    roles = frozenset({Role.REGION})

    def __init__(self, session: RegisterSession) -> None:
        super().__init__(session)
        self.empty = EmptyState(
            "report", "Nog geen cijfers", "Een doel komt naast de cijfers van een telling die is opgeteld.",
            "Naar Optellen",
        )  # fmt: skip
        self.add_button = IconButton("Doel toevoegen…", "add", look="primary")
        self.note_button = IconButton("Registratie-effect noteren…", "note")
        self.cards: tuple[GoalCard, ...] = ()
        self.form: TargetForm | None = None
        self.effect: EffectForm | None = None
        self._now = Goals((), ())
        self._none, self.without = text.hint(_NO_GOALS), text.hint("")
        self._lines = RowsModel(COLUMNS, self)
        self.table = Table(self._lines, "Alle regels door de tijd")
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self._lay_out()
        self.add_button.clicked.connect(self._on_add_clicked)
        self.note_button.clicked.connect(lambda: self._note_effect(None))
        if self.empty.button:
            self.empty.button.clicked.connect(lambda: self.page_requested.emit("combined", ""))

    def reload(self) -> None:
        self.read(goals.list_goals, self._show)

    def _lay_out(self) -> None:
        self._area = Scroll()
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)  # as the report prints them
        every = Card("Alle regels door de tijd")
        every.add(self._none)
        every.add(self.without)
        every.add(self.table)
        for part in (text.hint(_INTRO), row_of(self.add_button, self.note_button), self._holder, every):
            self._area.add(part)
        self._stack = self.one_of(self.empty, self._area)

    def _show(self, now: Goals) -> None:
        self._now = now
        self._stack.setCurrentWidget(self._area if now.trends or now.goals else self.empty)
        for button in (self.add_button, self.note_button):
            button.setEnabled(bool(now.trends))
        self._none.setVisible(not now.goals)
        self.without.setText(without(now.left_out))
        self.without.setVisible(bool(now.left_out))
        self._lines.set_rows(now.trends)
        fit(self.table, _MOST_LINES)
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = tuple(GoalCard(goal) for goal in now.goals)
        for card in self.cards:
            self._column.addWidget(card)
            card.show()  # at once: a layout would do it only at its next turn
            card.removed.connect(lambda card=card: self._on_removed(card))
            card.note_clicked.connect(lambda card=card: self._note_effect(card.goal.trend))

    def _on_add_clicked(self) -> None:
        form = TargetForm(self, self._now.trends, self._now.promises)
        self.form = form

        def kept(_changed: object) -> None:
            form.accept()
            self.notify(Notice("Het doel is bewaard.", "good"))

        def submit() -> None:
            target = form.target()
            self.change(lambda register: goals.set_target(register, target), kept, form.show_error)

        form.submitted.connect(submit)
        form.open()

    def _on_removed(self, card: GoalCard) -> None:
        target_id = card.goal.target.id
        question = "Dit doel verwijderen?"
        if self.ask.confirm(self, question, "De aantallen zelf blijven zoals ze zijn.", "Verwijderen"):
            self.change(lambda register: goals.remove_target(register, target_id))

    def _note_effect(self, trend: Trend | None) -> None:
        """On any telling of any line; beginning at this one where the button stood on a card."""
        form = EffectForm(self, self._now.trends, self._now.notes)
        if trend is not None:
            form.choose(trend)
        self.effect = form

        def kept(_changed: object) -> None:
            form.accept()
            self.notify(Notice("Genoteerd. Het staat in elk rapport.", "good"))

        def submit() -> None:
            (telling_id, name, cell), said = form.place(), form.note.text()
            self.change(
                lambda register: goals.note_effect(register, telling_id, name, cell, said), kept, form.show_error
            )

        form.submitted.connect(submit)
        form.open()
