"""What the page of a case does about consent: ask, record the answer, withdraw, print the form."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from thuisplan_desktop.actions import consents
from thuisplan_desktop.register.codes import Party
from thuisplan_desktop.register.consent import Consent
from thuisplan_desktop.ui.caseload.consent_dialog import ConsentDialog, WithdrawDialog
from thuisplan_desktop.ui.widgets.notice_bar import Notice

if TYPE_CHECKING:
    from thuisplan_desktop.ui.caseload.case_page import CasePage


class Consenting(QObject):
    """Opens the dialogs of the page it belongs to and hands what they say to the register."""

    def __init__(self, page: "CasePage") -> None:
        super().__init__(page)
        self._page = page
        page.consents.ask_wanted.connect(self.ask)
        page.consents.answer_wanted.connect(self.ask)
        page.consents.withdrawal_wanted.connect(self.withdraw)

    def ask(self, consent: Consent | None = None) -> None:
        view = self._page.view
        if view is None:
            return
        session = self._page.session
        dialog = ConsentDialog(self._page, view.file, session.today(), session.summary.owner, consent)
        dialog.submitted.connect(lambda: self._keep(dialog))
        dialog.form_wanted.connect(lambda: self._print(dialog, view.file.case.id))
        dialog.open()

    def withdraw(self, consent: Consent) -> None:
        dialog = WithdrawDialog(self._page, self._page.session.today())
        dialog.submitted.connect(lambda: self._end(dialog, consent))
        dialog.open()

    def _keep(self, dialog: ConsentDialog) -> None:
        consent = dialog.consent()
        if consent is not None:
            self._page.change(
                lambda register: consents.record_consent(register, consent),
                done=lambda _changed: dialog.accept(),
                failed=dialog.show_error,
            )

    def _end(self, dialog: WithdrawDialog, consent: Consent) -> None:
        day = dialog.day.day()
        if day is None:
            dialog.show_problem("Vul de dag van intrekken in, als dd-mm-jjjj.")
            return

        def done(_changed: object) -> None:
            dialog.accept()
            self._page.notify(Notice("De toestemming is ingetrokken. Delen op naam stopt vanaf die dag."))

        self._page.change(
            lambda register: consents.withdraw_consent(register, consent, day), done=done, failed=dialog.show_error
        )

    def _print(self, dialog: ConsentDialog, case_id: str) -> None:
        parties = [party for party in Party if party in dialog.grid.chosen_parties()]
        categories, language = dialog.grid.chosen_categories(), dialog.language.currentData()
        self._page.read(
            lambda register: consents.consent_form_pdf(register, case_id, parties, categories, language),
            done=lambda data: self._page.save_pdf_data(data, f"toestemmingsformulier-{language}.pdf",
                                                       "Het toestemmingsformulier is opgeslagen."),
            failed=dialog.show_error,
        )  # fmt: skip
