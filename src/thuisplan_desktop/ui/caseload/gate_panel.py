"""The next case for an agenda: what to tell, what the gate says now, and how it may be discussed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QRadioButton, QVBoxLayout, QWidget

from thuisplan_desktop.actions.cases import USUAL_CATEGORIES
from thuisplan_desktop.register.codes import DataCategory, MeetingKind, Party, Route
from thuisplan_desktop.register.gate import Verdict
from thuisplan_desktop.register.meeting import Meeting
from thuisplan_desktop.ui.caseload.verdict_box import VerdictBox
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.clipboard import PlainText
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.labelled import Labelled

_ROUTES = {Route.BY_NAME: "Op naam", Route.ANONYMOUS: "Anoniem", Route.LEARNING: "Om van te leren, zonder naam"}


@dataclass(frozen=True, repr=False)
class Proposal:
    """What is asked of the gate: one case, what would be told, the grave concern, and who doesn't hear it."""

    case_id: str
    categories: frozenset[DataCategory]
    grave_concern: str
    left_out: frozenset[Party] = frozenset()


class GatePanel(Card):
    """`question_changed` asks for a verdict on a `Proposal`; `proposed` carries a `Proposal` and its `Route`.

    `consent_wanted` carries the id of a case whose consent is to be looked at first.
    """

    question_changed = Signal(object)
    proposed = Signal(object, object)
    consent_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("Casus op de agenda zetten")
        self.case = QComboBox()
        self.categories = {one: QCheckBox(one.label) for one in DataCategory}
        self.parties = {one: QCheckBox(one.label) for one in Party if one.at_table}
        self.verdict = VerdictBox()
        self.concern = PlainText("Welke grote zorgen zijn er")
        self.routes = {route: QRadioButton(words) for route, words in _ROUTES.items()}
        self.put = IconButton("Op de agenda zetten", "add", look="primary")
        self.consent = IconButton("Naar de toestemming", "consent")
        self._none = text.hint("Er zijn geen andere lopende casussen om te bespreken.")
        self._asked: Proposal | None = None
        self._present: tuple[Party, ...] = ()
        self._kind = MeetingKind.SUPPORT_TEAM
        self._lay_out()
        self._connect()
        self.start_anew()

    def start_anew(self) -> None:
        """Nothing chosen, the usual kinds of data ticked."""
        self._asked = None
        self.case.setCurrentIndex(-1)
        self.concern.clear()
        for one, box in self.categories.items():
            box.setChecked(one in USUAL_CATEGORIES)
        for box in self.parties.values():
            box.setChecked(True)
        self._offer(None)

    def choose(self, case_id: str) -> None:
        """Choose this case, when it is one of the candidates."""
        if case_id and self.case.findData(case_id) >= 0:
            self.case.setCurrentIndex(self.case.findData(case_id))

    def show_candidates(self, meeting: Meeting, candidates: Sequence[tuple[str, str]]) -> None:
        """The cases that could be added; the one chosen stays chosen and is judged anew."""
        self._kind, self._present = meeting.kind, meeting.participants
        for party, box in self.parties.items():
            box.setVisible(party in meeting.participants)
        chosen = self.case.currentData()
        self.case.blockSignals(True)
        self.case.clear()
        for case_id, name in candidates:
            self.case.addItem(name, case_id)
        self.case.setCurrentIndex(self.case.findData(chosen) if chosen else -1)
        self.case.blockSignals(False)
        self._none.setVisible(not candidates)
        self._form.setVisible(bool(candidates))
        self._asked = None
        self._ask()

    def show_verdict(self, proposal: Proposal, verdict: Verdict) -> None:
        """What the gate said, unless something else is asked by now."""
        if proposal == self._asked:
            self.verdict.show_verdict(verdict)
            self._offer(verdict)

    def _lay_out(self) -> None:
        self.case.setPlaceholderText("Kies een casus")
        self.concern.setFixedHeight(self.fontMetrics().height() * 4)
        self.concern.setPlaceholderText("Alleen nodig als er geen toestemming is en u toch moet overleggen.")
        self._form = QWidget()
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Labelled("Casus", self.case))
        column.addWidget(text.label("Welke gegevens wilt u bespreken"))
        for one, box in self.categories.items():
            box.setAccessibleName(f"Bespreken: {one.label}")
        column.addWidget(Flow(*self.categories.values()))
        self._hearing = Labelled("Wie dit punt op naam hoort", Flow(*self.parties.values()))
        for party, box in self.parties.items():
            box.setAccessibleName(f"Hoort dit punt: {party.label}")
        column.addWidget(self._hearing)
        column.addWidget(self.verdict)
        self._concern_field = Labelled("Grote zorgen", self.concern)
        column.addWidget(self._concern_field)
        column.addWidget(Flow(*self.routes.values()))
        column.addWidget(Flow(self.put, self.consent))
        self.add(self._none)
        self.add(self._form)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.case.currentIndexChanged.connect(lambda _index: self._ask())
        for box in (*self.categories.values(), *self.parties.values()):
            box.toggled.connect(lambda _on: self._ask())
        self.concern.textChanged.connect(self._ask)
        self.put.clicked.connect(self._on_put_clicked)
        self.consent.clicked.connect(lambda: self.consent_wanted.emit(self.case.currentData()))
        for radio in self.routes.values():
            radio.toggled.connect(lambda _on: self.put.setEnabled(self._route() is not None))

    def _proposal(self) -> Proposal | None:
        case_id = self.case.currentData()
        if not case_id:
            return None
        told = frozenset(one for one, box in self.categories.items() if box.isChecked())
        return Proposal(case_id, told, self.concern.toPlainText().strip(), self._left_out())

    def _left_out(self) -> frozenset[Party]:
        return frozenset(party for party in self._present if not self.parties[party].isChecked())

    def _ask(self) -> None:
        """Whether a concern is there matters to the gate, not its words: typing on asks nothing."""
        proposal = self._proposal()
        if proposal is None:
            self._asked = None
            self._offer(None)
        elif self._asked is None or _question(proposal) != _question(self._asked):
            self._asked = proposal
            self.question_changed.emit(proposal)

    def _on_put_clicked(self) -> None:
        proposal, route = self._proposal(), self._route()
        if proposal is not None and route is not None:
            self.proposed.emit(proposal, route)

    def _route(self) -> Route | None:
        return next((route for route, radio in self.routes.items() if radio.isChecked() and radio.isEnabled()), None)

    def _offer(self, verdict: Verdict | None) -> None:
        """Only what the gate allows can be chosen; one open way is chosen already."""
        self.verdict.setVisible(verdict is not None)
        learning = self._kind is MeetingKind.LEARNING
        by_name = verdict is not None and verdict.by_name
        self._concern_field.setVisible(verdict is not None and not by_name and not learning)
        choosing = verdict is not None and not learning and (not by_name or bool(self._left_out() or verdict.by_code))
        self._hearing.setVisible(choosing)
        allowed = {
            Route.BY_NAME: by_name,
            Route.ANONYMOUS: verdict is not None and verdict.anonymous,
            Route.LEARNING: verdict is not None and verdict.learning,
        }
        for route, radio in self.routes.items():
            radio.setEnabled(allowed[route])
            radio.setVisible(verdict is not None and (route is Route.LEARNING) is learning)
        self._choose_first(allowed)
        self.put.setEnabled(self._route() is not None)
        self.put.setVisible(verdict is not None)
        self.consent.setVisible(verdict is not None and not by_name and not learning)

    def _choose_first(self, allowed: dict[Route, bool]) -> None:
        if self._route() is None:
            first = next((route for route, can in allowed.items() if can), None)
            if first is not None:
                self.routes[first].setChecked(True)


def _question(proposal: Proposal) -> tuple[str, frozenset[DataCategory], bool, frozenset[Party]]:
    return proposal.case_id, proposal.categories, bool(proposal.grave_concern), proposal.left_out
