"""Verzoek: the key holder opens what the samenwerkingsverband asks, sees what was checked, and signs or answers."""

from pathlib import Path

from PySide6.QtCore import Qt

from thuisplan_desktop.actions import files, keyholding, participants
from thuisplan_desktop.actions.keyholding import Asked, CosignedView
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.errors import ThuisplanError, UnknownSender
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.region.asked_card import AskedCard
from thuisplan_desktop.ui.region.asking import TRAVELLING
from thuisplan_desktop.ui.region.drop_area import DropArea
from thuisplan_desktop.ui.region.region_page import RegionPage
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card, EmptyState, Scroll
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.notice_bar import Notice, notice_of
from thuisplan_desktop.ui.widgets.table import Table

_INVITATION = "Sleep het bestand van het samenwerkingsverband hierheen: een voorgestelde telling of een optelverzoek."
_STRANGER = Notice(
    "In dit verzoek staat een deelnemer die u niet zelf heeft ingeschreven, of met een ander bestuur of onderwijs. "
    "Er is niets ondertekend en niets opgeteld. Vraag de aanmelding op, bel, en schrijf eerst zelf in.",
    "bad",
)
_COSIGNED = "De telling is meegetekend. Stuur het bestand terug aan het samenwerkingsverband."
_ANSWERED = "Het antwoord is opgeslagen. Stuur het aan het samenwerkingsverband; alleen dat kan het openen."

COLUMNS = (
    Column[CosignedView](
        "Peildatum", lambda telling: format_date(telling.peildatum), lambda telling: telling.peildatum
    ),
    Column[CosignedView]("Meegetekend", lambda telling: format_date(telling.cosigned_on)),
    Column[CosignedView](
        "Som gegeven", lambda telling: format_date(telling.answered_on) if telling.answered_on else "nog niet"
    ),
)

CHOOSE = "kiezen"
"""What `open` is told when the file is still to be chosen."""

_Now = tuple[bool, tuple[CosignedView, ...]]


class RequestPage(RegionPage):
    id, title, icon = "request", "Verzoek", "seal"
    roles = frozenset({Role.KEYHOLDER})

    def __init__(self, session: RegisterSession) -> None:
        super().__init__(session)
        self.empty = EmptyState(
            "key", "Eerst het profiel van de regio", "Meld u aan en leg het profiel vast.", "Naar Regio"
        )
        self.drop = DropArea(_INVITATION, "Verzoek openen…")
        self.asked = AskedCard()
        self._request: tuple[bytes, Asked] | None = None
        self._model = RowsModel(COLUMNS, self)
        self.table = Table(self._model, "Wat u eerder ondertekende")
        self._earlier = Card("Wat u eerder ondertekende")
        self._nothing = text.hint("Nog niets. Wacht op een voorgestelde telling van het samenwerkingsverband.")
        self._lay_out()
        self._connect()

    def open(self, argument: str) -> None:
        """Another page sends the user here to open a request at once."""
        if argument == CHOOSE:
            self._on_open_clicked()

    def reload(self) -> None:
        self.read(_load, self._show)

    def _lay_out(self) -> None:
        self.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self._earlier.add(self._nothing)
        self._earlier.add(self.table)
        area = Scroll()
        for part in (self.drop, self.asked, self._earlier):
            area.add(part)
        self._stack = self.one_of(self.empty, area)

    def _connect(self) -> None:
        if self.empty.button:
            self.empty.button.clicked.connect(lambda: self.page_requested.emit("keyholder", ""))
        self.drop.button.clicked.connect(self._on_open_clicked)
        self.drop.dropped.connect(lambda paths: self._open(paths[0]))
        self.asked.agreed.connect(self._on_agreed)
        self.asked.put_aside.connect(self._clear)

    def _show(self, now: _Now) -> None:
        has_profile, cosigned = now
        self._stack.setCurrentIndex(1 if has_profile else 0)
        self._model.set_rows(cosigned)
        self.table.setVisible(bool(cosigned))
        self._nothing.setVisible(not cosigned)
        fit(self.table)

    def _on_open_clicked(self) -> None:
        path = self.ask.open_one(self, "Kies het verzoek van het samenwerkingsverband", TRAVELLING)
        if path is not None:
            self._open(path)

    def _open(self, path: Path) -> None:
        def work(register: OpenRegister) -> tuple[bytes, Asked]:
            data = files.read_request(path)
            return data, keyholding.read_request(register, data)

        self._clear()
        self.read(work, self._on_read, self._on_not_read)

    def _on_read(self, read: tuple[bytes, Asked]) -> None:
        self._request = read
        self.drop.hide()
        self.asked.show_asked(read[1])

    def _on_not_read(self, error: ThuisplanError) -> None:
        self.notify(_STRANGER if isinstance(error, UnknownSender) else notice_of(error))

    def _on_agreed(self) -> None:
        if self._request is None:
            return
        data, asked = self._request
        day = asked.peildatum.isoformat()
        act = keyholding.answer if asked.for_sum else keyholding.cosign
        self.save_change(
            lambda register: act(register, data),
            lambda changed: bytes(changed.value),
            f"optelantwoord-{day}.tplan" if asked.for_sum else f"telling-{day}.tplan",
            _ANSWERED if asked.for_sum else _COSIGNED,
            self._clear,
            peildatum=asked.peildatum,
        )

    def _clear(self) -> None:
        self._request = None
        self.asked.hide()
        self.drop.show()


def _load(register: OpenRegister) -> _Now:
    return participants.participants(register).profile is not None, keyholding.list_cosigned(register)
