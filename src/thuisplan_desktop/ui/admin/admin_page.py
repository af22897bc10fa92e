"""Beheer: persons and passphrases, backups, and whether the register is well."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout

from thuisplan_desktop.actions import access, backups, opening, pruning, reminders, rules_view, set_aside
from thuisplan_desktop.actions.access import AccessView
from thuisplan_desktop.actions.backups import BackupsView
from thuisplan_desktop.actions.changes import Kind
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.rules_view import RulesView
from thuisplan_desktop.actions.set_aside import SetAside
from thuisplan_desktop.dutch import format_date, plural
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.law import cite
from thuisplan_desktop.ui.admin import consent_card
from thuisplan_desktop.ui.admin.access_card import AccessCard
from thuisplan_desktop.ui.admin.aside_card import AsideCard
from thuisplan_desktop.ui.admin.attention_card import AttentionCard
from thuisplan_desktop.ui.admin.backups_card import BackupsCard
from thuisplan_desktop.ui.admin.consent_card import ConsentCard, ConsentView
from thuisplan_desktop.ui.admin.doubts_card import DoubtsCard
from thuisplan_desktop.ui.admin.places_card import PlacesCard
from thuisplan_desktop.ui.admin.rules_card import RulesCard
from thuisplan_desktop.ui.admin.rules_page import RulesPage
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets import dialogs, text
from thuisplan_desktop.ui.widgets.card import Card, Scroll
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.notice_bar import Notice
from thuisplan_desktop.ui.widgets.page import Page

_WHAT_IS_CHECKED = (
    "De controle leest het hele bestand: elke bladzijde, de tabellen, de verwijzingen, de tellers en het logboek. Dat "
    "duurt een paar tellen en verandert niets."
)
_WHY_PRUNE = (
    "In het logboek staat wie wanneer welke casus bekeek; dat hoeft niet eeuwig. Wat verdwijnt komt niet terug. Een "
    "controlepunt houdt vast hoeveel regels er waren en waar de rest op volgt. "
    f"Bron: {cite('logboek')}."
)


class AdminPage(Page):
    id, title, icon = "admin", "Beheer", "shield"
    roles = frozenset(Role)
    kinds = frozenset({Kind.SETTINGS})

    def __init__(self, session: RegisterSession) -> None:
        super().__init__(session)
        self.attention, self.access, self.backups = AttentionCard(), AccessCard(self), BackupsCard(self)
        self.consent, self.rules, self.aside = ConsentCard(self), RulesCard(), AsideCard(self)
        self.doubts, self.places = DoubtsCard(self), PlacesCard(self)
        self._health = Card("Is het register in orde?")
        self.check = IconButton("Controleren", "check")
        self._found = text.label("")
        self._health.add(self._found)
        self.prune = IconButton("Logboek inkorten", "remove", look="quiet")
        self._health.add(Flow(self.check, self.prune))
        area = Scroll()
        cards = (
            self.attention,
            self.doubts,
            self.rules,
            self.consent,
            self.access,
            self.backups,
            self.places,
            self.aside,
            self._health,
        )
        for card in cards:
            area.add(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        self.check.clicked.connect(lambda: self.read(_checked, self._show_found))
        self.prune.clicked.connect(self._on_prune_clicked)
        self.rules.wanted.connect(lambda: self.page_requested.emit("rules", ""))

    def reload(self) -> None:
        self.read(_load, self._show)

    def _show(self, found: "_View") -> None:
        access_view, backups_view, attention, aside, doubts, consent_view, rules = found
        self.doubts.show_view(doubts)
        self.aside.show_view(aside)
        self.consent.show_view(consent_view)
        self.rules.show_view(rules)
        self.attention.show_lines(attention)
        self.access.show_view(access_view)
        self.backups.show_view(backups_view)
        self.places.show_places(backups_view.unreached)
        if not self._found.text():
            self._found.setText(_WHAT_IS_CHECKED)

    def _show_found(self, found: tuple[tuple[str, ...], str, tuple[str, ...]]) -> None:
        problems, words, pruned = found
        outcome = problems or ("Het register is in orde.",)
        self._found.setText("\n".join((*outcome, *pruned, f"Het logboek eindigt op: {words}")))

    def _on_prune_clicked(self) -> None:
        self.read(pruning.usual_day, self._confirm_prune)

    def _confirm_prune(self, before: date) -> None:
        question = f"Regels van het logboek van vóór {format_date(before)} verwijderen?"
        if dialogs.confirm(self, question, _WHY_PRUNE, "Verwijderen"):
            self.change(
                lambda register: pruning.prune(register, before),
                lambda done: self.notify(Notice(f"{plural(done.value, 'regel', 'regels')} verwijderd.", "good")),
            )


_View = tuple[
    AccessView, BackupsView, tuple[str, ...], tuple[SetAside, ...], tuple[str, ...], ConsentView | None,
    RulesView | None,
]  # fmt: skip


def _load(register: OpenRegister) -> _View:
    seen = access.view(register), backups.view(register), reminders.attention(register), set_aside.set_aside(register)
    has_cases = register.role in RulesPage.roles
    doubts = opening.doubts_of(register)
    return (*seen, doubts, consent_card.load(register), rules_view.view(register) if has_cases else None)


def _checked(register: OpenRegister) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    return register.check(), register.logbook_words(), pruning.told(register)
