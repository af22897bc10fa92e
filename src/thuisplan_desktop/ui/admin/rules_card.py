"""On Beheer: what this register counts with in three lines, and the way to change it."""

from PySide6.QtCore import Signal

from thuisplan_desktop.actions.rules_view import RulesView
from thuisplan_desktop.dutch import format_date, plural
from thuisplan_desktop.register.limits import Limits
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton


class RulesCard(Card):
    """Hidden in a register without cases. `wanted` asks for the page."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__(
            "Regels", help_text="Wie een thuiszitter is, welke dagen schooldagen zijn, wanneer u iets hoort."
        )
        self._lines = text.label("")
        self.open = IconButton("Regels bekijken en wijzigen", "edit")
        self.add(self._lines)
        self.add(Flow(self.open))
        self.open.clicked.connect(self.wanted)

    def show_view(self, view: RulesView | None) -> None:
        self.setVisible(view is not None)
        if view is not None:
            self._lines.setText("\n".join(_told(view)))


def _told(view: RulesView) -> tuple[str, ...]:
    chosen = view.in_use
    found = sum(bool(row.own) for row in view.rows)
    own = f", met {plural(found, 'periode', 'periodes')} van uw school" if found else ""
    usual = "zoals gebruikelijk" if view.limits == Limits() else "door u aangepast"
    return (
        f"Begrippen: {chosen.title}, vanaf {format_date(chosen.valid_from)}.",
        f"Schooldagen: vakantieregio {view.region}{own}.",
        f"Grenzen voor signalen: {usual}.",
    )
