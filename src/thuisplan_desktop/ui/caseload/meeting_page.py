"""Bijeenkomst: the agenda, what was agreed, and a next case through the gate."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from thuisplan_desktop.actions import agreements, directory, meetings
from thuisplan_desktop.actions.changes import Kind
from thuisplan_desktop.actions.meetings import AgendaLine, MeetingView
from thuisplan_desktop.dutch import format_weekday, join_words
from thuisplan_desktop.register.codes import DataCategory, Role, Route
from thuisplan_desktop.register.delicate import may_tell
from thuisplan_desktop.register.meeting import Meeting
from thuisplan_desktop.register.professional import Professional, in_role
from thuisplan_desktop.ui.caseload.agenda_panel import AgendaPanel
from thuisplan_desktop.ui.caseload.filing import FilingPage
from thuisplan_desktop.ui.caseload.gate_panel import GatePanel, Proposal
from thuisplan_desktop.ui.caseload.meetings_page import present
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Scroll
from thuisplan_desktop.ui.widgets.flow import Flow, SideBySide
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.notice_bar import Notice


class MeetingPage(FilingPage):
    id, title, icon = "meeting", "Bijeenkomst", "meeting"
    roles = frozenset({Role.SCHOOL, Role.CONSULENT})
    kinds = frozenset({Kind.MEETINGS, Kind.CONSENTS, Kind.CASES})
    in_sidebar, belongs_to = False, "meetings"

    def __init__(self, session: RegisterSession) -> None:
        super().__init__(session)
        self._meeting_id = self._first = ""
        self._invite = text.hint("")
        self._present = text.hint("")
        self._agenda_pdf = IconButton("Agenda (PDF)", "print")
        self._agreements_pdf = IconButton("Afsprakenlijst (PDF)", "print")
        self.agenda = AgendaPanel()
        self.gate = GatePanel()
        self._lay_out()
        self._connect()

    def open(self, argument: str) -> None:
        """The id of a meeting, and after a # that of the case for which it was planned."""
        meeting_id, _, case_id = argument.partition("#")
        if meeting_id != self._meeting_id:
            self._meeting_id = meeting_id
            self.gate.start_anew()
        self._first = case_id
        self.mark_stale()

    def reload(self) -> None:
        if self._meeting_id:
            meeting_id = self._meeting_id
            self.read(lambda register: meetings.open_meeting(register, meeting_id), done=self._show)

    def leave(self) -> None:
        """Agreements that were typed are kept; unasked as a draft, where a question would come up over a lock."""
        self.agenda.keep_agreements()

    def _lay_out(self) -> None:
        body = Scroll()
        body.add(SideBySide(self.agenda, self.gate, shares=(6, 5)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._present)
        column.addWidget(self._invite)
        column.addWidget(Flow(self._agenda_pdf, self._agreements_pdf))
        column.addWidget(body, 1)

    def _connect(self) -> None:
        self._agenda_pdf.clicked.connect(self._print_agenda)
        self._agreements_pdf.clicked.connect(self._print_agreements)
        self.gate.question_changed.connect(self._judge)
        self.gate.proposed.connect(self._put_on_agenda)
        self.gate.consent_wanted.connect(lambda case_id: self.page_requested.emit("case", f"{case_id}#Toestemming"))
        self.agenda.agreements_written.connect(self._keep_agreements)
        self.agenda.sheet_wanted.connect(self._make_sheet)
        self.agenda.removal_wanted.connect(self._take_off)
        self.agenda.recognised.connect(self._mark_recognised)

    def _show(self, view: MeetingView) -> None:
        if view.meeting.id != self._meeting_id:
            return
        meeting = view.meeting
        kind = meeting.kind.label[:1].upper() + meeting.kind.label[1:]
        name = f"{kind} {meeting.name}".strip()
        self.title_changed.emit(f"{name}, {format_weekday(meeting.held_on)}")
        self._present.setText(f"Aan tafel: {present(meeting)}.")
        for button in (self._agenda_pdf, self._agreements_pdf):
            button.setEnabled(bool(view.agenda))
        self.agenda.show_agenda(view.agenda)
        self.gate.show_candidates(meeting, view.candidates)
        self.gate.choose(self._first)
        self._first = ""
        self.read(directory.people, done=lambda people: self._show_people(meeting, people))

    def _show_people(self, meeting: Meeting, people: tuple[Professional, ...]) -> None:
        """Whom to invite, as far as 'Wie is wie' knows."""
        found = [one for party in meeting.participants for one in in_role(people, party)]
        told = "; ".join(" ".join(part for part in (one.name, one.phone or one.email) if part) for one in found)
        self._invite.setText(f"Uitnodigen: {told}.")
        self._invite.setVisible(bool(found))

    def _judge(self, proposal: Proposal) -> None:
        """Ask the gate what it says now; an answer to an older question is dropped."""
        meeting_id = self._meeting_id
        self.read(
            lambda register: meetings.judge(
                register,
                meeting_id,
                proposal.case_id,
                proposal.categories,
                proposal.grave_concern,
                proposal.left_out,
            ),
            done=lambda verdict: self.gate.show_verdict(proposal, verdict),
        )

    def _put_on_agenda(self, proposal: Proposal, route: Route) -> None:
        meeting_id = self._meeting_id
        self.change(
            lambda register: meetings.put_on_agenda(
                register,
                meeting_id,
                proposal.case_id,
                proposal.categories,
                route,
                proposal.grave_concern,
                proposal.left_out,
            ),
            done=lambda changed: self._on_added(changed.value.sheet_code, route),
        )

    def _on_added(self, sheet_code: str, route: Route) -> None:
        self.gate.start_anew()
        self.agenda.select_code(sheet_code)
        self.notify(Notice(f"Op de agenda gezet, {route.label}. Bladcode {sheet_code}.", "good"))

    def _keep_agreements(self, line: AgendaLine, typed: str) -> None:
        """Of what may not be for this table's ears a person says that it may stand there, or it waits as a draft.

        Behind a lock nobody is there to say so: nothing is asked, and what needs a yes waits too.
        """
        discussion = line.discussion
        kinds = may_tell(typed, discussion.categories) if _asks(line, typed) and self.isVisible() else ()
        if kinds and not self.confirm(self, *_may_stand(kinds), "Toch bewaren"):
            if self.isVisible():  # else the program locked over the question, and `leave` kept the draft
                self.change(lambda register: agreements.keep_draft(register, discussion.id, typed))
            return
        self.change(
            lambda register: agreements.write(register, discussion.id, typed, knowing=bool(kinds)),
            done=lambda _changed: self.notify(Notice("De afspraken zijn opgeslagen.", "good")),
        )

    def _make_sheet(self, line: AgendaLine) -> None:
        discussion = line.discussion
        if discussion.route is not Route.BY_NAME:
            self.page_requested.emit("anonymise", discussion.id)
            return
        self.save_pdf(
            lambda register: meetings.sheet_by_name_pdf(register, discussion.id),
            f"casusblad-{discussion.sheet_code}.pdf",
            "Het casusblad op naam is opgeslagen. Deel het alleen met wie aan tafel zit.",
            "Het blad is nergens opgeslagen. Bij Delen in de casus staat dat het gemaakt is.",
        )

    def _mark_recognised(self, line: AgendaLine) -> None:
        sure = self.confirm(
            self,
            "Heeft iemand aan tafel de leerling herkend?",
            "Het gesprek over deze leerling stopt dan. In deze groep kan het daarna alleen op naam, met toestemming.",
            "Herkend",
        )
        if sure:
            self.change(lambda register: meetings.mark_recognised(register, line.discussion.id))

    def _take_off(self, line: AgendaLine) -> None:
        sure = self.confirm(
            self,
            "Deze casus van de agenda halen?",
            "De bladcode vervalt. In de casus blijft staan wat er al gedeeld is. Is de casus al besproken? Laat hem "
            "dan staan en leg de afspraken vast.",
            "Van de agenda halen",
        )
        if sure:
            self.change(lambda register: meetings.take_off_agenda(register, line.discussion.id))

    def _print_agenda(self) -> None:
        meeting_id = self._meeting_id
        self.save_pdf(
            lambda register: meetings.agenda_pdf(register, meeting_id), "agenda.pdf", "De agenda is opgeslagen."
        )

    def _print_agreements(self) -> None:
        meeting_id = self._meeting_id
        self.agenda.keep_agreements()
        self.save_pdf(
            lambda register: meetings.agreements_pdf(register, meeting_id),
            "afsprakenlijst.pdf",
            "De afsprakenlijst is opgeslagen.",
        )


def _asks(line: AgendaLine, agreements: str) -> bool:
    """A case without a name leads to nobody; and what is kept already was asked about then."""
    return line.discussion.route is Route.BY_NAME and agreements != line.discussion.agreements


def _may_stand(kinds: Sequence[DataCategory]) -> tuple[str, str]:
    """The question, and what it means."""
    names = join_words([kind.label for kind in kinds])
    meaning = (
        "Dat is voor deze tafel niet vrijgegeven, en de afsprakenlijst gaat naar iedereen aan tafel. Schrijf liever op "
        "wie wat doet en wanneer. Zegt deze zin er niets over? Bewaar hem dan toch."
    )
    return f"Staat hier iets over {names}?", meaning
