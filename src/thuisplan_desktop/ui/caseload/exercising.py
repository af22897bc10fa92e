"""What the page of a case does about rights: keep a request, give inzage on paper, put something right."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from thuisplan_desktop.actions import rights
from thuisplan_desktop.actions.cases import new_id
from thuisplan_desktop.actions.changes import Changed
from thuisplan_desktop.actions.rights import RightsView
from thuisplan_desktop.register.case_codes import RequestKind
from thuisplan_desktop.register.rights import Request
from thuisplan_desktop.ui.caseload.case_rights import RightsSection
from thuisplan_desktop.ui.caseload.item_dialog import ItemDialog
from thuisplan_desktop.ui.caseload.rights_dialogs import REQUEST_FIELDS, AccessDialog, CorrectionDialog
from thuisplan_desktop.ui.widgets.notice_bar import Notice

if TYPE_CHECKING:
    from thuisplan_desktop.ui.caseload.case_page import CasePage


class Exercising(QObject):
    """Fills the section and opens the dialogs of the page it belongs to."""

    def __init__(self, page: "CasePage", section: RightsSection) -> None:
        super().__init__(page)
        self._page = page
        self._section = section
        self._view: RightsView | None = None
        section.access_wanted.connect(self.give_access)
        section.correction_wanted.connect(self.correct)
        section.request_wanted.connect(self.keep_request)

    def show_case(self, case_id: str) -> None:
        """Ask for the rights of the case that is shown."""

        def show(view: RightsView) -> None:
            self._view = view
            self._section.show_rights(view)

        self._page.read(lambda register: rights.view(register, case_id), done=show)

    def keep_request(self, request: Request | None) -> None:
        shown, view = self._page.view, self._view
        if shown is None or view is None:
            return
        today = self._page.session.today()
        fresh = request or Request(
            id=new_id(), case_id=shown.file.case.id, kind=RequestKind.ACCESS, asked_by=view.entitled[0], asked_on=today
        )
        dialog = ItemDialog(self._page, "Verzoek", fresh, REQUEST_FIELDS, explanation=view.rule)
        dialog.submitted.connect(lambda: self._keep(dialog))
        dialog.open()

    def _keep(self, dialog: ItemDialog[Request]) -> None:
        request = dialog.item()
        if request is not None:
            self._page.change(
                lambda register: rights.keep_request(register, request),
                done=lambda _changed: dialog.accept(),
                failed=dialog.show_error,
            )

    def give_access(self) -> None:
        shown, view = self._page.view, self._view
        if shown is None or view is None:
            return
        dialog = AccessDialog(self._page, view.entitled, view.rule, self._page.session.today())
        dialog.submitted.connect(lambda: self._give(dialog, shown.file.case.id))
        dialog.open()

    def _give(self, dialog: AccessDialog, case_id: str) -> None:
        given = dialog.given()
        if given is None:
            return

        def made(changed: Changed) -> None:
            dialog.accept()
            self._page.save_pdf_data(
                changed.value,
                "inzage.pdf",
                "De inzage is opgeslagen.",
                "De inzage is nergens opgeslagen. Het verzoek staat hieronder als toegewezen: geef de inzage nog eens.",
            )

        self._page.change(
            lambda register: rights.give_access(register, case_id, given), done=made, failed=dialog.show_error
        )

    def correct(self) -> None:
        shown = self._page.view
        if shown is None:
            return
        dialog = CorrectionDialog(self._page, shown.file.case)
        dialog.submitted.connect(lambda: self._correct(dialog, shown.file.case.id))
        dialog.open()

    def _correct(self, dialog: CorrectionDialog, case_id: str) -> None:
        chosen = dialog.correction()
        if chosen is None:
            return
        field, value, reason = chosen

        def done(_changed: Changed) -> None:
            dialog.accept()
            self._page.notify(Notice("Gecorrigeerd en vastgelegd.", "good"))

        self._page.change(
            lambda register: rights.correct(register, case_id, field, value, reason),
            done=done,
            failed=dialog.show_error,
        )
