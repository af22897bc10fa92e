"""Opruimen: what must go and why, what waits for a decision, and destroying it with proof."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from thuisplan_desktop.actions import destroying, proofs, retaining
from thuisplan_desktop.actions.changes import Changed, Kind
from thuisplan_desktop.actions.destroying import Destroyed
from thuisplan_desktop.actions.proofs import Waiting
from thuisplan_desktop.actions.retaining import ExpiryRow
from thuisplan_desktop.dutch import format_date_short, plural
from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.retention import Stand
from thuisplan_desktop.ui.caseload.clearing_dialogs import DestroyDialog, PostponeDialog
from thuisplan_desktop.ui.caseload.filing import PDF_KIND, FilingPage
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.badges import BadgeDelegate
from thuisplan_desktop.ui.widgets.card import Card, EmptyState
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.notice_bar import Notice
from thuisplan_desktop.ui.widgets.table import Table
from thuisplan_desktop.ui.widgets.text import Tone

_TONES: Mapping[Stand, Tone] = {Stand.DUE: "bad", Stand.DECIDE: "warn", Stand.POSTPONED: "info"}
_STAND_COLUMN = 1
_NONE_DUE, _REFERRED = "Niets te vernietigen", "Verwezen naar speciaal onderwijs (3 jaar)"
_CLOSE_FIRST = (
    "Een open casus wordt nooit vernietigd: sluit hem eerst af. Is om wissen gevraagd, leg dan in de casus bij Rechten "
    "vast dat het verzoek is ingewilligd."
)
DUE_REASON = "bewaartermijn verstreken"
_COLUMNS = (
    Column[ExpiryRow]("Naam", lambda row: row.name),
    Column[ExpiryRow]("Stand", lambda row: row.expiry.stand.label, lambda row: list(Stand).index(row.expiry.stand)),
    Column[ExpiryRow](
        "Te vernietigen vanaf",
        lambda row: format_date_short(row.expiry.due_on) if row.expiry.due_on else "–",
        lambda row: row.expiry.due_on,
    ),
    Column[ExpiryRow]("School", lambda row: row.school),
)


class ClearingPage(FilingPage):
    id, title, icon = "clearing", "Opruimen", "delete"
    roles = frozenset({Role.SCHOOL, Role.CONSULENT})
    kinds = frozenset({Kind.CASES})
    search_hint = "Zoek op naam of stand"

    def __init__(self, session: RegisterSession) -> None:
        super().__init__(session)
        self._rows: Sequence[ExpiryRow] = ()
        self._unsaved: tuple[Waiting, ...] = ()
        self._model = RowsModel(_COLUMNS, self)
        self.table = Table(self._model, "Casussen en hun bewaartermijn", stretch=3)
        self.all_due = IconButton(_NONE_DUE, "delete", look="primary")
        self.remove = IconButton("Deze vernietigen…", "delete")
        self.postpone = IconButton("Uitstellen…", "calendar")
        self.referred = IconButton(_REFERRED, look="quiet")
        self.open_case = IconButton("Casus openen", "case", look="quiet")
        self._count = text.label("")
        self.unsaved = IconButton(_SAVE_AGAIN, "save", look="primary")
        self._waiting = Flow(self.unsaved)
        self._waiting.hide()
        self._why = text.label("")
        self._first = text.label("", "problem")
        self._empty = EmptyState(
            "done", "Niets om op te ruimen", "Zodra er casussen zijn, staat hier wanneer ze weg moeten en waarom."
        )
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        self.read(retaining.list_expiring, done=self._show)
        self.read(proofs.waiting, done=self._show_waiting)

    def search(self, text: str) -> None:
        self.table.rows.search(text)

    def _lay_out(self) -> None:
        listing = QWidget()
        inner = QVBoxLayout(listing)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addWidget(self._count)
        inner.addWidget(Flow(self.all_due))
        inner.addWidget(self.table, 1)
        card = Card("Waarom")
        card.add(self._why)
        card.add(self._first)
        card.add(Flow(self.open_case, self.postpone, self.referred, self.remove))
        inner.addWidget(card)
        self._stack.addWidget(listing)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._waiting)
        column.addWidget(self._stack)
        badge = BadgeDelegate(self.table, lambda row: _TONES.get(row.expiry.stand))
        self.table.setItemDelegateForColumn(_STAND_COLUMN, badge)
        self.table.sortByColumn(_STAND_COLUMN, Qt.SortOrder.AscendingOrder)

    def _connect(self) -> None:
        self.unsaved.clicked.connect(self._save_waiting)
        self.table.picked.connect(self._show_why)
        self.table.chosen.connect(lambda row: self.page_requested.emit("case", row.case_id))
        self.open_case.clicked.connect(lambda: self.page_requested.emit("case", self.table.selected().case_id))
        self.postpone.clicked.connect(self._ask_postponing)
        self.referred.clicked.connect(self._change_term)
        self.remove.clicked.connect(lambda: self._ask_destroying([self.table.selected()]))
        self.all_due.clicked.connect(lambda: self._ask_destroying(self._due()))

    def _due(self) -> list[ExpiryRow]:
        return [row for row in self._rows if row.expiry.stand is Stand.DUE]

    def _show(self, rows: tuple[ExpiryRow, ...]) -> None:
        self._rows = rows
        self._stack.setCurrentIndex(0 if rows else 1)
        self._model.set_rows(rows)
        due, decide = len(self._due()), sum(row.expiry.stand is Stand.DECIDE for row in rows)
        self.all_due.setText(f"{plural(due, 'casus', 'casussen')} vernietigen…" if due else _NONE_DUE)
        self.all_due.setEnabled(bool(due))
        waiting = f" Over {plural(decide, 'casus', 'casussen')} moet u eerst beslissen." if decide else ""
        past = plural(due, "casus", "casussen") if due else "geen casus"
        self._count.setText(f"Van {past} is de bewaartermijn voorbij.{waiting} Er verdwijnt niets vanzelf.")
        if rows:
            self.table.selectRow(0)
        self._show_why(self.table.selected())

    def _show_waiting(self, found: tuple[Waiting, ...]) -> None:
        self._unsaved = found
        self._waiting.setVisible(bool(found))

    def _save_waiting(self) -> None:
        path = self.ask_save(self, "Verwijderbewijs opslaan als", "verwijderbewijs.pdf", PDF_KIND)
        if path is None:
            return
        found = self._unsaved[0]
        self.change(
            lambda register: proofs.save_waiting(register, found, path, force=True),
            done=lambda _changed: self.notify(Notice("Het verwijderbewijs is opgeslagen.", "good")),
        )

    def _show_why(self, row: ExpiryRow | None) -> None:
        for button in (self.open_case, self.postpone, self.referred, self.remove):
            button.setEnabled(row is not None)
        if row is None:
            return
        self._why.setText(row.expiry.why)
        self._first.setText("\n".join(row.expiry.first))
        self._first.setVisible(bool(row.expiry.first))
        self.remove.setEnabled(not row.is_open and not row.expiry.first)
        self.remove.setToolTip("" if self.remove.isEnabled() else _CLOSE_FIRST if row.is_open else "Beslis eerst.")
        self.referred.setVisible(self.session.summary.role is Role.SCHOOL)
        self.referred.setText("Niet verwezen (2 jaar)" if row.referred else _REFERRED)

    def _ask_postponing(self) -> None:
        row = self.table.selected()
        dialog = PostponeDialog(self, row.name)

        def keep() -> None:
            chosen = dialog.chosen()
            if chosen is not None:
                self.change(
                    lambda register: retaining.postpone(register, row.case_id, *chosen),
                    done=lambda _changed: dialog.accept(),
                    failed=dialog.show_error,
                )

        dialog.submitted.connect(keep)
        dialog.open()

    def _change_term(self) -> None:
        row = self.table.selected()
        self.change(lambda register: retaining.keep_as_referred(register, row.case_id, referred=not row.referred))

    def _ask_destroying(self, rows: Sequence[ExpiryRow]) -> None:
        dialog = DestroyDialog(self, [(row.name, row.expiry.why) for row in rows], usual=_usual_reason(rows))
        dialog.submitted.connect(lambda: self._destroy(dialog, {row.case_id: dialog.reason() for row in rows}))
        dialog.open()

    def _destroy(self, dialog: DestroyDialog, reasons: Mapping[str, str]) -> None:
        """First where the proof goes: it can be made only once."""
        if not dialog.is_complete():
            return
        path = self.ask_save(self, "Verwijderbewijs opslaan als", "verwijderbewijs.pdf", PDF_KIND)
        if path is None:
            dialog.show_problem("Kies eerst waar het verwijderbewijs komt. Er is niets vernietigd.")
            return

        def gone(changed: Changed) -> None:
            dialog.accept()
            self._save_proof(path, changed.value, len(reasons))

        self.change(lambda register: destroying.destroy_cases(register, reasons), done=gone, failed=dialog.show_error)

    def _save_proof(self, path: Path, done: Destroyed, number: int) -> None:
        """It can be made only once: where it can't be written another place is asked for, and it waits meanwhile."""

        def elsewhere(_error: ThuisplanError) -> None:
            other = self.ask_save(self, "Dat lukte niet: kies een andere plaats", "verwijderbewijs.pdf", PDF_KIND)
            if other is None:
                self.notify(Notice(_UNSAVED.format(number=plural(number, "casus", "casussen")), "bad"))
                return
            self._save_proof(other, done, number)

        self.change(
            lambda register: proofs.save(register, done.key, done.proof, path, force=True),
            done=lambda _nothing: self.notify(Notice(_told(number, done), "good")),
            failed=elsewhere,
        )


_SAVE_AGAIN = "Een verwijderbewijs is nog niet bewaard: opnieuw opslaan…"
_UNSAVED = "{number} vernietigd. Het verwijderbewijs is nog niet bewaard: u kunt het hier opnieuw opslaan."


def _usual_reason(rows: Sequence[ExpiryRow]) -> str:
    return DUE_REASON if all(row.expiry.stand is Stand.DUE for row in rows) else ""


def _told(number: int, done: Destroyed) -> str:
    still = " Wat nog ergens kan staan, leest u op het bewijs." if done.still_there else ""
    return f"{plural(number, 'casus', 'casussen')} vernietigd; het verwijderbewijs is opgeslagen.{still}"
