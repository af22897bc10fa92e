"""Beheer: who can open the register, its backups, and whether it is well. For every role."""

from thuisplan_desktop.ui.admin.admin_page import AdminPage
from thuisplan_desktop.ui.widgets.page import Page

PAGES: tuple[type[Page], ...] = (AdminPage,)
"""At the end of the sidebar."""
