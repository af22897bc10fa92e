"""Pages of the region and of its second key holder."""

from thuisplan_desktop.ui.widgets.page import Page

PAGES: tuple[type[Page], ...] = ()
"""In the order of the sidebar."""
