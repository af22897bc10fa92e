"""Pages of school and consulent."""

from thuisplan_desktop.ui.widgets.page import Page

PAGES: tuple[type[Page], ...] = ()
"""In the order of the sidebar."""
