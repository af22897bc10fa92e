"""The gate's verdict: by name or not, every reason, and what would help."""

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from thuisplan_desktop.register.gate import Verdict
from thuisplan_desktop.ui.caseload.reasons import Reasons
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.icons import IconLabel


class VerdictBox(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self._icon = IconLabel("info")
        self._heading = text.heading("")
        self._reasons = Reasons()
        self._helps = text.label("Wat zou helpen", "")
        self._remedies = Reasons()
        self._mind = text.label("Let op", "")
        self._reminders = Reasons()
        self._lay_out()

    def show_verdict(self, verdict: Verdict) -> None:
        heading, icon_name, tone = _outcome(verdict)
        self._heading.setText(heading)
        self._icon.show_icon(icon_name, f"{tone}_ink")
        self._reasons.say(verdict.reasons)
        self._remedies.say(verdict.remedies)
        self._helps.setVisible(bool(verdict.remedies))
        mind = (*verdict.by_code, *verdict.reminders)
        self._reminders.say(mind)
        self._mind.setVisible(bool(mind))
        text.set_look(self, tone)
        self.setAccessibleName(" ".join((heading, *verdict.reasons, *verdict.remedies, *mind)))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def words(self) -> str:
        """Everything the box says."""
        return self.accessibleName()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._icon)
        top.addWidget(self._heading, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._reasons)
        column.addWidget(self._helps)
        column.addWidget(self._remedies)
        column.addWidget(self._mind)
        column.addWidget(self._reminders)
        bold = self._helps.font()
        bold.setBold(True)
        for words in (self._helps, self._mind):
            words.setFont(bold)


def _outcome(verdict: Verdict) -> tuple[str, str, str]:
    if verdict.by_name:
        return "Mag op naam", "done", "good"
    if verdict.anonymous:
        return "Niet op naam, wel anoniem", "anonymous", "warn"
    if verdict.learning:
        return "Alleen om van te leren, zonder naam", "anonymous", "info"
    return "Nu niet bespreken", "error", "bad"
