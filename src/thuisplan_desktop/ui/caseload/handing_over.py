"""What pages do about hand-overs: the case page gives, the list of cases receives."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from thuisplan_desktop.actions import files, handing
from thuisplan_desktop.actions.changes import Changed
from thuisplan_desktop.actions.handing import Arrival, KeyView, OwnKey, SealedCase
from thuisplan_desktop.register.codes import DataCategory
from thuisplan_desktop.register.talk import Handover
from thuisplan_desktop.ui.caseload.filing import TPLAN_KIND, FilingPage
from thuisplan_desktop.ui.caseload.handover_dialog import (
    ArrivalDialog,
    HandoverDialog,
    ReceivingDialog,
    SealDialog,
    SealedDialog,
)
from thuisplan_desktop.ui.widgets.notice_bar import Notice

if TYPE_CHECKING:
    from thuisplan_desktop.ui.caseload.case_page import CasePage

_Told = frozenset[DataCategory]


class HandingOver(QObject):
    """Gives: opens the dialogs of the page of a case and hands what they say to the register."""

    def __init__(self, page: "CasePage") -> None:
        super().__init__(page)
        self._page = page
        page.closing.handovers.begin_wanted.connect(self.begin)

    def begin(self) -> None:
        view, page = self._page.view, self._page
        if view is None:
            return
        dialog = HandoverDialog(page, view.file.case.id, page.session.today(), page.session.summary.role)
        dialog.question_changed.connect(lambda handover, told: self._judge(dialog, handover, told))
        dialog.submitted.connect(lambda: self._record(dialog))
        dialog.sealing_wanted.connect(lambda: self._ask_key(dialog))
        dialog.open()

    def _judge(self, dialog: HandoverDialog, handover: Handover, told: _Told) -> None:
        self._page.read(
            lambda register: handing.judge(register, handover, told),
            done=lambda answer: dialog.show_answer(told, handover, answer),
            failed=dialog.show_error,
        )

    def _record(self, dialog: HandoverDialog) -> None:
        filled = dialog.handover()
        if filled is not None:
            self._page.change(
                lambda register: handing.record(register, *filled),
                done=lambda _changed: dialog.accept(),
                failed=dialog.show_error,
            )

    def _ask_key(self, dialog: HandoverDialog) -> None:
        filled = dialog.handover()
        if filled is not None:
            self._page.open_file(
                "Ontvangstsleutel van de ontvanger",
                TPLAN_KIND,
                lambda key: self._compare(dialog, *filled, key),
                reader=files.read_sealed,
            )

    def _compare(self, dialog: HandoverDialog, handover: Handover, told: _Told, key: bytes) -> None:
        def ask(found: KeyView) -> None:
            compare = SealDialog(dialog, found, handover.note, told)
            compare.submitted.connect(lambda: self._seal(dialog, compare, handover, told, key))
            compare.open()

        self._page.read(lambda _register: handing.read_key(key), done=ask, failed=dialog.show_error)

    def _seal(self, dialog: HandoverDialog, compare: SealDialog, handover: Handover, told: _Told, key: bytes) -> None:
        page = self._page

        def made(changed: Changed) -> None:
            sealed: SealedCase = changed.value
            compare.accept()
            dialog.accept()
            page.save_file(
                sealed.data,
                "overdracht.tplan",
                "Het verzegelde bestand is opgeslagen.",
                TPLAN_KIND,
                after=lambda: SealedDialog(page, sealed.fingerprint).open(),
            )

        page.change(lambda register: handing.seal(register, handover, told, key), done=made, failed=compare.show_error)


class Receiving(QObject):
    """Receives: our key goes out, a sealed case comes in."""

    def __init__(self, page: FilingPage) -> None:
        super().__init__(page)
        self._page = page

    def begin(self) -> None:
        self._page.change(handing.receiving_key, done=lambda changed: self._show(changed.value))

    def _show(self, own: OwnKey) -> None:
        dialog = ReceivingDialog(self._page, own)
        dialog.save_button.clicked.connect(
            lambda: self._page.save_file(
                own.data, "ontvangstsleutel.tplan", "De ontvangstsleutel is opgeslagen.", TPLAN_KIND
            )
        )
        dialog.submitted.connect(lambda: self._open(dialog))
        dialog.open()

    def _open(self, dialog: ReceivingDialog) -> None:
        self._page.open_file(
            "Verzegelde overdracht openen", TPLAN_KIND, lambda data: self._look(dialog, data), reader=files.read_sealed
        )

    def _look(self, dialog: ReceivingDialog, data: bytes) -> None:
        def ask(arrival: Arrival) -> None:
            dialog.accept()
            compare = ArrivalDialog(self._page, arrival)
            compare.submitted.connect(lambda: self._take_in(compare, data))
            compare.answered.connect(lambda: self._look_again(compare, data))
            compare.open()

        self._page.read(lambda register: handing.look(register, data), done=ask, failed=dialog.show_error)

    def _look_again(self, compare: ArrivalDialog, data: bytes) -> None:
        same_as = compare.same_as() or None
        self._page.read(
            lambda register: handing.look(register, data, same_as),
            done=compare.show_landing,
            failed=compare.show_error,
        )

    def _take_in(self, compare: ArrivalDialog, data: bytes) -> None:
        def taken(changed: Changed) -> None:
            compare.accept()
            self._page.notify(Notice("De casus is opgenomen. Toestemming komt niet mee: vraag die zelf.", "good"))
            self._page.page_requested.emit("case", changed.case_id)

        same_as = compare.same_as()
        self._page.change(
            lambda register: handing.take_in(register, data, same_as), done=taken, failed=compare.show_error
        )
