"""What the page of a case does about consent and sharing: ask, record, withdraw, print, keep the paper, give."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from thuisplan_desktop.actions import consents, papers, sharing
from thuisplan_desktop.actions.sharing import Giving
from thuisplan_desktop.register.case_codes import PaperKind
from thuisplan_desktop.register.codes import Party
from thuisplan_desktop.register.consent import Consent
from thuisplan_desktop.register.rights import PaperLine
from thuisplan_desktop.ui.caseload.consent_dialog import ConsentDialog, WithdrawDialog
from thuisplan_desktop.ui.caseload.consent_givers import giver_words
from thuisplan_desktop.ui.caseload.papers import SCANS, PaperDialog
from thuisplan_desktop.ui.caseload.sharing_dialog import SharingDialog
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
        papers_card = page.consents.papers
        papers_card.add_wanted.connect(self._add_paper)
        papers_card.open_wanted.connect(self._open_paper)
        papers_card.removal_wanted.connect(self._remove_paper)
        page.sharing.give.clicked.connect(self.give)

    def ask(self, consent: Consent | None = None) -> None:
        view = self._page.view
        if view is None:
            return
        session = self._page.session
        dialog = ConsentDialog(self._page, view.file, session.today(), session.summary.owner, consent, view.meetings)
        dialog.submitted.connect(lambda: self._keep(dialog))
        dialog.form_wanted.connect(lambda: self._print(dialog, view.file.case.id))
        dialog.leaflet_wanted.connect(lambda: self._print_leaflet(dialog, view.file.case.id))
        dialog.open()

    def withdraw(self, consent: Consent) -> None:
        view = self._page.view
        giver = giver_words(view.file, consent) if view else ""

        def ask(others: Sequence[Consent]) -> None:
            dialog = WithdrawDialog(self._page, self._page.session.today(), giver, others)
            dialog.submitted.connect(lambda: self._end(dialog, consent))
            dialog.open()

        self._page.read(lambda register: consents.left_standing(register, consent), done=ask)

    def _keep(self, dialog: ConsentDialog) -> None:
        consent = dialog.consent()
        if consent is not None:
            self._page.change(
                lambda register: consents.record_consent(register, consent),
                done=lambda _changed: dialog.accept(),
                failed=dialog.show_error,
            )

    def _end(self, dialog: WithdrawDialog, consent: Consent) -> None:
        day, by = dialog.day.day(), dialog.by.text().strip()
        if day is None:
            dialog.show_problem("Vul de dag van intrekken in, als dd-mm-jjjj.")
            return

        def done(_changed: object) -> None:
            dialog.accept()
            self._page.notify(Notice("De toestemming is ingetrokken. Delen op naam stopt vanaf die dag."))

        self._page.change(
            lambda register: consents.withdraw_consent(register, consent, day, by), done=done, failed=dialog.show_error
        )

    def _print(self, dialog: ConsentDialog, case_id: str) -> None:
        parties = [party for party in Party if party in dialog.grid.chosen_parties()]
        categories, language = dialog.grid.chosen_categories(), dialog.language.currentData()
        purposes = dialog.purposes.chosen()
        self._page.read(
            lambda register: consents.consent_form_pdf(register, case_id, parties, categories, language, purposes),
            done=lambda data: self._page.save_pdf_data(data, f"toestemmingsformulier-{language}.pdf",
                                                       "Het toestemmingsformulier is opgeslagen."),
            failed=dialog.show_error,
        )  # fmt: skip

    def _print_leaflet(self, dialog: ConsentDialog, case_id: str) -> None:
        language = dialog.language.currentData()
        self._page.read(
            lambda register: consents.leaflet_pdf(register, case_id, language),
            done=lambda data: self._page.save_pdf_data(data, f"uitleg-{language}.pdf", "De uitleg is opgeslagen."),
            failed=dialog.show_error,
        )

    def _add_paper(self) -> None:
        """The file is read on the worker and kept inside the register; its name is forgotten."""
        line, view = self._page.consents.table.selected(), self._page.view
        if line is None or view is None:
            return
        case_id, consent = view.file.case.id, line.consent
        kind = PaperKind.WITHDRAWAL if consent.withdrawn_on else PaperKind.CONSENT
        self._page.open_file(
            "Welke scan hoort bij dit antwoord?",
            SCANS,
            lambda content: self._page.change(
                lambda register: papers.keep_paper(register, case_id, consent.id, kind, content),
                done=lambda _changed: self._page.notify(Notice("De scan staat in het register.", "good")),
            ),
        )

    def _open_paper(self, line: PaperLine) -> None:
        self._page.read(
            lambda register: papers.open_paper(register, line.id),
            done=lambda paper: PaperDialog(self._page, paper).open(),
        )

    def _remove_paper(self, line: PaperLine) -> None:
        page = self._page
        if page.confirm(page, "Deze scan verwijderen?", "Dit kan niet ongedaan worden gemaakt.", "Verwijderen"):
            page.change(lambda register: papers.remove_paper(register, line.id))

    def give(self) -> None:
        """Verstrekking vastleggen."""
        view, page = self._page.view, self._page
        if view is None:
            return
        dialog = SharingDialog(page, view.file.case.id, page.session.today())
        dialog.question_changed.connect(lambda giving: self._judge(dialog, giving))
        dialog.submitted.connect(lambda: self._record(dialog))
        dialog.open()

    def _judge(self, dialog: SharingDialog, giving: Giving) -> None:
        self._page.read(
            lambda register: sharing.judge(register, giving),
            done=lambda answer: dialog.show_answer(giving, answer),
            failed=dialog.show_error,
        )

    def _record(self, dialog: SharingDialog) -> None:
        giving, anyway = dialog.giving(), dialog.anyway.isChecked()
        if giving is not None:
            self._page.change(
                lambda register: sharing.record_giving(register, giving, without_ground=anyway),
                done=lambda _changed: dialog.accept(),
                failed=dialog.show_error,
            )
