"""The head of a case: whether it may only be kept, what it counts as, how long, and the two limits."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from thuisplan_desktop.actions.cases import CaseView
from thuisplan_desktop.dutch import format_date, format_date_short, format_duration
from thuisplan_desktop.register.request_rules import is_restricted
from thuisplan_desktop.register.signal import SignalKind
from thuisplan_desktop.ui.caseload import wording
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.text import Tone


class Fact(QWidget):
    """One fact: a small word above what it is."""

    def __init__(self, name: str, *, as_badge: bool = False) -> None:
        super().__init__()
        self._value = text.badge("", "info") if as_badge else text.label("", wrap=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 14, 0)
        column.setSpacing(2)
        column.addWidget(text.label(name, "small", wrap=False))
        column.addWidget(self._value, 0, Qt.AlignmentFlag.AlignLeft)

    def say(self, words: str, tone: Tone | None = None) -> None:
        """`tone` colours a fact that is a badge."""
        self._value.setText(words)
        if tone is not None:
            text.set_look(self._value, f"badge-{tone}")


class CaseHeader(QFrame):
    """`loss_seen`: somebody read what a salvage could not save of the case."""

    loss_seen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._status = Fact("Status", as_badge=True)
        self._since = Fact("Afwezig")
        self._four_weeks = Fact("4 weken")
        self._three_months = Fact("3 maanden")
        self._consent = Fact("Toestemming", as_badge=True)
        self.restricted = text.label(wording.RESTRICTED, "problem")
        self._loss = QWidget()
        self.lacks = text.label("", "problem")
        self.seen = IconButton("Nagekeken", "check", look="quiet")
        self.seen.clicked.connect(self.loss_seen)
        row = QHBoxLayout(self._loss)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.lacks, 1)
        row.addWidget(self.seen)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 10, 12)
        column.addWidget(self.restricted)
        column.addWidget(self._loss)
        column.addWidget(Flow(self._status, self._since, self._four_weeks, self._three_months, self._consent))

    def show_view(self, view: CaseView, today: date) -> None:
        status, home = view.status, view.status.going_on
        self.restricted.setVisible(is_restricted(view.file.requests, today))
        self.lacks.setText(view.lacks)
        self._loss.setVisible(bool(view.lacks))
        self._status.say(status.category.label, wording.status_tone(status))
        self._consent.say(view.consent_state.label, wording.consent_tone(view.consent_state) or "info")
        since = f"{wording.days_absent(home)}, sinds {format_date(home.since)}" if home.since else _not_away(view)
        self._since.say(since)
        self._four_weeks.say(_deadline(home.four_weeks_on, today))
        self._three_months.say(_deadline(home.three_months_on, today))
        for fact, day in ((self._four_weeks, home.four_weeks_on), (self._three_months, home.three_months_on)):
            fact.setVisible(day is not None)


def _deadline(day: date | None, today: date) -> str:
    """'12-04-2026, over 6 weken'"""
    if day is None:
        return "–"
    left = (day - today).days
    if left == 0:
        return f"{format_date_short(day)}, vandaag"
    away = f"over {format_duration(left)}" if left > 0 else f"{format_duration(-left)} geleden"
    return f"{format_date_short(day)}, {away}"


def _not_away(view: CaseView) -> str:
    """A closed case is judged no more: what came in since is said, whatever it is."""
    again = any(one.kind is SignalKind.REOPEN for one in view.ahead)
    return "nieuw verzuim na het sluiten" if again else "niet afwezig"
