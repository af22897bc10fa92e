"""Toestemming en delen in Beheer: whose agreement is needed, whom parents can call, and the sharing rules."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit

from thuisplan_desktop.actions import files, sharing
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.sharing import ConsentChoices
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.law import cite
from thuisplan_desktop.register.sharing_rules import RuleSet
from thuisplan_desktop.ui.widgets import dialogs, text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.notice_bar import Notice
from thuisplan_desktop.ui.widgets.page import Page

ROLES = frozenset({Role.SCHOOL, Role.CONSULENT})
_PDF, _TOML = "PDF (*.pdf)", "Deelregels (*.toml)"


@dataclass(frozen=True)
class ConsentView:
    """What is chosen, and the rules that hold."""

    choices: ConsentChoices
    rules: RuleSet
    own: bool


def load(register: OpenRegister) -> ConsentView | None:
    """None for a register without cases."""
    if register.role not in ROLES:
        return None
    return ConsentView(sharing.choices(register), sharing.rules(register), bool(register.settings.sharing_rules))


class ConsentCard(Card):
    """`page` does the work; dialogs are attributes, so that a test answers them."""

    def __init__(self, page: Page) -> None:
        super().__init__(
            "Toestemming en delen", help_text="Wat ouders lezen op formulier en uitleg, en wie wat krijgt."
        )
        self._page = page
        self.ask_open, self.ask_save = dialogs.ask_open_file, dialogs.ask_save_file
        self.both = QCheckBox("Allebei de ouders met gezag moeten toestemming geven")
        one = "Uit: één is genoeg, tenzij een ander bezwaar maakt of weigert."
        self._about_both = text.hint(f"{one} Bron: {cite('bezwaar', 'gescheiden')}.")
        self.contact, self.support, self.officer = QLineEdit(), QLineEdit(), QLineEdit()
        self.save = IconButton("Opslaan", "save", look="primary")
        self._rules = text.label("")
        self.card = IconButton("Procesplaat (PDF)", "print")
        self.take = IconButton("Eigen deelregels inlezen…", "import")
        self.give = IconButton("Deelregels als bestand opslaan", "save", look="quiet")
        self.back = IconButton("Meegeleverde regels gebruiken", "undo", look="quiet")
        self._lay_out()
        self._connect()

    def show_view(self, view: ConsentView | None) -> None:
        self.setVisible(view is not None)
        if view is None:
            return
        self.both.setChecked(view.choices.both_parents)
        for field, value in (
            (self.contact, view.choices.contact), (self.support, view.choices.support_point),
            (self.officer, view.choices.privacy_officer),
        ):  # fmt: skip
            if not field.isModified():
                field.setText(value)
        rules = view.rules
        self._rules.setText(f"Nu gelden: {rules.title}, versie {rules.version}, vanaf {format_date(rules.valid_from)}. "
                            f"Bron: {rules.source}.")  # fmt: skip
        self.back.setVisible(view.own)

    def _lay_out(self) -> None:
        rows = QFormLayout()
        rows.setVerticalSpacing(10)
        rows.setHorizontalSpacing(16)
        for name, field, example in (
            ("Zo bereiken ouders u", self.contact, "telefoon en e-mail"),
            ("Ouder- en jeugdsteunpunt", self.support, "naam en telefoon"),
            ("Functionaris gegevensbescherming", self.officer, "naam en e-mail"),
        ):
            field.setAccessibleName(name)
            field.setPlaceholderText(example)
            rows.addRow(name, field)
        self.add(self.both)
        self.add(self._about_both)
        self.add(rows)
        self.add(Flow(self.save))
        self.add(self._rules)
        self.add(Flow(self.card, self.take, self.give, self.back))

    def _connect(self) -> None:
        self.save.clicked.connect(self._on_save_clicked)
        self.card.clicked.connect(self._on_card_clicked)
        self.take.clicked.connect(self._on_take_clicked)
        self.give.clicked.connect(lambda: self._page.read(sharing.rules_text, self._save_rules))
        self.back.clicked.connect(lambda: self._take(""))

    def _on_save_clicked(self) -> None:
        chosen = ConsentChoices(
            both_parents=self.both.isChecked(),
            contact=self.contact.text().strip(),
            support_point=self.support.text().strip(),
            privacy_officer=self.officer.text().strip(),
        )
        for field in (self.contact, self.support, self.officer):
            field.setModified(False)
        self._page.change(lambda register: sharing.choose(register, chosen), lambda _: self._say("Opgeslagen."))

    def _on_card_clicked(self) -> None:
        self._page.read(sharing.process_card_pdf, self._save_card)

    def _save_card(self, data: bytes) -> None:
        self._save_file(data, "procesplaat.pdf", _PDF, "De procesplaat is opgeslagen.")

    def _save_rules(self, data: bytes) -> None:
        self._save_file(data, "deelregels.toml", _TOML, "De deelregels zijn opgeslagen, om strenger te maken.")

    def _save_file(self, data: bytes, suggestion: str, kinds: str, saved: str) -> None:
        path = self.ask_save(self, "Opslaan als", suggestion, kinds)
        if path is not None:
            self._page.read(lambda _register: files.write(path, data, force=True),
                            lambda _: self._say(saved))  # fmt: skip

    def _on_take_clicked(self) -> None:
        path = self.ask_open(self, "Deelregels van uw functionaris", _TOML)
        if path is not None:
            self._page.read(lambda _register: _text_of(path), self._take)

    def _take(self, rules: str) -> None:
        self._page.change(
            lambda register: sharing.take_own_rules(register, rules),
            lambda _: self._say("Deze deelregels gelden vanaf nu."),
        )

    def _say(self, words: str) -> None:
        self._page.notify(Notice(words, "good"))


def _text_of(path: Path) -> str:
    """TOML is UTF-8; what isn't will not parse either, and is then refused by name."""
    return files.read(path).decode("utf-8", "replace")
