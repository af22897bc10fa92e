"""Beheer: who can open the register, its backups, whether it is well; for whoever has cases, the rules it counts by."""

from thuisplan_desktop.ui.admin.admin_page import AdminPage
from thuisplan_desktop.ui.admin.rules_page import RulesPage
from thuisplan_desktop.ui.widgets.page import Page

PAGES: tuple[type[Page], ...] = (AdminPage, RulesPage)
"""At the end of the sidebar."""
