"""Who can open this register, and the changes to that."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thuisplan_desktop.actions import access, files
from thuisplan_desktop.actions.access import AccessView, KeysChanged, Person, ShownKey
from thuisplan_desktop.actions.changes import Changed
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.ui.admin.access_dialogs import CodeDialog, PassphraseDialog
from thuisplan_desktop.ui.widgets import dialogs, text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.layouts import empty
from thuisplan_desktop.ui.widgets.notice_bar import Notice
from thuisplan_desktop.ui.widgets.page import Page

_NEW_KEY_WHY = (
    "Alles wordt opnieuw versleuteld. Daarna opent geen oude wachtzin, herstelcode of kopie van de sleutel dit "
    "register nog: doe dit als iemand met toegang vertrokken is of een sleutel kwijt is. Alleen u houdt toegang; de "
    "anderen voegt u opnieuw toe."
)


_KINDS = {"passphrase": "wachtzin", "recovery": "op papier", "board": "sleutel van het bestuur"}

Work = Callable[[OpenRegister], Changed]


class AccessCard(Card):
    """`page` does the work; this shows the outcome."""

    def __init__(self, page: Page) -> None:
        super().__init__("Personen en wachtzinnen", help_text="Ieder opent het register met een eigen wachtzin.")
        self._page = page
        self._people = QVBoxLayout()
        self._state = text.label("")
        self.add_person = IconButton("Persoon toevoegen", "add")
        self.change = IconButton("Mijn wachtzin wijzigen", "edit")
        self.code = IconButton("Nieuwe herstelcode", "key")
        self.board = IconButton("Bestuurssleutel instellen", "school")
        self.renew = IconButton("Nieuwe sleutel", "refresh")
        self.add(self._people)
        self.add(self._state)
        self.add(Flow(self.add_person, self.change, self.code, self.board, self.renew))
        self._connect()

    def show_view(self, view: AccessView) -> None:
        empty(self._people)
        for person in view.persons:
            self._people.addWidget(self._row(person))
        self._state.setText(_state(view))

    def _connect(self) -> None:
        self.add_person.clicked.connect(self._on_add_clicked)
        self.change.clicked.connect(self._on_change_clicked)
        self.code.clicked.connect(self._on_code_clicked)
        self.board.clicked.connect(self._on_board_clicked)
        self.renew.clicked.connect(self._on_renew_clicked)

    def _row(self, person: Person) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(
            text.label(f"{person.label}  ·  {_KINDS[person.kind.value]}{'  ·  u' if person.mine else ''}"), 1
        )
        if person.kind.value != "recovery" and not person.mine:
            remove = IconButton("Verwijderen", "remove", look="quiet")
            remove.setAccessibleName(f"{person.label} verwijderen")
            remove.clicked.connect(lambda: self._on_remove_clicked(person))
            line.addWidget(remove)
        return row

    def _ask(self, dialog: PassphraseDialog, plan: Callable[[], Work]) -> None:
        """`plan` reads the fields here; what it gives runs on the worker and touches no widget."""

        def submit() -> None:
            if dialog.complete():
                dialog.verb.setEnabled(False)
                self._page.change(plan(), done, dialog.show_error)

        def done(changed: Changed) -> None:
            dialog.accept()
            self._tell(changed)

        def judge(typed: str) -> None:
            self._page.read(
                lambda register: access.judge_passphrase(typed, access.own_words(register)).words, dialog.show_strength
            )

        dialog.judging_asked.connect(judge)
        dialog.submitted.connect(submit)
        dialog.open()

    def _on_add_clicked(self) -> None:
        why = "Laat de persoon zelf typen."
        dialog = PassphraseDialog(self, "Persoon toevoegen", "Toevoegen", name=True, old=False, new=True, why=why)

        def plan() -> Work:
            name, new = dialog.name.text(), dialog.new.text()
            return lambda register: access.add_person(register, name, new)

        self._ask(dialog, plan)

    def _on_change_clicked(self) -> None:
        dialog = PassphraseDialog(self, "Wachtzin wijzigen", "Wijzigen", name=False, old=True, new=True, why="")

        def plan() -> Work:
            old, new = dialog.old.text(), dialog.new.text()
            return lambda register: access.change_passphrase(register, old, new)

        self._ask(dialog, plan)

    def _on_renew_clicked(self) -> None:
        dialog = PassphraseDialog(
            self, "Nieuwe sleutel", "Alles opnieuw versleutelen", name=False, old=True, new=False, why=_NEW_KEY_WHY
        )

        def plan() -> Work:
            old = dialog.old.text()
            return lambda register: access.new_key(register, old)

        self._ask(dialog, plan)

    def _on_code_clicked(self) -> None:
        self._page.change(access.new_recovery_code, self._tell)

    def _on_remove_clicked(self, person: Person) -> None:
        why = "Wie een kopie van het register bewaarde, opent die nog wel. Kies daarna eventueel 'Nieuwe sleutel'."
        if dialogs.confirm(self, f"{person.label} toegang ontnemen?", why, "Verwijderen"):
            self._page.change(lambda register: access.remove(register, person.slot_id), self._tell)

    def _on_board_clicked(self) -> None:
        path = dialogs.ask_open_file(self, "Openbare bestuurssleutel", "Bestuurssleutel (*.json)")
        if path is not None:
            self._page.read(lambda _: access.read_board_key(files.read_sealed(path)), self._confirm_board)

    def _confirm_board(self, found: ShownKey) -> None:
        why = f"Bel het bestuur op een nummer dat u al kende en vergelijk deze woorden:\n\n{found.fingerprint}"
        if dialogs.confirm(self, f"Is dit de sleutel van {found.name}?", why, "Ja, de woorden kloppen"):
            self._page.change(lambda register: access.set_board(register, found), self._tell)

    def _tell(self, changed: Changed) -> None:
        outcome: KeysChanged = changed.value
        if outcome.recovery_code:
            self._show_code(outcome.recovery_code)
        left = f" Opent nog met de oude sleutel: {', '.join(outcome.still_old)}." if outcome.still_old else ""
        self._page.notify(Notice(f"De toegang is gewijzigd.{left}", "warn" if left else "good"))

    def _show_code(self, code: str) -> None:
        dialog = CodeDialog(self, code)

        def rehearse() -> None:
            typed = dialog.typed.text()
            self._page.change(lambda register: access.rehearse(register, typed), lambda _: done(), dialog.show_error)

        def done() -> None:
            dialog.accept()
            self._page.notify(Notice("De herstelcode werkt: een kopie is ermee geopend.", "good"))

        dialog.submitted.connect(rehearse)
        dialog.sheet_asked.connect(self._on_sheet_asked)
        dialog.open()

    def _on_sheet_asked(self, code: str) -> None:
        path = dialogs.ask_save_file(self, "Herstelblad", "herstelblad.pdf", "PDF (*.pdf)")
        if path is not None:
            self._page.read(
                lambda register: files.write(path, access.recovery_sheet_pdf(register, code), force=True),
                lambda _: self._page.notify(Notice("Print het blad en wis daarna het bestand.", "warn")),
            )


def _state(view: AccessView) -> str:
    rehearsed = "De herstelcode is nog niet geoefend."
    if view.rehearsed_on:
        rehearsed = f"De herstelcode is geoefend op {format_date(view.rehearsed_on)}."
    used = [
        f"{who} opende dit register op {at.astimezone():%d-%m-%Y %H:%M}."
        for who, at in (("De herstelcode", view.code_used_at), ("Het bestuur", view.board_used_at))
        if at is not None
    ]
    return " ".join((rehearsed, *used))
