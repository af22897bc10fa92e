"""Optellen: close a telling, have the key holder sum his shares, add ours, and make the protected report.

Without a second party: close and add up in one step, between two numbers.
"""

from dataclasses import dataclass
from pathlib import Path

from thuisplan_desktop.actions import (
    adding,
    dataset,
    gaps,
    goals,
    jumping,
    receiving,
    releasing,
    reporting,
    telling_views,
)
from thuisplan_desktop.actions.changes import Changed
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.telling_views import TellingView
from thuisplan_desktop.dutch import format_date, plural
from thuisplan_desktop.region.breaks import Aims
from thuisplan_desktop.region.telling import CombinedTable, Mode
from thuisplan_desktop.region.trends import without
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.ui.region.asking import CSV, JSON
from thuisplan_desktop.ui.region.between_steps import AddStep, BetweenCard
from thuisplan_desktop.ui.region.exact_card import ExactCard
from thuisplan_desktop.ui.region.following import Follower
from thuisplan_desktop.ui.region.region_page import RegionPage
from thuisplan_desktop.ui.region.report_step import ReportStep
from thuisplan_desktop.ui.region.step_card import State
from thuisplan_desktop.ui.region.sum_steps import AnswerStep, RequestStep
from thuisplan_desktop.ui.region.telling_chooser import TellingChooser
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets.card import EmptyState, Scroll
from thuisplan_desktop.ui.widgets.notice_bar import Notice

_REQUESTED = "Het verzoek is opgeslagen. Stuur het aan de sleutelhouder; het antwoord opent u hier."
_PROTECTED = "Kleine aantallen zijn erin afgeschermd."
_CHECKABLE = "Opgeslagen. Wie wil, rekent het na met 'thuisplan audit'."
_REPORTED = f"Het rapport is opgeslagen. {_PROTECTED}"


@dataclass(frozen=True)
class _Now:
    """Every telling, with the gaps noted for each, and the lines that jumped."""

    tellingen: tuple[TellingView, ...]
    gaps: dict[bytes, tuple[str, ...]]
    jumps: dict[bytes, tuple[str, ...]]


class CombinedPage(RegionPage):
    id, title, icon = "combined", "Optellen", "sum"
    roles = frozenset({Role.REGION})

    def __init__(self, session: RegisterSession) -> None:
        super().__init__(session)
        self.empty = EmptyState(
            "sum", "Nog niets om op te tellen", "Open eerst een telling en ontvang de bestanden.", "Naar Ontvangen"
        )
        self.chooser = TellingChooser()
        self.request, self.answer, self.report = RequestStep(1), AnswerStep(2), ReportStep(3)
        self.adding, self.between = AddStep(1), BetweenCard()
        self.exact = ExactCard()
        self._now = _Now((), {}, {})
        self._lay_out()
        self._connect()

    def open(self, argument: str) -> None:
        self.chooser.want(bytes.fromhex(argument))
        self._show_telling()

    def reload(self) -> None:
        self.read(_load, self._show)

    def leave(self) -> None:
        """Exact totals do not wait behind another page."""
        self.exact.clear()

    def _lay_out(self) -> None:
        self._area = Scroll()
        self._follower = Follower(self._area)
        steps = self.request, self.answer, self.adding, self.report
        for part in (self.chooser, *steps, self.exact, self.between):
            self._area.add(part)
        self._stack = self.one_of(self.empty, self._area)

    def _connect(self) -> None:
        if self.empty.button:
            self.empty.button.clicked.connect(lambda: self.page_requested.emit("inbox", ""))
        self.chooser.chosen.connect(self._show_telling)
        self.request.close_clicked.connect(self._on_close_clicked)
        self.request.again_clicked.connect(self._request)
        self.adding.close_clicked.connect(self._on_add_clicked)
        self.answer.open_clicked.connect(self._on_answer_clicked)
        self.answer.rest_clicked.connect(self._on_rest_clicked)
        self.report.report_clicked.connect(self._on_report_clicked)
        self.report.csv_clicked.connect(self._on_csv_clicked)
        self.report.check_clicked.connect(self._on_check_clicked)
        self.report.dataset_clicked.connect(self._on_dataset_clicked)
        self.report.gap_noted.connect(self._on_gap_noted)
        self.report.asked_clicked.connect(self._on_jump_asked)
        self.exact.asked.connect(self._on_asked)

    def _show(self, now: _Now) -> None:
        self._now = now
        self.chooser.set_tellingen(now.tellingen)
        self._stack.setCurrentWidget(self._area if now.tellingen else self.empty)
        self._show_telling()

    def _show_telling(self) -> None:
        self._follower.release()
        telling = self.chooser.telling()
        self.exact.clear()
        if telling is None:
            return
        apart = telling.mode is Mode.PROTECTED
        for step in (self.request, self.answer):
            step.show_telling(telling)
            step.setVisible(not apart)
        self.adding.show_telling(telling)
        self.adding.setVisible(apart)
        self.report.show_number(2 if apart else 3)
        self.report.show_state(State.NOW if telling.answered else State.LATER)
        self.report.show_gaps(self._now.gaps.get(telling.id, ()))
        self.report.check_button.setVisible(not apart)
        self.report.show_jumps(self._now.jumps.get(telling.id, ()))
        self.exact.setVisible(telling.answered and not apart)
        self.between.setVisible(telling.answered and apart)
        if telling.answered and apart:
            self._show_between(telling.id)

    def _show_between(self, telling_id: bytes) -> None:
        """Anybody may see these: nobody has to ask for them first."""
        self.read(
            lambda register: (releasing.between(register, telling_id), goals.list_aims(register)),
            lambda found: self.between.show_tables(*found),
        )

    def _on_add_clicked(self) -> None:
        telling = self.chooser.telling()
        if telling is None:
            return
        telling_id, question = telling.id, f"De telling van {format_date(telling.peildatum)} sluiten?"
        if self.ask.confirm(self, question, self.adding.explanation(), "Sluiten en optellen"):
            self.change(lambda register: adding.close_and_add(register, telling_id), self._on_added_up)

    def _on_close_clicked(self) -> None:
        telling = self.chooser.telling()
        if telling is None:
            return
        question = f"De telling van {format_date(telling.peildatum)} sluiten?"
        if self.ask.confirm(self, question, self.request.explanation(), "Sluiten en opslaan"):
            self._request()

    def _request(self) -> None:
        telling = self.chooser.telling()
        if telling is None:
            return
        telling_id, name = telling.id, f"optelverzoek-{telling.peildatum.isoformat()}.tplan"
        self.save_change(
            lambda register: receiving.request_sum(register, telling_id),
            lambda changed: bytes(changed.value),
            name,
            _REQUESTED,
            peildatum=telling.peildatum,
        )

    def _on_answer_clicked(self) -> None:
        telling = self.chooser.telling()
        if telling is None:
            return
        telling_id = telling.id
        self.change_chosen(
            "Kies het antwoord van de sleutelhouder",
            lambda register, data: receiving.add_up(register, telling_id, data),
            self._on_added_up,
            self._on_not_saved,
        )

    def _on_rest_clicked(self) -> None:
        telling = self.chooser.telling()
        if telling is None or telling.spoilt is None:
            return
        telling_id, day = telling.id, telling.peildatum.isoformat()
        self.save_change(
            lambda register: receiving.request_rest(register, telling_id),
            lambda changed: bytes(changed.value),
            f"optelverzoek-{day}-zonder-groep-{telling.spoilt.group}.tplan",
            _REQUESTED,
            peildatum=telling.peildatum,
        )

    def _on_added_up(self, changed: Changed) -> None:
        self.notify(Notice(f"Opgeteld over {changed.value} deelnemers. Het rapport kan nu worden gemaakt.", "good"))

    def _on_report_clicked(self) -> None:
        telling = self.chooser.telling()
        if telling is None:
            return
        telling_id, name = telling.id, f"regiorapport-{telling.peildatum.isoformat()}.pdf"
        rhythm, by_pact = self.report.chosen_rhythm(), self.report.by_pact.isChecked()
        readers = self.report.readers.text()

        def make(register: OpenRegister) -> bytes:
            return reporting.report_pdf(register, telling_id, rhythm, by_pact=by_pact, readers=readers)

        self.save_read(make, name, _REPORTED)

    def _on_csv_clicked(self) -> None:
        telling = self.chooser.telling()
        if telling is None:
            return
        telling_id, name = telling.id, f"regiorapport-{telling.peildatum.isoformat()}.csv"
        self.save_read(lambda register: reporting.report_csv(register, telling_id), name, _REPORTED, CSV)

    def _on_check_clicked(self) -> None:
        telling = self.chooser.telling()
        if telling is None:
            return
        telling_id, name = telling.id, f"regiorapport-{telling.peildatum.isoformat()}-controle.json"
        self.save_read(lambda register: reporting.report_check(register, telling_id), name, _CHECKABLE, JSON)

    def _on_dataset_clicked(self) -> None:
        folder = self.ask.folder(self, "In welke map komen de tellingen?", Path.home())
        if folder is None:
            return

        def work(register: OpenRegister) -> tuple[int, str]:
            parts = dataset.dataset(register)
            dataset.write(folder, parts, force=True)
            return len(parts), without(dataset.left_out(register))

        def done(made: tuple[int, str]) -> None:
            written = f"{plural(made[0], 'telling staat', 'tellingen staan')} in de map, elk met eigen peildatum."
            self.notify(Notice(" ".join(filter(None, (written, made[1], _PROTECTED))), "good"))

        self.read(work, done)

    def _on_gap_noted(self, area: str, reason: str) -> None:
        telling = self.chooser.telling()
        if telling is not None:
            telling_id = telling.id
            self.change(lambda register: gaps.note_gap(register, telling_id, area, reason))

    def _on_jump_asked(self) -> None:
        telling = self.chooser.telling()
        if telling is not None:
            telling_id = telling.id
            self.change(lambda register: jumping.jump_asked(register, telling_id))

    def _on_asked(self) -> None:
        telling = self.chooser.telling()
        if telling is not None:
            telling_id = telling.id
            self.read(
                lambda register: (receiving.exact_sums(register, telling_id), goals.list_aims(register)),
                self._on_exact,
            )

    def _on_exact(self, exact: tuple[tuple[CombinedTable, ...], Aims]) -> None:
        self.exact.show_tables(*exact)
        self._follower.follow(self.exact)


def _load(register: OpenRegister) -> _Now:
    tellingen = telling_views.list_tellingen(register)
    return _Now(
        tellingen,
        {telling.id: gaps.list_gaps(register, telling.id) for telling in tellingen},
        {telling.id: jumping.jumped_lines(register, telling.id) for telling in tellingen if telling.answered},
    )
