"""Whose definitions this register counts with: looked at beside the national ones, then chosen, or read from a file."""

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from thuisplan_desktop.actions import files, rules_view, ruling
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.rules_view import Effect, RulesView, SetView
from thuisplan_desktop.dutch import format_date, plural
from thuisplan_desktop.errors import MalformedDefinitions, ThuisplanError
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.definition_words import Difference
from thuisplan_desktop.register.definitions import Problem
from thuisplan_desktop.ui.widgets import dialogs, text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.choice import Choice
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.fold import Fold
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.labelled import Labelled
from thuisplan_desktop.ui.widgets.layouts import empty
from thuisplan_desktop.ui.widgets.notice_bar import Notice, notice_of
from thuisplan_desktop.ui.widgets.page import Page

_TOML = "Begrippen (*.toml)"
_HELP = "Regio's noemen niet dezelfde leerling een thuiszitter. Kies de begrippen die in uw regio zijn afgesproken."
_NO_DIFFERENCE = "Hierin staat geen andere regel dan landelijk."
_MOST_PROBLEMS = 12


class DefinitionsCard(Card):
    """`page` does the work; dialogs are attributes, so that a test answers them."""

    def __init__(self, page: Page) -> None:
        super().__init__("Wie is een thuiszitter?", help_text=_HELP)
        self._page = page
        self._view: RulesView | None = None
        self.ask_open, self.ask_save = dialogs.ask_open_file, dialogs.ask_save_file
        self.choice = Choice("Begrippen")
        self.choice.setMaximumWidth(self.fontMetrics().averageCharWidth() * 56)
        self._about, self._effect = text.label(""), text.label("")
        self._differences = QVBoxLayout()
        self._promises = Fold("Wat in deze regio is afgesproken")
        self._promised = text.hint("")
        self.choose = IconButton("Deze begrippen gebruiken", "check", look="primary")
        self.take = IconButton("Eigen begrippen inlezen…", "import")
        self.give = IconButton("Deze begrippen als bestand opslaan", "save", look="quiet")
        self._wrong = text.label("", "problem")
        self._lay_out()
        self._connect()

    def show_view(self, view: RulesView) -> None:
        """What is chosen stays in view, unless something else was chosen meanwhile."""
        looked_at = self.choice.currentData() if self._view and self._view.chosen == view.chosen else view.chosen
        self._view = view
        self.choice.blockSignals(True)
        self.choice.clear()
        for one in view.sets:
            self.choice.addItem(f"{one.title} (nu in gebruik)" if one.name == view.chosen else one.title, one.name)
        self.choice.choose(looked_at if looked_at in {one.name for one in view.sets} else view.chosen)
        self.choice.blockSignals(False)
        self._look()

    def _lay_out(self) -> None:
        self._wrong.hide()
        self._promises.add(self._promised)
        self.add(Labelled("Begrippen", self.choice))
        self.add(self._about)
        self.add(self._differences)
        self.add(self._promises)
        self.add(self._effect)
        self.add(Flow(self.choose, self.take, self.give))
        self.add(self._wrong)

    def _connect(self) -> None:
        self.choice.currentIndexChanged.connect(lambda _: self._look())
        self.choose.clicked.connect(lambda: self._use(self.choice.currentData()))
        self.take.clicked.connect(self._on_take_clicked)
        self.give.clicked.connect(self._on_give_clicked)

    def _look(self) -> None:
        """Show the set in the list, and what choosing it would do."""
        found = self._looked_at()
        if self._view is None or found is None:
            return
        self._about.setText(
            f"{found.title}, versie {found.version}, vanaf {format_date(found.valid_from)}. Bron: {found.source}."
        )
        _fill(self._differences, found)
        self._promised.setText("\n".join(found.promises))
        self._promises.setVisible(bool(found.promises))
        other = found.name != self._view.chosen
        self.choose.setVisible(other)
        self._effect.setVisible(other)
        self._wrong.hide()
        if other:
            self._effect.setText("")
            self._page.read(lambda register: rules_view.effect(register, found.name), self._show_effect)

    def _looked_at(self) -> SetView | None:
        sets = self._view.sets if self._view else ()
        return next((one for one in sets if one.name == self.choice.currentData()), None)

    def _show_effect(self, found: Effect) -> None:
        self._effect.setText(_would(found))

    def _use(self, name: str) -> None:
        before = self._view.chosen if self._view else definitions.NATIONAL
        self._page.change(lambda register: ruling.choose_definitions(register, name), lambda _: self._tell(before))

    def _tell(self, before: str) -> None:
        self._page.notify(
            Notice("Vanaf nu tellen deze begrippen. Wat al geteld was, verandert niet.", "good", "Ongedaan maken",
                   lambda: self._page.change(lambda register: ruling.choose_definitions(register, before)))
        )  # fmt: skip

    def _on_take_clicked(self) -> None:
        path = self.ask_open(self, "Begrippen van uw regio", _TOML)
        if path is not None:
            self._page.read(lambda _: files.read(path), self._take)

    def _take(self, data: bytes) -> None:
        before = self._view.chosen if self._view else definitions.NATIONAL
        typed = data.decode("utf-8-sig", "replace")
        self._page.change(
            lambda register: ruling.keep_own_definitions(register, typed),
            lambda _: self._tell(before),
            lambda error: self._refuse(error, typed),
        )

    def _refuse(self, error: ThuisplanError, typed: str) -> None:
        if isinstance(error, MalformedDefinitions):
            self._page.read(lambda _: definitions.problems(typed), lambda found: self._show_wrong(error, found))
        else:
            self._page.notify(notice_of(error))

    def _show_wrong(self, error: ThuisplanError, found: tuple[Problem, ...]) -> None:
        lines = [wrong_line(one) for one in found] or [str(error.facts["reason"])]
        left = len(lines) - _MOST_PROBLEMS
        more = [f"En nog {left}."] if left > 0 else []
        told = "Dit bestand kan zo niet. Er is niets veranderd: de begrippen van nu blijven gelden."
        self._wrong.setText("\n".join((told, *lines[:_MOST_PROBLEMS], *more)))
        self._wrong.show()

    def _on_give_clicked(self) -> None:
        found = self._looked_at()
        path = self.ask_save(self, "Opslaan als", "begrippen.toml", _TOML)
        if found is None or path is None:
            return
        self._page.read(
            lambda register: _save(register, found.name, path),
            lambda _: self._page.notify(Notice("De begrippen zijn opgeslagen.", "good")),
        )


def _save(register: OpenRegister, name: str, path: Path) -> None:
    files.write(path, rules_view.definitions_text(register, name), force=True)


def wrong_line(problem: Problem) -> str:
    """'Regel 12, lrv.weeks: hier hoort een getal van 1 tot en met 4'"""
    place = f"Regel {problem.line}" if problem.line else "Ontbreekt"
    return f"•  {place}, {problem.field}: {problem.reason}."


def _would(found: Effect) -> str:
    if not found.changed:
        return "Als u dit kiest, verandert er vandaag bij geen enkele casus iets."
    cases = plural(found.cases, "open casus", "open casussen")
    verb = "krijgt er 1 een andere status" if found.changed == 1 else f"krijgen er {found.changed} een andere status"
    return f"Als u dit kiest, {verb}, van {cases}. Bij de casus staat waarom."


def _fill(column: QVBoxLayout, found: SetView) -> None:
    empty(column)
    for one in found.differences:
        column.addWidget(_difference(one))
    if not found.differences and found.name != definitions.NATIONAL:
        column.addWidget(text.hint(_NO_DIFFERENCE))


def _difference(one: Difference) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(2)
    column.addWidget(text.label(one.what, "strong"))
    column.addWidget(text.label(f"Hier: {one.here}."))
    column.addWidget(text.label(f"Landelijk: {one.national}."))
    column.addWidget(text.label(f"Bron: {one.source}.", "small"))
    return made
