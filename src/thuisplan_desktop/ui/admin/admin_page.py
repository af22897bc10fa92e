"""Beheer: persons and passphrases, backups, and whether the register is well."""

from PySide6.QtWidgets import QVBoxLayout

from thuisplan_desktop.actions import access, backups
from thuisplan_desktop.actions.access import AccessView
from thuisplan_desktop.actions.backups import BackupsView
from thuisplan_desktop.actions.changes import Kind
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.ui.admin.access_card import AccessCard
from thuisplan_desktop.ui.admin.backups_card import BackupsCard
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card, Scroll
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.page import Page


class AdminPage(Page):
    id, title, icon = "admin", "Beheer", "shield"
    roles = frozenset(Role)
    kinds = frozenset({Kind.SETTINGS})

    def __init__(self, session: RegisterSession) -> None:
        super().__init__(session)
        self.access, self.backups = AccessCard(self), BackupsCard(self)
        self._health = Card("Is het register in orde?")
        self.check = IconButton("Controleren", "check")
        self._found = text.label("")
        self._health.add(self._found)
        self._health.add(Flow(self.check))
        area = Scroll()
        for card in (self.access, self.backups, self._health):
            area.add(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        self.check.clicked.connect(lambda: self.read(_checked, self._show_found))

    def reload(self) -> None:
        self.read(_load, self._show)

    def _show(self, found: tuple[AccessView, BackupsView, tuple[str, ...]]) -> None:
        access_view, backups_view, warnings = found
        self.access.show_view(access_view)
        self.backups.show_view(backups_view)
        self._found.setText("\n".join(warnings) or "Controleer het bestand, de verwijzingen en het logboek.")

    def _show_found(self, found: tuple[tuple[str, ...], str]) -> None:
        problems, words = found
        outcome = "\n".join(problems) or "Het register is in orde."
        self._found.setText(f"{outcome}\nHet logboek eindigt op: {words}")


def _load(register: OpenRegister) -> tuple[AccessView, BackupsView, tuple[str, ...]]:
    return access.view(register), backups.view(register), register.warnings


def _checked(register: OpenRegister) -> tuple[tuple[str, ...], str]:
    return register.check(), register.logbook_words()
