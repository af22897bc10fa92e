"""Toestemming in a case: who must agree, every answer with where it stands today, and what to do about it."""

from datetime import date

from PySide6.QtCore import Qt, Signal, SignalInstance

from thuisplan_desktop.actions.cases import CaseView
from thuisplan_desktop.dutch import format_date_short, join_words
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import ConsentState, DataCategory, Decision, Party, Purpose
from thuisplan_desktop.register.consent import Consent, in_force, last_day
from thuisplan_desktop.ui.caseload import wording
from thuisplan_desktop.ui.caseload.consent_givers import giver_words, rule_for_age
from thuisplan_desktop.ui.caseload.papers import PapersCard
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.badges import BadgeDelegate
from thuisplan_desktop.ui.widgets.card import Card, Scroll
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.table import Table


class ConsentLine:
    """One answer with the file it belongs to and where it stands today."""

    def __init__(self, consent: Consent, file: CaseFile, today: date, *, doubted: bool) -> None:
        self.consent = consent
        self.who = giver_words(file, consent)
        birth = file.case.birth_date
        self.state = in_force(consent, birth, today) if birth else ConsentState(consent.decision.value)
        if doubted and self.state is ConsentState.GIVEN:
            self.state = ConsentState.RECONFIRM


def _day(day: date | None) -> str:
    return format_date_short(day) if day else ""


def _parties(line: ConsentLine) -> str:
    return join_words([party.label for party in Party if party in line.consent.parties])


def _told(line: ConsentLine) -> str:
    return join_words([category.label for category in DataCategory if category in line.consent.categories])


_COLUMNS = (
    Column[ConsentLine]("Wie", lambda row: row.who),
    Column[ConsentLine]("Stand", lambda row: row.state.label),
    Column[ConsentLine]("Gevraagd", lambda row: _day(row.consent.asked_on), lambda row: row.consent.asked_on),
    Column[ConsentLine]("Antwoord", lambda row: _day(row.consent.decided_on), lambda row: row.consent.decided_on),
    Column[ConsentLine]("Tot en met", lambda row: _day(last_day(row.consent)), lambda row: last_day(row.consent)),
)


def _details(line: ConsentLine) -> str:
    """What was allowed or refused, and what proves it."""
    one = line.consent
    purposes = join_words([purpose.label for purpose in Purpose if purpose in one.purposes])
    said = [f"Met: {_parties(line)}. Gegevens: {_told(line)}. Waarvoor: {purposes}."] if _parties(line) else []
    said += [f"Toelichting: {one.purpose_note}."] if one.purpose_note else []
    said += [f"Vorm: {one.form.label}, tekst {one.text_version} ({one.language}), vastgelegd door {one.recorded_by}."]
    said += [f"Uitleg gegeven op {_day(one.informed_on)}."] if one.informed_on else []
    said += [f"Leerling gehoord op {_day(one.pupil_heard_on)}."] if one.pupil_heard_on else []
    said += ["Geldt voor één bijeenkomst."] if one.meeting_id else []
    said += [f"Papier: {one.paper_place}."] if one.paper_place else []
    withdrawn = f" door {one.withdrawn_by}" if one.withdrawn_by else ""
    said += [f"Ingetrokken op {_day(one.withdrawn_on)}{withdrawn}."] if one.withdrawn_on else []
    said += ["Bezwaar: de bespreking ligt stil."] if one.objection else []
    return " ".join(said)


class ConsentSection(Scroll):
    """`ask_wanted`: a new request. `answer_wanted` and `withdrawal_wanted` carry the `Consent` they are about."""

    ask_wanted = Signal()
    answer_wanted = Signal(object)
    withdrawal_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._model = RowsModel(_COLUMNS, self)
        self.table = Table(self._model, "Toestemmingen")
        self._rule = text.hint("")
        self.papers = PapersCard()
        self._details = text.label("", "small")
        self.ask = IconButton("Toestemming vragen…", "consent", look="primary")
        self.answer = IconButton("Antwoord vastleggen…", "edit")
        self.withdraw = IconButton("Intrekken…", "close")
        self._lay_out()
        self._connect()

    def show_view(self, view: CaseView, today: date) -> None:
        self._rule.setText(rule_for_age(view.file.case.birth_date, today))
        self._model.set_rows(
            [ConsentLine(one, view.file, today, doubted=one.id in view.doubted) for one in view.consents]
        )
        self.table.setVisible(bool(view.consents))
        self.papers.show_papers(view.papers)
        fit(self.table)
        self.ask.setEnabled(view.file.case.birth_date is not None)

    def _lay_out(self) -> None:
        card = Card("Toestemming")
        self.table.setItemDelegateForColumn(1, BadgeDelegate(self.table, lambda row: wording.consent_tone(row.state)))
        self.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
        card.add(self._rule)
        card.add(self.table)
        card.add(self._details)
        card.add(Flow(self.ask, self.answer, self.withdraw))
        self.add(card)
        self.add(self.papers)
        self._offer()

    def _connect(self) -> None:
        self.ask.clicked.connect(self.ask_wanted)
        self.answer.clicked.connect(lambda: self._about(self.answer_wanted))
        self.withdraw.clicked.connect(lambda: self._about(self.withdrawal_wanted))
        self.table.chosen.connect(lambda row: self.answer_wanted.emit(row.consent))
        self.table.picked.connect(lambda _row: self._offer())
        self._model.modelReset.connect(self._offer)

    def _about(self, wanted: SignalInstance) -> None:
        line = self.table.selected()
        if line is not None:
            wanted.emit(line.consent)

    def _offer(self) -> None:
        line = self.table.selected()
        self.papers.add_paper.setEnabled(line is not None)
        self.answer.setEnabled(line is not None and line.consent.decision is Decision.ASKED)
        self.withdraw.setEnabled(line is not None and line.state in (ConsentState.GIVEN, ConsentState.RECONFIRM))
        self._details.setText(_details(line) if line else "")
        self._details.setVisible(bool(self._details.text()))
