"""Doorgeven: the enrolling officer passes sealed files on unread, and sees by name who is still missing."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt

from thuisplan_desktop.actions import files, participants, passing
from thuisplan_desktop.actions.changes import Changed
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.passing import PassedFile, Response
from thuisplan_desktop.dutch import format_date, plural
from thuisplan_desktop.region.telling import Mode
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.region.asking import TRAVELLING
from thuisplan_desktop.ui.region.drop_area import DropArea
from thuisplan_desktop.ui.region.region_page import RegionPage, readers
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.badges import BadgeDelegate
from thuisplan_desktop.ui.widgets.card import Card, EmptyState, Scroll
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.notice_bar import Notice
from thuisplan_desktop.ui.widgets.table import Table
from thuisplan_desktop.ui.widgets.text import Tone

_INVITATION = (
    "Sleep de verzegelde tellingen van de scholen hierheen, en één keer de geopende telling van de regio. U kunt ze "
    "niet "
    "openen; u geeft ze door onder een naam die niets zegt."
)
_NOT_YET = "Nog geen telling bekend. Open eerst het bestand ‘telling’ dat de regio u stuurde."


@dataclass(frozen=True)
class _Now:
    """Whether this is an enrolling officer with somebody enrolled, and who sent what."""

    officer: bool
    responses: tuple[Response, ...]


@dataclass(frozen=True)
class Sent:
    """One sender of the telling, by name and pseudonym."""

    name: str
    there: bool

    def __repr__(self) -> str:
        return "Sent()"


FILE_COLUMNS = (
    Column[PassedFile]("Bestand", lambda one: one.label, explain=lambda one: one.label),
    Column[PassedFile]("Afzender", lambda one: one.sender or "–"),
    Column[PassedFile]("Oordeel", lambda one: "gaat door" if one.accepted else "geweigerd", lambda one: one.accepted),
)
COLUMNS = (
    Column[Sent]("Deelnemer (schuilnaam)", lambda one: one.name),
    Column[Sent]("Bestand", lambda one: "doorgegeven" if one.there else "nog niet", lambda one: one.there),
)


def _file_tone(one: PassedFile) -> Tone:
    return "good" if one.accepted else "bad"


def _sent_tone(one: Sent) -> Tone:
    return "good" if one.there else "warn"


class PassingPage(RegionPage):
    id, title, icon = "passing", "Doorgeven", "outbox"
    roles = frozenset({Role.KEYHOLDER})

    def __init__(self, session: RegisterSession) -> None:
        super().__init__(session)
        self.empty = EmptyState(
            "people",
            "Nog niemand ingeschreven",
            "Doorgeven doet u als inschrijver, in een regio zonder tweede partij.",
            "Naar Regio",
        )
        self.drop = DropArea(_INVITATION, "Bestanden kiezen…")
        self._files, self._sent = RowsModel(FILE_COLUMNS, self), RowsModel(COLUMNS, self)
        self.verdicts = Table(self._files, "Oordeel per bestand")
        self.story = text.hint("")
        self.card, self.count, self.words = Card("Wie stuurde al iets?"), text.label(""), text.hint("")
        self.table = Table(self._sent, "Wie stuurde al iets")
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        self.read(_load, self._show)

    def _lay_out(self) -> None:
        self.verdicts.setItemDelegateForColumn(2, BadgeDelegate(self.verdicts, _file_tone))
        self.verdicts.sortByColumn(2, Qt.SortOrder.AscendingOrder)
        self.table.setItemDelegateForColumn(1, BadgeDelegate(self.table, _sent_tone))
        self.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
        self.card.add(self.count)
        self.card.add(self.table)
        self.card.add(self.words)
        area = Scroll()
        for part in (self.drop, self.verdicts, self.story, self.card):
            area.add(part)
        self.verdicts.hide()
        self.story.hide()
        self._stack = self.one_of(self.empty, area)

    def _connect(self) -> None:
        if self.empty.button:
            self.empty.button.clicked.connect(lambda: self.page_requested.emit("keyholder", ""))
        self.drop.button.clicked.connect(self._on_choose_clicked)
        self.drop.dropped.connect(self._pass_on)
        self.verdicts.picked.connect(lambda one: self.story.setText(one.text))

    def _show(self, now: _Now) -> None:
        self._stack.setCurrentIndex(1 if now.officer else 0)
        for part in (self.table, self.words):
            part.setVisible(bool(now.responses))
        if not now.responses:
            self.count.setText(_NOT_YET)
            return
        last = now.responses[0]
        there, everybody = len(last.delivered), len(last.delivered) + len(last.missing)
        self.count.setText(f"Telling van {format_date(last.peildatum)}: {there} van {everybody} deelnemers.")
        self.words.setText(f"Controlewoorden van deze telling: {last.words}")
        missing = [Sent(name, False) for name in last.missing]
        self._sent.set_rows([*missing, *(Sent(name, True) for name in last.delivered)])
        fit(self.table)

    def _on_choose_clicked(self) -> None:
        self._pass_on(self.ask.open_many(self, "Kies de verzegelde tellingen", TRAVELLING))

    def _pass_on(self, paths: tuple[Path, ...]) -> None:
        """Where the files go is asked first: they are noted as passed on."""
        if not paths:
            return
        folder = self.ask.folder(self, "In welke map komt wat u doorgeeft?", Path.home())
        if folder is None:
            return
        named = readers(paths)

        def work(register: OpenRegister) -> Changed:
            made = passing.pass_on(register, named)
            for one in made.value:
                if one.data:
                    files.write(folder / one.name, one.data, force=True)
            return made

        self.change(work, self._on_passed)

    def _on_passed(self, changed: Changed) -> None:
        verdicts: tuple[PassedFile, ...] = changed.value
        on, refused = sum(bool(one.data) for one in verdicts), sum(not one.accepted for one in verdicts)
        self._files.set_rows(verdicts)
        self.verdicts.show()
        self.story.show()
        fit(self.verdicts, 6)
        self.verdicts.selectRow(0)
        said = f"{plural(on, 'bestand staat', 'bestanden staan')} klaar voor de regio. Stuur ze samen, in één keer."
        bad = f" {plural(refused, 'bestand', 'bestanden')} geweigerd." if refused else ""
        known = "De telling is bekend." if not on and not refused else said
        self.notify(Notice(known + bad, "warn" if refused else "good"))


def _load(register: OpenRegister) -> _Now:
    now = participants.participants(register)
    officer = now.profile is not None and now.profile.mode is Mode.PROTECTED and bool(now.senders)
    return _Now(officer, passing.responses(register) if officer else ())
